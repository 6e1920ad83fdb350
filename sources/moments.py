"""When something was published, as sources write it, as exactly as they know it."""

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from domain.documents import Published

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CLOCK = re.compile(r"\d{1,2}:\d{2}")
_MIDNIGHT = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?\s*(?:$|Z|[+-]|[A-Z]{2,4}\b)", re.I)
# As people write a day: "May 14, 2026", "14 May 2026", "Thursday, May 14, 2026", "05/14/2026".
_WRITTEN = ("%B %d %Y", "%b %d %Y", "%d %B %Y", "%d %b %Y", "%m/%d/%Y", "%Y/%m/%d")
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satu?r?|sun)(?:day)?\b", re.I)


def read_moment(written: str | None) -> Published | None:
    """A day or an aware moment; None for what is no date.

    Midnight sharp is read as the day alone: systems that know no hour write it, and no agency
    publishes then. A moment without a zone is UTC, as feeds have it.
    """
    text = " ".join((written or "").split())
    if not text:
        return None
    if (day := _DAY.match(text)) and (len(text) == day.end() or _MIDNIGHT.search(text)):
        return _day(day[0])
    if not _CLOCK.search(text):
        return read_day(text)
    moment = _moment(text)
    if moment is None:
        return None
    if _MIDNIGHT.search(text):
        return moment.date()
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def read_day(written: str) -> date | None:
    """A day as people write it in English, month before day where both are numbers."""
    text = _WEEKDAY.sub("", " ".join(written.split())).lstrip(" ,.")
    text = " ".join(re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|[,.]", " ", text).split())
    for form in _WRITTEN:
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    return _day(text)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
