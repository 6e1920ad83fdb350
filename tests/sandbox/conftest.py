"""A sandbox for each test, and a way to start the real discord.py client in it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import discord
import pytest
from discord.ext import commands

from sandbox.connect import redirected
from sandbox.server import Sandbox, open_sandbox

DOCUMENT = Path(__file__).parents[3] / "shared" / "discord-openapi.json"
Declare = Callable[[commands.Bot], Any]
Start = Callable[..., Awaitable[commands.Bot]]


class Newsbot(commands.Bot):
    """A bot whose commands a test declares."""

    def __init__(self, declare: Declare, **settings: Any) -> None:
        settings.setdefault("intents", discord.Intents(guilds=True))
        super().__init__(
            command_prefix=commands.when_mentioned, guild_ready_timeout=0.05, **settings
        )
        self.declare = declare
        self.resumed = asyncio.Event()

    async def setup_hook(self) -> None:
        made = self.declare(self)
        if made is not None:
            await made
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Do not wait 5 s before a second IDENTIFY."""

    async def on_resumed(self) -> None:
        self.resumed.set()


@pytest.fixture(scope="session")
def document() -> Path | None:
    """Discord's own document, where it lies beside the checkout."""
    return DOCUMENT if DOCUMENT.is_file() else None


@pytest.fixture
async def sandbox(document: Path | None) -> AsyncIterator[Sandbox]:
    """A sandbox that fails the test over anything it did not expect."""
    async with open_sandbox(document) as opened:
        with redirected(opened):
            yield opened
        opened.check()


@pytest.fixture
async def start(sandbox: Sandbox) -> AsyncIterator[Start]:
    """Start a bot and wait until it has registered what it declares."""
    running: list[tuple[commands.Bot, asyncio.Task[None]]] = []

    async def begin(declare: Declare = lambda bot: None, **settings: Any) -> commands.Bot:
        bot = Newsbot(declare, **settings)
        await bot.login(sandbox.token)
        running.append((bot, asyncio.create_task(bot.connect())))
        await sandbox.wait_for_commands(within=60)
        return bot

    yield begin
    for bot, task in running:
        await bot.close()
        await task
