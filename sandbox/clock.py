"""The sandbox's clock: true time plus an offset, so that a test moves on instead of sleeping."""

import asyncio
import time
from collections.abc import Callable


class Clock:
    """Tell the time of the sandbox: the true time, moved forward by `advance`."""

    def __init__(self, start: float | None = None) -> None:
        """Begin at `start`, in seconds since the Unix epoch; at the true time without it."""
        self.offset = 0.0 if start is None else start - time.time()

    def now(self) -> float:
        """Return seconds since the Unix epoch, offset included."""
        return time.time() + self.offset

    def advance(self, seconds: float) -> None:
        """Move the sandbox's time forward: nothing waits, requests are judged by the later time."""
        if seconds < 0:
            raise ValueError("the clock only moves forward")
        self.offset += seconds


class Changes:
    """Wake whoever waits for the state of the sandbox to become something."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()
        # How often it has changed; whoever draws the state draws it anew for a higher count.
        self.count = 0

    def notify(self) -> None:
        """Let every waiter look again."""
        self.count += 1
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)

    async def until(self, ready: Callable[[], bool], within: float) -> bool:
        """Wait until `ready()` holds; False when `within` real seconds pass first."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + within
        while not ready():
            waiter: asyncio.Future[None] = loop.create_future()
            self._waiting.add(waiter)
            try:
                async with asyncio.timeout_at(deadline):
                    await waiter
            except TimeoutError:
                return ready()
            finally:
                self._waiting.discard(waiter)
        return True
