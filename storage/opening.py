"""Opening the storage: the file, its schema, and what it offers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from storage.analyses import Analyses
from storage.database import Database
from storage.deliveries import Deliveries
from storage.drafts import Drafts
from storage.engine import BUSY_SECONDS, SqliteDatabase, database_path, make_private
from storage.events import Events
from storage.feedback import Feedback
from storage.forgetting import Forgetting
from storage.items import Items
from storage.leases import Leases
from storage.paces import Paces
from storage.postgres import open_postgres, postgres_url
from storage.progress import Progress
from storage.quotations import Quotations
from storage.releases import Releases
from storage.schema import bring_up_to_date
from storage.search import Search
from storage.signals import Signals
from storage.sources import Sources
from storage.status import Status, read_status
from storage.subscriptions import Subscriptions
from storage.terms import Terms
from storage.watches import Watches


@dataclass(frozen=True, slots=True)
class Storage:
    """What Lede keeps: releases with their analyses, full-text search, sources and their items."""

    releases: Releases
    analyses: Analyses
    search: Search
    terms: Terms
    drafts: Drafts
    feedback: Feedback
    subscriptions: Subscriptions
    watches: Watches
    deliveries: Deliveries
    quotations: Quotations
    sources: Sources
    items: Items
    events: Events
    leases: Leases
    paces: Paces
    signals: Signals
    progress: Progress
    forgetting: Forgetting
    _database: Database

    async def status(self) -> Status:
        """What stands in the database, and how large it is."""
        return await read_status(self._database)


@asynccontextmanager
async def open_storage(
    url_or_path: str | Path, *, busy_seconds: float = BUSY_SECONDS
) -> AsyncIterator[Storage]:
    """Open the database, made or brought up to date first, and close it at the end.

    Takes a path, `sqlite+aiosqlite:///path` or `postgresql://user:password@host/database`; memory
    is refused. `busy_seconds` is how long a write waits for another process. Raises StorageError
    where the database cannot be opened, is none, cannot be written, is locked, belongs to something
    else or to a newer Lede.
    """
    database = database_at(url_or_path, busy_seconds)
    try:
        await bring_up_to_date(database)
        yield Storage(
            Releases(database),
            Analyses(database),
            Search(database),
            Terms(database),
            Drafts(database),
            Feedback(database),
            Subscriptions(database),
            Watches(database),
            Deliveries(database),
            Quotations(database),
            Sources(database),
            Items(database),
            Events(database),
            Leases(database),
            Paces(database),
            Signals(database),
            Progress(database),
            Forgetting(database),
            database,
        )
    finally:
        # A cancelled bot still lets go of its file and threads.
        await asyncio.shield(database.close())


def database_at(url_or_path: str | Path, busy_seconds: float) -> Database:
    """The database that an address or a path names, not yet opened; StorageError for no name."""
    url = postgres_url(str(url_or_path))
    if url is not None:
        return open_postgres(url, busy_seconds=busy_seconds)
    path = database_path(url_or_path)
    make_private(path)
    return SqliteDatabase(path, busy_seconds=busy_seconds)
