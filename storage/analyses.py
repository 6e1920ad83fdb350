"""The records of releases, and bringing them to what the present processing reads."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.archive import ReleaseHead, StoredRelease
from domain.facts import Analysis
from storage.clusters import cluster, sign_all
from storage.database import Database
from storage.identity import sort_key_of, title_to_show
from storage.indexes import full_text_of
from storage.rows import RELEASE_COLUMNS, read_document, read_release
from storage.statements import note_statements
from storage.tables import ANALYSES, RELEASES
from storage.vocabulary import note_words, words_in


class Analyses:
    """What the processing read in each release, under the version of the processing."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def count_outdated(self, version: int) -> int:
        """How many releases were read by processing of before this version."""
        statement = select(func.count()).where(ANALYSES.c.version < version)
        async with self._database.reading() as connection:
            return int((await connection.execute(statement)).scalar_one())

    async def outdated(
        self, version: int, *, limit: int, before: ReleaseHead | None = None
    ) -> list[StoredRelease]:
        """Releases read by processing of before this version, the newest first.

        With `before`, those older than that release. They come without their story and versions.
        """
        # Asked of each release in turn, so that few records are read and none are sorted.
        read_by = select(ANALYSES.c.version).where(ANALYSES.c.release_id == RELEASES.c.id)
        numbers = (
            select(RELEASES.c.id)
            .where(read_by.scalar_subquery() < version)
            .order_by(RELEASES.c.sort_key.desc())
            .limit(limit)
        )
        if before is not None:
            sort_key = sort_key_of(before.published_at, before.first_seen_at, before.release_id)
            numbers = numbers.where(RELEASES.c.sort_key < sort_key)
        whole = (
            select(*RELEASE_COLUMNS)
            .join(ANALYSES, ANALYSES.c.release_id == RELEASES.c.id)
            .where(RELEASES.c.id.in_(numbers))
            .order_by(RELEASES.c.sort_key.desc())
        )
        async with self._database.reading() as connection:
            return [read_release(row) for row in await connection.execute(whole)]

    async def renew(
        self,
        analysed: Sequence[tuple[StoredRelease, Analysis]],
        *,
        now: datetime,
        version: int,
    ) -> int:
        """Put new records in place of old ones, with all that is kept of them elsewhere.

        That is the title where the source gave none, the terms, the quotes and the story; no event
        is written. A release whose text was changed since it was read, or that was read by this
        version or a newer one, stays as it is. One transaction; gives how many were renewed.
        """
        wanted = {release.head.release_id: (release, analysis) for release, analysis in analysed}
        async with self._database.writing() as connection:
            kept = {
                row.id: (row, wanted[row.id][1])
                for row in await _outdated_rows(connection, list(wanted), version)
                if row.text == wanted[row.id][0].document.text
            }
            retitled = [
                row.id
                for row, analysis in kept.values()
                if await _replace(connection, row, analysis, now=now, version=version)
            ]
            await full_text_of(connection).index_releases(connection, retitled)
            unsigned = {
                number: (read_document(row), analysis, row.first_seen_at)
                for number, (row, analysis) in kept.items()
            }
            # Releases of before words were kept get theirs so.
            texts = [row.text for row, _ in kept.values()]
            await note_words(connection, await asyncio.to_thread(words_in, texts))
            # In a thread: hashing the words of a batch would hold up every answer of the bot.
            await cluster(connection, await asyncio.to_thread(sign_all, unsigned))
            stated = {number: (row.agency, analysis) for number, (row, analysis) in kept.items()}
            await note_statements(connection, stated)
        return len(kept)


async def _outdated_rows(
    connection: AsyncConnection, numbers: list[int], version: int
) -> Sequence[Row[*tuple[Any, ...]]]:
    statement = (
        select(*RELEASE_COLUMNS)
        .join(ANALYSES, ANALYSES.c.release_id == RELEASES.c.id)
        .where(RELEASES.c.id.in_(numbers), ANALYSES.c.version < version)
    )
    return (await connection.execute(statement)).all()


async def _replace(
    connection: AsyncConnection,
    row: Row[*tuple[Any, ...]],
    analysis: Analysis,
    *,
    now: datetime,
    version: int,
) -> bool:
    """Put a new record in place of the old; says whether the title is another now."""
    await connection.execute(
        update(ANALYSES)
        .where(ANALYSES.c.release_id == row.id)
        .values(version=version, made_at=now, record=analysis)
    )
    title = title_to_show(read_document(row), analysis.title)
    is_other = bool(title != row.title)
    if is_other:
        # Only then: writing it makes the indexes of words anew.
        await connection.execute(
            update(RELEASES).where(RELEASES.c.id == row.id).values(title=title)
        )
    return is_other
