"""The ledger of deliveries: what is to be sent, what is being sent, what came of it.

A row is written `sending` before its message goes out, so that after a crash it is known which
messages may be there; see pipeline.delivery for what is done about them.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, exists, false, func, insert, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.archive import EventKind
from domain.briefings import Coverage
from domain.errors import NotFoundError
from domain.subscriptions import (
    AlertsOf,
    BriefingOf,
    CorrectionOf,
    Delivery,
    DeliveryState,
    Purpose,
    Subscription,
)
from storage.cursors import move_cursor, read_cursor
from storage.database import Database
from storage.leases import MEMBER
from storage.tables import (
    COVERAGES,
    DELIVERED_RELEASES,
    DELIVERIES,
    EVENTS,
    LEASES,
    RELEASES,
)
from storage.upserts import insert_missing

_D = DELIVERIES.c
_CURSOR = "corrections"
# The longest waiting, among which the servers take turns: to number 100,000 at each claim would
# hold the writer for a tenth of each second.
_LOOKED_AT = 2000


class Deliveries:
    """What was planned for which channel, and what came of it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(self, now: datetime, *, limit: int, owner: str | None = None) -> list[Delivery]:
        """Take up to so many that are due, the servers in turn, and write that they are sent.

        With all of them `sending` before the first is sent, by the process called `owner`.
        """
        # Direct messages take turns as servers do.
        reader = func.coalesce(_D.guild_id, _D.channel_id)
        turn = func.row_number().over(partition_by=reader, order_by=(_D.due_at, _D.id))
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
                .values(
                    state=DeliveryState.SENDING.value,
                    claimed_at=now,
                    attempts=_D.attempts + 1,
                    owner=owner,
                )
            )
            rows = await connection.execute(select(DELIVERIES).where(_D.id.in_(numbers)))
            found = {row.id: _delivery(row) for row in rows}
        return [found[number] for number in numbers]

    async def adopt(self, owner: str | None = None, *, with_own: bool = True) -> list[Delivery]:
        """Take those whose message may be there or not, and of which no other process will know.

        These belong to nobody or to a process that lives no more; `with_own` also what `owner` was
        sending itself. When each was claimed stays, and so does its nonce.
        """
        alive = select(LEASES.c.owner).where(LEASES.c.name.startswith(MEMBER))
        is_left = and_(
            _D.state == DeliveryState.SENDING.value,
            or_(
                _D.owner.is_(None),
                _D.owner == owner if with_own else false(),
                and_(_D.owner.is_distinct_from(owner), _D.owner.not_in(alive)),
            ),
        )
        async with self._database.writing() as connection:
            numbers = list((await connection.execute(select(_D.id).where(is_left))).scalars())
            if not numbers:
                return []
            taken = _D.id.in_(numbers)
            await connection.execute(update(DELIVERIES).where(taken).values(owner=owner))
            rows = await connection.execute(select(DELIVERIES).where(taken).order_by(_D.id))
            return [_delivery(row) for row in rows]

    async def settle(self, settled: Iterable[Delivery]) -> None:
        """Write what came of these, in one transaction.

        One settled already stays as it is, and so does one that another process has taken over.
        """
        async with self._database.writing() as connection:
            for delivery in settled:
                written = await connection.execute(
                    update(DELIVERIES)
                    .where(
                        _D.id == delivery.delivery_id,
                        _D.state == DeliveryState.SENDING.value,
                        _D.attempts == delivery.attempts,
                        _D.owner.is_not_distinct_from(delivery.owner),
                    )
                    .values(
                        **_known(delivery),
                        state=delivery.state.value,
                        channel_id=delivery.channel_id,
                        message_id=delivery.message_id,
                        reason=delivery.reason,
                    )
                )
                if written.rowcount and delivery.release_ids:
                    delivered = [
                        {"delivery_id": delivery.delivery_id, "release_id": number}
                        for number in delivery.release_ids
                    ]
                    await connection.execute(insert(DELIVERED_RELEASES), delivered)

    async def outdated(self, since: datetime, *, limit: int) -> list[Delivery]:
        """Those sent since then that tell of a release an agency has changed meanwhile."""
        # From the changed releases, which are few, to their messages, of which there may be many.
        updated = func.coalesce(_D.updated_at, _D.claimed_at)
        found = (
            select(_D.id)
            .join(DELIVERED_RELEASES, DELIVERED_RELEASES.c.delivery_id == _D.id)
            .join(RELEASES, RELEASES.c.id == DELIVERED_RELEASES.c.release_id)
            .where(
                RELEASES.c.changed_at > since,
                RELEASES.c.changed_at > updated,
                _D.state == DeliveryState.SENT.value,
                _D.due_at > since,
            )
            .distinct()
            .order_by(_D.id)
            .limit(limit)
        )
        # By their numbers: PostgreSQL tells no two rows with JSON in them apart.
        statement = select(DELIVERIES).where(_D.id.in_(found)).order_by(_D.id)
        async with self._database.reading() as connection:
            return [_delivery(row) for row in await connection.execute(statement)]

    async def note_updated(self, delivery_ids: Iterable[int], now: datetime) -> None:
        """Note that these messages are up to date."""
        async with self._database.writing() as connection:
            await connection.execute(
                update(DELIVERIES).where(_D.id.in_(list(delivery_ids))).values(updated_at=now)
            )

    async def unpublished(self, since: datetime, *, limit: int) -> list[Delivery]:
        """Briefings that were due since then, were sent, and are still to be published.

        Of one channel only one a local date, whatever its briefings say.
        """
        other = DELIVERIES.alias("other")
        is_published = exists().where(
            other.c.channel_id == _D.channel_id,
            other.c.local_date == _D.local_date,
            other.c.published_at.is_not(None),
        )
        statement = (
            select(DELIVERIES)
            .where(
                _D.publishes,
                _D.state == DeliveryState.SENT.value,
                _D.due_at > since,
                _D.message_id.is_not(None),
                _D.published_at.is_(None),
                ~is_published,
            )
            .order_by(_D.id)
            .limit(limit)
        )
        async with self._database.reading() as connection:
            return [_delivery(row) for row in await connection.execute(statement)]

    async def note_published(self, delivery_id: int, now: datetime) -> None:
        """Note that a message was published, or that it never will be."""
        async with self._database.writing() as connection:
            await connection.execute(
                update(DELIVERIES).where(_D.id == delivery_id).values(published_at=now)
            )

    async def plan_corrections(self, *, kept: timedelta, limit: int) -> int:
        """Plan a message for each sent one that tells of a release an agency has changed since.

        Of changes up to `kept` after it was due; gives how many were planned. Planning again, also
        after a crash, adds nothing. A change that came while a message was on its way waits until
        it is known what became of that.
        """
        async with self._database.writing() as connection:
            oldest = select(func.min(_D.claimed_at)).where(_D.state == DeliveryState.SENDING.value)
            open_since: datetime | None = (await connection.execute(oldest)).scalar()
            cursor = await read_cursor(connection, _CURSOR)
            statement = select(EVENTS.c.id, EVENTS.c.kind, EVENTS.c.at, EVENTS.c.release_id)
            statement = statement.where(EVENTS.c.id > cursor).order_by(EVENTS.c.id).limit(limit)
            events = (await connection.execute(statement)).all()
            planned = 0
            for event in events:
                if event.kind == EventKind.CHANGED.value:
                    if open_since is not None and event.at >= open_since:
                        break
                    planned += await _correct(connection, event, event.at - kept)
                cursor = event.id
            if events:
                await move_cursor(connection, _CURSOR, cursor)
            return planned

    async def coverage(self, at: datetime, now: Coverage | None = None) -> Coverage | None:
        """How the sources were when briefings were due, kept as it is `now` where nothing was."""
        statement = select(COVERAGES.c.coverage).where(COVERAGES.c.at == at)
        async with self._database.reading() as connection:
            kept: Coverage | None = (await connection.execute(statement)).scalar()
        if kept is not None or now is None:
            return kept
        async with self._database.writing() as connection:
            values = {"at": at, "coverage": now}
            await connection.execute(insert_missing(connection, COVERAGES).values(values))
            found: Coverage | None = (await connection.execute(statement)).scalar()
            return found

    async def of_day(self, subscription_id: int, day: date) -> Delivery | None:
        """The briefing of a subscription for a local date."""
        found = await self._read(_D.subscription_id == subscription_id, _D.local_date == day)
        return next(iter(found), None)

    async def get(self, delivery_id: int) -> Delivery:
        """The delivery of this number; raises NotFoundError."""
        found = await self._read(_D.id == delivery_id)
        if not found:
            raise NotFoundError("Nothing is known of this message any more.")
        return found[0]

    async def delivered_by(self, delivery_id: int) -> tuple[int, ...]:
        """The numbers of the releases that a message tells of, in their order."""
        delivered = DELIVERED_RELEASES.c
        statement = select(delivered.release_id).where(delivered.delivery_id == delivery_id)
        async with self._database.reading() as connection:
            rows = await connection.execute(statement.order_by(delivered.release_id))
            return tuple(rows.scalars())

    async def add(self, subscription: Subscription, day: date, now: datetime) -> bool:
        """Plan the briefing of a local date at once; False where there is one already."""
        values = {
            "subscription_id": subscription.subscription_id,
            "local_date": day,
            "guild_id": subscription.guild_id,
            "channel_id": subscription.settings.channel_id,
            "due_at": now,
            "state": DeliveryState.PLANNED.value,
            "attempts": 0,
            "publishes": subscription.settings.publishes,
        }
        async with self._database.writing() as connection:
            planned = insert_missing(connection, DELIVERIES).values(values)
            written = await connection.execute(planned)
            return bool(written.rowcount)

    async def last_sent(self, subscription_id: int, before: datetime) -> Delivery | None:
        """The last briefing that was due before this moment and was sent."""
        statement = (
            select(DELIVERIES)
            .where(
                _D.subscription_id == subscription_id,
                _D.state == DeliveryState.SENT.value,
                _D.due_at < before,
            )
            .order_by(_D.due_at.desc())
            .limit(1)
        )
        async with self._database.reading() as connection:
            row = (await connection.execute(statement)).one_or_none()
            return None if row is None else _delivery(row)

    async def of_subscription(self, subscription_id: int, *, limit: int) -> list[Delivery]:
        """What became of a subscription's briefings, the newest first."""
        found = await self._read(_D.subscription_id == subscription_id)
        return found[::-1][:limit]

    async def of_release(self, release_id: int, guild_id: int) -> list[Delivery]:
        """What told a server of a release, the oldest first."""
        delivered = select(DELIVERED_RELEASES.c.delivery_id).where(
            DELIVERED_RELEASES.c.release_id == release_id
        )
        is_sent = _D.state == DeliveryState.SENT.value
        return await self._read(_D.id.in_(delivered), _D.guild_id == guild_id, is_sent)

    async def counts(self) -> dict[DeliveryState, int]:
        """How many there are in each state."""
        statement = select(_D.state, func.count()).group_by(_D.state)
        async with self._database.reading() as connection:
            return {DeliveryState(s): n for s, n in await connection.execute(statement)}

    async def unsent(self) -> dict[DeliveryState, int]:
        """How many there are in each state but `sent`, of which there are ever more."""
        statement = select(_D.state, func.count()).where(
            _D.state.in_(
                [state.value for state in DeliveryState if state is not DeliveryState.SENT]
            )
        )
        async with self._database.reading() as connection:
            found = await connection.execute(statement.group_by(_D.state))
            return {DeliveryState(s): n for s, n in found}

    async def _read(self, *conditions: Any) -> list[Delivery]:
        statement = select(DELIVERIES).where(*conditions).order_by(_D.id)
        async with self._database.reading() as connection:
            return [_delivery(row) for row in await connection.execute(statement)]


