"""A database checked, copied to the other kind and back, backed up, restored, broken on purpose."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest
from sqlalchemy import delete, select, text, update

from domain.archive import Filters
from domain.errors import StorageError
from domain.sources import Kind, Source
from storage import Storage, maintenance, open_storage
from storage.tables import ANALYSES, RELEASES, TERMS
from tests.postgres import empty
from tests.storage.conftest import NOW, MakeAnalysis, MakeDocument


def quiet(_name: str, _done: int, _total: int) -> None:
    """Nobody looks on."""


@pytest.fixture
async def filled(address: str, document: MakeDocument, analysis: MakeAnalysis) -> str:
    """The address of a database with a little of much, changed and deleted rows among it."""
    async with open_storage(address) as storage:
        given = [
            document(
                f"d{n}",
                f"Boat {n} lands.\n“We waited {n} days,” said Ilse Brandt. \ufdd0 é",
                agency="Harbor Office",
            )
            for n in range(7)
        ]
        await storage.releases.save_many([(d, analysis(d)) for d in given], now=NOW, announce=True)
        changed = document("d3", "Boat 3 sinks.\n“Nobody waited,” said Ilse Brandt.")
        await storage.releases.save(changed, analysis(changed), now=NOW, announce=True)
        source = Source("harbor", Kind.FEED, "https://harbor.example/feed")
        await storage.sources.put(source, now=NOW)
        await storage.feedback.put("Good boats.", now=NOW, by=1)
    return address


async def answers(storage: Storage) -> object:
    """What a database answers, as far as a copy must answer the same."""
    releases = await storage.releases.find(Filters(), limit=50)
    found = await storage.search.find("boat", limit=20)
    quotes = await storage.quotations.find("waited", limit=20)
    events = await storage.events.after(0, limit=99)
    sources = [state.source for state in await storage.sources.list()]
    return releases, found, quotes, events, sources


@pytest.fixture
async def other(address: str, tmp_path: Path, postgres_database: str) -> AsyncIterator[str]:
    """An empty database of the other kind."""
    if address == postgres_database:
        yield str(tmp_path / "other.db")
        return
    await empty(postgres_database)
    yield postgres_database


async def test_a_copy_to_the_other_kind_answers_the_same(
    filled: str, other: str, document: MakeDocument, analysis: MakeAnalysis
) -> None:
    report = await maintenance.copy(filled, other, quiet)
    assert report.rows["releases"] == 7
    async with open_storage(filled) as one, open_storage(other) as two:
        assert await answers(one) == await answers(two)
        # What comes next is numbered behind what came over, and counted and found.
        given = document("next", "Boat 99 lands.")
        for storage in (one, two):
            await storage.releases.save(given, analysis(given), now=NOW, announce=True)
        assert await answers(one) == await answers(two)
    assert await maintenance.check(other) == []
    with pytest.raises(StorageError, match="holds data already"):
        await maintenance.copy(filled, other, quiet)


async def test_a_copy_that_is_broken_off_anywhere_goes_on(filled: str, other: str) -> None:
    class PowerCutError(Exception):
        pass

    tables: list[str] = []

    def cut(name: str, _done: int, _total: int) -> None:
        if name not in tables:
            tables.append(name)
            raise PowerCutError

    for _ in range(99):
        try:
            await maintenance.copy(filled, other, cut)
        except PowerCutError:
            continue
        break
    assert len(tables) > 15
    async with open_storage(filled) as one, open_storage(other) as two:
        assert await answers(one) == await answers(two)
    assert await maintenance.check(other) == []


async def test_a_backup_while_others_write_is_whole_and_comes_back(
    filled: str, other: str, tmp_path: Path, document: MakeDocument, analysis: MakeAnalysis
) -> None:
    file = tmp_path / "kept.db"
    async with open_storage(filled) as storage:

        async def write() -> None:
            for n in range(20):
                given = document(f"meanwhile-{n}", f"Boat {n} passes.")
                await storage.releases.save(given, analysis(given), now=NOW)

        writing = asyncio.create_task(write())
        await maintenance.back_up(filled, file, quiet)
        await writing
    assert file.stat().st_mode & 0o077 == 0
    assert not file.with_name("kept.db-wal").exists()
    await maintenance.restore(file, other, quiet)
    async with open_storage(other) as restored:
        assert 7 <= await restored.releases.count() <= 27
        assert (await restored.search.find("sinks", limit=2)).hits
    assert await maintenance.check(other) == []
    with pytest.raises(StorageError, match="no backup is overwritten"):
        await maintenance.back_up(filled, file, quiet)


async def test_what_is_wrong_is_said_with_what_to_do(filled: str) -> None:
    assert await maintenance.check(filled) == []
    async with open_storage(filled) as storage, storage._database.writing() as connection:
        await connection.execute(update(TERMS).values(number=TERMS.c.number + 1))
        first = select(RELEASES.c.id).limit(1).scalar_subquery()
        await connection.execute(delete(ANALYSES).where(ANALYSES.c.release_id == first))
    found = " ".join(await maintenance.check(filled))
    assert "1 releases have no record. Run: lede reanalyse" in found
    assert "terms are counted wrongly" in found


async def test_an_index_that_lacks_a_release_is_found(filled: str) -> None:
    async with open_storage(filled) as storage, storage._database.writing() as connection:
        if connection.dialect.name == "postgresql":
            await connection.execute(
                text("DELETE FROM release_words WHERE place = (SELECT min(place) FROM releases)")
            )
        else:
            await connection.execute(text("DROP TRIGGER releases_updated"))
            await connection.execute(text("UPDATE releases SET text = 'Gone.' WHERE id = 1"))
    found = " ".join(await maintenance.check(filled))
    assert "index" in found
    assert "lede db copy" in found


async def test_a_backup_of_a_newer_lede_is_refused(filled: str, other: str, tmp_path: Path) -> None:
    file = tmp_path / "kept.db"
    await maintenance.back_up(filled, file, quiet)
    with closing(connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(StorageError, match="written by a newer Lede"):
        await maintenance.restore(file, other, quiet)
    with pytest.raises(StorageError, match="is no file"):
        await maintenance.restore(tmp_path / "none.db", other, quiet)


async def test_room_is_given_back(filled: str) -> None:
    async with open_storage(filled) as storage, storage._database.writing() as connection:
        await connection.execute(delete(RELEASES))
    before, after = await maintenance.make_compact(filled)
    # PostgreSQL keeps the room for what comes next, and a page or two for what it has learnt.
    assert 0 < after <= before * 1.1
    assert await maintenance.check(filled) == []
