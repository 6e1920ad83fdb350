"""SQLite: where its file is, how it is opened, who may write.

Everything that is special to its way of working stands here, in `failures` and in `fts5`. Each
setting has its reason, measured before it was chosen.
"""

import asyncio
import json
import os
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import (
    AbstractAsyncContextManager,
    asynccontextmanager,
    contextmanager,
    suppress,
)
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, CursorResult, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from domain.errors import StorageError, not_text
from storage.failures import storage_error

# Seconds a writer waits for another process before it gives up; a bulk save takes far less.
BUSY_SECONDS = 30.0
# Readers at once in this process. Each is a thread; SQLite reads from several without waiting.
_READERS = 4

Result = TypeVar("Result")

_PRAGMAS = (
    # Readers never wait for the writer nor the writer for readers (worst read 13 ms, not 434).
    "PRAGMA journal_mode=WAL",
    # Survives power loss, not only a killed process: what Lede says it kept is kept.
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    # Negative is KiB: 16 MB of pages a connection.
    "PRAGMA cache_size=-16384",
    # Search reads the file through memory instead of copying each page.
    "PRAGMA mmap_size=268435456",
    "PRAGMA temp_store=MEMORY",
)


def database_path(url_or_path: str | Path) -> Path:
    """The file that an address or a path names; StorageError for what cannot be one.

    Memory is refused: each connection would see its own empty database.
    """
    text = str(url_or_path).strip()
    scheme, separator, rest = text.partition("://")
    if separator:
        if scheme not in ("sqlite", "sqlite+aiosqlite"):
            raise StorageError(
                f"Lede keeps its releases in SQLite or PostgreSQL; it cannot open {scheme}://. "
                "Name a file, such as lede.db, or postgresql://USER:PASSWORD@HOST/DATABASE."
            )
        text = rest.removeprefix("/")
    if not text or text == ":memory:" or text.startswith("file:"):
        raise StorageError(
            f"{text or 'An empty name'!r} is no place to keep releases: Lede writes and reads "
            "through separate connections, which share a file only. Name a file, such as lede.db."
        )
    path = Path(text).expanduser()
    if path.is_dir():
        raise StorageError(f"{path} is a folder. Name a file in it, such as {path / 'lede.db'}.")
    if not path.parent.is_dir():
        raise StorageError(f"The folder {path.parent} does not exist. Make it, or name another.")
    return path


