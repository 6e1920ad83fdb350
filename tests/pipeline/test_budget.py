"""So many a second, whoever asks, whatever holds the process up."""

import asyncio
from itertools import pairwise

import pytest

from pipeline.budget import Budget


class Hours:
    """A clock that sleeping moves on, a little further than it was asked to."""

    def __init__(self, *, late: float = 0.0005) -> None:
        self.now = 100.0
        self.late = late

    async def sleep(self, seconds: float) -> None:
        self.now += seconds + self.late


def most_in_a_second(sent: list[float]) -> int:
    return max(sum(moment <= other < moment + 1 for other in sent) for moment in sent)


@pytest.mark.parametrize("held_up", [0.0, 0.05, 0.3, 2.0])
async def test_no_second_holds_more_than_is_allowed(held_up: float) -> None:
    hours = Hours()
    budget = Budget(45, clock=lambda: hours.now, sleep=hours.sleep)
    sent = []
    for _ in range(400):
        await budget.wait()
        sent.append(hours.now)
        # Between one claim and the next, or by a collection of garbage.
        hours.now += held_up if len(sent) % 50 == 0 else 0.0
    assert most_in_a_second(sent) <= 45
    assert max(b - a for a, b in pairwise(sent)) < held_up + 0.3


async def test_short_delays_cost_nothing_of_the_budget() -> None:
    """What a second lost to delays is made up within it."""
    hours = Hours(late=0.002)
    budget = Budget(45, clock=lambda: hours.now, sleep=hours.sleep)
    started = hours.now
    for _ in range(900):
        await budget.wait()
        hours.now += 0.1 if _ % 45 == 44 else 0.0
    assert 900 / (hours.now - started) > 0.97 * 45


async def test_those_who_ask_at_once_go_one_after_another_in_order() -> None:
    hours = Hours()
    budget = Budget(10, clock=lambda: hours.now, sleep=hours.sleep)
    sent: list[tuple[int, float]] = []

    async def ask(number: int) -> None:
        await budget.wait()
        sent.append((number, hours.now))

    await asyncio.gather(*(ask(number) for number in range(40)))
    assert [number for number, _ in sent] == list(range(40))
    moments = [moment for _, moment in sent]
    assert most_in_a_second(moments) <= 10
    # Spread over the second, not all at its beginning.
    assert min(b - a for a, b in pairwise(moments)) >= 0.08


async def test_one_who_gives_up_takes_no_turn() -> None:
    hours = Hours()
    held = asyncio.Event()

    async def sleep(seconds: float) -> None:
        await held.wait()
        hours.now += seconds

    budget = Budget(1, clock=lambda: hours.now, sleep=sleep)
    await budget.wait()
    waiting = [asyncio.create_task(budget.wait()) for _ in range(3)]
    await asyncio.sleep(0)
    for task in waiting[:2]:
        task.cancel()
    held.set()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert hours.now == pytest.approx(101.0)
