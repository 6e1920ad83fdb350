"""The event that an advisory announces: its WHAT, WHEN, WHERE and WHO."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from domain.documents import Span
from domain.facts import Event
from processing.head.moments import find_day, find_hour
from processing.layout.dates import is_day_first
from processing.parsed_text import Block, ParsedText

_LABELS = {
    "what": ("what", "event", "was", "qué", "quoi"),
    "when": ("when", "date", "time", "date and time", "date/time", "date & time", "wann", "cuándo",
             "quand"),
    "where": ("where", "location", "place", "venue", "address", "wo", "dónde", "où"),
    "who": ("who", "speakers", "participants", "featuring", "wer", "quién", "qui"),
    "other": ("why", "how", "rsvp", "note", "notes", "media contact", "contact", "visuals",
              "background", "details", "cost", "parking", "dial-in", "webcast", "livestream",
              "interviews", "photo opportunity", "warum", "why it matters"),
}  # fmt: skip
_NAMES = {name: part for part, names in _LABELS.items() for name in names}
_LABEL = re.compile(
    rf"\W{{0,3}}(?P<name>{'|'.join(sorted(map(re.escape, _NAMES), key=len, reverse=True))})"
    r"\W{0,3}?(?P<colon>\s*[:–—]\s*|\Z)",
    re.I,
)
# "Date:" and "Time:" within so many characters are one time.
_LONGEST = 200


def find_event(reading: ParsedText, near: date | None) -> Event | None:
    """The event of a text that is laid out as an invitation: a time and a what or a where."""
    parts: dict[str, list[Span]] = {}
    for part, span in _labelled(reading):
        parts.setdefault(part, []).append(span)
    named = {"what", "when", "where", "who"} & parts.keys()
    if "when" not in named or not named & {"what", "where"}:
        return None
    when = parts["when"]
    first = {part: spans[0] for part, spans in parts.items() if part in _LABELS}
    whole = first["when"]
    if len(when) > 1 and when[1].start - when[0].end < _LONGEST:
        # "Date:" and "Time:" on lines of their own are one time.
        whole = reading.span(when[0].start, when[1].end)
    starts = _starts(reading, whole, near)
    return Event(first.get("what"), whole, first.get("where"), first.get("who"), starts, "labels")


def _labelled(reading: ParsedText) -> Iterator[tuple[str, Span]]:
    """The labelled parts in order: the words beside the label, or the lines beneath it."""
    blocks = reading.blocks
    for number, block in enumerate(blocks):
        match = _LABEL.match(reading.flat, block.start, block.end)
        if match is None:
            continue
        name = match["name"]
        if not match["colon"] and not name.isupper():
            continue
        part = _NAMES[name.casefold()]
        if match.end() < block.end:
            yield part, reading.span(match.end(), block.end)
            continue
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        if following is not None and not _is_label(reading.flat, following):
            yield part, reading.span(following.start, following.end)


def _is_label(flat: str, block: Block) -> bool:
    match = _LABEL.match(flat, block.start, block.end)
    return match is not None and (bool(match["colon"]) or match["name"].isupper())


def _starts(reading: ParsedText, when: Span, near: date | None) -> date | datetime | None:
    day = find_day(when.text, near=near, day_first=is_day_first(reading.flat))
    if day is None:
        return None
    hour = find_hour(when.text)
    return datetime.combine(day, hour) if hour else day
