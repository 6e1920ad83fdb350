"""What a process tells a machine that watches it: figures for Prometheus, whether it is well.

Off unless LEDE_METRICS names a port; asked over HTTP, on loopback unless it names another address.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from importlib.util import find_spec
from typing import Any, Protocol

from aiohttp import web

from bot.config import Listening
from domain.errors import LedeError, SettingsError
from domain.subscriptions import DeliveryState
from storage import Storage
from storage.jobs import JobQueue

log = logging.getLogger("lede.metrics")

# Seconds: a command is to take a tenth, and Discord gives up after three.
_ANSWER_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0)
_LAG_BUCKETS = (0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0)
# The event loop is asked this often how late it is.
# So often, and after so many seconds, an address is tried that the process before still has.
_TRIES, _AGAIN = 120, 0.5
_LAG_SECONDS = 0.5
# Behind by so much it answers nobody in time.
_TOO_LATE = 3.0
_DATABASE_SECONDS = 2.0

# A name of what must hold for a process to be well, and whether it does.
Checks = Mapping[str, Callable[[], bool]]


class Meter(Protocol):
    """What the parts of a process tell of what they do."""

    def answered(self, command: str, outcome: str, seconds: float) -> None:
        """A command, button or form was answered, as "ok" or "error"."""

    def sent(self, messages: int) -> None:
        """So many messages went out."""


class NoMeter:
    """Where nobody asks for figures."""

    def answered(self, command: str, outcome: str, seconds: float) -> None:
        """Nothing is kept."""

    def sent(self, messages: int) -> None:
        """Nothing is kept."""


class Metrics:
    """The figures of this process; those of the database are read when they are asked for."""

    def __init__(self, storage: Storage, now: Callable[[], Any], queue: JobQueue | None) -> None:
        from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

        self._storage, self._now, self._queue = storage, now, queue
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._answers = Histogram(
            "lede_command_seconds", "From when a command came until it was answered.",
            ("command", "outcome"), buckets=_ANSWER_BUCKETS, registry=registry,
        )  # fmt: skip
        self._messages = Counter(
            "lede_messages_sent", "Briefings, alerts and corrections sent.", registry=registry
        )
        self._lag = Histogram(
            "lede_event_loop_lag_seconds", "How late the event loop is.",
            buckets=_LAG_BUCKETS, registry=registry,
        )  # fmt: skip
        gauges = {
            "sources": ("Sources by the condition of their polls.", ("condition",)),
            "sources_overdue": ("Sources whose poll is due.", ()),
            "deliveries": ("Messages not sent, by state.", ("state",)),
            "send_budget_seconds": ("How long the next message waits for its turn.", ()),
            "queue_jobs": ("Jobs by kind and state.", ("kind", "state")),
            "queue_oldest_seconds": ("How long the oldest job waits.", ()),
        }
        self._gauges = {
            name: Gauge(f"lede_{name}", told, labels, registry=registry)
            for name, (told, labels) in gauges.items()
        }
        self.late = 0.0

    def answered(self, command: str, outcome: str, seconds: float) -> None:
        """Count an answer."""
        self._answers.labels(command, outcome).observe(seconds)

    def sent(self, messages: int) -> None:
        """Count messages."""
        self._messages.inc(messages)

    def lagged(self, seconds: float) -> None:
        """Note how late the event loop was."""
        self.late = seconds
        self._lag.observe(seconds)

    async def written(self) -> bytes:
        """All figures in the notation of Prometheus."""
        from prometheus_client import generate_latest

        await self._read_sources()
        deliveries = await self._storage.deliveries.unsent()
        for state in DeliveryState:
            if state is not DeliveryState.SENT:
                self._gauges["deliveries"].labels(state.value).set(deliveries.get(state, 0))
        ahead = await self._storage.paces.ahead("messages")
        self._gauges["send_budget_seconds"].set(ahead)
        if self._queue is not None:
            await self._read_queue(self._queue)
        written: bytes = generate_latest(self._registry)
        return written

    async def _read_sources(self) -> None:
        states = await self._storage.sources.list()
        gauge = self._gauges["sources"]
        gauge.clear()
        for state in states:
            gauge.labels(state.health.condition.value).inc()
        now = self._now()
        moments = (state.health.next_poll_at for state in states)
        overdue = sum(moment is None or moment <= now for moment in moments)
        self._gauges["sources_overdue"].set(overdue)

    async def _read_queue(self, queue: JobQueue) -> None:
        gauge = self._gauges["queue_jobs"]
        gauge.clear()
        for (kind, state), number in (await queue.counts()).items():
            gauge.labels(kind, state).set(number)
        self._gauges["queue_oldest_seconds"].set(await queue.oldest())


@asynccontextmanager
async def measured(
    listening: Listening | None,
    storage: Storage,
    now: Callable[[], Any],
    checks: Checks,
    queue: JobQueue | None = None,
    *,
    is_replacing: bool = False,
) -> AsyncIterator[Meter]:
    """Answer who asks for figures or health while the block runs; nobody where not `listening`.

    Where it `is_replacing` another process it waits until that has left the address. Raises
    SettingsError where the address cannot be listened on, or what writes figures is missing.
    """
    if listening is None:
        yield NoMeter()
        return
    if find_spec("prometheus_client") is None:
        raise SettingsError(
            "LEDE_METRICS needs prometheus-client, not installed here. Install what Lede needs for "
            "it: pip install 'lede[metrics]'."
        )
    metrics = Metrics(storage, now, queue)
    watching = asyncio.create_task(_watch(metrics), name="lede loop lag")
    try:
        async with _served(listening, metrics, storage, checks, is_replacing):
            yield metrics
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)


@asynccontextmanager
async def _served(
    listening: Listening, metrics: Metrics, storage: Storage, checks: Checks, is_replacing: bool
) -> AsyncIterator[None]:
    async def figures(_: web.Request) -> web.Response:
        try:
            body = await metrics.written()
        except LedeError as error:
            log.warning("metrics.refused: %s", error)
            return web.Response(status=503, text=f"{error}\n")
        # As Prometheus has it; aiohttp takes the character set apart.
        kind = "text/plain; version=0.0.4; charset=utf-8"
        return web.Response(body=body, headers={"Content-Type": kind})

    async def health(_: web.Request) -> web.Response:
        wrong = await _what_is_wrong(storage, checks, metrics.late)
        return web.json_response(
            {"status": "failing" if wrong else "ok", "wrong": wrong}, status=503 if wrong else 200
        )

    application = web.Application()
    application.router.add_get("/metrics", figures)
    application.router.add_get("/health", health)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    waiting = None
    try:
        if is_replacing:
            waiting = asyncio.create_task(_listen_soon(runner, listening), name="lede metrics")
        else:
            await _listen(runner, listening)
        yield
    finally:
        if waiting is not None:
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
        await runner.cleanup()


async def _listen(runner: web.AppRunner, listening: Listening) -> None:
    try:
        await web.TCPSite(runner, listening.host, listening.port).start()
    except OSError as error:
        raise SettingsError(
            f"LEDE_METRICS: {listening.host}:{listening.port} cannot be listened on "
            f"({error.strerror}). Name a free port; each process needs one of its own."
        ) from error
    log.info("metrics at=http://%s:%d/metrics", listening.host, listening.port)


async def _listen_soon(runner: web.AppRunner, listening: Listening) -> None:
    """Listen as soon as the process that is replaced has ended."""
    for _ in range(_TRIES):
        try:
            await _listen(runner, listening)
        except SettingsError as error:
            refused = error
            await asyncio.sleep(_AGAIN)
        else:
            return
    log.error("metrics.refused: %s", refused)


async def _what_is_wrong(storage: Storage, checks: Checks, late: float) -> list[str]:
    """What keeps this process from its work, in words; empty where all is well."""
    wrong = [name for name, holds in checks.items() if not holds()]
    if late > _TOO_LATE:
        wrong.append(f"the event loop is {late:.1f} s late")
    try:
        async with asyncio.timeout(_DATABASE_SECONDS):
            await storage.leases.read("health")
    except (LedeError, TimeoutError) as error:
        wrong.append(str(error) or "the database does not answer")
    return wrong


async def _watch(metrics: Metrics) -> None:
    while True:
        before = time.perf_counter()
        await asyncio.sleep(_LAG_SECONDS)
        metrics.lagged(max(0.0, time.perf_counter() - before - _LAG_SECONDS))
