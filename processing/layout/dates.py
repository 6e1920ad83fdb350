"""Dates as they stand in the head of a page; a date in running prose is none of its business."""

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)\b\.?"
_DATE = (
    rf"(?:(?P<m>{_MONTH})\s*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})"
    rf"|(?P<d2>\d{{1,2}})\s+(?P<m2>{_MONTH}),?\s+(?P<y2>\d{{4}})"
    r"|(?P<m3>\d{1,2})/(?P<d3>\d{1,2})/(?P<y3>\d{4}|\d{2})|(?P<y4>\d{4})-(?P<m4>\d\d)-(?P<d4>\d\d))"
)
_TIME = r"(?:[\s,|–@-]+(?:at\s+)?\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?(?:\s[a-z]{2,4})?)?"
_LABEL = (
    r"(?:for immediate release|for release|press release|news release|date|dated|published"
    r"|posted|updated|issued|released?|release date|last updated|[\w ]{2,20} \|)"
)
_LINE = re.compile(
    rf"(?:{_LABEL}(?:\s+on)?\s*[-–:|]?\s*)?(?:{_DAY},?\s+)?{_DATE}{_TIME}"
    r"(?:\s*[|–-]?\s*contact\b.{0,40})?\W*",
    re.I,
)
_DIGIT = re.compile(r"\d")
_ANYWHERE = re.compile(rf"(?<!\w){_DATE}(?!\w)", re.I)


def is_date_line(text: str) -> bool:
    """Say whether a line holds a date and nothing else but its label, hour or press officer."""
    return len(text) < 100 and bool(_DIGIT.search(text)) and _LINE.fullmatch(text) is not None


def read_date(text: str) -> date | None:
    """Return the one date of a line, None where it holds none, several, or an impossible one."""
    found = {day for match in _ANYWHERE.finditer(text) if (day := _as_date(match))}
    return found.pop() if len(found) == 1 else None


def _as_date(match: re.Match[str]) -> date | None:
    orders = (("m", "d", "y"), ("m2", "d2", "y2"), ("m3", "d3", "y3"), ("m4", "d4", "y4"))
    month, day, year = next(found for names in orders if (found := match.group(*names))[2])
    try:
        number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
        whole = int(year) + 2000 if len(year) == 2 else int(year)
        return date(whole, number, int(day))
    except ValueError:
        return None
