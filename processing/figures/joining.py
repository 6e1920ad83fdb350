"""Join numbers that belong together: compounds, ranges, lists with one unit, comparisons."""

import re

from processing.figures.quantities import BARE, Quantity, Stretch
from processing.figures.singles import read_singles

# What parts a larger unit into smaller ones in speech: "10 years and eight months".
_PARTS = {
    "year": ("month", 12.0), "hour": ("minute", 60.0), "dollar": ("cent", 100.0),
    "week": ("day", 7.0), "minute": ("second", 60.0), "pound sterling": ("penny", 100.0),
}  # fmt: skip
_COMPOUND_JOINT = re.compile(r",? (?:and )?", re.IGNORECASE)
_RANGE_JOINT = re.compile(
    r" ?[-–—] ?|,? (?:up )?to (?:about |nearly |as much as )?| to-| (?:and|through|until) |-to-",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween (?:about |around |approximately |roughly )?$", re.IGNORECASE)
# "Rose 5 points to 70" and "fell from 9 to 6" tell two levels; "priced from 6 to 9" is a range.
_CHANGE_BEFORE = re.compile(
    r"\b(?:rose|rise[sn]?|rising|increas(?:e|ed|es|ing)|grew|grown|grow(?:s|ing)?|gain(?:ed|s|ing)?"
    r"|climb(?:ed|s|ing)?|jump(?:ed|s|ing)?|added|surg(?:ed|es|ing)|up|fell|fall(?:s|en|ing)?"
    r"|dropp(?:ed|ing)|drops?|declin(?:ed|es?|ing)|decreas(?:ed?|es|ing)|down|lost|slipp(?:ed|ing)"
    r"|cut|reduced|lowered|slid|sank|shed|raised|revised|went|moved|doubled|tripled|shrank|shrunk"
    r"|changed|expanded|boost(?:ed|ing)?) (?:[a-z]+ly )?(?:by |from )?"
    r"(?:about |nearly |almost |another |an additional |more than |just |only )?$",
    re.IGNORECASE,
)
_VOTE_BEFORE = re.compile(r"\b(?:vote[sd]?|margin|score)(?: of)? $", re.IGNORECASE)
_SCORE = re.compile(r"\d{1,2}[-–]\d{1,2}")
_LIST_JOINT = re.compile(r",? (?:and|or|&) |, | ?/ ?|-?,? (?:and |or )?", re.IGNORECASE)
_COMPARED = re.compile(
    r"\b(?:compared (?:with|to)|up from|down from|versus|from|including) (?:about |only |just )?$",
    re.IGNORECASE,
)
_RELATED_AFTER = re.compile(
    r" (?:in|who|were|of (?:whom|which)|during|the (?:previous|prior|year|month)|last|a year"
    r"|from)\b"
)
_CUE_OF_QUANTITY = re.compile(
    r"\b(?:to|at|from|by|than|about|around|nearly|almost|over|approximately|roughly|least|most|of"
    r"|was|were|is|are|reached|total(?:ed|ing)?|numbered|with|up|down|versus|vs\.?|against|some"
    r"|additional|another|other|exceed(?:ed|s|ing)?|estimated|averaged?|only|just) (?:a |an )?$",
    re.IGNORECASE,
)
# A related number smaller than this is more likely of something else.
_LEAST_RELATED = 100


def read_quantities(stretch: Stretch) -> list[Quantity]:
    """Every quantity of a stretch in the order of the text; spans do not overlap."""
    singles = list(read_singles(stretch))
    if not singles:
        return []
    found = _join_parts(stretch, singles)
    found = _inherit(stretch, _share_units(stretch, _join_ranges(stretch, found)))
    return [quantity for quantity in found if not _is_idle(stretch, quantity)]


def _is_idle(stretch: Stretch, quantity: Quantity) -> bool:
    """A bare number that nothing shows to be a quantity; "compared with 63" is one."""
    if not quantity.is_bare or quantity.rule != BARE or stretch.is_row:
        return False
    numeral = quantity.numeral
    if quantity.value == 1:
        return True
    if quantity.is_signed or numeral.is_grouped or numeral.scale > 1:
        return False
    if "." in stretch.text[numeral.start : numeral.end]:
        return False
    return _CUE_OF_QUANTITY.search(stretch.before(quantity.number_start, 20)) is None


def _join_parts(stretch: Stretch, singles: list[Quantity]) -> list[Quantity]:
    """Make one of "10 years and eight months" and "3 dollars 50 cents"."""
    joined: list[Quantity] = []
    for quantity in singles:
        whole = _compound(stretch.text, joined[-1], quantity) if joined else None
        if whole is not None:
            joined[-1] = whole
        else:
            joined.append(quantity)
    return joined


def _compound(text: str, large: Quantity, small: Quantity) -> Quantity | None:
    if large.value is None or small.value is None or large.is_age or large.is_attributive:
        return None
    gap = text[large.end : small.start]
    if len(gap) > 6 or not _COMPOUND_JOINT.fullmatch(gap) or not large.value.is_integer():
        return None
    unit, parts = _PARTS.get(large.unit or "", ("", 100.0))
    is_spelled = large.kind == "money" and (large.unit_text or "")[:1].isalpha()
    is_change = is_spelled and small.is_bare and "," not in gap
    if not is_change and (small.unit != unit or small.unit is None):
        return None
    if not 0 < small.value < parts:
        return None
    return large._replace(
        end=small.end, number_end=small.number_end, is_age=small.is_age,
        value=large.value + small.value / parts, rule="compound",
    )  # fmt: skip


def _join_ranges(stretch: Stretch, singles: list[Quantity]) -> list[Quantity]:
    """Make one of "$5-10 million", "between 5 and 10", "from 4.8 to 4.7 percent"."""
    joined: list[Quantity] = []
    for quantity in singles:
        whole = _range(stretch, joined[-1], quantity) if joined else None
        if whole is not None:
            joined[-1] = whole
            continue
        if joined and quantity.start < joined[-1].end:
            joined[-1] = _cut_back(joined[-1], quantity)
        joined.append(quantity)
    return [quantity for quantity in joined if not _is_score(stretch, quantity)]


def _cut_back(outer: Quantity, inner: Quantity) -> Quantity:
    """Keep "22 one-bedroom units" and "four of the nine anchors"; other phrases hold no number."""
    counted = outer.counted if inner.is_attributive or outer.is_partitive else None
    rule = outer.rule if counted else BARE
    return outer._replace(end=outer.number_end, counted=counted, rule=rule)


def _range(stretch: Stretch, first: Quantity, last: Quantity) -> Quantity | None:
    if first.value is None or last.value is None or (first.counted and not first.is_attributive):
        return None
    joint = stretch.text[first.end : last.start]
    if len(joint) > 20 or not _RANGE_JOINT.fullmatch(joint) or not _is_one_measure(first, last):
        return None
    word = joint.strip().lower()
    if word in ("-", "–", "—") and joint != word and first.value > last.value:
        return None
    before = stretch.before(first.start, 36)
    if word == "and" and not _BETWEEN.search(before):
        return None
    if word.endswith(("to", "to-")) and _CHANGE_BEFORE.search(before):
        return None
    return _ranged(first, last)


def _is_one_measure(first: Quantity, last: Quantity) -> bool:
    if first.is_bare or first.unit == last.unit or (first.kind == "money" and last.is_bare):
        return True
    return bool(first.unit and last.unit and last.unit.startswith(first.unit))


def _ranged(first: Quantity, last: Quantity) -> Quantity | None:
    low, high, end = first.value or 0.0, last.value or 0.0, last.numeral
    # "$5-10 million": the scale goes with both, but in "$900 to $1 million" with the last alone.
    scale = end.value / end.raw if end.raw and end.scale > 1 else 1.0
    if first.numeral.scale == 1 and abs(low) < min(1000.0, end.raw):
        low *= scale
    if low == high:
        return None
    owner = first if last.is_bare and not first.is_bare else last
    return last._replace(
        start=first.start, number_start=first.number_start, value=None, low=min(low, high),
        high=max(low, high), unit=owner.unit, kind=owner.kind, unit_text=owner.unit_text,
        rule="range",
    )  # fmt: skip


def _is_score(stretch: Stretch, quantity: Quantity) -> bool:
    """As in "Won 9-2", "a 5-4 vote": small bare numbers about a hyphen are no range."""
    if quantity.rule != "range" or not quantity.is_bare:
        return False
    number = stretch.text[quantity.number_start : quantity.number_end]
    is_vote = _VOTE_BEFORE.search(stretch.before(quantity.number_start, 20)) is not None
    return is_vote or _SCORE.fullmatch(number) is not None


def _share_units(stretch: Stretch, found: list[Quantity]) -> list[Quantity]:
    """Give "2, 3 and 5 kilograms" and "four-, five- and six-storey" one unit for all."""
    shared = list(found)
    for index in range(len(shared) - 2, -1, -1):
        quantity, following = shared[index], shared[index + 1]
        if not quantity.is_bare or quantity.is_partitive or following.is_bare or stretch.is_row:
            continue
        joint = stretch.text[quantity.end : following.start]
        is_spelled = following.kind != "money" or (following.unit_text or "a")[0].isalpha()
        if joint.strip() and len(joint) < 8 and is_spelled and _LIST_JOINT.fullmatch(joint):
            shared[index] = quantity._replace(
                unit=following.unit, kind=following.kind, unit_text=following.unit_text,
                counted=following.counted, rule="shared",
            )  # fmt: skip
    return shared


def _inherit(stretch: Stretch, found: list[Quantity]) -> list[Quantity]:
    """Let "up from 120" and "95,800 who" measure what the number before them does."""
    if stretch.is_row:
        return found
    done: list[Quantity] = []
    for quantity in found:
        is_open = quantity.is_bare and quantity.rule == BARE and done
        done.append(_related(stretch, done[-1], quantity) if is_open else quantity)
    return done


def _related(stretch: Stretch, before: Quantity, quantity: Quantity) -> Quantity:
    text, start = stretch.text, quantity.start
    if text[before.end : start] == " to " and before.unit == "point":
        return quantity._replace(unit=before.unit, kind=before.kind, rule="inherited-unit")
    if before.counted is None or quantity.value is None:
        return quantity
    is_part = quantity.value >= _LEAST_RELATED and _RELATED_AFTER.match(text, quantity.end)
    if is_part or _COMPARED.search(stretch.before(start, 24)):
        return quantity._replace(counted=before.counted, rule="inherited-count")
    return quantity
