"""The real bot on a stage: the stand-in of Discord, an agency that publishes, a clock to move.

The bot runs in this process, on a database file of its own; killed and started again it finds what
it left there.
"""

import asyncio
import tomllib
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.client import LedeBot
from bot.config import Settings
from bot.dispatch import Dispatch, dispatch_of
from bot.loops import running_loop
from bot.wiring import Services, open_services
from domain.documents import Document, Published
from domain.errors import LedeError, UnreadableInputError
from domain.sources import Kind, Source
from domain.subscriptions import SubscriptionStatus
from pipeline.schedule import PollSchedule, open_schedule
from processing import analyse
from sandbox.agency import Agency, Bulletin, open_agency
from sandbox.clock import Clock
from sandbox.connect import redirected
from sandbox.problems import SandboxError
from sandbox.server import Sandbox, open_sandbox
from sources.files import read_documents
from sources.pace import Pace

# The lines of the log would stand among the answers.
LOG_LEVEL = "ERROR"
SOURCE = "harbor"
# Seconds between two looks for what is due.
_LOOK = 1.0
# The clock is moved in steps, so that whatever is due in between happens at its time.
_STEP = timedelta(hours=1)
_START_SECONDS = 30.0


@dataclass(slots=True)
class Stage:
    """What runs; `services`, `bot` and `dispatch` are None while the bot is dead."""

    sandbox: Sandbox
    agency: Agency
    settings: Settings
    news: list[Mapping[str, Any]]
    samples: int = 0
    services: Services | None = None
    bot: LedeBot | None = None
    dispatch: Dispatch | None = None
    schedule: PollSchedule | None = None
    published: list[str] = field(default_factory=list)
    _life: asyncio.Task[None] | None = None
    _baseline: asyncio.Task[None] | None = None
    # While the clock moves the agency does nothing, and the other way round.
    _moving: asyncio.Lock = field(default_factory=asyncio.Lock)

    def now(self) -> datetime:
        """The stage's time."""
        return datetime.fromtimestamp(self.sandbox.clock.now(), UTC)

    @property
    def is_running(self) -> bool:
        """Whether the bot is alive and connected."""
        return self.bot is not None

    async def start(self) -> None:
        """Start the bot and wait until it answers; LedeError where it does not come up."""
        if self._life is not None:
            raise SandboxError("The bot is running already.")
        ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._life = asyncio.create_task(self._live(ready), name="lede stage")
        await asyncio.wait([self._life, ready], return_when=asyncio.FIRST_COMPLETED)
        if not ready.done():
            life, self._life = self._life, None
            raise LedeError(f"The bot did not come up: {life.exception()}. The log tells why.")

    async def kill(self) -> None:
        """Let the bot die in the middle of whatever it does."""
        if self._life is None:
            raise SandboxError("The bot is dead already.")
        self.sandbox.gateway.lose()
        await self.stop()

    async def stop(self) -> None:
        """End the bot, if it runs."""
        if self._life is not None:
            self._life.cancel()
            await asyncio.gather(self._life, return_exceptions=True)
            self._life = None
        self.sandbox.world.changes.notify()

    async def _live(self, ready: "asyncio.Future[None]") -> None:
        pace = Pace(interval=0.0)
        async with (
            open_services(
                self.settings, now=self.now, reread=lambda: replace(self.settings), pace=pace
            ) as services,
            LedeBot(services, guild_ready_timeout=0.05) as bot,
        ):
            await self._keep_samples(services)
            running = asyncio.create_task(bot.start(self.sandbox.token))
            dispatch = dispatch_of(services, bot)
            try:
                await self.sandbox.wait_for_commands("brief", within=_START_SECONDS)
                # Beside what one does first: the process that reads has to start.
                self._baseline = asyncio.create_task(self._add_agency(services))
                async with (
                    open_schedule(services.storage, services.poller.poll, self.now) as schedule,
                    running_loop("poll", schedule.step, seconds=_LOOK),
                    running_loop("daily", dispatch.step, seconds=_LOOK),
                ):
                    self.services, self.bot = services, bot
                    self.dispatch, self.schedule = dispatch, schedule
                    services.pool.warm()
                    ready.set_result(None)
                    await running
            finally:
                self.services = self.bot = self.dispatch = self.schedule = None
                ending = [one for one in (running, self._baseline) if one is not None]
                for task in ending:
                    task.cancel()
                await asyncio.gather(*ending, return_exceptions=True)
                self._baseline = None

    async def _keep_samples(self, services: Services) -> None:
        """Keep the samples. They are ours, so they are read here, which takes a moment."""
        read = await asyncio.to_thread(
            lambda: [(document, analyse(document)) for document in self._samples()]
        )
        await services.storage.releases.save_many(read, now=self.now(), announce=False)
        self.samples = await services.storage.releases.count()

    async def _add_agency(self, services: Services) -> None:
        """Add the agency as a source and take in what it has; one that is there stays."""
        storage, now = services.storage, self.now()
        if SOURCE not in {state.source.name for state in await storage.sources.list()}:
            source = Source(
                SOURCE, Kind.FEED, self.agency.feed_url, self.agency.name, timedelta(hours=1)
            )
            await storage.sources.put(source, now=now)
            await services.poller.poll(SOURCE)

    def _samples(self) -> Iterator[Document]:
        """The samples, each at an address of this machine, so that its receipts lead somewhere."""
        for file in sorted((self.settings.seeds / "releases").glob("*.txt")):
            for read in read_documents(file):
                if isinstance(read, UnreadableInputError):
                    raise read
                seconds = _seconds(read.published_at) or self.sandbox.clock.now()
                title = read.title or file.stem
                page = Bulletin(file.stem, title, read.text, seconds, seconds, read.agency)
                self.agency.pages[file.stem] = page
                yield replace(read, url=self.agency.url(file.stem), is_sample=True)

    # What can be made to happen.

    async def publish(self) -> str:
        """Let the agency publish its next release, and poll it; gives the title."""
        number = len(self.published)
        told = self.news[number % len(self.news)]
        again = f" ({number // len(self.news) + 1})" if number >= len(self.news) else ""
        slug = f"release-{number + 1}"
        async with self._moving:
            await self._settle_baseline()
            self.agency.publish(slug, told["title"] + again, told["text"])
            self.published.append(slug)
            await self.poll()
        return str(told["title"])

    async def correct(self) -> str:
        """Let the agency correct its last release; gives what it says now."""
        if not self.published:
            raise SandboxError("The agency has published nothing yet.")
        told = self.news[(len(self.published) - 1) % len(self.news)]
        async with self._moving:
            self.agency.correct(self.published[-1], {told["wrong"]: told["corrected"]})
            await self.poll()
        return f"{told['wrong']} became {told['corrected']}"

    async def withdraw(self) -> str:
        """Let the agency withdraw its last release; gives its title."""
        if not self.published:
            raise SandboxError("The agency has published nothing yet.")
        async with self._moving:
            title = self.agency.withdraw(self.published.pop()).title
            await self.poll()
        return title

    async def poll(self) -> None:
        """Ask the agency, and send what that makes due."""
        await self._settle_baseline()
        if self.services is not None:
            await self.services.poller.poll(SOURCE)
        await self._dispatch()

    async def _settle_baseline(self) -> None:
        """Wait until what the agency had at first is taken in: only what comes later is news."""
        if self._baseline is not None:
            await asyncio.wait([self._baseline])

    async def advance_to(self, moment: datetime) -> None:
        """Move the clock to a later moment; what is due meanwhile happens on the way."""
        async with self._moving:
            await self._settle_baseline()
            while (left := moment - self.now()) > timedelta():
                step = min(left, _STEP, await self._until_due())
                self.sandbox.clock.advance(step.total_seconds())
                if self.schedule is not None:
                    await self.schedule.step()
                    await self.schedule.settle()
                await self._dispatch()
        self.sandbox.world.changes.notify()

    async def _until_due(self) -> timedelta:
        """How long until a briefing is due; an hour where none is."""
        if self.services is None:
            return _STEP
        waits = [_STEP]
        for guild in self.sandbox.world.guilds.values():
            found = await self.services.storage.subscriptions.of_guild(guild.id)
            active = (one for one in found if one.status is SubscriptionStatus.ACTIVE)
            waits += [one.next_due - self.now() for one in active]
        return min((wait for wait in waits if wait > timedelta()), default=_STEP)

    async def _dispatch(self) -> None:
        if self.dispatch is not None:
            await self.dispatch.step()


