"""Running on Discord, here the stand-in: a stop ends it in order, a refused token is told."""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from discord.http import Route

from bot.config import Settings
from bot.running import run_bot
from domain.documents import Document
from domain.errors import LedeError, SettingsError, StorageError
from pipeline.ingest import PROCESSING_VERSION
from sandbox.connect import redirected
from sandbox.server import open_sandbox
from storage import open_storage
from tests.pipeline.first_words import analyse

NOW = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(database=str(tmp_path / "lede.db"))


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """Take back the handlers that running sets up for the whole process."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    factory, hook = logging.getLogRecordFactory(), sys.excepthook
    yield
    logging.setLogRecordFactory(factory)
    sys.excepthook = hook
    root.handlers[:] = handlers
    root.setLevel(level)


async def test_stop_signal_ends_it_in_order(settings: Settings, tmp_path: Path) -> None:
    async with open_sandbox() as sandbox:
        with redirected(sandbox):
            running = asyncio.create_task(run_bot(replace(settings, token=sandbox.token)))
            await sandbox.wait_for_commands("brief", within=60)
            reply = await sandbox.actor("Ben").slash("help")
            assert "/brief" in reply.text
            os.kill(os.getpid(), signal.SIGTERM)
            async with asyncio.timeout(10):
                await running
        sandbox.check()
    assert not (tmp_path / "lede.db-wal").exists()


async def test_what_an_older_lede_read_is_read_again_and_told_to_nobody(
    settings: Settings,
) -> None:
    text = "Pier opens\n\n“We looked in every crate,” said Ann Poe, the director of the pier.\n"
    documents = [Document(f"pier-{n}", f"{text}{n}", None, None, None, "Pier") for n in range(5)]
    pairs = [(document, analyse(document)) for document in documents]
    async with open_storage(settings.database) as storage:
        await storage.releases.save_many(pairs, now=NOW, version=PROCESSING_VERSION - 1)
    async with open_sandbox() as sandbox:
        with redirected(sandbox):
            running = asyncio.create_task(run_bot(replace(settings, token=sandbox.token)))
            await sandbox.wait_for_commands("brief", within=60)
            async with asyncio.timeout(20), open_storage(settings.database) as storage:
                while await storage.analyses.count_outdated(PROCESSING_VERSION):  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
            reply = await sandbox.actor("Ben").slash("brief")
            assert "Ann Poe" in reply.text
            os.kill(os.getpid(), signal.SIGTERM)
            async with asyncio.timeout(10):
                await running
        posted = [r for r in sandbox.requests if r.route.startswith("POST /channels")]
        assert posted == []
        sandbox.check()
    async with open_storage(settings.database) as storage:
        assert await storage.events.after(0, limit=5) == ()


async def test_refused_token_is_told_without_showing_it(settings: Settings) -> None:
    async with open_sandbox() as sandbox:
        other = sandbox.token[:-4] + "gone"
        with (
            redirected(sandbox),
            sandbox.expecting_refusal(0),
            pytest.raises(SettingsError, match="Discord refuses the token") as raised,
        ):
            await run_bot(replace(settings, token=other))
    assert other not in str(raised.value)


async def test_database_that_cannot_be_opened_is_told(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "lede.db").mkdir()
    async with open_sandbox() as sandbox:
        with pytest.raises(StorageError, match="lede"):
            await run_bot(replace(settings, token=sandbox.token))


async def test_discord_out_of_reach_is_told(settings: Settings) -> None:
    async with open_sandbox() as sandbox:
        sandbox.fail_next("reset", "GET /users/@me", times=5)
        with redirected(sandbox), pytest.raises(LedeError, match="could not be reached"):
            await run_bot(replace(settings, token=sandbox.token), waits=())


async def test_discord_that_comes_back_is_reached(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line for each try, without a traceback, and the bot runs as soon as the network does."""
    async with open_sandbox() as sandbox:
        sandbox.fail_next("reset", "GET /users/@me", times=2)
        with redirected(sandbox):
            own = replace(settings, token=sandbox.token)
            running = asyncio.create_task(run_bot(own, waits=(0.01, 0.01, 0.01)))
            await sandbox.wait_for_commands("brief", within=60)
            os.kill(os.getpid(), signal.SIGTERM)
            async with asyncio.timeout(10):
                await running
    lines = [line for line in capsys.readouterr().err.splitlines() if " INFO " not in line]
    assert lines
    assert all("Discord could not be reached (Server disconnected)" in line for line in lines)


async def test_stop_while_waiting_for_discord(settings: Settings) -> None:
    async with open_sandbox() as sandbox:
        sandbox.fail_next("reset", "GET /users/@me", times=9)
        with redirected(sandbox):
            own = replace(settings, token=sandbox.token)
            running = asyncio.create_task(run_bot(own, waits=(3600.0,)))
            await sandbox.world.changes.until(lambda: bool(sandbox.requests), 10)
            async with asyncio.timeout(10):
                while not running.done():
                    os.kill(os.getpid(), signal.SIGTERM)
                    await asyncio.sleep(0.05)
            await running


async def test_stop_while_connecting_is_no_failure(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asyncio.Event()

    async def keep_waiting(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.set()
        await reader.read()
        writer.close()

    async with await asyncio.start_server(keep_waiting, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        monkeypatch.setattr(Route, "BASE", f"http://127.0.0.1:{port}")
        token = f"{'M' * 24}.Gabcde.{'x' * 38}"
        running = asyncio.create_task(run_bot(replace(settings, token=token)))
        async with asyncio.timeout(10):
            await asked.wait()
            os.kill(os.getpid(), signal.SIGTERM)
            await running
