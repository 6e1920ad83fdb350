"""Texts that nobody writes on purpose: an analysis ends, whatever stands in them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.documents import Document
from domain.errors import AnalysisError
from processing import analyse, steps
from processing.words import tokens

BEFORE = "The agency said on Monday that 14 men were arrested in the city. The report is of "
NAMES = ["Mary", "Smith", "Jones", "McCarthy", "O'Neil", "Lopez", "USS", "Al", "J.", "Anne-Marie"]
JOINS = ["-", "--", "–", "'", "’", ".", "-'", "&", "/", "-.", ""]


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(JOINS)), min_size=1, max_size=4),
    st.sampled_from(["\n", "\n\n", "\r", " ", "\t", ""]),
    st.sampled_from(["Jones", "jones", "Mary-", "II", "said.", "7", ""]),
)
def test_a_name_may_break_off_anywhere(parts: list[tuple[str, str]], gap: str, after: str) -> None:
    cut = " ".join(word + join for word, join in parts)
    analyse(Document("a", f"{BEFORE}{cut}{gap}{after} and the others, she said."))
    analyse(Document("a", f"{BEFORE}\n{cut}"))


PIECES = [
    "The Harbor Office", "said", "Mary Smith-", "“", "”", '"', "'s", "$5 million", "5 <", "1 ",
    "-", "–", "\n", "\n\n", "\t", "(", ")", "[", "14 men", "Operation Low", "Tide", ".", ",", ":",
    ";", "who", "told", "arrested", "Dr.", "U.S.", "a", "%", "per cent", "\u00ad", "\u200b",
    "\ud800", "\u0130", "\x00", "•", "1.", "|", "2026-05-14", "May 14, 2026", "from 5 to", "½",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from(["", " "]))
def test_any_row_of_pieces_is_analysed(pieces: list[str], between: str) -> None:
    analyse(Document("a", f"{BEFORE}the house.\n{between.join(pieces)}", title="A title"))


def test_what_a_rule_fails_on_is_one_kind_of_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> object:
        raise IndexError("a rule that is broken")

    monkeypatch.setattr(steps, "find_names", broken)
    with pytest.raises(AnalysisError, match=r"“Boats land” could not be analysed: .*IndexError"):
        analyse(Document("a", BEFORE, title="Boats land"))


@pytest.mark.parametrize("number", ["5 < 6", "1", "two"])
def test_numbers_that_come_to_nothing_are_work_too_and_end(number: str) -> None:
    """Each takes as long to look at as a figure, so that their number has a bound too."""
    row = f"The agency said {' '.join([number] * 10)}. "
    arrests = "Officers arrested 14 men in the city. "
    few, many = ({f.span.text for f in analyse(Document("a", t)).figures} for t in (
        arrests + row * 50 + arrests.replace("14", "15"),
        arrests + row * 6_500 + arrests.replace("14", "15"),
    ))  # fmt: skip
    assert {text[:2] for text in few} >= {"14", "15"}
    assert "14" in {text[:2] for text in many}
    assert "15" not in {text[:2] for text in many}


@pytest.mark.parametrize("bound", [1, 20, 60])
def test_what_stands_behind_the_last_word_that_is_read_is_left_alone(
    bound: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A very long text is read as far as the bound; a line that signs a statement stands beyond."""
    monkeypatch.setattr(tokens, "MOST_TOKENS", bound)
    said = "The new pier will bring work to every family of this harbor for years to come."
    text = f"{BEFORE}the house. {BEFORE}the pier.\n\n{said}\n\nMinister of Trade Ada Lund\n\n{said}"
    long = analyse(Document("a", f"{BEFORE}the house.\n\n{text}\n\nMinister of Ports Bo Roe\n"))
    assert "Roe" not in str(long.people)
