"""Reading on the spot: an address, a file or a text somebody hands over, kept nowhere."""

import asyncio
from dataclasses import replace
from datetime import datetime

from domain.archive import Saved, StoredRelease
from domain.documents import Document
from domain.errors import UnreadableInputError
from domain.sources import Fetched
from pipeline.ingest import PROCESSING_VERSION, analyse_late, completed
from sources.answers import holds_lines, read_answer
from sources.fetching import Fetcher
from sources.texts import read_text
from storage import Storage

# What Discord lets a bot take in anyway, and far more than a release.
FILE_BYTES = 10 * 1024 * 1024


async def read_address(
    storage: Storage, fetcher: Fetcher, address: str, *, now: datetime, by: int
) -> StoredRelease:
    """The release at an address: the stored one where there is one, else read on the spot.

    Raises FetchError or UnreadableInputError.
    """
    stored = await storage.releases.find_address(address)
    if stored is not None:
        return stored
    fetched = await fetcher.fetch(address)
    return await _read(storage, fetched, "address", now=now, by=by)


async def read_file(
    storage: Storage, name: str, kind: str | None, body: bytes, *, now: datetime, by: int
) -> StoredRelease:
    """The release in a file; raises UnreadableInputError."""
    if len(body) > FILE_BYTES:
        raise UnreadableInputError(
            "{name} cannot be read: it is larger than {limit} MB.", name=name, limit=10
        )
    content_type = kind.partition(";")[0].strip().lower() if kind else None
    fetched = Fetched(url=name, status=200, body=body, content_type=content_type)
    return await _read(storage, fetched, "file", now=now, by=by)


async def read_pasted(
    storage: Storage, text: str, title: str | None, *, now: datetime, by: int
) -> StoredRelease:
    """The release in a pasted text."""
    if not text.strip():
        raise UnreadableInputError("The text is empty.")
    document = read_text(text, "text")
    document = replace(document, title=title or document.title)
    return await _draft(storage, document, "text", now=now, by=by)


async def keep_reading(storage: Storage, release: StoredRelease, *, now: datetime) -> Saved:
    """Put a reading into the archive."""
    return await storage.releases.save(
        release.document, release.analysis, now=now, version=PROCESSING_VERSION
    )


async def _read(
    storage: Storage, fetched: Fetched, origin: str, *, now: datetime, by: int
) -> StoredRelease:
    if holds_lines(fetched):
        raise UnreadableInputError(
            "That holds many releases. An admin can load them: lede ingest FILE."
        )
    document = await asyncio.to_thread(read_answer, fetched)
    if origin == "file":
        document = replace(document, url=None)
    return await _draft(storage, document, origin, now=now, by=by)


async def _draft(
    storage: Storage, document: Document, origin: str, *, now: datetime, by: int
) -> StoredRelease:
    analysis = await asyncio.to_thread(analyse_late, document)
    return await storage.drafts.put(completed(document, analysis), analysis, origin, now=now, by=by)
