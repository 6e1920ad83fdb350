"""Sources and polls in words: what is there is said, what is not is left out."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.archive import Outcome
from domain.sources import Condition, Health, Kind, PollReport, Sighting, Source, SourceState
from rendering.language import language
from rendering.sources import poll_line, sighting_lines, source_line, state_lines

ENGLISH = language("en")
NOON = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)
SOURCE = Source("harbor", Kind.FEED, "https://harbor.example/feed", "Harbor Office")
STATE = SourceState(SOURCE, Health(), NOON)


def test_a_source_is_one_line() -> None:
    line = "harbor: not polled yet (feed, Harbor Office) https://harbor.example/feed"
    assert source_line(ENGLISH, STATE) == line
    assert state_lines(ENGLISH, STATE) == [line]
    well = replace(STATE, source=replace(SOURCE, agency=None), health=Health(Condition.OK))
    assert source_line(ENGLISH, well) == "harbor: ok (feed) https://harbor.example/feed"


def test_its_times_and_reasons_are_said_where_they_are_known() -> None:
    health = Health(
        Condition.GONE, "Nothing is there.", NOON, NOON, NOON, NOON.replace(hour=18), listed=7
    )
    lines = state_lines(ENGLISH, replace(STATE, health=health), ["a\n b", "x" * 400, "c", "d", "e"])
    assert lines[1:] == [
        "  Nothing is there.",
        "  - a b",
        f"  - {'x' * 300}",
        "  - c",
        "  - and 2 more",
        "  polled 2026-05-20 12:00 UTC, lists 7, so since 2026-05-20 12:00 UTC, "
        "next 2026-05-20 18:00 UTC",
    ]
    plain = replace(STATE, health=Health(Condition.OK, polled_at=NOON))
    assert state_lines(ENGLISH, plain, ["a", "b", "c"])[1:] == [
        "  - a", "  - b", "  - c", "  polled 2026-05-20 12:00 UTC, lists 0",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "sighting, said",
    [
        (Sighting(SOURCE, 0, 0), "harbor answers and lists nothing."),
        (
            Sighting(SOURCE, 3, 3, "Pier opens", date(2026, 5, 19)),
            "harbor lists 3 items, all with their text; the first is “Pier opens” (2026-05-19).",
        ),
        (
            Sighting(SOURCE, 3, 2, "Pier opens", NOON),
            "harbor lists 3 items, 2 of them with their text; the first is “Pier opens” "
            "(2026-05-20 12:00).",
        ),
        (
            Sighting(SOURCE, 1, 0, "Pier opens"),
            "harbor lists 1 items, 0 of them with their text; the first is “Pier opens” (no date).",
        ),
    ],
)
def test_a_look_at_a_source_says_what_was_found(sighting: Sighting, said: str) -> None:
    assert sighting_lines(ENGLISH, sighting) == [said]


def test_a_look_names_five_problems() -> None:
    problems = tuple(f"Item {n} has no link." for n in range(7))
    sighting = Sighting(SOURCE, 9, 9, "T", None, problems)
    assert sighting_lines(ENGLISH, sighting)[1:] == list(problems[:5])


OK = PollReport("harbor", "ok")


@pytest.mark.parametrize(
    "report, said",
    [
        (OK, "harbor: nothing new."),
        (
            replace(OK, health="quieter than usual", reason="Nothing came.", listed=3),
            "harbor: nothing new.",
        ),
        (
            replace(OK, health="gone", reason="Nothing is there."),
            "harbor: gone. Nothing is there.",
        ),
        (
            replace(OK, outcomes={Outcome.NEW: 3, Outcome.CHANGED: 1}, announced=2, passed=5),
            "harbor: 3 new, 1 changed, 2 announced, 5 older ones only remembered.",
        ),
        (
            replace(OK, outcomes={Outcome.NEW: 3}, is_baseline=True, announced=2),
            "harbor: 3 new, kept as the beginning, nothing announced.",
        ),
        (
            replace(OK, outcomes={Outcome.TOUCHED: 1, Outcome.DUPLICATE: 2}, waiting=4),
            "harbor: 1 touched, 2 duplicate, 4 could not be read yet and are tried again.",
        ),
    ],
)
def test_a_poll_says_what_it_came_to(report: PollReport, said: str) -> None:
    assert poll_line(ENGLISH, report) == said
