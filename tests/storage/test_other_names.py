"""Search under other names: acronyms and long forms, as the records have them."""

from dataclasses import replace

import pytest

from domain.documents import Span
from domain.facts import Organization
from pipeline.searching import other_names, search
from processing.words.spelling import other_spellings
from storage import Storage
from storage.query import OtherName
from tests.storage.conftest import NOW, MakeAnalysis, MakeDocument

BOARD = "Tidewater Ferry Board"
# A name that is not made of the letters: whoever read it so was wrong.
WRONG = "Office of Quiet Lakes"


@pytest.fixture
async def filled(storage: Storage, document: MakeDocument, analysis: MakeAnalysis) -> Storage:
    texts = {
        "a": f"The {BOARD} (TFB) opened a pier.",
        "b": "The TFB closed a slip for repair.",
        "c": f"The {BOARD} counted boats.",
        "d": "A ferry left tidewater mud on the board.",
        "e": f"The {WRONG} (TFB) met.",
        "f": "Crews rest.",
    }
    pairs = []
    for name, text in texts.items():
        made = document(name, text, title=f"Item {name}")
        organizations = tuple(
            Organization(one, (Span.of(text, 4, 4 + len(one)),), "TFB")
            for one in (BOARD, WRONG)
            if f"{one} (TFB)" in text
        )
        pairs.append((made, replace(analysis(made), organizations=organizations)))
    await storage.releases.save_many(pairs, now=NOW)
    return storage


async def found(storage: Storage, query: str) -> str:
    page = await search(storage, query, limit=10)
    return "".join(sorted(hit.head.title[-1] for hit in page.hits[: page.complete]))


@pytest.mark.parametrize(
    "query, letters",
    [
        ("TFB", "abce"),
        ("tfb", "abce"),
        ("T.F.B.", "abce"),
        ("tidewater ferry board", "abcde"),  # all of its words, or its acronym
        ("Tidewater Ferry Board pier", "a"),
        ("TFB boats", "c"),
        ("TFB -pier", "bce"),
        ('"TFB"', "abe"),  # insisted on
        ('"tidewater ferry board"', "ac"),
        ("ferry board", "acd"),  # a part of a name is no name
        ("tidewater board", "acd"),
        ("quiet lakes", "e"),
        ("rest", "f"),
    ],
)
async def test_acronym_and_long_form_find_each_other(
    filled: Storage, query: str, letters: str
) -> None:
    assert await found(filled, query) == letters


async def test_only_what_the_letters_are_made_of_is_another_name(filled: Storage) -> None:
    assert await other_names(filled, "TFB") == (OtherName(("TFB",), (BOARD,)),)
    assert await other_names(filled, "office of quiet lakes") == ()


async def test_what_everybody_knows_needs_no_record(filled: Storage) -> None:
    (named,) = await other_names(filled, "what did the Federal Bureau of Investigation find?")
    assert named == OtherName(("Federal", "Bureau", "Investigation"), ("FBI", "F.B.I."))


async def test_a_name_is_gone_with_the_last_release_that_has_it(
    filled: Storage, document: MakeDocument, analysis: MakeAnalysis
) -> None:
    changed = document("a", "Nobody opened a pier.", title="Item a")
    await filled.releases.save_many([(changed, analysis(changed))], now=NOW)
    assert await other_names(filled, "TFB") == ()


@pytest.mark.parametrize(
    "one, other",
    [
        ("harbor", "harbour"), ("center", "centre"), ("organized", "organised"),
        ("canceled", "cancelled"), ("enrol", "enroll"), ("catalog", "catalogue"),
        ("pediatric", "paediatric"), ("fetus", "foetus"), ("defense", "defence"),
        ("adviser", "advisor"), ("gray", "grey"),
    ],
)  # fmt: skip
def test_each_rule_of_spelling_is_known_both_ways(one: str, other: str) -> None:
    assert other in other_spellings(one)
    assert one in other_spellings(other)


def test_words_of_one_spelling_have_no_other() -> None:
    for word in ("water", "official", "person", "fire", "more", "court"):
        assert other_spellings(word) == (), word


async def test_a_word_is_found_in_its_other_spellings(
    storage: Storage, document: MakeDocument, analysis: MakeAnalysis
) -> None:
    texts = {
        "a": "The harbor opened.",
        "b": "The harbour closed.",
        "c": "Harbours organise; advisers met.",
        "d": "They organized with an advisor.",
        "e": "The hour struck in the center.",
    }
    made = [document(name, text, title=f"Item {name}") for name, text in texts.items()]
    await storage.releases.save_many([(one, analysis(one)) for one in made], now=NOW)
    for query, letters in {
        "harbor": "abc",
        "harbour": "abc",
        '"harbour"': "bc",
        "harbour -opened": "bc",
        "organised": "cd",
        "adviser": "cd",
        "theatre centre": "",
        "centre": "e",
        # Twins: no spellings of one word.
        "arbor": "",
        "hours": "e",
    }.items():
        assert await found(storage, query) == letters, query
