"""The table of sources, and how each is doing."""

import builtins
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, insert, or_, select, update

from domain.errors import NotFoundError
from domain.sources import Condition, Health, Kind, Source, SourceState, Validators
from storage.engine import Database
from storage.tables import SOURCE_HEALTH, SOURCES


class Sources:
    """Keep, list and take out sources, and note how each is doing."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, source: Source, *, now: datetime, added_by: int | None = None) -> bool:
        """Add a source, or change what is kept under its name; says whether it was added.

        When and by whom it was added stays. A changed address begins anew: its health is that of a
        new source, and its next poll a baseline.
        """
        values = _values(source)
        async with self._database.writing() as connection:
            # The transaction is the only one that writes, so nobody adds it in between.
            here = SOURCES.c.name == source.name
            known = (await connection.execute(select(SOURCES.c.address).where(here))).scalar()
            if known is None:
                await connection.execute(
                    insert(SOURCES).values(values | {"added_at": now, "added_by": added_by})
                )
            elif known == source.address:
                await connection.execute(update(SOURCES).where(here).values(values))
                return False
            else:
                await connection.execute(
                    update(SOURCES).where(here).values(values | {"baseline_at": None})
                )
                await connection.execute(
                    delete(SOURCE_HEALTH).where(SOURCE_HEALTH.c.source == source.name)
                )
            await connection.execute(
                insert(SOURCE_HEALTH).values(
                    {"source": source.name} | _health_values(Health(next_poll_at=now))
                )
            )
            return known is None

    async def remove(self, name: str) -> None:
        """Take a source out; its releases stay, and what it has listed is remembered."""
        async with self._database.writing() as connection:
            gone = await connection.execute(delete(SOURCES).where(SOURCES.c.name == name))
        if not gone.rowcount:
            raise _unknown(name)

    async def get(self, name: str) -> SourceState:
        """The source of this name; NotFoundError if there is none."""
        found = await self._states(_states().where(SOURCES.c.name == name))
        if not found:
            raise _unknown(name)
        return found[0]

    async def list(self) -> tuple[SourceState, ...]:
        """All sources by name."""
        return await self._states(_states().order_by(SOURCES.c.name))

    async def due(self, now: datetime, *, limit: int) -> tuple[SourceState, ...]:
        """Sources whose next poll has come, the longest waiting first."""
        moment = SOURCE_HEALTH.c.next_poll_at
        is_due = or_(moment.is_(None), moment <= now)
        return await self._states(_states().where(is_due).order_by(moment).limit(limit))

    async def note_health(self, name: str, health: Health) -> None:
        """Write down how a source is doing, unless it was taken out meanwhile."""
        async with self._database.writing() as connection:
            await connection.execute(
                update(SOURCE_HEALTH)
                .where(SOURCE_HEALTH.c.source == name)
                .values(_health_values(health))
            )

    async def note_baseline(self, name: str, now: datetime) -> None:
        """Note that the first poll was kept in full, and that a live poll has seen releases."""
        async with self._database.writing() as connection:
            await connection.execute(
                update(SOURCES)
                .where(SOURCES.c.name == name)
                .values(baseline_at=now, is_verified=True)
            )

    async def _states(
        self, statement: Select[*tuple[Any, ...]]
    ) -> "builtins.tuple[SourceState, ...]":
        async with self._database.reading() as connection:
            return tuple(_state(row) for row in await connection.execute(statement))


def _states() -> Select[*tuple[Any, ...]]:
    health = [column for column in SOURCE_HEALTH.c if column.name != "source"]
    return select(*SOURCES.c, *health).join(SOURCE_HEALTH, SOURCE_HEALTH.c.source == SOURCES.c.name)


def _state(row: Row[*tuple[Any, ...]]) -> SourceState:
    source = Source(
        name=row.name,
        kind=Kind(row.kind),
        address=row.address,
        agency=row.agency,
        cadence=row.cadence,
        options=row.options,
        is_verified=row.is_verified,
    )
    health = Health(
        condition=Condition(row.condition),
        reason=row.reason,
        since=row.since,
        polled_at=row.polled_at,
        succeeded_at=row.succeeded_at,
        next_poll_at=row.next_poll_at,
        last_item_at=row.last_item_at,
        usual_gap=row.usual_gap,
        failures=row.failures,
        listed=row.listed,
        told_at=row.told_at,
        validators=Validators(row.etag, row.last_modified),
    )
    return SourceState(source, health, row.added_at, row.added_by, row.baseline_at)


def _values(source: Source) -> dict[str, Any]:
    return {
        "name": source.name,
        "kind": source.kind.value,
        "address": source.address,
        "agency": source.agency,
        "cadence": source.cadence,
        "options": dict(source.options),
        "is_verified": source.is_verified,
    }


def _health_values(health: Health) -> dict[str, Any]:
    return {
        "condition": health.condition.value,
        "reason": health.reason,
        "since": health.since,
        "polled_at": health.polled_at,
        "succeeded_at": health.succeeded_at,
        "next_poll_at": health.next_poll_at,
        "last_item_at": health.last_item_at,
        "usual_gap": health.usual_gap,
        "failures": health.failures,
        "listed": health.listed,
        "told_at": health.told_at,
        "etag": health.validators.etag,
        "last_modified": health.validators.last_modified,
    }


def _unknown(name: str) -> NotFoundError:
    return NotFoundError(
        "There is no source named “{name}”. `lede sources list` and /sources name them all.",
        name=name[:80],
    )
