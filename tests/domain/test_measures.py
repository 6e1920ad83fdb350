"""Measures are called as people call them."""

from dataclasses import replace

import pytest

from domain.documents import Span
from domain.facts import Figure
from domain.measures import label_of, several, thing_of, unit_of

FIGURE = Figure(Span.of("14 suspects", 0, 11), 14.0, label="suspects apprehended")


@pytest.mark.parametrize(
    "unit, said",
    [
        ("tonne", "tonnes"), ("percent", "percent"), ("pound sterling", "pounds sterling"),
        ("kilometre per hour", "kilometres per hour"), ("percentage point", "percentage points"),
        ("square foot", "square feet"), ("cubic metre per second", "cubic metres per second"),
    ],
)  # fmt: skip
def test_more_than_one_of_a_unit(unit: str, said: str) -> None:
    assert several(unit) == said


def test_a_measure_is_called_as_all_its_releases_call_it() -> None:
    other = replace(FIGURE, label="people arrested")
    assert label_of("people arrested", [FIGURE, FIGURE]) == "suspects apprehended"
    assert label_of("people arrested", [FIGURE, other]) == "people arrested"
    assert label_of("cocaine seized (tonne)", []) == "cocaine seized"
    assert (thing_of("tin (gram)"), unit_of("tin (gram)"), unit_of("boats")) == (
        "tin", "gram", None,
    )  # fmt: skip
