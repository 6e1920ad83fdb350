"""How fast messages may go out: one budget for the whole process."""

import asyncio
from collections.abc import Awaitable, Callable

# Discord lets a bot make 50 requests a second in all; the rest is for answers to commands.
PER_SECOND = 45.0
# Turns that nobody took may be made up so many at a time: a second then holds 49 at most.
_MADE_UP = 4


class Budget:
    """Lets through so many a second, evenly, in the order they ask."""

    def __init__(
        self,
        per_second: float = PER_SECOND,
        *,
        clock: Callable[[], float] | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._gap = 1.0 / per_second
        self._clock = clock
        self._sleep = sleep
        self._free_at = 0.0

    async def wait(self) -> None:
        """Wait for one's turn. Turns that nobody took are gone, but for the last few."""
        now = self._clock() if self._clock else asyncio.get_running_loop().time()
        turn = max(now - _MADE_UP * self._gap, self._free_at)
        self._free_at = turn + self._gap
        if turn > now:
            await self._sleep(turn - now)
