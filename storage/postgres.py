"""PostgreSQL: one server that several processes share.

Writers take turns by an advisory lock of the transaction. Without it, numbers commit out of order
(a cursor over events saw 677 of 760), and what two processes number by "the last one and one"
collides; with it, transactions follow each other as they do in SQLite.
"""

import json
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from importlib.util import find_spec

from sqlalchemy import URL, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from domain.errors import LedeError, NotFoundError, StorageError, not_text
from storage.columns import REPLACEMENT
from storage.engine import BUSY_SECONDS
from storage.failures import postgres_error

# Connections of one process: a writer, and readers for the commands that are typed at once.
_CONNECTIONS = 6
_CONNECT_SECONDS = 10
# Whoever holds the turn to write and says nothing for so long stands still, or its machine is gone:
# the server ends its transaction, so that the others go on. Shorter than they wait for their turn.
IDLE_SECONDS = 8.0
# NUL as JSON writes it, and no backslash that is itself written as two.
_NUL = re.compile(r"(?P<before>(?<!\\)(?:\\\\)*)\\u0000")
# The packages of the extra `postgres`.
_EXTRA = ("asyncpg", "snowballstemmer")
# The turn to write; any number will do that nothing else in this database locks.
_WRITING_TURN = 0x1EDE
# For the transaction that is begun: a long reading, as of a backup, may take its time.
_LIMITED = text(
    "SELECT set_config('lock_timeout', :busy, true), "
    "set_config('idle_in_transaction_session_timeout', :idle, true)"
)


class PostgresDatabase:
    """A database on a PostgreSQL server; see `storage.database.Database`."""

    def __init__(
        self, url: URL, *, busy_seconds: float = BUSY_SECONDS, idle_seconds: float = IDLE_SECONDS
    ) -> None:
        self._url = url
        self._limits = {"busy": _milliseconds(busy_seconds), "idle": _milliseconds(idle_seconds)}
        self._version = "PostgreSQL"
        self._engine = create_async_engine(
            url,
            pool_size=_CONNECTIONS,
            max_overflow=0,
            # A server that was restarted is found again by the next statement.
            pool_pre_ping=True,
            json_serializer=_dump,
            connect_args={
                "timeout": _CONNECT_SECONDS,
                "server_settings": {"application_name": "lede", "timezone": "UTC"},
            },
        )
        event.listen(self._engine.sync_engine, "connect", self._note_version)

    @property
    def name(self) -> str:
        """The address without the password."""
        return self._url.render_as_string(hide_password=True)

    @property
    def version(self) -> str:
        """The engine and its version."""
        return self._version

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """One transaction that may write: all of it is kept, or nothing."""
        with _translated(self.name):
            async with self._engine.begin() as connection:
                await connection.execute(_LIMITED, self._limits)
                turn = text("SELECT pg_advisory_xact_lock(:turn)")
                await connection.execute(turn, {"turn": _WRITING_TURN})
                yield connection

    @asynccontextmanager
    async def aside(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that writes without the turn: each statement sees what is committed."""
        with _translated(self.name):
            async with self._engine.begin() as connection:
                await connection.execute(_LIMITED, self._limits)
                yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """One view of the database that does not move while it is read."""
        with _translated(self.name):
            async with self._engine.connect() as connection:
                steady = await connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
                async with steady.begin():
                    yield steady

    async def size(self) -> int:
        """How large it is, in bytes."""
        async with self.reading() as connection:
            found = await connection.execute(text("SELECT pg_database_size(current_database())"))
            return int(found.scalar_one())

    async def make_compact(self) -> None:
        """Let the server use again what deleted rows have left, and know its tables anew."""
        with _translated(self.name):
            async with self._engine.connect() as connection:
                apart = await connection.execution_options(isolation_level="AUTOCOMMIT")
                await apart.execute(text("VACUUM (ANALYZE)"))

    async def close(self) -> None:
        """Let go of the connections."""
        await self._engine.dispose()

    def _note_version(self, connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute("SHOW server_version")
        row = cursor.fetchone()
        self._version = f"PostgreSQL {str(row[0]).split()[0]}" if row else self._version
        cursor.close()


def postgres_url(address: str) -> URL | None:
    """The address of a PostgreSQL database; None for what names another kind.

    Raises StorageError for one that cannot be understood.
    """
    scheme, separator, _ = address.strip().partition("://")
    if not separator or scheme not in ("postgresql", "postgres", "postgresql+asyncpg"):
        return None
    try:
        url = make_url(address.strip().replace(scheme, "postgresql+asyncpg", 1))
    except (ArgumentError, ValueError):
        raise StorageError(
            "The address of the database cannot be understood. "
            "Write postgresql://USER:PASSWORD@HOST:PORT/DATABASE."
        ) from None
    if not url.database:
        raise StorageError(
            "The address of the database names no database. "
            "Write postgresql://USER:PASSWORD@HOST:PORT/DATABASE."
        )
    return url


def require_extra(packages: tuple[str, ...]) -> None:
    """Raise StorageError where one of the packages of the extra `postgres` is not installed."""
    missing = [name for name in packages if find_spec(name) is None]
    if missing:
        raise StorageError(
            f"PostgreSQL needs {' and '.join(missing)}, not installed here. "
            "Install what Lede needs for it: pip install 'lede[postgres]'."
        )


def open_postgres(url: URL, *, busy_seconds: float) -> PostgresDatabase:
    """The database at an address; StorageError where what PostgreSQL needs is not installed."""
    require_extra(_EXTRA)
    return PostgresDatabase(url, busy_seconds=busy_seconds)


@contextmanager
def _translated(name: str) -> Iterator[None]:
    """Turn what the database raises into StorageError."""
    try:
        yield
    except UnicodeEncodeError as error:
        raise not_text() from error
    except (TimeoutError, SQLAlchemyError, OSError) as error:
        raise _meant(name, error) from error


def _meant(name: str, error: Exception) -> LedeError:
    if _is_not_text(error):
        return not_text()
    # A column has 31 bits for numbers of ours; whoever asks for a larger one asks for none.
    if "out of int" in str(error):
        return NotFoundError("Nothing is stored under a number as large as that.")
    return postgres_error(name, error)


def _is_not_text(error: BaseException | None) -> bool:
    """Whether the driver could not write a text as UTF-8; it wraps that in errors of its own."""
    while error is not None:
        if isinstance(error, UnicodeEncodeError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _milliseconds(seconds: float) -> str:
    return str(int(seconds * 1000))


def _dump(value: object) -> str:
    """JSON without NUL, which PostgreSQL keeps in no text: see `columns.AnyText`."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _NUL.sub(rf"\g<before>{REPLACEMENT}", written) if "\\u0000" in written else written
