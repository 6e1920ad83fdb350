"""Dates as they stand in the head of a page; a date in running prose is none of its business.

Names of months and days are those of the languages Lede speaks. Two numbers that may both be a
month are read month first unless the text shows that its dates begin with the day.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from processing.lexicon import table

DateLabel = Literal["published", "updated"]

# A line that holds a date and nothing else is no longer than this.
_LONGEST_LINE = 190
# Whatever is a date holds one of these; asked before the long pattern is tried.
# The two last digits come first, so that the search leaps from digit to digit.
_YEAR = re.compile(r"\d\d(?!\d)(?:(?<=19\d\d)|(?<=20\d\d)|(?<=\d/\d\d)|(?<=[\da-zA-Z][- ]\d\d))")
_TIME = (
    r"(?:[\s,|–@-]+(?:at\s+|um\s+|a\s+las\s+|à\s+)?\d{1,2}(?:[:.h]\d\d(?::\d\d)?)?\s?"
    r"(?:[ap]\.?\s?m\b\.?|uhr\b|h\b|hrs\b|(?<=:\d\d))(?:\s\(?[a-z]{2,5}\)?)?)?"
)
_PRESS_OFFICER = (
    r"(?:\s*[|–-]?\s*(?:(?:media|press)\s+)?(?:contacts?|[ei]nquir(?:y|ies))\b.{0,150})?"
)
_BY = r"(?:\s+by\s+[\w .]{2,40})?"


@dataclass(frozen=True, slots=True)
class DateFound:
    """A day, where it stands (`start`, `end` within the text asked) and how it is labelled."""

    day: date
    start: int
    end: int
    label: DateLabel | None = None


@cache
def _months() -> dict[str, int]:
    named = table("layout_calendar")["months"]
    return {name: int(number) for number, names in named.items() for name in names}


def _any_of(names: list[str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


@cache
def month_pattern() -> str:
    """Every name of a month, in small letters, with the full stop of a short one."""
    return rf"(?:{_any_of(list(_months()))})(?![^\W\d_])\.?"


def month_number(name: str) -> int:
    """The number of a month by any of its names; KeyError for what is none."""
    return _months()[name.rstrip(".").lower()]


@cache
def day_pattern() -> str:
    """Every name of a day of the week, in small letters."""
    return rf"(?:{_any_of(table('layout_calendar')['days']['names'])})(?![^\W\d_])\.?"


@cache
def date_pattern() -> str:
    """A date with its year, to be compiled without regard to case; its groups are `_as_date`'s."""
    month = month_pattern()
    # "10 th September", and "28‘h" where a scan was misread.
    ordinal = r"(?:\s{0,3}(?:st|nd|rd|th)|[‘'’][hn]|er|ère|\.|º|°)?"
    return (
        rf"(?:(?P<m>{month})[\s-]*(?P<d>\d{{1,2}}){ordinal}\s*(?:,|\.)?\s*(?<=[\s,])(?P<y>\d{{4}})"
        rf"|(?P<d2>\d{{1,2}}){ordinal}(?:\s+(?:day\s+)?(?:of|de)\b)?[\s-]*(?P<m2>{month})"
        # Two digits are a year after a hyphen ("20-Sep-25") or at the end ("12th Sep 04").
        r"(?:,?\s*(?:(?:de|del|of)\s+)?|-)(?P<y2>\d{4}|(?<=-)\d\d(?!\d)|(?<=\s)\d\d(?=\W*\Z))"
        r"|(?P<m3>\d{1,2})/(?P<d3>\d{1,2})/(?P<y3>\d{4}|\d{2})"
        r"|(?P<y4>\d{4})[-/](?P<m4>\d\d)[-/](?P<d4>\d\d)(?:t[\d:.]+(?:z|[+-][\d:]+)?)?"
        r"|(?P<d5>\d{1,2})[.-]\s?(?P<m5>\d{1,2})[.-](?P<y5>\d{4}))"
    )


@cache
def _anywhere() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/.-]){date_pattern()}(?![\w/])", re.I)


@cache
def _labels() -> dict[str, DateLabel]:
    told = table("layout_calendar")["labels"]
    kinds: tuple[DateLabel, ...] = ("published", "updated")
    return {name: kind for kind in kinds for name in told[kind]}


