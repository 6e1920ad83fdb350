"""What holds for every summary, whatever the text."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.documents import Document
from processing import analyse
from processing.layout import read_layout
from processing.summary import summarise

PIECES = st.sampled_from(
    (
        "The board said that ", "according to the clerk, ", "“", "”", '"', "(", ")", ", and it ",
        "which ", "; ", " – ", "$4 million ", "Mora Teal ", "announced today that ", ". ", ".\n\n",
        "He ", "was sentenced to 14 years", ", located ", "However, ", "\n", ":", "?", "— ",
    )
)  # fmt: skip


def words_in(document: Document) -> int:
    return sum(len(sentence.span.text.split()) for sentence in analyse(document).summary)


@given(st.lists(PIECES, max_size=60).map("".join))
@settings(max_examples=150, deadline=None)
def test_summary_of_any_text_is_made_of_receipts_in_order_and_under_the_cap(text: str) -> None:
    summary = summarise(read_layout(Document("any", text)), (), ())
    places = [(sentence.span.start, sentence.span.end) for sentence in summary]
    assert all(sentence.span.stands_in(text) for sentence in summary)
    assert all(sentence.rule for sentence in summary)
    assert all(before[1] <= after[0] for before, after in pairwise(places))
    assert sum(len(sentence.span.text.split()) for sentence in summary) <= 75


@pytest.mark.parametrize("text", ["", "\n\n", "Home", "“”", "Contact: Mora Teal\n555-0100"])
def test_summary_of_a_text_that_says_nothing_is_empty(text: str) -> None:
    assert summarise(read_layout(Document("empty", text)), (), ()) == ()


@pytest.mark.parametrize(
    "piece", ["the office said that it had found nothing and ", "word, ", "(", "a", "“word "]
)
def test_summary_of_a_megabyte_without_a_full_stop_is_short(piece: str) -> None:
    # How the time grows is measured in `make bench`; quadratic work would not end here.
    text = piece * (1_000_000 // len(piece))
    reading = read_layout(Document("long", text))
    summary = summarise(reading, (), ())
    assert sum(len(sentence.span.text.split()) for sentence in summary) <= 75


@pytest.mark.shared
def test_summary_of_the_first_real_release_names_the_operation_and_its_arrests(
    shared: Path,
) -> None:
    text = (shared / "seeds" / "operation-spector.txt").read_text("utf-8")
    document = Document("operation-spector", text)
    shown = " ".join(sentence.span.text for sentence in analyse(document).summary)
    assert "Operation SpecTor" in shown
    assert "288 arrests" in shown
    assert words_in(document) <= 75
