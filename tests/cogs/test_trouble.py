"""What the world does to a bot: answers lost on the way, an archive that fails, a sudden stop."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from domain.documents import Document
from pipeline.ingest import ingest
from tests.cogs.conftest import Stage
from tests.cogs.releases import NOW


async def test_promise_whose_acknowledgement_was_lost_is_filled(stage: Stage) -> None:
    stage.sandbox.fail_next("lost_answer", "/callback")
    with stage.sandbox.expecting_refusal(40060):
        reply = await stage.member.slash("brief")
    assert "Reference" in reply.text


def take_releases_away(database: Path) -> None:
    with closing(sqlite3.connect(database, timeout=30)) as other:
        other.execute("PRAGMA foreign_keys=OFF")
        other.execute("ALTER TABLE releases RENAME TO taken_away")


@pytest.mark.of_a_file
async def test_archive_that_fails_is_told_without_its_path(stage: Stage, tmp_path: Path) -> None:
    # Beside the event loop, which the bot needs to end what it writes.
    await asyncio.to_thread(take_releases_away, tmp_path / "lede.db")
    reply = await stage.member.slash("search", query="tin")
    assert reply.is_ephemeral
    assert "lede.db" not in reply.text
    assert "Reference" in reply.text


async def test_stop_lets_commands_be_answered(stage: Stage) -> None:
    asked = [asyncio.create_task(stage.member.slash("quotes")) for _ in range(5)]
    interactions = stage.sandbox.world.interactions
    assert await stage.sandbox.world.changes.until(
        lambda: len(interactions) == 5 and all(i.callback for i in interactions.values()), 5
    )
    await stage.bot.close()
    for reply in await asyncio.gather(*asked):
        assert "We looked in every crate" in reply.text


async def test_number_is_looked_for_in_titles(stage: Stage) -> None:
    document = Document("911", "Calls rose in the county last year.", "Calls to 911 rose")
    await ingest(stage.services.storage, [document], now=NOW)
    assert "Calls to 911 rose" in (await stage.member.slash("brief", release="911")).text


async def test_reference_that_is_not_stored_is_told(stage: Stage) -> None:
    for wanted in ("#99", "#999999999999999999"):
        reply = await stage.member.slash("brief", release=wanted)
        assert reply.is_ephemeral
        assert "No release is stored under the number" in reply.text
