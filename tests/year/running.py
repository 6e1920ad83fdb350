"""A year of simulated sources: their server, processes that poll it, and what kills those."""

import asyncio
import random
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from aiohttp import web

from domain.sources import Kind, Source
from storage import open_storage
from tests.year.sites import START, Site
from tests.year.truth import Findings, compare, expect

# A process is killed within so many seconds of a request that was drawn for it: before it is
# answered, while it is read, while it is kept, or after.
_KILLED_WITHIN = 0.15
# Not by its module's name: what is forked for each job would load that anew.
_POLLER = "from tests.year.poller import main; main()"
ROOT = Path(__file__).parents[2]


@dataclass
class World:
    """The sites and their day, which listings were given, and where both are noted down.

    What is noted is read when a run goes on in the same folder.
    """

    sites: list[Site]
    days: int
    folder: Path
    day: int = 0
    given: list[tuple[int, int]] = field(default_factory=list)
    requests: int = 0
    asked: Callable[[], None] = lambda: None
    told: Callable[[], None] = lambda: None
    base: str = ""

    def __post_init__(self) -> None:
        if self.notes.exists():
            lines = self.notes.read_text("ascii").split("\n")[:-1]
            for one in lines:
                day, index = map(int, one.split())
                self.day = max(self.day, day)
                if index >= 0:
                    self.given.append((day, index))

    @property
    def notes(self) -> Path:
        """A line for each listing that was given: day and source; source -1 where a day began."""
        return self.folder / "given.txt"

    @property
    def database(self) -> Path:
        """Where the releases are kept."""
        return self.folder / "lede.db"

    def _note(self, day: int, index: int) -> None:
        with self.notes.open("a", encoding="ascii") as file:
            file.write(f"{day} {index}\n")

    async def feed(self, request: web.Request) -> web.StreamResponse:
        """The listing of a site today, an error, or half of it."""
        self.asked()
        index, day = int(request.match_info["site"]), self.day
        site = self.sites[index]
        body, kind = site.answer(day, self.base)
        if site.has_trouble(day):
            if index % 2:
                raise web.HTTPServiceUnavailable
            # Broken off: a length is promised that does not come.
            answer = web.StreamResponse(headers={"Content-Length": str(2 * len(body.encode()))})
            answer.content_type = kind
            await answer.prepare(request)
            await answer.write(body.encode()[: len(body) // 2])
            if request.transport is not None:
                request.transport.abort()
            return answer
        mark = f'"{abs(hash(body))}"'
        self.given.append((day, index))
        self._note(day, index)
        if index % 3 == 0 and request.headers.get("If-None-Match") == mark:
            return web.Response(status=304)
        return web.Response(text=body, content_type=kind, headers={"ETag": mark})

    async def page(self, request: web.Request) -> web.Response:
        """The page of one release."""
        self.asked()
        site = self.sites[int(request.match_info["site"])]
        page = site.page(int(request.match_info["number"]), self.day)
        return web.Response(text=page, content_type="text/html")

    async def today(self, request: web.Request) -> web.Response:
        """The day it is."""
        return web.Response(text="over" if self.day >= self.days else str(self.day))

    async def next_day(self, request: web.Request) -> web.Response:
        """All that was due on a day is polled; the next one begins, once."""
        if int(request.match_info["day"]) == self.day:
            self.day += 1
            self._note(self.day, -1)
            self.told()
        return web.Response()

    def findings(self) -> Findings:
        """What is wrong with what was kept of all that was given."""
        return compare(self.database, self.sites, expect(self.sites, self.given))


@asynccontextmanager
async def serving(world: World) -> AsyncIterator[None]:
    """The server of the sites."""
    app = web.Application()
    app.router.add_get("/feed/{site}", world.feed)
    app.router.add_get("/page/{site}/{number}", world.page)
    app.router.add_get("/day", world.today)
    app.router.add_post("/day/{day}", world.next_day)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", _port(world)).start()
    world.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    (world.folder / "port.txt").write_text(str(runner.addresses[0][1]), "ascii")
    try:
        yield
    finally:
        await runner.cleanup()


def _port(world: World) -> int:
    """The port of the run that goes on, at which its sources are kept; else a free one."""
    kept = world.folder / "port.txt"
    return int(kept.read_text("ascii")) if kept.exists() else 0


@dataclass
class Run:
    """What a run came to: kills, seconds, and what was wrong."""

    kills: int
    seconds: float
    findings: Findings


async def run(world: World, kills: int, seed: int) -> Run:
    """Poll from the day at which the world stands to its end, with about so many kills.

    RuntimeError where a process ends by itself before.
    """
    chance, began, killed = random.Random(seed), time.perf_counter(), 0
    # Each request may be a process's last; those that nobody draws are the rest of them.
    likely = kills / max(1, len(world.sites) * world.days)
    async with serving(world):
        await _add_sources(world)
        while world.day < world.days:
            doomed = asyncio.Event()
            world.asked = partial(_draw, chance, likely, doomed)
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-c", _POLLER, str(world.database), world.base, cwd=ROOT
            )
            ended = asyncio.create_task(process.wait())
            drawn = asyncio.create_task(doomed.wait())
            try:
                await asyncio.wait([ended, drawn], return_when=asyncio.FIRST_COMPLETED)
                if not ended.done():
                    await asyncio.sleep(chance.uniform(0, _KILLED_WITHIN))
                    process.kill()
                    killed += 1
                elif process.returncode:
                    raise RuntimeError(f"The process that polls ended with {process.returncode}.")
            finally:
                drawn.cancel()
                if process.returncode is None:
                    process.kill()
                await ended
    return Run(killed, time.perf_counter() - began, await asyncio.to_thread(world.findings))


def _draw(chance: random.Random, likely: float, doomed: asyncio.Event) -> None:
    if chance.random() < likely:
        doomed.set()


async def _add_sources(world: World) -> None:
    async with open_storage(world.database) as storage:
        known = {state.source.name for state in await storage.sources.list()}
        for site in world.sites:
            if site.name not in known:
                address = f"{world.base}/feed/{site.index}"
                await storage.sources.put(
                    Source(site.name, Kind.FEED, address, f"Harbor {site.index}"), now=START
                )
