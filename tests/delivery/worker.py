"""A process of its own that sends what is due: `python worker.py DATABASE ADDRESS TOKEN RATE`.

It ends when nothing is left to be sent, or when it is killed.
"""

import asyncio
import sys

from bot.client import LedeBot
from bot.config import Settings
from bot.daily import Daily
from bot.posting import DiscordOutlet
from bot.wiring import open_services
from domain.subscriptions import DeliveryState
from pipeline.budget import Budget
from sandbox.connect import redirected


async def work(database: str, address: str, token: str, rate: float) -> None:
    """Send until nothing is planned or open."""
    settings = Settings(token=token, database=database)
    with redirected(address):
        async with open_services(settings) as services, LedeBot(services) as bot:
            await bot.login(token)
            daily = Daily(services, DiscordOutlet(bot), Budget(rate))
            while True:
                await daily.step()
                counts = await services.storage.deliveries.counts()
                if not counts.keys() & {DeliveryState.PLANNED, DeliveryState.SENDING}:
                    return


if __name__ == "__main__":
    asyncio.run(work(sys.argv[1], sys.argv[2], sys.argv[3], float(sys.argv[4])))
