"""Amounts in other units, by the tables of Pint, which is loaded when it is first needed."""

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pint import UnitRegistry

# A name of ours that Pint knows under another.
_NAMES = {"pound-mass": "pound"}


def converted(value: float, unit: str | None, wanted: str | None) -> float | None:
    """The value in the wanted unit; None where the two measure different things.

    A currency is never turned into another: what it was worth depends on the day.
    """
    if unit == wanted:
        return value
    if unit is None or wanted is None or "percentage point" in (unit, wanted):
        return None
    import pint

    registry = _registry()
    try:
        return float(registry.Quantity(value, _name(unit)).to(_name(wanted)).magnitude)
    except (pint.errors.PintError, AttributeError, ValueError):
        return None


def _name(unit: str) -> str:
    return _NAMES.get(unit, unit.replace(" ", "_").replace("-", "_"))


@lru_cache(maxsize=1)
def _registry() -> "UnitRegistry[float]":
    from pint import UnitRegistry

    return UnitRegistry()
