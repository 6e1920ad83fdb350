"""Subscriptions of servers: drafts for a day, changed in part, never anybody else's."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from domain.errors import NotFoundError
from domain.subscriptions import BriefingSettings, ReleaseFilter, Schedule, SubscriptionStatus
from storage import Storage
from tests.storage.conftest import NOW

SETTINGS = BriefingSettings(
    channel_id=7,
    schedule=Schedule(time(7, 30), "Europe/Berlin", frozenset({0, 4})),
    beat=ReleaseFilter(("Pier",), ("Op A",), ("Ann Poe",), ("Elm",), ("tin",), ("zinc",)),
    language="de",
    role_id=9,
    length=3,
    speaks_when_empty=True,
)
UPCOMING = (date(2026, 5, 22), datetime(2026, 5, 22, 5, 30, tzinfo=NOW.tzinfo))


async def add(storage: Storage, guild: int = 1, now: datetime = NOW) -> int:
    return await storage.subscriptions.add(guild, SETTINGS, UPCOMING, now=now, by=5)


async def activate(storage: Storage, number: int) -> None:
    await storage.subscriptions.change(number, status=SubscriptionStatus.ACTIVE, now=NOW)


async def test_what_was_chosen_comes_back(storage: Storage) -> None:
    kept = await storage.subscriptions.get(await add(storage), 1)
    assert kept.settings == SETTINGS
    assert (kept.guild_id, kept.created_by, kept.status) == (1, 5, SubscriptionStatus.DRAFT)
    assert (kept.next_date, kept.next_due) == UPCOMING
    assert (kept.skip_on, kept.reason, kept.since) == (None, None, None)


async def test_another_server_does_not_know_of_it(storage: Storage) -> None:
    number = await add(storage)
    with pytest.raises(NotFoundError, match=f"no briefing of the number {number}"):
        await storage.subscriptions.get(number, 2)
    found = await storage.subscriptions.find(number)
    assert found
    assert found.guild_id == 1
    assert await storage.subscriptions.find(number + 1) is None


async def test_a_draft_is_listed_nowhere_and_forgotten_after_a_day(storage: Storage) -> None:
    draft = await add(storage)
    saved = await add(storage)
    await activate(storage, saved)
    assert [s.subscription_id for s in await storage.subscriptions.of_guild(1)] == [saved]
    await add(storage, now=NOW + timedelta(days=1))
    assert await storage.subscriptions.find(draft)
    await add(storage, now=NOW + timedelta(days=1, seconds=1))
    assert await storage.subscriptions.find(draft) is None
    assert await storage.subscriptions.find(saved)


async def test_only_what_is_given_changes(storage: Storage) -> None:
    number = await add(storage)
    await activate(storage, number)
    before = await storage.subscriptions.get(number, 1)
    later = NOW + timedelta(hours=1)
    await storage.subscriptions.change(number, skip_on=date(2026, 5, 25), now=later)
    assert await storage.subscriptions.get(number, 1) == replace(before, skip_on=date(2026, 5, 25))
    new = replace(SETTINGS, role_id=None)
    moved = (date(2026, 5, 29), UPCOMING[1] + timedelta(days=7))
    await storage.subscriptions.change(number, settings=new, upcoming=moved, now=later)
    after = await storage.subscriptions.get(number, 1)
    assert (after.settings, (after.next_date, after.next_due)) == (new, moved)
    assert (after.status, after.since) == (before.status, before.since)
    paused = SubscriptionStatus.PAUSED
    await storage.subscriptions.change(number, status=paused, reason="asked", now=later)
    after = await storage.subscriptions.get(number, 1)
    assert (after.status, after.reason, after.since) == (paused, "asked", later)


async def test_only_an_active_one_is_suspended(storage: Storage) -> None:
    active, paused, other = await add(storage), await add(storage), await add(storage, guild=2)
    for number in (active, other):
        await activate(storage, number)
    await storage.subscriptions.change(paused, status=SubscriptionStatus.PAUSED, now=NOW)
    later = NOW + timedelta(hours=1)
    for number in (active, paused):
        await storage.subscriptions.suspend(number, "The channel is gone.", now=later)
    (found,) = await storage.subscriptions.suspended_in(1)
    assert (found.subscription_id, found.reason, found.since) == (
        active, "The channel is gone.", later,
    )  # fmt: skip
    assert await storage.subscriptions.suspended_in(2) == []


async def test_one_that_is_taken_out_is_gone(storage: Storage) -> None:
    number, other = await add(storage), await add(storage)
    await activate(storage, other)
    await storage.subscriptions.remove(number)
    assert await storage.subscriptions.find(number) is None
    assert await storage.subscriptions.find(other)
