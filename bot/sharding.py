"""Shards: which part of the servers a process answers, and turns to identify among all."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from domain.errors import SettingsError
from storage.paces import Paces

# Discord takes one IDENTIFY of a bucket each five seconds, whichever process sends it.
IDENTIFY_GAP = 5.0
# A little more, because the moment counts at which it arrives.
_MARGIN = 0.25
_WRITTEN = re.compile(r"(\d+)(?:-(\d+))?/(\d+)")
# A server belongs to the shard that the upper bits of its number name.
_SERVER_BITS = 22


@dataclass(frozen=True, slots=True)
class Shards:
    """The shards `first` to `last` of `total`, from 0."""

    first: int
    last: int
    total: int

    @classmethod
    def parse(cls, written: str) -> "Shards":
        """Shards as they are written, `0-3/8` or `2/8`; raises SettingsError."""
        found = _WRITTEN.fullmatch(written.strip())
        if found is not None:
            first, total = int(found[1]), int(found[3])
            last = int(found[2] or first)
            if first <= last < total:
                return cls(first, last, total)
        raise SettingsError(
            f"--shards is {written[:20]!r}; write the first, the last and how many there are in "
            "all, as 0-3/8: that is the first four of eight."
        )

    @property
    def ids(self) -> tuple[int, ...]:
        """The numbers of the shards."""
        return tuple(range(self.first, self.last + 1))

    @property
    def leases(self) -> tuple[str, ...]:
        """What only one process may hold for each of them."""
        return tuple(f"shard {number} of {self.total}" for number in self.ids)

    def is_other(self, lease: str) -> bool:
        """Whether the lease is of shards counted otherwise, which would answer everything twice."""
        return lease.startswith("shard ") and not lease.endswith(f" of {self.total}")

    def serves(self, guild_id: int) -> bool:
        """Whether a server is answered here."""
        return (guild_id >> _SERVER_BITS) % self.total in self.ids


@dataclass(frozen=True, slots=True)
class IdentifyGate:
    """Turns to identify, over the database, so that several processes keep Discord's pace."""

    paces: Paces
    gap: float = IDENTIFY_GAP
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep

    async def wait(self, shard_id: int, concurrency: int) -> None:
        """Wait until this shard may identify; so many may at once that are in other buckets."""
        bucket = shard_id % max(1, concurrency)
        seconds = await self.paces.take(f"identify {bucket}", gap=self.gap + _MARGIN)
        if seconds > 0:
            await self.sleep(seconds)
