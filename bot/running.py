"""Running the bot on Discord until it is told to stop."""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable

import aiohttp
import discord

from bot.client import LedeBot
from bot.config import Settings
from bot.dispatch import Dispatch, dispatch_of
from bot.logs import set_up_logging
from bot.loops import running_loop
from bot.wiring import open_services
from domain.errors import LedeError, SettingsError
from pipeline.collector import settle_collector
from pipeline.schedule import open_schedule

log = logging.getLogger("lede.run")

# How often it is looked for sources whose poll is due; each has its own time, minutes to hours.
_POLL_SECONDS = 20.0
# How often it is looked for briefings that are due; that is how late one may come.
_DAILY_SECONDS = 5.0
# How often a few releases that an older Lede read are read again: 20 each time, 7,000 an hour.
_REANALYSIS_SECONDS = 10.0

_OUT_OF_REACH = (aiohttp.ClientError, OSError, discord.HTTPException)


async def run_bot(settings: Settings) -> None:
    """Connect and serve until a stop signal.

    Raises SettingsError for a token Discord refuses, LedeError where Discord cannot be reached.
    """
    token = settings.checked_token()
    set_up_logging(settings.log_level, secret=token)
    settle_collector()
    async with (
        open_services(settings) as services,
        open_schedule(services.storage, services.poller.poll, services.now) as schedule,
        running_loop("poll", schedule.step, seconds=_POLL_SECONDS),
        running_loop("reanalysis", services.reanalysis().step, seconds=_REANALYSIS_SECONDS),
        LedeBot(services) as bot,
    ):
        daily = dispatch_of(services, bot)
        stopped = _stop_on_signals(bot, daily)
        try:
            async with (
                # Planned beside the sending: a thousand messages take half a minute.
                running_loop("plan", daily.plan, seconds=_DAILY_SECONDS),
                running_loop("daily", _when_ready(bot, daily), seconds=_DAILY_SECONDS),
            ):
                await bot.start(token)
        except discord.LoginFailure:
            raise SettingsError(
                "Discord refuses the token in DISCORD_TOKEN. It may have been reset: copy the "
                "present one from the developer portal (Bot, Reset Token)."
            ) from None
        except Exception as error:
            if stopped.is_set():  # it was connecting, and what that cut off is no failure
                return
            if not isinstance(error, _OUT_OF_REACH):
                raise
            log.error("not started", exc_info=error)
            raise LedeError(
                f"Discord could not be reached ({type(error).__name__}). Check the connection and "
                "start Lede again."
            ) from None
    log.info("stopped")


def _when_ready(bot: LedeBot, daily: Dispatch) -> Callable[[], Awaitable[object]]:
    """A step of the daily briefings, once Discord is there."""

    async def step() -> None:
        if bot.is_ready():
            await daily.step()

    return step


def _stop_on_signals(bot: LedeBot, daily: Dispatch) -> asyncio.Event:
    """Close the client on SIGINT and SIGTERM, so that what is open is closed in order.

    The event is set when the first of them comes.
    """
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    closing: set[asyncio.Task[None]] = set()

    def stop() -> None:
        stopped.set()
        task = loop.create_task(_close(bot, daily))
        closing.add(task)
        task.add_done_callback(closing.discard)

    for name in (signal.SIGINT, signal.SIGTERM):
        # Windows has no loop signals; there Ctrl+C ends `asyncio.run` itself.
        try:
            loop.add_signal_handler(name, stop)
        except NotImplementedError:
            break
    return stopped


async def _close(bot: LedeBot, daily: Dispatch) -> None:
    await daily.finish()
    await bot.close()
