"""Thousands parted by spaces, as Europe and science write them: "2 100 seals"."""

import re

from processing.figures.quantities import Stretch

_GROUPS = re.compile(r"(?: \d{3})+(?:\.\d{1,2}(?!\d))?(?![\d'’]|[.,:/]\d|-| ?[ap]\.?m\b)")
# "On Route 50 300 cars stood", "the Boeing 737 200 people saw": two numbers, one of them a name's.
_NAMED = re.compile(r"[\w,;] [A-Z][\w.'’-]* $")
# "Two teams of 2 100 metre runners": the unit in the singular belongs to the second number alone.
_EACH = re.compile(
    r" (?:metre|meter|yard|mile|kilometre|kilometer|foot|inch|page|member|seat|bed|day|hour|minute"
    r"|second|year)\b",
    re.IGNORECASE,
)
# "Call 1 800 234 …": the beginning of a number to dial.
_DIALLED = re.compile(r"1 8(?:00|33|44|55|66|77|88) \d{3}")
# Who parts thousands by commas does not part them by spaces, too. So far around it is looked.
_COMMAS = re.compile(r"\d,\d{3}(?!\d)")
_AROUND = 2_000
_LEAD = 40


# "A total of 42, 785 seals", "1,64, 902 homes": a comma parts thousands, though a space follows.
_LOOSE = re.compile(r"(?:, {1,2}\d{3})+(?![\d.,%]*\d|%|[-–])(?= [a-z])")
_TOTAL = re.compile(
    r"\b(?:total|sum) of (?:about |around |over |more than |nearly )?$", re.IGNORECASE
)
_LAKH = re.compile(r"\d{1,2}(?:,\d{2})+")
# "September 8, 163 people", "in 1997-98, 157 people": a date stands before.
_TORN_LEAD = re.compile(r"(?<![\w.,–-])\d{1,3}, {1,2}$")
_NOUN_AFTER = re.compile(r" {1,2}(?!(?:and|or|to|in|on|at|for|of|from|by)\b)[a-z]")
_DATED = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}, +$", re.IGNORECASE
)


def is_torn_off(stretch: Stretch, start: int, end: int) -> bool:
    """As in "140, 457 workers": two numbers, or one whose comma a space follows; nobody knows."""
    if end - start != 3 or not stretch.text[start:end].isdigit():
        return False
    if not _NOUN_AFTER.match(stretch.text, end, stretch.end):
        return False  # "49, 141 and 154 kilograms": a list
    lead = stretch.before(start, _LEAD)
    return _TORN_LEAD.search(lead) is not None and _DATED.search(lead) is None


def _loosely(stretch: Stretch, start: int, end: int) -> int:
    """Where a number ends whose groups are parted by a comma and a space, if they surely are."""
    groups = _LOOSE.match(stretch.text, end, stretch.end)
    if groups is None:
        return end
    is_sure = _LAKH.fullmatch(stretch.text, start, end) or _TOTAL.search(
        stretch.before(start, _LEAD)
    )
    return groups.end() if is_sure else end


def end_of_groups(stretch: Stretch, start: int, end: int) -> int:
    """Where a number that begins with the digits `start:end` ends, its spaced groups included."""
    text = stretch.text
    if not stretch.is_row and (loose := _loosely(stretch, start, end)) != end:
        return loose
    if stretch.is_row or end - start > 3 or text[start] == "0" or not text[start:end].isdigit():
        return end
    groups = _GROUPS.match(text, end, stretch.end)
    if groups is None or text[max(0, start - 2) : start - 1].isdigit():
        return end
    if _DIALLED.match(text, start):
        return end
    if _NAMED.search(stretch.before(start, _LEAD)) or _EACH.match(text, groups.end(), stretch.end):
        return end
    is_parted_by_commas = _COMMAS.search(text, max(0, start - _AROUND), end + _AROUND)
    return end if is_parted_by_commas else groups.end()
