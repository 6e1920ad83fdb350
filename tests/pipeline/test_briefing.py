"""How far a briefing looks back: to the last one that was sent, a day at first, a week at most."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from domain.documents import Document
from domain.sources import Kind, Source
from domain.subscriptions import (
    EVERY_DAY,
    AlertsOf,
    BriefingSettings,
    DeliveryState,
    Schedule,
    Subscription,
    SubscriptionStatus,
)
from domain.watches import WatchCriteria, WatchSettings
from pipeline.briefing import compose, preview
from pipeline.watching import plan_alerts
from storage import Storage, open_storage
from storage.seen import ItemState, SeenItem
from tests.pipeline.first_words import analyse

NOW = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
GUILD = 7


@pytest.fixture
async def storage(database: str) -> AsyncIterator[Storage]:
    async with open_storage(database) as opened:
        yield opened


async def subscribed(storage: Storage, weekdays: frozenset[int] = EVERY_DAY) -> Subscription:
    schedule = Schedule(time(7), "UTC", weekdays)
    settings = BriefingSettings(channel_id=1, schedule=schedule, length=3)
    number = await storage.subscriptions.add(GUILD, settings, (NOW.date(), NOW), now=NOW, by=5)
    await storage.subscriptions.change(number, status=SubscriptionStatus.ACTIVE, now=NOW)
    return await storage.subscriptions.get(number, GUILD)


async def announce(storage: Storage, *ago: timedelta) -> None:
    """A release for each moment, its title the days it is old."""
    for age in ago:
        document = Document(f"d{age}", f"It came {age}.", f"{age.days} days", None, None, "Pier")
        pair = [(document, analyse(document))]
        await storage.releases.save_many(pair, now=NOW - age, announce=True)


async def sent(storage: Storage, subscription: Subscription, ago: timedelta) -> None:
    due = NOW - ago
    await storage.deliveries.add(subscription, due.date(), due)
    claimed = await storage.deliveries.claim(due, limit=1)
    await storage.deliveries.settle([replace(d, state=DeliveryState.SENT) for d in claimed])


async def titles(storage: Storage, subscription: Subscription) -> set[str]:
    briefing = await compose(storage, subscription, NOW.date(), NOW, NOW)
    return {story.release.head.title for story in briefing.stories}


async def test_the_first_briefing_is_of_a_day(storage: Storage) -> None:
    await announce(storage, timedelta(hours=20), timedelta(days=1, seconds=1))
    assert await titles(storage, await subscribed(storage)) == {"0 days"}


@pytest.mark.parametrize(
    "weekdays, days",
    [({4}, 7), ({4, 0}, 4), ({4, 3}, 1)],
    ids=["weekly", "twice a week", "daily"],
)
async def test_the_first_goes_back_to_the_date_before_of_its_schedule(
    storage: Storage, weekdays: set[int], days: int
) -> None:
    """NOW is a Friday."""
    await announce(storage, *(timedelta(days=n, hours=12) for n in range(8)))
    subscription = await subscribed(storage, frozenset(weekdays))
    briefing = await compose(storage, subscription, NOW.date(), NOW, NOW)
    assert briefing.since == NOW - timedelta(days=days)
    assert len(briefing.stories) + len(briefing.passed) == days
    seen = await preview(storage, replace(subscription, next_date=NOW.date()), NOW)
    assert seen.since == briefing.since


NEWS = (
    "Harbor council bans night fishing, order takes effect",
    "Jury convicts mayor of Wick of bribery",
    "Fire on ferry kills four sailors off Fellmouth",
    "Court overturns ruling on tolls: Supreme Court decision",
    "Pilot of Gull Sound found guilty of smuggling",
    "Police arrest 40 members of gang in raid on Vale market, all charged",
    "Ministry recalled 9,000 heaters, warns residents of burns",
)


async def test_a_week_has_room_for_twice_as_many_stories(storage: Storage) -> None:
    for days, title in enumerate(NEWS):
        text = f"{title}, it was said {days} days ago. " + "The mill stands by the river. " * 5
        document = Document(title, text, title, None, None, f"Office {days}")
        pair = [(document, analyse(document))]
        seen = NOW - timedelta(days=days % 4, hours=1)
        await storage.releases.save_many(pair, now=seen, announce=True)
    weekly = await subscribed(storage, frozenset({4}))
    assert len((await compose(storage, weekly, NOW.date(), NOW, NOW)).stories) == 6
    daily = await subscribed(storage)
    await sent(storage, daily, timedelta(days=5))
    assert len((await compose(storage, daily, NOW.date(), NOW, NOW)).stories) == 3


async def test_the_next_is_of_what_came_since_the_last_that_was_sent(storage: Storage) -> None:
    subscription = await subscribed(storage)
    await sent(storage, subscription, timedelta(days=3))
    await announce(storage, timedelta(days=2), timedelta(days=3, hours=1))
    assert await titles(storage, subscription) == {"2 days"}


async def test_after_a_long_rest_it_is_of_a_week(storage: Storage) -> None:
    """A subscription that was suspended for a month does not open with a month of news."""
    subscription = await subscribed(storage)
    await sent(storage, subscription, timedelta(days=30))
    await announce(storage, timedelta(days=6, hours=23), timedelta(days=7, seconds=1))
    assert await titles(storage, subscription) == {"6 days"}
    briefing = await compose(storage, subscription, NOW.date(), NOW, NOW)
    assert briefing.since == NOW - timedelta(days=7)


async def test_what_is_told_to_others_alone_is_left_out(storage: Storage) -> None:
    subscription = await subscribed(storage)
    await announce(storage, timedelta(hours=20), timedelta(hours=40))
    await sent(storage, subscription, timedelta(days=3))
    heads = await storage.releases.latest(limit=2)
    first = next(head for head in heads if head.title == "0 days")
    item = SeenItem("k", "f", ItemState.KEPT, release_id=first.release_id)
    await storage.items.note("harbor", [item], now=NOW)
    harbor = Source("harbor", Kind.FEED, "https://harbor.example/feed")
    await storage.sources.put(harbor, now=NOW, holder=GUILD + 1)
    assert await titles(storage, subscription) == {"0 days", "1 days"}
    await storage.sources.limit("harbor", is_limited=True)
    assert await titles(storage, subscription) == {"1 days"}
    shown = await preview(storage, subscription, NOW)
    assert [story.release.head.title for story in shown.stories] == ["1 days"]
    # What another source has listed too is told by that one; and so is what the server has itself.
    await storage.items.note("coast", [item], now=NOW)
    assert await titles(storage, subscription) == {"0 days", "1 days"}


async def test_a_watch_is_told_of_no_source_of_another_server(storage: Storage) -> None:
    await announce(storage, timedelta(hours=1))
    (head,) = await storage.releases.latest(limit=1)
    item = SeenItem("k", "f", ItemState.KEPT, release_id=head.release_id)
    await storage.items.note("harbor", [item], now=NOW)
    harbor = Source("harbor", Kind.FEED, "https://harbor.example/feed")
    await storage.sources.put(harbor, now=NOW, holder=GUILD)
    await storage.sources.limit("harbor", is_limited=True)
    told = []
    for guild in (GUILD, GUILD + 1, None):
        criteria = WatchCriteria(words=("came",))
        number = await storage.watches.add(guild, WatchSettings(1, criteria), now=NOW, by=5)
        await storage.watches.save(await storage.watches.get(number, guild, 5))
        told.append(number)
    await plan_alerts(storage, NOW)
    due = await storage.deliveries.claim(NOW + timedelta(days=1), limit=9)
    alerted = {d.purpose.watch_id for d in due if isinstance(d.purpose, AlertsOf)}
    assert alerted == {told[0]}


@pytest.mark.parametrize(
    "minutes, is_late", [(0, False), (15, False), (16, True)], ids=["at once", "in time", "late"]
)
async def test_what_goes_out_within_a_quarter_of_an_hour_is_on_time(
    storage: Storage, minutes: int, is_late: bool
) -> None:
    subscription = await subscribed(storage)
    now = NOW + timedelta(minutes=minutes)
    briefing = await compose(storage, subscription, NOW.date(), NOW, now)
    assert briefing.is_late == is_late
