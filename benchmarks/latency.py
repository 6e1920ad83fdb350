"""Milliseconds from a typed command to its rendered answer, over the stand-in, seeds loaded.

The wire is the real one (the unmodified client, HTTP and gateway on loopback); what is missing is
the way to Discord and back, and Discord's own work.
"""

import argparse
import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

from bot.client import LedeBot
from bot.config import Settings
from bot.logs import set_up_logging
from bot.wiring import open_services
from pipeline.seeds import load_seeds
from sandbox.actor import Actor
from sandbox.connect import redirected
from sandbox.reply import Reply
from sandbox.server import open_sandbox

# Enough that the 99th percentile is not one odd value.
ROUNDS = 300
WARM_UP = 20
# What the product promises at most, milliseconds at the 99th percentile.
TARGET = 100.0

Act = Callable[[], Awaitable[object]]


def run(arguments: argparse.Namespace) -> int:
    """Print a row for each command; 1 where one is slower than the target."""
    return asyncio.run(_measure())


async def _measure() -> int:
    set_up_logging("ERROR")
    async with _member() as member:
        brief = await member.slash("brief")
        acts: dict[str, Act] = {
            "/brief": lambda: member.slash("brief"),
            "/brief, typing a title": lambda: member.autocomplete("brief", "release", "op"),
            "/summary": lambda: member.slash("summary"),
            "/figures": lambda: member.slash("figures"),
            "/quotes": lambda: member.slash("quotes"),
            "/latest": lambda: member.slash("latest"),
            "/search": lambda: member.slash("search", query="record arrests"),
            "/help": lambda: member.slash("help"),
            "button Figures": lambda: member.click(brief, "Figures"),
        }
        print(
            f"latency over the stand-in, {ROUNDS} rounds each, milliseconds (target p99 {TARGET:g})"
        )
        print(f"{'':26s} {'p50':>7s} {'p99':>7s}")
        slow = False
        for name, act in acts.items():
            p50, p99 = await _percentiles(act)
            slow = slow or p99 > TARGET
            print(f"{name:26s} {p50:7.1f} {p99:7.1f}")
    return 1 if slow else 0


async def _percentiles(act: Act) -> tuple[float, float]:
    times = []
    for i in range(WARM_UP + ROUNDS):
        before = perf_counter()
        answer = await act()
        if isinstance(answer, Reply) and "Reference" in answer.text:
            raise SystemExit(f"latency: an error came instead of an answer: {answer.text}")
        if i >= WARM_UP:
            times.append((perf_counter() - before) * 1000)
    cuts = quantiles(times, n=100)
    return cuts[49], cuts[98]


@asynccontextmanager
async def _member() -> AsyncIterator[Actor]:
    """A member of a server with the bot in it and the seeds stored."""
    with TemporaryDirectory(prefix="lede-") as folder:
        async with open_sandbox() as sandbox:
            settings = Settings(token=sandbox.token, database=str(Path(folder) / "lede.db"))
            async with open_services(settings, reread=lambda: settings) as services:
                await load_seeds(services.storage, settings.seeds, now=services.now())
                with redirected(sandbox):
                    async with LedeBot(services, guild_ready_timeout=0.05) as bot:
                        running = asyncio.create_task(bot.start(sandbox.token))
                        await sandbox.wait_for_commands("brief")
                        yield sandbox.actor("Ben")
                        await bot.close()
                        await running
