"""What one process tells all others of one database: settings to be read again, stops.

By LISTEN and NOTIFY of PostgreSQL. What is said while a process is not listening it does not hear.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

from sqlalchemy import text

from storage.database import Database
from storage.postgres import postgres_url

log = logging.getLogger("lede.signals")

_CHANNEL = "lede_signals"
# A connection that was lost is made again after so many seconds.
_AGAIN = 1.0


class Signals:
    """Tells all processes of a database something; nothing where a file is kept for one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def tell(self, what: str) -> None:
        """Say it to all that listen, this process included."""
        async with self._database.aside() as connection:
            if connection.dialect.name == "postgresql":
                said = text("SELECT pg_notify(:channel, :what)")
                await connection.execute(said, {"channel": _CHANNEL, "what": what})


@asynccontextmanager
async def listening(address: str, hear: Callable[[str], object]) -> AsyncIterator[None]:
    """Let `hear` be called with whatever is told while the block runs."""
    url = postgres_url(address)
    if url is None:
        yield
        return
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    ready = asyncio.Event()
    task = asyncio.create_task(_listen(plain, hear, ready), name="lede signals")
    try:
        with suppress(TimeoutError):
            await asyncio.wait_for(ready.wait(), 5.0)
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _listen(address: str, hear: Callable[[str], object], ready: asyncio.Event) -> None:
    import asyncpg

    def heard(_connection: Any, _pid: int, _channel: str, what: object) -> None:
        hear(str(what))

    while True:
        try:
            connection = await asyncpg.connect(address, timeout=10)
            try:
                lost = asyncio.Event()
                connection.add_termination_listener(lambda _, lost=lost: lost.set())
                await connection.add_listener(_CHANNEL, heard)
                ready.set()
                await lost.wait()
            finally:
                connection.terminate()
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            log.warning("signals.away: %r", error)
        await asyncio.sleep(_AGAIN)
