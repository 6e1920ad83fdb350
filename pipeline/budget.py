"""How fast messages may go out: one budget for the whole process."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Protocol

# Discord lets a bot make 50 requests a second in all; the rest is for answers to commands.
PER_SECOND = 45.0
# A process that was busy for a moment makes up for it at so much more than the even pace: all at
# once, what Discord sees of two seconds would fall into one.
_MADE_UP = 1.25


class Pace(Protocol):
    """Lets one thing after another through, so many a second."""

    async def wait(self) -> None:
        """Wait for one's turn."""


class Budget:
    """Lets through so many in any second, in the order they ask, one after another.

    It counts when each was let through, not when it was to be: a process that was held up does
    not let go in one second what was meant for two.
    """

    def __init__(
        self,
        per_second: float = PER_SECOND,
        *,
        clock: Callable[[], float] | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._gap = 1.0 / (per_second * _MADE_UP)
        self._last: deque[float] = deque(maxlen=max(1, int(per_second)))
        self._clock = clock
        self._sleep = sleep
        # Whoever holds it is the next; the others stand in line.
        self._line = asyncio.Lock()

    async def wait(self) -> None:
        """Wait for one's turn."""
        async with self._line:
            while (seconds := self._turn() - self._now()) > 0:
                await self._sleep(seconds)
            self._last.append(self._now())

    def _turn(self) -> float:
        """When the next one may go: a gap after the last, a second after the last but so many."""
        if not self._last:
            return self._now()
        after_gap = self._last[-1] + self._gap
        is_full = len(self._last) == self._last.maxlen
        return max(after_gap, self._last[0] + 1.0) if is_full else after_gap

    def _now(self) -> float:
        return self._clock() if self._clock else asyncio.get_running_loop().time()
