"""Quotations against originals: verbatim in any dress, shortened, altered, another's."""

from datetime import UTC, datetime
from functools import cache

import pytest

from domain.archive import ReleaseHead, StoredRelease
from domain.documents import Document
from pipeline.alignment import read_quotation
from pipeline.quotations import Finding, Verdict, judge, lay
from pipeline.quoted import Quoted, quoted_in
from processing import analyse

NOW = datetime(2026, 11, 20, tzinfo=UTC)
TEXT = (
    "Harbor opened again\n\n"
    "HARBOR CITY – The Harbor Office opened the pier on Monday, it said.\n\n"
    "“We will not rest until every crate in this harbor has been opened, and opened again. That "
    "is what the 40 families of the pier asked of us in May,” said Ann Poe, the director of the "
    "Harbor Office. “They shall have it before the winter comes.”\n\n"
    "“I am pleased with the work of the divers, who risked a lot and never asked for more,” said "
    "Al Doe, the mayor of Harbor City. “These are by no means victimless crimes.”\n"
)


@cache
def told() -> StoredRelease:
    document = Document("r", TEXT, None, None, None, "Harbor Office")
    head = ReleaseHead(1, "Harbor opened again", "Harbor Office", None, NOW, None, False)
    return StoredRelease(head, document, analyse(document))


def check(message: str) -> Finding:
    (quoted,) = quoted_in(message)
    laid = lay(read_quotation(quoted.words), TEXT)
    assert laid is not None
    return judge(quoted, laid, told())


def differences(found: Finding) -> list[tuple[str, str]]:
    return [(piece.words, piece.change) for piece in found.pieces if piece.change != "kept"]


@pytest.mark.parametrize(
    "message",
    [
        "“We will not rest until every crate in this harbor has been opened”",
        '"We will not rest until every crate in this harbor has been opened, and opened again."',
        "'We will not rest until every crate in this harbor has been opened', she said",
        "»We will not rest until every crate in this harbor has been opened«",
        "„We will not rest until every crate in this harbor has been opened“",
        "« We will not rest until every crate in this harbor has been opened »",
        "> We will not rest until every crate in this harbor has been opened\nwho said that?",
        "“[W]e will  not rest until every crate in this harbor has been opened.”",
        "“…every crate in this harbor has been opened, and opened again…”",
        "“That is what the 40 families of the pier asked of us in May. They shall have it before "
        "the winter comes.”",
        "“That is what the 40 families of the pier asked of us in May.\n\n“They shall have it "
        "before the winter comes.”",
    ],
)
def test_verbatim_in_another_dress(message: str) -> None:
    found = check(message)
    assert (found.verdict, differences(found)) == (Verdict.VERBATIM, [])


@pytest.mark.parametrize(
    "message, left_out",
    [
        ("“We will not rest until every crate … has been opened”", "in this harbor"),
        ("“We will not rest until every crate [...] has been opened”", "in this harbor"),
        ("“what the 40 families ... asked of us in May”", "of the pier"),
        (
            "“We will not rest until every crate in this harbor has been opened. … They shall have "
            "it before the winter comes.”",
            None,
        ),
    ],
)
def test_a_fair_omission_is_told_and_shown(message: str, left_out: str | None) -> None:
    found = check(message)
    if left_out is not None:
        assert differences(found) == [(left_out, "left_out")]
    assert found.verdict is Verdict.SHORTENED


def test_words_put_in_are_told_and_shown() -> None:
    found = check("“They shall have it [the pier] before the winter comes.”")
    assert found.verdict is Verdict.COMMENTED
    assert differences(found) == [("the pier", "put_in")]
    found = check("“[The families] shall have it before the winter comes.”")
    assert found.verdict is Verdict.COMMENTED


@pytest.mark.parametrize(
    "message",
    [
        "“I am [not] pleased with the work of the divers, who risked a lot”",
        "“We will … rest until every crate in this harbor has been opened”",
        "“These are ... victimless crimes, by the way”",
        "“We will [...] rest until every crate in this harbor has been opened”",
        "“That is what the [90] families of the pier asked of us in May”",
        "“That is what the … families of the pier asked of us in [June]”",
        "“who risked a lot and … asked for more”",
        "“They shall have it before the winter comes. … I am pleased with the work of the divers”",
    ],
)
def test_no_bracket_and_no_ellipsis_hides_what_turns_the_words(message: str) -> None:
    assert check(message).verdict is Verdict.ALTERED


@pytest.mark.parametrize(
    "message, shown",
    [
        ("“We will rest until every crate in this harbor has been opened”", [("not", "left_out")]),
        (
            "“That is what the 90 families of the pier asked of us in May”",
            [("40", "left_out"), ("90", "put_in")],
        ),
        (
            "“That is what the 40 families of the pier asked of us in June”",
            [("May", "left_out"), ("June", "put_in")],
        ),
        (
            "“They really shall have it before the winter comes”",
            [("really", "put_in")],
        ),
        (
            "“Before the winter comes they shall have it”",
            [("Before the winter comes", "moved")],
        ),
        (
            "“We will not rest until every crate has been opened, and opened again”",
            [("in this harbor", "left_out")],
        ),
    ],
)
def test_every_difference_is_shown(message: str, shown: list[tuple[str, str]]) -> None:
    found = check(message)
    assert (found.verdict, differences(found)) == (Verdict.ALTERED, shown)


