"""Full text in SQLite's FTS5: the one place that asks its two tables (see the first migration).

The number of a row in them is `releases.place`, so that the newest matches come first out of the
index itself and a limit bounds the work, whatever the size of the archive.
"""

from collections.abc import Sequence

from sqlalchemy import bindparam, text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.documents import Span

# A word of the title says more than one of the text, and that of an agency a little more.
_WEIGHTS = "8.0, 2.0, 1.0"
_TEXT_COLUMN = 2

# Noncharacters, which Unicode keeps out of texts; what comes back is held against the text anyway.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"

_TITLES = text(
    "SELECT rowid FROM release_titles WHERE release_titles MATCH :match "
    "ORDER BY rowid DESC LIMIT :limit"
)
_CUTOFF = text(
    "SELECT min(place) FROM (SELECT rowid AS place FROM release_search "
    "WHERE release_search MATCH :match ORDER BY rowid DESC LIMIT :candidates)"
)
_RANKED = text(
    "SELECT rowid FROM release_search WHERE release_search MATCH :match AND rowid >= :cutoff "
    f"ORDER BY bm25(release_search, {_WEIGHTS}), rowid DESC LIMIT :limit OFFSET :offset"
)
_MARKED = text(
    f"SELECT rowid AS place, highlight(release_search, {_TEXT_COLUMN}, :open, :close) AS marked "
    "FROM release_search WHERE release_search MATCH :match AND rowid IN :places"
).bindparams(bindparam("places", expanding=True))


async def newest_titles(connection: AsyncConnection, match: str, limit: int) -> Sequence[int]:
    """The places of the newest releases whose title or agency matches."""
    wanted = {"match": match, "limit": limit}
    return (await connection.execute(_TITLES, wanted)).scalars().all()


async def oldest_candidate(connection: AsyncConnection, match: str, number: int) -> int | None:
    """The place of the last of the newest `number` matches, None where nothing matches."""
    wanted = {"match": match, "candidates": number}
    found: int | None = (await connection.execute(_CUTOFF, wanted)).scalar()
    return found


async def most_relevant(
    connection: AsyncConnection, match: str, cutoff: int, *, limit: int, offset: int
) -> list[int]:
    """The places of the matches from `cutoff` on, the most relevant first."""
    wanted = {"match": match, "cutoff": cutoff, "limit": limit, "offset": offset}
    return list((await connection.execute(_RANKED, wanted)).scalars())


async def marked_texts(
    connection: AsyncConnection, match: str, places: Sequence[int]
) -> dict[int, str]:
    """By place, the text with its matching words marked, for `marked_words`."""
    wanted = {"match": match, "places": places, "open": _OPEN, "close": _CLOSE}
    return {row.place: row.marked for row in await connection.execute(_MARKED, wanted)}


def marked_words(release_text: str, marked: str) -> list[Span]:
    """The marked words as receipts; a mark that does not fit the text is left out."""
    before, *parts = marked.split(_OPEN)
    words_found = []
    start = len(before)
    for part in parts:
        words, _, rest = part.partition(_CLOSE)
        end = start + len(words)
        if words and release_text[start:end] == words:
            words_found.append(Span(start, end, words))
        start = end + len(rest)
    return words_found
