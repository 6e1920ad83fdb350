"""The stored releases: save them, get one, list them, complete a title."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from domain.archive import ReleaseHead, Saved, StoredRelease
from domain.documents import Document
from domain.errors import NotFoundError
from domain.facts import Analysis
from storage.clusters import find_others
from storage.engine import Database
from storage.fulltext import newest_titles
from storage.query import beginnings
from storage.rows import HEAD_COLUMNS, RELEASE_COLUMNS, read_head, read_release
from storage.saving import save_all
from storage.tables import ANALYSES, RELEASES

# Numbers beyond this are none that SQLite could have given.
_LARGEST_NUMBER = 2**63 - 1

_NEWEST_FIRST = RELEASES.c.place.desc()


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

    async def get(self, release_id: int) -> StoredRelease:
        """The release of this number; NotFoundError if there is none."""
        found = None
        if 0 < release_id <= _LARGEST_NUMBER:
            found = await self._one(_whole().where(RELEASES.c.id == release_id))
        if found is None:
            raise NotFoundError(
                f"No release is stored under the number {release_id}. "
                "Choose one from the titles offered while you type."
            )
        return found

    async def newest(self) -> StoredRelease | None:
        """The newest release, None where nothing is stored."""
        return await self._one(_whole().order_by(_NEWEST_FIRST).limit(1))

    async def latest(
        self, *, limit: int, offset: int = 0, agency: str | None = None
    ) -> list[ReleaseHead]:
        """The newest releases, of one agency if named (whatever the case of its letters)."""
        statement = select(*HEAD_COLUMNS).order_by(_NEWEST_FIRST).limit(limit).offset(offset)
        if agency is not None:
            statement = statement.where(RELEASES.c.agency_key == agency.strip().casefold())
        return await self._heads(statement)

    async def complete_title(self, typed: str, *, limit: int = 25) -> list[ReleaseHead]:
        """The newest releases whose title or agency has words that begin as the typed ones do.

        Every typed word must begin some word, in any order; nothing typed gives the newest.
        """
        match = beginnings(typed)
        if match is None:
            return [] if typed.strip() else await self.latest(limit=limit)
        async with self._database.reading() as connection:
            places = await newest_titles(connection, match, limit)
            rows = await connection.execute(
                select(*HEAD_COLUMNS).where(RELEASES.c.place.in_(places)).order_by(_NEWEST_FIRST)
            )
            return [read_head(row) for row in rows]

    async def count(self) -> int:
        """How many releases are stored."""
        async with self._database.reading() as connection:
            counted = await connection.execute(select(func.count()).select_from(RELEASES))
            return counted.scalar_one()

    async def agencies(self) -> list[tuple[str, int]]:
        """The agencies, in their newest spelling, and how many releases each has, most first."""
        # Counted on the index alone, which is small; the name is looked up once an agency.
        counted = (
            select(RELEASES.c.agency_key, func.count().label("number"))
            .where(RELEASES.c.agency_key.is_not(None))
            .group_by(RELEASES.c.agency_key)
            .subquery()
        )
        newest_spelling = (
            select(RELEASES.c.agency)
            .where(RELEASES.c.agency_key == counted.c.agency_key)
            .order_by(_NEWEST_FIRST)
            .limit(1)
            .scalar_subquery()
        )
        statement = select(newest_spelling, counted.c.number).order_by(
            counted.c.number.desc(), counted.c.agency_key
        )
        async with self._database.reading() as connection:
            return [(name, number) for name, number in await connection.execute(statement)]

    async def _one(self, statement: Select[*tuple[Any, ...]]) -> StoredRelease | None:
        async with self._database.reading() as connection:
            row = (await connection.execute(statement)).one_or_none()
            if row is None:
                return None
            return replace(read_release(row), also_issued=await find_others(connection, row.id))

    async def _heads(self, statement: Select[*tuple[Any, ...]]) -> list[ReleaseHead]:
        async with self._database.reading() as connection:
            return [read_head(row) for row in await connection.execute(statement)]


def _whole() -> Select[*tuple[Any, ...]]:
    return select(*RELEASE_COLUMNS).join(ANALYSES, ANALYSES.c.release_id == RELEASES.c.id)
