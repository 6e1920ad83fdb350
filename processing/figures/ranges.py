"""One figure out of two numbers that bound it: every sign between every two shapes.

A range reads "5-10 kg", "$2 to $3 million", "between 4 and 6 feet". Twins are told apart here, too:
scores ("won 9-2"), votes, and the two levels of a change ("rose from 5 to 10").
"""

import re
from decimal import Decimal
from typing import NamedTuple

from processing.figures import nouns
from processing.figures.quantities import Quantity, Stretch


class Joint(NamedTuple):
    """What may stand between the two numbers of a range."""

    rule: str
    pattern: re.Pattern[str]


_HEDGE = (
    r"(?:about |around |nearly |almost |roughly |perhaps |maybe |possibly |as (?:much|many) as )?"
)
JOINTS = (
    Joint("range-by-dash", re.compile(r" ?[-–—−] ?|-? ?[-–—]-? ?")),
    Joint("range-by-to", re.compile(rf",? (?:up )?to {_HEDGE}|-? to-|-to-|- to ", re.IGNORECASE)),
    Joint("range-by-and", re.compile(rf"-? and {_HEDGE}", re.IGNORECASE)),
    Joint("range-by-through", re.compile(r" (?:through|until|till|thru) ", re.IGNORECASE)),
)  # fmt: skip
_LONGEST_JOINT = 24

_BETWEEN = re.compile(
    r"\bbetween (?:about |around |approximately |roughly |an? (?:estimated )?|some )?$",
    re.IGNORECASE,
)
_CHANGES = (
    r"(?:rose|rise[sn]?|rising|increas(?:e|es|ed|ing)|grew|grown|grow(?:s|ing)?|growth"
    r"|gain(?:ed|s|ing)?|climb(?:ed|s|ing)?|jump(?:ed|s|ing)?|added|surg(?:e|ed|es|ing)|soar(?:ed|s)"
    r"|up|fell|fall(?:s|en|ing)?|dropp(?:ed|ing)|drops?|declin(?:ed|es?|ing)|decreas(?:ed?|es|ing)"
    r"|down|lost|slipp(?:ed|ing)|cut(?:s|ting)?|reduc(?:e[ds]?|ing|tion)|lower(?:s|ed|ing)?|slid|sank|shed"
    r"|rais(?:e[ds]?|ing)|revis(?:e[ds]?|ing)|went"
    r"|moved?|doubled|tripled|quadrupled|shrank|shrunk|chang(?:ed?|es|ing)|expanded"
    r"|boost(?:s|ed|ing)?|took|taking|brought|bringing|extend(?:s|ed|ing)?|widened|narrowed"
    r"|lift(?:s|ed|ing)?|lengthened"
    r"|shortened|improv(?:ed|es|ing)|spread|upgraded|downgraded|hik(?:e|ed|ing)|plunged|plummeted)"
)
_HEDGED = (
    r"(?:about |nearly |almost |around |roughly |another |an additional |more than |just |only |at"
    r" least |up to |some |an? )?"
)
# "Rose 5 points to 70" tells a change and a level; "rose 3 to 5 feet" a range.
_CHANGE_RIGHT_BEFORE = re.compile(
    rf"\b{_CHANGES} (?:[a-z]+ly )?(?P<by>by )?{_HEDGED}$", re.IGNORECASE
)
# "Raised the fee from $5 to $10", "injuries tripled, from 5 to 15": two levels.
_CHANGE_FROM = re.compile(
    rf"\b{_CHANGES}\b(?:(?! - )[^.;–—]){{0,120}}?\bfrom {_HEDGED}$", re.IGNORECASE
)
_FROM = re.compile(rf"\bfrom {_HEDGED}$", re.IGNORECASE)
_SPANNING = re.compile(
    rf"\b(?:rang(?:e[sd]?|ing)|vary|varies|varied|varying|cost(?:s|ing)?|priced|anywhere|run(?:s|ning)?"
    rf"|takes?|lasts?|anything) from {_HEDGED}$",
    re.IGNORECASE,
)
# Of a change by a range the ends lie near each other; a level lies far off.
_FARTHEST_LEVEL = 3
_FARTHEST_BARE = 5

_VOTE_BEFORE = re.compile(
    r"\b(?:vote[sd]?|margin|score[sd]?|won|win|lost|lose|loss|beat|defeated|leads?|led|trail(?:s|ed)?"
    r"|tied?)(?: of| by)? $",
    re.IGNORECASE,
)


