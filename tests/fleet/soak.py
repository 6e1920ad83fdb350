"""`make fleet-soak`: two shards, two workers, one PostgreSQL, and everything that can end them.

While messages go out one worker is killed, the other stopped until its work was taken over and then
continued, PostgreSQL stopped and started, a shard restarted; a command is typed all the while.
"""

import argparse
import asyncio
import signal
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sandbox.problems import SandboxError
from sandbox.ratelimits import Bucket
from sandbox.server import Sandbox, open_sandbox
from tests.delivery.crowd import Crowd, gather_crowd
from tests.fleet.processes import Fleet, running_fleet
from tests.postgres import OwnServer, own_server

# More than any of it takes on a busy machine.
_SECONDS = 240.0
_BUCKETS = {"POST /channels/{channel_id}/messages": Bucket(1000, 1.0)}


@dataclass
class Typing:
    """A member who types a command every second; how often, and how often in vain."""

    sandbox: Sandbox
    typed: int = 0
    unanswered: int = 0

    async def go_on(self) -> None:
        ben = self.sandbox.actor("Ben")
        while True:
            self.typed += 1
            try:
                await ben.slash("help")
            except SandboxError:
                self.unanswered += 1
            await asyncio.sleep(1.0)


async def main(runs: int, channels: int) -> int:
    """Print a line a run; 1 where a message was lost or doubled."""
    failed = 0
    with own_server() as server:
        for run in range(runs):
            with tempfile.TemporaryDirectory(prefix="lede-") as folder:
                failed += await _run(server, Path(folder), run, channels)
    return 1 if failed else 0


async def _run(server: OwnServer, folder: Path, run: int, channels: int) -> int:
    database = await server.make_database()
    async with open_sandbox(buckets=_BUCKETS) as sandbox:
        crowd = await gather_crowd(sandbox, database, channels)
        async with running_fleet(sandbox, database, folder) as fleet:
            shards = [await fleet.start("0/2"), await fleet.start("1/2")]
            await sandbox.wait_for_commands("brief", within=_SECONDS)
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
    lost, doubled = sum(n == 0 for n in counts), sum(n > 1 for n in counts)
    print(
        f"fleet: run {run + 1}: {channels} channels, {lost} lost, {doubled} doubled, "
        f"{seconds:.0f} s; {typing.unanswered} of {typing.typed} commands unanswered, "
        f"exit statuses {sorted(set(ended))}",
        flush=True,
    )
    await server.drop_database(database)
    return lost + doubled


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
    await fleet.end(shard)
    await fleet.start("1/2")
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
