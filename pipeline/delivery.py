"""Sending what is due: each once, whatever breaks.

That a message goes out is written before it does. A message whose answer never came is sent again
under the same nonce while Discord still knows it, which makes one message of both; later the
channel is read back; and where that does not tell, the delivery is marked uncertain, never
repeated. Where Discord takes no nonce, as in forums, nothing is sent a second time before the first
was looked for.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

from domain.errors import LedeError, StorageError
from domain.subscriptions import (
    AlertsOf,
    BriefingOf,
    Choosing,
    CorrectionOf,
    Delivery,
    DeliveryState,
)
from pipeline.budget import Pace
from pipeline.planning import CATCH_UP, CORRECTED_FOR
from storage import Storage

log = logging.getLogger("lede.delivery")

# What a message is made of is known to those who compose and post it; here it is handed through.
M = TypeVar("M")
M_contra = TypeVar("M_contra", contravariant=True)

# So many are claimed in one transaction: a second of the budget. Twice as many are on their way, so
# that one that waits for its answer holds up no other.
_AT_ONCE = 50
# What has ended is written down together, this often: a transaction costs more than a message.
_SETTLED_EACH = 0.25
# Discord knows a nonce "for a few minutes", without a number; a guess on the safe side.
NONCE_KNOWN = timedelta(seconds=120)
# Tried so often under one nonce before it is given up for this round.
_TRIES = 3


class RefusedError(LedeError):
    """Discord lets nothing be posted there; the text says why."""


class RejectedError(LedeError):
    """Discord takes the channel but not this message: a defect of ours."""


class LockedOutError(LedeError):
    """Discord lets Lede do nothing any more; an operator must see to it."""


class UnansweredError(LedeError):
    """No answer came: the message may be there or not."""


class NotPostedError(UnansweredError):
    """Surely nothing was posted by a try, and the next one knows better how to."""


class UnclearError(LedeError):
    """The channel was read back and does not tell whether the message is there."""


class NotComposedError(LedeError):
    """A message could not be composed; the text says why, for the ledger."""


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a message stands: in the channel it was for, or in the thread of a forum it began."""

    channel_id: int
    message_id: int


class Transport(Protocol[M_contra]):
    """What posts messages, and reads a channel back."""

    async def is_repeatable(self, delivery: Delivery) -> bool:
        """Whether posting again, while the nonce is known, surely makes one message of both."""

    async def post(self, delivery: Delivery, message: M_contra) -> Posted | None:
        """Post under the delivery's nonce; where it stands, None if it is deleted already.

        Raises RefusedError, RejectedError, LockedOutError or, in bounded time, UnansweredError.
        """

    async def find(self, delivery: Delivery) -> Posted | None:
        """Where the delivery's message stands, None where it is surely not there.

        Raises RefusedError where the channel cannot be read, UnclearError, UnansweredError.
        """

    async def publish(self, delivery: Delivery, message_id: int) -> None:
        """Let the channels that follow the delivery's have its message; raises what `post` does.

        Again does no harm.
        """

    async def edit(self, delivery: Delivery, message_id: int, message: M_contra) -> None:
        """Put this in place of the delivery's message; raises what `post` does."""


@dataclass(frozen=True, slots=True)
class Prepared(Generic[M]):
    """A message and the releases it tells of.

    Of a briefing also the last event it knew of, and by what its stories were chosen.
    """

    message: M
    release_ids: tuple[int, ...] = ()
    known_event: int | None = None
    choosing: Choosing | None = None


class Hold(Protocol):
    """That this process may send what it holds, where there are several: `pipeline.membership`."""

    @property
    def owner(self) -> str:
        """What the process is called now."""

    def is_sure(self, owner: str | None) -> bool:
        """Whether what `owner` holds is surely still this process's own."""

    def takes_orphans(self) -> bool:
        """Whether another has died or left since this was asked before."""


# The message of a delivery; None where there is nothing to say.
Prepare = Callable[[Delivery], Awaitable[Prepared[M] | None]]


@dataclass(frozen=True, slots=True)
class _Ended:
    """What a delivery has become, and why.

    `is_answered` where Discord took the message, `is_refused` where its channel takes none.
    """

    delivery: Delivery
    is_answered: bool = False
    is_refused: bool = False


