"""The stored releases: save them, get one, list them, complete a title."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.archive import NO_FILTERS, Filters, ReleaseHead, Saved, StoredRelease, Version
from domain.documents import Document
from domain.errors import NotFoundError
from domain.facts import Analysis
from storage.clusters import find_others
from storage.database import Database
from storage.identity import canonical_url, title_to_show
from storage.indexes import full_text_of
from storage.query import beginnings, read_query
from storage.rows import HEAD_COLUMNS, RELEASE_COLUMNS, read_document, read_head, read_release
from storage.sameness import exact_address, page_of
from storage.saving import find_known, save_all
from storage.statements import narrowed
from storage.tables import ALIASES, ANALYSES, ITEMS, RELEASES, SIGNATURES, VERSIONS

# Numbers beyond this are none that SQLite could have given.
# What a column of PostgreSQL holds; SQLite holds more.
_LARGEST_NUMBER = 2**31 - 1

_NEWEST_FIRST = RELEASES.c.sort_key.desc()


class Releases:
    """The archive of releases and their analyses.

    "Newest" means last published; a day counts as its first moment in UTC, a release without a
    date by when it was first seen, and what is equal in that by the number it was given.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(
        self,
        document: Document,
        analysis: Analysis,
        *,
        now: datetime,
        version: int = 1,
        announce: bool = False,
    ) -> Saved:
        """Keep a release with its analysis, or find that it is kept already.

        `version` counts the processing that made the analysis. A document that brings no news
        writes nothing, except that an analysis of a newer version, or another one of the same
        version, takes the place of the stored one; the outcome is SAME all the same. With
        `announce`, a new or changed release becomes an event, once, whatever breaks.
        Raises StorageError; then nothing was written.
        """
        pairs = [(document, analysis)]
        (saved,) = await self.save_many(pairs, now=now, version=version, announce=announce)
        return saved

    async def save_many(
        self,
        pairs: Iterable[tuple[Document, Analysis]],
        *,
        now: datetime,
        version: int = 1,
        announce: bool = False,
    ) -> list[Saved]:
        """Keep many as `save` keeps one, in one transaction: all of them or, on an error, none."""
        kept = list(pairs)
        if not kept:
            return []
        async with self._database.writing() as connection:
            return await save_all(connection, kept, now=now, version=version, announce=announce)

    async def known(self, documents: Sequence[Document], *, version: int) -> list[bool]:
        """Of each document whether saving it would change nothing, so that none needs analysis.

        That is: it is kept as it stands, and was analysed by processing of this `version`.
        """
        async with self._database.reading() as connection:
            return await find_known(connection, documents, version)

    async def get(self, release_id: int) -> StoredRelease:
        """The release of this number; NotFoundError if there is none."""
        found = None
        if 0 < release_id <= _LARGEST_NUMBER:
            found = await self._one(_whole().where(RELEASES.c.id == release_id))
        if found is None:
            raise NotFoundError(
                "No release is stored under the number {number}. "
                "Choose one from the titles offered while you type.",
                number=release_id,
            )
        return found

    async def newest(self) -> StoredRelease | None:
        """The newest release, None where nothing is stored."""
        return await self._one(_whole().order_by(_NEWEST_FIRST).limit(1))

    async def latest(
        self,
        *,
        limit: int,
        offset: int = 0,
        filters: Filters = NO_FILTERS,
        words: str = "",
        withheld: Collection[str] = (),
    ) -> list[ReleaseHead]:
        """The newest releases that pass the filters and hold all the `words`.

        Without those that only the sources `withheld` have listed.
        """
        asked: Select[*tuple[Any, ...]] = select(*HEAD_COLUMNS).limit(limit).offset(offset)
        asked = narrowed(asked, filters)
        if withheld:
            listed = select(ITEMS.c.id).where(ITEMS.c.release_id == RELEASES.c.id)
            by_these = listed.where(ITEMS.c.source.in_(withheld)).exists()
            by_others = listed.where(ITEMS.c.source.not_in(withheld)).exists()
            asked = asked.where(or_(~by_these, by_others))
        question = read_query(words) if words.strip() else None
        if words.strip() and question is None:
            return []
        async with self._database.reading() as connection:
            if question is not None:
                matching = full_text_of(connection).sort_keys_of(question.all_terms)
                asked = asked.where(RELEASES.c.sort_key.in_(matching))
            return [read_head(row) for row in await connection.execute(asked)]

    async def find(self, filters: Filters, *, limit: int, offset: int = 0) -> list[StoredRelease]:
        """The newest releases that pass the filters, whole but for who else issued them."""
        statement = narrowed(_whole(), filters).limit(limit).offset(offset)
        async with self._database.reading() as connection:
            return [read_release(row) for row in await connection.execute(statement)]

    async def get_many(self, release_ids: Iterable[int]) -> dict[int, StoredRelease]:
        """The releases of these numbers, by number; a number that is none is left out."""
        statement = _whole().where(RELEASES.c.id.in_(list(release_ids)))
        async with self._database.reading() as connection:
            found = [read_release(row) for row in await connection.execute(statement)]
            versions = {
                r.head.release_id: await _versions(connection, r.head.release_id) for r in found
            }
        return {
            release.head.release_id: replace(release, versions=versions[release.head.release_id])
            for release in found
        }

    async def as_of(
        self, releases: Iterable[StoredRelease], moment: datetime
    ) -> list[StoredRelease]:
        """The releases as they stood at a moment: what an agency changed later is taken back."""
        async with self._database.reading() as connection:
            return [await _as_of(connection, release, moment) for release in releases]

    async def stories(self, release_ids: Iterable[int]) -> dict[int, int]:
        """The number of the story of each of these releases; none for one that stands alone."""
        statement = select(SIGNATURES.c.release_id, SIGNATURES.c.story).where(
            SIGNATURES.c.release_id.in_(list(release_ids)), SIGNATURES.c.story.is_not(None)
        )
        async with self._database.reading() as connection:
            return {row.release_id: row.story for row in await connection.execute(statement)}

    async def find_address(self, address: str) -> StoredRelease | None:
        """The release that stands under an address or under another one of its own."""
        key, exact = canonical_url(address), exact_address(address)
        by_alias = select(ALIASES.c.release_id).where(ALIASES.c.key == key)
        listed = select(ITEMS.c.release_id).where(ITEMS.c.page == page_of(address))
        is_it = or_(RELEASES.c.key == key, RELEASES.c.id.in_(by_alias), RELEASES.c.id.in_(listed))
        statement = select(RELEASES.c.id, RELEASES.c.url).where(is_it)
        async with self._database.reading() as connection:
            found = list(await connection.execute(statement.order_by(RELEASES.c.id)))
        # Several may stand at one address: the one of this very spelling first, then the newest.
        best = max(
            found,
            key=lambda row: (row.url is not None and exact_address(row.url) == exact, row.id),
            default=None,
        )
        return None if best is None else await self.get(best.id)

    async def complete_title(self, typed: str, *, limit: int = 25) -> list[ReleaseHead]:
        """The newest releases whose title or agency has words that begin as the typed ones do.

        Every typed word must begin some word, in any order; nothing typed gives the newest.
        """
        match = beginnings(typed)
        if match is None:
            return [] if typed.strip() else await self.latest(limit=limit)
        async with self._database.reading() as connection:
            sort_keys = await full_text_of(connection).newest_titles(connection, match, limit)
            rows = await connection.execute(
                select(*HEAD_COLUMNS)
                .where(RELEASES.c.sort_key.in_(sort_keys))
                .order_by(_NEWEST_FIRST)
            )
            return [read_head(row) for row in rows]

    async def count(self) -> int:
        """How many releases are stored."""
        async with self._database.reading() as connection:
            counted = await connection.execute(select(func.count()).select_from(RELEASES))
            return counted.scalar_one()

    async def _one(self, statement: Select[*tuple[Any, ...]]) -> StoredRelease | None:
        async with self._database.reading() as connection:
            row = (await connection.execute(statement)).one_or_none()
            if row is None:
                return None
            return replace(
                read_release(row),
                also_issued=await find_others(connection, row.id),
                versions=await _versions(connection, row.id),
            )


