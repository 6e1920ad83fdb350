"""What a release says of itself: every fact of the head, with its place in the text."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.documents import Document
from domain.facts import Analysis
from domain.record import from_record, parse_published, to_record
from processing import analyse

CASES = Path(__file__).parents[1] / "cases" / "head"


def load(name: str) -> list[Any]:
    cases = json.loads((CASES / f"{name}.json").read_text("utf-8"))
    assert isinstance(cases, list)
    return cases


def read(case: dict[str, Any]) -> Analysis:
    published = parse_published(case.get("published_at"))
    analysis = analyse(
        Document("case", case["text"], case.get("title"), published, agency=case.get("agency"))
    )
    for span in analysis.head.receipts():
        assert span.stands_in(case["text"])
    return analysis


@pytest.mark.parametrize("case", load("head"), ids=lambda case: case["name"])
def test_title_agency_and_day(case: dict[str, Any]) -> None:
    found = read(case)
    day = found.published_at and found.published_at.isoformat()
    assert [found.title, found.agency, day] == case["head"]


@pytest.mark.parametrize("case", load("dates"), ids=lambda case: case["text"].splitlines()[0])
def test_dates_in_every_dress(case: dict[str, Any]) -> None:
    found = read(case)
    assert (found.head.date and found.head.date.value) == case["date"]
    assert (found.head.place and found.head.place.value) == case.get("place")


@pytest.mark.parametrize("case", load("agencies"), ids=lambda case: case["name"])
def test_agency_and_the_place_that_names_it(case: dict[str, Any]) -> None:
    agency = read(case).head.agency
    assert (agency and agency.value) == case["issuer"]
    assert (agency and agency.rule) == case.get("rule")


@pytest.mark.parametrize("case", load("lines"), ids=lambda case: case["name"])
def test_lines_of_the_head(case: dict[str, Any]) -> None:
    head = read(case).head
    assert [[line.kind, line.span.text] for line in head.lines] == case["lines"]


@pytest.mark.parametrize("case", load("labels"), ids=lambda case: case["name"])
def test_label_and_title(case: dict[str, Any]) -> None:
    found = read(case)
    assert (found.head.label and found.head.label.kind) == case["label"]
    assert found.title == case.get("expected", case.get("title"))


@pytest.mark.parametrize("case", load("embargoes"), ids=lambda case: case["name"])
def test_embargo_and_when_it_ends(case: dict[str, Any]) -> None:
    found = read(case)
    embargo = found.head.embargo
    until = embargo and embargo.until and embargo.until.isoformat()
    assert [embargo is not None, until] == [case["is_embargo"], case.get("until")]
    shown = " ".join(sentence.span.text for sentence in found.summary)
    assert "mbargo" not in shown


@pytest.mark.parametrize("case", load("events"), ids=lambda case: case["name"])
def test_event_of_an_advisory(case: dict[str, Any]) -> None:
    event = read(case).head.event
    assert (event is not None) == (case["event"] is not None)
    if event is not None:
        parts = {part: getattr(event, part) for part in ("what", "when", "where", "who")}
        starts = event.starts and event.starts.isoformat()
        assert {name: span and span.text for name, span in parts.items()} | {
            "starts": starts
        } == case["event"]


@pytest.mark.parametrize("case", load("corrections"), ids=lambda case: case["name"])
def test_corrections(case: dict[str, Any]) -> None:
    head = read(case).head
    assert [correction.span.text for correction in head.corrections] == case["corrections"]


def test_the_head_survives_its_record() -> None:
    case = load("events")[0]
    found = read(case)
    assert from_record(to_record(found, explain=True)).head == found.head


def test_a_record_kept_before_heads_were_read_has_an_empty_one() -> None:
    record = to_record(read(load("events")[0]))
    del record["head"]
    assert from_record(record).head.lines == ()


def test_a_day_that_the_source_gives_wins_and_the_printed_one_keeps_its_place() -> None:
    text = "Published May 5, 2026\n\nThe board of Low Ferry opened a bridge on Monday."
    found = analyse(Document("1", text, published_at=date(2026, 5, 6)))
    assert found.published_at == date(2026, 5, 6)
    assert found.head.date is not None
    assert found.head.date.span is not None
    assert found.head.date.span.text == "May 5, 2026"


@pytest.mark.parametrize(
    ("site", "agency"),
    [
        ("Marsh County Water Board", "Marsh County Water Board"),
        ("Newsroom", None),
        ("Tideline", None),
    ],
)
def test_the_site_of_a_page_names_its_agency(site: str, agency: str | None) -> None:
    text = "A bridge in Low Ferry opened on Monday after eleven months of work, engineers said."
    assert analyse(Document("1", text, site=site)).agency == agency


def test_a_letterhead_goes_before_the_site_that_shows_it() -> None:
    text = (
        "MALLEE SHIRE COUNCIL\n\nPool reopens\n\nThe town pool reopens on Saturday after repairs."
    )
    assert (
        analyse(Document("1", text, site="Marsh County Library")).agency == "Mallee Shire Council"
    )
