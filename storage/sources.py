"""The table of sources, who has each, and how each is doing."""

import builtins
from datetime import datetime
from difflib import get_close_matches
from typing import Any

from sqlalchemy import Row, Select, and_, case, delete, insert, literal, null, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import NotAllowedError, NotFoundError
from domain.sources import HOST, Condition, Health, Kind, Source, SourceState, Validators
from storage.columns import UtcDateTime
from storage.database import Database
from storage.source_tables import SOURCE_HEALTH, SOURCE_HOLDERS, SOURCES
from storage.upserts import insert_missing

# A name that is so near (0 to 1) may be a slip of the one that was meant; so many are offered.
_NEAR, _OFFERED, _SHOWN = 0.7, 3, 80
# What is known of a source wherever it stands: until when it was read, how often it publishes.
_KEPT_OF_HEALTH = ("succeeded_at", "last_item_at", "usual_gap", "listed")


class Sources:
    """Keep, list and take out sources, and note how each is doing."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(
        self, source: Source, *, now: datetime, added_by: int | None = None, holder: int = HOST
    ) -> bool:
        """Add a source, or change what is kept under its name; says whether it was added.

        `holder` is the server that adds it. What others have it may not change: it then has it as
        it is, and NotAllowedError is raised where that is at another address. The host may change
        anything. When and by whom it was added stays, and at another address what it has listed:
        its next poll tells what it recognises there from what is new.
        """
        async with self._database.writing() as connection:
            # The transaction is the only one that writes, so nobody adds it in between.
            statement = select(SOURCES.c.address).where(SOURCES.c.name == source.name)
            known = (await connection.execute(statement)).scalar()
            if holder == HOST or await _holders(connection, source.name) <= {holder}:
                await _put(connection, source, known, now=now, added_by=added_by)
            elif known != source.address:
                raise NotAllowedError(
                    "The name “{name}” is taken: others have a source of this name at another "
                    "address. Choose another name.",
                    name=source.name,
                )
            held = {"source": source.name, "holder": holder, "added_at": now, "added_by": added_by}
            await connection.execute(insert_missing(connection, SOURCE_HOLDERS).values(held))
            return known is None

    async def change(self, source: Source, *, now: datetime) -> None:
        """Change what is kept under a name, whoever has it; raises NotFoundError."""
        async with self._database.writing() as connection:
            statement = select(SOURCES.c.address).where(SOURCES.c.name == source.name)
            known = (await connection.execute(statement)).scalar()
            if known is None:
                raise await _unknown(connection, source.name)
            await _put(connection, source, known, now=now, added_by=None)

    async def remove(self, name: str) -> None:
        """Take a source out, whoever has it; its releases stay, what it has listed is remembered.

        Raises NotFoundError.
        """
        async with self._database.writing() as connection:
            gone = await connection.execute(delete(SOURCES).where(SOURCES.c.name == name))
            if not gone.rowcount:
                raise await _unknown(connection, name)

    async def release(self, name: str, holder: int) -> bool:
        """Take a source from a server, and out when nobody else has it; says whether others have.

        Raises NotFoundError, and NotAllowedError where the server has not added it.
        """
        async with self._database.writing() as connection:
            holders = await _holders(connection, name)
            if not holders:
                raise await _unknown(connection, name)
            if holder not in holders:
                raise _of_others(name)
            await _release(connection, name, holder, holders)
        return holders != {holder}

    async def require_holder(self, name: str, holder: int) -> None:
        """Let pass a server that has the source; raises NotFoundError, NotAllowedError."""
        async with self._database.reading() as connection:
            holders = await _holders(connection, name)
            if not holders:
                raise await _unknown(connection, name)
        if holder not in holders:
            raise _of_others(name)

    async def require_only_holder(self, name: str, holder: int) -> None:
        """Let pass a server that alone has the source; raises NotFoundError, NotAllowedError."""
        await self.require_holder(name, holder)
        async with self._database.reading() as connection:
            if await _holders(connection, name) != {holder}:
                raise NotAllowedError(
                    "Others have “{name}” too, so it cannot be changed from here. Add it anew "
                    "under another name.",
                    name=name,
                )

    async def file_under(self, name: str, holder: int, folder: str | None) -> None:
        """Keep a source under a heading of its holder, or none; raises as `require_holder`."""
        await self.require_holder(name, holder)
        here = and_(SOURCE_HOLDERS.c.source == name, SOURCE_HOLDERS.c.holder == holder)
        async with self._database.writing() as connection:
            await connection.execute(update(SOURCE_HOLDERS).where(here).values(folder=folder))

    async def folders(self, holder: int) -> dict[str, str]:
        """The sources of a holder that stand under a heading, by name."""
        statement = select(SOURCE_HOLDERS.c.source, SOURCE_HOLDERS.c.folder).where(
            SOURCE_HOLDERS.c.holder == holder, SOURCE_HOLDERS.c.folder.is_not(None)
        )
        async with self._database.reading() as connection:
            return {row.source: row.folder for row in await connection.execute(statement)}

    async def limit(self, name: str, *, is_limited: bool) -> None:
        """Have the releases of a source told to those who have it alone, or to all."""
        async with self._database.writing() as connection:
            await connection.execute(
                update(SOURCES).where(SOURCES.c.name == name).values(is_limited=is_limited)
            )

    async def limited_at(self, address: str) -> str | None:
        """The source at an address whose releases are told to those who have it alone."""
        statement = select(SOURCES.c.name).where(
            SOURCES.c.address == address, SOURCES.c.is_limited.is_(True)
        )
        async with self._database.reading() as connection:
            return (await connection.execute(statement.order_by(SOURCES.c.name).limit(1))).scalar()

    async def withheld_from(self, holder: int | None) -> frozenset[str]:
        """The names of limited sources that a server, or a member with None, has not added."""
        own = select(SOURCE_HOLDERS.c.source).where(SOURCE_HOLDERS.c.holder == holder)
        limited = select(SOURCES.c.name).where(SOURCES.c.is_limited.is_(True))
        if holder is not None:
            limited = limited.where(SOURCES.c.name.not_in(own))
        async with self._database.reading() as connection:
            return frozenset((await connection.execute(limited)).scalars())

    async def held_by(self, holder: int) -> frozenset[str]:
        """The names of the sources a server has added."""
        statement = select(SOURCE_HOLDERS.c.source).where(SOURCE_HOLDERS.c.holder == holder)
        async with self._database.reading() as connection:
            return frozenset((await connection.execute(statement)).scalars())

    async def get(self, name: str) -> SourceState:
        """The source of this name; NotFoundError if there is none."""
        found = await self._states(_states().where(SOURCES.c.name == name))
        if not found:
            async with self._database.reading() as connection:
                raise await _unknown(connection, name)
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
        """Note that the first poll (at its address) was kept in full: it has seen releases."""
        async with self._database.writing() as connection:
            await connection.execute(
                update(SOURCES)
                .where(SOURCES.c.name == name)
                .values(baseline_at=now, moved_at=None, is_verified=True)
            )

    async def _states(
        self, statement: Select[*tuple[Any, ...]]
    ) -> "builtins.tuple[SourceState, ...]":
        async with self._database.reading() as connection:
            return tuple(_state(row) for row in await connection.execute(statement))


async def _put(
    connection: AsyncConnection,
    source: Source,
    known: str | None,
    *,
    now: datetime,
    added_by: int | None,
) -> None:
    """Write a source down, the address known so far being `known`."""
    here, values = SOURCES.c.name == source.name, _values(source)
    if known is None:
        first = {"added_at": now, "added_by": added_by}
        await connection.execute(insert(SOURCES).values(values | first))
        health = {"source": source.name} | _health_values(Health(next_poll_at=now))
        await connection.execute(insert(SOURCE_HEALTH).values(health))
        return
    if known != source.address:
        # Of a source that was never polled in full nothing is known that could be told anew.
        values["moved_at"] = case(
            (SOURCES.c.baseline_at.is_(None), null()), else_=literal(now, UtcDateTime())
        )
        kept = {name: SOURCE_HEALTH.c[name] for name in _KEPT_OF_HEALTH}
        await connection.execute(
            update(SOURCE_HEALTH)
            .where(SOURCE_HEALTH.c.source == source.name)
            .values(_health_values(Health(next_poll_at=now)) | kept)
        )
    await connection.execute(update(SOURCES).where(here).values(values))


async def _holders(connection: AsyncConnection, name: str) -> frozenset[int]:
    statement = select(SOURCE_HOLDERS.c.holder).where(SOURCE_HOLDERS.c.source == name)
    return frozenset((await connection.execute(statement)).scalars())


async def _release(
    connection: AsyncConnection, name: str, holder: int, holders: frozenset[int]
) -> None:
    if holders == {holder}:
        await connection.execute(delete(SOURCES).where(SOURCES.c.name == name))
        return
    await connection.execute(
        delete(SOURCE_HOLDERS).where(
            SOURCE_HOLDERS.c.source == name, SOURCE_HOLDERS.c.holder == holder
        )
    )


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
        notified_at=row.notified_at,
        validators=Validators(row.etag, row.last_modified, row.body_mark),
    )
    return SourceState(
        source, health, row.added_at, row.added_by, row.baseline_at, row.moved_at, row.is_limited
    )


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
        "notified_at": health.notified_at,
        "etag": health.validators.etag,
        "last_modified": health.validators.last_modified,
        "body_mark": health.validators.body_mark,
    }


def _of_others(name: str) -> NotAllowedError:
    return NotAllowedError(
        "This server has not added the source “{name}”. Only servers that have, and Lede's own "
        "admins, may do that.",
        name=name[:80],
    )


async def _unknown(connection: AsyncConnection, name: str) -> NotFoundError:
    """That no source has a name, with those that are near it."""
    names = (await connection.execute(select(SOURCES.c.name).order_by(SOURCES.c.name))).scalars()
    folded = {known.casefold(): known for known in names}
    if near := get_close_matches(name.casefold()[:_SHOWN], folded, _OFFERED, _NEAR):
        return NotFoundError(
            "There is no source named “{name}”. Did you mean {near}?",
            name=name[:_SHOWN],
            near=", ".join(f"“{folded[one]}”" for one in near),
        )
    return NotFoundError(
        "There is no source named “{name}”. `lede sources list` and /sources name them all.",
        name=name[:_SHOWN],
    )
