"""The event that an advisory announces: its WHAT, WHEN, WHERE and WHO."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from domain.documents import Span
from domain.facts import Event
from processing.head.moments import find_day, find_hour
from processing.layout.dates import is_day_first
from processing.parsed_text import Block, ParsedText

_LABELS = {
    "what": ("what", "event", "was", "qué", "quoi"),
    "when": ("when", "date", "day", "time", "date and time", "date/time", "date & time",
             "date of event", "event date", "start time", "wann", "cuándo", "quand"),
    "where": ("where", "location", "place", "venue", "address", "wo", "dónde", "où"),
    "both": ("when and where", "when & where", "when/where", "where and when", "where & when",
             "time and place", "date and location"),
    "who": ("who", "speaker", "speakers", "spokesperson", "spokespeople", "participants",
            "featuring", "in attendance", "attending", "wer", "quién", "qui"),
    "other": ("why", "how", "rsvp", "note", "notes", "media contact", "contact", "visuals",
              "background", "details", "cost", "parking", "dial-in", "webcast", "livestream",
              "interviews", "photo opportunity", "warum", "why it matters"),
}  # fmt: skip
_NAMES = {name: part for part, names in _LABELS.items() for name in names}
_ANY = "|".join(sorted(map(re.escape, _NAMES), key=len, reverse=True))
_LABEL = re.compile(
    rf"\W{{0,3}}(?P<name>{_ANY})"
    rf"(?:\W{{0,3}}?(?P<colon>\s*[:–—][\s*_]*|\Z)|(?-i:(?<=[A-Z]{{3}}))\s(?=(?-i:[A-Z][a-z]|\d)))",
    re.I,
)
# The first of the labels that follow another on its line: "WHAT: A bridge WHEN: Friday".
_INNER = re.compile(
    r"(?<=[\w.)])\s+(?=\W{0,2}(?:WHAT|WHEN|WHERE|WHO|WHY|RSVP|DATE|TIME|VENUE)\s?:)"
)
# What the layout took for one line.
_WRAPPED = re.compile(rf"[ \t]*\n\s*(?=\W{{0,2}}(?:{_ANY})\s?:)", re.I)
# "Date:" and "Time:" within so many characters are one time.
_LONGEST = 200
# What is at an hour of its own before the event.
_BEFORE_IT = re.compile(
    r"\b(?:check[- ]?in|doors(?: will)? open|registration|arrivals?|arrive|set[- ]?up|pre-?set)"
    r"\b[^.;,\d]{0,25}\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?m\b)?",
    re.I,
)
# A line that goes on beneath the first: the town beneath the hall.
_LINE = 60
_LINES = 3


class _Part(NamedTuple):
    """A label's name, in small letters, and the words it stands before."""

    name: str
    span: Span

    @property
    def kind(self) -> str:
        return _NAMES[self.name]


def begins_label(reading: ParsedText, block: Block) -> bool:
    """Say whether a block is a labelled part of an invitation."""
    return _is_label(_LABEL.match(reading.flat, block.start, block.end), is_bare=False)


_HALVES = ("date", "time", "start time")


def times_told(reading: ParsedText) -> list[tuple[int, int]]:
    """Where the days and hours of an invitation stand; none of them is the day of the release.

    "Date:" is one only beside a time or a place, where no "When:" tells it.
    """
    parts = list(_labelled(reading))
    is_told = any(part.kind in ("when", "both") and part.name not in _HALVES for part in parts)
    return [
        (part.span.start, part.span.end)
        for number, part in enumerate(parts)
        if part.kind in ("when", "both")
        and (part.name != "date" or not is_told)
        and (part.name != "date" or _stands_beside(part, parts[max(0, number - 1) : number + 2]))
    ]


def _stands_beside(part: _Part, others: Sequence[_Part]) -> bool:
    return any(
        other is not part
        and other.kind in ("when", "where")
        and abs(other.span.start - part.span.start) < _LONGEST
        for other in others
    )


def find_event(reading: ParsedText, near: date | None, *, is_advisory: bool) -> Event | None:
    """The event of a text that is laid out as an invitation: a time and a what or a where.

    Unless it is laid out as an advisory is, what was before its day is no event that it announces.
    """
    parts: dict[str, list[_Part]] = {}
    for part in _labelled(reading):
        for kind in ("when", "where") if part.kind == "both" else (part.kind,):
            parts.setdefault(kind, []).append(part)
    named = {"what", "when", "where", "who"} & parts.keys()
    if "when" not in named or not named & {"what", "where"}:
        return None
    when = parts["when"]
    first = {kind: found[0].span for kind, found in parts.items()}
    whole = first["when"]
    if len(when) > 1 and when[1].span.start - whole.end < _LONGEST and not find_hour(whole.text):
        # "Date:" and "Time:" on lines of their own are one time.
        whole = reading.span(whole.start, when[1].span.end)
    starts = _starts(reading, whole, near)
    if starts is None and not named >= {"what", "where"}:
        return None
    is_report = when[0].name == "date" and "what" not in named and not is_advisory
    is_whole = is_advisory or len(named) == len(("what", "when", "where", "who"))
    if not is_whole and not _is_ahead(starts, near, is_date=is_report):
        return None
    return Event(first.get("what"), whole, first.get("where"), first.get("who"), starts, "labels")


