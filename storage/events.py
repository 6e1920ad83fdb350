"""What happened, once each and in order: for whoever tells people of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, or_, select

from domain.archive import Event, EventKind
from storage.database import Database
from storage.tables import EVENTS


class Events:
    """The log of events; releases write theirs in the transaction that keeps them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, kind: EventKind, *, source: str, text: str, now: datetime) -> None:
        """Note what became of a source."""
        async with self._database.writing() as connection:
            await connection.execute(
                insert(EVENTS).values(kind=kind.value, at=now, source=source, text=text)
            )

    async def between(
        self, first: datetime, last: datetime, *, seen: int | None = None, up_to: int | None = None
    ) -> tuple[Event, ...]:
        """What happened after the first moment, up to and with the last, in order.

        With `seen` also what happened before but was noted after that event: what waits for the
        writer is of a moment gone by. With `up_to` nothing noted after that one.
        """
        is_new = EVENTS.c.at > first
        if seen is not None:
            is_new = or_(is_new, EVENTS.c.id > seen)
        statement = select(EVENTS).where(is_new, EVENTS.c.at <= last)
        if up_to is not None:
            statement = statement.where(EVENTS.c.id <= up_to)
        async with self._database.reading() as connection:
            rows = await connection.execute(statement.order_by(EVENTS.c.id))
            return tuple(read_event(row) for row in rows)

    async def get(self, event_id: int) -> Event | None:
        """The event of this number."""
        async with self._database.reading() as connection:
            row = (
                await connection.execute(select(EVENTS).where(EVENTS.c.id == event_id))
            ).one_or_none()
            return None if row is None else read_event(row)

    async def after(self, event_id: int, *, limit: int) -> tuple[Event, ...]:
        """The events after this one, the oldest first; 0 for the first of all."""
        async with self._database.reading() as connection:
            rows = await connection.execute(
                select(EVENTS).where(EVENTS.c.id > event_id).order_by(EVENTS.c.id).limit(limit)
            )
            return tuple(read_event(row) for row in rows)


def read_event(row: Row[*tuple[Any, ...]]) -> Event:
    """The event of its row."""
    return Event(
        event_id=row.id,
        kind=EventKind(row.kind),
        at=row.at,
        release_id=row.release_id,
        source=row.source,
        changes=row.changes,
        text=row.text,
    )
