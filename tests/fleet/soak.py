"""`make fleet-soak`: two shards, two workers, one PostgreSQL, and everything that can end them.

While messages go out one worker is killed, the other stopped until its work was taken over and then
continued, PostgreSQL stopped and started, a shard replaced; fifty sources are polled, and twenty
commands a second typed, all the while.
"""

import argparse
import asyncio
import signal
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from domain.sources import Kind as SourceKind
from domain.sources import Source
from sandbox.problems import SandboxError
from sandbox.ratelimits import Bucket
from sandbox.server import Sandbox, open_sandbox
from storage import open_storage
from tests.delivery.crowd import TEXT, Crowd, gather_crowd
from tests.fleet.processes import Fleet, running_fleet, until_served
from tests.postgres import OwnServer, own_server
from tests.sources.site import Site, open_site, reply

# More than any of it takes on a busy machine.
_SECONDS = 240.0
SOURCES, TYPISTS = 50, 20
_BUCKETS = {"POST /channels/{channel_id}/messages": Bucket(1000, 1.0)}


@dataclass
class Typing:
    """Members who type a command each second, each in turn; how often, and how often in vain."""

    sandbox: Sandbox
    typed: int = 0
    unanswered: list[str] = field(default_factory=list)

    async def go_on(self) -> None:
        """Until it is cancelled."""
        async with asyncio.TaskGroup() as group:
            for number in range(TYPISTS):
                group.create_task(self._type(f"Typist {number}", number / TYPISTS))

    async def _type(self, name: str, later: float) -> None:
        actor = self.sandbox.actor(name)
        await asyncio.sleep(later)
        while True:
            began = time.perf_counter()
            self.typed += 1
            try:
                await actor.slash("help")
            except SandboxError as error:
                self.unanswered.append(str(error).partition("\n")[0])
            await asyncio.sleep(max(0.0, began + 1.0 - time.perf_counter()))


async def main(runs: int, channels: int) -> int:
    """Print a line a run; 1 where a message was lost or doubled or a command not
    answered."""
    failed = 0
    with own_server() as server:
        for run in range(runs):
            with tempfile.TemporaryDirectory(prefix="lede-") as folder:
                failed += await _run(server, Path(folder), run, channels)
    return 1 if failed else 0


async def _run(server: OwnServer, folder: Path, run: int, channels: int) -> int:
    database = await server.make_database()
    async with open_sandbox(buckets=_BUCKETS) as sandbox, open_site() as site:
        crowd = await gather_crowd(sandbox, database, channels)
        await _add_sources(site, database)
        async with running_fleet(sandbox, database, folder, hosts=site.host) as fleet:
            shards = [await fleet.start("0/2"), await fleet.start("1/2")]
            await until_served(sandbox)
            typing = Typing(sandbox)
            task = asyncio.create_task(typing.go_on())
            started = time.perf_counter()
            await _trouble(fleet, server, crowd, shards[1])
            seconds = time.perf_counter() - started
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            running = [process for process in fleet.running if process.returncode is None]
            ended = await asyncio.gather(*(fleet.end(process) for process in running))
            if any(ended):
                print(fleet.said())
    counts = crowd.counts().values()
    polled = len(set(site.paths()) & site.answers.keys())
    lost, doubled = sum(n == 0 for n in counts), sum(n > 1 for n in counts)
    print(
        f"fleet: run {run + 1}: {channels} channels, {lost} lost, {doubled} doubled, "
        f"{seconds:.0f} s; {polled} of {SOURCES} sources polled, "
        f"{len(typing.unanswered)} of {typing.typed} commands unanswered, "
        f"exit statuses {sorted(set(ended))}",
        flush=True,
    )
    for why, number in Counter(typing.unanswered).items():
        print(f"fleet: {number} unanswered: {why}", flush=True)
    await server.drop_database(database)
    return lost + doubled + len(typing.unanswered)


async def _add_sources(site: Site, database: str) -> None:
    """Sources that are due, each with three whole releases."""
    now = datetime.now(UTC)
    async with open_storage(database) as storage:
        for number in range(SOURCES):
            url = site.on(f"/{number}", reply(_feed(number), content_type="application/rss+xml"))
            await storage.sources.put(Source(f"office{number}", SourceKind.FEED, url), now=now)


def _feed(number: int) -> str:
    items = "".join(
        f"<item><guid>{number}-{item}</guid><title>Office {number} seizes {item} boats</title>"
        f"<description>{TEXT.replace('120', str(120 + item))}</description></item>"
        for item in range(3)
    )
    return f"<rss version='2.0'><channel><title>Office {number}</title>{items}</channel></rss>"


async def _trouble(fleet: Fleet, server: OwnServer, crowd: Crowd, shard) -> None:
    """Let everything be sent, whatever happens meanwhile."""
    number = len(crowd.channels)
    first, second = [await fleet.start("worker") for _ in range(2)]
    await _wait_for(crowd, number // 6)
    await fleet.end(first, signal.SIGKILL)
    await _wait_for(crowd, number * 2 // 6)
    second.send_signal(signal.SIGSTOP)
    await fleet.start("worker")
    await _wait_for(crowd, number * 3 // 6)
    second.send_signal(signal.SIGCONT)
    await _wait_for(crowd, number * 4 // 6)
    await asyncio.to_thread(server.stop)
    await asyncio.to_thread(server.start)
    await _wait_for(crowd, number * 5 // 6)
    await fleet.start("1/2+")
    async with asyncio.timeout(_SECONDS):
        await shard.wait()
    await _wait_for(crowd, number)


async def _wait_for(crowd: Crowd, number: int) -> None:
    reached = await crowd.sandbox.world.changes.until(lambda: crowd.sent >= number, _SECONDS)
    if not reached:
        print(f"fleet: {crowd.sent} of {number} messages stand after {_SECONDS:.0f} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--channels", type=int, default=2000)
    asked = parser.parse_args()
    raise SystemExit(asyncio.run(main(asked.runs, asked.channels)))
