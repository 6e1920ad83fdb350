"""What holds of PostgreSQL when processes race on purpose, and what it says when it cannot."""

import asyncio
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from sqlalchemy import insert, select

from domain.errors import StorageError
from storage import computing, open_storage
from storage.engine import BUSY_SECONDS
from storage.postgres import IDLE_SECONDS, PostgresDatabase, postgres_url
from storage.tables import CURSORS, DELIVERIES, EVENTS
from tests.postgres import PostgresServer, empty
from tests.storage.writers import start_writer


@pytest.fixture
async def bare(postgres_server: PostgresServer) -> AsyncIterator[str]:
    """A database without any table."""
    made = await postgres_server.make_database()
    yield made
    await postgres_server.drop_database(made)


@pytest.fixture
async def address_of_server(postgres_database: str) -> str:
    """A database with all tables and no row."""
    await empty(postgres_database)
    return postgres_database


async def output(process: asyncio.subprocess.Process) -> str:
    said, complaint = await process.communicate()
    assert process.returncode == 0, complaint.decode()
    return said.decode()


async def test_two_processes_make_the_tables_and_write_and_no_event_is_missed(bare: str) -> None:
    writers = [await start_writer(bare, name, 90, 3) for name in ("north", "south")]
    for writer in writers:
        assert writer.stdout is not None
        assert await writer.stdout.readline() == b"open\n"
    seen: list[int] = []
    async with open_storage(bare) as storage:

        async def look() -> None:
            """Read on from the last event seen, as every cursor does."""
            after = select(EVENTS.c.id).where(EVENTS.c.id > (seen[-1] if seen else 0))
            async with storage._database.reading() as connection:
                seen.extend((await connection.execute(after.order_by(EVENTS.c.id))).scalars())

        while any(writer.returncode is None for writer in writers):
            await look()
            # Lets the processes' ends be noticed; no moment is waited for.
            await asyncio.sleep(0.01)
        for writer in writers:
            await output(writer)
        await look()
        assert await storage.releases.count() == 180
        assert (await storage.search.find("boat 7 south", limit=5)).complete == 1
    assert len(seen) == len(set(seen)) == 180


async def test_killed_in_the_midst_of_a_bulk_save(address_of_server: str) -> None:
    size = 60
    writer = await start_writer(address_of_server, "north", size * 50, size)
    assert writer.stdout is not None
    for _ in range(3):
        assert await writer.stdout.readline()
    writer.send_signal(signal.SIGKILL)
    await writer.wait()
    await writer.stdout.read()
    async with open_storage(address_of_server) as storage:
        count = await storage.releases.count()
        assert count >= 2 * size
        assert count % size == 0
        # The turn to write was given back with the connection.
        assert len((await storage.search.find("boat 59 north", limit=2)).hits) >= 1


async def test_a_reader_cannot_write(address_of_server: str) -> None:
    async with open_storage(address_of_server) as storage:
        with pytest.raises(StorageError, match="can only be read"):
            async with storage._database.reading() as connection:
                await connection.execute(insert(DELIVERIES), [{"channel_id": 1}])


@pytest.mark.parametrize(
    "address, says",
    [
        ("postgresql://lede:secret@127.0.0.1:1/lede", "does not answer"),
        ("postgresql://lede:secret@no-such-host.invalid/lede", "does not answer"),
        ("postgresql://lede:secret@127.0.0.1:port/lede", "cannot be understood"),
        ("postgresql://lede:secret@127.0.0.1", "names no database"),
    ],
)
async def test_an_address_that_leads_nowhere_is_said_without_its_password(
    address: str, says: str
) -> None:
    with pytest.raises(StorageError, match=says) as raised:
        async with open_storage(address):
            pass
    assert "secret" not in str(raised.value)


async def test_a_database_that_is_not_there_and_one_of_another_program(
    postgres_server: PostgresServer, bare: str
) -> None:
    with pytest.raises(StorageError, match="no database of this name"):
        async with open_storage(f"{postgres_server.address}/lede_not_there"):
            pass
    import asyncpg

    connection = await asyncpg.connect(bare)
    await connection.execute("CREATE TABLE orders (id int)")
    await connection.close()
    with pytest.raises(StorageError, match="another program"):
        async with open_storage(bare):
            pass


async def stand_still(still: PostgresDatabase, other: PostgresDatabase) -> None:
    """Hold the turn and do nothing with it until another has written, then go on."""
    async with still.writing() as connection:
        await connection.execute(insert(CURSORS).values(name="still", event_id=1))
        async with other.writing() as living:
            await living.execute(insert(CURSORS).values(name="living", event_id=1))
        await connection.execute(insert(CURSORS).values(name="late", event_id=1))


async def test_one_that_stands_still_with_the_turn_to_write_loses_it(
    address_of_server: str,
) -> None:
    url = postgres_url(address_of_server)
    assert url is not None
    still, other = PostgresDatabase(url, idle_seconds=0.2), PostgresDatabase(url)
    try:
        with pytest.raises(StorageError, match="The connection to the database"):
            await stand_still(still, other)
        # It goes on with a connection of its own.
        async with still.writing() as connection:
            names = (await connection.execute(select(CURSORS.c.name))).scalars().all()
        assert {"still", "living", "late"} & set(names) == {"living"}
    finally:
        await still.close()
        await other.close()


async def test_one_whose_lost_connection_seems_open_still_says_so_and_goes_on(
    address_of_server: str,
) -> None:
    url = postgres_url(address_of_server)
    assert url is not None
    farewell = asyncio.Event()
    async with line_without_end(url.host or "127.0.0.1", url.port or 5432, farewell) as port:
        behind = url.set(host="127.0.0.1", port=port)
        still, other = PostgresDatabase(behind, idle_seconds=0.2), PostgresDatabase(url)
        try:
            with pytest.raises(StorageError, match="The connection to the database"):
                await stand_still(still, other)
            farewell.set()
            async with still.writing() as connection:
                names = (await connection.execute(select(CURSORS.c.name))).scalars().all()
            assert {"still", "living", "late"} & set(names) == {"living"}
        finally:
            await still.close()
            await other.close()


@asynccontextmanager
async def line_without_end(host: str, port: int, farewell: asyncio.Event) -> AsyncIterator[int]:
    """A port that leads to the server; that the server has hung up is heard after the farewell."""

    async def carry(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        while said := await source.read(65_536):
            target.write(said)
            await target.drain()

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from_server, to_server = await asyncio.open_connection(host, port)
        asking = asyncio.create_task(carry(reader, to_server))
        await carry(from_server, writer)
        await farewell.wait()
        writer.close()
        with suppress(OSError):
            await asking
        to_server.close()

    server = await asyncio.start_server(connect, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


async def test_one_that_computes_with_the_turn_to_write_keeps_it(
    address_of_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(computing, "_SIGN_OF_LIFE", 0.02)
    url = postgres_url(address_of_server)
    assert url is not None
    database = PostgresDatabase(url, idle_seconds=0.3)
    try:
        async with database.writing() as connection:
            assert await computing.compute(connection, _think, seconds=0.9) == "done"
            await connection.execute(insert(CURSORS).values(name="computed", event_id=1))
        async with database.reading() as connection:
            names = (await connection.execute(select(CURSORS.c.name))).scalars().all()
        assert "computed" in names
    finally:
        await database.close()


def _think(*, seconds: float) -> str:
    time.sleep(seconds)
    return "done"


def test_the_turn_is_lost_before_others_give_up_waiting_for_it() -> None:
    assert IDLE_SECONDS < BUSY_SECONDS
