"""Figures of the first real input, held against what a reader would take from it."""

from pathlib import Path

import pytest

from domain.documents import Document
from domain.facts import Figure
from processing.figures import find_figures
from processing.layout import read_layout
from processing.names import find_names

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def figures(shared: Path) -> tuple[Figure, ...]:
    text = (shared / "seeds" / "operation-spector.txt").read_text("utf-8")
    reading = read_layout(Document("spector", text))
    return find_figures(reading, find_names(reading))


def test_key_figures_are_those_that_a_reader_takes(figures: tuple[Figure, ...]) -> None:
    key = {(f.value, f.unit, f.counted or f.subject) for f in figures if f.key}
    assert key == {
        (288, None, "arrests"),
        (117, None, "guns"),
        (850, "kilogram", "drugs"),
        (64, "kilogram", "drugs laced with fentanyl"),
        (53_400_000, "dollar", "real and digital money"),
    }


def test_arrests_stand_first_with_what_is_claimed_of_them(figures: tuple[Figure, ...]) -> None:
    first = next(f for f in figures if f.rank == 1)
    assert (first.span.text, first.subject, first.measure) == (
        "288 arrests",
        "Operation SpecTor",
        "people arrested",
    )
    assert [(c.kind, c.span.text, c.value, c.relation) for c in first.claims] == [
        ("record", "a record", None, None),
        ("ratio", "almost twice as many as the previous operation", 2.0, "~"),
    ]


def test_numbers_in_passing_are_listed_and_not_key(figures: tuple[Figure, ...]) -> None:
    assert [(f.span.text, f.key) for f in figures if f.value == 3] == [
        ("three continents", False)
    ] * 2
