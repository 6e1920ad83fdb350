"""Holding a lease: taken at the start, renewed while the work goes on, given up at the end.

Whether the owner of a lease lives is seen by its counter, by the watch of the one who waits: a
counter that does not grow for long enough is that of a process that has died. (The "record version
number" of lease tables, as of Amazon's DynamoDB Lock Client; moments are compared nowhere.)
"""

import asyncio
import logging
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from domain.errors import LeaseHeldError, StorageError
from storage.leases import Leases, LeaseState

log = logging.getLogger("lede.lease")


@dataclass(frozen=True, slots=True)
class LeaseTimes:
    """Seconds between renewals, between looks of one who waits, and until an owner counts as dead.

    `patience` is three renewals: one may be late, and a take-over takes seconds.
    """

    renewal: float = 2.5
    look: float = 0.5
    patience: float = 7.5


LEASE_TIMES = LeaseTimes()


@dataclass(slots=True)
class HeldLease:
    """A lease that this process holds; `lost` is set when another has taken it."""

    leases: Leases
    name: str
    owner: str
    lost: asyncio.Event = field(default_factory=asyncio.Event)

    async def renew(self) -> bool:
        """Count one more beat; False where the lease is lost."""
        try:
            if not await self.leases.renew(self.name, self.owner):
                self.lost.set()
        except StorageError as error:
            # As long as nobody can write, nobody can take it.
            log.warning("lease.renewal_failed name=%s: %s", self.name, error)
        return not self.lost.is_set()


@asynccontextmanager
async def held_lease(
    leases: Leases,
    name: str,
    *,
    about: str,
    now: Callable[[], datetime],
    times: LeaseTimes = LEASE_TIMES,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    former: frozenset[str] = frozenset(),
) -> AsyncIterator[HeldLease]:
    """Hold the lease `name` inside the block; `about` names this process to a person.

    Where its owner has died it is taken after `times.patience` seconds, from `former` owners, which
    have handed it over, at once. Raises LeaseHeldError where the owner lives.
    """
    owner = secrets.token_hex(16)
    wanted = LeaseState(name, owner, about, 0, now())
    await _take(leases, wanted, former, times, clock, sleep)
    held = HeldLease(leases, name, owner)
    renewing = asyncio.create_task(_keep_renewing(held, times, sleep), name=f"lede lease {name}")
    try:
        yield held
    finally:
        renewing.cancel()
        await asyncio.gather(renewing, return_exceptions=True)
        try:
            await leases.give_up(name, owner)
        except StorageError as error:
            log.warning("lease.kept name=%s: %s", name, error)


async def _take(
    leases: Leases,
    wanted: LeaseState,
    former: frozenset[str],
    times: LeaseTimes,
    clock: Callable[[], float],
    sleep: Callable[[float], Awaitable[object]],
) -> None:
    seen, since = await leases.read(wanted.name), clock()
    if seen is not None:
        log.info("lease.waiting name=%s held_by=%s", wanted.name, seen.about)
    while True:
        if seen is None or seen.owner in former or clock() - since >= times.patience:
            if await leases.take(wanted, instead_of=seen):
                return
            # Another was faster: it is watched as the first was.
            seen, since = await leases.read(wanted.name), clock()
            continue
        await sleep(times.look)
        found = await leases.read(wanted.name)
        if found is not None and found.owner == seen.owner and found.beat != seen.beat:
            raise _refusal(found)
        if found != seen:
            seen, since = found, clock()


async def require_dead(
    leases: Leases,
    is_other: Callable[[str], bool],
    *,
    times: LeaseTimes = LEASE_TIMES,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> None:
    """Pass where nobody lives who holds a lease whose name `is_other`; else LeaseHeldError.

    Asked after one's own lease was taken: of two that start at once one sees the other.
    """
    seen = await _others(leases, is_other)
    since = clock()
    while seen and clock() - since < times.patience:
        await sleep(times.look)
        found = await _others(leases, is_other)
        for name, lease in found.items():
            if name in seen and lease.owner == seen[name].owner and lease.beat != seen[name].beat:
                raise _refusal(lease)
        seen = {name: seen.get(name, lease) for name, lease in found.items()}


async def _others(leases: Leases, is_other: Callable[[str], bool]) -> dict[str, LeaseState]:
    return {lease.name: lease for lease in await leases.named("") if is_other(lease.name)}


def _refusal(found: LeaseState) -> LeaseHeldError:
    return LeaseHeldError(
        "Lede runs already with this database: {about}, since {when:%Y-%m-%d %H:%M} UTC. "
        "Stop that one first, or name another database in LEDE_DATABASE.",
        about=found.about,
        when=found.taken_at,
    )


async def _keep_renewing(
    held: HeldLease, times: LeaseTimes, sleep: Callable[[float], Awaitable[object]]
) -> None:
    await sleep(times.renewal)
    while await held.renew():
        await sleep(times.renewal)
