"""One database copied into another, row by row, and held against it; whichever either is.

A copy that was broken off goes on where it stopped: rows go over in the order of their keys, and a
transaction holds whole batches. At the end both are read again and every row is compared.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, MetaData, Row, Table, func, insert, select, text, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import TypeDecorator

from domain.errors import StorageError
from storage.columns import REPLACEMENT, AnyText
from storage.cursors import move_cursor
from storage.database import Database
from storage.indexes import full_text_of
from storage.metadata import METADATA
from storage.tables import CURSORS, QUOTES, RELEASE_TERMS, RELEASES, TERMS

# Rows of one statement; the longest hold a whole release with its record.
_BATCH = 200
# While a cursor of this name stands in a database, a copy into it is not done.
_UNDONE = "copying"
# What stands in a new database already.
_FILLED_BY_REVISIONS = frozenset({CURSORS.name})
# Of processes, not of what is kept.
_OF_PROCESSES = frozenset({"leases", "paces"})

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class CopyReport:
    """How many rows each table holds, in the order in which they went over."""

    rows: dict[str, int]

    @property
    def total(self) -> int:
        """All rows together."""
        return sum(self.rows.values())


async def copy_database(source: Database, target: Database, progress: Progress) -> CopyReport:
    """Copy everything but who holds which lease, then compare every row.

    Both stand at the newest revision. `progress` is told the table, the rows that are over and how
    many there are. Raises StorageError where the target holds rows of its own, and where a row
    differs at the end.
    """
    await _begin(target)
    rows: dict[str, int] = {}
    # One view for all of it: what is written meanwhile stays out of the copy.
    async with source.reading() as given:
        for table in _tables():
            rows[table.name] = await _copy_table(given, target, table, progress)
        await _finish(target)
        async with target.reading() as taken:
            for table in _tables():
                await _compare(given, taken, table)
    return CopyReport(rows)


def _tables() -> list[Table]:
    """The tables without what their columns do to values: rows go over as they lie there."""
    apart = MetaData()
    return [
        Table(table.name, apart, *(_plain(column) for column in table.columns))
        for table in METADATA.sorted_tables
        if table.name not in _OF_PROCESSES
    ]


def _plain(column: Column[Any]) -> Column[Any]:
    kind = column.type
    if isinstance(kind, TypeDecorator) and not isinstance(kind, AnyText):
        kind = kind.impl_instance
    return Column(column.name, kind, primary_key=column.primary_key)


async def _begin(target: Database) -> None:
    """Mark the target as being copied into; refuse one that is in use."""
    async with target.writing() as connection:
        marked = await connection.execute(
            select(CURSORS.c.event_id).where(CURSORS.c.name == _UNDONE)
        )
        if marked.scalar() is not None:
            return
        for table in METADATA.sorted_tables:
            if table.name in _FILLED_BY_REVISIONS | _OF_PROCESSES:
                continue
            if (await connection.execute(select(table).limit(1))).first() is not None:
                raise StorageError(
                    f"{target.name} holds data already. Copy into an empty database, so that "
                    "nothing of either is lost."
                )
        await move_cursor(connection, _UNDONE, 1)


async def _copy_table(
    given: AsyncConnection, target: Database, table: Table, progress: Progress
) -> int:
    """Copy the rows behind the last one that the target has; gives how many there are."""
    counted = await given.execute(select(func.count()).select_from(table))
    total = int(counted.scalar_one())
    done = await _last_key(target, table)
    over = await _count_up_to(given, table, done)
    progress(table.name, over, total)
    async for batch in _batches(given, table, done):
        async with target.writing() as connection:
            await _insert(connection, table, batch)
        over += len(batch)
        progress(table.name, over, total)
    return total


async def _insert(connection: AsyncConnection, table: Table, batch: Sequence[Row[Any]]) -> None:
    if table.name in _FILLED_BY_REVISIONS:
        for row in batch:
            await move_cursor(connection, row.name, row.event_id)
        return
    await connection.execute(insert(table), [dict(row._mapping) for row in batch])


async def _batches(
    connection: AsyncConnection, table: Table, after: tuple[Any, ...] | None
) -> AsyncIterator[Sequence[Row[Any]]]:
    """The rows of a table in the order of their keys, those behind `after`."""
    keys = _keys(table)
    while True:
        statement = select(table).order_by(*keys).limit(_BATCH)
        if after is not None:
            statement = statement.where(tuple_(*keys) > tuple_(*after))
        batch = (await connection.execute(statement)).all()
        if not batch:
            return
        yield batch
        after = _key_of(table, batch[-1])


def _keys(table: Table) -> list[Column[Any]]:
    return list(table.primary_key.columns)


def _key_of(table: Table, row: Row[Any]) -> tuple[Any, ...]:
    return tuple(row._mapping[key.name] for key in _keys(table))


async def _last_key(target: Database, table: Table) -> tuple[Any, ...] | None:
    if table.name in _FILLED_BY_REVISIONS:
        return None
    keys = _keys(table)
    statement = select(*keys).order_by(*(key.desc() for key in keys)).limit(1)
    async with target.reading() as connection:
        row = (await connection.execute(statement)).first()
    return None if row is None else tuple(row)


async def _count_up_to(
    connection: AsyncConnection, table: Table, key: tuple[Any, ...] | None
) -> int:
    if key is None:
        return 0
    statement = select(func.count()).select_from(table).where(tuple_(*_keys(table)) <= tuple_(*key))
    return int((await connection.execute(statement)).scalar_one())


async def _finish(target: Database) -> None:
    """Make what hangs on the rows: counted terms, indexes, the numbers given next."""
    async with target.writing() as connection:
        await _count_terms(connection)
        await _index_all(connection)
        if connection.dialect.name == "postgresql":
            await connection.execute(_SEQUENCES)
        await connection.execute(CURSORS.delete().where(CURSORS.c.name == _UNDONE))


# The next number of each table is the one behind its highest.
_SEQUENCES = text(
    """
    DO $$
    DECLARE one record;
    BEGIN
        FOR one IN SELECT table_name, column_name FROM information_schema.columns
            WHERE table_schema = 'public' AND column_default LIKE 'nextval(%'
        LOOP
            EXECUTE format(
                'SELECT setval(pg_get_serial_sequence(%L, %L), coalesce(max(%I), 0) + 1, false) '
                'FROM %I', one.table_name, one.column_name, one.column_name, one.table_name
            );
        END LOOP;
    END
    $$
    """
)


async def _count_terms(connection: AsyncConnection) -> None:
    """Triggers have counted what was copied a second time."""
    number = (
        select(func.count())
        .select_from(RELEASE_TERMS)
        .where(RELEASE_TERMS.c.term_id == TERMS.c.id)
        .scalar_subquery()
    )
    await connection.execute(update(TERMS).values(number=number))


async def _index_all(connection: AsyncConnection) -> None:
    index = full_text_of(connection)
    numbers = list((await connection.execute(select(RELEASES.c.id))).scalars())
    keys = list((await connection.execute(select(QUOTES.c.sort_key).distinct())).scalars())
    for start in range(0, len(numbers), _BATCH):
        await index.index_releases(connection, numbers[start : start + _BATCH])
    for start in range(0, len(keys), _BATCH):
        await index.index_quotes(connection, keys[start : start + _BATCH])


async def _compare(given: AsyncConnection, taken: AsyncConnection, table: Table) -> None:
    """Hold every row of a table against its copy; StorageError for the first that differs."""
    ones, others = _rows(given, table), _rows(taken, table)
    async for one in ones:
        other = await anext(others, None)
        if other is None or _as_kept(one) != _as_kept(other):
            raise StorageError(
                f"The copy differs from what was copied, in the table {table.name} at "
                f"{_key_of(table, one)}. Empty the copy and begin again."
            )
    if await anext(others, None) is not None:
        raise StorageError(
            f"The copy holds more rows of {table.name} than what was copied. Empty it and begin "
            "again."
        )


async def _rows(connection: AsyncConnection, table: Table) -> AsyncIterator[Row[Any]]:
    async for batch in _batches(connection, table, None):
        for row in batch:
            yield row


def _as_kept(row: Row[Any]) -> tuple[Any, ...]:
    return tuple(_without_nul(value) for value in row)


def _without_nul(value: Any) -> Any:
    """A value as a database keeps it that keeps no NUL."""
    if isinstance(value, str):
        return value.replace("\0", REPLACEMENT)
    if isinstance(value, list):
        return [_without_nul(item) for item in value]
    if isinstance(value, dict):
        return {name: _without_nul(item) for name, item in value.items()}
    return value
