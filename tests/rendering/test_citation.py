"""Words around a figure: the sentence it stands in, no more."""

import pytest

from rendering.citation import surroundings
from tests.rendering.releases import place, release_of

WRAPPED = """Harbor note

The office said on Monday that it had seized 120 kilograms of tin in
Operation Low Tide. Nobody was hurt.
"""


@pytest.mark.parametrize(
    "text, words, around",
    [
        ("It was late. Officers took 12 boats. All slept.", "12 boats", "Officers took 12 boats."),
        ("Officers took 12 boats", "12 boats", "Officers took 12 boats"),
        ("Boats\nOfficers took 12 boats\nCrates", "12 boats", "Officers took 12 boats"),
        (
            WRAPPED,
            "120 kilograms",
            "… Monday that it had seized 120 kilograms of tin in Operation Low …",
        ),
        (
            "Mr. Poe took 12 boats in the U.S. fleet.",
            "12 boats",
            "Mr. Poe took 12 boats in the U.S. fleet.",
        ),
    ],
)
def test_figure_stands_in_its_sentence(text: str, words: str, around: str) -> None:
    assert surroundings(release_of(text), place(words, text), 70) == around
