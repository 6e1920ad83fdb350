"""A shard whose process is replaced while members type: each command is answered, and once."""

import asyncio
import platform
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.handover import Turn
from sandbox.server import Sandbox, open_sandbox
from storage import open_storage
from tests.fleet.processes import running_fleet, until_served
from tests.postgres import empty

# Only a defect takes so long.
_SECONDS = 120.0


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with open_sandbox() as opened:
        yield opened


@pytest.fixture
async def database(postgres_database: str) -> str:
    pytest.importorskip("pgqueuer", reason="the queue of the extra `postgres` is not installed")
    await empty(postgres_database)
    return postgres_database


async def test_no_command_falls_between_two_processes(
    sandbox: Sandbox, database: str, tmp_path: Path
) -> None:
    answered = 0

    async def type_on(name: str) -> None:
        nonlocal answered
        while True:
            assert "/brief" in (await sandbox.actor(name).slash("help")).text
            answered += 1
            sandbox.world.changes.notify()

    async def until(enough: int) -> None:
        assert await sandbox.world.changes.until(lambda: answered >= enough, _SECONDS)

    async with running_fleet(sandbox, database, tmp_path) as fleet:
        serving = await fleet.start("0-1/2")
        await until_served(sandbox)
        typing = [asyncio.create_task(type_on(name)) for name in ("Ben", "Tya", "Ola")]
        for _ in range(2):
            coming = await fleet.start("0-1/2+")
            async with asyncio.timeout(_SECONDS):
                assert await serving.wait() == 0, fleet.said()
            serving = coming
            await until(answered + 10)
        ended = [task.exception() for task in typing if task.done()]
        for task in typing:
            task.cancel()
        await asyncio.gather(*typing, return_exceptions=True)
        assert ended == []
        assert await fleet.end(serving) == 0, fleet.said()
        # Answered by both, it would have been refused to one of them.
        assert "error" not in fleet.said().lower()
    sandbox.check()


async def test_some_of_the_shards_of_a_process_are_not_taken_over(
    sandbox: Sandbox, database: str, tmp_path: Path
) -> None:
    async with running_fleet(sandbox, database, tmp_path) as fleet:
        first = await fleet.start("0-1/2")
        await until_served(sandbox)
        refused = await fleet.start("1/2+")
        async with asyncio.timeout(_SECONDS):
            assert await refused.wait() != 0
        assert f"process {first.pid} on {platform.node()} serves shard 0 of 2 too" in fleet.said()
        assert "/brief" in (await sandbox.actor("Ben").slash("help")).text
        assert await fleet.end(first) == 0, fleet.said()


async def test_where_nobody_serves_there_is_nothing_to_take_over(
    sandbox: Sandbox, database: str, tmp_path: Path
) -> None:
    async with (
        running_fleet(sandbox, database, tmp_path) as fleet,
        open_storage(database) as storage,
    ):
        only = await fleet.start("0/1+")
        await until_served(sandbox)
        assert "/brief" in (await sandbox.actor("Ben").slash("help")).text
        assert [lease.name for lease in await storage.leases.named("shard ")] == ["shard 0 of 1"]
        assert await fleet.end(only) == 0, fleet.said()


async def test_what_was_held_back_is_answered_but_for_what_was_taken_elsewhere() -> None:
    came, serves = Turn(waits=True), Turn()
    assert await serves.admit(1)
    held = [asyncio.create_task(came.admit(number)) for number in (1, 2)]
    await asyncio.sleep(0)
    assert not any(task.done() for task in held)
    came.begin(serves.end())
    assert [await task for task in held] == [False, True]
    # On its way for longer than the other's.
    assert not await came.admit(1)
    assert not await serves.admit(3)
    assert await came.admit(3)


async def test_what_was_taken_long_ago_is_told_to_nobody() -> None:
    now = 0.0
    turn = Turn(clock=lambda: now)
    await turn.admit(1)
    now = 60.0
    await turn.admit(2)
    assert turn.end() == [2]
