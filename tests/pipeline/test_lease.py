"""One holder of a lease at a time: the dead are taken over, the living not, whatever the clocks."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta

import pytest

from domain.errors import LeaseHeldError
from pipeline.lease import HeldLease, LeaseTimes, held_lease
from storage import Storage, open_storage

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
TIMES = LeaseTimes(renewal=2.0, look=0.5, patience=6.0)


@pytest.fixture
async def storage(address: str) -> AsyncIterator[Storage]:
    """A storage of each database in turn."""
    async with open_storage(address) as opened:
        yield opened


class Watch:
    """A watch that moves while somebody sleeps; the leases `beside` are renewed."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.beside: list[HeldLease] = []

    def read(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.seconds += seconds
        for lease in self.beside:
            await lease.renew()
        await asyncio.sleep(0)


async def never(_: float) -> None:
    """The sleep of a process that stands still: its lease is not renewed."""
    await asyncio.Event().wait()


def holding(storage: Storage, about: str, watch: Watch, now: datetime = NOW, **more):
    sleep = more.get("sleep", watch.sleep)
    return held_lease(
        storage.leases, "bot", about=about, now=lambda: now, times=TIMES, clock=watch.read,
        sleep=sleep,
    )  # fmt: skip


async def test_second_is_refused_while_the_first_lives_and_taken_in_when_it_ends(
    storage: Storage,
) -> None:
    watch = Watch()
    async with holding(storage, "process 1", watch, sleep=never) as first:
        watch.beside = [first]
        with pytest.raises(LeaseHeldError, match="process 1, since 2026-11-20 12:00 UTC"):
            async with holding(storage, "process 2", watch):
                pass
        assert watch.seconds <= TIMES.patience / 2
        assert not first.lost.is_set()
    async with holding(storage, "process 3", watch, sleep=never):
        kept = await storage.leases.read("bot")
        assert kept is not None
        assert kept.about == "process 3"
    assert await storage.leases.read("bot") is None


@pytest.mark.parametrize("moved", [timedelta(days=-400), timedelta(0), timedelta(days=400)])
async def test_dead_owner_is_taken_over_after_some_seconds_wherever_the_clock_stands(
    storage: Storage, moved: timedelta
) -> None:
    watch = Watch()
    async with AsyncExitStack() as stack:
        dead = await stack.enter_async_context(holding(storage, "1", watch, sleep=never))
        taking = holding(storage, "2", watch, NOW + moved, sleep=watch.sleep)
        async with taking:
            assert TIMES.patience <= watch.seconds <= TIMES.patience + 2 * TIMES.look
            assert not await dead.renew()
            assert dead.lost.is_set()
            kept = await storage.leases.read("bot")
            assert kept is not None
            assert kept.about == "2"


@pytest.mark.parametrize("moved", [timedelta(days=-400), timedelta(days=400)])
async def test_living_owner_is_not_taken_over_when_the_clock_was_set(
    storage: Storage, moved: timedelta
) -> None:
    watch = Watch()
    async with holding(storage, "1", watch, sleep=never) as living:
        watch.beside = [living]
        with pytest.raises(LeaseHeldError):
            async with holding(storage, "2", watch, NOW + moved):
                pass


async def test_of_many_at_once_one_gets_it(address: str) -> None:
    """Each over a connection of its own, with a lease of a dead one in the way."""
    async with AsyncExitStack() as stack:
        storages = [await stack.enter_async_context(open_storage(address)) for _ in range(4)]
        await stack.enter_async_context(holding(storages[0], "dead", Watch(), sleep=never))
        done = asyncio.Event()
        times = LeaseTimes(renewal=0.05, look=0.02, patience=0.4)

        async def try_it(number: int) -> str:
            try:
                lease = held_lease(
                    storages[number].leases, "bot", about=str(number), now=lambda: NOW, times=times
                )
                async with lease:
                    await done.wait()
            except LeaseHeldError:
                return "refused"
            return "held"

        tasks = [asyncio.create_task(try_it(number)) for number in range(4)]
        ended = asyncio.as_completed(tasks)
        for _ in range(3):
            await next(ended)
        assert [task.result() for task in tasks if task.done()] == ["refused"] * 3
        done.set()
        assert sorted(await asyncio.gather(*tasks)) == ["held", "refused", "refused", "refused"]


async def test_leases_of_other_names_are_free(storage: Storage) -> None:
    async with (
        holding(storage, "1", Watch(), sleep=never),
        held_lease(storage.leases, "poll", about="2", now=lambda: NOW, sleep=never),
    ):
        pass
