"""Polls the sites of a year until it ends, in a process of its own, which may be killed.

Its clock is that of the sites' server, which goes on by a day when all that was due is polled.
"""

import asyncio
import logging
import sys
from dataclasses import replace
from datetime import datetime

import aiohttp

from pipeline.analysis_pool import Lane, open_analysis_pool
from pipeline.limits import QUICK, THOROUGH
from pipeline.polling import Poller
from pipeline.schedule import open_schedule
from sources.fetching import FetchSettings, open_fetcher
from sources.pace import Pace
from storage import open_storage
from tests.year.sites import DAY, START

# As quick as the machine allows: nobody else is waited for here.
LANES = (Lane(replace(QUICK, niceness=0), 4), Lane(replace(THOROUGH, niceness=0), 1))


async def work(database: str, address: str) -> None:
    """Poll what is due, day by day."""
    # Sites that answer with errors do so on purpose.
    logging.getLogger("lede").setLevel(logging.ERROR)
    day = 0

    def now() -> datetime:
        return START + day * DAY

    settings = FetchSettings(allowed_hosts=frozenset({address.split("/")[2]}), seconds=10)
    async with (
        aiohttp.ClientSession() as clock,
        open_storage(database) as storage,
        open_fetcher(settings, now=now, pace=Pace(0)) as fetcher,
        open_analysis_pool(LANES) as pool,
        open_schedule(storage, Poller(storage, fetcher, now, pool).poll, now) as schedule,
    ):
        while True:
            async with clock.get(f"{address}/day") as answer:
                said = await answer.text()
            if said == "over":
                return
            day = int(said)
            while await schedule.step():
                await schedule.settle()
            await clock.post(f"{address}/day/{day}")


def main() -> None:
    """Work for `DATABASE ADDRESS` of the command line."""
    asyncio.run(work(*sys.argv[1:]))
