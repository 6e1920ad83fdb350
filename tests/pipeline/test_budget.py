"""So many a second, whoever asks."""

import asyncio

from pipeline.budget import Budget


class Hours:
    """A clock that sleeping moves on."""

    def __init__(self) -> None:
        self.now = 100.0

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


async def test_no_second_holds_more_than_is_allowed() -> None:
    hours = Hours()
    budget = Budget(45, clock=lambda: hours.now, sleep=hours.sleep)
    sent = []
    for _ in range(400):
        await budget.wait()
        sent.append(hours.now)
        # A rest now and then, as between one claim and the next.
        hours.now += 0.3 if len(sent) % 50 == 0 else 0.0
    for moment in sent:
        assert sum(moment <= other < moment + 1 for other in sent) <= 50


async def test_those_who_ask_at_once_get_their_turns_one_after_another() -> None:
    waited: list[float] = []

    async def note(seconds: float) -> None:
        waited.append(seconds)

    budget = Budget(10, clock=lambda: 50.0, sleep=note)
    await asyncio.gather(*(budget.wait() for _ in range(14)))
    # The first turns make up for those nobody took before.
    told = [round(seconds, 3) for seconds in waited if seconds > 1e-6]
    assert told == [round(n / 10, 3) for n in range(1, 10)]
