"""A worker of a fleet: polls, reads, composes and sends, without a gateway; see docs/fleet.md."""

import asyncio
import logging
import os
import platform
from dataclasses import dataclass, field
from functools import partial

from bot.config import Settings
from bot.direct import DirectTransport, RestClient
from bot.dispatch import Dispatch
from bot.logs import set_up_logging
from bot.metrics import measured
from bot.running import BOT_LEASE, hear, log_in_patiently, stop_on_signals
from bot.wiring import Services, open_services
from pipeline.budget import SHARED_PER_SECOND, SharedBudget
from pipeline.collector import settle_collector
from pipeline.lease import require_dead
from pipeline.membership import Member, joined
from pipeline.memory import settle_arenas
from storage.jobs import Handler, Job, JobQueue, Tick, open_jobs
from storage.signals import listening

log = logging.getLogger("lede.work")

# What a worker is given to end what it has begun when it is told to stop: a host waits ten seconds.
_LAST_SECONDS = 7.0
# Polls added at once; the next tick adds more.
_POLLS_AT_ONCE = 200
_EVERY_FIVE_SECONDS = "* * * * * */5"
_EVERY_TEN_SECONDS = "* * * * * */10"
_EVERY_HOUR = "17 * * * *"


@dataclass(slots=True)
class Worker:
    """What a worker does with the jobs of the queue, and what it adds to it on time."""

    services: Services
    queue: JobQueue
    daily: Dispatch
    member: Member
    _sending: set[str] = field(default_factory=set)

    def handlers(self) -> dict[str, Handler]:
        """What is done with each kind of job."""
        return {"poll": self._poll, "deliver": self._deliver, "reanalyse": self._reanalyse}

    def ticks(self) -> dict[str, tuple[str, Tick]]:
        """What one worker does on time, for all of them."""
        return {
            "plan": (_EVERY_FIVE_SECONDS, self._plan),
            "reread": (_EVERY_TEN_SECONDS, self._reread),
            "forget": (_EVERY_HOUR, self._forget),
        }

    async def take_over(self) -> None:
        """Send what others left, as soon as it is noticed that one of them has died."""
        while True:
            await self.member.has_orphans.wait()
            try:
                # Where a sending goes on it takes over by itself.
                await self._deliver("")
            except Exception:
                # The border of the loop: the next job that sends looks again.
                log.exception("takeover.failed")
            await asyncio.sleep(self.member.times.look)

    async def _plan(self) -> None:
        """Write what is due into the ledger, and add the jobs that bring it out."""
        await self.daily.plan()
        storage, now = self.services.storage, self.services.now()
        due = await storage.sources.due(now, limit=_POLLS_AT_ONCE)
        jobs = [Job("poll", state.source.name) for state in due]
        workers = len(await storage.leases.named("member "))
        jobs += [Job("deliver", str(number)) for number in range(workers)]
        await self.queue.put(jobs)

    async def _reread(self) -> None:
        await self.queue.put([Job("reanalyse")])

    async def _forget(self) -> None:
        await self.services.storage.forgetting.forget_old(self.services.now())
        await self.queue.forget_old()

    async def _poll(self, name: str) -> None:
        await self.services.poller.poll(name)

    async def _deliver(self, _: str) -> bool:
        """Send what is due; False where this worker is sending already."""
        if self.daily.is_busy:
            return False
        await self.daily.step()
        return True

    async def _reanalyse(self, _: str) -> None:
        await self.services.reanalysis().step()


async def run_worker(settings: Settings) -> None:
    """Work until a stop signal.

    Raises SettingsError for a token Discord refuses, LeaseHeldError where one process does
    everything alone, StorageError where the database is no PostgreSQL.
    """
    token = settings.checked_token()
    set_up_logging(settings.log_level, secret=token, form=settings.log_format)
    settle_collector()
    settle_arenas()
    about = f"worker {os.getpid()} on {platform.node() or 'this machine'}"
    stop = stop_on_signals()
    async with (
        open_services(settings) as services,
        open_jobs(settings.database) as queue,
        joined(services.storage.leases, about=about, now=services.now) as member,
        listening(settings.database, partial(hear, services, None, stop)),
        RestClient() as client,
        measured(
            settings.metrics,
            services.storage,
            services.now,
            {"it counts as dead, and another has its work": lambda: member.is_sure(member.owner)},
            queue,
        ) as services.meter,
    ):
        await require_dead(services.storage.leases, lambda name: name == BOT_LEASE)
        services.pool.warm()
        if not await log_in_patiently(client, token, stop):
            return
        daily = Dispatch(services, DirectTransport(client), _budget(services), hold=member)
        await work(Worker(services, queue, daily, member), stop)
    log.info("stopped")


async def work(worker: Worker, stop: asyncio.Event) -> None:
    """Do jobs until `stop` is set; what has begun is ended, for a while."""
    ending = asyncio.create_task(worker.take_over(), name="lede take-over")
    doing = asyncio.create_task(
        worker.queue.work(worker.handlers(), worker.ticks(), stop), name="lede jobs"
    )
    stopped = asyncio.create_task(stop.wait())
    log.info("working owner=%s", worker.member.owner)
    try:
        await asyncio.wait([doing, stopped], return_when=asyncio.FIRST_COMPLETED)
        async with asyncio.timeout(_LAST_SECONDS):
            await asyncio.gather(worker.daily.finish(), doing)
    except TimeoutError:
        # A poll that is cut off is begun anew by another worker.
        log.info("stopped in the midst of jobs")
    finally:
        for task in (ending, doing, stopped):
            task.cancel()
        await asyncio.gather(ending, doing, stopped, return_exceptions=True)


def _budget(services: Services) -> SharedBudget:
    rate = min(services.settings.send_rate, SHARED_PER_SECOND)
    return SharedBudget(services.storage.paces.take, rate)
