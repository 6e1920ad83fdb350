"""Whatever one item or one source does, it costs that one alone."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.archive import Outcome
from domain.errors import StarvedError
from domain.sources import Condition, Kind, Source
from pipeline.analysis_pool import AnalysisPool
from pipeline.health import health_of_sources
from pipeline.jobs import read_items
from pipeline.room import Room
from pipeline.schedule import PollSchedule
from pipeline.turns import Party
from rendering.language import language
from rendering.sources import state_lines
from tests.pipeline.test_polling import BODY, Desk, desk, entry, feed, page
from tests.sources.site import Answer, reply

# The fixture is found by its name.
__all__ = ["desk"]

RAISED = ["IndexError", "RecursionError", "MemoryError", "NotImplementedError", "UnicodeError"]


def raising(name: str) -> str:
    return entry(name.lower(), f"This text raises {name}. {BODY}")


async def said(desk: Desk) -> str:
    lines = [
        line
        for state, unread in await health_of_sources(desk.storage, desk.time[0])
        for line in state_lines(language("en"), state, unread)
    ]
    return "\n".join(lines)


@pytest.mark.parametrize("kind", RAISED)
async def test_an_item_that_lede_fails_on_costs_no_other(desk: Desk, kind: str) -> None:
    desk.site.on("/feed", feed(entry("c"), raising(kind), entry("a")))
    await desk.add()
    report = await desk.poller.poll("harbor")
    assert (report.outcomes, report.waiting) == ({Outcome.NEW: 2}, 1)
    state = await desk.storage.sources.get("harbor")
    assert (state.health.condition, state.health.reason) == (
        Condition.OK, "One item could not be read.",
    )  # fmt: skip
    told = await said(desk)
    why = (
        "takes more memory than any release does"
        if kind == "MemoryError"
        else f"Lede failed on it ({kind})"
    )
    assert f"Release {kind.lower()}" in told
    assert why in told
    # It waits, has failed in the end, and is named for a fortnight.
    for _ in range(3):
        report = await desk.poller.poll("harbor")
    assert (await desk.poller.poll("harbor")).waiting == 0
    assert why in await said(desk)
    desk.wait(timedelta(days=15))
    assert why not in await said(desk)


async def test_an_item_that_the_database_refuses_costs_no_other(desk: Desk) -> None:
    """Half a character, as a feed of JSON can write it, has no place in the database."""
    desk.site.on("/feed", reply(
        '{"version": "https://jsonfeed.org/version/1", "items": ['
        '{"id": "1", "url": "/a", "content_text": "\\ud800 lands. ' + BODY + '"},'
        '{"id": "2", "url": "/b", "content_text": "A boat lands. ' + BODY + '"}]}',
        content_type="application/feed+json",
    ))  # fmt: skip
    await desk.add()
    report = await desk.poller.poll("harbor")
    assert report.outcomes[Outcome.NEW] + report.waiting == 2
    assert report.outcomes[Outcome.NEW] >= 1
    assert await desk.condition() is Condition.OK


async def test_a_source_that_lede_fails_on_says_so_and_is_asked_again(desk: Desk) -> None:
    desk.site.on("/feed", feed(entry("a")))
    await desk.add()

    def failing() -> float:
        raise IndexError("a defect in the midst of a poll")

    chances = iter([failing, lambda: 0.5, lambda: 0.5])
    poller = replace(desk.poller, chance=lambda: next(chances)())
    report = await poller.poll("harbor")
    assert (report.health, "(IndexError)" in (report.reason or "")) == ("failing", True)
    assert "Lede failed on “harbor” (IndexError)" in await said(desk)
    assert (await poller.poll("harbor")).health == "ok"


class BusyPool(AnalysisPool):
    """A pool on a machine that is too busy to analyse, and reads listings all the same."""

    async def run(
        self, party: Party, name: str, function: Callable[..., Any], *args: Any, **named: Any
    ) -> Any:
        if function is read_items:
            raise StarvedError("This machine is too busy.")
        return await super().run(party, name, function, *args, **named)


async def test_items_wait_for_as_long_as_the_machine_is_busy(desk: Desk) -> None:
    desk.site.on("/feed", feed(entry("b"), entry("a")))
    await desk.add()
    pool = BusyPool()
    try:
        for _ in range(6):
            report = await replace(desk.poller, pool=pool).poll("harbor")
            assert (report.outcomes, report.waiting, report.health) == ({}, 2, "ok")
            assert "This machine is too busy." in await said(desk)
    finally:
        pool.close()
    assert (await desk.poller.poll("harbor")).outcomes == {Outcome.NEW: 2}


async def drip(writer: asyncio.StreamWriter) -> None:
    """An answer that never ends, a byte at a time."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.05)


