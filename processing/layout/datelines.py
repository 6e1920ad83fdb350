"""Where and when a release was issued: the line its first paragraph opens with.

A dateline is read part by part: a place, a date with or without its year, an hour, the office or
the wire in brackets or slashes, joined by commas and dashes, and closed by a dash. It is one only
if a part stands in it that running prose does not begin with.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from processing.layout.dates import (
    date_pattern,
    day_pattern,
    find_dates,
    may_hold_date,
    month_pattern,
)
from processing.lexicon import table, words
from processing.names.labels import codes
from processing.names.tokens import label_of

# No dateline is longer, with a wire, an hour and a time zone.
_LONGEST = 200
_PARTS_MOST = 16
_LATELY = 32
# Capitals alone, up to so many, are an acronym ("US - China trade").
_ACRONYM = 3

_CALENDAR = r"(?i:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)"
_NO_STATE = rf"(?!{_CALENDAR})"
_STATE = (
    rf"{_NO_STATE}"
    r"(?:(?:New|North|South|West|Rhode|British|United|NEW|NORTH|SOUTH|WEST|RHODE|BRITISH|UNITED)"
    r" [A-Z][A-Za-z]+|[A-Z]{2}|[A-Z][a-z]{1,13}\.?|(?:[A-Z]\.\s?){2}|[A-Z]{3,14}\.?)"
)
_WORD = rf"[A-Z](?:[\w.'’]|-(?!{_CALENDAR}))*\w"
# "CANBERRA DECEMBER 7 1995": the month is no part of the place.
_CAPS = (
    r"[A-Z][A-Z.'’-]*[A-Z.]"
    rf"(?: (?!{_CALENDAR}[A-Z]{{0,6}}\.? \d)[A-Z][A-Z.'’-]*[A-Z.]){{0,3}}"
)
_DASH = re.compile(r"\s*(?:[–—]|--+|\.-)\s*|\s+-\s+|-\s+")
_JOINT = re.compile(rf"\s*[,/|@:•]\s*|\s+|-(?={_CALENDAR})")
_BRACKET = re.compile(r"\((?P<in>[^()\n]{2,60})\)")
_WIRE = re.compile(
    r"\s*(?:/\s?(?P<in>[A-Z0-9][\w .&'’-]{2,60}?)\s*/|--(?P<in2>[A-Z][\w .]{2,30}?)--)"
)
_CAPS_PLACE = re.compile(rf"{_CAPS}(?:,? {_STATE}(?=[\s,–—-]))?(?![\w.'’])")
# In brackets a place stands alone: "(DALLAS, Texas)".
_WHOLE_PLACE = re.compile(rf"(?:{_CAPS}|{_WORD}(?: {_WORD}){{0,3}})(?:,? {_STATE})?")
_PLACE = re.compile(
    rf"(?P<city>{_WORD}(?: {_WORD}){{0,2}})"
    rf"(?P<state>, {_STATE}(?:, {_NO_STATE}[A-Z][\w.]+)?)?(?![\w.'’])"
)
_ZONE = r"(?:[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+|[A-Z]{2,4}\b|(?:Pacific|Eastern|Central|Mountain)\b)"
_HOUR = re.compile(rf"(?:at )?\d{{1,2}}[:.h]\d\d(?:\s?(?i:[ap]\.?m\.?))?(?:\s{_ZONE})?")
_OPENS = re.compile(r"[A-Z0-9$“\"‘'(\[À-Þ]")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline `flat[start:end]`, its closing dash included; its parts are offsets too.

    `day` is None where the year is not given; `office` is who issues it, if it says so.
    """

    start: int
    end: int
    place: tuple[int, int] | None = None
    day: date | None = None
    office: tuple[int, int] | None = None
    when: tuple[int, int] | None = None

    def moved(self, by: int) -> "Dateline":
        """The same dateline in a text that has `by` characters more before it."""
        place, office, when = (
            part and (part[0] + by, part[1] + by) for part in (self.place, self.office, self.when)
        )
        return Dateline(self.start + by, self.end + by, place, self.day, office, when)


_MIXED = re.compile(r"[a-z][A-Z]|(?i:wire|news)")


@cache
def _no_place() -> frozenset[str]:
    return frozenset(table("head_words")["no_place"])


def _names_place(text: str) -> bool:
    """Whether words in capitals may be a place: no label, no acronym."""
    return len(text) > _ACRONYM and text.split()[0].strip(".") not in _no_place()


@cache
def _date() -> re.Pattern[str]:
    """A date, whose year may be missing, with its day of the week."""
    nameless = re.sub(r"\?P<\w+>", "?:", date_pattern())
    month = month_pattern()
    short = rf"{month}\s\d{{1,2}}(?:st|nd|rd|th)?(?!\w)|\d{{1,2}}(?:st|nd|rd|th|\.)?\s{month}"
    return re.compile(rf"(?:{day_pattern()},?\s+)?(?:{nameless}|{short})(?!\w)", re.I)


@cache
def _bare() -> re.Pattern[str]:
    """A city known from datelines that no dash parts from the text."""
    cities = "|".join(sorted(map(re.escape, words("sentences_datelines")), key=len, reverse=True))
    return re.compile(
        rf"\s*(?P<city>(?:{cities})(?:, (?:[A-Z]{{2}}|(?:[A-Z]\.){{2}}))?)[ ,:]+"
        r"(?=[A-Z][a-z]|A |[A-Z]\.)"
    )


