"""The real bot over the stand-in, with a small archive; a member and an admin who type."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.client import LedeBot
from bot.config import Settings
from bot.wiring import Services, open_services
from pipeline.ingest import ingest
from sandbox.actor import Actor
from sandbox.connect import redirected
from sandbox.server import Sandbox, open_sandbox
from tests.cogs.releases import NOW, documents


@dataclass(frozen=True)
class Stage:
    """Everything a test of a command needs."""

    sandbox: Sandbox
    bot: LedeBot
    services: Services
    admin: Actor
    member: Actor


@pytest.fixture
async def services(sandbox: Sandbox, database: str) -> AsyncIterator[Services]:
    settings = Settings(token=sandbox.token, database=database)
    async with open_services(settings, now=lambda: NOW, reread=lambda: replace(settings)) as opened:
        yield opened


@pytest.fixture
async def sandbox(request: pytest.FixtureRequest) -> AsyncIterator[Sandbox]:
    """The stand-in; whatever Discord would have refused fails the test at its end."""
    document = Path(__file__).parents[3] / "shared" / "discord-openapi.json"
    async with open_sandbox(schema=document if document.is_file() else None) as opened:
        yield opened
        opened.check()


@pytest.fixture
async def empty_stage(sandbox: Sandbox, services: Services) -> AsyncIterator[Stage]:
    """The bot with nothing stored."""
    with redirected(sandbox):
        # An hour between two commands: how often one may ask is for test_rate_of_use.py.
        hours = itertools.count(step=3600.0).__next__
        async with LedeBot(services, guild_ready_timeout=0.05, clock=hours) as bot:
            running = asyncio.create_task(bot.start(sandbox.token))
            await sandbox.wait_for_commands("brief", "admin", within=60)
            admin, member = sandbox.actor("Ada", owner=True), sandbox.actor("Ben")
            yield Stage(sandbox, bot, services, admin, member)
            await bot.close()
            await running


@pytest.fixture
async def stage(empty_stage: Stage) -> Stage:
    """The bot with three releases stored."""
    report = await ingest(empty_stage.services.storage, documents(), now=NOW)
    assert report.new == 3, report
    return empty_stage
