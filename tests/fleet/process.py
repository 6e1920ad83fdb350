"""A process of a fleet over the stand-in: `process.py ADDRESS TOKEN DATABASE RATE WHAT`.

WHAT is `worker`, or the shards it answers, as `0/2`, with `+` behind where it takes them over from
the process that does. RATE is how many messages a worker may send in a second.
"""

import asyncio
import os
import sys

from bot.config import Settings
from bot.running import run_shards
from bot.sharding import Shards
from bot.working import run_worker
from sandbox.connect import redirected


async def main(address: str, token: str, database: str, rate: str, what: str) -> None:
    hosts = frozenset(os.environ.get("LEDE_ALLOWED_HOSTS", "").split())
    settings = Settings(token=token, database=database, send_rate=float(rate), allowed_hosts=hosts)
    with redirected(address):
        if what == "worker":
            await run_worker(settings)
        else:
            shards = Shards.parse(what.removesuffix("+"))
            await run_shards(settings, shards, takes_over=what.endswith("+"))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