async def _correct(connection: AsyncConnection, event: Any, since: datetime) -> int:
    """Plan what corrects the messages that told of the release of an event before it."""
    delivered = select(DELIVERED_RELEASES.c.delivery_id).where(
        DELIVERED_RELEASES.c.release_id == event.release_id
    )
    rows = select(
        _D.id,
        literal(event.id),
        _D.guild_id,
        _D.channel_id,
        literal(event.at, _D.due_at.type),
        literal(DeliveryState.PLANNED.value),
        literal(0),
    ).where(
        _D.id.in_(delivered),
        _D.corrects.is_(None),
        _D.state == DeliveryState.SENT.value,
        _D.message_id.is_not(None),
        _D.claimed_at < event.at,
        _D.due_at > since,
    )
    names = ["corrects", "event_id", "guild_id", "channel_id", "due_at", "state", "attempts"]
    planned = insert_missing(connection, DELIVERIES).from_select(names, rows)
    written = await connection.execute(planned)
    return int(written.rowcount)


def _delivery(row: Row[*tuple[Any, ...]]) -> Delivery:
    return Delivery(
        delivery_id=row.id,
        purpose=_purpose(row),
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        due_at=row.due_at,
        state=DeliveryState(row.state),
        attempts=row.attempts,
        claimed_at=row.claimed_at,
        message_id=row.message_id,
        reason=row.reason,
        known_event=None if row.corrects is not None else row.event_id,
        owner=row.owner,
        choosing=row.choosing,
    )


def _known(delivery: Delivery) -> dict[str, Any]:
    """The last event a briefing knew of, and by what it was chosen; of a correction neither."""
    known = {} if delivery.known_event is None else {"event_id": delivery.known_event}
    return known if delivery.choosing is None else {**known, "choosing": delivery.choosing}


def _purpose(row: Row[*tuple[Any, ...]]) -> Purpose:
    if row.corrects is not None:
        return CorrectionOf(row.corrects, row.event_id)
    if row.watch_id is not None:
        return AlertsOf(row.watch_id)
    return BriefingOf(row.subscription_id, row.local_date)
