"""Running the bot on Discord until it is told to stop."""

import asyncio
import logging
import os
import platform
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial

import aiohttp
import discord

from bot.client import LedeBot
from bot.config import Settings
from bot.dispatch import Dispatch, dispatch_of
from bot.handover import Handover, Turn, serving
from bot.logs import set_up_logging
from bot.loops import running_loop
from bot.metrics import measured
from bot.sharding import Shards
from bot.wiring import Services, open_services
from domain.errors import LedeError, SettingsError
from pipeline.collector import settle_collector
from pipeline.lease import LEASE_TIMES, HeldLease, LeaseTimes, held_lease, require_dead
from pipeline.memory import settle_arenas
from pipeline.schedule import open_schedule
from storage.jobs import require_server
from storage.leases import MEMBER, LeaseState
from storage.signals import listening

log = logging.getLogger("lede.run")

# How often it is looked for sources whose poll is due; each has its own time, minutes to hours.
_POLL_SECONDS = 20.0
# How often it is looked for briefings that are due; that is how late one may come.
_DAILY_SECONDS = 5.0
# How often it is looked for what has been kept as long as it may be.
_FORGET_SECONDS = 3600.0
# How often a few releases that an older Lede read are read again: 20 each time, 7,000 an hour.
_REANALYSIS_SECONDS = 10.0

# What the lease of the one process that answers and sends is called, where it does all alone.
BOT_LEASE = "bot"
# A gateway that is closed ends by itself within this, in seconds.
_LAST_SECONDS = 1.0
# Seconds before it is tried again to reach Discord, a minute in all: as long as a machine that has
# just started may be without a network. After that whoever started Lede decides.
WAITS = (2.0, 4.0, 8.0, 16.0, 30.0)

_OUT_OF_REACH = (aiohttp.ClientError, OSError, discord.HTTPException)
_SHOWN = 150


async def run_bot(
    settings: Settings, *, waits: Iterable[float] = WAITS, lease_times: LeaseTimes = LEASE_TIMES
) -> None:
    """Connect and serve until a stop signal, and do all that is to be done.

    `waits` are seconds before each further try to reach Discord. Raises SettingsError for a token
    Discord refuses, LeaseHeldError where another process serves this database, LedeError where
    Discord cannot be reached.
    """
    token = settings.checked_token()
    set_up_logging(settings.log_level, secret=token, form=settings.log_format)
    settle_collector()
    settle_arenas()
    stop = stop_on_signals()
    async with (
        open_services(settings) as services,
        _only(services, (BOT_LEASE,), lease_times) as leases,
        open_schedule(services.storage, services.poller.poll, services.now) as schedule,
        running_loop("poll", schedule.step, seconds=_POLL_SECONDS),
        running_loop("forget", partial(_forget_old, services), seconds=_FORGET_SECONDS),
        running_loop("reanalysis", services.reanalysis().step, seconds=_REANALYSIS_SECONDS),
    ):
        await _serve_while_held(leases, stop, waits, lambda: _serve(services, token, stop, None))
    log.info("stopped")


async def run_shards(
    settings: Settings,
    shards: Shards,
    *,
    takes_over: bool = False,
    waits: Iterable[float] = WAITS,
    lease_times: LeaseTimes = LEASE_TIMES,
) -> None:
    """Answer the servers of some shards until a stop signal; workers do the rest.

    With `takes_over` a process that answers them hands them over and ends (see `bot.handover`).
    Raises what `run_bot` does, and StorageError where the database is no PostgreSQL.
    """
    token = settings.checked_token()
    set_up_logging(settings.log_level, secret=token, form=settings.log_format)
    settle_collector()
    settle_arenas()
    require_server(settings.database)
    stop = stop_on_signals()
    async with open_services(settings) as services, AsyncExitStack() as stack:
        leases = services.storage.leases
        former = await serving(leases, shards.leases) if takes_over else ()
        handover = Handover(services.storage.signals, Turn(waits=bool(former)), former=former)

        async def hold() -> list[HeldLease]:
            own = _only(services, shards.leases, lease_times, shards.is_other, former)
            held = await stack.enter_async_context(own)
            handover.owners.update(lease.owner for lease in held)
            return held

        if former:
            await _serve_after(handover, hold, services, token, stop, waits, shards)
        else:
            held = await hold()
            serve = partial(_serve, services, token, stop, shards, handover)
            await _serve_while_held(held, stop, waits, serve, handover.turn)
    log.info("stopped")