def make_private(path: Path) -> None:
    """Let nobody but the owner read the file and what SQLite lays beside it; made where missing.

    It holds what members read for themselves and what they tell the host. SQLite gives its other
    files the rights of this one. What cannot be opened is left to SQLite, which says why.
    """
    with suppress(OSError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    for suffix in ("", "-wal", "-shm", "-journal"):
        file = path.with_name(path.name + suffix)
        with suppress(OSError):
            mode = file.stat().st_mode
            if mode & 0o077:
                file.chmod(mode & 0o700)


class SqliteDatabase:
    """One SQLite file: a single writer and several readers; see `storage.database.Database`."""

    def __init__(self, path: Path, *, busy_seconds: float = BUSY_SECONDS) -> None:
        self.path = path
        # BEGIN IMMEDIATE takes the write lock before the first read: with a deferred transaction,
        # two processes that read and then write refuse each other at once, however long the
        # timeout; and the driver's own default loses updates silently.
        self._writer = _engine(path, size=1, begin="BEGIN IMMEDIATE", seconds=busy_seconds)
        self._readers = _engine(path, size=_READERS, begin="BEGIN", seconds=busy_seconds)
        event.listen(self._readers.sync_engine, "connect", _forbid_writing)
        # SQLite's lock is unfair between connections; within the process the turn is kept here.
        self._turn = asyncio.Lock()
        self._is_open = False

    @property
    def name(self) -> str:
        """The path of the file."""
        return str(self.path)

    async def size(self) -> int:
        """How large the file is, its log included, in bytes."""
        return await asyncio.to_thread(_size, self.path)

    async def make_compact(self) -> None:
        """Write the file anew, without gaps; nobody else writes meanwhile."""
        with _translated(self.path):
            async with self._turn, self._writer.connect() as connection:
                raw = await connection.get_raw_connection()
                driver: Any = raw.driver_connection
                # Outside of any transaction, which SQLAlchemy would begin.
                cursor = await driver.execute("VACUUM")
                await cursor.close()
            # The new pages stand in the log first, which would be as large again.
            await self._fold_log()

    @property
    def version(self) -> str:
        """The engine and its version."""
        return f"SQLite {sqlite3.sqlite_version}"

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """One transaction that may write: all of it is kept, or nothing."""
        async with self._turn:
            with _translated(self.path):
                async with _steadily(self._writer) as connection:
                    self._is_open = True
                    yield connection

    def aside(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """As `writing`: the file has one writer."""
        return self.writing()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """One view of the database that does not move while it is read."""
        with _translated(self.path):
            async with _steadily(self._readers) as connection:
                yield connection

    async def close(self) -> None:
        """Fold the log into the file, so that one file holds everything, and let go of it."""
        await self._readers.dispose()
        try:
            # What could not be opened is not waited for again.
            if self._is_open:
                await self._fold_log()
        except (SQLAlchemyError, sqlite3.Error):
            pass  # The log stays beside the file and is read at the next start: nothing is lost.
        finally:
            await self._writer.dispose()

    async def _fold_log(self) -> None:
        async with self._turn, self._writer.connect() as connection:
            raw = await connection.get_raw_connection()
            driver: Any = raw.driver_connection
            cursor = await driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            await cursor.close()


class _Steady(AsyncConnection):
    """A connection whose statements are ended before a cancellation goes on.

    The library gives up a connection in the midst of a statement, and its thread keeps the lock.
    """

    def __init__(self, connection: AsyncConnection) -> None:
        super().__init__(connection.engine, connection.sync_connection)

    async def execute(self, *arguments: Any, **named: Any) -> CursorResult[Any]:
        """Run a statement to its end."""
        return await _uninterrupted(super().execute(*arguments, **named))


@asynccontextmanager
async def _steadily(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A transaction that is begun, and ended, whole.

    A task that is cancelled while its thread waits for the lock, or commits, would leave both
    behind: whoever writes next would wait for a lock that nobody holds, and who reads would find a
    connection less.
    """
    transaction = engine.begin()
    connection = await _entered(transaction)
    try:
        yield _Steady(connection)
    except BaseException as error:
        await _uninterrupted(transaction.__aexit__(type(error), error, None))
        raise
    await _uninterrupted(transaction.__aexit__(None, None, None))


async def _entered(
    transaction: AbstractAsyncContextManager[AsyncConnection],
) -> AsyncConnection:
    """Begin a transaction; one that is cancelled meanwhile is begun and taken back."""
    entering = asyncio.ensure_future(transaction.__aenter__())
    try:
        return await _uninterrupted(entering)
    except asyncio.CancelledError as error:
        if entering.done() and not entering.cancelled() and entering.exception() is None:
            await _uninterrupted(transaction.__aexit__(type(error), error, None))
        raise


async def _uninterrupted(work: Awaitable[Result]) -> Result:
    """Wait for work to end, however often this task is cancelled; it then is so afterwards."""
    task = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is None:
        return task.result()
    # What it failed at is nobody's concern now.
    if not task.cancelled():
        task.exception()
    raise cancelled


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """Turn what the database raises into StorageError."""
    try:
        yield
    except UnicodeEncodeError as error:
        raise not_text() from error
    except SQLAlchemyError as error:
        raise storage_error(path, error) from error


def _engine(path: Path, *, size: int, begin: str, seconds: float) -> AsyncEngine:
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(path)),
        pool_size=size,
        max_overflow=0,
        connect_args={"timeout": seconds},
        json_serializer=_dump,
    )

    def set_up(connection: DBAPIConnection, _record: object) -> None:
        # Transactions are begun by us, below; the driver would begin them late and deferred.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(pragma)
        cursor.close()

    event.listen(engine.sync_engine, "connect", set_up)
    event.listen(engine.sync_engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def _forbid_writing(connection: DBAPIConnection, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA query_only=ON")
    cursor.close()


def _size(path: Path) -> int:
    log = path.with_name(path.name + "-wal")
    return sum(file.stat().st_size for file in (path, log) if file.exists())


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
