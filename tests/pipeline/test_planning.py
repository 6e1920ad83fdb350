"""Planning: each local date once, through crashes, downtime and clocks set back."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from domain.subscriptions import (
    BriefingOf,
    BriefingSettings,
    Delivery,
    DeliveryState,
    Schedule,
    SubscriptionStatus,
)
from pipeline.calendar import first
from pipeline.planning import Planner
from storage import Storage, open_storage
from tests.pipeline.test_calendar import ZONES

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
GUILD = 7


@pytest.fixture
async def storage(database: str) -> AsyncIterator[Storage]:
    async with open_storage(database) as opened:
        yield opened


async def subscribe(storage: Storage, now: datetime = NOW, **schedule: Any) -> int:
    """A saved subscription, at seven in Berlin unless said otherwise."""
    chosen = replace(Schedule(time(7), "Europe/Berlin"), **schedule)
    settings = BriefingSettings(channel_id=1, schedule=chosen)
    upcoming = first(chosen, now=now)
    number = await storage.subscriptions.add(GUILD, settings, upcoming, now=now, by=5)
    await storage.subscriptions.change(number, status=SubscriptionStatus.ACTIVE, now=now)
    return number


async def plan(storage: Storage, now: datetime, **more: timedelta) -> int:
    return await Planner(storage, lambda: now, **more).plan_due()


def day_of(delivery: Delivery) -> date:
    assert isinstance(delivery.purpose, BriefingOf)
    return delivery.purpose.local_date


async def states(storage: Storage, number: int) -> list[tuple[str, str]]:
    found = await storage.deliveries.of_subscription(number, limit=100)
    return [(f"{day_of(d):%m-%d}", d.state.value) for d in reversed(found)]


async def test_what_is_due_is_planned_once(storage: Storage) -> None:
    number = await subscribe(storage, NOW - timedelta(hours=1))
    planner = Planner(storage, lambda: NOW)
    assert await planner.plan_due() == 1
    assert await planner.plan_due() == 0
    kept = await storage.subscriptions.get(number, GUILD)
    assert kept.next_due == NOW + timedelta(days=1)
    assert await states(storage, number) == [("11-20", "planned")]


async def test_drafts_and_paused_ones_are_not_planned(storage: Storage) -> None:
    number = await subscribe(storage, NOW - timedelta(hours=1))
    for status in (
        SubscriptionStatus.DRAFT,
        SubscriptionStatus.PAUSED,
        SubscriptionStatus.SUSPENDED,
    ):
        await storage.subscriptions.change(number, status=status, now=NOW)
        assert await Planner(storage, lambda: NOW).plan_due() == 0


async def test_skipped_once_on_request(storage: Storage) -> None:
    number = await subscribe(storage, NOW - timedelta(hours=1))
    await storage.subscriptions.change(number, skip_on=date(2026, 11, 20), now=NOW)
    for days in range(2):
        await plan(storage, NOW + timedelta(days=days))
    assert await states(storage, number) == [("11-20", "skipped"), ("11-21", "planned")]


async def test_downtime_skips_what_is_too_late_and_catches_up_what_is_not(storage: Storage) -> None:
    number = await subscribe(storage, NOW - timedelta(hours=1))
    back = NOW + timedelta(days=3, hours=5)
    assert await Planner(storage, lambda: back).plan_due() == 1
    assert await states(storage, number) == [
        ("11-20", "skipped"),
        ("11-21", "skipped"),
        ("11-22", "skipped"),
        ("11-23", "planned"),
    ]
    kept = await storage.subscriptions.get(number, GUILD)
    assert kept.next_date == date(2026, 11, 24)


async def test_downtime_of_a_year_ends(storage: Storage) -> None:
    number = await subscribe(storage, NOW - timedelta(hours=1))
    await Planner(storage, lambda: NOW + timedelta(days=400)).plan_due()
    kept = await storage.subscriptions.get(number, GUILD)
    assert kept.next_due > NOW + timedelta(days=400)


async def test_clock_set_back_plans_nothing_twice(storage: Storage) -> None:
    number = await subscribe(storage, NOW - timedelta(hours=1))
    for hours in (0, -1, 0, 1, 0, 24, 23, 24):
        await plan(storage, NOW + timedelta(hours=hours))
    assert await states(storage, number) == [("11-20", "planned"), ("11-21", "planned")]


async def test_time_moved_on_after_todays_briefing_gives_no_second_one(storage: Storage) -> None:
    number = await subscribe(storage, NOW - timedelta(hours=1))
    await Planner(storage, lambda: NOW).plan_due()
    later = Schedule(time(20), "Europe/Berlin")
    await storage.subscriptions.change(number, upcoming=first(later, now=NOW), now=NOW)
    await storage.subscriptions.change(
        number, settings=BriefingSettings(channel_id=1, schedule=later), now=NOW
    )
    await Planner(storage, lambda: NOW + timedelta(hours=14)).plan_due()
    assert await states(storage, number) == [("11-20", "planned")]


@pytest.mark.parametrize("hours", [-1, 1])
async def test_rules_of_a_zone_that_changed_meanwhile_count(storage: Storage, hours: int) -> None:
    """The moment was made by the rules of an older release of the zones."""
    number = await subscribe(storage, NOW)
    other = await subscribe(storage, NOW, zone="Europe/Athens")
    right = (await storage.subscriptions.get(number, GUILD)).next_due
    stale = (right.date(), right + timedelta(hours=hours))
    await storage.subscriptions.change(number, upcoming=stale, now=NOW)
    planner = Planner(storage, lambda: right - timedelta(minutes=1))
    assert await planner.realign() == 1
    assert await planner.realign() == 0
    assert (await storage.subscriptions.get(number, GUILD)).next_due == right
    assert await Planner(storage, lambda: right).plan_due() == 2
    assert await states(storage, number) == [("11-21", "planned")]
    assert await states(storage, other) == [("11-21", "planned")]


async def test_year_over_twelve_zones_has_each_local_date_once(storage: Storage) -> None:
    """Looked at once a day, with a night of downtime now and then."""
    start = datetime(2027, 12, 30, 20, 0, tzinfo=UTC)
    numbers = {zone: await subscribe(storage, start, zone=zone, at=time(2, 30)) for zone in ZONES}
    moment = start
    while moment < datetime(2029, 1, 1, 12, tzinfo=UTC):
        moment += timedelta(hours=36 if moment.day % 9 == 0 else 24)
        await plan(storage, moment, catch_up=timedelta(days=2))
    for zone, number in numbers.items():
        found = await storage.deliveries.of_subscription(number, limit=1000)
        days = sorted(day_of(d) for d in found)
        year = [day for day in days if day.year == 2028]
        assert len(year) == 366, zone
        assert len(set(days)) == len(days), zone
        assert {d.state for d in found} == {DeliveryState.PLANNED}, zone