async def _serve_after(
    handover: Handover,
    hold: Callable[[], Awaitable[list[HeldLease]]],
    services: Services,
    token: str,
    stop: asyncio.Event,
    waits: Iterable[float],
    shards: Shards,
) -> None:
    """Connect beside the process that serves, take its turn and its leases, and serve."""
    ready = asyncio.Event()

    async def take_over() -> list[HeldLease]:
        try:
            await ready.wait()
            taken = await handover.obtain()
            held = await hold()
        except BaseException:
            stop.set()
            raise
        handover.turn.begin(taken)
        log.info("taken over from=%s", handover.former[0].about)
        return held

    taking = asyncio.create_task(take_over(), name="lede take over")

    async def serve() -> None:
        await _serve(services, token, stop, shards, handover, ready)

    watching = asyncio.create_task(_stop_when_any_lost(taking, stop), name="lede leases")
    try:
        await patiently(serve, stop, waits)
    finally:
        for task in (taking, watching):
            task.cancel()
        outcomes = await asyncio.gather(taking, watching, return_exceptions=True)
    if isinstance(outcomes[0], LedeError):
        raise outcomes[0]
    if isinstance(outcomes[0], list):
        _require_held(outcomes[0], handover.turn)


async def _stop_when_any_lost(taking: asyncio.Task[list[HeldLease]], stop: asyncio.Event) -> None:
    held = await asyncio.shield(taking)
    async with asyncio.TaskGroup() as group:
        for lease in held:
            group.create_task(_stop_when_lost(lease, stop))


@asynccontextmanager
async def _only(
    services: Services,
    names: Iterable[str],
    times: LeaseTimes,
    is_other: Callable[[str], bool] = lambda name: name.startswith(("shard ", MEMBER)),
    former: Iterable[LeaseState] = (),
) -> AsyncIterator[list[HeldLease]]:
    """Hold these leases while nobody does what this process is to do, under another name.

    Those of `former`, which have been handed over, are taken at once.
    """
    owners = frozenset(lease.owner for lease in former)
    about = f"process {os.getpid()} on {platform.node() or 'this machine'}"
    leases, own = services.storage.leases, tuple(names)
    async with AsyncExitStack() as stack:
        held = [
            await stack.enter_async_context(
                held_lease(leases, name, about=about, now=services.now, times=times, former=owners)
            )
            for name in own
        ]

        def is_in_the_way(name: str) -> bool:
            return name not in own and (name == BOT_LEASE or is_other(name))

        await require_dead(leases, is_in_the_way, times=times)
        yield held


async def _serve_while_held(
    leases: list[HeldLease],
    stop: asyncio.Event,
    waits: Iterable[float],
    serve: Callable[[], Awaitable[object]],
    turn: Turn | None = None,
) -> None:
    """Serve until told to stop; LedeError where another process has taken over unasked."""
    watching = [asyncio.create_task(_stop_when_lost(lease, stop)) for lease in leases]
    try:
        await patiently(serve, stop, waits)
    finally:
        for task in watching:
            task.cancel()
    _require_held(leases, turn)


def _require_held(leases: list[HeldLease], turn: Turn | None) -> None:
    """LedeError where a lease was lost that was not handed over."""
    is_handed_over = turn is not None and turn.has_ended
    if not is_handed_over and any(lease.lost.is_set() for lease in leases):
        raise LedeError(
            "Another process has taken over this database, because this one did not answer "
            "for a while. This one has stopped."
        )


def hear(services: Services, bot: LedeBot | None, stop: asyncio.Event, told: str) -> None:
    """Do what all processes are told: see `storage.signals`."""
    what, _, name = told.partition(" ")
    log.info("told what=%s", what)
    if what == "stop":
        stop.set()
    elif what == "settings":
        try:
            services.reread_settings()
        except LedeError as error:
            log.error("settings.refused: %s", error)
    elif what == "reload" and bot is not None:
        bot.reload_soon(name)


async def log_in_patiently(client: discord.Client, token: str, stop: asyncio.Event) -> bool:
    """Log in without connecting; False where it is told to stop meanwhile."""
    await patiently(lambda: client.login(token), stop, WAITS)
    return not stop.is_set()


async def patiently(
    serve: Callable[[], Awaitable[object]], stop: asyncio.Event, waits: Iterable[float]
) -> None:
    """Serve until told to stop; where Discord cannot be reached, try again after each wait."""
    for wait in (*waits, None):
        try:
            await serve()
        except discord.LoginFailure:
            raise SettingsError(
                "Discord refuses the token in DISCORD_TOKEN. It may have been reset: copy the "
                "present one from the developer portal (Bot, Reset Token)."
            ) from None
        except _OUT_OF_REACH as error:
            if stop.is_set():  # it was connecting, and what that cut off is no failure
                return
            why = _reason(error)
            log.debug("not reached", exc_info=error)
            if wait is None:
                raise LedeError(
                    f"Discord could not be reached ({why}). Check the connection and start Lede "
                    "again."
                ) from None
        else:
            return
        log.warning("Discord could not be reached (%s). Lede tries again in %g s.", why, wait)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), wait)
            return


