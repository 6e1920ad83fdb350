"""Sending what is due: each once, whatever breaks.

That a message goes out is written before it does. A message whose answer never came is sent again
under the same nonce while Discord still knows it, which makes one message of both; later the
channel is read back; and where that is refused, the delivery is marked uncertain, never repeated.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from domain.errors import LedeError
from domain.subscriptions import Delivery, DeliveryState, Standing
from pipeline.budget import Budget
from storage import Storage

log = logging.getLogger("lede.delivery")

# So many are claimed and settled in one transaction each: a second of the budget.
_AT_ONCE = 50
# Discord knows a nonce "for a few minutes", without a number; a guess on the safe side.
NONCE_KNOWN = timedelta(seconds=120)
# A correction later than this finds no reader any more.
_MENDED_FOR = timedelta(days=7)
# Tried so often under one nonce before it is given up for this round.
_TRIES = 3


class RefusedError(LedeError):
    """Discord lets nothing be posted there; `reason` says why."""


class UnansweredError(LedeError):
    """No answer came: the message may be there or not."""


class Outlet(Protocol):
    """What posts messages, and reads a channel back."""

    async def post(self, delivery: Delivery, message: object) -> int:
        """Post under the delivery's nonce; the message's number.

        Raises RefusedError or UnansweredError.
        """

    async def find(self, delivery: Delivery) -> int | None:
        """The number of the delivery's message in its channel, None where it is not there.

        Raises RefusedError where the channel cannot be read, UnansweredError.
        """

    async def edit(self, delivery: Delivery, message: object) -> None:
        """Put this in place of the message; raises RefusedError or UnansweredError."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A message, and the releases it tells of."""

    message: object
    release_ids: tuple[int, ...]


# The message of a delivery; None where there is nothing to say.
Prepare = Callable[[Delivery], Awaitable[Prepared | None]]


@dataclass(slots=True)
class Courier:
    """Claims deliveries, sends them, and writes what came of each."""

    storage: Storage
    outlet: Outlet
    prepare: Prepare
    now: Callable[[], datetime]
    budget: Budget
    _is_stopping: bool = False

    def stop(self) -> None:
        """Claim nothing more; what is claimed is sent to its end."""
        self._is_stopping = True

    async def deliver_due(self) -> int:
        """Send everything that is due; gives how many were sent."""
        await self.settle_open()
        sent = 0
        while not self._is_stopping:
            claimed = await self.storage.deliveries.claim(self.now(), limit=_AT_ONCE)
            if not claimed:
                break
            settled = await asyncio.gather(*(self._deliver(one) for one in claimed))
            await self._settle(settled)
            sent += sum(one.state is DeliveryState.SENT for one in settled)
        return sent

    async def mend_outdated(self) -> int:
        """Bring messages up to date whose releases an agency has changed; gives how many.

        An edit may be made twice without harm, so it needs no ledger.
        """
        now = self.now()
        outdated = await self.storage.deliveries.outdated(now - _MENDED_FOR, limit=_AT_ONCE)
        mended = [one for one in outdated if await self._mend(one)]
        await self.storage.deliveries.note_mended([one.delivery_id for one in mended], now)
        return len(mended)

    async def _mend(self, delivery: Delivery) -> bool:
        """Edit one message; False where that is to be tried again."""
        prepared = await self.prepare(delivery)
        if prepared is None:
            return True
        await self.budget.wait()
        try:
            await self.outlet.edit(delivery, prepared.message)
        except RefusedError as error:
            log.warning("delivery.unmended delivery=%d: %s", delivery.delivery_id, error)
        except UnansweredError:
            return False
        return True

    async def settle_open(self) -> None:
        """Find out about those that were being sent when something broke."""
        for delivery in await self.storage.deliveries.sending():
            await self._settle([await self._settle_one(delivery)])

    async def _settle_one(self, delivery: Delivery) -> Delivery:
        age = self.now() - (delivery.claimed_at or delivery.due_at)
        # A clock that was set back says nothing about how old a message is.
        if timedelta() <= age < NONCE_KNOWN:
            return await self._deliver(delivery)
        try:
            await self.budget.wait()
            found = await self.outlet.find(delivery)
        except RefusedError as error:
            log.error("delivery.uncertain delivery=%d", delivery.delivery_id)
            return replace(delivery, state=DeliveryState.UNCERTAIN, reason=str(error))
        except UnansweredError:
            return delivery
        if found is not None:
            prepared = await self.prepare(delivery)
            told = prepared.release_ids if prepared else ()
            return replace(delivery, state=DeliveryState.SENT, message_id=found, release_ids=told)
        return replace(delivery, state=DeliveryState.PLANNED)

    async def _deliver(self, delivery: Delivery) -> Delivery:
        """Send one; what it has become."""
        try:
            prepared = await self.prepare(delivery)
        except LedeError as error:
            log.error("delivery.failed delivery=%d: %s", delivery.delivery_id, error)
            return replace(delivery, state=DeliveryState.FAILED, reason=str(error))
        if prepared is None:
            return replace(delivery, state=DeliveryState.SKIPPED, reason="nothing new")
        for _ in range(_TRIES):
            await self.budget.wait()
            try:
                number = await self.outlet.post(delivery, prepared.message)
            except UnansweredError as error:
                log.warning("delivery.unanswered delivery=%d: %s", delivery.delivery_id, error)
            except RefusedError as error:
                return replace(delivery, state=DeliveryState.FAILED, reason=str(error))
            else:
                return replace(
                    delivery,
                    state=DeliveryState.SENT,
                    message_id=number,
                    release_ids=prepared.release_ids,
                )
        return delivery

    async def _settle(self, settled: list[Delivery] | tuple[Delivery, ...]) -> None:
        closed = [one for one in settled if one.state is not DeliveryState.SENDING]
        await self.storage.deliveries.settle(closed)
        for delivery in closed:
            if delivery.state is DeliveryState.FAILED:
                await self._suspend(delivery)

    async def _suspend(self, delivery: Delivery) -> None:
        """Let a subscription rest that Discord refuses; its settings stay as they are."""
        await self.storage.subscriptions.change(
            delivery.subscription_id,
            standing=Standing.SUSPENDED,
            reason=delivery.reason,
            now=self.now(),
        )
