"""What of a text changes by itself, and its twins that are statements."""

import pytest

from storage.steady import steady_text


@pytest.mark.parametrize(
    "line",
    [
        "Views: 1,234", "1 234 views", "Viewed 12 times", "Read 1,234 times.", "12 comments",
        "Page last updated: 14:05", "Updated 3 minutes ago", "Aufrufe: 31", "14:05:09 UTC",
        "Related: Pier shuts again", "See also: Boats land", "Lesen sie auch: Hafen zu",
        "Related news\nPier shuts again\nBoats land", "Sur le même sujet : Le quai ferme",
        "Noticias relacionadas: Cierra el muelle", "Most popular\nPier shuts again",
    ],
)  # fmt: skip
def test_counters_clocks_and_teasers_are_left_out(line: str) -> None:
    assert steady_text(f"The pier opens.\n{line}").split() == ["The", "pier", "opens."]


@pytest.mark.parametrize(
    "line",
    [
        "The fair drew 12,000 visits.", "Now 5 boats are at the pier",
        "The number of visits: 3,000 a day at the pier.", "| 1,200 | 300 views |",
        "Last updated by the board in 2019, the plan names 4 piers.",
        "The related fees are $400.", "Boats left at 14:05.",
    ],
)  # fmt: skip
def test_statements_stay(line: str) -> None:
    assert steady_text(line) == line


def test_a_counter_behind_a_sentence_goes_alone() -> None:
    text = "The pier opens. Views: 55\nRelated\nBoats land\nMore was said by the office."
    assert steady_text(text) == "The pier opens. \n\n\nMore was said by the office."
