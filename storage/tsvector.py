"""Full text in PostgreSQL: vectors of word stems with a GIN index, ranked as FTS5 ranks.

The stems are made here, and cut as SQLite's index cuts (letters and digits, no accents, Porter's
stems), so that both databases find the same releases in the same order.
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

import snowballstemmer
from sqlalchemy import BigInteger, Select, bindparam, column, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.documents import Span
from storage.computing import compute
from storage.fulltext import AGENCY_WEIGHT, NEWEST, TEXT_WEIGHT, TITLE_WEIGHT, Scope
from storage.query import Match
from storage.tables import QUOTES, RELEASES

# A position in a vector ends here; what stands further down is found, but in no phrase.
_LAST_POSITION = 16_383
# Between title, agency and text, so that no phrase reaches from one into another.
_GAP = 2
_WORD = re.compile(r"[^\W_]+")
# FTS5 leaves shorter and longer words as they are.
_SHORTEST_STEMMED, _LONGEST_STEMMED = 3, 64
_LONGEST_KEPT = 500
# BM25 as FTS5 computes it.
_K1, _B = 1.2, 0.75
_LEAST_IDF = 1e-6
# Beyond so many a word says nothing, however many more there are.
_COUNTED = 100_000
# To count more would take as long as the archive is large: from here on what the server has learned
# of its tables tells it well enough.
_ESTIMATED = 10_000
_REMEMBERED = 65_536

_TITLES = text(
    "SELECT place FROM release_words WHERE title_words @@ CAST(:match AS tsquery) "
    "ORDER BY place DESC LIMIT :limit"
)
_PLACES = text(
    "SELECT place FROM release_words WHERE words @@ CAST(:match AS tsquery) "
    f"ORDER BY place DESC LIMIT {NEWEST}"
)
_QUOTE_NUMBERS = text(
    "SELECT quote_id FROM quote_words WHERE words @@ CAST(:match AS tsquery) "
    "ORDER BY quote_id DESC LIMIT :limit"
)
_MATCHING = "FROM release_words WHERE words @@ CAST(:match AS tsquery)"
# Kept by triggers: counting would take as long as the archive is large.
_TOTALS = text("SELECT releases, length FROM release_word_totals")
_HITS = text(f"SELECT count(*) FROM (SELECT 1 {_MATCHING} LIMIT {_COUNTED}) AS found")
# No release's words weigh D: those asked for are given it, so that all others are left out before
# rows are made of them, which takes ten times as long.
_POSITIONS = text(
    "SELECT place AS sort_key, length, text_from, lexeme, positions FROM release_words, "
    "unnest(ts_filter(setweight(words, 'D', CAST(:lexemes AS text[])), '{d}')) "
    "WHERE place IN :places"
).bindparams(bindparam("places", expanding=True))
# Of the few that have them in title or agency.
_WEIGHTS = text(
    "SELECT place AS sort_key, lexeme, positions, weights FROM release_words, "
    "unnest(ts_filter(words, '{a,b}')) WHERE place IN :places AND lexeme IN :lexemes"
).bindparams(bindparam("places", expanding=True), bindparam("lexemes", expanding=True))
# What the server has learned of the commonest stems: the share of releases that have each.
_SHARES = text(
    "SELECT known.stem, known.share FROM pg_stats, "
    "unnest(CAST(CAST(most_common_elems AS text) AS text[]), most_common_elem_freqs) "
    "AS known(stem, share) WHERE schemaname = current_schema() "
    "AND tablename = 'release_words' AND attname = 'words' AND known.stem IN :stems"
).bindparams(bindparam("stems", expanding=True))
_FORGET = text("DELETE FROM release_words WHERE place IN :places").bindparams(
    bindparam("places", expanding=True)
)
_TAKE_IN = text(
    "INSERT INTO release_words (place, words, title_words, length, text_from) VALUES "
    "(:place, CAST(:words AS tsvector), CAST(:title_words AS tsvector), :length, :text_from)"
)
_TAKE_IN_QUOTE = text(
    "INSERT INTO quote_words (quote_id, words) VALUES (:quote_id, CAST(:words AS tsvector)) "
    "ON CONFLICT (quote_id) DO UPDATE SET words = excluded.words"
)


class _Occurrence(NamedTuple):
    """Where a stem stands in a release: its position, and the weight of the part it stands in."""

    position: int
    weight: float


class _Row(NamedTuple):
    """A candidate: how many words it has, where its text begins, its stems of the question."""

    length: int
    text_from: int
    stems: dict[str, list[_Occurrence]]


# The places of the words of all candidates are read, which takes longer than in SQLite.
_RANKED = 2_000


class TsvectorIndex:
    """The index of PostgreSQL; see `storage.fulltext.FullText`."""

    async def newest_titles(
        self, connection: AsyncConnection, match: Match, limit: int
    ) -> Sequence[int]:
        """The sort keys of the newest releases whose title or agency matches."""
        wanted = {"match": _written(match, stemmed=False), "limit": limit}
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
        return (await connection.execute(_QUOTE_NUMBERS, wanted)).scalars().all()

    async def most_relevant(
        self, connection: AsyncConnection, match: Match, scope: Scope, *, limit: int
    ) -> list[int]:
        """The sort keys of the newest matches in scope, the most relevant first."""
        statement = text(
            f"SELECT place {_MATCHING} {scope.conditions('release_words.place')} "
            "ORDER BY place DESC LIMIT :candidates"
        )
        wanted = {"match": _written(match), "candidates": _RANKED}
        places = list((await connection.execute(statement, wanted)).scalars())
        if not places:
            return []
        # FTS5 counts what must stand a second time, and so must this.
        phrases = [stems_of(phrase) for phrase in match.all_phrases + match.needed]
        rows = await _read_rows(connection, places, phrases)
        total, words = (await connection.execute(_TOTALS)).one()
        shares = await _shares(connection, phrases)
        idf = [await _idf(connection, phrase, total, shares) for phrase in phrases]
        scores = {
            place: _score(rows[place], phrases, idf, average=words / max(total, 1))
            for place in places
        }
        ranked = sorted(places, key=lambda place: (-scores[place], -place))
        return ranked[:limit]

    async def matching_words(
        self, connection: AsyncConnection, match: Match, texts: Mapping[int, str]
    ) -> dict[int, list[Span]]:
        """The words of the texts, by sort key, that match, each as a receipt."""
        phrases = [stems_of(phrase) for phrase in match.all_phrases]
        rows = await _read_rows(connection, list(texts), phrases)
        return {place: _spans(texts[place], rows[place], phrases) for place in texts}

    async def index_releases(self, connection: AsyncConnection, numbers: Sequence[int]) -> None:
        """Take in what releases say now; they are given by their number."""
        if not numbers:
            return
        statement = select(
            RELEASES.c.sort_key, RELEASES.c.title, RELEASES.c.agency, RELEASES.c.text
        ).where(RELEASES.c.id.in_(list(numbers)))
        rows = (await connection.execute(statement)).all()
        await connection.execute(_FORGET, {"places": [row.sort_key for row in rows]})
        await connection.execute(
            _TAKE_IN,
            await compute(
                connection,
                lambda: [_vectors(r.sort_key, r.title, r.agency or "", r.text) for r in rows],
            ),
        )

    async def index_quotes(self, connection: AsyncConnection, sort_keys: Sequence[int]) -> None:
        """Take in the quotes of releases, given by their sort key."""
        statement = select(QUOTES.c.id, QUOTES.c.text).where(QUOTES.c.sort_key.in_(list(sort_keys)))
        rows = (await connection.execute(statement)).all()
        if rows:
            await connection.execute(
                _TAKE_IN_QUOTE,
                [{"quote_id": row.id, "words": _vector([(row.text, "D")])[0]} for row in rows],
            )


@cache
def _stemmer() -> Any:
    return snowballstemmer.stemmer("porter")


@lru_cache(maxsize=_REMEMBERED)
def _stem(word: str) -> str:
    if not _SHORTEST_STEMMED <= len(word) <= _LONGEST_STEMMED:
        return word
    return str(_stemmer().stemWord(word))


def _fold(word: str) -> str:
    """A word in small letters without accents, as the index of SQLite folds it."""
    # A vector takes words of up to 2,046 bytes.
    word = word[:_LONGEST_KEPT].lower()
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def stems_of(phrase: str) -> tuple[str, ...]:
    """The stems of the words of a phrase, in order."""
    return tuple(_stem(_fold(word)) for word in _WORD.findall(phrase))


def _vector(parts: Iterable[tuple[str, str]], *, stemmed: bool = True) -> tuple[str, int, int]:
    """A vector in PostgreSQL's notation, the number of words, and where the last part begins."""
    places: dict[str, list[str]] = {}
    position = length = begins = 0
    for written, weight in parts:
        begins = position
        for word in _WORD.findall(written):
            position += 1
            length += 1
            stem = _stem(_fold(word)) if stemmed else _fold(word)
            # More than 255 places of one word are dropped by the database itself.
            places.setdefault(stem, []).append(f"{min(position, _LAST_POSITION)}{weight}")
        position += _GAP
    notation = " ".join(f"'{stem}':{','.join(found[:255])}" for stem, found in places.items())
    return notation, length, begins


