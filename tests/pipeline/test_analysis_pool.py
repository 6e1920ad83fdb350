"""Real processes with real limits: what a job does costs that job, and nobody waits for it."""

import asyncio
import logging
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from domain.documents import Document
from domain.errors import (
    AnalysisError,
    BusyError,
    OverLimitError,
    StarvedError,
    UnreadableInputError,
)
from pipeline.analysis_pool import AnalysisPool, Lane, open_analysis_pool
from pipeline.turns import Party, Turns, person
from pipeline.worker import MEGABYTE, Limits
from tests.pipeline import hostile_jobs as jobs

HARBOR = Party("harbor")
LIMITS = Limits(
    memory=64 * MEGABYTE, trusted=48 * MEGABYTE, processor=1, seconds=30.0, output=1_000_000
)


@pytest.fixture
async def pool() -> AsyncIterator[AnalysisPool]:
    async with open_analysis_pool((Lane(LIMITS, 2),)) as opened:
        yield opened


async def test_a_job_gives_what_its_function_gives_in_a_process_of_its_own(
    pool: AnalysisPool,
) -> None:
    assert await pool.run(HARBOR, "a", jobs.give, {"a": (1, "é")}) == {"a": (1, "é")}
    first = await pool.run(HARBOR, "a", jobs.number_of_process)
    second = await pool.run(HARBOR, "a", jobs.number_of_process)
    assert len({first, second, os.getpid()}) == 3


@pytest.mark.parametrize(
    "job, why",
    [
        (jobs.fill_memory, "more memory than any release"),
        (jobs.fill_memory_quietly, "more memory than any release"),
        (jobs.take_processor, "more time than any release"),
        (jobs.take_processor_in_c, "more (?:time|memory) than any release"),
        (jobs.end, "was ended by the system"),
        (jobs.be_killed, "was ended by the system"),
        (jobs.give_much, "holds more than any release or feed"),
    ],
)
async def test_a_limit_is_one_sentence_and_the_next_job_goes_on(
    pool: AnalysisPool, job: Callable[[], object], why: str
) -> None:
    with pytest.raises(OverLimitError, match=f"^a.pdf cannot be read: .*{why}"):
        await pool.run(HARBOR, "a.pdf", job)
    assert await pool.run(HARBOR, "b.pdf", jobs.give, 7) == 7


async def test_a_job_that_sleeps_is_ended_by_the_clock() -> None:
    lane = Lane(Limits(64 * MEGABYTE, 48 * MEGABYTE, processor=1, seconds=0.5), 1)
    async with open_analysis_pool((lane,)) as pool:
        with pytest.raises(OverLimitError, match="more time than any release"):
            await pool.run(HARBOR, "a.pdf", jobs.sleep)


async def test_a_job_that_gets_little_of_the_processor_is_no_job_that_stands_still() -> None:
    """A busy machine looks like this: much time passes, and a little of it is the job's."""
    lane = Lane(replace(LIMITS, processor=60, seconds=0.5), 1)
    async with open_analysis_pool((lane,)) as pool:
        assert await pool.run(HARBOR, "a.pdf", jobs.go_on_slowly, 1.2) == "done"
        with pytest.raises(StarvedError, match="this machine is too busy"):
            await pool.run(HARBOR, "a.pdf", jobs.go_on_slowly, 60.0)


@pytest.mark.parametrize(
    "job, kind",
    [
        (jobs.fail, "IndexError"),
        (jobs.recurse, "RecursionError"),
        (jobs.give_what_cannot_travel, "(?:AttributeError|PicklingError)"),
    ],
)
async def test_what_a_job_fails_at_is_one_sentence_and_logged(
    pool: AnalysisPool,
    job: Callable[[], object],
    kind: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with pytest.raises(AnalysisError, match=f"^“a.pdf” could not be read: .*{kind}"):
        await pool.run(HARBOR, "a.pdf", job)
    assert "reading.failed on='a.pdf'" in caplog.text
    assert "Traceback" in caplog.text


async def test_an_error_of_ours_comes_through_whole(pool: AnalysisPool) -> None:
    with pytest.raises(BusyError, match=r"a\.example asks to be left alone") as caught:
        await pool.run(HARBOR, "a.pdf", jobs.refuse)
    assert (caught.value.seconds, caught.value.facts) == (7.0, {"host": "a.example"})
    assert caught.value.sentence == "{host} asks to be left alone."


async def test_what_lede_logs_in_a_job_is_logged_and_what_libraries_say_is_not(
    pool: AnalysisPool, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.WARNING):
        assert await pool.run(HARBOR, "a.txt", jobs.complain) == "done"
    assert [record.name for record in caplog.records] == ["lede.sources"]
    assert "complains" not in capfd.readouterr().err


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="the system has no /proc")
def test_a_job_is_given_no_secret() -> None:
    """In a program of its own, whose server begins with it."""
    program = """
import asyncio
from pipeline.analysis_pool import open_analysis_pool
from pipeline.turns import Party
from tests.pipeline.hostile_jobs import environment

async def main():
    async with open_analysis_pool() as pool:
        pool.warm()
        print(await pool.run(Party("a"), "a", environment))

if __name__ == "__main__":
    asyncio.run(main())
"""
    secrets = {"DISCORD_TOKEN": "hush-hush", "LEDE_DATABASE": "postgresql://ann:hush-hush@host/a"}
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | secrets | {"LEDE_CONTACT": "ann@a.example"},
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    assert "ann@a.example" in ran.stdout
    assert "hush-hush" not in ran.stdout


