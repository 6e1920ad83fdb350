"""Amounts in other units, by the tables of Pint, which is loaded when it is first needed."""

from functools import lru_cache
from typing import TYPE_CHECKING

from processing.lexicon import table

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


def is_currency(unit: str | None) -> bool:
    """Whether a unit is money."""
    return unit is not None and unit in table("figures_currencies")


def _name(unit: str) -> str:
    """The expression Pint has for a unit of ours: kilometre/hour, metre**2."""
    if " per " in unit:
        return "/".join(map(_name, unit.split(" per ")))
    for power, exponent in (("square ", 2), ("cubic ", 3)):
        if unit.startswith(power):
            return f"{_name(unit.removeprefix(power))}**{exponent}"
    return _NAMES.get(unit, unit.replace(" ", "_").replace("-", "_"))


@lru_cache(maxsize=1)
def _registry() -> "UnitRegistry[float]":
    from pint import UnitRegistry

    return UnitRegistry()
