"""A PostgreSQL server for the tests: the developer's own where one answers, else one of ours."""

import asyncio
import os
import platform
import re
import shutil
import subprocess
import time
import uuid
import zlib
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

Result = TypeVar("Result")

# Where Debian and others put the programs of a server.
_PROGRAMS = ("/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt/postgresql")
_PORT = 5432
_NAMED = "lede_test_"
_NAMES = re.compile(rf"{_NAMED}([0-9a-f]{{8}})_([0-9a-f]+)_([0-9a-f]+)_[0-9a-f]{{8}}")
# Seconds: no run of the tests takes so long.
_LONGEST_RUN = 6 * 3600
_UNUSED = f"""
SELECT datname FROM pg_database WHERE starts_with(datname, '{_NAMED}')
    AND NOT EXISTS (SELECT 1 FROM pg_stat_activity AS used WHERE used.datname = pg_database.datname)
"""
# The same order of texts as SQLite's, whatever the server's own is.
_MADE = "CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
# Deleting the few rows of a test is far quicker than TRUNCATE, which writes every file anew.
_EMPTIED = """
SET synchronous_commit = off;
SET session_replication_role = replica;
DO $$
DECLARE one record;
BEGIN
    FOR one IN SELECT tablename FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> 'alembic_version'
    LOOP
        EXECUTE format('DELETE FROM %I', one.tablename);
    END LOOP;
    FOR one IN SELECT sequencename FROM pg_sequences
        WHERE schemaname = 'public' AND last_value IS NOT NULL
    LOOP
        EXECUTE format('ALTER SEQUENCE %I RESTART', one.sequencename);
    END LOOP;
END
$$;
INSERT INTO cursors (name, event_id) VALUES ('alerts', 0), ('corrections', 0);
INSERT INTO release_word_totals (id, releases, length) VALUES (1, 0, 0);
"""


def _own_beginning() -> str:
    """What the names of this process's databases begin with: machine and process."""
    machine = zlib.crc32(platform.node().encode())
    return f"{_NAMED}{machine:08x}_{os.getpid():x}_"


def is_left(name: str, now: float) -> bool:
    """Whether a database, by its name, was left by a run of the tests that has ended."""
    found = _NAMES.fullmatch(name)
    if found is None:
        return False
    machine, process, made = (int(part, 16) for part in found.groups())
    if machine == zlib.crc32(platform.node().encode()) and not _lives(process):
        return True
    return now - made > _LONGEST_RUN


def _lives(process: int) -> bool:
    if os.name == "nt":  # there it is no question but an end
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A server that lets this user make databases; `address` ends before the database's name."""

    address: str

    async def execute(self, *statements: str) -> None:
        """Run statements outside of any transaction, in the database that every server has."""
        import asyncpg

        connection = await asyncpg.connect(f"{self.address}/postgres", timeout=5)
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()

    async def make_database(self) -> str:
        """Make an empty database; gives its address."""
        name = f"{_own_beginning()}{int(time.time()):x}_{uuid.uuid4().hex[:8]}"
        await self.execute(_MADE.format(name=name))
        return f"{self.address}/{name}"

    async def drop_left(self) -> None:
        """Drop the databases of test runs that died.

        Theirs are those of a process of this machine that lives no more, and those of any machine
        that are older than a run ever takes and that nobody is connected to.
        """
        import asyncpg

        connection = await asyncpg.connect(f"{self.address}/postgres", timeout=5)
        try:
            for name in [row["datname"] for row in await connection.fetch(_UNUSED)]:
                if is_left(name, time.time()):
                    # Of two runs that begin at once one is faster.
                    with suppress(asyncpg.PostgresError):
                        await connection.execute(f"DROP DATABASE IF EXISTS {name}")
        finally:
            await connection.close()

    async def drop_database(self, address: str) -> None:
        """Drop a database, whoever is still connected to it."""
        name = address.rpartition("/")[2]
        await self.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