def _is_ahead(starts: date | datetime | None, near: date | None, *, is_date: bool) -> bool:
    """Whether a time may be that of an event; the date beside a report's place is the report's."""
    if starts is None or near is None:
        return not is_date or isinstance(starts, datetime)
    day = starts.date() if isinstance(starts, datetime) else starts
    return day >= near + is_date * _DAY


_DAY = timedelta(days=1)


def _labelled(reading: ParsedText) -> Iterator[_Part]:
    """The labelled parts in order: the words beside the label, or the lines beneath it."""
    found = list(_pieces(reading))
    pieces, marks = [piece for piece, _ in found], [mark for _, mark in found]
    is_bare = _stand_alone(marks)
    for number, (match, (_, end)) in enumerate(zip(marks, pieces, strict=True)):
        if match is None or not _is_label(match, is_bare=is_bare):
            continue
        name = match["name"].casefold()
        beneath = list(_beneath(reading, pieces, marks, number, is_bare=is_bare))
        if match.end() < end:
            start = match.end()
        elif number + 1 < len(pieces) and not _is_label(marks[number + 1], is_bare=is_bare):
            start, end = pieces[number + 1]
            beneath = beneath[1:]
        else:
            continue
        if _NAMES[name] == "when" and not find_hour(reading.flat[start:end]):
            end = next((e for s, e in beneath[:1] if find_hour(reading.flat[s:e])), end)
        elif _NAMES[name] == "where" and beneath:
            end = beneath[-1][1]
        yield _Part(name, reading.span(start, end))


def _beneath(
    reading: ParsedText,
    pieces: Sequence[tuple[int, int]],
    marks: Sequence[re.Match[str] | None],
    number: int,
    *,
    is_bare: bool,
) -> Iterator[tuple[int, int]]:
    """The short lines between a label and the next, none where no label follows them."""
    found: list[tuple[int, int]] = []
    for (start, end), mark in zip(pieces[number + 1 :], marks[number + 1 :], strict=True):
        if _is_label(mark, is_bare=is_bare):
            yield from found
            return
        if len(found) == _LINES or end - start > _LINE or _is_sentence(reading.flat[start:end]):
            return
        found.append((start, end))


def _is_sentence(text: str) -> bool:
    return text.endswith((".", "!", "?")) and not find_hour(text)


def _pieces(reading: ParsedText) -> Iterator[tuple[tuple[int, int], re.Match[str] | None]]:
    """The blocks, those that hold several labels cut before each, with the label each begins by."""
    for block in reading.blocks:
        start = block.start
        mark = _LABEL.match(reading.flat, block.start, block.end)
        if mark is not None:
            inner = list(_INNER.finditer(reading.flat, block.start, block.end))
            inner += _WRAPPED.finditer(reading.document.text, block.start, block.end)
            for gap in sorted(inner, key=re.Match.start):
                if gap.start() > start:
                    yield (start, gap.start()), _LABEL.match(reading.flat, start, gap.start())
                    start = gap.end()
            mark = _LABEL.match(reading.flat, start, block.end)
        yield (start, block.end), mark


def _stand_alone(marks: Sequence[re.Match[str] | None]) -> bool:
    """Whether "What", "When", "Where" are lines of their own, in small letters without a colon."""
    alone = {_NAMES[m["name"].casefold()] for m in marks if m and m["colon"] == ""}
    return len(alone & {"what", "when", "where"}) > 1 and "when" in alone


def _is_label(match: re.Match[str] | None, *, is_bare: bool) -> bool:
    if match is None:
        return False
    return bool(match["colon"]) or match["name"].isupper() or (is_bare and match["colon"] == "")


def _starts(reading: ParsedText, when: Span, near: date | None) -> date | datetime | None:
    day = find_day(when.text, near=near, day_first=is_day_first(reading.flat))
    if day is None:
        return None
    hour = find_hour(_BEFORE_IT.sub(" ", when.text)) or find_hour(when.text)
    return datetime.combine(day, hour) if hour else day
