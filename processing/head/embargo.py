"""Until when a text may not be published, in its own words."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo

from domain.facts import Embargo
from processing.head.moments import find_clock, find_day, moment, zone_of_country
from processing.layout.dates import is_day_first
from processing.layout.embargoes import is_embargo
from processing.parsed_text import ParsedText

# An embargo stands in the head; now and then a paragraph beneath it repeats it.
_BLOCKS_READ = 25
# The moment may stand on the next line.
_NEXT_LINE = 90
# The last word of whoever lifts it: "embargoed until delivery" names no moment.
_OVER = re.compile(
    r"\b(?:embargo (?:has been |is )?lifted|no longer embargoed|not? embargo)\b", re.I
)
_MIDNIGHT = re.compile(r"\bmidnight\b", re.I)


def find_embargo(reading: ParsedText, near: date | None) -> Embargo | None:
    """The embargo of a text and when it ends; None where it states none.

    `near` is the day of the release, for embargoes that leave the year out; else the year of any
    date in the words counts.
    """
    for start, end, following in _statements(reading):
        words = reading.flat[start:end]
        if _OVER.search(words):
            continue
        told = words if find_day(words, near=near) else f"{words} {following}"
        hour, zone = find_clock(told)
        day = find_day(
            told, near=near, day_first=is_day_first(reading.flat) or _is_beyond_america(zone)
        )
        if day is None and hour is not None:
            day = near
        if day is not None and hour == time(0) and _MIDNIGHT.search(told):
            # The midnight of Sunday may be either end of it; nothing is to be early.
            day += timedelta(days=1)
        zone = zone or zone_of_country(reading.flat)
        until = moment(day, hour, zone) if day else None
        return Embargo(until, reading.span(start, end), "until" if until else "no-moment")
    return None


def _is_beyond_america(zone: tzinfo | None) -> bool:
    """Where "12/03" is the twelfth of March, by the zone a moment is told in."""
    offset = zone.utcoffset(datetime(2026, 1, 1)) if zone else None  # noqa: DTZ001 any day does
    return offset is not None and offset > timedelta(hours=-2)


def _statements(reading: ParsedText) -> Iterator[tuple[int, int, str]]:
    blocks = reading.blocks[:_BLOCKS_READ]
    for number, block in enumerate(blocks):
        text = reading.flat[block.start : block.end]
        if "\n" not in text and is_embargo(text):
            following = blocks[number + 1] if number + 1 < len(blocks) else None
            after = reading.flat[following.start : following.end] if following else ""
            yield block.start, block.end, after if len(after) < _NEXT_LINE else ""