async def empty(address: str) -> None:
    """Take all rows out of a database of Lede's, and let its numbers begin anew.

    To make a database takes a second where the disk is slow, and a test is to take none.
    """
    import asyncpg

    connection = await asyncpg.connect(address)
    try:
        await connection.execute(_EMPTIED)
    finally:
        await connection.close()


@contextmanager
def running_server() -> Iterator[PostgresServer | str]:
    """A server, or the reason why there is none."""
    try:
        import asyncpg  # noqa: F401
    except ImportError:
        yield "the extra `postgres` is not installed"
        return
    for address in _usual_addresses():
        if run_apart(_answers(address)):
            server = PostgresServer(address)
            run_apart(server.drop_left())
            yield server
            return
    programs = _find_programs()
    if programs is None:
        yield "no PostgreSQL answers at the usual places, and none is installed"
        return
    with TemporaryDirectory(prefix="lede-pg-") as folder, _started(programs, Path(folder)) as own:
        yield own


def run_apart(work: Coroutine[Any, Any, Result]) -> Result:
    """Run to its end in a thread with a loop of its own: a fixture may be asked for in another."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def _usual_addresses() -> list[str]:
    if named := os.environ.get("LEDE_TEST_POSTGRES"):
        return [named.rstrip("/")]
    users = dict.fromkeys((os.environ.get("USER") or "postgres", "postgres"))
    return [f"postgresql://{user}@127.0.0.1:{_PORT}" for user in users]


async def _answers(address: str) -> bool:
    import asyncpg

    try:
        connection = await asyncpg.connect(f"{address}/postgres", timeout=2)
    except (OSError, TimeoutError, asyncpg.PostgresError):
        return False
    try:
        return bool(
            await connection.fetchval(
                "SELECT rolcreatedb FROM pg_roles WHERE rolname = current_user"
            )
        )
    finally:
        await connection.close()


def _find_programs() -> Path | None:
    if found := shutil.which("pg_ctl"):
        return Path(found).parent
    for home in map(Path, _PROGRAMS):
        for program in sorted(home.glob("**/bin/pg_ctl"), reverse=True):
            return program.parent
    return None


@dataclass(frozen=True, slots=True)
class OwnServer(PostgresServer):
    """A server of our own, which can be stopped and started again."""

    programs: Path
    folder: Path
    port: int

    def run(self, program: str, *arguments: str) -> None:
        """Run one of its programs; it refuses to run as root, and then runs as `postgres`."""
        subprocess.run(
            [self.programs / program, *arguments],
            check=True,
            capture_output=True,
            timeout=60,
            user=_unprivileged(),
        )

    def make(self) -> None:
        """Make its folder of data."""
        data = str(self.folder / "data")
        self.run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        log = str(self.folder / "log")
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-o", options, "-l", log, "-w", "start")

    def stop(self) -> None:
        """Stop it as a failing machine does: what is committed is there when it starts again."""
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")


def _unprivileged() -> str | None:
    return "postgres" if hasattr(os, "geteuid") and os.geteuid() == 0 else None


@contextmanager
def own_server() -> Iterator[OwnServer]:
    """A server that nobody else uses, from the programs that are installed."""
    programs = _find_programs()
    if programs is None:
        raise RuntimeError("no programs of PostgreSQL are installed")
    with TemporaryDirectory(prefix="lede-pg-") as folder, _started(programs, Path(folder)) as own:
        yield own


@contextmanager
def _started(programs: Path, folder: Path) -> Iterator[OwnServer]:
    user = _unprivileged()
    if user is not None:
        shutil.chown(folder, user)
    port = _PORT + 1 + os.getpid() % 2000
    own = OwnServer(f"postgresql://postgres@127.0.0.1:{port}", programs, folder, port)
    own.make()
    own.start()
    try:
        yield own
    finally:
        own.stop()
