"""The head of a release read as a whole, with the place of every fact in the text."""

from collections.abc import Sequence
from datetime import date

from domain.facts import Head, HeadFact
from domain.facts import HeadLine as StatedLine
from processing.head.agency import find_agency
from processing.head.embargo import find_embargo
from processing.head.events import find_event
from processing.head.labels import find_corrections, find_label
from processing.head.published import find_date, find_place
from processing.head.title import find_title
from processing.layout.head_lines import read_head_lines
from processing.names.found import Names
from processing.parsed_text import ParsedText


def find_head(reading: ParsedText, names: Names | None) -> Head:
    """Read title, agency, place, date, label, embargo, event and corrections of a release.

    `names` is None for a text that Lede cannot read: then only its layout is asked.
    """
    lines = read_head_lines(reading)
    title = find_title(reading, lines)
    label = find_label(reading, lines, reading.document.title)
    is_advisory = label is not None and label.kind == "advisory"
    day = find_date(reading, lines, is_advisory=is_advisory)
    near = _day(day, reading)
    return Head(
        lines=tuple(StatedLine(n.kind.value, reading.span(n.start, n.end)) for n in lines),
        title=title,
        agency=find_agency(reading, lines, title, names),
        place=find_place(reading, lines),
        date=day,
        label=label,
        embargo=find_embargo(reading, near),
        event=find_event(reading, near, is_advisory=is_advisory),
        corrections=find_corrections(reading) if reading.language == "en" else (),
    )


def _day(found: HeadFact | None, reading: ParsedText) -> date | None:
    """The day of the release: the one its source gave, else the one it prints."""
    given = reading.document.published_at
    if given is not None:
        return given if type(given) is date else date(given.year, given.month, given.day)
    return date.fromisoformat(found.value) if found else None


__all__: Sequence[str] = ("find_head",)
