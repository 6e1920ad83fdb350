"""The real bot over the stand-in, with a small archive; a member and an admin who type."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.client import LedeBot
from bot.config import Settings
from bot.wiring import Services, open_services
from domain.documents import Document
from pipeline.ingest import ingest
from sandbox.actor import Actor
from sandbox.connect import redirected
from sandbox.server import Sandbox, open_sandbox

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

LOW_TIDE = """Harbor Office seizes 120 kilograms of tin in Operation Low Tide

HARBOR CITY – The Harbor Office seized 120 kilograms of tin and arrested 14 people on Monday in
Operation Low Tide, it said.

“We looked in every crate,” said Ann Poe, the director of the Harbor Office.

“Nobody was *hurt*, @everyone,” she added.
"""
GRANT = """Lake County gives $2.5 million to schools

LAKE CITY – Lake County will give $2.5 million to 31 schools next year, the county said.
"""
SPANISH = """La oficina del puerto incautó estaño

La oficina del puerto de la ciudad dijo que los agentes incautaron una gran cantidad de estaño y que
no hubo heridos durante la operación en la que participaron todos los oficiales del puerto.
"""


@dataclass(frozen=True)
class Stage:
    """Everything a test of a command needs."""

    sandbox: Sandbox
    bot: LedeBot
    services: Services
    admin: Actor
    member: Actor


def documents() -> list[Document]:
    """Three releases, the tin the newest."""
    url = "https://harbor.example/low-tide"
    title = "Harbor Office seizes 120 kilograms of tin in Operation Low Tide"
    return [
        Document("tin", LOW_TIDE, title, date(2026, 11, 3), url, "Harbor Office"),
        Document("grant", GRANT, "Lake County gives $2.5 million", date(2026, 10, 2), None, "Lake"),
        Document("es", SPANISH, "La oficina del puerto", date(2026, 9, 1), None, "Puerto"),
    ]


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
            await sandbox.wait_for_commands("brief", "admin")
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
