"""The kept table of units: written by its script, and read back name by name."""

import pytest

from benchmarks.kept_units import KEPT, cldr_units, kept_units, render
from processing.figures import units


def test_the_kept_table_is_what_its_script_writes() -> None:
    assert KEPT.read_text("utf-8") == render()


@pytest.mark.parametrize("identifier", sorted(cldr_units()))
def test_unit_of_the_cldr_has_its_name(identifier: str) -> None:
    name, _ = cldr_units()[identifier]
    written = next(unit for unit in kept_units() if unit.name == name).words
    read = {word: units.unit_after(f"12 {word}", 2, 3 + len(word)) for word in written}
    assert {word: place and place.unit.name for word, place in read.items()} == dict.fromkeys(
        written, name
    )


@pytest.mark.parametrize("text", ["12 MS", "12 PA", "12 GA", "12 points", "12 drops", "12 in"])
def test_initials_and_common_words_are_no_units_of_the_kept_table(text: str) -> None:
    found = units.unit_after(text, 2, len(text))
    assert found is None or found.unit.name == "point"
