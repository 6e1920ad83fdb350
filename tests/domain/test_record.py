"""The record says everything the analysis does, and reads back the same."""

import json
from datetime import UTC, date, datetime

import pytest

from domain.documents import Span
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
from domain.record import from_record, parse_published, published_text, to_record

HERE = Span(0, 4, "Tin.")


def full_analysis() -> Analysis:
    claim = Claim("ratio", HERE, 2.0, "~", "ratio-as-many-as")
    return Analysis(
        id="a",
        title="Tin",
        url=None,
        agency="Harbor Office",
        published_at=date(2026, 5, 14),
        language="en",
        summary=(Sentence(HERE, "lead"),),
        figures=(
            Figure(HERE, 288.0, counted="arrests", key=True, rank=1, claims=(claim,), rule="count"),
            Figure(HERE, None, 4.7, 4.8, "~", "percent", "%", None, "rate", "percent:rate"),
        ),
        quotes=(Quote(HERE, "direct", HERE, "Ann Poe", "director", "HO", HERE, "cue-after"),),
        people=(
            Person("Ann Poe", (HERE,), "director", "HO", "title-after", (("role", "behind-name"),)),
        ),
        organizations=(Organization("Harbor Office", (HERE,), "HO", "acronym"),),
        operations=(Operation("Operation Low Tide", (HERE,), "operation"),),
        places=(Place("Harbor City", (HERE,), "dateline"),),
    )


def test_record_reads_back_the_same() -> None:
    analysis = full_analysis()
    assert from_record(json.loads(json.dumps(to_record(analysis, explain=True)))) == analysis


def test_quotes_of_older_records_stand_in_double_marks() -> None:
    record = to_record(full_analysis())
    for quote in record["quotes"]:
        del quote["marks"]
    assert {quote.marks for quote in from_record(record).quotes} == {"double"}


def test_record_names_rules_only_when_asked() -> None:
    assert '"rule"' not in json.dumps(to_record(full_analysis()))
    assert '"rule": "cue-after"' in json.dumps(to_record(full_analysis(), explain=True))


def test_whole_numbers_are_written_without_a_point() -> None:
    figures = to_record(full_analysis())["figures"]
    assert json.dumps([f["value"] for f in figures]) == "[288, null]"
    assert json.dumps(figures[1]["low"]) == "4.7"


def test_claim_without_value_has_no_value() -> None:
    figure = Figure(HERE, 1.0, claims=(Claim("record", HERE),))
    record = to_record(Analysis("a", None, None, None, None, "en", figures=(figure,)))
    assert record["figures"][0]["claims"] == [
        {"kind": "record", "start": 0, "end": 4, "text": "Tin."}
    ]


def test_receipts_name_every_span() -> None:
    assert len(list(full_analysis().receipts())) == 1 + 3 + 3 + 4


@pytest.mark.parametrize(
    "text, published",
    [
        (None, None),
        ("2026-05-14", date(2026, 5, 14)),
        ("2026-05-14T08:30:00+00:00", datetime(2026, 5, 14, 8, 30, tzinfo=UTC)),
    ],
)
def test_published_keeps_its_precision(text: str | None, published: date | None) -> None:
    assert parse_published(text) == published
    assert published_text(published) == text


def test_published_without_zone_is_taken_as_utc() -> None:
    assert parse_published("2026-05-14T08:30:00") == datetime(2026, 5, 14, 8, 30, tzinfo=UTC)


def test_published_that_is_no_date_is_refused() -> None:
    with pytest.raises(ValueError, match="Invalid isoformat"):
        parse_published("last Tuesday")
