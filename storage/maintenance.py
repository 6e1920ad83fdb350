"""Looking after a database: checked, backed up, restored, made compact."""

import asyncio
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import StorageError
from storage.copying import CopyReport, Progress, copy_database
from storage.engine import BUSY_SECONDS, SqliteDatabase, make_private
from storage.opening import database_at
from storage.schema import bring_up_to_date
from storage.tables import ANALYSES, RELEASE_TERMS, RELEASES, TERMS

_PAGES_AT_ONCE = 2_000
# The indexes of SQLite that can be held against what they index.
_INDEXES = ("release_search", "release_titles", "quote_search")


async def upgrade(address: str) -> str:
    """Bring a database up to date; gives its name."""
    database = database_at(address, BUSY_SECONDS)
    try:
        await bring_up_to_date(database)
        return database.name
    finally:
        await database.close()


async def check(address: str) -> list[str]:
    """What is wrong with a database, a sentence each, with what to do; none where all is well."""
    database = database_at(address, BUSY_SECONDS)
    try:
        await bring_up_to_date(database)
        async with database.writing() as connection:
            found = await _wrong_rows(connection)
            if connection.dialect.name == "sqlite":
                found += await _wrong_file(connection)
            else:
                found += await _wrong_index(connection)
            return found
    finally:
        await database.close()


async def copy(source_address: str, target_address: str, progress: Progress) -> CopyReport:
    """Copy one database into another, which is made; see `storage.copying`."""
    source = database_at(source_address, BUSY_SECONDS)
    target = database_at(target_address, BUSY_SECONDS)
    try:
        if source.name == target.name:
            raise StorageError("Both names are of one database. Name another to copy into.")
        await bring_up_to_date(source)
        await bring_up_to_date(target)
        return await copy_database(source, target, progress)
    finally:
        await source.close()
        await target.close()


async def back_up(address: str, file: Path, progress: Progress) -> Path:
    """Write everything into a new file of SQLite, while a bot may be running.

    It is as the database was at one moment. Raises StorageError where the file is there already.
    """
    await asyncio.to_thread(_check_is_free, file)
    database = database_at(address, BUSY_SECONDS)
    unfinished = file.with_name(f"{file.name}.unfinished")
    await asyncio.to_thread(unfinished.unlink, missing_ok=True)
    try:
        await bring_up_to_date(database)
        make_private(unfinished)
        if isinstance(database, SqliteDatabase):
            await asyncio.to_thread(_back_up_file, database.path, unfinished, progress)
        else:
            copied = SqliteDatabase(unfinished)
            try:
                await bring_up_to_date(copied)
                await copy_database(database, copied, progress)
            finally:
                await copied.close()
    finally:
        await database.close()
    # What stands under the name is whole.
    await asyncio.to_thread(unfinished.rename, file)
    return file


async def restore(file: Path, address: str, progress: Progress) -> CopyReport:
    """Put a backup into an empty database.

    Raises StorageError where the file is missing, is none, was written by a newer Lede, or where
    the database holds data.
    """
    if not await asyncio.to_thread(file.is_file):
        raise StorageError(f"{file} is no file. Name the backup that is to be restored.")
    return await copy(str(file), address, progress)


async def make_compact(address: str) -> tuple[int, int]:
    """Give room back that deleted rows have left; gives the size in bytes before and after."""
    database = database_at(address, BUSY_SECONDS)
    try:
        await bring_up_to_date(database)
        before = await database.size()
        await database.make_compact()
        return before, await database.size()
    finally:
        await database.close()


def _check_is_free(file: Path) -> None:
    if file.exists():
        raise StorageError(f"{file} is there already. Name a new file; no backup is overwritten.")
    if not file.parent.is_dir():
        raise StorageError(f"The folder {file.parent} does not exist. Make it, or name another.")


def _back_up_file(path: Path, file: Path, progress: Progress) -> None:
    """SQLite's own online backup: consistent, also while others write."""
    source, target = sqlite3.connect(path), sqlite3.connect(file)

    def told(_status: int, remaining: int, total: int) -> None:
        progress("pages", total - remaining, total)

    try:
        source.backup(target, pages=_PAGES_AT_ONCE, progress=told)
        # One file holds everything; a log beside it would be forgotten.
        target.execute("PRAGMA journal_mode=DELETE")
    finally:
        target.close()
        source.close()


async def _wrong_rows(connection: AsyncConnection) -> list[str]:
    """What tables say against each other."""
    unread = select(func.count()).select_from(
        RELEASES.outerjoin(ANALYSES, ANALYSES.c.release_id == RELEASES.c.id)
    )
    found = []
    number = (await connection.execute(unread.where(ANALYSES.c.release_id.is_(None)))).scalar_one()
    if number:
        found.append(f"{number} releases have no record. Run: lede reanalyse")
    counted = (
        select(func.count())
        .select_from(RELEASE_TERMS)
        .where(RELEASE_TERMS.c.term_id == TERMS.c.id)
        .scalar_subquery()
    )
    wrong = select(func.count()).select_from(TERMS).where(TERMS.c.number != counted)
    number = (await connection.execute(wrong)).scalar_one()
    if number:
        found.append(f"{number} terms are counted wrongly. {_BY_COPY}")
    return found


_BY_COPY = (
    "A copy counts and indexes anew: lede db copy to a new database, then name that one in "
    "LEDE_DATABASE."
)


async def _wrong_file(connection: AsyncConnection) -> list[str]:
    """What SQLite itself finds."""
    found = []
    rows = (await connection.execute(text("PRAGMA integrity_check"))).scalars().all()
    if list(rows) != ["ok"]:
        found.append(
            f"The file is damaged ({rows[0]}). Keep a copy of it and restore the last backup: "
            "lede db restore FILE"
        )
    lost = (await connection.execute(text("PRAGMA foreign_key_check"))).all()
    if lost:
        found.append(f"{len(lost)} rows belong to nothing ({lost[0][0]}). {_BY_COPY}")
    for name in _INDEXES:
        try:
            await connection.execute(
                text(f"INSERT INTO {name}({name}, rank) VALUES ('integrity-check', 1)")
            )
        except Exception as error:  # the driver's own, whichever it is
            why = _first_line(error)
            found.append(f"The index {name} does not fit its texts ({why}). {_BY_COPY}")
    return found


def _first_line(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).splitlines()[0]


async def _wrong_index(connection: AsyncConnection) -> list[str]:
    """Releases and quotes that PostgreSQL's index lacks."""
    statements: Sequence[tuple[str, str]] = (
        ("releases", "SELECT count(*) FROM releases WHERE place NOT IN "
                     "(SELECT place FROM release_words)"),
        ("quotes", "SELECT count(*) FROM quotes WHERE id NOT IN "
                   "(SELECT quote_id FROM quote_words)"),
    )  # fmt: skip
    found = []
    for name, statement in statements:
        number = (await connection.execute(text(statement))).scalar_one()
        if number:
            found.append(f"{number} {name} are not in the index. {_BY_COPY}")
    counted = text(
        "SELECT releases = (SELECT count(*) FROM release_words) AND "
        "length = (SELECT coalesce(sum(length), 0) FROM release_words) FROM release_word_totals"
    )
    if (await connection.execute(counted)).scalar() is not True:
        found.append(f"The words of the index are counted wrongly. {_BY_COPY}")
    return found