def _vectors(place: int, title: str, agency: str, release_text: str) -> dict[str, Any]:
    words, length, text_from = _vector([(title, "A"), (agency, "B"), (release_text, "C")])
    title_words, _, _ = _vector([(title, "A"), (agency, "B")], stemmed=False)
    return {
        "place": place, "words": words, "title_words": title_words, "length": length,
        "text_from": text_from,
    }  # fmt: skip


def _written(match: Match, *, stemmed: bool = True) -> str:
    """The match as PostgreSQL writes one: quoted stems and operators, nothing that was typed."""
    ending = ":*" if match.is_beginning else ""

    def each(phrases: Iterable[str]) -> list[str]:
        cut = [
            stems_of(phrase) if stemmed else tuple(map(_fold, _WORD.findall(phrase)))
            for phrase in phrases
        ]
        return [
            "(" + " <-> ".join(f"'{word}'{ending}" for word in words) + ")"
            for words in cut
            if words
        ]

    if match.is_any:
        asked = " | ".join(each(match.all_phrases))
    else:
        either = [
            f"(({' & '.join(each(one.phrases))}) | {' | '.join(each(one.names))})"
            for one in match.also
        ]
        asked = " & ".join([*each(match.plain_phrases), *either])
    more = each(match.needed) + [f"!{phrase}" for phrase in each(match.excluded)]
    return " & ".join([f"({asked})", *more]) if more else asked


