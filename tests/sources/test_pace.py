import asyncio

from sources.pace import Pace


class Time:
    """A clock that moves only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)


async def test_requests_to_one_host_are_a_second_apart_and_others_do_not_wait() -> None:
    time = Time()
    pace = Pace(clock=lambda: time.now, sleep=time.sleep)
    starts: list[tuple[str, float]] = []

    async def ask(host: str) -> None:
        async with pace.turn(host):
            starts.append((host, time.now))

    await ask("a")
    await ask("b")
    assert starts == [("a", 100.0), ("b", 100.0)]
    await asyncio.gather(ask("a"), ask("a"), ask("a"))
    assert [at for host, at in starts if host == "a"] == [100.0, 101.0, 102.0, 103.0]


async def test_one_request_at_a_time_to_a_host() -> None:
    pace, at_once, most = Pace(0), 0, 0

    async def ask() -> None:
        nonlocal at_once, most
        async with pace.turn("a"):
            at_once += 1
            most = max(most, at_once)
            await asyncio.sleep(0)
            at_once -= 1

    await asyncio.gather(*(ask() for _ in range(10)))
    assert most == 1


async def test_a_busy_host_is_left_alone_and_then_forgotten() -> None:
    time = Time()
    pace = Pace(clock=lambda: time.now, sleep=time.sleep)
    pace.hold("a", 30)
    pace.hold("a", 5)
    assert pace.held("a") == 30
    assert pace.held("b") == 0
    async with pace.turn("a"):
        assert time.now == 130
    time.now += 60
    async with pace.turn("b"):
        pass
    assert list(pace._lanes) == ["b"]


async def test_a_failed_request_gives_the_turn_back() -> None:
    time = Time()
    pace = Pace(clock=lambda: time.now, sleep=time.sleep)
    for _ in range(2):
        try:
            async with pace.turn("a"):
                raise OSError
        except OSError:
            pass
    assert time.now == 101


async def test_a_request_that_drips_keeps_others_of_its_host_waiting_for_a_while_only() -> None:
    pace, order = Pace(0, patience=0.05), []
    dripping = asyncio.Event()

    async def drip() -> None:
        async with pace.turn("a"):
            order.append("drips")
            await dripping.wait()
            order.append("drips no more")

    task = asyncio.create_task(drip())
    await asyncio.sleep(0)
    async with pace.turn("a"):
        order.append("asks")
        dripping.set()
        await task
    # The turn of the one that dripped is over: it does not give back that of the next.
    async with pace.turn("a"):
        order.append("asks again")
    assert order == ["drips", "asks", "drips no more", "asks again"]
