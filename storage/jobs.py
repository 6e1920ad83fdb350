"""The queue of a fleet: coarse jobs on PostgreSQL, by PgQueuer; see docs/fleet.md.

Nothing but this module knows PgQueuer. It keeps each job until a worker has ended it: one whose
worker has died is given to another, one that fails is tried again after ever longer waits, and one
that keeps failing is laid aside for a person to see.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import URL

from domain.errors import StorageError
from storage.failures import postgres_error
from storage.postgres import postgres_url, require_extra

log = logging.getLogger("lede.jobs")

Handler = Callable[[str], Awaitable[object]]
Tick = Callable[[], Awaitable[object]]

# A worker that has not been heard of for so long has died. It beats twice as often.
_HEARTBEAT = timedelta(seconds=5)
# An idle worker looks for jobs of dead ones this often.
_LOOK = timedelta(seconds=1)
# Polls mostly wait for their sites: so many jobs run at once in a worker.
_AT_ONCE = 24
# Tried so often, after 2, 4, 8, … seconds, before it is laid aside.
_ATTEMPTS = 5
_FIRST_WAIT = timedelta(seconds=1)
# How long it is remembered what was done.
_LOG_KEPT = "1 day"
# The queue could not be reached: tried again after each of these seconds, then after the last.
_WAITS = (0.5, 1.0, 2.0, 5.0)
_FORGET = f"DELETE FROM pgqueuer_log WHERE created < now() - interval '{_LOG_KEPT}'"
_OLDEST = (
    "SELECT extract(epoch FROM now() - min(greatest(created, execute_after))) FROM pgqueuer "
    "WHERE status = 'queued' AND execute_after <= now()"
)
_REASON = (
    "SELECT traceback ->> 'exception_message' FROM pgqueuer_log "
    "WHERE job_id = $1 AND traceback IS NOT NULL ORDER BY id DESC LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Job:
    """A job to be done: its `kind`, what of, and a key by which it waits or runs only once."""

    kind: str
    about: str = ""

    @property
    def key(self) -> str:
        """Two jobs of one key are one until it has ended."""
        return f"{self.kind}:{self.about}"


@dataclass(frozen=True, slots=True)
class FailedJob:
    """A job that was laid aside after its last attempt."""

    number: int
    job: Job
    attempts: int
    at: datetime
    reason: str


class JobQueue:
    """The queue of one database; made by `open_jobs`."""

    def __init__(self, pool: Any, name: str) -> None:
        self._pool = pool
        self._name = name

    async def put(self, jobs: list[Job]) -> int:
        """Add jobs; gives how many were not waiting or running already."""
        if not jobs:
            return 0
        numbers = await self._queries().enqueue(
            [job.kind for job in jobs],
            [job.about.encode() for job in jobs],
            [0] * len(jobs),
            dedupe_key=[job.key for job in jobs],
            on_conflict="skip",
        )
        return sum(number is not None for number in numbers)

    async def counts(self) -> dict[tuple[str, str], int]:
        """How many jobs there are of each kind and state."""
        rows = await self._queries().queue_size()
        counted: dict[tuple[str, str], int] = {}
        for row in rows:
            place = (str(row.entrypoint), str(row.status))
            counted[place] = counted.get(place, 0) + int(row.count)
        return counted

    async def oldest(self) -> float:
        """Seconds that the oldest job which may be begun has waited; 0 where none waits."""
        return max(0.0, float(await self._pool.fetchval(_OLDEST) or 0))

    async def failed(self, limit: int = 100) -> list[FailedJob]:
        """What was laid aside, the newest first."""
        found = []
        for row in await self._queries().list_failed_jobs(limit):
            reason = await self._pool.fetchval(_REASON, row.id)
            job = Job(str(row.entrypoint), (row.payload or b"").decode())
            found.append(FailedJob(row.id, job, row.attempts, row.updated, reason or ""))
        return found

    async def retry(self, numbers: list[int]) -> None:
        """Let jobs that were laid aside be done again."""
        await self._queries().requeue_jobs(numbers)

    async def forget_old(self) -> None:
        """Forget what was done more than a day ago."""
        await self._pool.execute(_FORGET)

    async def work(
        self, handlers: Mapping[str, Handler], ticks: Mapping[str, tuple[str, Tick]], stop: Any
    ) -> None:
        """Do jobs until `stop` is set; what is running then is ended first.

        `ticks` are done by one worker at a time, by the cron expression (with seconds) beside each.
        Where the database goes away this waits until it is back.
        """
        failures = 0
        while not stop.is_set():
            running = self._runner(handlers, ticks)
            ending = asyncio.create_task(_stop_with(stop, running.shutdown))
            try:
                # Ten at once would leave other workers nothing to do.
                await running.run(
                    dequeue_timeout=_LOOK,
                    batch_size=1,
                    max_concurrent_tasks=_AT_ONCE,
                    heartbeat_timeout=_HEARTBEAT,
                )
                failures = 0
            except Exception as error:
                # The border of the queue: whatever it was, the rows are there when it is back.
                log.warning("jobs.away failures=%d: %r", failures + 1, error)
                await asyncio.sleep(_WAITS[min(failures, len(_WAITS) - 1)])
                failures += 1
            finally:
                ending.cancel()
                await asyncio.gather(ending, return_exceptions=True)

    def _runner(
        self, handlers: Mapping[str, Handler], ticks: Mapping[str, tuple[str, Tick]]
    ) -> Any:
        from pgqueuer import PgQueuer
        from pgqueuer.core.executors import DatabaseRetryEntrypointExecutor

        running = PgQueuer.from_asyncpg_pool(self._pool)

        def patient(parameters: Any) -> Any:
            return DatabaseRetryEntrypointExecutor(
                parameters, max_attempts=_ATTEMPTS - 1, initial_delay=_FIRST_WAIT
            )

        def entry(handler: Handler) -> Callable[[Any], Awaitable[None]]:
            async def handle(job: Any) -> None:
                await handler((job.payload or b"").decode())

            return handle

        def on_time(tick: Tick) -> Callable[[Any], Awaitable[None]]:
            async def handle(schedule: Any) -> None:
                await tick()

            return handle

        for kind, handler in handlers.items():
            register = running.entrypoint(
                kind, on_failure="hold", executor_factory=patient, accepts_context=False
            )
            register(entry(handler))
        for name, (expression, tick) in ticks.items():
            schedule = running.schedule(name, expression, accepts_context=False, clean_old=True)
            schedule(on_time(tick))
        return running

    def _queries(self) -> Any:
        from pgqueuer.queries import Queries

        return Queries.from_asyncpg_pool(self._pool)

    async def install(self) -> None:
        """Make the tables of the queue where they are missing, or bring them up to date."""
        queries = self._queries()
        async with queries.schema_lock():
            is_there = await queries.schema_is_installed()
        if not is_there:
            await _install(queries)


async def _install(queries: Any) -> None:
    """Make the tables; another process may do so at the same moment."""
    try:
        await queries.install()
    except Exception:
        if not await queries.schema_is_installed():
            raise


async def _stop_with(stop: Any, shutdown: asyncio.Event) -> None:
    await stop.wait()
    shutdown.set()


def require_server(address: str) -> URL:
    """The address of a PostgreSQL database; StorageError for any other: a file is for one."""
    url = postgres_url(address)
    if url is None:
        raise StorageError(
            "Several processes need PostgreSQL: name it in LEDE_DATABASE, as "
            "postgresql://USER:PASSWORD@HOST/DATABASE. `lede db copy` moves an archive there."
        )
    return url


@asynccontextmanager
async def open_jobs(address: str) -> AsyncIterator[JobQueue]:
    """The queue of the database at an address; StorageError where it is not on PostgreSQL."""
    url = require_server(address)
    require_extra(("pgqueuer",))
    pool = await _open_pool(url)
    try:
        queue = JobQueue(pool, url.render_as_string(hide_password=True))
        await queue.install()
        yield queue
    finally:
        await asyncio.shield(_close(pool))


async def _open_pool(url: URL) -> Any:
    import asyncpg

    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    name = url.render_as_string(hide_password=True)
    try:
        return await asyncpg.create_pool(
            plain, min_size=1, max_size=6, server_settings={"application_name": "lede jobs"}
        )
    except (OSError, TimeoutError, asyncpg.PostgresError) as error:
        raise postgres_error(name, error) from error


async def _close(pool: Any) -> None:
    try:
        await asyncio.wait_for(pool.close(), 5.0)
    except TimeoutError:
        pool.terminate()
