"""The head of a release as JSON values: a part of the record of `domain.record`."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from domain.documents import Span
from domain.facts import Correction, Embargo, Event, Head, HeadFact, HeadLine, Label

_FACTS = ("title", "agency", "place", "date")
_EVENT = ("what", "when", "where", "who")


def head_record(head: Head) -> dict[str, Any]:
    """The head as a JSON object; a part that is not there is null."""
    facts = {name: _fact(getattr(head, name)) for name in _FACTS}
    return facts | {
        "label": head.label
        and {
            "kind": head.label.kind,
            "span": head.label.span and _span(head.label.span),
            "rule": head.label.rule,
        },
        "embargo": head.embargo and _embargo(head.embargo),
        "event": head.event and _event(head.event),
        "corrections": [_span(c.span) | {"rule": c.rule} for c in head.corrections],
        "lines": [{"kind": line.kind} | _span(line.span) for line in head.lines],
    }


def read_head_record(record: Mapping[str, Any]) -> Head:
    """The head that `head_record` was given; missing parts are read as absent."""
    label, embargo = record.get("label"), record.get("embargo")
    return Head(
        lines=tuple(HeadLine(line["kind"], _read(line)) for line in record.get("lines", ())),
        **{name: _read_fact(record.get(name)) for name in _FACTS},
        label=label and _read_label(label),
        embargo=embargo
        and Embargo(_moment(embargo["until"]), _read(embargo), embargo.get("rule", "")),
        event=_read_event(record.get("event")),
        corrections=tuple(
            Correction(_read(c), c.get("rule", "")) for c in record.get("corrections", ())
        ),
    )


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}


def _fact(fact: HeadFact | None) -> dict[str, Any] | None:
    if fact is None:
        return None
    return {"value": fact.value, "span": fact.span and _span(fact.span), "rule": fact.rule}


def _embargo(embargo: Embargo) -> dict[str, Any]:
    until = embargo.until and embargo.until.isoformat()
    return _span(embargo.span) | {"until": until, "rule": embargo.rule}


def _event(event: Event) -> dict[str, Any]:
    parts = {name: getattr(event, name) for name in _EVENT}
    return {name: span and _span(span) for name, span in parts.items()} | {
        "starts": event.starts and event.starts.isoformat(),
        "rule": event.rule,
    }


def _read(record: Mapping[str, Any]) -> Span:
    return Span(record["start"], record["end"], record["text"])


def _read_fact(record: Mapping[str, Any] | None) -> HeadFact | None:
    if record is None:
        return None
    span = record["span"]
    return HeadFact(record["value"], _read(span) if span else None, record.get("rule", ""))


def _read_label(record: Mapping[str, Any]) -> Label:
    span = record["span"]
    return Label(record["kind"], _read(span) if span else None, record.get("rule", ""))


def _read_event(record: Mapping[str, Any] | None) -> Event | None:
    if record is None:
        return None
    spans = {name: _read(record[name]) if record[name] else None for name in _EVENT}
    return Event(**spans, starts=_day_or_moment(record["starts"]), rule=record.get("rule", ""))


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _day_or_moment(text: str | None) -> date | datetime | None:
    if text is None:
        return None
    return date.fromisoformat(text) if len(text) == len("2026-05-14") else _moment(text)
