"""Numbers of rows: "8 Rohtas 9 Gaya" of a table that lost its lines counts no Rohtas."""

from itertools import pairwise

from processing.figures.quantities import Quantity, Stretch
from processing.words.sentences import ParsedSentence

_LARGEST = 999
_OPENERS = " \t-–•*(|"


def without_row_numbers(
    stretch: Stretch, found: list[Quantity], parsed: ParsedSentence | None
) -> list[Quantity]:
    """The quantities of a stretch without those that only number its rows."""
    named = [q for q in found if _is_before_name(stretch, q)]
    if not named:
        return found
    rows = {
        q.start
        for first, last in pairwise(named)
        if first.value is not None and last.value == first.value + 1
        for q in (first, last)
    }
    is_prose = parsed is not None and any(group.is_finite for group in parsed.verb_groups)
    first = named[0]
    is_opening = not stretch.text[stretch.start : first.start].strip(_OPENERS)
    if not is_prose and not stretch.is_title and is_opening:
        rows.add(first.start)
    return [quantity for quantity in found if quantity.start not in rows]


def _is_before_name(stretch: Stretch, quantity: Quantity) -> bool:
    """As in "8 Rohtas": a plain whole number before a word that is written as a name."""
    numeral, counted = quantity.numeral, quantity.counted
    is_plain = numeral.form == "digits" and not numeral.is_grouped and numeral.scale == 1
    if counted is None or not is_plain or quantity.is_attributive or quantity.value is None:
        return False
    is_small = quantity.value % 1 == 0 and quantity.value <= _LARGEST
    return is_small and stretch.text[counted.start].isupper()