def join_range(stretch: Stretch, first: Quantity, last: Quantity) -> Quantity | None:
    """The two as one range, None if they are two figures."""
    last = _unsigned(stretch, first, last)
    if first.value is None or last.value is None or not _is_one_measure(stretch, first, last):
        return None
    gap = stretch.text[first.end : last.start]
    if len(gap) > _LONGEST_JOINT:
        return None
    joint = next((joint for joint in JOINTS if joint.pattern.fullmatch(gap)), None)
    if joint is None:
        return None
    before = stretch.before(first.start, 160)
    if joint.rule == "range-by-dash":
        # "More than $945,000—$500,000 of it from the state": a dash of thought.
        if first.value > last.value and (gap.strip() != gap or "—" in gap):
            return None
    elif joint.rule == "range-by-and":
        if not _BETWEEN.search(before):
            return None
    elif _are_levels(before, first, last):
        return None
    return _ranged(first, last, joint.rule)


def _unsigned(stretch: Stretch, first: Quantity, last: Quantity) -> Quantity:
    """The second of "$30 -$40 million" without its sign, which is the dash of the range."""
    is_dash = last.is_signed and stretch.text[last.start] in "-–−" and last.unit is not None
    if not is_dash or stretch.text[first.end : last.start] != " " or stretch.is_row:
        return last
    if first.value is None or last.value is None or not 0 <= first.value < -last.value:
        return last
    start = last.start + 1
    return last._replace(start=start, number_start=start, value=-last.value, is_signed=False)


def _are_levels(before: str, first: Quantity, last: Quantity) -> bool:
    """Whether the two numbers tell what something was and became, or a change and its level."""
    low, high = _ends(first, last)
    if _FROM.search(before):
        if _SPANNING.search(before):
            return False
        return low > high or _CHANGE_FROM.search(before) is not None
    change = _CHANGE_RIGHT_BEFORE.search(before)
    if change is None:
        return False
    if low >= high:
        return True
    if first.is_bare and not last.is_bare:
        return change["by"] is None and high > low * _FARTHEST_BARE
    return change["by"] is None or high > low * _FARTHEST_LEVEL


def _is_one_measure(stretch: Stretch, first: Quantity, last: Quantity) -> bool:
    if first.counted and not first.is_attributive:
        return last.counted is not None and _head(stretch, first) == _head(stretch, last)
    if first.is_bare or first.unit == last.unit or (first.kind == "money" and last.is_bare):
        return True
    return bool(first.unit and last.unit and last.unit.startswith(f"{first.unit} per "))


def _head(stretch: Stretch, quantity: Quantity) -> str:
    counted = quantity.counted
    return nouns.lemma(stretch.text[counted.head_start : counted.end]) if counted else ""


def _ends(first: Quantity, last: Quantity) -> tuple[Decimal, Decimal]:
    """Both ends: "$5-10 million" scales both, "$900 to $1 million" the last alone."""
    low, high, end = first.value or Decimal(0), last.value or Decimal(0), last.numeral
    scale = abs(end.value / end.raw) if end.raw and end.scale > 1 else Decimal(1)
    is_small = first.numeral.scale == 1 and not first.numeral.is_grouped
    if scale > 1 and is_small and abs(low) < min(Decimal(1000), end.raw):
        low *= scale
    return low, high


def _ranged(first: Quantity, last: Quantity, rule: str) -> Quantity | None:
    low, high = _ends(first, last)
    if low == high:
        return None
    owner = first if last.is_bare and not first.is_bare else last
    return last._replace(
        start=first.start, number_start=first.number_start, value=None, low=min(low, high),
        high=max(low, high), unit=owner.unit, kind=owner.kind, unit_text=owner.unit_text,
        tail="", rule=rule,
    )  # fmt: skip


def is_score(stretch: Stretch, quantity: Quantity) -> bool:
    """As in "Won 9-2", "a 5-4 vote": bare numbers about a hyphen are no range.

    "A 5-4 vote" counts no votes: what is counted would be said of many.
    """
    if quantity.unit is not None or not quantity.rule.startswith("range-"):
        return False
    counted = quantity.counted
    if counted is not None and (
        quantity.is_attributive or nouns.is_plural(stretch.text[counted.head_start : counted.end])
    ):
        return False
    if quantity.rule == "range-by-dash":
        numeral = quantity.numeral
        return numeral.scale == 1 and not numeral.is_grouped
    return _VOTE_BEFORE.search(stretch.before(quantity.number_start, 24)) is not None
