"""What is kept of users and servers is erased when its time is over, or when they ask."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.subscriptions import SubscriptionStatus
from storage.database import Database
from storage.drafts import KEPT_FOR
from storage.source_tables import SOURCE_HOLDERS, SOURCES
from storage.tables import DELIVERIES, DEPARTURES, DRAFTS, FEEDBACK, SUBSCRIPTIONS, WATCHES
from storage.upserts import insert_missing

# A server that has taken Lede out may invite it again, by mistake or in a quarrel.
LEFT_FOR = timedelta(days=30)
# Stands where the maker of something that belongs to a server is forgotten.
NOBODY = 0
_DRAFT = SubscriptionStatus.DRAFT.value

Counts = Mapping[str, int]


class Forgetting:
    """Erase what is kept of a user, of a server, or for a time that is over."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def forget_user(self, user_id: int) -> Counts:
        """Erase what a user had read, told, is briefed on and watches for; gives how much of each.

        What belongs to a server stays with the server, without the name of who made it.
        """
        own = and_(WATCHES.c.guild_id.is_(None), WATCHES.c.created_by == user_id)
        told = select(WATCHES.c.id).where(own)
        mine = and_(SUBSCRIPTIONS.c.guild_id.is_(None), SUBSCRIPTIONS.c.created_by == user_id)
        briefed = select(SUBSCRIPTIONS.c.id).where(mine)
        sent = or_(DELIVERIES.c.watch_id.in_(told), DELIVERIES.c.subscription_id.in_(briefed))
        async with self._database.writing() as connection:
            counts = {
                "readings": await _erase(connection, DRAFTS, DRAFTS.c.made_by == user_id),
                "feedback": await _erase(connection, FEEDBACK, FEEDBACK.c.user_id == user_id),
                "messages": await _erase(connection, DELIVERIES, sent),
                "briefings": await _erase(connection, SUBSCRIPTIONS, mine),
                "watches": await _erase(connection, WATCHES, own),
            }
            for column, nobody in (
                (WATCHES.c.created_by, NOBODY),
                (SUBSCRIPTIONS.c.created_by, NOBODY),
                (SOURCES.c.added_by, None),
                (SOURCE_HOLDERS.c.added_by, None),
            ):
                await connection.execute(
                    update(column.table).where(column == user_id).values({column.name: nobody})
                )
        return counts

    async def forget_server(self, guild_id: int) -> Counts:
        """Erase the briefings, watches and messages of a server, and take its sources from it."""
        async with self._database.writing() as connection:
            return await _forget_server(connection, guild_id)

    async def note_servers(
        self, present: Iterable[int], now: datetime, *, among: Callable[[int], bool]
    ) -> None:
        """Note since when Lede is no longer on servers it keeps something of, and where it is.

        Only of those `among` which `present` are: a process of several knows its own servers alone.
        """
        here = frozenset(present)
        async with self._database.writing() as connection:
            known = await _known_servers(connection)
            left = await _column(connection, select(DEPARTURES.c.guild_id))
            for guild_id in filter(among, known - here - left):
                values = {"guild_id": guild_id, "left_at": now}
                await connection.execute(insert_missing(connection, DEPARTURES).values(values))
            for guild_id in left & here:
                await _erase(connection, DEPARTURES, DEPARTURES.c.guild_id == guild_id)

    async def departed(self) -> Mapping[int, datetime]:
        """The servers that Lede is no longer on, and since when."""
        async with self._database.reading() as connection:
            rows = await connection.execute(select(DEPARTURES))
            return {row.guild_id: row.left_at for row in rows}

    async def forget_old(self, now: datetime) -> None:
        """Erase readings, previews and dry runs of yesterday, and servers that left a month ago."""
        async with self._database.writing() as connection:
            await _erase(connection, DRAFTS, DRAFTS.c.made_at < now - KEPT_FOR)
            for table in (SUBSCRIPTIONS, WATCHES):
                unsaved = and_(table.c.status == _DRAFT, table.c.made_at < now - KEPT_FOR)
                await _erase(connection, table, unsaved)
            gone = select(DEPARTURES.c.guild_id).where(DEPARTURES.c.left_at < now - LEFT_FOR)
            for guild_id in await _column(connection, gone):
                await _forget_server(connection, guild_id)


async def _forget_server(connection: AsyncConnection, guild_id: int) -> Counts:
    counts = {
        "messages": await _erase(connection, DELIVERIES, DELIVERIES.c.guild_id == guild_id),
        "briefings": await _erase(connection, SUBSCRIPTIONS, SUBSCRIPTIONS.c.guild_id == guild_id),
        "watches": await _erase(connection, WATCHES, WATCHES.c.guild_id == guild_id),
        "sources": await _erase(connection, SOURCE_HOLDERS, SOURCE_HOLDERS.c.holder == guild_id),
    }
    held = exists().where(SOURCE_HOLDERS.c.source == SOURCES.c.name)
    await _erase(connection, SOURCES, ~held)
    await _erase(connection, DEPARTURES, DEPARTURES.c.guild_id == guild_id)
    return counts


async def _known_servers(connection: AsyncConnection) -> frozenset[int]:
    """The servers something is kept of."""
    found: frozenset[int] = frozenset()
    for column in (SUBSCRIPTIONS.c.guild_id, WATCHES.c.guild_id, DELIVERIES.c.guild_id):
        found |= await _column(connection, select(column).where(column.is_not(None)).distinct())
    holders = select(SOURCE_HOLDERS.c.holder).where(SOURCE_HOLDERS.c.holder != NOBODY).distinct()
    return found | await _column(connection, holders)


async def _column(connection: AsyncConnection, statement: Any) -> frozenset[int]:
    return frozenset((await connection.execute(statement)).scalars())


async def _erase(connection: AsyncConnection, table: Table, where: ColumnElement[bool]) -> int:
    return int((await connection.execute(delete(table).where(where))).rowcount)
