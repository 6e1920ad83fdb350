"""Bounds for figures, held against releases: what is of something else is never taken for it."""

from datetime import UTC, datetime

import pytest

from domain.archive import ReleaseHead, StoredRelease
from domain.documents import Document
from domain.errors import UnreadableInputError
from pipeline.bounds import read_threshold
from pipeline.thresholds import Numbers, reaching
from pipeline.units import converted
from processing import analyse

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def told(text: str) -> StoredRelease:
    document = Document("r", text, None, None, None, None)
    head = ReleaseHead(1, "A release", None, None, NOW, None, False)
    return StoredRelease(head, document, analyse(document))


def figures(phrase: str, text: str) -> list[str]:
    return [figure.span.text for figure in reaching(read_threshold(phrase), Numbers(told(text)))]


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
        ("between 5 and 9 arrests", "Police made 7 arrests in the port on Monday."),
        ("people killed over 3", "Six people have died in the floods, the ministry said."),
        ("people killed over 3", "The storm claimed 14 lives along the coast on Monday."),
        ("fine of at least $1 million", "The firm faces a penalty of $2.5 million, it said."),
        ("stolen > $500,000", "She was charged with embezzling $640,000 from the club."),
        ("inflation under 2 percent", "Inflation is still below the bank's 2 percent goal."),
        (
            "rate hike 25 basis points",
            "The bank raised its key rate by 25 basis points to 3%.",
        ),
        (
            "key rate above 2 percent",
            "The bank raised its key rate by 25 basis points to 3%.",
        ),
        ("defendants more than 15", "Of the 19 defendants charged, 13 have pleaded guilty."),
        ("₹ 100 crore or more", "The ministry released Rs 250 crore for the bridge."),
        ("fine over $1 million", "If it loses, the firm could be fined millions of dollars."),
        ("arrests > 50", "The checks led to the arrest of more than 29,837 accused."),
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
        ("more than 12 arrests", "Police made 12 arrests in the port on Monday."),
        ("inflation under 2 percent", "Inflation stood at 2 percent in May, the bank said."),
        ("between 5 and 9 arrests", "Police made 10 arrests in the port on Monday."),
        ("suspects more than 30", "The suspects were held on bail of $40,000 each on Monday."),
        ("people over 100", "He was sentenced to 120 years in prison for killing people."),
        ("people killed over 3", "The fire killed 40 cows and burned down a barn."),
        ("arrests > 50", "Officers who made arrests searched 90 vessels on Monday."),
        ("arrests > 50", "The two men were arrested at 215 Pier Street on Monday."),
        ("defendants more than 15", "The defendant forged 22 checks at the bank, it said."),
        ("defendants more than 15", "The defendants face a 20-count indictment in the case."),
        ("rate hike 25 basis points", "The bank cut its key rate by 25 basis points on Monday."),
        ("rate hike 25 basis points", "The bank raised its key rate by 50 basis points on Monday."),
        (
            "probation of at least 5 years",
            "A former probation officer was sentenced to 9 years.",
        ),
        ("probation of at least 5 years", "The 21-year-old on probation was stopped on Monday."),
        ("fines over 10 million", "The court fined 12 million drivers over ten years."),
        ("at least 40 deaths", "The office denied that 40 people had died in the flood."),
    ],
)
def test_figure_of_something_else_or_uncertain_is_passed_over(phrase: str, text: str) -> None:
    assert figures(phrase, text) == []


@pytest.mark.parametrize(
    "phrase",
    [
        "a lot of tin",
        "over 100 kg",
        "about 100 arrests",
        "cocaine over 5m",
        "2 of 3 boxes over 4 kg",
        "between 9 and 5 arrests",
    ],
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


@pytest.mark.parametrize(
    "phrase, low, high, is_open, unit, words",
    [
        ("fine over $1 million", 1e6, None, True, "dollar", ("fine",)),
        ("arrests > 50", 50, None, True, None, ("arrests",)),
        ("arrests >= 50", 50, None, False, None, ("arrests",)),
        ("500+ arrests", 500, None, False, None, ("arrests",)),
        ("under 4 percent unemployment", None, 4, True, "percent", ("unemployment",)),
        ("100 kg of tin or less", None, 100, False, "kilogram", ("tin",)),
        ("between 5 and 9 million dollars in grants", 5e6, 9e6, False, "dollar", ("grants",)),
        ("5 to 9 arrests", 5, 9, False, None, ("arrests",)),
        ("₹ 100 crore or more", 1e9, None, False, "indian rupee", ()),
        ("funding over $500k", 5e5, None, True, "dollar", ("funding",)),
        ("penalties over 5m euro", 5e6, None, True, "euro", ("penalties",)),
        ("more than 20 new COVID-19 cases", 20, None, True, None, ("new", "COVID-19", "cases")),
        ("deaths: two dozen or more", 24, None, False, None, ("deaths",)),
        ("no fewer than 5 arrests", 5, None, False, None, ("arrests",)),
    ],
)
def test_bound_is_read_as_it_is_meant(
    phrase: str, low: float | None, high: float | None, is_open: bool, unit: str | None,
    words: tuple[str, ...],
) -> None:  # fmt: skip
    read = read_threshold(phrase)
    assert (read.low, read.high, read.is_open) == (low, high, is_open)
    assert (read.unit, read.words) == (unit, words)


def test_a_number_without_a_unit_is_money_where_something_is_paid() -> None:
    assert read_threshold("fines over 10 million").is_money
    assert not read_threshold("suspects over 30").is_money