async def test_pages_that_drip_end_a_poll_and_the_next_one_goes_on(desk: Desk) -> None:
    poller = replace(desk.poller, seconds=0.0)
    teasers = [entry(name, "Read more …") for name in "edcba"]
    desk.site.on("/feed", feed(*teasers))
    for name in "abcde":
        desk.site.on(f"/{name}", page(f"Pier {name} opens."))
    await desk.add()
    first = await poller.poll("harbor")
    # Not one was begun, so that the beginning is not over: what follows is no news yet.
    assert (first.left, first.outcomes, first.health) == (5, {}, "ok")
    state = await desk.storage.sources.get("harbor")
    assert state.baseline_at is None
    assert state.health.next_poll_at is not None
    assert state.health.next_poll_at - desk.time[0] < timedelta(minutes=10)
    second = await desk.poller.poll("harbor")
    assert (second.left, second.outcomes, second.announced) == (0, {Outcome.NEW: 5}, 0)


@pytest.fixture
async def schedule(desk: Desk) -> AsyncIterator[PollSchedule]:
    made = PollSchedule(desk.storage, desk.poller.poll, lambda: desk.time[0])
    yield made
    await made.close()


async def test_a_poll_that_hangs_keeps_no_other_from_its_time(
    desk: Desk, schedule: PollSchedule
) -> None:
    """All stand on one host, as many agencies do; none waits for the one before it to end."""
    await add_many(desk, 8, drip)
    await schedule.step()
    desk.site.on("/good", feed(entry("a")))
    await desk.storage.sources.put(
        Source("good", Kind.FEED, desk.site.url("/good")), now=desk.time[0]
    )
    assert await schedule.step() == 1
    assert await schedule.step() == 0
    for _ in range(200):
        if await desk.storage.releases.count():
            break
        await asyncio.sleep(0.05)
    assert await desk.storage.releases.count() == 1


async def test_a_poll_that_is_lost_is_begun_again(desk: Desk) -> None:
    await desk.add()
    polled = []

    async def poll(name: str) -> None:
        polled.append(name)
        raise OSError("not even the failure could be noted")

    schedule = PollSchedule(desk.storage, poll, lambda: desk.time[0])
    for _ in range(2):
        assert await schedule.step() == 1
        await schedule.settle()
    assert polled == ["harbor", "harbor"]


async def add_many(desk: Desk, number: int, answer: Answer) -> None:
    for n in range(number):
        url = desk.site.on(f"/bad{n}", answer)
        await desk.storage.sources.put(Source(f"bad{n}", Kind.FEED, url), now=desk.time[0])


async def test_large_bodies_wait_for_their_place_and_small_ones_do_not(desk: Desk) -> None:
    room = desk.poller.pool.room = Room(1)
    large = page("A boat lands at the pier of the harbor. " * 40_000)
    for name, answer in (("large", large), ("small", page("Boats land."))):
        await desk.storage.sources.put(
            Source(name, Kind.PAGE, desk.site.on(f"/{name}", answer)), now=desk.time[0]
        )
    async with room.held() as grow, asyncio.timeout(60):
        await grow()
        assert (await desk.poller.poll("small")).outcomes == {Outcome.NEW: 1}
        polling = asyncio.create_task(desk.poller.poll("large"))
        while not room.waiting:  # noqa: ASYNC110  it comes there by itself
            await asyncio.sleep(0.01)
    await polling
    assert not room.waiting
