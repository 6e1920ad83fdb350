"""Loops that go on whatever happens in them: logged, waited for, begun again."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

log = logging.getLogger("lede.loops")

# A step that keeps failing is tried ever more seldom, up to every quarter of an hour.
_LONGEST_WAIT = 900.0


@asynccontextmanager
async def running_loop(
    name: str,
    step: Callable[[], Awaitable[object]],
    *,
    seconds: float,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> AsyncIterator[None]:
    """Take `step` every so many seconds while the block runs; at its end it is cancelled."""
    task = asyncio.create_task(_repeat(name, step, seconds, sleep), name=f"lede loop {name}")
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _repeat(
    name: str,
    step: Callable[[], Awaitable[object]],
    seconds: float,
    sleep: Callable[[float], Awaitable[object]],
) -> None:
    failures = 0
    while True:
        try:
            await step()
            failures = 0
        except Exception:
            # The border of the loop: whatever it was, the next step may go well.
            failures += 1
            log.exception("loop.failed name=%s failures=%d", name, failures)
        await sleep(min(seconds * 2**failures, max(seconds, _LONGEST_WAIT)))
