"""What holds of figures for any text: no exception, true receipts, order, linear time."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.documents import Document
from domain.facts import Figure
from processing.figures import find_figures
from processing.layout import read_layout
from processing.names.found import Names
from processing.parsed_text import Block, BlockKind, ParsedText, SentenceSpan

NO_NAMES = Names((), (), (), (), ())

# Pieces that the rules look for; "_" stands for a space.
PIECES = st.sampled_from(
    """
    0 1 2 3 5 7 9 $ € £ % ° . , : ; - – / ' ( ) ½ ¼ ٣ ₹ İ 𝟙 ß “ ’s one two twenty- hundred
    _million half_a_ dozens_of_ third_of_ between_ _and_ _to_ _per_ kg _km_ USD years_old
    May_ No._ Section_ arrests people a_record_ twice_as_many_as_ up_from_ fold _ago 5, 1/2_
    _of_the_ McÉ_ -old_ million_million_
    """.replace("\n", " ").split()
).map(lambda piece: piece.replace("_", " ")) | st.sampled_from(["\n", "\t", "\u00a0", " "])
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=80)


def as_one_sentence(text: str) -> ParsedText:
    flat = "".join(" " if c.isspace() else c for c in text)
    whole = (Block(0, len(text), BlockKind.BODY),)
    return ParsedText(Document("x", text), flat, whole, (SentenceSpan(0, len(text), 0),), "en")


def hold_true(figures: tuple[Figure, ...], text: str) -> None:
    spans = [figure.span for figure in figures]
    claims = [claim.span for figure in figures for claim in figure.claims]
    assert all(span.stands_in(text) for span in (*spans, *claims))
    assert all(a.end <= b.start for a, b in pairwise(spans))
    ranks = sorted(figure.rank for figure in figures if figure.rank is not None)
    assert ranks == list(range(1, len(ranks) + 1))
    for figure in figures:
        assert figure.key == (figure.rank is not None)
        assert figure.rule
        if figure.value is None:
            assert figure.low is not None
            assert figure.high is not None
            assert figure.low < figure.high
        else:
            assert (figure.low, figure.high) == (None, None)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_figures_of_any_text_are_true_and_in_order(text: str) -> None:
    hold_true(find_figures(read_layout(Document("x", text)), NO_NAMES), text)


@settings(max_examples=400, deadline=None)
@given(TEXTS.filter(bool))
def test_figures_of_any_sentence_are_true_and_in_order(text: str) -> None:
    hold_true(find_figures(as_one_sentence(text), NO_NAMES), text)


@pytest.mark.parametrize(
    "unit",
    [
        *("7", "1,1,1,", "1 ", "five thousand three hundred and ", "one ", "million ", "half a "),
        *("5-", "911-", "1/2/", "$1 ", "5 to 6 to ", "“1 ", "a record most ever of ", "½", "1."),
        *("the largest a ", "John Smith ", "up from 5 a ", "5% ", "12 kg, ", "a-", "a.", "#"),
    ],
)
def test_a_megabyte_without_a_full_stop_is_read(unit: str) -> None:
    # How the time grows is measured in `make bench`; quadratic work would not end here.
    reading = as_one_sentence(unit * (1_000_000 // len(unit)))
    figures = find_figures(reading, NO_NAMES)
    hold_true(figures, reading.text)
