"""What a fleet's work costs on this machine: processor time of workers, shards and PostgreSQL.

Real processes over the stand-in and a PostgreSQL of its own; what `benchmarks/simulation.toml`
reckons with.
"""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sandbox.ratelimits import Bucket
from sandbox.server import Sandbox, open_sandbox
from tests.delivery.crowd import gather_crowd
from tests.fleet.processes import Fleet, running_fleet, until_served
from tests.hostile.memory import tree_megabytes
from tests.postgres import OwnServer, own_server

_MESSAGES, _COMMANDS, _SERVERS = 300, 300, 2_000
_SECONDS = 240.0
_WIDE = {"POST /channels/{channel_id}/messages": Bucket(1000, 1.0)}
_TICKS = os.sysconf("SC_CLK_TCK")


# Waits until so many messages stand.
Sent = Callable[[int], Awaitable[None]]


@dataclass(frozen=True)
class Clock:
    """Processor seconds of some processes and of PostgreSQL, from when it was made."""

    processes: tuple[int, ...]
    before: tuple[float, float]

    @classmethod
    def started(cls, *processes: int) -> "Clock":
        """One that begins now."""
        return cls(processes, _taken(processes))

    def milliseconds_each(self, number: int) -> tuple[float, float]:
        """Of the processes and of PostgreSQL, for each of so many."""
        own, database = (
            (now - before) * 1000 / number
            for now, before in zip(_taken(self.processes), self.before, strict=True)
        )
        return own, database


async def measure() -> int:
    """Print each cost by its name."""
    with own_server() as server:
        await _measure_messages(server)
        await _measure_commands(server)
        await _measure_servers(server)
    return 0


async def _measure_messages(server: OwnServer) -> None:
    async with _stage(server, _MESSAGES) as (_, fleet, sent):
        worker = await fleet.start("worker")
        await sent(20)
        clock = Clock.started(worker.pid)
        await sent(_MESSAGES)
        own, database = clock.milliseconds_each(_MESSAGES - 20)
    print(f"message_worker = {own:.1f}\nmessage_database = {database:.1f}")


async def _measure_commands(server: OwnServer) -> None:
    async with _stage(server, 1) as (sandbox, fleet, _):
        shard = await fleet.start("0/1")
        await until_served(sandbox)
        actor = sandbox.actor("Ben")
        asked = [("brief", {}), ("search", {"query": "tin"})]
        for name, options in asked:
            await actor.run(name, options)
        clock = Clock.started(shard.pid)
        for number in range(_COMMANDS):
            await actor.run(*asked[number % 2])
        own, database = clock.milliseconds_each(_COMMANDS)
    print(f"command_shard = {own:.1f}\ncommand_database = {database:.1f}")


async def _measure_servers(server: OwnServer) -> None:
    megabytes = []
    for number in (0, _SERVERS):
        async with _stage(server, 1) as (sandbox, fleet, _):
            for i in range(number):
                sandbox.world.add_guild(f"Made {i}", sandbox.world.application_owner)
            shard = await fleet.start("0/1")
            await until_served(sandbox)
            await asyncio.sleep(5.0)
            megabytes.append(tree_megabytes(shard.pid))
    print(f"server_kilobytes = {(megabytes[1] - megabytes[0]) * 1024 / _SERVERS:.1f}")
    print(f"process_megabytes = {megabytes[0]}")


@asynccontextmanager
async def _stage(server: OwnServer, channels: int) -> AsyncIterator[tuple[Sandbox, Fleet, Sent]]:
    database = await server.make_database()
    with tempfile.TemporaryDirectory(prefix="lede-") as folder:
        async with open_sandbox(buckets=_WIDE) as sandbox:
            crowd = await gather_crowd(sandbox, database, channels)

            async def sent(number: int) -> None:
                assert await sandbox.world.changes.until(lambda: crowd.sent >= number, _SECONDS)

            async with running_fleet(sandbox, database, Path(folder)) as fleet:
                yield sandbox, fleet, sent
    await server.drop_database(database)


def _taken(processes: Iterable[int]) -> tuple[float, float]:
    numbers = (int(one.name) for one in Path("/proc").iterdir() if one.name.isdigit())
    servers = [number for number in numbers if _is_postgres(number)]
    return sum(map(_seconds, processes)), sum(map(_seconds, servers))


def _is_postgres(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/comm").read_text("utf-8").startswith("postgres")
    except OSError:
        return False


def _seconds(number: int) -> float:
    """Of the processor, with those of the children that have ended."""
    try:
        stat = Path(f"/proc/{number}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, stat[11:15])) / _TICKS
