"""Shards as they are written, whose servers are whose, and who is in the way of whom."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.config import Settings
from bot.running import run_shards
from bot.sharding import IdentifyGate, Shards
from domain.errors import LeaseHeldError, SettingsError, StorageError
from pipeline.lease import LeaseTimes, held_lease, require_dead
from pipeline.membership import joined
from storage import Storage, open_storage

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
TIMES = LeaseTimes(renewal=0.05, look=0.05, patience=5.0)


@pytest.fixture
async def storage(address: str) -> AsyncIterator[Storage]:
    async with open_storage(address) as opened:
        yield opened


def test_shards_as_they_are_written() -> None:
    assert Shards.parse("0-3/8") == Shards(0, 3, 8)
    assert Shards.parse(" 2/8 ").ids == (2,)
    assert Shards.parse("0-1/2").leases == ("shard 0 of 2", "shard 1 of 2")


@pytest.mark.parametrize("written", ["", "3", "0-3", "4/4", "3-1/8", "0-8/8", "-1/2", "a/b"])
def test_what_are_no_shards_is_refused(written: str) -> None:
    with pytest.raises(SettingsError, match="0-3/8"):
        Shards.parse(written)


def test_each_server_is_served_by_one_of_all() -> None:
    parts = [Shards.parse("0-2/5"), Shards.parse("3/5"), Shards.parse("4/5")]
    for guild in range(1 << 22, 40 << 22, (1 << 22) + 17):
        assert sum(part.serves(guild) for part in parts) == 1


async def test_one_that_lives_is_in_the_way_and_one_that_died_is_not(storage: Storage) -> None:
    def is_bot(name: str) -> bool:
        return name == "bot"

    async with held_lease(storage.leases, "bot", about="one", now=lambda: NOW, times=TIMES):
        with pytest.raises(LeaseHeldError, match="one"):
            await require_dead(storage.leases, is_bot, times=TIMES)
        await require_dead(storage.leases, lambda name: name == "other", times=TIMES)

    async def never(_: float) -> None:
        await asyncio.Event().wait()

    dead = held_lease(storage.leases, "bot", about="1", now=lambda: NOW, times=TIMES, sleep=never)
    async with dead:
        short = replace(TIMES, patience=0.2)
        await require_dead(storage.leases, is_bot, times=short)


async def test_shards_counted_otherwise_are_in_the_way() -> None:
    shards = Shards.parse("0/2")
    assert shards.is_other("shard 0 of 3")
    assert not shards.is_other("shard 1 of 2")
    assert not shards.is_other("member abc")


async def test_shards_need_a_server(tmp_path) -> None:
    settings = Settings(token="a" * 24 + ".bbbbbb." + "c" * 38, database=str(tmp_path / "lede.db"))
    with pytest.raises(StorageError, match="need PostgreSQL"):
        await run_shards(settings, Shards(0, 0, 2))


async def test_shards_identify_one_after_another_in_a_bucket(postgres_database: str) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async with open_storage(postgres_database) as storage:
        gate = IdentifyGate(storage.paces, gap=100.0, sleep=sleep)
        for shard in (0, 1, 2, 4):
            await gate.wait(shard, 2)
    # Shards 0, 2 and 4 share a bucket; 1 has one of its own.
    assert [round(seconds, -2) for seconds in slept] == [100.0, 200.0]


async def test_a_worker_is_in_the_way_of_one_that_does_everything(storage: Storage) -> None:
    async with joined(storage.leases, about="worker 7", now=lambda: NOW, times=TIMES):
        with pytest.raises(LeaseHeldError, match="worker 7"):
            await require_dead(storage.leases, lambda name: name.startswith("member "), times=TIMES)
