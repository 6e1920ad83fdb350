"""What each source has ever listed, so that nothing is read or announced twice."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Row, Select, and_, bindparam, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.archive import Saved
from storage.database import Database
from storage.identity import canonical_url
from storage.sameness import HABITS, Habits, Marks, page_key, page_of
from storage.saving import save_all
from storage.seen import DONE, ItemState, Kept, SeenItem
from storage.tables import HABITS as HABITS_TABLE
from storage.tables import ITEMS, RELEASES
from storage.upserts import insert_or_change

# Well under the 32,766 values a statement of SQLite may carry.
_KEYS_AT_ONCE = 500
# Of what stands at one page; a source that never changes its address lists no more in ten years.
_ALIKE_AT_MOST = 4000

Value = TypeVar("Value")


class Items:
    """The memory of what sources have listed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def alike(
        self, source: str, pages: Iterable[str], guids: Iterable[str]
    ) -> list[SeenItem]:
        """The items of a source that stand at these pages or have these guids, the newest first.

        Of a page or a guid that very many share, the newest thousands.
        """
        found: dict[str, SeenItem] = {}
        newest = _with_keys().where(ITEMS.c.source == source).order_by(ITEMS.c.id.desc())
        statement = newest.limit(_ALIKE_AT_MOST)
        async with self._database.reading() as connection:
            for column, values in ((ITEMS.c.page, pages), (ITEMS.c.guid, guids)):
                for some in _parts(list(dict.fromkeys(values))):
                    for row in await connection.execute(statement.where(column.in_(some))):
                        found[row.key] = _seen(row)
        return sorted(found.values(), key=lambda seen: seen.number, reverse=True)

    async def newest(self, source: str, *, limit: int) -> list[SeenItem]:
        """What a source has listed, the newest first."""
        statement = _with_keys().where(ITEMS.c.source == source)
        async with self._database.reading() as connection:
            rows = await connection.execute(statement.order_by(ITEMS.c.id.desc()).limit(limit))
            return [_seen(row) for row in rows]

    async def written(self, source: str, *, limit: int) -> dict[str, SeenItem]:
        """By the marks of their entries the newest items of a source that wait for nothing."""
        statement = select(ITEMS).where(
            ITEMS.c.source == source,
            ITEMS.c.entry_mark.is_not(None),
            ITEMS.c.state.in_([state.value for state in DONE]),
        )
        found: dict[str, SeenItem] = {}
        async with self._database.reading() as connection:
            rows = await connection.execute(statement.order_by(ITEMS.c.id.desc()).limit(limit))
            for row in rows:
                found.setdefault(row.entry_mark, _seen(row))
        return found

    async def listed_by_none_but(
        self, sources: Collection[str], numbers: Collection[int]
    ) -> frozenset[int]:
        """Of these releases those that no other source than these has listed."""
        listed: set[int] = set()
        others: set[int] = set()
        async with self._database.reading() as connection:
            for some in _parts(sorted(numbers)):
                statement = select(ITEMS.c.release_id, ITEMS.c.source).where(
                    ITEMS.c.release_id.in_(some)
                )
                for row in await connection.execute(statement):
                    (listed if row.source in sources else others).add(row.release_id)
        return frozenset(listed - others)

    async def habits(self, source: str) -> Habits:
        """What a source has shown of its names for releases."""
        statement = select(HABITS_TABLE).where(HABITS_TABLE.c.source == source)
        async with self._database.reading() as connection:
            row = (await connection.execute(statement)).one_or_none()
        return Habits() if row is None else Habits(*(getattr(row, name) for name in HABITS))

    async def note_habits(self, source: str, habits: Habits) -> None:
        """Remember what a source has shown of its names for releases."""
        values = {name: getattr(habits, name) for name in HABITS}
        async with self._database.writing() as connection:
            one = insert_or_change(
                connection, {"source": source} | values, HABITS_TABLE, key="source", **values
            )
            await connection.execute(one)

    async def keep(
        self, source: str, kept: Sequence[Kept], *, now: datetime, version: int
    ) -> list[Saved]:
        """Keep releases, what is to be told of them, and their items: all of it, or nothing.

        See `Releases.save_many`. Raises StorageError; then nothing was written.
        """
        pairs = [(one.document, one.analysis) for one in kept]
        news = [one.is_news for one in kept]
        async with self._database.writing() as connection:
            saved = await save_all(connection, pairs, now=now, version=version, announce=news)
            items = [
                replace(one.item, release_id=was.release_id)
                for one, was in zip(kept, saved, strict=True)
            ]
            await _note(connection, source, items, now)
        return saved

    async def seen(self, source: str, keys: Iterable[str]) -> dict[str, SeenItem]:
        """Of these keys those the source has listed before, with what became of them."""
        async with self._database.reading() as connection:
            return await _seen_of(connection, source, list(dict.fromkeys(keys)))

    async def listings(self, address: str) -> list[tuple[str, datetime, SeenItem]]:
        """What sources listed at an address: name, when first, and what became of it."""
        is_here = or_(ITEMS.c.page == page_of(address), ITEMS.c.page == canonical_url(address))
        statement = select(ITEMS).where(is_here).order_by(ITEMS.c.id)
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
            await _note(connection, source, kept, now)


