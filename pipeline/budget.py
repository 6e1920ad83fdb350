"""How fast messages may go out: one budget for the whole process, or for all of them."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

# Discord lets a bot make 50 requests a second in all; the rest is for answers to commands.
PER_SECOND = 45.0
# Of several processes: what their waits and the way to Discord move about stays below fifty.
SHARED_PER_SECOND = 43.0
# A process that was busy for a moment makes up for it at so much more than the even pace: all at
# once, what Discord sees of two seconds would fall into one.
_MADE_UP = 1.25


class Pace(Protocol):
    """Lets one thing after another through, so many a second."""

    async def wait(self) -> None:
        """Wait for one's turn."""


@dataclass(frozen=True, slots=True)
class SharedBudget:
    """One budget for several processes: each takes the next free moment and waits for it.

    `take` gives the seconds until the next moment of a gap (`storage.paces`).
    """

    take: Callable[..., Awaitable[float]]
    per_second: float
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    # Moments are taken one after another, so that none is taken long before it is used.
    _line: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def wait(self) -> None:
        """Wait for one's turn."""
        async with self._line:
            seconds = await self.take("messages", gap=1.0 / self.per_second)
            if seconds > 0:
                await self.sleep(seconds)


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
