"""Daily briefings in number: planning a minute of 100,000 subscriptions, and sending at the budget.

The first is one process on one database, of SQLite and of PostgreSQL; the second is the wire to the
stand-in, with its own limits as they are: 50 requests a second in all, so that a 429 would show.
"""

import argparse
import asyncio
import resource
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

from benchmarks.servers import empty_postgres
from bot.client import LedeBot
from bot.config import Settings
from bot.dispatch import Dispatch
from bot.logs import set_up_logging
from bot.posting import DiscordTransport
from bot.wiring import open_services
from domain.subscriptions import BriefingSettings, Schedule, SubscriptionStatus
from pipeline.budget import PER_SECOND, Budget
from pipeline.planning import Planner
from sandbox.connect import redirected
from sandbox.server import Sandbox, open_sandbox
from storage import open_storage
from storage.opening import database_at
from storage.tables import SUBSCRIPTIONS

SUBSCRIBED, SENT = 100_000, 900
_BUSY = 30.0
PLANNING_SECONDS, PLANNING_MEGABYTES, SHARE = 2.0, 300, 0.95
_ZONES = (
    "Europe/Berlin", "America/New_York", "Asia/Tokyo", "America/Chicago", "Europe/London",
    "Asia/Kolkata", "Australia/Sydney", "America/Sao_Paulo", "Africa/Lagos", "UTC",
)  # fmt: skip
_NOW = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)


def run(arguments: argparse.Namespace) -> int:
    """Print both; 1 where a target is missed."""
    set_up_logging("ERROR")
    number = arguments.releases or SUBSCRIBED
    with tempfile.TemporaryDirectory(prefix="lede-") as folder:
        status = asyncio.run(_measure_planning(str(Path(folder) / "lede.db"), number))
    with empty_postgres("delivery") as address:
        if address is not None:
            status = max(status, asyncio.run(_measure_planning(address, number)))
    return max(status, asyncio.run(_measure_sending(SENT)))


async def _measure_planning(address: str, subscribed: int) -> int:
    async with open_storage(address):
        pass
    await _subscribe(address, subscribed)
    async with open_storage(address) as storage:
        planner = Planner(storage, lambda: _NOW)
        started = time.perf_counter()
        planned = await planner.plan_due()
        seconds = time.perf_counter() - started
        started = time.perf_counter()
        again = await planner.plan_due()
        idle = time.perf_counter() - started
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    kind = "PostgreSQL" if "://" in address else "SQLite"
    print(
        f"delivery: {kind}: {planned:,} briefings of one minute planned in {seconds:.2f} s (target "
        f"{PLANNING_SECONDS:g}), looked again in {idle * 1000:.1f} ms ({again} more), peak memory "
        f"{megabytes:.0f} MB (target {PLANNING_MEGABYTES})"
    )
    return int(seconds > PLANNING_SECONDS or megabytes > PLANNING_MEGABYTES)


async def _subscribe(address: str, number: int) -> None:
    """So many subscriptions, all due now, over ten zones."""
    database = database_at(address, _BUSY)
    rows = [
        {
            "guild_id": 1 + i // 5, "channel_id": 10_000 + i, "created_by": 1, "made_at": _NOW,
            "at": "07:00", "zone": _ZONES[i % len(_ZONES)], "weekdays": 127, "beat": {},
            "language": "en", "length": 6, "speaks_when_empty": False,
            "status": SubscriptionStatus.ACTIVE.value, "next_date": _NOW.date(), "next_due": _NOW,
        }
        for i in range(number)
    ]  # fmt: skip
    async with database.writing() as connection:
        await connection.execute(insert(SUBSCRIPTIONS), rows)
    await database.close()


async def _measure_sending(number: int) -> int:
    async with open_sandbox() as sandbox:
        with tempfile.TemporaryDirectory(prefix="lede-") as folder, redirected(sandbox):
            settings = Settings(token=sandbox.token, database=str(Path(folder) / "lede.db"))
            async with open_services(settings) as services, LedeBot(services) as bot:
                await bot.login(sandbox.token)
                await _fill_channels(sandbox, services.storage, number)
                # The requests of the start are no part of what is measured.
                await asyncio.sleep(1.0)
                sandbox.limits.hits.clear()
                daily = Dispatch(services, DiscordTransport(bot), Budget(PER_SECOND))
                started = time.perf_counter()
                sent = await daily.step()
                seconds = time.perf_counter() - started
        share = sent / seconds / PER_SECOND
        refused = len(sandbox.limits.hits)
    print(
        f"delivery: {sent} messages in {seconds:.1f} s: {sent / seconds:.1f} a second, "
        f"{100 * share:.1f} % of the budget of {PER_SECOND:g} (target {100 * SHARE:g} %), "
        f"{refused} answered with 429 (target 0)"
    )
    return int(share < SHARE or refused > 0)


async def _fill_channels(sandbox: Sandbox, storage, number: int) -> None:
    now = datetime.now(UTC)
    # At the time of their schedule, else they would be planned for that of tomorrow.
    due = (now - timedelta(minutes=1)).replace(second=0, microsecond=0)
    guild = sandbox.guild
    for i in range(number):
        channel = sandbox.world.add_channel(guild, f"news-{i}")
        settings = BriefingSettings(
            channel_id=channel.id,
            schedule=Schedule(due.time(), "UTC"),
            speaks_when_empty=True,
        )
        upcoming: tuple[date, datetime] = (due.date(), due)
        made = await storage.subscriptions.add(guild.id, settings, upcoming, now=now, by=1)
        await storage.subscriptions.change(made, status=SubscriptionStatus.ACTIVE, now=now)