async def _read_rows(
    connection: AsyncConnection, sort_keys: Sequence[int], phrases: Sequence[tuple[str, ...]]
) -> dict[int, _Row]:
    """The candidates with where the stems of the question stand in them."""
    rows: dict[int, _Row] = {key: _Row(0, 0, {}) for key in sort_keys}
    lexemes = sorted({stem for phrase in phrases for stem in phrase})
    if not sort_keys or not lexemes:
        return rows
    found = (await connection.execute(_POSITIONS, {"places": sort_keys, "lexemes": lexemes})).all()
    above = {row.sort_key for row in found if min(row.positions) <= row.text_from}
    weights = await _read_weights(connection, sorted(above), lexemes)
    for row in found:
        known = rows[row.sort_key]
        occurrences = [
            _Occurrence(position, weights.get((row.sort_key, row.lexeme, position), TEXT_WEIGHT))
            for position in row.positions
        ]
        stems = known.stems | {row.lexeme: occurrences}
        rows[row.sort_key] = _Row(row.length, row.text_from, stems)
    return rows


_PARTS = {"A": TITLE_WEIGHT, "B": AGENCY_WEIGHT}


async def _read_weights(
    connection: AsyncConnection, sort_keys: Sequence[int], lexemes: Sequence[str]
) -> dict[tuple[int, str, int], float]:
    """What an occurrence in a title or agency weighs, by release, stem and position."""
    if not sort_keys:
        return {}
    found = await connection.execute(_WEIGHTS, {"places": sort_keys, "lexemes": lexemes})
    return {
        (row.sort_key, row.lexeme, position): _PARTS[weight]
        for row in found
        for position, weight in zip(row.positions, row.weights, strict=True)
    }


async def _shares(
    connection: AsyncConnection, phrases: Sequence[tuple[str, ...]]
) -> dict[str, float]:
    """The share of all releases that have each of the stems, of the commonest ones."""
    stems = sorted({stem for phrase in phrases for stem in phrase})
    if not stems:
        return {}
    found = await connection.execute(_SHARES, {"stems": stems})
    return {row.stem: float(row.share) for row in found}


async def _idf(
    connection: AsyncConnection,
    phrase: tuple[str, ...],
    total: int,
    shares: Mapping[str, float],
) -> float:
    """How much a phrase tells, by how few releases hold it."""
    number = round(total * shares.get(phrase[0], 0.0)) if len(phrase) == 1 else 0
    if number < _ESTIMATED:
        wanted = {"match": _written(Match((" ".join(phrase),)))}
        number = int((await connection.execute(_HITS, wanted)).scalar() or 0)
    value = math.log((total - number + 0.5) / (number + 0.5)) if total >= number else 0.0
    return value if value > 0 else _LEAST_IDF


def _score(
    row: _Row, phrases: Sequence[tuple[str, ...]], idf: Sequence[float], *, average: float
) -> float:
    score = 0.0
    for phrase, value in zip(phrases, idf, strict=True):
        frequency = sum(weight for _, weight in _found(row, phrase))
        around = 1 - _B + _B * row.length / (average or 1)
        score += value * (frequency * (_K1 + 1.0)) / (frequency + _K1 * around)
    return score


def _found(row: _Row, phrase: tuple[str, ...]) -> list[_Occurrence]:
    """Where a phrase begins: each of its stems one place further on."""
    if not phrase:
        return []
    begins = row.stems.get(phrase[0], [])
    for distance, stem in enumerate(phrase[1:], 1):
        places = {occurrence.position for occurrence in row.stems.get(stem, ())}
        begins = [one for one in begins if one.position + distance in places]
    return begins


def _spans(release_text: str, row: _Row, phrases: Sequence[tuple[str, ...]]) -> list[Span]:
    """The words of the text that belong to a phrase of the question; neighbours are one."""
    wanted: set[int] = set()
    joined: set[int] = set()
    for phrase in phrases:
        for begin, weight in _found(row, phrase):
            if weight == TEXT_WEIGHT and begin < _LAST_POSITION:
                number = begin - row.text_from - 1
                wanted |= set(range(number, number + len(phrase)))
                joined |= set(range(number + 1, number + len(phrase)))
    spans: list[Span] = []
    for number, word in enumerate(_WORD.finditer(release_text)):
        if number not in wanted:
            continue
        if number in joined and spans:
            spans[-1] = Span.of(release_text, spans[-1].start, word.end())
        else:
            spans.append(Span.of(release_text, word.start(), word.end()))
    return spans
