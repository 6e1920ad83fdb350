"""Two shards, two workers, one PostgreSQL: killed, stopped, and nothing lost or doubled."""

import asyncio
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.ratelimits import Bucket
from sandbox.server import Sandbox, open_sandbox
from tests.delivery.crowd import Crowd, gather_crowd
from tests.fleet.processes import running_fleet
from tests.postgres import PostgresServer

# The long run, 2,000 channels ten times over, is `make fleet-soak`.
CHANNELS = 200
# More than processes take to start on a busy machine, or to take over.
_SECONDS = 240.0


@pytest.fixture
async def database(postgres_server: PostgresServer) -> AsyncIterator[str]:
    pytest.importorskip("pgqueuer", reason="the queue of the extra `postgres` is not installed")
    made = await postgres_server.make_database()
    yield made
    await postgres_server.drop_database(made)


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    wide = {"POST /channels/{channel_id}/messages": Bucket(1000, 1.0)}
    async with open_sandbox(buckets=wide) as opened:
        yield opened


async def wait_for(crowd: Crowd, number: int) -> None:
    await crowd.sandbox.world.changes.until(lambda: crowd.sent >= number, _SECONDS)


def not_one(crowd: Crowd) -> dict[int, int]:
    """The channels that got nothing, or more than one message."""
    return {channel: n for channel, n in crowd.counts().items() if n != 1}


async def test_one_worker_is_killed_and_one_stands_still_for_a_while(
    sandbox: Sandbox, database: str, tmp_path: Path
) -> None:
    crowd = await gather_crowd(sandbox, database, CHANNELS)
    async with running_fleet(sandbox, database, tmp_path) as fleet:
        shards = [await fleet.start("0/2"), await fleet.start("1/2")]
        await sandbox.wait_for_commands("brief", within=_SECONDS)
        workers = [await fleet.start("worker") for _ in range(2)]
        await wait_for(crowd, CHANNELS // 4)
        await fleet.end(workers[0], signal.SIGKILL)
        await wait_for(crowd, CHANNELS // 2)
        workers[1].send_signal(signal.SIGSTOP)
        other = await fleet.start("worker")
        # It has taken over what the one that stands still was sending, and goes on.
        await wait_for(crowd, CHANNELS * 3 // 4)
        workers[1].send_signal(signal.SIGCONT)
        await wait_for(crowd, CHANNELS)
        reply = await sandbox.actor("Ben").slash("help")
        assert "/brief" in reply.text
        running = (*shards, workers[1], other)
        statuses = await asyncio.gather(*(fleet.end(process) for process in running))
        assert statuses == [0] * len(running), fleet.said()
    assert not_one(crowd) == {}
    sandbox.check()
