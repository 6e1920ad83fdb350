"""Writing releases: new ones in bulk, changed ones in place with what they said before kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.archive import Outcome, Saved
from domain.documents import Document
from domain.facts import Analysis
from storage.columns import UtcDateTime
from storage.identity import Known, decide, keep_known, key_of, place_of, text_hash, title_to_show
from storage.tables import ANALYSES, RELEASES, VERSIONS

# Keys looked up at once: well under the 32,766 values a statement of SQLite may carry.
_KEYS_AT_ONCE = 500

# What a version keeps of the release and of its analysis, under the same column names.
_KEPT_OF_RELEASE = (
    "document_id", "source", "url", "given_title", "agency", "published_at", "is_sample", "text",
)  # fmt: skip
_KEPT_OF_ANALYSIS = ("version", "made_at", "record")


@dataclass(frozen=True, slots=True)
class _Stored:
    """What the transaction knows of a release, its own unwritten work included."""

    release_id: int
    known: Known
    first_seen_at: datetime
    version: int


async def save_all(
    connection: AsyncConnection,
    pairs: Sequence[tuple[Document, Analysis]],
    *,
    now: datetime,
    version: int,
) -> list[Saved]:
    """Save within the caller's transaction, in order; a later one may change an earlier one."""
    stored = await _find_stored(connection, [key_of(document) for document, _ in pairs])
    batch = _Batch(connection, now, version, await _last_number(connection))
    saved = []
    for document, analysis in pairs:
        key = key_of(document)
        before = stored.get(key)
        outcome = decide(before.known if before else None, document)
        if before is None:
            stored[key] = batch.add(key, document, analysis)
        elif outcome is Outcome.CHANGED:
            stored[key] = await batch.change(before, document, analysis)
        elif not document.is_sample or before.known.is_sample:
            stored[key] = await batch.refresh(before, analysis)
        saved.append(Saved(stored[key].release_id, outcome))
    await batch.write_new()
    return saved


class _Batch:
    """The writes of one transaction. New releases wait, so that they are written together."""

    def __init__(
        self, connection: AsyncConnection, now: datetime, version: int, last_number: int
    ) -> None:
        self._connection = connection
        self._now = now
        self._version = version
        self._last_number = last_number
        self._new_releases: list[dict[str, Any]] = []
        self._new_analyses: list[dict[str, Any]] = []

    def add(self, key: str, document: Document, analysis: Analysis) -> _Stored:
        self._last_number += 1
        number = self._last_number
        self._new_releases.append(
            {"id": number, "key": key, "first_seen_at": self._now}
            | _release_values(document, analysis, number, self._now)
        )
        self._new_analyses.append({"release_id": number} | self._analysis_values(analysis))
        return _Stored(number, known_of(document), self._now, self._version)

    async def change(self, before: _Stored, document: Document, analysis: Analysis) -> _Stored:
        await self.write_new()
        number = before.release_id
        await self._keep_version(number)
        document = keep_known(before.known, document)
        values = _release_values(document, analysis, number, before.first_seen_at)
        await self._connection.execute(
            update(RELEASES).where(RELEASES.c.id == number).values(changed_at=self._now, **values)
        )
        await self._replace_analysis(number, analysis)
        return _Stored(number, known_of(document), before.first_seen_at, self._version)

    async def refresh(self, before: _Stored, analysis: Analysis) -> _Stored:
        """Replace an analysis that newer processing, or other rules of the same, made anew."""
        if self._version < before.version:
            return before
        await self.write_new()
        if self._version == before.version:
            found = await self._connection.execute(
                select(ANALYSES.c.record).where(ANALYSES.c.release_id == before.release_id)
            )
            if found.scalar_one() == analysis:
                return before
        await self._replace_analysis(before.release_id, analysis)
        return _Stored(before.release_id, before.known, before.first_seen_at, self._version)

    async def write_new(self) -> None:
        if self._new_releases:
            await self._connection.execute(insert(RELEASES), self._new_releases)
            await self._connection.execute(insert(ANALYSES), self._new_analyses)
            self._new_releases, self._new_analyses = [], []

    async def _keep_version(self, number: int) -> None:
        kept = [RELEASES.c[name] for name in _KEPT_OF_RELEASE]
        kept += [ANALYSES.c[name] for name in _KEPT_OF_ANALYSIS]
        present = (
            select(RELEASES.c.id, literal(self._now, UtcDateTime), *kept)
            .join(ANALYSES, ANALYSES.c.release_id == RELEASES.c.id)
            .where(RELEASES.c.id == number)
        )
        names = ["release_id", "replaced_at", *_KEPT_OF_RELEASE, *_KEPT_OF_ANALYSIS]
        await self._connection.execute(insert(VERSIONS).from_select(names, present))

    async def _replace_analysis(self, number: int, analysis: Analysis) -> None:
        await self._connection.execute(
            update(ANALYSES)
            .where(ANALYSES.c.release_id == number)
            .values(self._analysis_values(analysis))
        )

    def _analysis_values(self, analysis: Analysis) -> dict[str, Any]:
        return {"version": self._version, "made_at": self._now, "record": analysis}


def known_of(document: Document) -> Known:
    """What of a document decides about the next one of the same key."""
    return Known(
        text_hash=text_hash(document.text),
        title=document.title,
        agency=document.agency,
        published_at=document.published_at,
        is_sample=document.is_sample,
    )


async def _find_stored(connection: AsyncConnection, keys: list[str]) -> dict[str, _Stored]:
    stored: dict[str, _Stored] = {}
    for start in range(0, len(keys), _KEYS_AT_ONCE):
        some = keys[start : start + _KEYS_AT_ONCE]
        rows = await connection.execute(
            select(
                RELEASES.c.key, RELEASES.c.id, RELEASES.c.text_hash, RELEASES.c.given_title,
                RELEASES.c.agency, RELEASES.c.published_at, RELEASES.c.is_sample,
                RELEASES.c.first_seen_at, ANALYSES.c.version,
            )
            .join(ANALYSES, ANALYSES.c.release_id == RELEASES.c.id)
            .where(RELEASES.c.key.in_(some))
        )  # fmt: skip
        for row in rows:
            known = Known(
                row.text_hash, row.given_title, row.agency, row.published_at, row.is_sample
            )
            stored[row.key] = _Stored(row.id, known, row.first_seen_at, row.version)
    return stored


async def _last_number(connection: AsyncConnection) -> int:
    # The transaction holds the write lock, so nobody else takes the next number meanwhile.
    found = await connection.execute(select(func.max(RELEASES.c.id)))
    return int(found.scalar() or 0)


def _release_values(
    document: Document, analysis: Analysis, number: int, first_seen: datetime
) -> dict[str, Any]:
    return {
        "place": place_of(document.published_at, first_seen, number),
        "document_id": document.id,
        "source": document.source,
        "url": document.url,
        "title": title_to_show(document, analysis.title),
        "given_title": document.title,
        "agency": document.agency,
        "agency_key": None if document.agency is None else document.agency.strip().casefold(),
        "published_at": document.published_at,
        "is_sample": document.is_sample,
        "text_hash": text_hash(document.text),
        "text": document.text,
    }