class _Reader:
    """One attempt at a dateline, part by part."""

    def __init__(self, flat: str, start: int, end: int, day_first: bool) -> None:
        self.flat, self.at, self.end = flat, start, end
        self.place: tuple[int, int] | None = None
        self.office: tuple[int, int] | None = None
        self.when: tuple[int, int] | None = None
        self.day: date | None = None
        self.is_strong = False
        self._day_first = day_first

    def read_part(self) -> bool:
        """Read one part; False where none begins here."""
        return self._bracketed() or self._dated() or self._placed()

    def _bracketed(self) -> bool:
        found = _BRACKET.match(self.flat, self.at, self.end)
        found = found or _WIRE.match(self.flat, self.at, self.end)
        if found is None:
            return False
        name = "in" if found["in"] else "in2"
        self._read_bracket(*found.span(name))
        self.at = found.end()
        self.is_strong = True
        return True

    def _read_bracket(self, start: int, end: int) -> None:
        text = self.flat[start:end]
        when = _date().search(text)
        if when is not None:
            self._note_date(start + when.start(), start + when.end())
            place = _WHOLE_PLACE.match(self.flat, start, start + when.start())
            if self.place is None and place is not None:
                self.place = place.span()
        elif is_office(text):
            self.office = (start, end)
        elif self.place is None and _WHOLE_PLACE.fullmatch(text) and not _MIXED.search(text):
            # After a place stands the wire, whose name is no place.
            self.place = (start, end)

    def _dated(self) -> bool:
        found = _date().match(self.flat, self.at, self.end)
        if found is not None:
            self._note_date(*found.span())
            self.is_strong = True
        else:
            found = _HOUR.match(self.flat, self.at, self.end)
        if found is None:
            return False
        self.at = found.end()
        return True

    def _note_date(self, start: int, end: int) -> None:
        if self.when is None:
            self.when = (start, end)
            days = find_dates(self.flat[start:end], day_first=self._day_first)
            self.day = next((one.day for one in days), None)

    def _placed(self) -> bool:
        if self.place is not None:
            return False
        found = _CAPS_PLACE.match(self.flat, self.at, self.end)
        if found is not None and _names_place(found.group()):
            self.is_strong = True
        else:
            found = _PLACE.match(self.flat, self.at, self.end)
            if found is None:
                return False
            self.is_strong = self.is_strong or found["state"] is not None
        if is_office(found.group()):
            self.office = found.span()
        else:
            self.place = found.span()
        self.at = found.end()
        return True


def read_dateline(flat: str, start: int, end: int, *, day_first: bool = False) -> Dateline | None:
    """Read the dateline that the paragraph `flat[start:end]` opens with; None where none does."""
    found = _read(flat[start : min(end, start + _LONGEST)], day_first)
    if found is None or start + found.end >= end:
        return None
    return found.moved(start)


@lru_cache(maxsize=_LATELY)
def _read(flat: str, day_first: bool) -> Dateline | None:
    """Read the opening of a paragraph, asked for its sentences, its day and its place alike."""
    start, end = 0, len(flat)
    bare = _bare().match(flat)
    while start < end and flat[start] == " ":
        start += 1
    reader = _Reader(flat, start, end, day_first)
    closed: Dateline | None = None
    for _ in range(_PARTS_MOST):
        if not reader.read_part():
            break
        if _WIRE.match(flat, reader.at, reader.end):
            continue
        dash = _DASH.match(flat, reader.at, reader.end)
        if dash is not None:
            reader.at = dash.end()
            if reader.is_strong and reader.at < end and _OPENS.match(flat, reader.at):
                closed = _closed(reader, start)
        elif joint := _JOINT.match(flat, reader.at, reader.end):
            reader.at = joint.end()
            # "NEW YORK, NY / FarWire / July 29, 2024 / Orrin Foods opened …": slashes all the way.
            is_slashed = joint.group().strip() == "/" and "/" in flat[start : joint.start()]
            if is_slashed and reader.when is not None and _OPENS.match(flat, reader.at):
                closed = _closed(reader, start)
    if closed is None and bare is not None and bare.end() < end:
        return Dateline(start, bare.end(), place=bare.span("city"))
    return closed


def is_dateline(text: str, *, day_first: bool = False) -> Dateline | None:
    """The place and date that a line of its own is: "SAN DIEGO, CA / May 4, 2026 14:50"."""
    if len(text) > _LONGEST or not may_hold_date(text):
        return None
    reader = _Reader(text, 0, len(text), day_first)
    for _ in range(_PARTS_MOST):
        if not reader.read_part():
            break
        joint = _DASH.match(text, reader.at) or _JOINT.match(text, reader.at)
        if joint is not None and not _WIRE.match(text, reader.at):
            reader.at = joint.end()
    if reader.at < len(text) or reader.day is None or reader.when is None:
        return None
    if reader.place is not None and reader.place > reader.when:
        return None
    if reader.place is not None and label_of(text[slice(*reader.place)].split()[0]) in _TITLES:
        return None  # "Senator Lund, 4 May 2026"
    return _closed(reader, 0)


_TITLES = codes("TITLE RANK COURTESY")


def _closed(reader: _Reader, start: int) -> Dateline:
    return Dateline(start, reader.at, reader.place, reader.day, reader.office, reader.when)


def is_office(text: str) -> bool:
    """Say whether the words of a bracket or a line are those of an office, not of a place.

    The word that makes it one ends the name, or "of" and the like follow it.
    """
    found = re.findall(r"[\w'’&]+", text)
    return len(found) > 1 and any(is_head_word(found, at) for at in range(len(found)))


_JOINS = frozenset({"of", "for", "and", "on", "to", "&", "de", "der", "des", "für", "del"})


def is_head_word(found: Sequence[str], at: int) -> bool:
    """Whether a word of a name is its head: the last one, or one that "of" or "for" follows."""
    if found[at].replace("’", "'").lower() not in words("head_organizations"):
        return False
    return at == len(found) - 1 or found[at + 1].lower() in _JOINS
