"""When something was published, as sources write it, as exactly as they know it."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from domain.documents import Published

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]|$)|\d{8}(?:T\d{4,6}|$)")
# A clock, with the half of the day where it has twelve hours, and a zone behind it.
_CLOCK = re.compile(
    r"(?:\bat\s+|[T@–—-]\s*)?(?<!\d)(?P<hour>\d{1,2})"
    r"(?:(?::|h|(?<=\b\d{4}\s\d\d)\.)(?P<minute>\d{2})(?::(?P<second>\d{2})"
    r"(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?\s?m\b\.?)?|\s*(?P<bare>[ap]\.?\s?m\b\.?))\s*"
    r"(?P<zone>Z\b|(?:(?:GMT|UTC)\s?)?[+-]\d{1,2}:?(?:\d{2})?(?!\d)|\(?[A-Z][A-Za-z]{0,4}\)?(?=\s|$)"
    r"|[A-Za-z]+/[A-Za-z_]+)?(?:\s*\([A-Za-z ]+\))?",
    re.I,
)
_OFFSET = re.compile(r"(?:GMT|UTC)?\s?(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?", re.I)
# As people write a day: "May 14, 2026", "14 May 2026", "05/14/2026", "14-May-26".
_WRITTEN = ("%b %d %Y", "%d %b %Y", "%Y %b %d", "%d %b %y", "%b %d %y")
_NUMBERED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})|(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})/\d{4}\b")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b")
# In other languages the name of a day is known by its comma.
_WEEKDAY = re.compile(
    r"^\(?(?:(?P<day>mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs?|u?r)?(?:day)?\b\.?"
    r"|[^\W\d]{2,13}\.?(?:-feira)?,)",
    re.I,
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = re.compile(
    r"\b(?:(?P<jan>jan|gen|ene)|(?P<feb>feb|fev|f\u00e9v)|(?P<mar>mar|m\u00e4r|maart|mrt|mrz)|(?P<apr>apr|avr|abr)"
    r"|(?P<may>may|mai|mag|mei)|(?P<jun>jun|juin|giu)|(?P<jul>jul|juil|lug)|(?P<aug>aug|ago|ao[u\u00fb]t)"
    r"|(?P<sep>sep|set)|(?P<oct>oct|okt|ott|out)|(?P<nov>nov)|(?P<dec>dec|dez|dic|d\u00e9c))"
    r"[^\W\d_]{0,7}\b\.?",
    re.I,
)
# What feeds write beside the letters of their standard; what means two zones is left out.
_ZONES = {
    "z": 0, "gmt": 0, "utc": 0, "ut": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2,
    "met": 1, "mez": 1, "mesz": 2, "mest": 2, "eet": 2, "eest": 3, "sast": 2, "cat": 2, "eat": 3,
    "wat": 1,
    "msk": 3, "trt": 3, "gst": 4, "pkt": 5, "npt": 5.75, "sgt": 8, "hkt": 8, "pht": 8, "awst": 8,
    "jst": 9, "kst": 9, "acst": 9.5, "acdt": 10.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
    "wib": 7, "ict": 7, "myt": 8, "wita": 8, "wit": 9, "chst": 10, "clt": -4, "clst": -3, "cot": -5,
    "pet": -5, "art": -3, "uyt": -3, "bot": -4,
    "nst": -3.5, "ndt": -2.5, "ast": -4, "adt": -3, "est": -5, "edt": -4, "cst": -6, "cdt": -5,
    "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "akdt": -8, "hst": -10, "brt": -3,
}  # fmt: skip
_PLACES = {
    "et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver",
    "pt": "America/Los_Angeles",
}  # fmt: skip
# Nothing was put on the web before; systems write their zero for a date they do not know.
_FIRST_YEAR = 1971
_ZEROS = (date(1, 1, 2), date(1899, 12, 31), date(1904, 1, 1), date(1970, 1, 1))
_A_DAY = timedelta(days=1)
_NO_CLOCK = datetime.min.time()

_Known = TypeVar("_Known", date, datetime)


def read_moment(written: str | None, *, is_day_first: bool = False) -> Published | None:
    """A day or an aware moment; None for what is no date, or cannot be one.

    Midnight sharp is read as the day alone: systems that know no hour write it, and no agency
    publishes then. A moment without a zone is UTC, as feeds have it; in a zone whose name says
    nothing, or two things, the day alone is known. `is_day_first` is of `puts_day_first`.
    """
    text = " ".join((written or "").replace("\u202f", " ").split())
    if not text:
        return None
    if _ISO.match(text) and (moment := _iso(text)) is not None:
        return _possible(moment.date() if moment.time() == _NO_CLOCK else moment)
    # The last: of "15:53:56 +0300" a clock, of "27 Nov 2026" none.
    clock = next((c for c in _CLOCK.finditer(text) if c["minute"] or c["bare"]), None)
    if clock is None:
        return read_day(text, is_day_first=is_day_first)
    around = f"{text[: clock.start()]} {text[clock.end() :]}"
    day = read_day(around, is_day_first=is_day_first)
    return None if day is None else _possible(_at(day, clock, text))


def puts_day_first(written: Iterable[str | None]) -> bool:
    """Whether a site writes 27/11/2026: one of its dates can be read so alone, and none otherwise.

    03/11/2026 of such a site is the third of November.
    """
    numbered = [n for some in written for n in _SLASHED.findall(some or "")]
    firsts = {int(first) > 12 for first, _ in numbered}
    return True in firsts and not any(int(second) > 12 for _, second in numbered)


def read_day(written: str, *, is_day_first: bool = False) -> date | None:
    """A day as people write it; of two numbers the month goes first where both can be it.

    Unless the name of the weekday beside them, or `is_day_first`, says otherwise.
    """
    text = " ".join(written.split())
    named = _WEEKDAY.match(text)
    weekday = _WEEKDAYS.index(named["day"].lower()) if named and named["day"] else None
    text = _WEEKDAY.sub("", text).strip(" ,.-–—@|")
    numbered = _NUMBERED.fullmatch(text)
    if numbered is not None:
        return _possible(
            _numbered(
                [int(n) for n in numbered.groups() if n],
                is_year_first=numbered[4] is not None,
                weekday=weekday,
                is_day_first=is_day_first,
            )
        )
    if (dotted := _DOTTED.fullmatch(text)) is not None:
        return _possible(_calendar(int(dotted[3]), int(dotted[2]), int(dotted[1])))
    text = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|[,.]|(?<=\w)-(?=\w)|\bof\b|\bthe\b", " ", text)
    text = re.sub(
        r"(?<=\d)(?:er|\u00ba|\u00aa)\b|\bd[e']\b|\b(?:del|le|el|den|der|am)\b", " ", text
    )
    spelled = " ".join(_MONTH.sub(lambda m: f" {m.lastgroup} ", text).split())
    for form in _WRITTEN:
        try:
            return _possible(datetime.strptime(spelled, form).replace(tzinfo=UTC).date())
        except ValueError:
            continue
    try:
        return _possible(date.fromisoformat(" ".join(written.split()).strip(" ,")))
    except ValueError:
        return None


def possible(published: Published | None, latest: datetime) -> Published | None:
    """The date; None where it lies after the latest moment, or is the zero of some system."""
    day = published.date() if isinstance(published, datetime) else published
    if published is None or day is None or any(abs(day - zero) <= _A_DAY for zero in _ZEROS):
        return None
    if isinstance(published, datetime):
        aware = published if published.tzinfo else published.replace(tzinfo=UTC)
        return published if aware <= latest else None
    return published if published <= latest.date() else None


def _iso(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _at(day: date, clock: re.Match[str], text: str) -> Published:
    half = (clock["half"] or clock["bare"] or "").lower()[:1]
    hour, minute, second = (int(clock[name] or 0) for name in ("hour", "minute", "second"))
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59 or second > 60:
        return day
    zone = _zone(clock["zone"])
    if zone is None or (hour, minute, second) == (0, 0, 0):
        return day
    return datetime(day.year, day.month, day.day, hour, minute, min(second, 59), tzinfo=zone)


def _zone(written: str | None) -> tzinfo | None:
    if not written:
        return UTC
    name = written.strip("() ")
    if (offset := _OFFSET.fullmatch(name)) is not None:
        minutes = int(offset["hours"]) * 60 + int(offset["minutes"] or 0)
        shift = timedelta(minutes=-minutes if offset["sign"] == "-" else minutes)
        return timezone(shift) if abs(shift) < timedelta(hours=24) else None
    try:
        if name.lower() in _PLACES or "/" in name:
            return ZoneInfo(_PLACES.get(name.lower(), name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
    hours = _ZONES.get(name.lower())
    if hours is None:
        return None
    return timezone(timedelta(hours=hours)) if hours else UTC


def _numbered(
    numbers: list[int], *, is_year_first: bool, weekday: int | None, is_day_first: bool
) -> date | None:
    if is_year_first:
        return _calendar(*numbers)
    first, second, year = numbers
    days = [_calendar(year, first, second), _calendar(year, second, first)]
    possible = [day for day in days if day is not None]
    if is_day_first:
        possible.reverse()
    fitting = [day for day in possible if day.weekday() == weekday]
    return next(iter((*fitting, *possible)), None)


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _possible(published: _Known | None) -> _Known | None:
    if published is None:
        return None
    # In any zone: the first moment of all clocks is a day before in America.
    return published if published.year >= _FIRST_YEAR else None