def _whole() -> Select[*tuple[Any, ...]]:
    return select(*RELEASE_COLUMNS).join(ANALYSES, ANALYSES.c.release_id == RELEASES.c.id)


async def _as_of(
    connection: AsyncConnection, release: StoredRelease, moment: datetime
) -> StoredRelease:
    statement = (
        select(VERSIONS)
        .where(VERSIONS.c.release_id == release.head.release_id, VERSIONS.c.replaced_at > moment)
        .order_by(VERSIONS.c.id)
        .limit(1)
    )
    row = (await connection.execute(statement)).one_or_none()
    if row is None:
        return release
    before = read_document(row)
    versions = tuple(v for v in release.versions if v.replaced_at <= moment)
    head = replace(
        release.head,
        title=title_to_show(before, row.record.title),
        agency=before.agency,
        published_at=before.published_at,
        url=before.url,
    )
    return replace(release, head=head, document=before, analysis=row.record, versions=versions)


async def _versions(connection: AsyncConnection, release_id: int) -> tuple[Version, ...]:
    statement = (
        select(VERSIONS.c.replaced_at, VERSIONS.c.changes)
        .where(VERSIONS.c.release_id == release_id)
        .order_by(VERSIONS.c.id.desc())
    )
    return tuple(
        Version(row.replaced_at, row.changes) for row in await connection.execute(statement)
    )
