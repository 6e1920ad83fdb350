"""Named leases: what only one process may do at a time, and which one does.

A lease is taken and renewed by comparing and setting alone, and no moment in it is ever compared
with a clock. So it holds with several machines, on any engine, and where clocks are set.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update

from storage.database import Database
from storage.tables import LEASES
from storage.upserts import insert_missing

# Of each process that does its work beside others the lease is called so, and by its name.
MEMBER = "member "


@dataclass(frozen=True, slots=True)
class LeaseState:
    """A lease that is held. `beat` counts its renewals: while it grows, its owner lives.

    `about` tells a person who the owner is, `taken_at` since when.
    """

    name: str
    owner: str
    about: str
    beat: int
    taken_at: datetime


class Leases:
    """Take, renew and give up leases."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(self, name: str) -> LeaseState | None:
        """The lease as it stands; None where nobody holds it."""
        statement = select(LEASES).where(LEASES.c.name == name)
        async with self._database.reading() as connection:
            row = (await connection.execute(statement)).one_or_none()
        return _state(row) if row else None

    async def named(self, beginning: str) -> list[LeaseState]:
        """The leases whose names begin so, by name."""
        statement = select(LEASES).where(LEASES.c.name.startswith(beginning, autoescape=True))
        async with self._database.reading() as connection:
            rows = await connection.execute(statement.order_by(LEASES.c.name))
            return [_state(row) for row in rows]

    async def remove(self, lease: LeaseState) -> bool:
        """Take the lease from a dead owner; says whether it stood there still as it was read."""
        same = (
            (LEASES.c.name == lease.name)
            & (LEASES.c.owner == lease.owner)
            & (LEASES.c.beat == lease.beat)
        )
        async with self._database.aside() as connection:
            return (await connection.execute(delete(LEASES).where(same))).rowcount == 1

    async def take(self, lease: LeaseState, *, instead_of: LeaseState | None) -> bool:
        """Put `lease` in the place of what was read; says whether that stood there still."""
        values = {
            "name": lease.name,
            "owner": lease.owner,
            "about": lease.about,
            "beat": lease.beat,
            "taken_at": lease.taken_at,
        }
        async with self._database.aside() as connection:
            if instead_of is None:
                made = insert_missing(connection, LEASES).values(values)
                return (await connection.execute(made)).rowcount == 1
            same = (
                (LEASES.c.name == lease.name)
                & (LEASES.c.owner == instead_of.owner)
                & (LEASES.c.beat == instead_of.beat)
            )
            taken = await connection.execute(update(LEASES).where(same).values(values))
            return taken.rowcount == 1

    async def renew(self, name: str, owner: str) -> bool:
        """Count one more beat; False where another has taken the lease meanwhile."""
        held = (LEASES.c.name == name) & (LEASES.c.owner == owner)
        async with self._database.aside() as connection:
            beaten = update(LEASES).where(held).values(beat=LEASES.c.beat + 1)
            return (await connection.execute(beaten)).rowcount == 1

    async def give_up(self, name: str, owner: str) -> None:
        """Let the next one take the lease at once."""
        held = (LEASES.c.name == name) & (LEASES.c.owner == owner)
        async with self._database.aside() as connection:
            await connection.execute(delete(LEASES).where(held))


def _state(row: Row[*tuple[Any, ...]]) -> LeaseState:
    return LeaseState(row.name, row.owner, row.about, row.beat, row.taken_at)