async def _serve(
    services: Services,
    token: str,
    stop: asyncio.Event,
    shards: Shards | None,
    handover: Handover | None = None,
    ready: asyncio.Event | None = None,
) -> None:
    """Answer until told to stop, or until Discord cannot be reached; alone, also send.

    `ready` is set when the gateway is.
    """
    database = services.settings.database
    async with (
        LedeBot(services, shards=shards, turn=handover.turn if handover else None) as bot,
        listening(database, _ear(services, bot, stop, handover)),
        measured(
            services.settings.metrics,
            services.storage,
            services.now,
            {"the gateway is not connected": bot.is_connected},
            is_replacing=ready is not None,
        ) as services.meter,
    ):
        # Beside the connecting: it takes a second or two, which the first to ask would wait for.
        services.pool.warm()
        daily = dispatch_of(services, bot) if shards is None else None
        closing = asyncio.create_task(_close_when(stop, bot, daily))
        telling = asyncio.create_task(_tell_when_ready(bot, ready))
        try:
            async with _sending(bot, daily):
                await _started(bot, token, closing)
        except Exception:
            # Whatever connecting raises when it is cut off by a stop.
            if not stop.is_set():
                raise
        finally:
            telling.cancel()
            if not stop.is_set():
                closing.cancel()
            await asyncio.gather(closing, telling, return_exceptions=True)


async def _started(bot: LedeBot, token: str, closing: asyncio.Task[None]) -> None:
    """Connect until the client is closed; a shard not yet up the library tries for ever."""
    starting = asyncio.create_task(bot.start(token), name="lede gateway")
    try:
        await asyncio.wait([starting, closing], return_when=asyncio.FIRST_COMPLETED)
        if closing.done():
            await asyncio.wait([starting], timeout=_LAST_SECONDS)
    finally:
        if not starting.done():
            starting.cancel()
    with suppress(asyncio.CancelledError):
        await starting


async def _tell_when_ready(bot: LedeBot, ready: asyncio.Event | None) -> None:
    await bot.wait_until_ready()
    if ready is not None:
        ready.set()


def _ear(
    services: Services, bot: LedeBot, stop: asyncio.Event, handover: Handover | None
) -> Callable[[str], object]:
    """What hears all that is told to this process; what is said of a turn in its order."""
    if handover is None:
        return lambda told: hear(services, bot, stop, told)
    turn = asyncio.Lock()
    tasks: set[asyncio.Task[None]] = set()

    async def of_turn(told: str) -> None:
        async with turn:
            if await handover.hear(told):
                stop.set()

    def heard(told: str) -> None:
        hear(services, bot, stop, told)
        task = asyncio.create_task(of_turn(told), name="lede handover")
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    return heard


@asynccontextmanager
async def _sending(bot: LedeBot, daily: Dispatch | None) -> AsyncIterator[None]:
    """Plan and send while the block runs, where this process does so."""
    if daily is None:
        yield
        return
    async with (
        # Planned beside the sending: a thousand messages take half a minute.
        running_loop("plan", daily.plan, seconds=_DAILY_SECONDS),
        running_loop("daily", _when_ready(bot, daily), seconds=_DAILY_SECONDS),
    ):
        yield


def _reason(error: BaseException) -> str:
    """What the library says of a failure, on one line."""
    said = " ".join(str(error).split()) or type(error).__name__
    return said if len(said) <= _SHOWN else f"{said[:_SHOWN]}…"


async def _forget_old(services: Services) -> None:
    await services.storage.forgetting.forget_old(services.now())


def _when_ready(bot: LedeBot, daily: Dispatch) -> Callable[[], Awaitable[object]]:
    """A step of the daily briefings, once Discord is there."""

    async def step() -> None:
        if bot.is_ready():
            await daily.step()

    return step


def stop_on_signals() -> asyncio.Event:
    """An event that is set when SIGINT or SIGTERM comes, so that all is closed in order."""
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        # Windows has no loop signals; there Ctrl+C ends `asyncio.run` itself.
        try:
            loop.add_signal_handler(name, stop.set)
        except NotImplementedError:
            break
    return stop


async def _stop_when_lost(lease: HeldLease, stop: asyncio.Event) -> None:
    await lease.lost.wait()
    stop.set()


async def _close_when(stop: asyncio.Event, bot: LedeBot, daily: Dispatch | None) -> None:
    await stop.wait()
    if daily is not None:
        await daily.finish()
    await bot.close()
