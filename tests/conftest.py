"""Fixtures for every test: where the shared evaluation data is, if it is there at all."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage import open_storage
from tests.postgres import PostgresServer, empty, run_apart, running_server

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def empty_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with all revisions and nothing in it, to be copied: they take a while."""
    path = tmp_path_factory.mktemp("archive") / "lede.db"

    async def make() -> None:
        async with open_storage(path):
            pass

    asyncio.run(make())
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A PostgreSQL server; without one the test is skipped, and fails where CI must have one."""
    with running_server() as server:
        if isinstance(server, str):
            if os.environ.get("CI"):
                pytest.fail(f"no PostgreSQL to test with: {server}")
            pytest.skip(f"no PostgreSQL to test with: {server}")
        yield server


@pytest.fixture(scope="session")
def postgres_database(postgres_server: PostgresServer) -> Iterator[str]:
    """The address of a database with all revisions, shared by the tests of one process."""
    address = run_apart(postgres_server.make_database())

    async def make() -> None:
        async with open_storage(address):
            pass

    run_apart(make())
    yield address
    run_apart(postgres_server.drop_database(address))


@pytest.fixture(params=["sqlite", "postgres"])
async def address(
    request: pytest.FixtureRequest, tmp_path: Path, empty_archive: Path
) -> AsyncIterator[str]:
    """Where an empty storage lies: the test runs once for each database."""
    if request.param == "sqlite":
        path = tmp_path / "lede.db"
        path.write_bytes(empty_archive.read_bytes())
        yield str(path)
        return
    made: str = request.getfixturevalue("postgres_database")
    await empty(made)
    yield made


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--database=postgres`: what runs on SQLite, because both would take twice as long."""
    parser.addoption("--database", choices=("sqlite", "postgres"), default="sqlite")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, where all runs on PostgreSQL, what does something to the file itself."""
    if config.getoption("--database") == "postgres":
        for item in items:
            if item.get_closest_marker("of_a_file"):
                item.add_marker(pytest.mark.skip(reason="it is about the file of SQLite"))


@pytest.fixture
async def database(
    request: pytest.FixtureRequest, tmp_path: Path, empty_archive: Path
) -> AsyncIterator[str]:
    """Where an empty storage lies, of the kind that is asked for: see `pytest_addoption`."""
    if request.config.getoption("--database") == "sqlite":
        path = tmp_path / "lede.db"
        path.write_bytes(empty_archive.read_bytes())
        yield str(path)
        return
    made: str = request.getfixturevalue("postgres_database")
    await empty(made)
    yield made


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of evaluation data beside the checkout; the test is skipped without it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the shared evaluation data is not beside this checkout")
    return folder
