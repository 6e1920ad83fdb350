"""Search over the stored releases.

A term that stands in a fifth of all releases costs a second to rank over a million of them, so
only the newest matches are ranked, which bounds the work; see docs/storage.md.
"""

from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.archive import NO_FILTERS, Filters, SearchHit, SearchPage
from domain.documents import Span
from storage.database import Database
from storage.fulltext import Scope
from storage.indexes import full_text_of
from storage.passage import best_passage
from storage.query import Match, read_query
from storage.rows import HEAD_COLUMNS, read_head
from storage.statements import scope_of
from storage.tables import RELEASES

# How many of the newest matches are ranked: forty pages of ten, more than anybody turns.
CANDIDATES = 400


class Search:
    """Find releases by words of their titles, agencies and texts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(
        self, query: str, *, limit: int, offset: int = 0, filters: Filters = NO_FILTERS
    ) -> SearchPage:
        """The most relevant among the newest releases that match, with the passage that does.

        All words must stand in the release, in any grammatical form; where no release has all,
        those with any of them are found. Quoted phrases stay phrases. Nothing typed is syntax, and
        nothing typed raises.
        """
        question = read_query(query)
        if question is None:
            return SearchPage(hits=(), has_more=False)
        scope = scope_of(filters)
        async with self._database.reading() as connection:
            for match in (question.all_terms, question.any_term):
                cutoff = await full_text_of(connection).oldest_candidate(
                    connection, match, scope, CANDIDATES
                )
                if cutoff is not None:
                    return await _page(connection, match, scope, cutoff, limit, offset)
        return SearchPage(hits=(), has_more=False)


async def _page(
    connection: AsyncConnection, match: Match, scope: Scope, cutoff: int, limit: int, offset: int
) -> SearchPage:
    # One more than the page holds tells whether another follows.
    index = full_text_of(connection)
    sort_keys = await index.most_relevant(
        connection, match, scope, cutoff, limit=limit + 1, offset=offset
    )
    shown = sort_keys[:limit]
    found = await connection.execute(
        select(RELEASES.c.sort_key, RELEASES.c.text, *HEAD_COLUMNS).where(
            RELEASES.c.sort_key.in_(shown)
        )
    )
    rows = found.all()
    words = await index.matching_words(connection, match, {row.sort_key: row.text for row in rows})
    hits = {row.sort_key: _hit(row, words[row.sort_key]) for row in rows}
    return SearchPage(tuple(hits[sort_key] for sort_key in shown), has_more=len(sort_keys) > limit)


def _hit(row: Row[*tuple[Any, ...]], words: list[Span]) -> SearchHit:
    passage = best_passage(row.text, words)
    if passage is None:
        return SearchHit(head=read_head(row), passage=None, matches=())
    return SearchHit(head=read_head(row), passage=passage[0], matches=passage[1])
