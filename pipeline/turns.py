"""Who goes next where only a few can go at once: whoever has taken least so far."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

# What somebody has taken counts half after so many seconds.
_HALF_LIFE = 60.0
# Less than this many seconds taken is as good as nothing.
_FORGOTTEN = 0.05


@dataclass(frozen=True, slots=True)
class Party:
    """On whose behalf something is done. A person waits for it, or (a source) nobody does."""

    name: str
    is_person: bool = False


def person(number: int) -> Party:
    """The party that a member of Discord is, by their number."""
    return Party(f"person {number}", is_person=True)


@dataclass(slots=True)
class _Account:
    """What a party has taken, and what it waits for."""

    taken: float = 0.0
    at: float = 0.0
    is_going: bool = False
    waiting: deque[asyncio.Future[None]] = field(default_factory=deque)

    @property
    def is_waiting(self) -> bool:
        # Whoever is cancelled leaves the row a moment later.
        return not all(waiter.done() for waiter in self.waiting)

    def taken_by(self, now: float) -> float:
        return self.taken * float(0.5 ** ((now - self.at) / _HALF_LIFE))


class Turns:
    """At most `room` at once, one of each party, and one place that only people get.

    Of those who wait people go first, and among them whoever has taken least time of late. So one
    that asks for much waits for itself, and nobody waits for more than what is going on.
    """

    def __init__(self, room: int, clock: Callable[[], float] | None = None) -> None:
        self._room = room
        self._clock = clock
        self._accounts: dict[Party, _Account] = {}

    @asynccontextmanager
    async def turn(self, party: Party) -> AsyncIterator[None]:
        """Wait until it is the party's turn; the time within is counted as taken by it."""
        account = self._accounts.setdefault(party, _Account())
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        account.waiting.append(waiter)
        self._let_go()
        try:
            await waiter
        except asyncio.CancelledError:
            if waiter.cancelled():
                account.waiting.remove(waiter)
            else:
                self._end(account, 0.0)
            raise
        begun = self._now()
        try:
            yield
        finally:
            self._end(account, self._now() - begun)

    def waiting(self) -> int:
        """How many wait for their turn."""
        return sum(len(account.waiting) for account in self._accounts.values())

    def known(self) -> int:
        """How many parties are remembered."""
        return len(self._accounts)

    def _end(self, account: _Account, seconds: float) -> None:
        now = self._now()
        account.taken, account.at = account.taken_by(now) + seconds, now
        account.is_going = False
        self._let_go()
        self._forget(now)

    def _let_go(self) -> None:
        """Let as many go as there is room for."""
        while (party := self._next()) is not None:
            account = self._accounts[party]
            waiter = next(waiter for waiter in account.waiting if not waiter.done())
            account.waiting.remove(waiter)
            account.is_going = True
            waiter.set_result(None)

    def _next(self) -> Party | None:
        going = [party for party, account in self._accounts.items() if account.is_going]
        if len(going) >= self._room:
            return None
        sources = sum(not party.is_person for party in going)
        # One place is kept for people, wherever there are several.
        is_full = sources >= max(1, self._room - 1)
        now = self._now()
        waiting = [
            (not party.is_person, account.taken_by(now), number, party)
            for number, (party, account) in enumerate(self._accounts.items())
            if account.is_waiting and not account.is_going and not (is_full and not party.is_person)
        ]
        return min(waiting)[3] if waiting else None

    def _forget(self, now: float) -> None:
        """Drop the accounts of those who have taken nothing of late, so that many cost nothing."""
        idle = [
            party
            for party, account in self._accounts.items()
            if not account.is_going and not account.waiting and account.taken_by(now) < _FORGOTTEN
        ]
        for party in idle:
            del self._accounts[party]

    def _now(self) -> float:
        return self._clock() if self._clock else asyncio.get_running_loop().time()
