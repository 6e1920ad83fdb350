"""Fixtures for every test: where the shared evaluation data is, if it is there at all."""

import asyncio
from pathlib import Path

import pytest

from storage import open_storage

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
def shared() -> Path:
    """The folder of evaluation data beside the checkout; the test is skipped without it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the shared evaluation data is not beside this checkout")
    return folder
