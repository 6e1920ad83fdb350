"""The ledger of deliveries: what is to be sent, what is being sent, what came of it.

A row is written `sending` before its message goes out, so that after a crash it is known which
messages may be there; see pipeline.delivery for what is done about them.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, and_, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or_ignore

from domain.subscriptions import Delivery, DeliveryState, Subscription
from storage.engine import Database
from storage.tables import DELIVERED_RELEASES, DELIVERIES, RELEASES

_D = DELIVERIES.c
# The longest waiting, among which the servers take turns: to number 100,000 at each claim would
# hold the writer for a tenth of each second.
_LOOKED_AT = 2000


class Deliveries:
    """What was planned for which channel and local date."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(self, now: datetime, *, limit: int) -> list[Delivery]:
        """Take up to so many that are due, the servers in turn, and write that they are sent.

        With all of them `sending` before the first is sent.
        """
        turn = func.row_number().over(partition_by=_D.guild_id, order_by=(_D.due_at, _D.id))
        longest = (
            select(_D.id)
            .where(_D.state == DeliveryState.PLANNED.value, _D.due_at <= now)
            .order_by(_D.due_at, _D.id)
            .limit(_LOOKED_AT)
        )
        waiting = select(_D.id, turn.label("turn"), _D.due_at).where(_D.id.in_(longest)).subquery()
        chosen = (
            select(waiting.c.id)
            .order_by(waiting.c.turn, waiting.c.due_at, waiting.c.id)
            .limit(limit)
        )
        async with self._database.writing() as connection:
            numbers = list((await connection.execute(chosen)).scalars())
            await connection.execute(
                update(DELIVERIES)
                .where(_D.id.in_(numbers))
                .values(state=DeliveryState.SENDING.value, claimed_at=now, attempts=_D.attempts + 1)
            )
            rows = await connection.execute(select(DELIVERIES).where(_D.id.in_(numbers)))
            found = {row.id: _delivery(row) for row in rows}
        return [found[number] for number in numbers]

    async def sending(self) -> list[Delivery]:
        """Those whose message may be there or not."""
        return await self._read(_D.state == DeliveryState.SENDING.value)

    async def settle(self, settled: Iterable[Delivery]) -> None:
        """Write what came of these, in one transaction; one settled already stays as it is."""
        async with self._database.writing() as connection:
            for delivery in settled:
                written = await connection.execute(
                    update(DELIVERIES)
                    .where(
                        _D.id == delivery.delivery_id,
                        _D.state == DeliveryState.SENDING.value,
                        _D.attempts == delivery.attempts,
                    )
                    .values(
                        state=delivery.state.value,
                        message_id=delivery.message_id,
                        reason=delivery.reason,
                    )
                )
                if written.rowcount and delivery.release_ids:
                    told = [
                        {"delivery_id": delivery.delivery_id, "release_id": number}
                        for number in delivery.release_ids
                    ]
                    await connection.execute(insert(DELIVERED_RELEASES), told)

    async def outdated(self, since: datetime, *, limit: int) -> list[Delivery]:
        """Those sent since then that tell of a release an agency has changed meanwhile."""
        # From the changed releases, which are few, to their messages, of which there may be many.
        mended = func.coalesce(_D.mended_at, _D.claimed_at)
        statement = (
            select(DELIVERIES)
            .join(DELIVERED_RELEASES, DELIVERED_RELEASES.c.delivery_id == _D.id)
            .join(RELEASES, RELEASES.c.id == DELIVERED_RELEASES.c.release_id)
            .where(
                RELEASES.c.changed_at > since,
                RELEASES.c.changed_at > mended,
                _D.state == DeliveryState.SENT.value,
                _D.due_at > since,
            )
            .distinct()
            .order_by(_D.id)
            .limit(limit)
        )
        async with self._database.reading() as connection:
            return [_delivery(row) for row in await connection.execute(statement)]

    async def note_mended(self, delivery_ids: Iterable[int], now: datetime) -> None:
        """Note that these messages are up to date."""
        async with self._database.writing() as connection:
            await connection.execute(
                update(DELIVERIES).where(_D.id.in_(list(delivery_ids))).values(mended_at=now)
            )

    async def add(self, subscription: Subscription, day: date, now: datetime) -> bool:
        """Plan the briefing of a local date at once; False where there is one already."""
        values = {
            "subscription_id": subscription.subscription_id,
            "local_date": day,
            "guild_id": subscription.guild_id,
            "channel_id": subscription.wish.channel_id,
            "due_at": now,
            "state": DeliveryState.PLANNED.value,
            "attempts": 0,
        }
        async with self._database.writing() as connection:
            written = await connection.execute(
                insert_or_ignore(DELIVERIES).values(values).on_conflict_do_nothing()
            )
            return bool(written.rowcount)

    async def last_sent(self, subscription_id: int, before: datetime) -> datetime | None:
        """When the last briefing before this moment was due that was sent."""
        statement = select(func.max(_D.due_at)).where(
            _D.subscription_id == subscription_id,
            _D.state == DeliveryState.SENT.value,
            _D.due_at < before,
        )
        async with self._database.reading() as connection:
            found: datetime | None = (await connection.execute(statement)).scalar()
            return found

    async def of_subscription(self, subscription_id: int, *, limit: int) -> list[Delivery]:
        """What became of a subscription's briefings, the newest first."""
        found = await self._read(_D.subscription_id == subscription_id)
        return found[::-1][:limit]

    async def of_release(self, release_id: int, guild_id: int) -> list[Delivery]:
        """What told a server of a release, the oldest first."""
        told = select(DELIVERED_RELEASES.c.delivery_id).where(
            DELIVERED_RELEASES.c.release_id == release_id
        )
        is_sent = _D.state == DeliveryState.SENT.value
        return await self._read(and_(_D.id.in_(told), _D.guild_id == guild_id, is_sent))

    async def counts(self) -> dict[DeliveryState, int]:
        """How many there are in each state."""
        statement = select(_D.state, func.count()).group_by(_D.state)
        async with self._database.reading() as connection:
            return {DeliveryState(s): n for s, n in await connection.execute(statement)}

    async def _read(self, condition: Any) -> list[Delivery]:
        statement = select(DELIVERIES).where(condition).order_by(_D.id)
        async with self._database.reading() as connection:
            return [_delivery(row) for row in await connection.execute(statement)]


def _delivery(row: Row[*tuple[Any, ...]]) -> Delivery:
    return Delivery(
        delivery_id=row.id,
        subscription_id=row.subscription_id,
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        local_date=row.local_date,
        due_at=row.due_at,
        state=DeliveryState(row.state),
        attempts=row.attempts,
        claimed_at=row.claimed_at,
        message_id=row.message_id,
        reason=row.reason,
    )
