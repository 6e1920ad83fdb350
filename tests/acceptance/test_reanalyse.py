"""`lede reanalyse` on an archive of an older Lede: counted, killed on the way, done once."""

import asyncio
import os
import sqlite3
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from domain.documents import Document
from pipeline.ingest import PROCESSING_VERSION
from storage import open_storage
from tests.acceptance.conftest import TEXT, Lede
from tests.pipeline.first_words import analyse

NOW = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)
# Several batches of 200.
RELEASES = 500


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """What an older Lede read, one release a day, the last the newest."""
    path = tmp_path / "lede.db"

    async def fill() -> None:
        documents = [
            Document(
                f"tin-{n}",
                TEXT.replace("120", str(200 + n)),
                None,
                date(2020, 1, 1) + timedelta(days=n),
                None,
                "Harbor Office",
            )
            for n in range(RELEASES)
        ]
        pairs = [(document, analyse(document)) for document in documents]
        async with open_storage(path) as storage:
            await storage.releases.save_many(pairs, now=NOW, version=PROCESSING_VERSION - 1)

    asyncio.run(fill())
    return path


def renewed(path: Path) -> list[bool]:
    """Of each release, the newest first, whether it was read again."""
    with sqlite3.connect(path) as connection:
        rows = connection.execute(
            "SELECT version = ? FROM releases JOIN analyses ON release_id = releases.id"
            " ORDER BY published_at DESC",
            (PROCESSING_VERSION,),
        )
        return [bool(is_new) for (is_new,) in rows]


def test_killed_on_the_way_it_goes_on_where_it_was(archive: Path, lede: Lede) -> None:
    inherited = {n: v for n, v in os.environ.items() if not n.startswith(("LEDE_", "DISCORD_"))}
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "reanalyse"], cwd=archive.parent, env=inherited
    ) as running:
        while not any(renewed(archive)) and running.poll() is None:
            pass
        running.kill()
    done = renewed(archive)
    number = sum(done)
    assert 0 < number < RELEASES
    assert all(done[:number])

    ran = lede("reanalyse")
    assert ran.returncode == 0, ran.stderr
    left = RELEASES - number
    assert ran.stdout == f"{left} of {left} releases read again\n"
    assert all(renewed(archive))
    with sqlite3.connect(archive) as connection:
        (quotes,) = connection.execute("SELECT count(*) FROM quotes").fetchone()
        (events,) = connection.execute("SELECT count(*) FROM events").fetchone()
    assert (quotes, events) == (RELEASES, 0)

    again = lede("reanalyse")
    assert again.stdout == "Every release was read by the processing of today; nothing to do.\n"
