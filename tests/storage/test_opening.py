import asyncio
import os
import stat
import sys
import tempfile
from pathlib import Path
from sqlite3 import connect

import pytest

from domain.errors import StorageError
from storage import Storage, open_storage
from tests.storage.conftest import NOW, MakeAnalysis, MakeDocument
from tests.storage.revisions import newest


async def refusal(address: str | Path, **more: float) -> str:
    with pytest.raises(StorageError) as refused:
        async with open_storage(address, **more):
            pass
    return str(refused.value)


def run_sql(path: Path, *statements: str) -> None:
    connection = connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize("form", ["{}", "sqlite:///{}", "sqlite+aiosqlite:///{}"])
async def test_address_or_path(tmp_path: Path, form: str) -> None:
    path = tmp_path / "a name with % and ?.db"
    async with open_storage(form.format(path)) as storage:
        assert (await storage.status()).name == str(path)
    assert path.is_file()


async def test_relative_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for address in ("one.db", "sqlite+aiosqlite:///two.db"):
        async with open_storage(address):
            pass
    assert {path.name for path in tmp_path.iterdir()} == {"one.db", "two.db"}


@pytest.mark.parametrize(
    "address, why",
    [
        (":memory:", "no place to keep"),
        ("sqlite+aiosqlite://", "no place to keep"),
        ("", "no place to keep"),
        ("file:lede.db?mode=memory", "no place to keep"),
        ("mysql://harbor/lede", "cannot open mysql"),
    ],
)
async def test_address_that_is_no_file(address: str, why: str) -> None:
    assert why in await refusal(address)


async def test_address_does_not_repeat_a_password() -> None:
    assert "geheim" not in await refusal("postgresql://lede:geheim@harbor/lede")


async def test_folder_and_missing_folder(tmp_path: Path) -> None:
    assert "is a folder" in await refusal(tmp_path)
    assert "does not exist" in await refusal(tmp_path / "none" / "lede.db")


async def test_file_that_is_no_database(database: Path) -> None:
    database.write_bytes(b"Minutes of the harbor board. " * 400)
    before = database.read_bytes()
    assert "is not a database" in await refusal(database)
    assert database.read_bytes() == before


async def test_damaged_database(
    database: Path, document: MakeDocument, analysis: MakeAnalysis
) -> None:
    batch = [document(f"d{n}", f"Boat {n}. " * 200) for n in range(50)]
    async with open_storage(database) as storage:
        await storage.releases.save_many([(d, analysis(d)) for d in batch], now=NOW)
    content = bytearray(database.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    database.write_bytes(content)
    assert "damaged" in await refusal(database)


async def test_database_of_another_program(database: Path) -> None:
    run_sql(database, "CREATE TABLE boats (name TEXT)")
    assert "another program" in await refusal(database)


async def test_database_of_a_newer_lede(database: Path) -> None:
    async with open_storage(database):
        pass
    run_sql(database, "UPDATE alembic_version SET version_num = '9999'")
    assert "newer Lede (schema 9999" in await refusal(database)


async def test_database_locked_by_another(database: Path) -> None:
    async with open_storage(database):
        pass
    other = connect(database, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        assert "is locked" in await refusal(database, busy_seconds=0.05)
    finally:
        other.close()


async def test_lock_of_another_is_waited_for(
    storage: Storage, database: Path, document: MakeDocument, analysis: MakeAnalysis
) -> None:
    other = connect(database, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    given = document()
    saving = asyncio.create_task(storage.releases.save(given, analysis(given), now=NOW))
    # Reading goes on all the while, and sees what was kept before.
    assert await storage.releases.count() == 0
    other.execute("COMMIT")
    other.close()
    assert (await saving).release_id == 1


OPEN_WITHOUT_RIGHTS = """
import asyncio, os, sys
import aiosqlite
from storage import open_storage
from domain.errors import StorageError

async def main():
    try:
        async with open_storage(sys.argv[1]):
            print("opened")
    except StorageError as error:
        print(error)

if os.geteuid() == 0:  # Root may write everything; what is needed of the disk is imported by now.
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
asyncio.run(main())
"""


async def test_database_that_can_only_be_read() -> None:
    # Not pytest's folder: others than its owner may not enter that.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lede.db"
        async with open_storage(path):
            pass
        path.chmod(0o444)
        Path(folder).chmod(0o555)
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", OPEN_WITHOUT_RIGHTS, str(path), stdout=asyncio.subprocess.PIPE
        )
        said, _ = await process.communicate()
        Path(folder).chmod(0o755)
    assert "can only be read" in said.decode()


async def test_closing_leaves_one_file(
    database: Path, document: MakeDocument, analysis: MakeAnalysis
) -> None:
    async with open_storage(database) as storage:
        given = document()
        await storage.releases.save(given, analysis(given), now=NOW)
    assert [path.name for path in database.parent.iterdir()] == ["lede.db"]


async def test_closing_folds_the_log_even_while_another_reads(
    database: Path, document: MakeDocument, analysis: MakeAnalysis
) -> None:
    """A copy of the one file is then complete, whoever else has it open."""
    other = connect(database)
    async with open_storage(database) as storage:
        given = document()
        await storage.releases.save(given, analysis(given), now=NOW)
        assert other.execute("SELECT count(*) FROM releases").fetchone() == (1,)
    assert database.with_name("lede.db-wal").stat().st_size == 0
    other.close()


@pytest.mark.parametrize("error", [ZeroDivisionError, asyncio.CancelledError])
async def test_closing_after_an_error_or_a_cancel(
    database: Path, error: type[BaseException]
) -> None:
    async def work() -> None:
        async with open_storage(database) as storage:
            await storage.releases.count()
            raise error

    with pytest.raises(error):
        await work()
    assert [path.name for path in database.parent.iterdir()] == ["lede.db"]


async def test_status(
    file_storage: Storage, database: Path, document: MakeDocument, analysis: MakeAnalysis
) -> None:
    empty = await file_storage.status()
    assert (empty.releases, empty.newest_first_seen_at) == (0, None)
    given = document()
    await file_storage.releases.save(given, analysis(given), now=NOW)
    status = await file_storage.status()
    assert (status.name, status.releases) == (str(database), 1)
    assert status.newest_first_seen_at == NOW
    assert status.schema == newest()
    assert status.engine.startswith("SQLite 3.")
    assert status.size >= database.stat().st_size


@pytest.mark.skipif(os.name == "nt", reason="there are no such rights on Windows")
async def test_nobody_else_reads_the_database_from_its_creation_on(database: Path) -> None:
    before = os.umask(0)
    try:
        async with open_storage(database) as storage:
            assert await storage.releases.count() == 0
            assert database.with_name("lede.db-wal").exists()
            assert modes(database) == {0o600}
        for file in database.parent.glob("lede.db*"):
            file.chmod(0o644)
        async with open_storage(database) as storage:
            await storage.feedback.put("Words", now=NOW, by=7)
            assert modes(database) == {0o600}
    finally:
        os.umask(before)


def modes(database: Path) -> set[int]:
    return {stat.S_IMODE(file.stat().st_mode) for file in database.parent.glob("lede.db*")}
