"""Clock times and time zones beside a date, as embargoes and invitations write them."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from processing.layout.dates import find_dates, month_number, month_pattern
from processing.lexicon import table

# Where a text does not say whose clock it means: nowhere on Earth has the day begun earlier.
_LATEST = timezone(timedelta(hours=-12), "AoE")

_MERIDIEM = r"(?P<half>[ap])\.?\s?m\b\.?"
# "1800 CET": four digits are a clock where a zone stands behind them.
_CLOCK_ALONE = r"(?<![\d/.-])(?P<h5>[01]\d|2[0-3])(?P<m5>[0-5]\d)\s?\(?(?=(?-i:{zones})\b)"
_HOURS = (
    # Of "1 - 3 p.m." the first is of the same half.
    rf"(?<![\d/.:-])(?P<h6>\d{{1,2}})(?:[:.](?P<m6>\d\d))?\s?(?:[–—-]|to)\s?"
    rf"(?P<h7>\d{{1,2}})(?:[:.]\d\d)?\s?(?P<half2>[ap])\.?\s?m\b\.?|"
    rf"(?<![\d/.:-])(?P<h>\d{{1,2}})(?:[:.](?P<m>\d\d))?\s?{_MERIDIEM}"
    r"|(?<![\d/.-])(?P<h2>\d{1,2})[:.](?P<m2>\d\d)(?::\d\d)?(?:\s?(?:uhr|hrs|hours|h))?(?![\d.])"
    r"|(?<![\d/.-])(?P<h3>\d{1,2})\s?(?:uhr|h)\s?(?P<m3>\d\d)?\b"
    r"|(?<!\d)(?P<h4>\d\d)(?P<m4>\d\d)\s?(?:hrs|hours|h)\b"
    r"|(?P<noon>\bnoon\b|\bmidday\b)|(?P<midnight>\bmidnight\b)"
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NAMED_DAY = re.compile(
    rf"\b(?:(?P<today>today|tonight|this (?:morning|afternoon|evening))|(?P<tomorrow>tomorrow)"
    rf"|(?P<next>next\s)?(?P<weekday>{'|'.join(_WEEKDAYS)}))\b",
    re.I,
)
# "16:00 London time": the zone of a city.
_CITY = re.compile(
    r"\b(?P<city>[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?: local)? [Tt]ime\b"
    r"|\b(?P<caps>[A-Z]{3,}(?: [A-Z]{3,})?)(?: LOCAL)? TIME\b"
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


@cache
def _hour() -> re.Pattern[str]:
    zones = "|".join(name.upper() for name in table("head_zones")["abbreviations"])
    return re.compile(rf"{_HOURS}|{_CLOCK_ALONE.format(zones=zones)}", re.I)


def find_day(text: str, *, near: date | None, day_first: bool = False) -> date | None:
    """The first day a text names; without a year, the one that is next from `near`."""
    text = _without_clocks(text)
    found = next((one.day for one in find_dates(text, day_first=day_first)), None)
    if found is not None or near is None:
        return found
    match = _yearless().search(text)
    if match is None:
        return _day_by_name(text, near)
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


def _without_clocks(text: str) -> str:
    """As of "11 March, 1800 CET": four digits that are an hour make no year."""
    for match in reversed(list(_hour().finditer(text))):
        if match["h5"] and not _is_year(match, text):
            text = text[: match.start()] + text[match.end() :]
    return " ".join(text.split())


def _day_by_name(text: str, near: date) -> date | None:
    """As in "until tomorrow", "10 p.m. Thursday": counted from the day of the release."""
    match = _NAMED_DAY.search(text)
    if match is None:
        return None
    if match["today"]:
        return near
    if match["tomorrow"]:
        return near + timedelta(days=1)
    ahead = (_WEEKDAYS.index(match["weekday"].lower()) - near.weekday()) % 7
    return near + timedelta(days=7 if match["next"] and not ahead else ahead)


def find_hour(text: str) -> time | None:
    """The first clock time of a text, None where it names none."""
    return next((hour for _, _, hour in _hours(text)), None)


def find_clock(text: str) -> tuple[time | None, tzinfo | None]:
    """The first clock time of a text and whose clock it is.

    Of "16:00 (11:00 Eastern)" the one whose zone is named.
    """
    hours = list(_hours(text))
    for number, (_, end, hour) in enumerate(hours):
        until = hours[number + 1][0] if number + 1 < len(hours) else len(text)
        if zone := find_zone(text[end:until]):
            return hour, zone
    return (hours[0][2] if hours else None), find_zone(text)


def _hours(text: str) -> Iterator[tuple[int, int, time]]:
    for match in _hour().finditer(text):
        if _is_year(match, text):
            continue
        hour = 12 if match["noon"] else 0
        minute = 0
        if not match["noon"] and not match["midnight"]:
            digits = [(match[f"h{n}"], match[f"m{n}"]) for n in ("", "2", "3", "4", "5", "6")]
            pair = next(one for one in digits if one[0])
            hour, minute = int(pair[0]), int(pair[1] or 0)
        if match["half"]:
            hour = hour % 12 + 12 * (match["half"].lower() == "p")
        if match["half2"]:
            # "11 - 1 p.m." goes over noon.
            is_over = hour % 12 > int(match["h7"]) % 12
            is_late = (match["half2"].lower() == "p") != is_over
            hour = hour % 12 + 12 * is_late
        if hour < 24 and minute < 60:
            yield match.start(), match.end(), time(hour, minute)


def _is_year(match: re.Match[str], text: str) -> bool:
    """As in "5 May 2026 BST": no clock of four digits."""
    before = rf"(?<!\w){month_pattern()}\.?,? (?:\d{{1,2}},? )?\Z"
    return match["h5"] == "20" and bool(re.search(before, text[: match.start()], re.I))


@cache
def _cities() -> dict[str, str]:
    zones = sorted(name for name in available_timezones() if name.count("/") == 1)
    return {name.split("/")[1].replace("_", " ").lower(): name for name in zones}


def find_zone(text: str) -> tzinfo | None:
    """The time zone a text names by its abbreviation or in words ("8:30 a.m. Eastern")."""
    for match in _CITY.finditer(text):
        words = (match["city"] or match["caps"]).lower().split()
        for city in (" ".join(words), words[-1]):
            if zone := _cities().get(city):
                return _zone(zone)
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
