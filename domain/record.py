"""The processed release as JSON values: the one record that is stored and printed."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from domain.documents import Published, Span
from domain.facts import (
    Analysis,
    Claim,
    Figure,
    Operation,
    Organization,
    Person,
    Place,
    Quote,
    Sentence,
)
from domain.headrecord import head_record, read_head_record

Record = dict[str, Any]


def to_record(analysis: Analysis, *, explain: bool = False) -> Record:
    """The record of docs/record.md; with `explain`, each part names the rule that made it."""
    record = {
        "id": analysis.id,
        "title": analysis.title,
        "url": analysis.url,
        "agency": analysis.agency,
        "published_at": published_text(analysis.published_at),
        "language": analysis.language,
        "head": head_record(analysis.head),
        "summary": [_span(s.span) | {"rule": s.rule} for s in analysis.summary],
        "figures": [_figure(f) for f in analysis.figures],
        "quotes": [_quote(q) for q in analysis.quotes],
        "people": [
            {"name": p.name, "role": p.role, "organization": p.organization}
            | _mentions(p)
            | {"rules": dict(p.rules)}
            for p in analysis.people
        ],
        "organizations": [
            {"name": o.name, "acronym": o.acronym} | _mentions(o) for o in analysis.organizations
        ],
        "operations": [{"name": o.name} | _mentions(o) for o in analysis.operations],
        "places": [{"name": p.name} | _mentions(p) for p in analysis.places],
    }
    return record if explain else _without_rules(record)


def from_record(record: Mapping[str, Any]) -> Analysis:
    """The analysis that `to_record` was given; rules are kept where the record has them."""
    return Analysis(
        id=record["id"],
        title=record["title"],
        url=record["url"],
        agency=record["agency"],
        published_at=parse_published(record["published_at"]),
        language=record["language"],
        summary=tuple(Sentence(_read_span(s), s.get("rule", "")) for s in record["summary"]),
        figures=tuple(_read_figure(f) for f in record["figures"]),
        quotes=tuple(_read_quote(q) for q in record["quotes"]),
        people=tuple(
            Person(
                p["name"],
                _read_mentions(p),
                p["role"],
                p["organization"],
                p.get("rule", ""),
                tuple(p.get("rules", {}).items()),
            )
            for p in record["people"]
        ),
        organizations=tuple(
            Organization(o["name"], _read_mentions(o), o["acronym"], o.get("rule", ""))
            for o in record["organizations"]
        ),
        operations=tuple(
            Operation(o["name"], _read_mentions(o), o.get("rule", "")) for o in record["operations"]
        ),
        places=tuple(
            Place(p["name"], _read_mentions(p), p.get("rule", "")) for p in record["places"]
        ),
        # Records kept before the head was read have none.
        head=read_head_record(record.get("head") or {}),
    )


def published_text(published: Published | None) -> str | None:
    """ISO 8601 in the precision that is known: a day, or a moment with its offset."""
    return None if published is None else published.isoformat()


def parse_published(text: str | None) -> Published | None:
    """A day for "2026-05-14", an aware moment for anything longer; a naive one is taken as UTC.

    Raises ValueError for what is not ISO 8601.
    """
    if text is None:
        return None
    if len(text) == len("2026-05-14"):
        return date.fromisoformat(text)
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _span(span: Span) -> Record:
    return {"start": span.start, "end": span.end, "text": span.text}


def _mentions(entity: Person | Organization | Operation | Place) -> Record:
    return {"mentions": [_span(m) for m in entity.mentions], "rule": entity.rule}


def _figure(figure: Figure) -> Record:
    return _span(figure.span) | {
        "value": _number(figure.value),
        "low": _number(figure.low),
        "high": _number(figure.high),
        "relation": figure.relation,
        "unit": figure.unit,
        "unit_text": figure.unit_text,
        "counted": figure.counted,
        "subject": figure.subject,
        "measure": figure.measure,
        "label": figure.label,
        "key": figure.key,
        "rank": figure.rank,
        "claims": [_claim(c) for c in figure.claims],
        "status": figure.status,
        "scope": figure.scope and _span(figure.scope),
        "context": figure.context and _span(figure.context),
        "rule": figure.rule,
        "rules": dict(figure.rules),
    }


def _claim(claim: Claim) -> Record:
    compared = {"value": _number(claim.value), "relation": claim.relation}
    known = {name: value for name, value in compared.items() if value is not None}
    return {"kind": claim.kind} | _span(claim.span) | known | {"rule": claim.rule}


def _quote(quote: Quote) -> Record:
    return _span(quote.span) | {
        "kind": quote.kind,
        "speaker": quote.speaker and _span(quote.speaker),
        "speaker_name": quote.speaker_name,
        "speaker_role": quote.speaker_role,
        "speaker_org": quote.speaker_org,
        "cue": quote.cue and _span(quote.cue),
        "marks": quote.marks,
        "rules": dict(quote.rules),
        "rule": quote.rule,
    }


def _number(value: float | None) -> float | int | None:
    """A whole number without a decimal point: 288, not 288.0."""
    if value is None or not float(value).is_integer():
        return value
    return int(value)


_RULES = frozenset({"rule", "rules"})


def _without_rules(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_rules(item) for key, item in value.items() if key not in _RULES}
    if isinstance(value, list):
        return [_without_rules(item) for item in value]
    return value


def _read_span(record: Mapping[str, Any]) -> Span:
    return Span(record["start"], record["end"], record["text"])


def _read_optional(record: Mapping[str, Any] | None) -> Span | None:
    return None if record is None else _read_span(record)


def _read_mentions(record: Mapping[str, Any]) -> tuple[Span, ...]:
    return tuple(_read_span(mention) for mention in record["mentions"])


def _read_figure(record: Mapping[str, Any]) -> Figure:
    return Figure(
        span=_read_span(record),
        value=record["value"],
        low=record["low"],
        high=record["high"],
        relation=record["relation"],
        unit=record["unit"],
        unit_text=record["unit_text"],
        counted=record["counted"],
        subject=record["subject"],
        measure=record["measure"],
        # Records made before measures had names for showing have none.
        label=record.get("label"),
        key=record["key"],
        rank=record["rank"],
        claims=tuple(_read_claim(c) for c in record["claims"]),
        # Records made before the standing of numbers was read do not say it.
        status=record.get("status", "stated"),
        scope=_read_optional(record.get("scope")),
        # Records made before this are shown with as many characters as fit.
        context=_read_optional(record.get("context")),
        rule=record.get("rule", ""),
        rules=tuple(record.get("rules", {}).items()),
    )


def _read_claim(record: Mapping[str, Any]) -> Claim:
    return Claim(
        kind=record["kind"],
        span=_read_span(record),
        value=record.get("value"),
        relation=record.get("relation"),
        rule=record.get("rule", ""),
    )


def _read_quote(record: Mapping[str, Any]) -> Quote:
    return Quote(
        span=_read_span(record),
        kind=record["kind"],
        speaker=_read_optional(record["speaker"]),
        speaker_name=record["speaker_name"],
        speaker_role=record["speaker_role"],
        speaker_org=record["speaker_org"],
        cue=_read_optional(record["cue"]),
        # Records made before statements without marks were read do not say it.
        marks=record.get("marks", "double"),
        rules=tuple(record.get("rules", {}).items()),
        rule=record.get("rule", ""),
    )
