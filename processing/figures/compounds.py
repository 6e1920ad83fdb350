"""One figure out of a larger unit and smaller ones: "6 feet 2 inches", "3 years and 2 months"."""

import re
from decimal import Decimal

from processing.figures.quantities import Quantity, Stretch

# How many of the smaller unit make the larger: of money, time, length, mass and volume, as people
# speak. A month of days is the twelfth part of a year of 365.
_YEAR_DAYS = Decimal(365)
PARTS: dict[str, dict[str, Decimal]] = {
    "year": {"month": Decimal(12), "week": Decimal(52), "day": _YEAR_DAYS},
    "month": {"week": _YEAR_DAYS / 12 / 7, "day": _YEAR_DAYS / 12},
    "week": {"day": Decimal(7)},
    "day": {"hour": Decimal(24), "minute": Decimal(1440)},
    "hour": {"minute": Decimal(60), "second": Decimal(3600)},
    "minute": {"second": Decimal(60)},
    "mile": {"yard": Decimal(1760), "foot": Decimal(5280)},
    "yard": {"foot": Decimal(3), "inch": Decimal(36)},
    "foot": {"inch": Decimal(12)},
    "kilometre": {"metre": Decimal(1000)},
    "metre": {"centimetre": Decimal(100)},
    "centimetre": {"millimetre": Decimal(10)},
    "stone": {"pound-mass": Decimal(14)},
    "pound-mass": {"ounce": Decimal(16)},
    "tonne": {"kilogram": Decimal(1000)},
    "ton": {"pound-mass": Decimal(2000)},
    "kilogram": {"gram": Decimal(1000)},
    "gallon": {"quart": Decimal(4), "pint": Decimal(8)},
    "quart": {"pint": Decimal(2)},
    "litre": {"millilitre": Decimal(1000)},
    "dollar": {"cent": Decimal(100)},
    "euro": {"cent": Decimal(100)},
    "south african rand": {"cent": Decimal(100)},
    "pound sterling": {"penny": Decimal(100)},
    "indian rupee": {"paisa": Decimal(100)},
    "rupee": {"paisa": Decimal(100)},
    "degree": {"minute": Decimal(60)},
}
_JOINT = re.compile(r",? (?:and )?|-|, ?|-and-|", re.IGNORECASE)
# "6-foot-2", "6'2", "6 foot 2": the inches are left unsaid.
_INCHES_UNSAID = re.compile(
    r"(?:(?<=[a-z])-|(?<=['’′]) ?|(?<=[a-z]) )(\d{1,2})(?![\w%.,]*\d)"
    r"(?P<said> ?(?:″|”|\"|''))?(?:(?=[\s,.;:)-])|(?<=[″”\"'])|$)"
)
_TALLEST = 99
_INCHES_AFTER_SPACE = re.compile(r"[,.;)]| tall\b|$")


def join_parts(stretch: Stretch, large: Quantity, small: Quantity) -> Quantity | None:
    """The two as one figure in the unit of the larger, None if they are not parts of one."""
    if large.value is None or small.value is None or large.is_age or large.tail or small.tail:
        return None
    gap = stretch.text[large.end : small.start]
    if len(gap) > 6 or not _JOINT.fullmatch(gap) or not _is_whole(large, small):
        return None
    parts = PARTS.get(large.unit or "", {}).get(small.unit or "")
    is_spelled = large.kind == "money" and (large.unit_text or "")[:1].isalpha()
    if parts is None and is_spelled and small.is_bare and "," not in gap and " " in gap:
        parts = Decimal(100)
    if parts is None or not 0 < small.value < parts:
        return None
    if large.is_attributive and not small.is_attributive and "-" not in gap and gap:
        return None
    return large._replace(
        end=small.end, number_end=small.number_end, is_age=small.is_age,
        value=large.value + small.value / parts, rule="compound",
        is_attributive=small.is_attributive,
    )  # fmt: skip


def _is_whole(large: Quantity, small: Quantity) -> bool:
    """Only a whole number of the larger unit goes on in smaller ones; a compound may go further."""
    if large.value is None or large.numeral.form not in ("digits", "words"):
        return False
    is_compound = large.rule == "compound"
    return (is_compound or large.value % 1 == 0) and not small.is_signed


def add_inches(stretch: Stretch, quantity: Quantity) -> Quantity:
    """The quantity in feet with the inches that follow without their unit, where some do."""
    if quantity.unit != "foot" or quantity.value is None or quantity.value % 1:
        return quantity
    if quantity.value > _TALLEST:
        return quantity
    text = stretch.text
    inches = _INCHES_UNSAID.match(text, quantity.end, stretch.end)
    if inches is None or int(inches[1]) >= 12:
        return quantity
    is_apart = inches[0].startswith(" ") and text[quantity.end - 1] not in "'’′"
    if is_apart and not _INCHES_AFTER_SPACE.match(text, inches.end(), stretch.end):
        return quantity
    return quantity._replace(
        end=inches.end(), number_end=inches.end(), value=quantity.value + Decimal(inches[1]) / 12,
        rule="feet-and-inches", is_attributive=False,
    )  # fmt: skip
