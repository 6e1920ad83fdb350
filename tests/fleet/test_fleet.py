"""A shard and two workers on one PostgreSQL: one stands still, one is killed, each channel has one.

No time is waited out here: the test says at once who counts as dead, as the others would after
seven seconds. That they do, and within ten, `make fleet-soak` shows.
"""

import asyncio
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from domain.subscriptions import DeliveryState
from sandbox.ratelimits import Bucket
from sandbox.server import Sandbox, open_sandbox
from storage import Storage, open_storage
from storage.leases import MEMBER, LeaseState
from tests.delivery.crowd import Crowd, gather_crowd
from tests.fleet.processes import running_fleet
from tests.postgres import empty

CHANNELS = 40
# Slowly, so that processes are ended while they send.
_RATE = 15.0
# Only a defect takes so long: every wait is for something that happens.
_SECONDS = 300.0


@pytest.fixture
async def database(postgres_database: str) -> str:
    pytest.importorskip("pgqueuer", reason="the queue of the extra `postgres` is not installed")
    await empty(postgres_database)
    return postgres_database


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    wide = {"POST /channels/{channel_id}/messages": Bucket(1000, 1.0)}
    async with open_sandbox(buckets=wide) as opened:
        yield opened


async def wait_for(crowd: Crowd, number: int) -> None:
    assert await crowd.sandbox.world.changes.until(lambda: crowd.sent >= number, _SECONDS)


async def lease_of(storage: Storage, process: asyncio.subprocess.Process) -> LeaseState:
    """The lease of a worker, once it has joined."""
    return await lease_of_process(storage, process.pid)


async def lease_of_process(storage: Storage, number: int) -> LeaseState:
    """The lease of a worker by the number of its process, once it has joined."""
    async with asyncio.timeout(_SECONDS):
        while True:
            for lease in await storage.leases.named(MEMBER):
                if f"worker {number} " in lease.about:
                    return lease
            await asyncio.sleep(0.05)


async def declare_dead(storage: Storage, process: asyncio.subprocess.Process) -> str:
    """What a member does that has not heard of another for its patience; gives the owner."""
    lease = await lease_of(storage, process)
    assert await storage.leases.remove(lease)
    return lease.owner


async def nothing_is_left(crowd: Crowd, storage: Storage) -> None:
    """Wait until nothing is planned or on its way: all that was left was taken over."""
    async with asyncio.timeout(_SECONDS):
        counts = await storage.deliveries.counts()
        while counts != {DeliveryState.SENT: len(crowd.channels)}:
            await asyncio.sleep(0.1)
            counts = await storage.deliveries.counts()


async def test_one_worker_stands_still_and_the_other_is_killed(
    sandbox: Sandbox, database: str, tmp_path: Path
) -> None:
    crowd = await gather_crowd(sandbox, database, CHANNELS)
    async with (
        open_storage(database) as storage,
        running_fleet(sandbox, database, tmp_path, rate=_RATE) as fleet,
    ):
        shard = await fleet.start("0-1/2")
        still, other = [await fleet.start("worker") for _ in range(2)]
        for worker in (still, other):
            await lease_of(storage, worker)
        await wait_for(crowd, CHANNELS // 4)
        still.send_signal(signal.SIGSTOP)
        lost = await declare_dead(storage, still)
        await wait_for(crowd, CHANNELS // 2)
        await fleet.end(other, signal.SIGKILL)
        await declare_dead(storage, other)
        still.send_signal(signal.SIGCONT)
        await nothing_is_left(crowd, storage)
        assert crowd.counts() == dict.fromkeys(crowd.channels, 1), fleet.said()
        # It has noticed that it counted as dead, and is another one since.
        assert (await lease_of(storage, still)).owner != lost
        await sandbox.wait_for_commands("brief", within=_SECONDS)
        assert "/brief" in (await sandbox.actor("Ben").slash("help")).text
        statuses = await asyncio.gather(*(fleet.end(process) for process in (shard, still)))
        assert statuses == [0, 0], fleet.said()
    sandbox.check()
