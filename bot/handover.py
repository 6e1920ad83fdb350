"""Handing shards to the next process while both are connected, so that no command falls between.

Discord sends each interaction to every session of a shard. The process that comes connects beside
the one that serves and holds back what it is sent; then it asks for the turn. The one that serves
takes nothing more, says what it took of late, and ends once that is answered. What it did not take
is then answered by the one that came, and nothing by both.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from itertools import islice

from domain.errors import LedeError
from storage.leases import Leases, LeaseState
from storage.signals import Signals

log = logging.getLogger("lede.handover")

# Discord waits three seconds for an answer, and an event is not much longer on its way.
_REMEMBERED = 10.0
# What is told at once has 8,000 bytes, a number of an interaction 20.
_NUMBERS_AT_ONCE = 300
# A process that is asked answers in milliseconds; one that does not is left alone.
_PATIENCE = 10.0
_ASKED, _TOOK, _DONE = "hand-over", "took", "handed-over"


class Turn:
    """Whether this process is to answer what it is sent: not yet, now, or no longer."""

    def __init__(self, *, waits: bool = False, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._begun = asyncio.Event()
        self._taken: dict[int, float] = {}
        self._elsewhere: frozenset[int] = frozenset()
        self.has_ended = False
        if not waits:
            self._begun.set()

    async def admit(self, interaction: int) -> bool:
        """Whether the interaction of this number is to be answered here; waits for the turn."""
        await self._begun.wait()
        if self.has_ended or interaction in self._elsewhere:
            return False
        self._forget_old()
        self._taken[interaction] = self._clock()
        return True

    def begin(self, elsewhere: Collection[int] = ()) -> None:
        """Answer from now on, also what was held back, but for what was taken `elsewhere`."""
        self._elsewhere = frozenset(elsewhere)
        self._begun.set()

    def end(self) -> list[int]:
        """Answer nothing more; gives the numbers of what was taken of late."""
        self.has_ended = True
        self._forget_old()
        return list(self._taken)

    def _forget_old(self) -> None:
        since = self._clock() - _REMEMBERED
        old = 0
        for taken in self._taken.values():
            if taken >= since:
                break
            old += 1
        for number in list(islice(self._taken, old)):
            del self._taken[number]


@dataclass(slots=True)
class Handover:
    """What the processes say to each other of one turn. `owners` are those of the leases held here.

    `former` are the leases of the process whose turn is asked for; empty where none is.
    """

    signals: Signals
    turn: Turn
    owners: set[str] = field(default_factory=set)
    former: tuple[LeaseState, ...] = ()
    _taken: set[int] = field(default_factory=set)
    _left: set[str] = field(default_factory=set)
    _is_ready: asyncio.Event = field(default_factory=asyncio.Event)

    async def obtain(self) -> frozenset[int]:
        """Ask for the turn; gives what was taken there. LedeError where nobody hands it over."""
        self._left = {lease.owner for lease in self.former}
        for owner in sorted(self._left):
            await self.signals.tell(f"{_ASKED} {owner}")
        try:
            await asyncio.wait_for(self._is_ready.wait(), _PATIENCE)
        except TimeoutError:
            raise LedeError(
                f"{self.former[0].about} did not hand over its shards. Stop it, or wait until it "
                "counts as dead, and start this one again."
            ) from None
        return frozenset(self._taken)

    async def hear(self, told: str) -> bool:
        """Do what was told of a turn; True where this process has handed its own over."""
        what, _, rest = told.partition(" ")
        owner, _, numbers = rest.partition(" ")
        if what == _ASKED and owner in self.owners:
            await self._hand_over()
            return True
        if what == _TOOK and owner in self._left:
            self._taken.update(map(int, numbers.split()))
        elif what == _DONE:
            self._left.discard(owner)
            if self.former and not self._left:
                self._is_ready.set()
        return False

    async def _hand_over(self) -> None:
        """Hand everything over at once: a process that has ended hears nothing more."""
        owners, numbers = sorted(self.owners), iter(self.turn.end())
        self.owners.clear()
        while part := list(islice(numbers, _NUMBERS_AT_ONCE)):
            await self.signals.tell(f"{_TOOK} {owners[0]} {' '.join(map(str, part))}")
        for owner in owners:
            await self.signals.tell(f"{_DONE} {owner}")
        log.info("handed over")


async def serving(leases: Leases, names: Collection[str]) -> tuple[LeaseState, ...]:
    """The leases of these names that are held; LedeError where their process holds others too.

    Such a process would end, and leave those without an answer.
    """
    held = {lease.name: lease for lease in await leases.named("")}
    former = tuple(held[name] for name in names if name in held)
    about = {lease.about for lease in former}
    others = sorted(
        one.name for one in held.values() if one.about in about and one.name not in names
    )
    if others:
        raise LedeError(
            f"{former[0].about} serves {', '.join(others)} too. Take all of its shards over, or "
            "stop it first."
        )
    return former
