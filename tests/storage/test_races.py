"""Two processes on one PostgreSQL that race on purpose: each thing is done once, and whole."""

from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime, time
from typing import Any

import pytest
from sqlalchemy import func, insert, select

from domain.documents import Document
from domain.facts import Analysis
from domain.subscriptions import BriefingSettings, Schedule, SubscriptionStatus
from storage import Storage, open_storage
from storage.tables import DELIVERED_RELEASES, DELIVERIES, EVENTS, ITEMS, RELEASES, SIGNATURES
from tests.postgres import empty
from tests.storage.conftest import NOW
from tests.storage.racers import ROUNDS, race


@pytest.fixture
async def shared_address(postgres_database: str) -> str:
    await empty(postgres_database)
    return postgres_database


@pytest.fixture
async def opened(shared_address: str) -> AsyncIterator[Storage]:
    async with open_storage(shared_address) as storage:
        yield storage


async def put(storage: Storage, number: int, **values: object) -> None:
    """So many rows of the ledger, numbered from 1."""
    rows = [
        {"guild_id": n % 9, "channel_id": n, "due_at": NOW, "attempts": 0} | values
        for n in range(number)
    ]
    async with storage._database.writing() as connection:
        await connection.execute(insert(DELIVERIES), rows)


async def rows_of(storage: Storage, statement: Any) -> Sequence[Any]:
    async with storage._database.reading() as connection:
        return (await connection.execute(statement)).all()


async def subscribe(storage: Storage, number: int) -> None:
    """So many subscriptions of one schedule."""
    settings = BriefingSettings(channel_id=1, schedule=Schedule(time(0), "UTC"))
    upcoming = (date(2026, 5, 21), datetime.combine(date(2026, 5, 21), time(0), NOW.tzinfo))
    for _ in range(number):
        made = await storage.subscriptions.add(1, settings, upcoming, now=NOW, by=5)
        await storage.subscriptions.change(made, status=SubscriptionStatus.ACTIVE, now=NOW)


async def test_what_is_due_is_claimed_once(shared_address: str, opened: Storage) -> None:
    await put(opened, 200, state="planned")
    one, other = await race(shared_address, "claim")
    assert sorted(one + other) == list(range(1, 201))
    by_owner = select(DELIVERIES.c.owner, func.count().label("number")).group_by(DELIVERIES.c.owner)
    counted = {row.owner: row.number for row in await rows_of(opened, by_owner)}
    assert counted == {name: len(got) for name, got in (("north", one), ("south", other)) if got}


async def test_what_a_dead_process_left_is_taken_over_once(
    shared_address: str, opened: Storage
) -> None:
    await put(opened, 200, state="sending", owner="dead", claimed_at=NOW)
    one, other = await race(shared_address, "adopt")
    assert sorted(one + other) == list(range(1, 201))


async def test_what_both_settle_is_settled_by_one(shared_address: str, opened: Storage) -> None:
    await put(opened, ROUNDS, state="sending", owner=None, claimed_at=NOW)
    await race(shared_address, "settle")
    settled = await rows_of(opened, select(DELIVERIES.c.id, DELIVERIES.c.message_id))
    told = await rows_of(opened, select(DELIVERED_RELEASES))
    # The message that is noted and what it is said to tell of are of the same process.
    assert sorted((row.id, row.message_id) for row in settled) == sorted(map(tuple, told))
    assert len(told) == ROUNDS


async def test_releases_are_numbered_without_a_gap_and_stories_are_not_shared_out(
    shared_address: str, opened: Storage
) -> None:
    document = Document("first", "The harbor office opened a second pier on Monday. Note 0.")
    analysis = Analysis(document.id, None, None, None, None, "en")
    await opened.releases.save(document, analysis, now=NOW)
    one, other = await race(shared_address, "number")
    assert sorted(one + other) == list(range(2, 2 * ROUNDS + 2))
    events = await rows_of(opened, select(EVENTS.c.release_id).order_by(EVENTS.c.id))
    assert [row.release_id for row in events] == list(range(2, 2 * ROUNDS + 2))
    keys = await rows_of(opened, select(func.count(RELEASES.c.sort_key.distinct())))
    assert keys[0][0] == 2 * ROUNDS + 1
    stories = await rows_of(opened, select(SIGNATURES.c.story).distinct())
    assert len(stories) <= 2


async def test_each_date_is_planned_once(shared_address: str, opened: Storage) -> None:
    await subscribe(opened, 8)
    planned = await race(shared_address, "plan")
    assert sum(map(sum, planned)) == 8 * ROUNDS
    counted = await rows_of(opened, select(func.count()).select_from(DELIVERIES))
    assert counted[0][0] == 8 * ROUNDS


async def test_one_reason_stays_of_what_both_suspend(shared_address: str, opened: Storage) -> None:
    await subscribe(opened, ROUNDS)
    await race(shared_address, "suspend")
    suspended = await opened.subscriptions.suspended_in(1)
    assert len(suspended) == ROUNDS
    assert {one.reason for one in suspended} <= {"north", "south"}


async def test_an_item_both_list_is_noted_once(shared_address: str, opened: Storage) -> None:
    await race(shared_address, "note")
    counted = await rows_of(opened, select(func.count()).select_from(ITEMS))
    assert counted[0][0] == ROUNDS
