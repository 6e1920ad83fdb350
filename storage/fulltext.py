"""Full text in SQLite's FTS5: the one place that asks its tables (see migrations 0001 and 0004).

The number of a row in them is the sort key of a release, so that the newest matches come first out
of the index itself and a limit bounds the work, whatever the size of the archive.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import BigInteger, Select, TextClause, bindparam, column, select, text
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
# Of those that pass filters the newest so many are looked at: more than anybody turns to.
_NEWEST = 2000
_SORT_KEYS = text(
    "SELECT rowid AS sort_key FROM release_search WHERE release_search MATCH :match "
    f"ORDER BY rowid DESC LIMIT {_NEWEST}"
)
_QUOTES = text(
    "SELECT rowid AS id FROM quote_search WHERE quote_search MATCH :match "
    "ORDER BY rowid DESC LIMIT :limit"
)
_MATCHING = "FROM release_search WHERE release_search MATCH :match"
_MARKED = text(
    f"SELECT rowid AS sort_key, highlight(release_search, {_TEXT_COLUMN}, :open, :close) AS marked "
    "FROM release_search WHERE release_search MATCH :match AND rowid IN :sort_keys"
).bindparams(bindparam("sort_keys", expanding=True))


async def newest_titles(connection: AsyncConnection, match: str, limit: int) -> Sequence[int]:
    """The sort keys of the newest releases whose title or agency matches."""
    wanted = {"match": match, "limit": limit}
    return (await connection.execute(_TITLES, wanted)).scalars().all()


def sort_keys_of(match: str) -> Select[tuple[int]]:
    """A statement of the sort keys of the newest releases that match."""
    found = _SORT_KEYS.bindparams(match=match).columns(column("sort_key", BigInteger)).subquery()
    return select(found.c.sort_key)


async def newest_quotes(connection: AsyncConnection, match: str, limit: int) -> Sequence[int]:
    """The numbers of the last stored quotes whose words match."""
    return (await connection.execute(_QUOTES, {"match": match, "limit": limit})).scalars().all()


@dataclass(frozen=True, slots=True)
class Scope:
    """Which releases a search is among: those under all of `term_ids`, between two sort keys."""

    term_ids: tuple[int, ...] = ()
    first: int | None = None
    end: int | None = None

    def restricting(self, statement: str) -> TextClause:
        """`statement`, which has its own WHERE, with `{scope}` filled in."""
        parts = [
            "AND EXISTS (SELECT 1 FROM release_terms WHERE release_terms.place = "
            f"release_search.rowid AND release_terms.term_id = {int(number)})"
            for number in self.term_ids
        ]
        if self.first is not None:
            parts.append(f"AND rowid >= {int(self.first)}")
        if self.end is not None:
            parts.append(f"AND rowid < {int(self.end)}")
        return text(statement.format(scope=" ".join(parts)))


async def oldest_candidate(
    connection: AsyncConnection, match: str, scope: Scope, number: int
) -> int | None:
    """The sort key of the last of the newest `number` matches in scope, None where none matches."""
    statement = scope.restricting(
        f"SELECT min(sort_key) FROM (SELECT rowid AS sort_key {_MATCHING} {{scope}} "
        "ORDER BY rowid DESC LIMIT :candidates)"
    )
    wanted = {"match": match, "candidates": number}
    found: int | None = (await connection.execute(statement, wanted)).scalar()
    return found


async def most_relevant(
    connection: AsyncConnection, match: str, scope: Scope, cutoff: int, *, limit: int, offset: int
) -> list[int]:
    """The sort keys of the matches in scope from `cutoff` on, the most relevant first."""
    statement = scope.restricting(
        f"SELECT rowid {_MATCHING} AND rowid >= :cutoff {{scope}} "
        f"ORDER BY bm25(release_search, {_WEIGHTS}), rowid DESC LIMIT :limit OFFSET :offset"
    )
    wanted = {"match": match, "cutoff": cutoff, "limit": limit, "offset": offset}
    return list((await connection.execute(statement, wanted)).scalars())


async def marked_texts(
    connection: AsyncConnection, match: str, sort_keys: Sequence[int]
) -> dict[int, str]:
    """By sort key, the text with its matching words marked, for `marked_words`."""
    wanted = {"match": match, "sort_keys": sort_keys, "open": _OPEN, "close": _CLOSE}
    return {row.sort_key: row.marked for row in await connection.execute(_MARKED, wanted)}


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
