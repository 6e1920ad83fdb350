"""Releases somebody had read without their being kept: for the buttons of the answer, for a day."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select

from domain.archive import ReleaseHead, StoredRelease
from domain.documents import Document
from domain.errors import NotFoundError
from domain.facts import Analysis
from storage.database import Database
from storage.identity import title_to_show
from storage.tables import DRAFTS

# As long as somebody may go on clicking; longer would be keeping.
KEPT_FOR = timedelta(days=1)
# 128 bits, in base64url 22 characters.
_TOKEN_BYTES = 16


@dataclass(frozen=True, slots=True)
class Draft:
    """A reading that is not in the archive; `origin` is "address", "file" or "text"."""

    release: StoredRelease
    origin: str


class Drafts:
    """Readings under tokens that cannot be guessed, each for the user who had it read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(
        self, document: Document, analysis: Analysis, origin: str, *, now: datetime, by: int
    ) -> StoredRelease:
        """Keep a reading for a day and forget those whose day is over."""
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        values = {
            "token": token,
            "made_at": now,
            "made_by": by,
            "origin": origin,
            "document": document,
            "record": analysis,
        }
        async with self._database.writing() as connection:
            await connection.execute(delete(DRAFTS).where(DRAFTS.c.made_at < now - KEPT_FOR))
            await connection.execute(insert(DRAFTS), values)
        return _release(token, document, analysis, now)

    async def get(self, token: str, *, by: int) -> Draft:
        """The reading under this token.

        Raises NotFoundError where its day is over, and to all but the user who had it read.
        """
        statement = select(DRAFTS).where(DRAFTS.c.token == token, DRAFTS.c.made_by == by)
        async with self._database.reading() as connection:
            row = (await connection.execute(statement)).one_or_none()
        if row is None:
            raise NotFoundError(
                "This reading was not kept and is forgotten by now. Use /read again."
            )
        return Draft(_release(row.token, row.document, row.record, row.made_at), row.origin)


def _release(token: str, document: Document, analysis: Analysis, now: datetime) -> StoredRelease:
    head = ReleaseHead(
        release_id=0,
        title=title_to_show(document, analysis.title),
        agency=document.agency,
        published_at=document.published_at,
        first_seen_at=now,
        url=document.url,
        is_sample=document.is_sample,
        token=token,
    )
    return StoredRelease(head, document, analysis)
