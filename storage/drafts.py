"""Releases somebody had read without their being kept: for the buttons of the answer, for a day."""

from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select

from domain.archive import ReleaseHead, StoredRelease
from domain.documents import Document
from domain.errors import NotFoundError
from domain.facts import Analysis
from storage.engine import Database
from storage.identity import title_to_show
from storage.tables import DRAFTS

# As long as somebody may go on clicking; longer would be keeping.
KEPT_FOR = timedelta(days=1)


class Drafts:
    """Readings that are not in the archive; their numbers are negative, as no release's is."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(
        self, document: Document, analysis: Analysis, origin: str, *, now: datetime, by: int
    ) -> StoredRelease:
        """Keep a reading for a day and forget those whose day is over."""
        values = {
            "made_at": now,
            "made_by": by,
            "origin": origin,
            "document": document,
            "record": analysis,
        }
        async with self._database.writing() as connection:
            await connection.execute(delete(DRAFTS).where(DRAFTS.c.made_at < now - KEPT_FOR))
            made = await connection.execute(insert(DRAFTS).returning(DRAFTS.c.id), values)
            number = made.scalar_one()
        return _release(number, document, analysis, now)

    async def get(self, number: int) -> StoredRelease:
        """The reading of this number; raises NotFoundError where its day is over."""
        release, _ = await self._read(number)
        return release

    async def origin(self, number: int) -> str:
        """Where a reading came from: "address", "file" or "text"; raises NotFoundError."""
        _, origin = await self._read(number)
        return origin

    async def _read(self, number: int) -> tuple[StoredRelease, str]:
        statement = select(DRAFTS).where(DRAFTS.c.id == -number)
        async with self._database.reading() as connection:
            row = (await connection.execute(statement)).one_or_none()
        if row is None:
            raise NotFoundError(
                "This reading was not kept and is forgotten by now. Use /read again."
            )
        return _release(row.id, row.document, row.record, row.made_at), row.origin


def _release(number: int, document: Document, analysis: Analysis, now: datetime) -> StoredRelease:
    head = ReleaseHead(
        release_id=-number,
        title=title_to_show(document, analysis.title),
        agency=document.agency,
        published_at=document.published_at,
        first_seen_at=now,
        url=document.url,
        is_sample=document.is_sample,
    )
    return StoredRelease(head, document, analysis)
