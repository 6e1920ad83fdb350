"""Tell old numbers, which another is held against: "down from 5,000", "from 5,000 … to 3,100"."""

import re

from processing.figures.quantities import Quantity, Stretch

_CHANGES = (
    r"(?:rose|rise[sn]?|rising|increas(?:e|ed|es|ing)|grew|grown|grow(?:s|ing)?|gain(?:ed|s|ing)?"
    r"|climb(?:ed|s|ing)?|jump(?:ed|s|ing)?|surg(?:ed|es|ing)|soar(?:ed|s|ing)|up|fell"
    r"|fall(?:s|en|ing)?|dropp(?:ed|ing)|drops?|declin(?:ed|es?|ing)|decreas(?:ed?|es|ing)|down"
    r"|slipp(?:ed|ing)|slid|sank|doubled|tripled|shrank|shrunk|dwindled|plunged|plummeted)"
)
# "Cut from 84 trees" and "raised from 84 donors" tell no change unless it is told what to.
_DEEDS = r"(?:cut|reduced|lowered|raised|went|moved|revised|lifted)"
_ABOUT = (
    r"(?:(?:about|around|nearly|almost|roughly|some|just|only|over|more than|an estimated|a|an"
    r"|the|its|their|peak of|high of|low of|total of) )*"
)
# "Fell from 5,000", "fell by a third from 5,000", "compared with 5,000".
_FORMER = re.compile(
    rf"\b{_CHANGES}(?: [a-z]+ly)?(?: by [^,;.]{{1,30}}| [\d.,]+(?: percent|%))? from {_ABOUT}$"
    rf"|\b(?:compared (?:with|to)|versus|as against|rather than|instead of) {_ABOUT}$",
    re.IGNORECASE,
)
_DEED = re.compile(rf"\b{_DEEDS}(?: [a-z]+ly)? from {_ABOUT}$", re.IGNORECASE)
_LED_TO = re.compile(rf"[^.;]{{0,60}}? to {_ABOUT}[$£€]?\d", re.IGNORECASE)
# "Charges against 14 people" compares nothing: it takes a comma, and the time that was.
_AGAINST = re.compile(rf", against {_ABOUT}$", re.IGNORECASE)
_THEN = re.compile(
    r",? (?:the (?:year|month|week|season|quarter) before|(?:a|one) (?:year|month|week|decade)"
    r" (?:ago|before|earlier)|last (?:year|month|week|season|quarter)"
    r"|(?:in|during|for) (?:the )?(?:previous|prior|same|(?:19|20)\d\d))\b"
)
_BACK = 80
# Words without which none of these fits: most numbers are spared the patterns.
_NEEDS = ("from ", "compared ", "versus ", "against ", "rather than ", "instead of ")


def is_former(stretch: Stretch, quantity: Quantity) -> bool:
    """Whether the text itself says that this is what was before, or elsewhere."""
    before = stretch.before(quantity.start, _BACK)
    if not any(map(before.__contains__, _NEEDS)):
        return False
    if _FORMER.search(before):
        return True
    if _DEED.search(before):
        return _LED_TO.match(stretch.text, quantity.end, stretch.end) is not None
    is_held = _AGAINST.search(before) is not None
    return is_held and _THEN.match(stretch.text, quantity.end, stretch.end) is not None


# Both levels of one change: "from $75 to $150", "to $500 from $200".
# The time of the first may stand between: "from 301 in 2014 to 2,700".
_WHEN = r"(?: (?:in|during|on|at) (?:[A-Z][a-z]+ )?(?:FY ?)?\d{1,4}(?:[-–]\d{2,4})?| last year)?"
_TO = re.compile(rf"{_WHEN},? (?:up |down )?to {_ABOUT}", re.IGNORECASE)
_FROM = re.compile(rf"{_WHEN},? (?:up |down )?from {_ABOUT}", re.IGNORECASE)
_LEADS_FROM = re.compile(rf"\bfrom {_ABOUT}$", re.IGNORECASE)
_LEADS_TO = re.compile(rf"\bto {_ABOUT}$", re.IGNORECASE)


def formers(stretch: Stretch, found: list[Quantity]) -> list[bool]:
    """Which quantities of a sentence are what was before: by their words, or as the one level."""
    old = [is_former(stretch, quantity) for quantity in found]
    for index in range(1, len(found)):
        first, last = found[index - 1], found[index]
        gap = stretch.text[first.end : last.start]
        if first.unit != last.unit or ("to " not in gap and "from " not in gap):
            continue
        lead = stretch.before(first.start, _BACK)
        if _TO.fullmatch(gap) and _LEADS_FROM.search(lead):
            old[index - 1] = True
        elif _FROM.fullmatch(gap) and _LEADS_TO.search(lead):
            old[index] = True
    return old