async def test_what_is_too_much_for_the_quick_lane_is_done_in_the_next() -> None:
    thorough = Limits(64 * MEGABYTE, 48 * MEGABYTE, processor=20, seconds=60.0)
    async with open_analysis_pool((Lane(LIMITS, 2), Lane(thorough, 1))) as pool:
        document = Document("a", "Boats land.")
        assert await pool.run(HARBOR, "a", jobs.slow_in_the_first_lane, document) == "a"


async def test_an_honest_reader_waits_for_none_of_those_that_take_long() -> None:
    """Many that each take all they may, in both lanes; one more asks and is answered first."""
    hostile = Limits(64 * MEGABYTE, 48 * MEGABYTE, processor=60, seconds=120.0)
    lanes = (Lane(LIMITS, 2), Lane(hostile, 1))
    async with open_analysis_pool(lanes) as pool:
        parties = [Party(f"site {n}") for n in range(4)] + [person(n) for n in range(3)]
        taking = [
            asyncio.create_task(pool.run(party, "bomb", jobs.take_processor)) for party in parties
        ]
        await asyncio.sleep(0)
        assert await pool.run(person(99), "honest", jobs.give, 7) == 7
        assert await pool.run(Party("honest site"), "honest", jobs.give, 8) == 8
        assert not all(task.done() for task in taking)
        for task in taking:
            task.cancel()
        ended = await asyncio.gather(*taking, return_exceptions=True)
        assert {type(one) for one in ended} == {asyncio.CancelledError}


async def test_one_that_is_cancelled_ends_its_process(pool: AnalysisPool, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    task = asyncio.create_task(pool.run(HARBOR, "a", jobs.mark, str(begun)))
    while not begun.exists():  # noqa: ASYNC110  another process says so
        await asyncio.sleep(0.01)
    before = time.monotonic()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await pool.run(HARBOR, "a", jobs.give, 7) == 7
    assert time.monotonic() - before < LIMITS.seconds


async def test_a_person_has_so_many_readings_under_way_and_no_more(pool: AnalysisPool) -> None:
    ann, ben = person(1), person(2)
    with pool.admitted(ann), pool.admitted(ann), pool.admitted(ann):
        with pytest.raises(UnreadableInputError, match="3 of your readings"), pool.admitted(ann):
            pass
        with pool.admitted(ben):
            pass
    with pool.admitted(ann):
        pass


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def begun() -> None:
    """Let every task that was made begin."""
    for _ in range(5):
        await asyncio.sleep(0)


async def served(turns: Turns, clock: Clock, asked: list[tuple[Party, float]]) -> list[str]:
    """The order in which they are served; each takes so many seconds of the clock."""
    order: list[str] = []

    async def take(party: Party, seconds: float) -> None:
        async with turns.turn(party):
            order.append(party.name)
            await begun()  # so that the others ask meanwhile
            clock.now += seconds

    await asyncio.gather(*(take(party, seconds) for party, seconds in asked))
    return order


async def test_whoever_has_taken_least_goes_next() -> None:
    clock = Clock()
    turns = Turns(1, clock)
    greedy, modest = Party("greedy"), Party("modest")
    order = await served(turns, clock, [(greedy, 10), (greedy, 10), (greedy, 10), (modest, 1)])
    assert order == ["greedy", "modest", "greedy", "greedy"]
    # It is remembered for a while, and forgotten in the end.
    assert await served(turns, clock, [(Party("first"), 0), (greedy, 1), (modest, 1)]) == [
        "first", "modest", "greedy",
    ]  # fmt: skip
    clock.now += 3600
    await served(turns, clock, [(Party("last"), 0)])
    assert turns.known() == 0


async def test_people_go_before_sources_which_leave_them_a_place() -> None:
    clock = Clock()
    turns = Turns(1, clock)
    order = await served(
        turns, clock, [(Party("a"), 1), (Party("b"), 1), (person(1), 1), (Party("c"), 1)]
    )
    assert order == ["a", "person 1", "b", "c"]
    both = Turns(2)
    async with both.turn(Party("a")):
        waiting = asyncio.create_task(served(both, clock, [(Party("b"), 1)]))
        await begun()
        assert both.waiting() == 1
        async with both.turn(person(1)):
            pass
    assert await waiting == ["b"]


async def test_one_of_each_party_at_a_time() -> None:
    turns = Turns(3)
    async with turns.turn(person(1)):
        waiting = asyncio.create_task(served(turns, Clock(), [(person(1), 1)]))
        await begun()
        assert turns.waiting() == 1
    assert await waiting == ["person 1"]


async def test_a_turn_that_is_given_up_goes_to_the_next() -> None:
    clock = Clock()
    turns = Turns(1)
    async with turns.turn(Party("a")):
        given_up = asyncio.create_task(served(turns, clock, [(Party("b"), 1)]))
        late = asyncio.create_task(served(turns, clock, [(Party("c"), 1)]))
        await begun()
        given_up.cancel()
        await asyncio.gather(given_up, return_exceptions=True)
    assert await late == ["c"]
    # Also where it had just been given.
    async with turns.turn(Party("a")):
        given_up = asyncio.create_task(served(turns, clock, [(Party("b"), 1)]))
        await begun()
    given_up.cancel()
    await asyncio.gather(given_up, return_exceptions=True)
    assert await served(turns, clock, [(Party("c"), 1)]) == ["c"]
