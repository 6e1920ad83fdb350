"""Clock times and time zones beside a date, as embargoes and invitations write them."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from processing.layout.dates import find_dates, month_number, month_pattern
from processing.lexicon import table

# Where a text does not say whose clock it means: nowhere on Earth has the day begun earlier.
_LATEST = timezone(timedelta(hours=-12), "AoE")

_MERIDIEM = r"(?P<half>[ap])\.?\s?m\b\.?"
_HOUR = re.compile(
    rf"(?<![\d/.:-])(?P<h>\d{{1,2}})(?:[:.](?P<m>\d\d))?\s?{_MERIDIEM}"
    r"|(?<![\d/.-])(?P<h2>\d{1,2})[:.](?P<m2>\d\d)(?::\d\d)?(?:\s?(?:uhr|hrs|hours|h))?(?![\d.])"
    r"|(?<![\d/.-])(?P<h3>\d{1,2})\s?(?:uhr|h)\s?(?P<m3>\d\d)?\b"
    r"|(?<!\d)(?P<h4>\d\d)(?P<m4>\d\d)\s?(?:hrs|hours|h)\b"
    r"|(?P<noon>\bnoon\b|\bmidday\b)|(?P<midnight>\bmidnight\b)",
    re.I,
)
_SITE = re.compile(r"(?:[\w-]+\.)+(?P<country>[a-z]{2})\b(?![\w.@])", re.I)
_AMERICAN = re.compile(
    r"\.(?:gov|mil)\b(?!\.)|\(\d{3}\)\s?\d{3}-\d{4}|\b\d{3}-\d{3}-\d{4}\b|, [A-Z]{2} \d{5}\b"
)


@cache
def _yearless() -> re.Pattern[str]:
    month = month_pattern()
    return re.compile(
        rf"(?<!\w)(?:(?P<m>{month})\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?"
        rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th|\.)?\s(?:of\s|de\s)?(?P<m2>{month}))(?![\w:])",
        re.I,
    )


def find_day(text: str, *, near: date | None, day_first: bool = False) -> date | None:
    """The first day a text names; without a year, the one that is next from `near`."""
    found = next((one.day for one in find_dates(text, day_first=day_first)), None)
    if found is not None or near is None:
        return found
    match = _yearless().search(text)
    if match is None:
        return None
    month, day = month_number(match["m"] or match["m2"]), int(match["d"] or match["d2"])
    for year in (near.year, near.year + 1):
        try:
            named = date(year, month, day)
        except ValueError:
            return None
        # A release of December invites to January; one that was issued late speaks of last week.
        if named >= near - timedelta(days=31):
            return named
    return None


def find_hour(text: str) -> time | None:
    """The first clock time of a text, None where it names none."""
    for match in _HOUR.finditer(text):
        if match["noon"]:
            return time(12)
        if match["midnight"]:
            return time(0)
        pair = next((match[f"h{n}"], match[f"m{n}"]) for n in ("", "2", "3", "4") if match[f"h{n}"])
        hour, minute = int(pair[0]), int(pair[1] or 0)
        if match["half"]:
            hour = hour % 12 + 12 * (match["half"].lower() == "p")
        if hour < 24 and minute < 60:
            return time(hour, minute)
    return None


def find_zone(text: str) -> tzinfo | None:
    """The time zone a text names by its abbreviation or in words ("8:30 a.m. Eastern")."""
    named = table("head_zones")["abbreviations"]
    for word in re.findall(r"(?<![\w.])[A-Za-z]{1,8}(?![\w])", text):
        # "et" and "pt" in small letters are other words.
        if (zone := named.get(word.lower())) and (word.isupper() or len(word) > 4):
            return _zone(zone)
    return None


def zone_of_country(text: str) -> tzinfo:
    """The zone of the country whose addresses a text gives; the last on Earth where none shows.

    Of a country with several zones the one where the day begins last, so that nothing is early.
    """
    countries = table("head_zones")["countries"]
    for match in _SITE.finditer(text):
        if zone := countries.get(match["country"].lower()):
            return _zone(zone)
    return _zone("America/Los_Angeles") if _AMERICAN.search(text) else _LATEST


def _zone(name: str) -> tzinfo:
    if name == "UTC":
        return UTC
    if name.lstrip("-").isdigit():
        return timezone(timedelta(minutes=int(name)))
    return ZoneInfo(name)


def moment(day: date, hour: time | None, zone: tzinfo) -> datetime:
    """The aware moment of an hour on a day; without an hour, when the day begins."""
    local = datetime.combine(day, hour or time(0), zone)
    return local.astimezone(timezone(local.utcoffset() or timedelta(0)))