@asynccontextmanager
async def open_stage(*, at: datetime | None = None) -> AsyncIterator[Stage]:
    """The bot at work in a world of its own, all of it gone at the end; raises LedeError.

    `at` is the moment at which it begins; the present one without it.
    """
    clock = Clock(at.timestamp() if at is not None else None)
    with TemporaryDirectory(prefix="lede-") as folder:
        async with open_sandbox(clock=clock) as sandbox:
            settings = Settings(
                token=sandbox.token,
                database=str(Path(folder) / "lede.db"),
                log_level=LOG_LEVEL,
            )
            about = await asyncio.to_thread(_read_agency, settings.seeds)
            async with open_agency(about["name"], clock.now) as agency:
                host = agency.address.removeprefix("http://")
                # Nothing of the person's own settings counts here, on a reload neither.
                settings = replace(settings, allowed_hosts=frozenset({host}))
                for number, told in enumerate(about["older"], 1):
                    day = told["published_at"].timestamp()
                    agency.publish(f"older-{number}", told["title"], told["text"], day)
                stage = Stage(sandbox, agency, settings, about["news"])
                with redirected(sandbox):
                    try:
                        await stage.start()
                        yield stage
                    finally:
                        await stage.stop()


def _seconds(published: Published | None) -> float | None:
    """A moment, or the start of a day in UTC, as seconds since the Unix epoch."""
    if published is None:
        return None
    moment = datetime.fromisoformat(published.isoformat())
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _read_agency(seeds: Path) -> dict[str, Any]:
    return tomllib.loads((seeds / "agency.toml").read_text("utf-8"))
