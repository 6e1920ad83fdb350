"""Which sources are polled when: each at its time, whatever the others are doing."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from storage import Storage

log = logging.getLogger("lede.schedule")

# A poll mostly waits for its site. So many may wait at once, fewer than there are connections
# (`sources.fetching`), so that a member's own reading finds one.
AT_ONCE = 24


@dataclass(slots=True)
class PollSchedule:
    """Begins each poll that is due, and waits for none. Made by `open_schedule`."""

    storage: Storage
    poll: Callable[[str], Awaitable[object]]
    now: Callable[[], datetime]
    at_once: int = AT_ONCE
    _running: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    async def step(self) -> int:
        """Begin the polls that are due, the longest waiting first; gives how many were begun."""
        # Those that are polled just now are due still, and stand first.
        due = await self.storage.sources.due(self.now(), limit=self.at_once + len(self._running))
        names = [state.source.name for state in due if state.source.name not in self._running]
        begun = names[: self.at_once - len(self._running)]
        for name in begun:
            self._running[name] = asyncio.create_task(self._run(name), name=f"lede poll {name}")
        return len(begun)

    async def settle(self) -> None:
        """Wait until no poll is running."""
        while self._running:
            await asyncio.wait(list(self._running.values()))

    async def close(self) -> None:
        """Cut off what is running; the next poll finds what is missing."""
        running = list(self._running.values())
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _run(self, name: str) -> None:
        try:
            await self.poll(name)
        except Exception:
            # Not even its health could be noted: the database refuses, or it was taken out.
            log.exception("poll.lost source=%s", name)
        finally:
            self._running.pop(name, None)


@asynccontextmanager
async def open_schedule(
    storage: Storage, poll: Callable[[str], Awaitable[object]], now: Callable[[], datetime]
) -> AsyncIterator[PollSchedule]:
    """A schedule whose polls end with it."""
    schedule = PollSchedule(storage, poll, now)
    try:
        yield schedule
    finally:
        await schedule.close()
