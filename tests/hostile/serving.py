"""The bot in a process of its own, for `make hostile`; it polls what a line of its input names."""

import asyncio
import itertools
import json
import sys
from dataclasses import replace

from bot.client import LedeBot
from bot.config import Settings
from bot.wiring import Services, open_services
from domain.sources import Kind, Source
from pipeline.collector import settle_collector
from pipeline.ingest import ingest
from pipeline.memory import settle_arenas
from sandbox.connect import redirected
from sources.pace import Pace
from tests.cogs.releases import NOW, documents


async def serve(database: str, address: str, token: str, host: str) -> None:
    """Answer, and poll what is asked for, until the input ends; set up as `lede run` is."""
    settle_collector()
    settle_arenas()
    settings = Settings(token=token, database=database, allowed_hosts=frozenset({host}))
    # Whoever types beside a hostile file types more often than anybody may.
    moment = itertools.count(step=3600.0).__next__
    with redirected(address):
        async with open_services(
            settings, now=lambda: NOW, reread=lambda: replace(settings), pace=Pace(0)
        ) as services:
            await ingest(services.storage, documents(), now=NOW, pool=services.pool)
            async with LedeBot(services, guild_ready_timeout=0.05, clock=moment) as bot:
                services.pool.warm()
                running = asyncio.create_task(bot.start(token))
                while line := await asyncio.to_thread(sys.stdin.readline):
                    sys.stdout.write(json.dumps(await _poll(services, *line.split())) + "\n")
                    sys.stdout.flush()
                await bot.close()
                await running


async def _poll(services: Services, name: str, kind: str, url: str) -> str:
    await services.storage.sources.put(Source(name, Kind(kind), url), now=NOW)
    report = await services.poller.poll(name)
    return f"{report.health} {report.reason or ''} {report.outcomes} {report.problems[:1]}"
