"""What holds when several write at once, and when one is killed in the midst of it."""

import asyncio
import signal
from dataclasses import replace
from pathlib import Path
from sqlite3 import OperationalError, connect

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import Pool

from domain.documents import Document
from storage import Storage, open_storage
from storage.engine import SqliteDatabase
from tests.pipeline.first_words import analyse
from tests.storage.conftest import NOW, MakeAnalysis, MakeDocument
from tests.storage.writers import start_writer


def check_integrity(path: Path) -> None:
    """The file is sound, and the full-text tables say what the releases say."""
    connection = connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    for table in ("release_search", "release_titles"):
        connection.execute(f"INSERT INTO {table}({table}, rank) VALUES ('integrity-check', 1)")
    connection.rollback()
    connection.close()


def is_being_written(path: Path) -> bool:
    connection = connect(path, timeout=0, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    except OperationalError:
        return True
    else:
        return False
    finally:
        connection.close()


async def test_read_modify_write_of_many_tasks_loses_nothing(database: Path) -> None:
    async with open_storage(database):
        pass
    raw = SqliteDatabase(database)
    async with raw.writing() as connection:
        await connection.execute(
            text(
                "INSERT INTO sources (name, kind, address, options, is_verified, added_at)"
                " VALUES ('n', 'counter', '0', '{}', 0, '2026-05-20')"
            )
        )

    async def count_up() -> None:
        for _ in range(10):
            async with raw.writing() as connection:
                value = (await connection.execute(text("SELECT address FROM sources"))).scalar_one()
                await asyncio.sleep(0)
                await connection.execute(
                    text("UPDATE sources SET address = :next"), {"next": str(int(value) + 1)}
                )

    await asyncio.gather(*(count_up() for _ in range(20)))
    async with raw.reading() as connection:
        assert (await connection.execute(text("SELECT address FROM sources"))).scalar_one() == "200"
    await raw.close()


async def test_a_reader_cannot_write(file_storage: Storage, database: Path) -> None:
    raw = SqliteDatabase(database)
    async with raw.reading() as connection:
        with pytest.raises(DBAPIError, match="readonly"):
            await connection.execute(text("DELETE FROM releases"))
    await raw.close()


async def test_many_tasks_save_and_read_at_once(
    storage: Storage, document: MakeDocument, analysis: MakeAnalysis
) -> None:
    async def work(number: int) -> None:
        for n in range(5):
            given = document(f"d{number * 3 + n}", f"Boat {number * 3 + n} lands.")
            saved = await storage.releases.save(given, analysis(given), now=NOW)
            assert (await storage.releases.get(saved.release_id)).document == given
            await storage.search.find("boat", limit=3)

    await asyncio.gather(*(work(number) for number in range(20)))
    assert await storage.releases.count() == 19 * 3 + 5


async def test_two_processes_write_at_once(database: Path) -> None:
    # Neither finds a database: the schema is made once, by whichever comes first.
    writers = [await start_writer(database, name, 120, 3) for name in ("north", "south")]
    for writer in writers:
        _, complaint = await writer.communicate()
        assert writer.returncode == 0, complaint.decode()
    async with open_storage(database) as storage:
        assert await storage.releases.count() == 240
        assert (await storage.search.find("boat 7 south", limit=5)).complete == 1
    check_integrity(database)


async def test_killed_in_the_midst_of_a_bulk_save(database: Path) -> None:
    size = 400
    writer = await start_writer(database, "north", size * 50, size)
    assert writer.stdout is not None
    for _ in range(3):
        assert await writer.stdout.readline()
    # It is open and two transactions are reported: what holds the write lock now is the third.
    while writer.returncode is None and not is_being_written(database):  # noqa: ASYNC110
        await asyncio.sleep(0)
    writer.send_signal(signal.SIGKILL)
    await writer.wait()
    await writer.stdout.read()
    async with open_storage(database) as storage:
        count = await storage.releases.count()
        assert count >= 2 * size
        assert count % size == 0
        assert len((await storage.search.find("boat 799", limit=2)).hits) >= 1
    check_integrity(database)


async def test_a_write_that_is_cancelled_anywhere_leaves_no_lock_behind(database: Path) -> None:
    """The first write after a cancelled one goes through within the patience it is given.

    A thread that is in the midst of a statement ends it first; that takes milliseconds.
    """
    document = Document("boat", "A boat lands.")
    async with open_storage(database, busy_seconds=2) as storage:
        for steps in range(0, 420, 7):
            saving = asyncio.ensure_future(
                storage.releases.save(
                    replace(document, id=f"boat-{steps}", text=f"Boat {steps}."),
                    analyse(document),
                    now=NOW,
                )
            )
            for _ in range(steps):
                await asyncio.sleep(0)
            saving.cancel()
            await asyncio.gather(saving, return_exceptions=True)
            await storage.releases.save(document, analyse(document), now=NOW)
    assert await _is_sound(database)


async def test_a_reading_that_is_cancelled_gives_its_connection_back(database: Path) -> None:
    """In the midst of a statement, where the library would give the connection up."""
    statement = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) "
    connects = []

    def note(*_: object) -> None:
        connects.append(1)

    async def read(opened: SqliteDatabase) -> None:
        async with opened.reading() as connection:
            await connection.execute(text(statement + "SELECT count(*) FROM n"))

    opened = SqliteDatabase(database)
    event.listen(Pool, "connect", note)
    try:
        await read(opened)
        for steps in (50, 200, 400):
            reading = asyncio.ensure_future(read(opened))
            for _ in range(steps):
                await asyncio.sleep(0)
            reading.cancel()
            await asyncio.sleep(0)
            # Whoever stops a task may lose patience with it.
            reading.cancel()
            with pytest.raises(asyncio.CancelledError):
                await reading
        await read(opened)
    finally:
        event.remove(Pool, "connect", note)
        await opened.close()
    assert len(connects) == 1


async def _is_sound(database: Path) -> bool:
    async with open_storage(database) as storage:
        return await storage.releases.count() > 0
