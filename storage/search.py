"""Search over the stored releases.

A term that stands in a fifth of all releases costs a second to rank over a million of them. Where
so many match, only the newest are ranked, which bounds the work; where fewer do, all are.
"""

from dataclasses import replace
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.archive import NO_FILTERS, Filters, SearchHit, SearchPage
from domain.documents import Span
from storage.database import Database
from storage.indexes import full_text_of
from storage.misspellings import mend
from storage.passage import best_passage
from storage.query import OtherName, Query, read_query
from storage.rows import HEAD_COLUMNS, read_head
from storage.statements import scope_of
from storage.tables import RELEASES

_NOTHING = SearchPage(hits=(), has_more=False)


class Search:
    """Find releases by words of their titles, agencies and texts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(
        self,
        query: str,
        *,
        limit: int,
        offset: int = 0,
        filters: Filters = NO_FILTERS,
        also: tuple[OtherName, ...] = (),
    ) -> SearchPage:
        """The releases that match, the most relevant first, with the passage that does.

        First those that hold all words, in any grammatical form, then those that hold some of
        them. Quoted phrases stay phrases, and stand in all hits; what has a minus or NOT before it
        stands in none. Nothing else that is typed is syntax, and nothing typed raises. A word that
        no release has is mended where one is near; what stands in quotes never is. What is asked
        for under other names, `also`, is found under any of them.
        """
        question = read_query(query)
        if question is None:
            return _NOTHING
        question = replace(question, also=also)
        scope = scope_of(filters)
        async with self._database.reading() as connection:
            question, mended = await mend(connection, question)
            # One more than the page holds tells whether another follows.
            end = offset + limit + 1
            index = full_text_of(connection)
            complete = await index.most_relevant(connection, question.all_terms, scope, limit=end)
            found = complete
            if len(complete) < end and len(question.any_term.all_phrases) > 1:
                partial = await index.most_relevant(
                    connection, question.any_term, scope, limit=end + len(complete)
                )
                known = set(complete)
                found = complete + [key for key in partial if key not in known]
            shown = found[offset : offset + limit]
            hits = await _hits(connection, question, shown)
            return SearchPage(
                hits,
                has_more=len(found) > offset + limit,
                complete=max(0, len(complete) - offset),
                mended=mended,
            )


async def _hits(
    connection: AsyncConnection, question: Query, shown: list[int]
) -> tuple[SearchHit, ...]:
    found = await connection.execute(
        select(RELEASES.c.sort_key, RELEASES.c.text, *HEAD_COLUMNS).where(
            RELEASES.c.sort_key.in_(shown)
        )
    )
    rows = found.all()
    texts = {row.sort_key: row.text for row in rows}
    words = await full_text_of(connection).matching_words(connection, question.any_term, texts)
    hits = {row.sort_key: _hit(row, words.get(row.sort_key, [])) for row in rows}
    return tuple(hits[sort_key] for sort_key in shown)


def _hit(row: Row[*tuple[Any, ...]], words: list[Span]) -> SearchHit:
    passage = best_passage(row.text, words)
    if passage is None:
        return SearchHit(head=read_head(row), passage=None, matches=())
    return SearchHit(head=read_head(row), passage=passage[0], matches=passage[1])
