"""How much of what is foreign is held in memory at once, whoever asked for it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from pipeline.memory import give_back

# For its name alone: what works offline loads no network.
if TYPE_CHECKING:
    from sources.fetching import Grow

# So many larger ones at once, of 10 MB at most each, and again what a process of theirs holds.
_PLACES = 4
# Seconds after which what a body took is given back.
_LATER = 0.5


class Room:
    """Places for large bodies, given in the order in which they are asked for.

    A place is held from before the body is large until it has been read. Nearly no page, feed or
    release is, and none of those ever waits.
    """

    def __init__(self, places: int = _PLACES) -> None:
        self._places = asyncio.Semaphore(places)
        # How many wait for a place.
        self.waiting = 0

    @asynccontextmanager
    async def held(self) -> "AsyncIterator[Grow]":
        """What waits for a place, once; given back at the end of the block."""
        is_held = False

        async def grow() -> None:
            nonlocal is_held
            if is_held:
                return
            self.waiting += 1
            try:
                await self._places.acquire()
            finally:
                self.waiting -= 1
            is_held = True

        try:
            yield grow
        finally:
            if is_held:
                self._places.release()
                # Whoever held the body has let go of it by then.
                asyncio.get_running_loop().call_later(_LATER, give_back)
