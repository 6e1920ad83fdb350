"""The words of the stored releases, kept so that a misspelt one is found by those beside it."""

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import and_, or_, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import VOCABULARY

# Of shorter words every other one is as near; longer ones are no words.
_SHORTEST, _LONGEST = 5, 20
_WORD = re.compile(r"[^\W\d_]+")
# A word with two letters wrong has at least one of so many parts right.
_PARTS = 3
_NEAR = 2
_OFFERED = 20

# All words in one value; another process may keep some of them meanwhile.
_KEEP = (
    "INSERT INTO vocabulary (word, initial, length) "
    "SELECT asked.value, substr(asked.value, 1, 1), length(asked.value) FROM {asked} "
    "WHERE NOT EXISTS (SELECT 1 FROM vocabulary WHERE word = asked.value) ON CONFLICT DO NOTHING"
)
_KEEP_SQLITE = text(_KEEP.format(asked="json_each(:words) AS asked"))
_KEEP_POSTGRESQL = text(_KEEP.format(asked="unnest(CAST(:words AS text[])) AS asked (value)"))

_W = VOCABULARY.c


def words_in(texts: Iterable[str]) -> list[str]:
    """The words of texts that are kept, each once, in order. Pure."""
    found: set[str] = set()
    for one in texts:
        found.update(_WORD.findall(fold_letters(one)))
    return sorted(w for w in found if _SHORTEST <= len(w) <= _LONGEST and w.isascii())


async def note_words(connection: AsyncConnection, words: Sequence[str]) -> None:
    """Keep the words that no release had before. Within the caller's transaction."""
    if not words:
        return
    if connection.dialect.name == "postgresql":
        await connection.execute(_KEEP_POSTGRESQL, {"words": list(words)})
    else:
        await connection.execute(_KEEP_SQLITE, {"words": json.dumps(words)})


async def words_near(connection: AsyncConnection, word: str) -> list[str]:
    """Words of releases that begin as this one and have two letters otherwise, the nearest first.

    A letter more or less, another letter, and two changed round are each one. `word` is in small
    letters from a to z.
    """
    size = len(word) / _PARTS
    parts = [word[round(n * size) : round((n + 1) * size)] for n in range(_PARTS)]
    statement = select(_W.word).where(
        _W.initial == word[:1],
        _W.length.between(len(word) - _NEAR, len(word) + _NEAR),
        # Or letters were changed round twice, which may leave no part.
        or_(
            *(_W.word.contains(part) for part in parts),
            and_(_W.length == len(word), _W.word.endswith(word[-1:])),
        ),
    )
    known = (await connection.execute(statement)).scalars().all()
    near = process.extract(
        word, known, scorer=OSA.distance, score_cutoff=_NEAR, limit=_OFFERED, processor=None
    )
    return [found for found, _, _ in sorted(near, key=lambda one: (one[1], one[0]))]


def fold_letters(text: str) -> str:
    """In small letters, without accents."""
    low = text.casefold()
    if low.isascii():
        return low
    return "".join(c for c in unicodedata.normalize("NFD", low) if not unicodedata.combining(c))
