"""The pace of requests: one after the other and one a second to a host, none while it is busy."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

# One request a second is what the robots files of agencies ask for where they ask at all.
INTERVAL = 1.0
# A request that takes longer keeps nobody waiting any more: many agencies share a host, and one
# whose answer drips must not hold up the others.
PATIENCE = 3.0


@dataclass(slots=True)
class _Lane:
    """One host: who is at it, and from when on the next may be."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = float("-inf")
    users: int = 0


def _once(action: Callable[[], None]) -> Callable[[], None]:
    """The action, done at the first call alone."""
    waiting = [action]

    def act() -> None:
        if waiting:
            waiting.pop()()

    return act


class Pace:
    """Keeps requests to one host apart; other hosts are not waited for. Seconds throughout."""

    def __init__(
        self,
        interval: float = INTERVAL,
        *,
        patience: float = PATIENCE,
        clock: Callable[[], float] | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._interval = interval
        self._patience = patience
        self._clock = clock
        self._sleep = sleep
        self._lanes: dict[str, _Lane] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait until this host may be asked; others wait meanwhile, but not for long."""
        lane = self._lanes.setdefault(host, _Lane())
        lane.users += 1
        try:
            await lane.turn.acquire()
            end = _once(lambda: self._end_turn(lane))
            try:
                if (wait := lane.free_at - self._now()) > 0:
                    await self._sleep(wait)
                patience = asyncio.get_running_loop().call_later(self._patience, end)
                try:
                    yield
                finally:
                    patience.cancel()
            finally:
                end()
        finally:
            lane.users -= 1
            self._forget_idle()

    def _end_turn(self, lane: _Lane) -> None:
        lane.free_at = max(lane.free_at, self._now() + self._interval)
        lane.turn.release()

    def hold(self, host: str, seconds: float) -> None:
        """Leave this host alone for so many seconds from now on."""
        lane = self._lanes.setdefault(host, _Lane())
        lane.free_at = max(lane.free_at, self._now() + seconds)

    def held(self, host: str) -> float:
        """The seconds until this host may be asked, 0 where it may be now."""
        lane = self._lanes.get(host)
        return max(0.0, lane.free_at - self._now()) if lane else 0.0

    def _now(self) -> float:
        return self._clock() if self._clock else asyncio.get_running_loop().time()

    def _forget_idle(self) -> None:
        """Drop lanes that hold nobody up, so that many hosts over months cost nothing."""
        now = self._now()
        idle = [host for host, lane in self._lanes.items() if not lane.users and lane.free_at < now]
        for host in idle:
            del self._lanes[host]
