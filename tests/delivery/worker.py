"""A process of its own that sends what is due: `worker.py DATABASE ADDRESS TOKEN RATE AHEAD`.

It ends when nothing is left to be sent, or when it is killed. Its clock is AHEAD seconds ahead.
As the bot does, it holds a lease while it sends; where another holds it, it ends with REFUSED.
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
from domain.errors import LeaseHeldError
from domain.subscriptions import DeliveryState
from pipeline.budget import Budget
from pipeline.lease import LeaseTimes, held_lease
from sandbox.connect import redirected

# Seconds for an answer: one that never comes is there at once in these tests.
PATIENCE = 2.0
# Of the lease: a take-over after a kill is not what is waited for here.
TIMES = LeaseTimes(renewal=0.5, look=0.1, patience=3.0)
REFUSED = 3


async def work(database: str, address: str, token: str, rate: float, ahead: float) -> None:
    """Send until nothing is planned or open, connected to the gateway all the while."""
    # Hundreds of messages go unanswered on purpose.
    logging.getLogger("lede.delivery").setLevel(logging.CRITICAL)
    settings = Settings(token=token, database=database)
    with redirected(address):
        opening = open_services(settings, now=lambda: utc_now() + timedelta(seconds=ahead))
        async with (
            opening as services,
            held_lease(
                services.storage.leases, "bot", about="a worker", now=services.now, times=TIMES
            ),
            LedeBot(services, guild_ready_timeout=0.05) as bot,
        ):
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
    database, address, token, rate, ahead = sys.argv[1:]
    try:
        asyncio.run(work(database, address, token, float(rate), float(ahead)))
    except LeaseHeldError:
        raise SystemExit(REFUSED) from None
