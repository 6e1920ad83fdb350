"""The sender against whatever a transport does: nothing lost, nothing twice, nobody held up."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta

import pytest

from domain.documents import Document
from domain.errors import StorageError
from domain.subscriptions import (
    BriefingSettings,
    Delivery,
    DeliveryState,
    Schedule,
    SubscriptionStatus,
)
from pipeline.budget import Budget
from pipeline.delivery import (
    NONCE_KNOWN,
    LockedOutError,
    Posted,
    Prepared,
    RefusedError,
    RejectedError,
    Sender,
    UnansweredError,
    UnclearError,
)
from pipeline.planning import Planner
from storage import Storage, open_storage
from tests.pipeline.first_words import analyse

NOW = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
Step = Callable[[Delivery], Awaitable[object]]


@pytest.fixture
async def storage(database: str) -> AsyncIterator[Storage]:
    async with open_storage(database) as opened:
        yield opened


@dataclass
class Channels:
    """Channels that hold what was posted under each nonce, and fail as a test says."""

    step: Step | None = None
    look: Exception | None = None
    posted: dict[str, Posted] = field(default_factory=dict)
    tries: list[int] = field(default_factory=list)
    looked: list[int] = field(default_factory=list)

    async def is_repeatable(self, delivery: Delivery) -> bool:
        return True

    async def post(self, delivery: Delivery, message: str) -> Posted | None:
        self.tries.append(delivery.delivery_id)
        if self.step is not None:
            await self.step(delivery)
        posted = Posted(delivery.channel_id, 1000 + delivery.delivery_id)
        return self.posted.setdefault(delivery.nonce, posted)

    async def edit(self, delivery: Delivery, message_id: int, message: str) -> None:
        raise AssertionError("no release has changed")

    async def publish(self, delivery: Delivery, message_id: int) -> None:
        raise AssertionError("nothing is published from here")

    async def find(self, delivery: Delivery) -> Posted | None:
        self.looked.append(delivery.delivery_id)
        if self.look is not None:
            raise self.look
        return self.posted.get(delivery.nonce)


@dataclass
class Sending:
    """A sender with its channels and a clock that a test moves."""

    storage: Storage
    channels: Channels = field(default_factory=Channels)
    moment: datetime = NOW
    prepare: Callable[[Delivery], Awaitable[Prepared[str] | None]] | None = None

    async def deliver(self) -> int:
        async with asyncio.timeout(20):
            return await self.sender.deliver_due()

    @property
    def sender(self) -> Sender[str]:
        async def compose(delivery: Delivery) -> Prepared[str]:
            return Prepared("news")

        return Sender(
            self.storage,
            self.channels,
            self.prepare or compose,
            lambda: self.moment,
            Budget(1_000_000),
        )

    async def states(self) -> dict[str, int]:
        return {s.value: n for s, n in (await self.storage.deliveries.counts()).items()}

    async def statuses(self) -> set[SubscriptionStatus]:
        return {s.status for s in await self.storage.subscriptions.of_guild(1)}


async def sending_to(storage: Storage, number: int) -> Sending:
    """So many subscriptions of one server, planned."""
    for channel in range(1, number + 1):
        settings = BriefingSettings(channel_id=channel, schedule=Schedule(time(7), "UTC"))
        made = await storage.subscriptions.add(1, settings, (NOW.date(), NOW), now=NOW, by=5)
        await storage.subscriptions.change(made, status=SubscriptionStatus.ACTIVE, now=NOW)
    assert await Planner(storage, lambda: NOW).plan_due() == number
    return Sending(storage)


def failing(error: Exception, *, only: int | None = None) -> Step:
    async def step(delivery: Delivery) -> None:
        if only in (None, delivery.delivery_id):
            raise error

    return step


async def test_one_that_waits_for_its_answer_holds_up_no_other(storage: Storage) -> None:
    sending = await sending_to(storage, 120)
    others = asyncio.Event()

    async def step(delivery: Delivery) -> None:
        if delivery.delivery_id == 1:
            await others.wait()
        elif len(sending.channels.posted) == 118:
            others.set()

    sending.channels.step = step
    assert await sending.deliver() == 120
    assert await sending.states() == {"sent": 120}


async def test_one_that_cannot_be_composed_costs_itself_only(
    storage: Storage, caplog: pytest.LogCaptureFixture
) -> None:
    sending = await sending_to(storage, 3)

    async def compose(delivery: Delivery) -> Prepared[str]:
        if delivery.delivery_id == 2:
            raise KeyError("a defect")
        return Prepared("news")

    sending.prepare = compose
    assert await sending.deliver() == 2
    assert await sending.states() == {"failed": 1, "sent": 2}
    assert await sending.statuses() == {SubscriptionStatus.ACTIVE}
    assert "delivery.failed delivery=2" in caplog.text


async def test_database_that_refuses_while_composing_loses_nothing(storage: Storage) -> None:
    sending = await sending_to(storage, 3)

    async def compose(delivery: Delivery) -> Prepared[str]:
        raise StorageError("The database is locked.")

    sending.prepare = compose
    with pytest.raises(StorageError):
        await sending.deliver()
    assert sending.channels.tries == []
    assert await sending.statuses() == {SubscriptionStatus.ACTIVE}
    sending.prepare = None
    sending.moment += timedelta(hours=1)
    assert await sending.deliver() == 3
    assert await sending.states() == {"sent": 3}


async def test_message_that_discord_rejects_fails_and_suspends_nobody(storage: Storage) -> None:
    sending = await sending_to(storage, 2)
    sending.channels.step = failing(RejectedError("Discord rejects the message: 400."), only=1)
    assert await sending.deliver() == 1
    assert await sending.states() == {"failed": 1, "sent": 1}
    assert await sending.statuses() == {SubscriptionStatus.ACTIVE}
    assert await sending.deliver() == 0


async def test_channel_that_refuses_suspends_its_subscription_only(storage: Storage) -> None:
    sending = await sending_to(storage, 2)
    sending.channels.step = failing(RefusedError("The channel is gone."), only=1)
    assert await sending.deliver() == 1
    suspended, active = await storage.subscriptions.of_guild(1)
    assert (suspended.status, suspended.reason) == (
        SubscriptionStatus.SUSPENDED,
        "The channel is gone.",
    )
    assert active.status is SubscriptionStatus.ACTIVE


async def test_token_that_is_refused_ends_the_round_and_loses_nothing(storage: Storage) -> None:
    sending = await sending_to(storage, 130)
    sending.channels.step = failing(LockedOutError("Discord refuses the token."))
    with pytest.raises(LockedOutError):
        await sending.deliver()
    # Each refusal counts towards a ban of the address.
    assert len(sending.channels.tries) <= 100
    sending.channels.step = None
    assert await sending.deliver() == 130
    assert await sending.states() == {"sent": 130}


async def test_answer_that_never_comes_is_asked_for_again_under_the_nonce(
    storage: Storage,
) -> None:
    sending = await sending_to(storage, 1)
    sending.channels.step = failing(UnansweredError("TimeoutError"))
    assert await sending.deliver() == 0
    assert await sending.states() == {"sending": 1}
    sending.channels.step = None
    sending.moment += timedelta(seconds=30)
    assert await sending.deliver() == 1
    assert sending.channels.looked == []


async def test_no_try_is_made_after_the_nonce_may_be_forgotten(storage: Storage) -> None:
    sending = await sending_to(storage, 1)

    async def step(delivery: Delivery) -> None:
        sending.channels.posted.setdefault(delivery.nonce, Posted(delivery.channel_id, 77))
        sending.moment += NONCE_KNOWN
        raise UnansweredError("TimeoutError")

    sending.channels.step = step
    assert await sending.deliver() == 0
    assert len(sending.channels.tries) == 1
    assert await sending.deliver() == 0
    assert sending.channels.looked == [1]
    assert len(sending.channels.tries) == 1
    (delivery,) = await storage.deliveries.of_subscription(1, limit=2)
    assert (delivery.state, delivery.message_id) == (DeliveryState.SENT, 77)


@pytest.mark.parametrize("error", [RefusedError("403"), UnclearError("too many messages")])
async def test_what_nobody_can_tell_is_uncertain_and_never_sent_again(
    storage: Storage, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    sending = await sending_to(storage, 1)
    sending.channels.step = failing(UnansweredError("reset"))
    await sending.deliver()

    sending.channels.look, sending.channels.step = error, None
    sending.channels.tries.clear()
    sending.moment += timedelta(hours=1)
    for _ in range(2):
        assert await sending.deliver() == 0
    assert await sending.states() == {"uncertain": 1}
    assert sending.channels.tries == []
    assert "delivery.uncertain delivery=1" in caplog.text


async def test_message_that_was_deleted_meanwhile_was_sent(storage: Storage) -> None:
    sending = await sending_to(storage, 1)
    sending.channels.posted[(await storage.deliveries.claim(NOW, limit=1))[0].nonce] = Posted(1, 5)

    async def deleted(delivery: Delivery, message: object) -> Posted | None:
        return None

    sending.channels.post = deleted  # type: ignore[method-assign]
    assert await sending.deliver() == 1
    assert await sending.states() == {"sent": 1}
    assert await sending.statuses() == {SubscriptionStatus.ACTIVE}


async def test_clock_set_back_while_sending_posts_nothing_twice(storage: Storage) -> None:
    sending = await sending_to(storage, 2)

    async def step(delivery: Delivery) -> None:
        if delivery.delivery_id == 1 and len(sending.channels.tries) < 3:
            sending.channels.posted[delivery.nonce] = Posted(delivery.channel_id, 1001)
            sending.moment = NOW - timedelta(hours=1)
            raise UnansweredError("reset")

    sending.channels.step = step
    await sending.deliver()
    for minutes in (1, 61, 62):
        sending.moment = NOW - timedelta(hours=1) + timedelta(minutes=minutes)
        await sending.deliver()
    assert await sending.states() == {"sent": 2}
    assert len(sending.channels.posted) == 2
    assert sending.channels.tries.count(1) == 1


async def test_stop_ends_what_is_claimed_and_begins_nothing(storage: Storage) -> None:
    sending = await sending_to(storage, 130)
    sender = sending.sender

    async def step(delivery: Delivery) -> None:
        sender.stop()

    sending.channels.step = step
    sent = await sender.deliver_due()
    assert 0 < sent <= 100
    assert await sending.states() == {"sent": sent, "planned": 130 - sent}


async def test_cancelled_round_is_settled_by_the_next(storage: Storage) -> None:
    sending = await sending_to(storage, 20)
    begun = asyncio.Event()

    async def step(delivery: Delivery) -> None:
        if delivery.delivery_id > 10:
            begun.set()
            await asyncio.Event().wait()

    sending.channels.step = step
    round_ = asyncio.create_task(sending.sender.deliver_due())
    await begun.wait()
    round_.cancel()
    await asyncio.gather(round_, return_exceptions=True)
    sending.channels.step = None
    await sending.deliver()
    assert await sending.states() == {"sent": 20}
    assert len(sending.channels.posted) == 20


async def test_servers_take_turns_whatever_their_number_of_channels(storage: Storage) -> None:
    await sending_to(storage, 70)
    settings = BriefingSettings(channel_id=500, schedule=Schedule(time(7), "UTC"))
    made = await storage.subscriptions.add(2, settings, (NOW.date(), NOW), now=NOW, by=5)
    await storage.subscriptions.change(made, status=SubscriptionStatus.ACTIVE, now=NOW)
    await Planner(storage, lambda: NOW).plan_due()
    first = await storage.deliveries.claim(NOW, limit=50)
    assert {delivery.guild_id for delivery in first} == {1, 2}


async def test_a_message_deleted_while_it_was_posted_is_brought_up_to_date_no_more(
    storage: Storage,
) -> None:
    """Nothing stands anywhere that could be edited, and that keeps the others from nothing."""
    made = Document("tin", "The pier opened.", "Pier", None, "https://a.example/pier", "Pier")
    saved = await storage.releases.save(made, analyse(made), now=NOW, announce=True)
    sending = await sending_to(storage, 1)
    (claimed,) = await storage.deliveries.claim(NOW, limit=1)
    settled = replace(claimed, state=DeliveryState.SENT, release_ids=(saved.release_id,))
    await storage.deliveries.settle([settled])
    changed = replace(made, text="The pier was closed.")
    sending.moment = NOW + timedelta(hours=1)
    await storage.releases.save(changed, analyse(changed), now=sending.moment, announce=True)

    async def compose(delivery: Delivery) -> Prepared[str]:
        return Prepared("news", (saved.release_id,))

    sending.prepare = compose
    assert await sending.sender.update_sent() == 1
    assert await sending.sender.update_sent() == 0


async def test_a_process_that_stood_still_sends_nothing_that_another_may_have_taken(
    storage: Storage,
) -> None:
    """It is claimed, and then the process is no longer sure of it."""

    class Doubtful:
        owner = "me"
        asked = 0

        def is_sure(self, owner: str | None) -> bool:
            self.asked += 1
            return owner == "me" and self.asked > 2

        def takes_orphans(self) -> bool:
            return False

    sending = await sending_to(storage, 2)
    sender = sending.sender
    sender.hold = Doubtful()
    assert await sender.deliver_due() == 0
    assert sending.channels.tries == []
    assert await sending.states() == {"sending": 2}
    assert await sender.deliver_due() == 2
    assert await sending.states() == {"sent": 2}
