"""Bounds for figures, held against releases: what is of something else is never taken for it."""

from datetime import UTC, datetime

import pytest

from domain.archive import ReleaseHead, StoredRelease
from domain.documents import Document
from domain.errors import UnreadableInputError
from pipeline.thresholds import reaching, read_threshold
from pipeline.units import converted
from processing import analyse

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def told(text: str) -> StoredRelease:
    document = Document("r", text, None, None, None, None)
    head = ReleaseHead(1, "A release", None, None, NOW, None, False)
    return StoredRelease(head, document, analyse(document))


def figures(phrase: str, text: str) -> list[str]:
    return [figure.span.text for figure in reaching(read_threshold(phrase), told(text))]


@pytest.mark.parametrize(
    "phrase, text",
    [
        ("fentanyl over 100 kg", "Officers seized 120 kilograms of fentanyl on Monday."),
        ("fentanyl seizures over 100 kg", "Officers seized 120 kilograms of fentanyl on Monday."),
        ("fentanyl > 200 pounds", "Officers seized 120 kilograms of fentanyl on Monday."),
        (
            "fentanyl over 100 kg",
            "It found 2 kilograms of cocaine and 120 kilograms of fentanyl.",
        ),
        ("fines over $10 million", "The court fined the company $12 million on Friday."),
        ("fines over 10 million", "The court fined the company $12 million on Friday."),
        ("at least 500 arrests", "Police made 512 arrests in the port on Monday."),
        ("at least 10 years in prison", "She was sentenced to 15 years in prison on Monday."),
        ("100 kg of tin or less", "Officers seized 12 kilograms of tin on Monday."),
        ("no more than 5 arrests", "Police made 3 arrests in the port on Monday."),
        ("fire over 100 square kilometres", "The fire burned 60 square miles of forest on Monday."),
    ],
)
def test_figure_that_reaches_a_bound_is_found(phrase: str, text: str) -> None:
    assert figures(phrase, text)


@pytest.mark.parametrize(
    "phrase, text",
    [
        (
            "fentanyl over 100 kg",
            "It found 2 kilograms of fentanyl and 120 kilograms of cocaine.",
        ),
        (
            "fentanyl over 100 kg",
            "It found 120 kilograms of cocaine and 2 kilograms of fentanyl.",
        ),
        ("guns over 20", "Officers seized 3 guns and 32 phones on Monday."),
        ("deaths over 5", "The office counted two deaths and 17 injuries on Monday."),
        ("at least 500 arrests", "Police arrested 3 people and searched 512 houses on Monday."),
        ("victims over 100", "The court heard 12 victims and 240 witnesses on Monday."),
        ("tin over 100 kg", "Officers seized up to 120 kilograms of tin on Monday."),
        ("tin over 100 kg", "Officers seized nearly 100 kilograms of tin on Monday."),
        ("at least 500 arrests", "The number of arrests rose by 512 on Monday."),
        ("100 kg of tin or less", "Officers seized 120 kilograms of tin on Monday."),
        ("no more than 5 arrests", "Police made 30 arrests in the port on Monday."),
    ],
)
def test_figure_of_something_else_or_uncertain_is_passed_over(phrase: str, text: str) -> None:
    assert figures(phrase, text) == []


@pytest.mark.parametrize(
    "phrase", ["a lot of tin", "over 100 kg", "penalties over 5m euro", "2 of 3 boxes over 4 kg"]
)
def test_bound_that_cannot_be_read_is_refused(phrase: str) -> None:
    with pytest.raises(UnreadableInputError):
        read_threshold(phrase)


@pytest.mark.parametrize(
    "value, unit, wanted, amount",
    [
        (60, "square mile", "square kilometre", 155.4),
        (100, "kilometre per hour", "mile per hour", 62.14),
        (2, "pound-mass", "kilogram", 0.907),
        (1, "dollar", "euro", None),
        (1, "kilogram", "metre", None),
        (5, "percentage point", "percent", None),
    ],
)
def test_amounts_are_converted_where_they_measure_the_same(
    value: float, unit: str, wanted: str, amount: float | None
) -> None:
    found = converted(value, unit, wanted)
    assert found is None if amount is None else found == pytest.approx(amount, rel=0.001)
