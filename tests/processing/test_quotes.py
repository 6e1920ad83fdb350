"""What holds of the quotes of any text at all, and of the first real release."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.documents import Document
from domain.facts import Quote
from processing.layout import read_layout
from processing.names import find_names
from processing.names.found import Names
from processing.parsed_text import Block, BlockKind, ParsedText, SentenceSpan
from processing.quotes import find_quotes

MARKS = ["“", "”", '"', "''", "``", "„", "«", "»", "‘", "’", "'", "＂", "‟"]
PIECES = [
    *MARKS,
    *MARKS,
    " ",
    "\n",
    "\n\n",
    ". ",
    ", ",
    ": ",
    " — ",
    "said",
    " said ",
    "Mara Quill",
    " he ",
    "the sheriff",
    "according to",
    "’s ",
    "It rained.",
    "(the ",
    ")",
    "😀",
    "A",
    "é",
    "12",
]
NOBODY = Names((), (), (), (), ())


def analysed(text: str) -> tuple[Quote, ...]:
    reading = read_layout(Document(id="any", text=text))
    return find_quotes(reading, find_names(reading))


def one_block(text: str) -> ParsedText:
    """A text as one body paragraph and one sentence, the worst that layout could hand on."""
    document = Document(id="long", text=text)
    block = Block(0, len(text), BlockKind.BODY)
    return ParsedText(document, text, (block,), (SentenceSpan(0, len(text), 0),), "en")


def check_receipts(reading: ParsedText) -> int:
    """Check that the quotes of a text are ordered, disjoint and true; how many there are."""
    end = 0
    quotes = find_quotes(reading, NOBODY)
    for quote in quotes:
        assert end <= quote.span.start < quote.span.end
        end = quote.span.end
        for span in (quote.span, quote.speaker, quote.cue):
            assert span is None or span.stands_in(reading.text)
    return len(quotes)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_text_full_of_marks_yields_ordered_disjoint_true_quotes(text: str) -> None:
    end = 0
    for quote in analysed(text):
        assert end <= quote.span.start < quote.span.end
        end = quote.span.end
        for span in (quote.span, quote.speaker, quote.cue):
            assert span is None or span.stands_in(text)
        assert quote.rule


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for quote in analysed(text):
        assert quote.span.stands_in(text)


@pytest.mark.parametrize(
    "pattern",
    [
        "“",
        '"',
        "“ ",
        "“a” ",
        '"a" ',
        "“a “b” ",
        "“a\n",
        "''",
        "said “a,” Ada Lund said, ",
        "‘A ",
        "‘a, ",
        "farmers’ ‘a’ ",
        "he said that she said ",
    ],
    ids=repr,
)
def test_a_megabyte_of_marks_is_read_and_its_receipts_are_true(pattern: str) -> None:
    check_receipts(one_block((pattern * (1_000_000 // len(pattern) + 1))[:1_000_000]))


@pytest.mark.parametrize(
    "filler", ["he said that she ", "said and ", ", a, ", "( ", "Lund's words "]
)
def test_a_few_quotes_in_a_megabyte_without_a_full_stop_are_all_read(filler: str) -> None:
    piece = filler * (6_000 // len(filler)) + "Ada Lund said, “We read all of it,” "
    reading = one_block((piece * 170)[:1_000_000])
    assert check_receipts(reading) == reading.text.count("“We read all of it,”")


def test_first_real_release_has_five_quotes_of_two_speakers(shared: Path) -> None:
    text = (shared / "seeds" / "operation-spector.txt").read_text("utf-8")
    quotes = analysed(text)
    assert [quote.speaker_name for quote in quotes] == ["Merrick Garland"] * 2 + [
        "P.J. Lechleitner"
    ] * 3
    assert [quote.speaker and quote.speaker.text for quote in quotes] == [
        "Merrick Garland",
        "he",
        "P.J. Lechleitner",
        "Lechleitner",
        "he",
    ]
    assert {quote.speaker_role for quote in quotes[:2]} == {"Attorney General"}
    for quote in quotes[2:]:
        assert quote.speaker_role == "senior official performing the duties of deputy director"
        assert quote.speaker_org == "ICE"
    assert [quote.cue and quote.cue.text for quote in quotes] == [
        "said",
        "added",
        "said",
        "said",
        "added",
    ]
    assert {quote.kind for quote in quotes} == {"direct"}


@pytest.mark.parametrize(
    "text, rules",
    [
        ("“It sank,” Mayor Ada Finch said.", {"name": "named", "role": "title-before"}),
        (
            "Mayor Ada Finch spoke. “It sank,” she said.",
            {"name": "pronoun", "role": "title-before"},
        ),
        ("Mayor Ada Finch spoke. “It sank,” the mayor said.", {"name": "office"}),
        ("“It sank,” Ada Finch and Bo Ortiz said.", {"name": "joint-speakers"}),
        (
            "“It sank,” said Ada Finch, infrastructure team lead at Kell Drilling.",
            {"role": "stated-beside"},
        ),
        ("“It sank,” a clerk said.", {}),
    ],
)
def test_what_resolved_the_name_and_the_role_is_named(text: str, rules: dict[str, str]) -> None:
    (quote,) = analysed(text)
    assert rules.items() <= dict(quote.rules).items()
    assert set(dict(quote.rules)) <= {"name", "role"}
    assert bool(quote.speaker_name) == ("name" in dict(quote.rules))
