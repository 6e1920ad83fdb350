"""Reading on the spot: an address, a file or a text somebody hands over, kept nowhere."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from domain.archive import Saved, StoredRelease
from domain.errors import UnreadableInputError
from domain.sources import Fetched
from pipeline.analysis_pool import AnalysisPool
from pipeline.ingest import PROCESSING_VERSION
from pipeline.jobs import Read, analyse_late, read_document, read_release
from pipeline.turns import person
from sources.addresses import shown
from sources.answers import holds_lines
from sources.fetching import LARGE_BYTES, Fetcher
from sources.mojibake import mended_document
from sources.texts import read_text
from storage import Storage

# What Discord lets a bot take in anyway, and far more than a release.
FILE_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads what somebody points at. What it reads is read in the pool, on that person's behalf."""

    storage: Storage
    fetcher: Fetcher
    pool: AnalysisPool
    now: Callable[[], datetime]

    async def read_address(self, address: str, *, by: int) -> StoredRelease:
        """The release at an address: the stored one where there is one, else read on the spot.

        Raises FetchError or UnreadableInputError.
        """
        stored = await self.storage.releases.find_address(address)
        if stored is not None:
            return stored
        with self.pool.admitted(person(by)):
            async with self.pool.room.held() as grow:
                fetched = await self.fetcher.fetch(address, grow=grow)
                read = await self._read(fetched, by=by, is_file=False)
            return await self._draft(read, "address", by=by)

    async def read_file(
        self,
        name: str,
        kind: str | None,
        size: int,
        take: Callable[[], Awaitable[bytes]],
        *,
        by: int,
    ) -> StoredRelease:
        """The release in a file of so many bytes, which `take` gives; raises UnreadableInputError.

        It is taken in only when it may be read.
        """
        with self.pool.admitted(person(by)):
            async with self.pool.room.held() as grow:
                if size > LARGE_BYTES:
                    await grow()
                body = await take() if size <= FILE_BYTES else b""
                if max(size, len(body)) > FILE_BYTES:
                    raise UnreadableInputError(
                        "{name} cannot be read: it is larger than {limit} MB.",
                        name=name,
                        limit=FILE_BYTES // 1024**2,
                    )
                content_type = kind.partition(";")[0].strip().lower() if kind else None
                fetched = Fetched(url=name, status=200, body=body, content_type=content_type)
                read = await self._read(fetched, by=by, is_file=True)
            return await self._draft(read, "file", by=by)

    async def read_pasted(self, text: str, title: str | None, *, by: int) -> StoredRelease:
        """The release in a pasted text."""
        if not text.strip():
            raise UnreadableInputError("The text is empty.")
        document = mended_document(read_text(text, "text"))
        document = replace(document, title=title or document.title)
        with self.pool.admitted(person(by)):
            read = await self.pool.run(
                person(by), document.title or "text", read_document, analyse_late, document
            )
            return await self._draft(read, "text", by=by)

    async def _read(self, fetched: Fetched, *, by: int, is_file: bool) -> Read:
        if holds_lines(fetched):
            raise UnreadableInputError(
                "That holds many releases. An admin can load them: lede ingest FILE."
            )
        return await self.pool.run(
            person(by),
            shown(fetched.url),
            read_release,
            analyse_late,
            fetched,
            is_file=is_file,
        )

    async def _draft(self, read: Read, origin: str, *, by: int) -> StoredRelease:
        return await self.storage.drafts.put(
            read.document, read.analysis, origin, now=self.now(), by=by
        )


async def keep_reading(storage: Storage, release: StoredRelease, *, now: datetime) -> Saved:
    """Put a reading into the archive."""
    return await storage.releases.save(
        release.document, release.analysis, now=now, version=PROCESSING_VERSION
    )
