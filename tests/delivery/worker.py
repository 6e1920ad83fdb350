"""A process of its own that sends what is due: `worker.py DATABASE ADDRESS TOKEN RATE AHEAD`.

It ends when nothing is left to be sent, or when it is killed. Its clock is AHEAD seconds ahead.
"""

import asyncio
import logging
import sys
from datetime import timedelta

from bot.client import LedeBot
from bot.config import Settings
from bot.dispatch import Dispatch
from bot.posting import DiscordTransport
from bot.wiring import Services, open_services, utc_now
from domain.subscriptions import DeliveryState
from pipeline.budget import Budget
from sandbox.connect import redirected

# Seconds for an answer: one that never comes is there at once in these tests.
PATIENCE = 2.0


async def work(database: str, address: str, token: str, rate: float, ahead: float) -> None:
    """Send until nothing is planned or open, connected to the gateway all the while."""
    # Hundreds of messages go unanswered on purpose.
    logging.getLogger("lede.delivery").setLevel(logging.CRITICAL)
    settings = Settings(token=token, database=database)
    with redirected(address):
        opening = open_services(settings, now=lambda: utc_now() + timedelta(seconds=ahead))
        async with opening as services, LedeBot(services, guild_ready_timeout=0.05) as bot:
            await bot.login(token)
            connected = asyncio.create_task(bot.connect())
            await _send_all(
                services, Dispatch(services, DiscordTransport(bot, patience=PATIENCE), Budget(rate))
            )
            await bot.close()
            await connected


async def _send_all(services: Services, daily: Dispatch) -> None:
    while True:
        await daily.step()
        counts = await services.storage.deliveries.counts()
        if not counts.keys() & {DeliveryState.PLANNED, DeliveryState.SENDING}:
            return


if __name__ == "__main__":
    asyncio.run(work(sys.argv[1], sys.argv[2], sys.argv[3], float(sys.argv[4]), float(sys.argv[5])))
