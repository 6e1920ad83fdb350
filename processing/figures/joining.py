"""Join numbers that belong together: compounds, ranges, lists with one unit, comparisons."""

import re

from processing.figures.compounds import join_parts
from processing.figures.quantities import BARE, Quantity, Stretch
from processing.figures.ranges import is_score, join_range
from processing.figures.singles import read_singles

_LIST_JOINT = re.compile(r",? (?:and|or|&) |, | ?/ ?|-?,? (?:and |or )?", re.IGNORECASE)
_COMPARED = re.compile(
    r"\b(?:compared (?:with|to)|up from|down from|versus|from|including) (?:about |only |just )?$",
    re.IGNORECASE,
)
_HELD_AGAINST = re.compile(
    r"\b(?:compared (?:with|to)|up from|down from|versus) (?:about |only |just )?$", re.IGNORECASE
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
_FROM_BEFORE = re.compile(r"\bfrom (?:about |only |just )?$", re.IGNORECASE)
_TIME = (
    r" (?:in (?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December|(?:19|20)\d\d)|(?:last|this|next) (?:year|month|week)|a year (?:ago|earlier|before)"
    r"|the (?:previous|prior) (?:year|month))\b"
)
_TIME_AFTER = re.compile(_TIME)
# "5 percent | in May, and | 7 in June"
_LIST_GAP = re.compile(rf"(?:{_TIME})?(?:,? and |, then )")
# A related number smaller than this is more likely of something else.
_LEAST_RELATED = 100


def read_quantities(stretch: Stretch) -> list[Quantity]:
    """Every quantity of a stretch in the order of the text; spans do not overlap."""
    singles = list(read_singles(stretch))
    if not singles:
        return []
    found = _join_ranges(stretch, _join_parts(stretch, singles))
    found = _inherit(stretch, _share_units(stretch, found))
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
    """Make one of "10 years and eight months", "3 dollars 50 cents" and "two years and a half"."""
    joined: list[Quantity] = []
    for quantity in singles:
        whole = None
        if joined:
            whole = join_parts(stretch, joined[-1], quantity) or _half_more(
                stretch, joined[-1], quantity
            )
        if whole is not None:
            joined[-1] = whole
        else:
            joined.append(quantity)
    return joined


def _half_more(stretch: Stretch, whole: Quantity, part: Quantity) -> Quantity | None:
    """As in "Two years and a half": a part of the unit before it."""
    if whole.unit is None or whole.value is None or part.value is None or part.unit is not None:
        return None
    is_part = part.numeral.rule in ("half", "part-with-article") and whole.value % 1 == 0
    if not is_part or stretch.text[whole.end : part.start] != " and ":
        return None
    return whole._replace(
        end=part.numeral.end, value=whole.value + part.value, rule="unit-and-a-half"
    )


def _join_ranges(stretch: Stretch, singles: list[Quantity]) -> list[Quantity]:
    """Make one of "$5-10 million", "between 5 and 10", "from 4.8 to 4.7 percent"."""
    joined: list[Quantity] = []
    for quantity in singles:
        whole = join_range(stretch, joined[-1], quantity) if joined else None
        if whole is not None:
            joined[-1] = whole
            continue
        if joined and quantity.start < joined[-1].end:
            joined[-1] = _cut_back(joined[-1], quantity)
        joined.append(quantity)
    return [quantity for quantity in joined if not is_score(stretch, quantity)]


def _cut_back(outer: Quantity, inner: Quantity) -> Quantity:
    """Keep "22 one-bedroom units" and "four of the nine anchors"; other phrases hold no number."""
    counted = outer.counted if inner.is_attributive or outer.is_partitive else None
    rule = outer.rule if counted else BARE
    return outer._replace(end=outer.number_end, counted=counted, rule=rule)


def _share_units(stretch: Stretch, found: list[Quantity]) -> list[Quantity]:
    """Give "2, 3 and 5 kilograms" and "four-, five- and six-storey" one unit for all."""
    shared = list(found)
    for index in range(len(shared) - 2, -1, -1):
        quantity, following = shared[index], shared[index + 1]
        if not quantity.is_bare or quantity.is_partitive or following.is_bare or stretch.is_row:
            continue
        joint = stretch.text[quantity.end : following.start]
        is_spelled = following.kind != "money" or (following.unit_text or "a")[0].isalpha()
        is_listed = joint.strip() and len(joint) < 8 and _LIST_JOINT.fullmatch(joint)
        if is_spelled and (is_listed or _is_former_level(stretch, quantity, joint)):
            shared[index] = quantity._replace(
                unit=following.unit, kind=following.kind, unit_text=following.unit_text,
                counted=following.counted, rule="shared",
            )  # fmt: skip
    return shared


def _is_former_level(stretch: Stretch, quantity: Quantity, joint: str) -> bool:
    """As in "From | 16 | to 49 miles": the old level goes without its unit."""
    return joint == " to " and _FROM_BEFORE.search(stretch.before(quantity.start, 24)) is not None


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
    if quantity.value is None:
        return quantity
    lead = stretch.before(start, 24)
    is_compared = _COMPARED.search(lead) is not None and not _OWN_NOUN.match(text, quantity.end)
    if before.unit is not None and (
        _HELD_AGAINST.search(lead) or _goes_on(stretch, before, quantity)
    ):
        return quantity._replace(
            unit=before.unit, kind=before.kind, unit_text=before.unit_text, rule="inherited-unit"
        )
    if before.counted is None:
        return quantity
    is_part = quantity.value >= _LEAST_RELATED and _RELATED_AFTER.match(text, quantity.end)
    if is_part or is_compared:
        return quantity._replace(counted=before.counted, rule="inherited-count")
    return quantity


# "Chosen from 62 | wide-ranging entries": it has a noun of its own, though none was read.
_OWN_NOUN = re.compile(
    r" (?!(?:in|who|were|was|of|during|the|last|a|an|from|to|for|at|on|by|this|that|and|or|as"
    r"|with)\b)"
    r"[a-z-]+ [a-z]+s\b"
)


def _goes_on(stretch: Stretch, before: Quantity, quantity: Quantity) -> bool:
    """As in "Rose 5 points to 70", "from 208 pounds to 193", "5 percent, and 7 in March"."""
    gap = stretch.text[before.end : quantity.start]
    if gap.lower() == " to ":
        is_from = _FROM_BEFORE.search(stretch.before(before.start, 24)) is not None
        return is_from or before.kind not in ("share", "money") or before.unit == "point"
    is_next = _LIST_GAP.fullmatch(gap) is not None
    return is_next and _TIME_AFTER.match(stretch.text, quantity.end) is not None
