"""The state of the database at a glance."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from storage.database import Database
from storage.schema import revision_of
from storage.tables import RELEASES


@dataclass(frozen=True, slots=True)
class Status:
    """Where the database is, how large (bytes, its log included), and what stands in it."""

    name: str
    size: int
    releases: int
    newest_first_seen_at: datetime | None
    schema: str | None
    engine: str


async def read_status(database: Database) -> Status:
    """Read the status in one view of the database."""
    async with database.reading() as connection:
        counted = await connection.execute(
            select(func.count(), func.max(RELEASES.c.first_seen_at)).select_from(RELEASES)
        )
        releases, newest = counted.one()
        schema = await connection.run_sync(revision_of)
    return Status(
        name=database.name,
        size=await database.size(),
        releases=releases,
        newest_first_seen_at=newest,
        schema=schema,
        engine=database.version,
    )
