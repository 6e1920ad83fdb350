import asyncio
import logging

import pytest

from bot.loops import running_loop


async def test_a_loop_goes_on_after_failures_and_waits_longer(
    caplog: pytest.LogCaptureFixture,
) -> None:
    waits: list[float] = []
    steps = 0
    enough = asyncio.Event()

    async def step() -> None:
        nonlocal steps
        steps += 1
        if steps in (2, 3):
            raise OSError("the line is cut")
        if steps == 6:
            enough.set()

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        await asyncio.sleep(0)

    with caplog.at_level(logging.ERROR, "lede.loops"):
        async with running_loop("poll", step, seconds=20, sleep=sleep):
            await enough.wait()
    assert waits[:5] == [20, 40, 80, 20, 20]
    assert "loop.failed name=poll failures=2" in caplog.text


async def test_a_loop_ends_with_its_block() -> None:
    begun, ended = asyncio.Event(), asyncio.Event()

    async def step() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    async with running_loop("poll", step, seconds=1):
        await begun.wait()
    assert ended.is_set()