@pytest.mark.parametrize(
    "message, is_another",
    [
        ("“They shall have it before the winter comes,” said Al Doe.", True),
        ("Mayor Doe: “They shall have it before the winter comes.”", True),
        ("According to Corin Vale, “They shall have it before the winter comes.”", True),
        ("“They shall have it before the winter comes” - Al Doe", True),
        ("“They shall have it before the winter comes,” said Ann Poe.", False),
        ("“They shall have it before the winter comes” (Poe)", False),
        ("Ms. Poe told us “They shall have it before the winter comes.”", False),
        ("The office said “They shall have it before the winter comes.”", None),
        ("“They shall have it before the winter comes.”", None),
    ],
)
def test_who_is_credited_is_held_against_who_speaks(message: str, is_another: bool | None) -> None:
    assert check(message).is_another is is_another


def test_words_nobody_says_are_no_quote() -> None:
    found = check("“The Harbor Office opened the pier on Monday”")
    assert found.verdict is Verdict.NOT_A_QUOTE


def test_other_sentences_are_not_alike() -> None:
    said = read_quotation("The harbor will be closed until the crane has been mended by us")
    laid = lay(said, TEXT)
    assert laid is None or laid.share < 0.6


@pytest.mark.parametrize(
    "text, quoted",
    [
        ("She said “we looked in every crate” twice", ["we looked in every crate"]),
        ('He said "we looked in every crate" and "nobody was hurt at all".',
         ["we looked in every crate", "nobody was hurt at all"]),
        ("> we looked in every crate", ["we looked in every crate"]),
        ("the “Tin Man” came", ["Tin Man"]),
        ("it's the crew's day, isn't it", ["it's the crew's day, isn't it"]),
        ("he said 'our nation's small businesses' and left", ["our nation's small businesses"]),
        ("ok", []),
    ],
)  # fmt: skip
def test_what_a_text_quotes(text: str, quoted: list[str]) -> None:
    assert [one.words for one in quoted_in(text)] == quoted


def test_a_text_of_nothing_but_marks_takes_no_time() -> None:
    for text in (
        '"' * 10_000,
        "'a " * 5_000,
        "“(" * 5_000,
        "A " * 5_000 + '"' + "b " * 900 + '"',
    ):
        assert len(quoted_in(text)) < 5_000


def test_a_quotation_has_its_place_in_the_draft() -> None:
    draft = "One.\n\nPoe said: “we looked in every crate”."
    assert quoted_in(draft) == [Quoted("we looked in every crate", 16, ("Poe",))]


# Words put in behind the last word of a quotation take nothing from the next one.
@pytest.mark.parametrize(
    "message, shown",
    [
        ("“They shall have it before the winter comes (of 2026)”", [("of 2026", "put_in")]),
        (
            "“They shall have it before the winter ends”",
            [("comes", "left_out"), ("ends", "put_in")],
        ),
        ("“Friends, they shall have it before the winter comes”", [("Friends", "put_in")]),
    ],
)
def test_what_stands_beyond_a_quotation_is_no_part_of_it(
    message: str, shown: list[tuple[str, str]]
) -> None:
    found = check(message)
    assert found.verdict is Verdict.ALTERED
    assert differences(found) == shown


SENTENCE = "I am pleased with the work of the divers, who risked a lot and never asked for more"
WORDS = SENTENCE.split()
TURNING = ("never",)


@pytest.mark.parametrize("at", range(2, len(WORDS) - 2))
def test_each_word_left_out_changed_or_put_in_is_told(at: int) -> None:
    """Twins made of one sentence: shown by an ellipsis or brackets it is told, hidden altered."""
    word = WORDS[at].strip(",")
    before, after = " ".join(WORDS[:at]), " ".join(WORDS[at + 1 :])
    hidden = check(f"“{before} {after}”")
    assert (hidden.verdict, differences(hidden)) == (Verdict.ALTERED, [(word, "left_out")])
    shown = check(f"“{before} … {after}”")
    is_turned = word in TURNING
    assert shown.verdict is (Verdict.ALTERED if is_turned else Verdict.SHORTENED)
    assert differences(shown) == [(word, "left_out")]
    changed = check(f"“{before} zinc {after}”")
    assert changed.verdict is Verdict.ALTERED
    assert sorted(differences(changed)) == sorted([(word, "left_out"), ("zinc", "put_in")])
    put_in = check(f"“{before} [of ours] {WORDS[at]} {after}”")
    assert (put_in.verdict, differences(put_in)) == (
        Verdict.COMMENTED,
        [("of ours", "put_in")],
    )
    negated = check(f"“{before} [not] {WORDS[at]} {after}”")
    assert negated.verdict is Verdict.ALTERED


@pytest.mark.parametrize("at", range(2, len(WORDS) - 3))
def test_two_words_changed_round_are_shown_as_moved(at: int) -> None:
    one, other = WORDS[at].strip(","), WORDS[at + 1].strip(",")
    turned = " ".join([*WORDS[:at], other, one, *WORDS[at + 2 :]])
    found = check(f"“{turned}”")
    assert found.verdict is Verdict.ALTERED
    words = {words for words, _ in differences(found)}
    assert words & {one, other}, differences(found)


@pytest.mark.parametrize("opened, closed", ["“”", "„“", "»«", "«»", "「」", "‚‘", '""'])
@pytest.mark.parametrize(
    "said", ["said {}", "{} said", "dijo {}", "sagte {}", "a dit {}", "– {}", "({})"]
)
def test_who_is_credited_is_read_behind_any_mark(opened: str, closed: str, said: str) -> None:
    for name, is_another in (("Al Doe", False), ("Ann Poe", True)):
        found = check(f"{opened}{SENTENCE}{closed}, {said.format(name)}.")
        assert (found.verdict, found.is_another) == (Verdict.VERBATIM, is_another), found