@cache
def _line() -> re.Pattern[str]:
    """A line of dates: each with its label, its day of the week, its hour."""
    label = rf"(?:(?:{_any_of(list(_labels()))}|[\w ]{{2,20}} \|)\s*[-–:|]?\s*)?"
    nameless = re.sub(r"\?P<\w+>", "?:", date_pattern())
    led = rf"(?:(?:le|am|den)\s+)?(?:{day_pattern()},?\s+)?(?:den\s+)?"
    one = rf"{label}\(?{led}{nameless}\)?{_TIME}{_BY}"
    return re.compile(rf"\W*{one}(?:\s*[|·•;,/–-]?\s*{one})?{_PRESS_OFFICER}\W*", re.I)


@cache
def _label_before() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?P<label>{_any_of(list(_labels()))})\s*[-–:|]?\s*"
        rf"(?:\(?{day_pattern()},?\s+)?\(?\Z",
        re.I,
    )


def may_hold_date(text: str) -> bool:
    """Say cheaply whether a text may hold a date with its year."""
    return _YEAR.search(text) is not None


# A line is asked when its page is read, when its head is parted, and for its date.
_LATELY = 256


@lru_cache(maxsize=_LATELY)
def is_date_line(text: str) -> bool:
    """Say whether a line holds a date and nothing else but its label, hour or press officer."""
    return len(text) < _LONGEST_LINE and may_hold_date(text) and _line().fullmatch(text) is not None


def label_of_date(text: str) -> DateLabel | None:
    """What a line that stands alone says of the date on the next line ("Published:")."""
    return _labels().get(text.casefold().strip(" :|–-"))


def find_dates(text: str, *, day_first: bool = False) -> Iterator[DateFound]:
    """The possible dates of a text in its order, each with the label right before it."""
    if not may_hold_date(text):
        return
    for match in _anywhere().finditer(text):
        day = _as_date(match, day_first)
        if day is not None:
            before = _label_before().search(text, max(0, match.start() - 60), match.start())
            label = _labels()[before["label"].casefold()] if before else None
            yield DateFound(day, match.start(), match.end(), label)


def read_date(text: str, *, day_first: bool = False) -> date | None:
    """Return the one date of a line, None where it holds none, several, or an impossible one.

    Of several the one that is labelled as the day of publication counts.
    """
    found = list(find_dates(text, day_first=day_first))
    published = {one.day for one in found if one.label == "published"}
    if len(published) == 1:
        return published.pop()
    days = {one.day for one in found if one.label != "updated"} or {one.day for one in found}
    return days.pop() if len(days) == 1 else None


_SLASHED = re.compile(r"/(?<=\d/)\d{1,2}/\d\d")
_DAY_FIRST = re.compile(
    r"(?<![\d/])(?:1[3-9]|2\d|3[01])/(?:0?[1-9]|1[0-2])/(?:19|20)?\d\d(?![\d/])"
)
_MONTH_FIRST = re.compile(
    r"(?<![\d/])(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\d|3[01])/(?:19|20)?\d\d(?![\d/])"
)
# Addresses of countries that write the day first.
_DAY_FIRST_SITE = re.compile(r"\.(?:uk|au|nz|ie|in|za|de|fr|es|it|eu|sg|hk|mx|ar)(?![\w.])")


_DAY_FIRST_LAND = re.compile(
    r"\b(?:Australia|New Zealand|United Kingdom|UK|Britain|British|England|Scotland|Wales|Ireland"
    r"|Irish|India|South Africa|Nigeria|Kenya|Europe|Germany|France|Spain|Queensland|London|Sydney)"
)
_AMERICA = re.compile(r"\b(?:United States|USA|America)|\bU\.S\.|, [A-Z]{2} \d{5}\b")


def is_day_first(text: str) -> bool:
    """Say whether slashed dates begin with the day: by other dates, addresses, lands named."""
    if not _SLASHED.search(text) or _MONTH_FIRST.search(text):
        return False
    if _DAY_FIRST.search(text) or _DAY_FIRST_SITE.search(text):
        return True
    return len(_DAY_FIRST_LAND.findall(text)) > len(_AMERICA.findall(text))


# Two digits from this one on are a year of the last century: "4/6/99".
_LAST_CENTURY = 70


def _as_date(match: re.Match[str], day_first: bool) -> date | None:
    month, day, year = next(
        found
        for n in ("", "2", "3", "4", "5")
        if (found := match.group(f"m{n}", f"d{n}", f"y{n}"))[2]
    )
    if match["y3"] and (day_first or int(month) > 12):
        month, day = day, month
    try:
        number = int(month) if month.isdigit() else month_number(month)
        whole = int(year)
        if len(year) == 2:
            whole += 1900 if whole >= _LAST_CENTURY else 2000
        return date(whole, number, int(day))
    except ValueError:
        return None
