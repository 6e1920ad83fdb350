"""One of several processes on one database: known to the others, and knowing which have died.

Each keeps a lease of its own and renews it; each watches the leases of the others by its own watch
(see `pipeline.lease`). What a dead one was sending belongs to nobody then, and the next one that
sends takes it over. A process that stood still for longer than that has a new name afterwards: what
it held before is no longer its own, and it must not go on with it.
"""

import asyncio
import logging
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from domain.errors import StorageError
from pipeline.lease import LeaseTimes
from storage.leases import MEMBER, Leases, LeaseState

log = logging.getLogger("lede.membership")

# A dead process is noticed within eight seconds, and one that is only slow is left some room.
MEMBER_TIMES = LeaseTimes(renewal=1.0, look=0.5, patience=7.0)


@dataclass(slots=True)
class Member:
    """A process among others. `owner` is its name, another one after it stood still.

    `has_orphans` is set when another has died, so that somebody looks at what it left.
    """

    leases: Leases
    about: str
    now: Callable[[], datetime]
    times: LeaseTimes = MEMBER_TIMES
    clock: Callable[[], float] = time.monotonic
    owner: str = ""
    has_orphans: asyncio.Event = field(default_factory=asyncio.Event)
    _renewed: float = 0.0
    _seen: dict[str, tuple[LeaseState, float]] = field(default_factory=dict)

    def is_sure(self, owner: str | None) -> bool:
        """Whether what `owner` holds is surely still this process's own, for a moment to come."""
        safe = self.times.patience - self.times.renewal
        return owner == self.owner and self.clock() - self._renewed < safe

    def takes_orphans(self) -> bool:
        """Whether another has died or left since this was asked before."""
        is_so = self.has_orphans.is_set()
        self.has_orphans.clear()
        return is_so

    async def join(self) -> None:
        """Become known under a new name."""
        began = self.clock()
        owner = secrets.token_hex(8)
        lease = LeaseState(f"{MEMBER}{owner}", owner, self.about, 0, self.now())
        await self.leases.take(lease, instead_of=None)
        self.owner, self._renewed = owner, began

    async def leave(self) -> None:
        """Let the others take over at once."""
        await self.leases.give_up(f"{MEMBER}{self.owner}", self.owner)

    async def renew(self) -> None:
        """Say that this process lives; it becomes another one where it counts as dead."""
        # The moment before: what the others see is not older.
        began = self.clock()
        if await self.leases.renew(f"{MEMBER}{self.owner}", self.owner):
            self._renewed = began
            return
        log.warning("member.lost owner=%s", self.owner)
        await self.join()

    async def look(self) -> None:
        """Take out of the list whoever has not been heard of for too long."""
        try:
            found = await self.leases.named(MEMBER)
        except StorageError:
            # Nobody can be heard while the database is away: their time begins anew.
            self._seen.clear()
            raise
        moment = self.clock()
        before, self._seen = self._seen, {}
        for lease in found:
            known, since = before.get(lease.name, (lease, moment))
            self._seen[lease.name] = (lease, since if known == lease else moment)
            is_dead = known == lease and moment - since >= self.times.patience
            if lease.owner != self.owner and is_dead and await self.leases.remove(lease):
                log.warning("member.dead owner=%s about=%s", lease.owner, lease.about)
                self.has_orphans.set()
        if before.keys() - {lease.name for lease in found}:
            self.has_orphans.set()


@asynccontextmanager
async def joined(
    leases: Leases,
    *,
    about: str,
    now: Callable[[], datetime],
    times: LeaseTimes = MEMBER_TIMES,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> AsyncIterator[Member]:
    """Be a member inside the block; `about` tells a person which process this is."""
    member = Member(leases, about, now, times, clock)
    await member.join()
    keeping = asyncio.create_task(_keep(member, sleep), name="lede membership")
    try:
        yield member
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
        try:
            await member.leave()
        except StorageError as error:
            log.warning("member.kept owner=%s: %s", member.owner, error)


async def _keep(member: Member, sleep: Callable[[float], Awaitable[object]]) -> None:
    renewed = member.clock()
    while True:
        await sleep(member.times.look)
        try:
            if member.clock() - renewed >= member.times.renewal:
                renewed = member.clock()
                await member.renew()
            await member.look()
        except StorageError as error:
            log.warning("member.waiting owner=%s: %s", member.owner, error)
