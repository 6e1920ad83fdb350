"""Full-text search over the stored releases, with SQLite's FTS5.

A term that stands in a fifth of all releases costs a second to rank over a million of them, so
only the newest matches are ranked, which bounds the work; see docs/storage.md.
"""

from typing import Any

from sqlalchemy import Row, bindparam, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.archive import SearchHit, SearchPage
from domain.documents import Span
from storage.engine import Database
from storage.passage import best_passage
from storage.query import read_query
from storage.rows import HEAD_COLUMNS, read_head
from storage.tables import RELEASES

# How many of the newest matches are ranked: forty pages of ten, more than anybody turns.
CANDIDATES = 400

# A word of the title says more than one of the text, and that of an agency a little more.
_WEIGHTS = "8.0, 2.0, 1.0"
_TEXT_COLUMN = 2

# Noncharacters, which Unicode keeps out of texts; what comes back is held against the text anyway.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"

_CUTOFF = text(
    "SELECT min(place) FROM (SELECT rowid AS place FROM release_search "
    "WHERE release_search MATCH :query ORDER BY rowid DESC LIMIT :candidates)"
)
_RANKED = text(
    "SELECT rowid FROM release_search WHERE release_search MATCH :query AND rowid >= :cutoff "
    f"ORDER BY bm25(release_search, {_WEIGHTS}), rowid DESC LIMIT :limit OFFSET :offset"
)
_MARKED = text(
    f"SELECT rowid AS place, highlight(release_search, {_TEXT_COLUMN}, :open, :close) AS marked "
    "FROM release_search WHERE release_search MATCH :query AND rowid IN :places"
).bindparams(bindparam("places", expanding=True))


class Search:
    """Find releases by words of their titles, agencies and texts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, query: str, *, limit: int, offset: int = 0) -> SearchPage:
        """The most relevant among the newest releases that match, with the passage that does.

        All words must stand in the release, in any grammatical form; where no release has all,
        those with any of them are found. Quoted phrases stay phrases. Nothing typed is syntax, and
        nothing typed raises.
        """
        question = read_query(query)
        if question is None:
            return SearchPage(hits=(), has_more=False)
        async with self._database.reading() as connection:
            for match in (question.all_terms, question.any_term):
                cutoff = (
                    await connection.execute(_CUTOFF, {"query": match, "candidates": CANDIDATES})
                ).scalar()
                if cutoff is not None:
                    return await _page(connection, match, cutoff, limit, offset)
        return SearchPage(hits=(), has_more=False)


async def _page(
    connection: AsyncConnection, match: str, cutoff: int, limit: int, offset: int
) -> SearchPage:
    # One more than the page holds tells whether another follows.
    wanted = {"query": match, "cutoff": cutoff, "limit": limit + 1, "offset": offset}
    places = (await connection.execute(_RANKED, wanted)).scalars().all()
    shown = list(places[:limit])
    marks = {"query": match, "places": shown, "open": _OPEN, "close": _CLOSE}
    marked = {row.place: row.marked for row in await connection.execute(_MARKED, marks)}
    rows = await connection.execute(
        select(RELEASES.c.place, RELEASES.c.text, *HEAD_COLUMNS).where(RELEASES.c.place.in_(shown))
    )
    hits = {row.place: _hit(row, marked[row.place]) for row in rows}
    return SearchPage(tuple(hits[place] for place in shown), has_more=len(places) > limit)


def _hit(row: Row[*tuple[Any, ...]], marked: str) -> SearchHit:
    passage = best_passage(row.text, _matches(row.text, marked))
    if passage is None:
        return SearchHit(head=read_head(row), passage=None, matches=())
    return SearchHit(head=read_head(row), passage=passage[0], matches=passage[1])


def _matches(release_text: str, marked: str) -> list[Span]:
    """The marked words as receipts; a mark that does not fit the text is left out."""
    before, *parts = marked.split(_OPEN)
    matches = []
    start = len(before)
    for part in parts:
        words, _, rest = part.partition(_CLOSE)
        end = start + len(words)
        if words and release_text[start:end] == words:
            matches.append(Span(start, end, words))
        start = end + len(rest)
    return matches
