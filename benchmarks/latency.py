"""Milliseconds from a typed command to its rendered answer, over the stand-in, a large archive.

The wire is the real one (the unmodified client, HTTP and gateway on loopback); what is missing is
the way to Discord and back, and Discord's own work.
"""

import argparse
import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

from bot.client import LedeBot
from bot.config import Settings
from bot.logs import set_up_logging
from bot.wiring import Services, open_services
from domain.archive import StoredRelease
from domain.documents import Document
from domain.facts import Analysis
from pipeline.seeds import load_seeds
from sandbox.actor import Actor
from sandbox.connect import redirected
from sandbox.reply import Reply
from sandbox.server import open_sandbox

# Enough that the 99th percentile is not one odd value.
ROUNDS = 200
# A chart is drawn in a quarter of a second, and its progress is shown at once.
CHARTS = 20
WARM_UP = 10
# What the product promises at most, milliseconds at the 99th percentile.
COMMAND, COMPLETION = 250.0, 50.0
STORED, BATCH = 100_000, 500
# So many days that copies of one sample do not become one story.
_DAYS = 12_000
_SPEAKERS, _AGENCIES = 20_000, 300

Act = Callable[[], Awaitable[object]]


def run(arguments: argparse.Namespace) -> int:
    """Print a row for each command; 1 where one is slower than the target."""
    return asyncio.run(_measure(arguments.releases or STORED))


async def _measure(stored: int) -> int:
    set_up_logging("ERROR")
    async with _member(stored) as member:
        acts = await _acts(member)
        print(
            f"latency over the stand-in, {stored:,} releases stored, {ROUNDS} rounds each, "
            f"milliseconds (target p99: {COMMAND:g}, of what is offered while typing "
            f"{COMPLETION:g})"
        )
        print(f"{'':34s} {'p50':>7s} {'p99':>7s}")
        slow = False
        for name, act in acts.items():
            p50, p99 = await percentiles(act, CHARTS if "chart" in name else ROUNDS)
            target = COMPLETION if "typing" in name else COMMAND
            is_slow = p99 > target and "chart" not in name
            slow = slow or is_slow
            print(f"{name:34s} {p50:7.1f} {p99:7.1f}{'  over' if is_slow else ''}")
    return 1 if slow else 0


async def _acts(member: Actor) -> dict[str, Act]:
    """What is measured: each command, some buttons, and what is offered while typing."""

    async def chosen(command: str, option: str, typed: str) -> str:
        return str((await member.autocomplete(command, option, typed))[0][1])

    brief = await member.slash("brief")
    search = await member.slash("search", query="record arrests")
    measure = await chosen("figures", "measure", "people arrested")
    agency = await chosen("latest", "agency", "agency 7")
    speaker = await chosen("speaker", "name", "speaker 77")
    operation = await chosen("latest", "operation", "")
    others = [value for _, value in await member.autocomplete("compare", "first", "")]
    return {
        "/brief": lambda: member.slash("brief"),
        "/summary": lambda: member.slash("summary"),
        "/figures": lambda: member.slash("figures"),
        "/figures measure:": lambda: member.slash("figures", measure=measure),
        "/quotes": lambda: member.slash("quotes"),
        "/quotes about:": lambda: member.slash("quotes", about="safety community"),
        "/speaker": lambda: member.slash("speaker", name=speaker),
        "/latest": lambda: member.slash("latest"),
        "/latest agency: operation: days:": lambda: member.slash(
            "latest", agency=agency, operation=operation, days=3650
        ),
        "/latest topic:": lambda: member.slash("latest", topic="officers"),
        "/search": lambda: member.slash("search", query="record arrests"),
        "/search agency: figure:": lambda: member.slash(
            "search", query="officers", agency=agency, figure=measure
        ),
        "/trend (chart)": lambda: member.slash("trend", measure=measure),
        "/compare (chart)": lambda: member.slash("compare", first=others[0], second=others[1]),
        "/why": lambda: member.slash("why"),
        "/help": lambda: member.slash("help"),
        "/about": lambda: member.slash("about"),
        "button Figures": lambda: member.click(brief, "Figures"),
        "button Evidence": lambda: member.click(brief, "Evidence"),
        "button CSV": lambda: member.click(search, "CSV"),
        "typing a title": lambda: member.autocomplete("brief", "release", "op"),
        "typing nothing": lambda: member.autocomplete("brief", "release", ""),
        "typing a speaker": lambda: member.autocomplete("speaker", "name", "er 19"),
        "typing a speaker that is not there": lambda: member.autocomplete("speaker", "name", "qx"),
        "typing a measure": lambda: member.autocomplete("trend", "measure", "a"),
        "typing an agency": lambda: member.autocomplete("latest", "agency", "7"),
    }


async def percentiles(act: Act, rounds: int) -> tuple[float, float]:
    """Milliseconds at the 50th and the 99th percentile, the first few rounds left out."""
    times = []
    for i in range(WARM_UP + rounds):
        before = perf_counter()
        answer = await act()
        if isinstance(answer, Reply) and "Reference" in answer.text:
            raise SystemExit(f"latency: an error came instead of an answer: {answer.text}")
        if i >= WARM_UP:
            times.append((perf_counter() - before) * 1000)
    cuts = quantiles(times, n=100)
    return cuts[49], cuts[98]


@asynccontextmanager
async def _member(stored: int) -> AsyncIterator[Actor]:
    """A member of a server with the bot in it and so many releases stored."""
    with TemporaryDirectory(prefix="lede-") as folder:
        async with open_sandbox() as sandbox:
            settings = Settings(token=sandbox.token, database=str(Path(folder) / "lede.db"))
            async with open_services(settings, reread=lambda: settings) as services:
                await _fill(services, stored)
                with redirected(sandbox):
                    # An hour between two commands: how often one may ask is not the question.
                    hours = itertools.count(step=3600.0).__next__
                    async with LedeBot(services, guild_ready_timeout=0.05, clock=hours) as bot:
                        running = asyncio.create_task(bot.start(sandbox.token))
                        await sandbox.wait_for_commands("brief")
                        yield sandbox.actor("Ben")
                        await bot.close()
                        await running


async def _fill(services: Services, stored: int) -> None:
    """Keep the samples, and copies of them under other dates, agencies and speakers."""
    await load_seeds(services.storage, services.settings.seeds, now=services.now())
    heads = await services.storage.releases.latest(limit=200)
    samples = [await services.storage.releases.get(head.release_id) for head in heads]
    for start in range(0, stored - len(samples), BATCH):
        numbers = range(start, min(start + BATCH, stored - len(samples)))
        copies = [_copy(samples[i % len(samples)], i) for i in numbers]
        await services.storage.releases.save_many(copies, now=services.now())


def _copy(sample: StoredRelease, number: int) -> tuple[Document, Analysis]:
    """A release like a sample: its text with a line more, so that every receipt still holds."""
    document = replace(
        sample.document,
        id=f"copy-{number}",
        text=f"{sample.document.text}\n\nNotice number {number}.",
        title=f"{sample.head.title} ({number})",
        published_at=date(2026, 11, 1) - timedelta(days=number % _DAYS),
        url=f"https://agency{number % _AGENCIES}.example/{number}",
        agency=f"Agency {number % _AGENCIES}",
        is_sample=False,
    )
    quotes = tuple(
        replace(quote, speaker_name=f"Speaker {number % _SPEAKERS}")
        if quote.speaker_name
        else quote
        for quote in sample.analysis.quotes
    )
    return document, replace(sample.analysis, quotes=quotes)