async def _note(
    connection: AsyncConnection, source: str, items: Sequence[SeenItem], now: datetime
) -> None:
    known: set[str] = set()
    for some in _parts([item.key for item in items]):
        keys = select(ITEMS.c.key).where(ITEMS.c.source == source, ITEMS.c.key.in_(some))
        known.update((await connection.execute(keys)).scalars())
    fresh = [
        _values(item) | {"source": source, "first_listed_at": now}
        for item in items
        if item.key not in known
    ]
    if fresh:
        await connection.execute(insert(ITEMS), fresh)
    changed = [_values(item) | {"its_key": item.key} for item in items if item.key in known]
    if changed:
        here = and_(ITEMS.c.source == source, ITEMS.c.key == bindparam("its_key"))
        await connection.execute(update(ITEMS).where(here), changed)


def _with_keys() -> Select[*tuple[Any, ...]]:
    """Items with the keys of their releases."""
    return select(ITEMS, RELEASES.c.key.label("release_key")).join(
        RELEASES, RELEASES.c.id == ITEMS.c.release_id, isouter=True
    )


def _parts(values: list[Value]) -> list[list[Value]]:
    return [values[at : at + _KEYS_AT_ONCE] for at in range(0, len(values), _KEYS_AT_ONCE)]


async def _seen_of(
    connection: AsyncConnection, source: str, keys: list[str]
) -> dict[str, SeenItem]:
    found: dict[str, SeenItem] = {}
    for some in _parts(keys):
        rows = await connection.execute(
            select(ITEMS).where(ITEMS.c.source == source, ITEMS.c.key.in_(some))
        )
        found |= {row.key: _seen(row) for row in rows}
    return found


def _seen(row: Row[*tuple[Any, ...]]) -> SeenItem:
    # Items of before addresses were kept have theirs in the plainest form, as their key.
    address = row.address or (row.page if "://" in row.page.partition(" ")[0] else None)
    marks = Marks(row.guid, address, row.title, row.published_at, row.text_mark)
    return SeenItem(
        row.key,
        row.fingerprint,
        ItemState(row.state),
        row.attempts,
        row.reason,
        row.release_id,
        marks,
        row.id,
        getattr(row, "release_key", None),
        row.page,
        row.entry_mark,
    )


def _values(item: SeenItem) -> dict[str, object]:
    marks = item.marks
    return {
        "key": item.key,
        "fingerprint": item.fingerprint,
        "state": item.state.value,
        "attempts": item.attempts,
        "reason": item.reason,
        "release_id": item.release_id,
        "guid": marks.guid,
        "address": marks.address,
        "page": page_key(marks) if marks != Marks() else item.key,
        "title": marks.title,
        "published_at": marks.published_at,
        "text_mark": marks.text_mark,
        "entry_mark": item.entry_mark,
    }
