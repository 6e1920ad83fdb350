"""The table of sources: where releases come from, by name."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from storage.engine import Database
from storage.tables import SOURCES


@dataclass(frozen=True, slots=True)
class StoredSource:
    """A source: its name, what it is (`feed`, `page`, `folder`), where, and whose releases."""

    name: str
    kind: str
    address: str
    agency: str | None
    added_at: datetime


class Sources:
    """Keep and list the sources."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def upsert(
        self, *, name: str, kind: str, address: str, agency: str | None, now: datetime
    ) -> None:
        """Add a source, or change what is kept under its name; when it was added stays."""
        values = {"kind": kind, "address": address, "agency": agency}
        async with self._database.writing() as connection:
            # The transaction is the only one that writes, so nobody adds it in between.
            changed = await connection.execute(
                update(SOURCES).where(SOURCES.c.name == name).values(values)
            )
            if not changed.rowcount:
                await connection.execute(insert(SOURCES).values(name=name, added_at=now, **values))

    async def list(self) -> tuple[StoredSource, ...]:
        """All sources by name."""
        async with self._database.reading() as connection:
            rows = await connection.execute(select(SOURCES).order_by(SOURCES.c.name))
            return tuple(
                StoredSource(row.name, row.kind, row.address, row.agency, row.added_at)
                for row in rows
            )
