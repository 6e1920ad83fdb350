"""What each source has ever listed, so that nothing is read or announced twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, and_, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.tables import ITEMS

# Well under the 32,766 values a statement of SQLite may carry.
_KEYS_AT_ONCE = 500


class ItemState(StrEnum):
    """What became of an item."""

    KEPT = "kept"
    # Listed before Lede knew the source, and too old to be fetched one by one.
    PASSED = "passed"
    # Its page could not be read yet; it is tried again.
    WAITING = "waiting"
    # Its text may not be published yet; `reason` is the moment from which it may.
    EMBARGOED = "embargoed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class SeenItem:
    """An item as it was last listed. `fingerprint` changes with what the source says of it."""

    key: str
    fingerprint: str
    state: ItemState
    attempts: int = 0
    reason: str | None = None
    release_id: int | None = None


class Items:
    """The memory of what sources have listed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def seen(self, source: str, keys: Iterable[str]) -> dict[str, SeenItem]:
        """Of these keys those the source has listed before, with what became of them."""
        async with self._database.reading() as connection:
            return await _seen_of(connection, source, list(dict.fromkeys(keys)))

    async def listings(self, key: str) -> list[tuple[str, datetime, SeenItem]]:
        """The sources that listed an item of this key: name, when first, and what became of it."""
        statement = select(ITEMS).where(ITEMS.c.key == key).order_by(ITEMS.c.id)
        async with self._database.reading() as connection:
            rows = await connection.execute(statement)
            return [(row.source, row.first_listed_at, _seen(row)) for row in rows]

    async def of_release(self, release_id: int) -> list[tuple[str, datetime, SeenItem]]:
        """The items that became a release: source, when first listed, and the item."""
        statement = select(ITEMS).where(ITEMS.c.release_id == release_id).order_by(ITEMS.c.id)
        async with self._database.reading() as connection:
            rows = await connection.execute(statement)
            return [(row.source, row.first_listed_at, _seen(row)) for row in rows]

    async def unread(
        self, since: datetime, *, source: str | None = None
    ) -> dict[str, list[SeenItem]]:
        """By source the items that wait, and those that failed and were first listed `since`.

        The newest first.
        """
        failed = and_(ITEMS.c.state == ItemState.FAILED.value, ITEMS.c.first_listed_at >= since)
        statement = select(ITEMS).where(or_(ITEMS.c.state == ItemState.WAITING.value, failed))
        if source is not None:
            statement = statement.where(ITEMS.c.source == source)
        found: dict[str, list[SeenItem]] = {}
        async with self._database.reading() as connection:
            for row in await connection.execute(statement.order_by(ITEMS.c.id.desc())):
                found.setdefault(row.source, []).append(_seen(row))
        return found

    async def note(self, source: str, items: Iterable[SeenItem], *, now: datetime) -> None:
        """Remember these items as they are now; when each was first listed stays."""
        kept = list(items)
        if not kept:
            return
        async with self._database.writing() as connection:
            # Within the transaction: two processes may note one item at once.
            known = await _seen_of(connection, source, [item.key for item in kept])
            fresh = [
                _values(item) | {"source": source, "first_listed_at": now}
                for item in kept
                if item.key not in known
            ]
            if fresh:
                await connection.execute(insert(ITEMS), fresh)
            for item in kept:
                if item.key in known:
                    await connection.execute(
                        update(ITEMS)
                        .where(ITEMS.c.source == source, ITEMS.c.key == item.key)
                        .values(_values(item))
                    )


async def _seen_of(
    connection: AsyncConnection, source: str, keys: list[str]
) -> dict[str, SeenItem]:
    found: dict[str, SeenItem] = {}
    for start in range(0, len(keys), _KEYS_AT_ONCE):
        some = keys[start : start + _KEYS_AT_ONCE]
        rows = await connection.execute(
            select(ITEMS).where(ITEMS.c.source == source, ITEMS.c.key.in_(some))
        )
        found |= {row.key: _seen(row) for row in rows}
    return found


def _seen(row: Row[*tuple[Any, ...]]) -> SeenItem:
    return SeenItem(
        row.key, row.fingerprint, ItemState(row.state), row.attempts, row.reason, row.release_id
    )


def _values(item: SeenItem) -> dict[str, object]:
    return {
        "key": item.key,
        "fingerprint": item.fingerprint,
        "state": item.state.value,
        "attempts": item.attempts,
        "reason": item.reason,
        "release_id": item.release_id,
    }
