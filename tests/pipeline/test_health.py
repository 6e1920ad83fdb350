"""How a source is doing, poll by poll."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.errors import (
    BlockedError,
    BusyError,
    GoneError,
    LedeError,
    OversizeError,
    RefusedAddressError,
    ServerFailureError,
    ShapeError,
    UnreachableError,
    UnreadableInputError,
)
from domain.sources import Condition, Health, Validators
from pipeline.health import after_failure, after_success, learn_gap, notice_of

NOW = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
DOWN = UnreachableError("It did not answer. Lede will try again.")


def good(health: Health = Health(), now: datetime = NOW, **values: object) -> Health:  # noqa: B008
    given = {"chance": 0.0, "listed": 10, "new_items": 1} | values
    return after_success(health, now=now, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "error, condition",
    [
        (DOWN, Condition.FAILING),
        (ServerFailureError("x"), Condition.FAILING),
        (BusyError("x", 7), Condition.FAILING),
        (OversizeError("x"), Condition.FAILING),
        (RefusedAddressError("x"), Condition.FAILING),
        (BlockedError("x"), Condition.BLOCKED),
        (GoneError("x"), Condition.GONE),
        (ShapeError("x"), Condition.SHAPE_CHANGED),
        (UnreadableInputError("x"), Condition.SHAPE_CHANGED),
    ],
)
def test_each_error_has_its_condition(error: LedeError, condition: Condition) -> None:
    health = after_failure(good(validators=Validators("v")), error, now=NOW + HOUR, chance=0)
    assert (health.condition, health.reason, health.since) == (condition, str(error), NOW + HOUR)
    assert (health.succeeded_at, health.listed, health.validators) == (NOW, 10, Validators())


def test_waits_double_up_to_half_a_day_and_spread() -> None:
    health, waits = good(), []
    for _ in range(12):
        health = after_failure(health, DOWN, now=NOW, chance=0)
        assert health.next_poll_at is not None
        waits.append((health.next_poll_at - NOW) / timedelta(minutes=5))
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 144, 144, 144, 144]
    spread = after_failure(good(), DOWN, now=NOW, chance=1).next_poll_at
    assert spread == NOW + timedelta(minutes=6)


def test_a_busy_server_is_left_alone_for_as_long_as_it_asks() -> None:
    busy = after_failure(good(), BusyError("x", 7200), now=NOW, chance=0)
    assert busy.next_poll_at == NOW + 2 * HOUR


@pytest.mark.parametrize(
    "usual, minutes", [(None, 15), (timedelta(minutes=4), 5), (HOUR * 4, 60), (HOUR * 999, 360)]
)
def test_the_wait_follows_the_usual_gap(usual: timedelta | None, minutes: int) -> None:
    for health in (good(gap=usual), good(cadence=usual)):
        assert health.next_poll_at == NOW + timedelta(minutes=minutes)


def test_a_source_that_lists_nothing_any_more_is_suspicious_at_once() -> None:
    empty = good(good(), listed=0, new_items=0)
    assert empty.condition is Condition.SHAPE_CHANGED
    assert "listed 10 items before" in (empty.reason or "")
    assert empty.listed == 10
    assert good(listed=0, new_items=0).condition is Condition.OK
    assert good(good(), listed=None, new_items=0).condition is Condition.OK


def test_quiet_is_longer_than_usual_and_not_failing() -> None:
    busy = good(gap=HOUR * 24)
    after_weekend = good(busy, NOW + HOUR * 24 * 4, new_items=0)
    assert after_weekend.condition is Condition.OK
    quiet = good(busy, NOW + HOUR * 24 * 6, new_items=0, listed=None)
    assert quiet.condition is Condition.QUIET
    assert quiet.reason is not None
    assert quiet.reason.startswith("Nothing new for 6 days; it usually takes 24 hours.")
    assert good(quiet, NOW + HOUR * 24 * 7).condition is Condition.OK
    assert good(good(), NOW + HOUR * 9999, new_items=0).condition is Condition.OK


def test_people_are_told_once_when_it_breaks_and_once_when_it_is_back() -> None:
    health, told = good(), []
    for hours in range(1, 40):
        now = NOW + HOUR * hours
        if hours < 30:
            health = after_failure(health, DOWN, now=now, chance=0)
        else:
            health = good(health, now)
        health, notice = notice_of("harbor", health, now=now)
        told.append((hours, notice.is_broken, notice.text)) if notice else None
    assert [(hours, broken) for hours, broken, _ in told] == [(24, True), (30, False)]
    assert told[0][2].startswith("The source harbor is broken (failing): It did not answer.")
    assert told[1][2] == "The source harbor is back: it answers again."


def test_what_does_not_mend_itself_is_notified_at_the_second_time() -> None:
    health, notices = good(), []
    for minutes in range(1, 4):
        now = NOW + timedelta(minutes=minutes)
        health = after_failure(health, GoneError("It is gone."), now=now, chance=0)
        health, notice = notice_of("harbor", health, now=now)
        notices.append(notice is not None)
    assert notices == [False, True, False]


def test_a_short_failure_and_quiet_are_no_news() -> None:
    health = after_failure(good(), DOWN, now=NOW + HOUR, chance=0)
    health, first = notice_of("harbor", health, now=NOW + HOUR)
    health, second = notice_of("harbor", good(health, NOW + HOUR * 2), now=NOW + HOUR * 2)
    assert (first, second) == (None, None)


def test_the_usual_gap_is_the_middle_one() -> None:
    days = [NOW + timedelta(days=d) for d in (9, 0, 1, 2, 3)]
    assert learn_gap(days) == timedelta(days=1)
    assert learn_gap(days[:4]) is None
    assert learn_gap([]) is None