@dataclass(slots=True)
class Sender(Generic[M]):
    """Claims deliveries, sends them, and writes what came of each."""

    storage: Storage
    transport: Transport[M]
    prepare: Prepare[M]
    now: Callable[[], datetime]
    budget: Pace
    hold: Hold | None = None
    _is_stopping: bool = False

    def stop(self) -> None:
        """Claim nothing more; what is claimed is sent to its end."""
        self._is_stopping = True

    async def deliver_due(self) -> int:
        """Settle what was left open, then send everything that is due; gives how many were sent.

        What keeps all of them from being sent (the database refuses, Discord refuses the token) is
        raised after the others have been written down; what is open then is settled the next time.
        """
        running = await self._adopt(is_first=True)
        sent = 0
        try:
            while True:
                if self.hold is not None and self.hold.takes_orphans():
                    running |= await self._adopt(is_first=False)
                running |= await self._claim(len(running))
                if not running:
                    return sent
                done, running = await asyncio.wait(running, timeout=_SETTLED_EACH)
                sent += await self._settle(done)
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    async def update_sent(self) -> int:
        """Bring sent messages up to date whose releases an agency has changed; gives how many.

        An edit may be made twice without harm, so it needs no ledger.
        """
        now = self.now()
        outdated = await self.storage.deliveries.outdated(now - CORRECTED_FOR, limit=_AT_ONCE)
        updated = [one for one in outdated if await self._update(one)]
        await self.storage.deliveries.note_updated([one.delivery_id for one in updated], now)
        return len(updated)

    async def publish_sent(self) -> int:
        """Publish what was sent to an announcement channel and is to be; gives how many.

        One a channel and local date. What Discord refuses is not tried again.
        """
        now, published = self.now(), 0
        found = await self.storage.deliveries.unpublished(now - CATCH_UP, limit=_AT_ONCE)
        # The first of a channel; another of the same date is left, as it is when this one is out.
        first = {
            (one.channel_id, one.purpose.local_date): one
            for one in reversed(found)
            if isinstance(one.purpose, BriefingOf)
        }
        for delivery in first.values():
            published += await self._publish(delivery, now)
        return published

    async def _publish(self, delivery: Delivery, now: datetime) -> bool:
        assert delivery.message_id is not None
        await self.budget.wait()
        is_out = True
        try:
            await self.transport.publish(delivery, delivery.message_id)
        except UnansweredError as error:
            log.warning("delivery.unpublished delivery=%d: %s", delivery.delivery_id, error)
            return False
        except (RefusedError, RejectedError) as error:
            log.warning("delivery.unpublishable delivery=%d: %s", delivery.delivery_id, error)
            is_out = False
        await self.storage.deliveries.note_published(delivery.delivery_id, now)
        return is_out

    async def _update(self, delivery: Delivery) -> bool:
        """Edit one message; False where that is to be tried again."""
        try:
            prepared = await self._prepared(delivery)
        except NotComposedError:
            return True
        if prepared is None or delivery.message_id is None:
            return True
        await self.budget.wait()
        try:
            await self.transport.edit(delivery, delivery.message_id, prepared.message)
        except (RefusedError, RejectedError) as error:
            log.warning("delivery.outdated delivery=%d: %s", delivery.delivery_id, error)
        except UnansweredError:
            return False
        return True

    async def _adopt(self, *, is_first: bool) -> set[asyncio.Task[_Ended]]:
        """Find out about what was left open, by this process too where nothing of it is running."""
        owner = self.hold.owner if self.hold else None
        left = await self.storage.deliveries.adopt(owner, with_own=is_first)
        return {asyncio.create_task(self._settle_one(one)) for one in left}

    async def _claim(self, running: int) -> set[asyncio.Task[_Ended]]:
        if self._is_stopping or running > _AT_ONCE:
            return set()
        owner = self.hold.owner if self.hold else None
        claimed = await self.storage.deliveries.claim(self.now(), limit=_AT_ONCE, owner=owner)
        return {asyncio.create_task(self._deliver(one, is_fresh=True)) for one in claimed}

    async def _settle_one(self, delivery: Delivery) -> _Ended:
        """Find out about one that was being sent when something broke."""
        if self._is_nonce_known(delivery):
            # What cannot be repeated may still be on its way; it is looked for when it has come.
            is_repeatable = await self.transport.is_repeatable(delivery)
            if not is_repeatable:
                return _Ended(delivery)
            return await self._deliver(delivery, is_fresh=False)
        try:
            await self.budget.wait()
            found = await self.transport.find(delivery)
        except RefusedError as error:
            return replace(_uncertain(delivery, error), is_refused=True)
        except UnclearError as error:
            return _uncertain(delivery, error)
        except UnansweredError:
            return _Ended(delivery)
        if found is None:
            return _Ended(replace(delivery, state=DeliveryState.PLANNED))
        try:
            prepared = await self._prepared(delivery)
        except NotComposedError:
            prepared = None
        return _Ended(_sent(delivery, found, prepared))

    async def _deliver(self, delivery: Delivery, *, is_fresh: bool) -> _Ended:
        """Compose one and send it; what it has become.

        One that `is_fresh` was just claimed, so that nothing of it was sent by anybody.
        """
        try:
            prepared = await self._prepared(delivery)
        except NotComposedError as error:
            return _failed(delivery, error)
        if prepared is None:
            return _Ended(replace(delivery, state=DeliveryState.SKIPPED, reason="nothing new"))
        return await self._send(delivery, prepared, is_fresh=is_fresh)

    async def _prepared(self, delivery: Delivery) -> Prepared[M] | None:
        """The message, None where there is nothing to say; raises NotComposedError.

        What keeps one from being composed must hold up no other, today or ever.
        """
        try:
            return await self.prepare(delivery)
        except StorageError:
            raise
        except Exception as error:
            log.exception("delivery.failed delivery=%d", delivery.delivery_id)
            raise NotComposedError(str(error) or type(error).__name__) from error

    async def _send(self, delivery: Delivery, prepared: Prepared[M], *, is_fresh: bool) -> _Ended:
        for _ in range(_TRIES):
            await self.budget.wait()
            if not self._is_nonce_known(delivery) or not self._is_held(delivery):
                break
            try:
                posted = await self.transport.post(delivery, prepared.message)
            except NotPostedError:
                # Of another process's delivery that one may have found the way and gone it.
                if not is_fresh:
                    break
            except UnansweredError as error:
                log.warning("delivery.unanswered delivery=%d: %s", delivery.delivery_id, error)
                if not await self.transport.is_repeatable(delivery):
                    break
            except RejectedError as error:
                log.error("delivery.rejected delivery=%d: %s", delivery.delivery_id, error)
                return _failed(delivery, error)
            except RefusedError as error:
                return replace(_failed(delivery, error), is_refused=True)
            else:
                sent = _sent(delivery, posted, prepared)
                return _Ended(sent, is_answered=True)
        return _Ended(delivery)

    def _is_held(self, delivery: Delivery) -> bool:
        """Whether it is still ours: a process that stood still may have lost it to another."""
        return self.hold is None or self.hold.is_sure(delivery.owner)

    def _is_nonce_known(self, delivery: Delivery) -> bool:
        age = self.now() - (delivery.claimed_at or delivery.due_at)
        # A clock that was set back says nothing about how old a message is.
        return timedelta() <= age < NONCE_KNOWN

    async def _settle(self, done: Iterable[asyncio.Task[_Ended]]) -> int:
        """Write down what has ended; gives how many were sent, raises what ended others."""
        tasks = list(done)
        failures = [error for task in tasks if (error := task.exception()) is not None]
        ended = [task.result() for task in tasks if task.exception() is None]
        # Suspending may be done twice, settling is done once: whatever breaks between the two.
        for one in ended:
            if one.is_refused:
                await self._suspend(one.delivery)
        closed = [e.delivery for e in ended if e.delivery.state is not DeliveryState.SENDING]
        if closed:
            await self.storage.deliveries.settle(closed)
        if failures:
            raise failures[0]
        return sum(one.is_answered for one in ended)

    async def _suspend(self, delivery: Delivery) -> None:
        """Let rest what Discord refuses; its settings stay as they are."""
        log.warning("delivery.suspended purpose=%s: %s", delivery.purpose, delivery.reason)
        match delivery.purpose:
            case BriefingOf(subscription_id=number):
                reason, now = delivery.reason, self.now()
                await self.storage.subscriptions.suspend(number, reason, now=now)
            case AlertsOf(watch_id=number):
                # What may stand in the channel already is never told again.
                is_told = delivery.state is DeliveryState.UNCERTAIN
                waiting = None if is_told else delivery.delivery_id
                await self.storage.watches.suspend(number, delivery.reason, undelivered=waiting)
            case CorrectionOf():
                # What is posted there next suspends its own.
                pass


def _failed(delivery: Delivery, error: LedeError) -> _Ended:
    return _Ended(replace(delivery, state=DeliveryState.FAILED, reason=str(error)))


def _uncertain(delivery: Delivery, error: LedeError) -> _Ended:
    log.error("delivery.uncertain delivery=%d: %s", delivery.delivery_id, error)
    return _Ended(replace(delivery, state=DeliveryState.UNCERTAIN, reason=str(error)))


def _sent(delivery: Delivery, posted: Posted | None, prepared: Prepared[M] | None) -> Delivery:
    return replace(
        delivery,
        state=DeliveryState.SENT,
        channel_id=posted.channel_id if posted else delivery.channel_id,
        message_id=posted.message_id if posted else None,
        release_ids=prepared.release_ids if prepared else (),
        known_event=prepared.known_event if prepared else None,
        choosing=prepared.choosing if prepared else None,
    )
