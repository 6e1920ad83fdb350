"""The ledger: each message written before it goes out, settled once, the servers in turn."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from domain.briefings import Coverage, Trouble
from domain.errors import NotFoundError
from domain.subscriptions import (
    BriefingSettings,
    Delivery,
    DeliveryState,
    Schedule,
    SubscriptionStatus,
)
from storage import Storage
from storage.leases import MEMBER, LeaseState
from tests.storage.conftest import NOW

LATER = NOW + timedelta(minutes=10)


async def planned(storage: Storage, *guilds: int, due: datetime = NOW) -> list[int]:
    """A briefing due for each, of a server of this number, one second after the other."""
    numbers = []
    for i, guild in enumerate(guilds):
        settings = BriefingSettings(channel_id=100 + i, schedule=Schedule(time(7), "UTC"))
        upcoming = (date(2026, 5, 20), due)
        made = await storage.subscriptions.add(guild, settings, upcoming, now=NOW, by=5)
        await storage.subscriptions.change(made, status=SubscriptionStatus.ACTIVE, now=NOW)
        subscription = await storage.subscriptions.get(made, guild)
        moment = due + timedelta(seconds=i)
        assert await storage.deliveries.add(subscription, date(2026, 5, 20), moment)
        delivery = await storage.deliveries.of_day(made, date(2026, 5, 20))
        assert delivery
        numbers.append(delivery.delivery_id)
    return numbers


async def claim(storage: Storage, now: datetime = LATER) -> Delivery:
    (delivery,) = await storage.deliveries.claim(now, limit=1)
    return delivery


async def test_servers_take_turns(storage: Storage) -> None:
    numbers = await planned(storage, 1, 1, 1, 2, 3)
    claimed = await storage.deliveries.claim(LATER, limit=4)
    assert [d.delivery_id for d in claimed] == [numbers[i] for i in (0, 3, 4, 1)]
    assert {(d.state, d.attempts) for d in claimed} == {(DeliveryState.SENDING, 1)}
    assert [d.delivery_id for d in await storage.deliveries.claim(LATER, limit=4)] == [numbers[2]]


async def test_what_is_not_due_is_not_claimed(storage: Storage) -> None:
    await planned(storage, 1)
    assert await storage.deliveries.claim(NOW - timedelta(microseconds=1), limit=5) == []
    assert len(await storage.deliveries.claim(NOW, limit=5)) == 1


async def test_a_try_given_up_settles_nothing_of_the_next(storage: Storage) -> None:
    """One that hung comes back when the message was put back and claimed anew."""
    await planned(storage, 1)
    hung = await claim(storage)
    await storage.deliveries.settle([replace(hung, state=DeliveryState.PLANNED)])
    second = await claim(storage)
    assert (hung.attempts, second.attempts) == (1, 2)
    late = replace(hung, state=DeliveryState.SENT, message_id=7, release_ids=(3,))
    await storage.deliveries.settle([late])
    kept = await storage.deliveries.get(second.delivery_id)
    assert (kept.state, kept.message_id) == (DeliveryState.SENDING, None)
    assert await storage.deliveries.of_release(3, 1) == []
    sent = replace(second, state=DeliveryState.SENT, message_id=8, release_ids=(3,))
    await storage.deliveries.settle([sent])
    (told,) = await storage.deliveries.of_release(3, 1)
    assert told.message_id == 8


async def test_one_settled_already_stays_as_it_is(storage: Storage) -> None:
    await planned(storage, 1)
    claimed = await claim(storage)
    await storage.deliveries.settle([replace(claimed, state=DeliveryState.SENT, message_id=7)])
    await storage.deliveries.settle([replace(claimed, state=DeliveryState.FAILED, reason="no")])
    kept = await storage.deliveries.get(claimed.delivery_id)
    assert (kept.state, kept.message_id, kept.reason) == (DeliveryState.SENT, 7, None)


async def test_a_local_date_is_planned_once(storage: Storage) -> None:
    await planned(storage, 1)
    subscription = await storage.subscriptions.get(1, 1)
    assert not await storage.deliveries.add(subscription, date(2026, 5, 20), LATER)
    assert await storage.deliveries.add(subscription, date(2026, 5, 21), LATER)
    found = await storage.deliveries.of_subscription(1, limit=5)
    assert [d.due_at for d in found] == [LATER, NOW]
    assert len(await storage.deliveries.of_subscription(1, limit=1)) == 1


async def test_the_last_sent_is_the_newest_of_before(storage: Storage) -> None:
    await planned(storage, 1)
    subscription = await storage.subscriptions.get(1, 1)
    for day in (21, 22):
        moment = NOW + timedelta(days=day - 20)
        await storage.deliveries.add(subscription, date(2026, 5, day), moment)
    week = NOW + timedelta(days=7)
    claimed = await storage.deliveries.claim(week, limit=5)
    states = (DeliveryState.SENT, DeliveryState.SENT, DeliveryState.FAILED)
    settled = [replace(d, state=s) for d, s in zip(claimed, states, strict=True)]
    await storage.deliveries.settle(settled)
    last = await storage.deliveries.last_sent(1, week)
    assert last
    assert last.due_at == NOW + timedelta(days=1)
    first = await storage.deliveries.last_sent(1, NOW + timedelta(days=1))
    assert first
    assert first.due_at == NOW
    assert await storage.deliveries.last_sent(1, NOW) is None


async def test_how_sources_were_is_kept_as_the_first_saw_it(storage: Storage) -> None:
    first, second = Coverage(3), Coverage(2, (Trouble("harbor", "gone", NOW),))
    assert await storage.deliveries.coverage(NOW) is None
    assert await storage.deliveries.coverage(NOW, first) == first
    assert await storage.deliveries.coverage(NOW, second) == first
    assert await storage.deliveries.coverage(NOW) == first
    assert await storage.deliveries.coverage(LATER) is None
    assert await storage.deliveries.coverage(LATER, second) == second


async def test_a_delivery_that_is_none_is_told(storage: Storage) -> None:
    with pytest.raises(NotFoundError, match="Nothing is known of this message"):
        await storage.deliveries.get(7)


async def test_states_are_counted(storage: Storage) -> None:
    await planned(storage, 1, 1, 2)
    await storage.deliveries.settle([replace(await claim(storage), state=DeliveryState.SENT)])
    await claim(storage)
    assert await storage.deliveries.counts() == {
        DeliveryState.SENT: 1, DeliveryState.SENDING: 1, DeliveryState.PLANNED: 1,
    }  # fmt: skip
    assert len(await storage.deliveries.adopt()) == 1


async def test_what_is_sent_belongs_to_its_process_until_that_is_dead(storage: Storage) -> None:
    await planned(storage, 1, 2)
    lease = LeaseState(f"{MEMBER}one", "one", "process 1", 0, NOW)
    await storage.leases.take(lease, instead_of=None)
    first, second = await storage.deliveries.claim(NOW + timedelta(minutes=1), limit=2, owner="one")
    assert await storage.deliveries.adopt("other") == []
    assert await storage.deliveries.adopt("one", with_own=False) == []
    assert await storage.deliveries.adopt("one") == [first, second]
    await storage.deliveries.settle([replace(first, state=DeliveryState.SENT, message_id=7)])
    await storage.leases.remove(lease)
    (adopted,) = await storage.deliveries.adopt("other")
    assert adopted == replace(second, owner="other")
    # Whoever stood still and goes on writes nothing over what the other one finds.
    await storage.deliveries.settle([replace(second, state=DeliveryState.FAILED)])
    assert (await storage.deliveries.get(second.delivery_id)).state is DeliveryState.SENDING
    await storage.deliveries.settle([replace(adopted, state=DeliveryState.SENT, message_id=8)])
    assert (await storage.deliveries.get(second.delivery_id)).message_id == 8
