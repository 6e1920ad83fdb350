"""The name under which a measure is kept, taken apart: "cocaine seized (tonne)"."""

import re
from collections.abc import Iterable

from domain.facts import Figure

_UNIT = re.compile(r" \((?P<unit>[^()]+)\)$")
_UNCHANGED = frozenset({"percent", "hertz", "celsius", "fahrenheit", "yen", "yuan", "baht", "rand"})
_IRREGULAR = {"foot": "feet", "inch": "inches", "century": "centuries"}


def thing_of(measure: str) -> str:
    """The name of a measure without its unit."""
    return _UNIT.sub("", measure)


def unit_of(measure: str) -> str | None:
    """The unit of a measure, None of a count."""
    found = _UNIT.search(measure)
    return found["unit"] if found else None


def label_of(measure: str, figures: Iterable[Figure]) -> str:
    """What a reader calls a measure: as the releases do where all call it the same, else its thing.

    The unit is left out: each figure has its own.
    """
    labels = {figure.label.casefold(): figure.label for figure in figures if figure.label}
    return next(iter(labels.values())) if len(labels) == 1 else thing_of(measure)


def several(unit: str) -> str:
    """More than one of a unit: "tonnes", "pounds sterling", "kilometres per hour"."""
    first, space, rest = unit.partition(" ")
    if first in _UNCHANGED:
        return unit
    if rest and not rest.startswith(("per ", "sterling")):
        # "percentage point", "square metre": the last word of what is counted.
        counted, per, each = rest.partition(" per ")
        return f"{first} {several(counted)}{per}{each}"
    return f"{_IRREGULAR.get(first, f'{first}s')}{space}{rest}"
