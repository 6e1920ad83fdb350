"""Full text in SQLite's FTS5: the one place that asks its tables (see migrations 0001 and 0004).

Triggers keep the index; it is asked with quoted strings only, never with what was typed as syntax.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import BigInteger, Select, bindparam, column, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.documents import Span
from storage.fulltext import AGENCY_WEIGHT, NEWEST, TEXT_WEIGHT, TITLE_WEIGHT, Scope
from storage.query import Match, OtherName, words_of

# BM25 is computed for some 200,000 releases a second: so many matches are all ranked. Where more
# match, their words say little, and the newest so many are.
_RANKED, _NEWEST_RANKED = 8_000, 2_000
_WEIGHTS = f"{TITLE_WEIGHT}, {AGENCY_WEIGHT}, {TEXT_WEIGHT}"
_TEXT_COLUMN = 2

# Noncharacters, which Unicode keeps out of texts; what comes back is held against the text anyway.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"

_TITLES = text(
    "SELECT rowid FROM release_titles WHERE release_titles MATCH :match "
    "ORDER BY rowid DESC LIMIT :limit"
)
_PLACES = text(
    "SELECT rowid AS place FROM release_search WHERE release_search MATCH :match "
    f"ORDER BY rowid DESC LIMIT {NEWEST}"
)
_QUOTES = text(
    "SELECT rowid AS id FROM quote_search WHERE quote_search MATCH :match "
    "ORDER BY rowid DESC LIMIT :limit"
)
_MATCHING = "FROM release_search WHERE release_search MATCH :match"
_MARKED = text(
    f"SELECT rowid AS sort_key, highlight(release_search, {_TEXT_COLUMN}, :open, :close) AS marked "
    "FROM release_search WHERE release_search MATCH :match AND rowid IN :places"
).bindparams(bindparam("places", expanding=True))


class Fts5Index:
    """The index of SQLite; see `storage.fulltext.FullText`."""

    async def newest_titles(
        self, connection: AsyncConnection, match: Match, limit: int
    ) -> Sequence[int]:
        """The sort keys of the newest releases whose title or agency matches."""
        wanted = {"match": _written(match), "limit": limit}
        return (await connection.execute(_TITLES, wanted)).scalars().all()

    def sort_keys_of(self, match: Match) -> Select[tuple[int]]:
        """A statement of the sort keys of the newest releases that match."""
        statement = _PLACES.bindparams(match=_written(match))
        found = statement.columns(column("place", BigInteger)).subquery()
        return select(found.c.place)

    async def newest_quotes(
        self, connection: AsyncConnection, match: Match, limit: int
    ) -> Sequence[int]:
        """The numbers of the last stored quotes whose words match."""
        wanted = {"match": _written(match), "limit": limit}
        return (await connection.execute(_QUOTES, wanted)).scalars().all()

    async def most_relevant(
        self, connection: AsyncConnection, match: Match, scope: Scope, *, limit: int
    ) -> list[int]:
        """The sort keys of the matches in scope, the most relevant first.

        BM25 looks for every place of a phrase in the whole index to know how rare it is, which
        takes seconds over a million releases. Of one that very many hold the titles are told first,
        and then the newest; of words that very many hold the newest are ranked.
        """
        cutoff, number = await _oldest_of(connection, match, scope, _RANKED)
        if cutoff is None:
            return []
        if number >= _RANKED and not match.is_any:
            if not match.excluded and any(len(words_of(p)) > 1 for p in match.all_phrases):
                return await _newest(connection, match, scope, limit)
            cutoff, _ = await _oldest_of(connection, match, scope, _NEWEST_RANKED)
        statement = text(
            f"SELECT rowid {_MATCHING} AND rowid >= :cutoff "
            f"{scope.conditions('release_search.rowid')} "
            f"ORDER BY bm25(release_search, {_WEIGHTS}), rowid DESC LIMIT :limit"
        )
        wanted = {"match": _written(match), "cutoff": cutoff, "limit": limit}
        return list((await connection.execute(statement, wanted)).scalars())

    async def matching_words(
        self, connection: AsyncConnection, match: Match, texts: Mapping[int, str]
    ) -> dict[int, list[Span]]:
        """The words of the texts, by sort key, that match, each as a receipt."""
        wanted = {
            "match": _written(match), "places": list(texts), "open": _OPEN, "close": _CLOSE
        }  # fmt: skip
        rows = await connection.execute(_MARKED, wanted)
        return {row.sort_key: marked_words(texts[row.sort_key], row.marked) for row in rows}

    async def index_releases(self, connection: AsyncConnection, numbers: Sequence[int]) -> None:
        """Nothing: triggers keep the index."""

    async def index_quotes(self, connection: AsyncConnection, sort_keys: Sequence[int]) -> None:
        """Nothing: triggers keep the index."""


async def _oldest_of(
    connection: AsyncConnection, match: Match, scope: Scope, number: int
) -> tuple[int | None, int]:
    """The sort key of the last of the newest `number` matches in scope, and how many there are."""
    statement = text(
        f"SELECT min(place), count(*) FROM (SELECT rowid AS place {_MATCHING} "
        f"{scope.conditions('release_search.rowid')} ORDER BY rowid DESC LIMIT :candidates)"
    )
    wanted = {"match": _written(match), "candidates": number}
    oldest, found = (await connection.execute(statement, wanted)).one()
    return oldest, found


async def _newest(connection: AsyncConnection, match: Match, scope: Scope, limit: int) -> list[int]:
    """The newest matches in scope, first those whose title or agency match as it is written."""
    found: dict[int, None] = {}
    for table in ("release_titles", "release_search"):
        statement = text(
            f"SELECT rowid FROM {table} WHERE {table} MATCH :match "
            f"{scope.conditions(f'{table}.rowid')} ORDER BY rowid DESC LIMIT :limit"
        )
        wanted = {"match": _written(match), "limit": limit}
        found |= dict.fromkeys((await connection.execute(statement, wanted)).scalars())
    return list(found)[:limit]


def _written(match: Match) -> str:
    """The match in FTS5's own syntax: quoted strings and the operators between them."""
    if match.is_any:
        quoted = [_quoted(phrase) for phrase in match.all_phrases]
    else:
        quoted = [_quoted(phrase) for phrase in match.plain_phrases]
        quoted += [_either(one) for one in match.also]
    if match.is_beginning:
        quoted = [f"{phrase} *" for phrase in quoted]
    written = (" OR " if match.is_any else " AND ").join(quoted)
    for phrase in match.needed:
        written = f"({written}) AND {_quoted(phrase)}"
    for phrase in match.excluded:
        written = f"({written}) NOT {_quoted(phrase)}"
    return written


def _either(one: OtherName) -> str:
    together = " AND ".join(map(_quoted, one.phrases))
    return f"(({together}) OR {' OR '.join(map(_quoted, one.names))})"


def _quoted(phrase: str) -> str:
    return '"' + phrase.replace('"', '""') + '"'


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
