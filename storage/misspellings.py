"""Words that no stored release has, mended by the words the releases have.

Whatever differs from the word by one letter (one more, one less, another, two changed round) is
asked of the index at once; where nothing does, words that begin alike and differ by two are looked
for in the vocabulary. The one that most of the newest releases have is taken.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.indexes import full_text_of
from storage.query import Match, Query
from storage.tables import RELEASES
from storage.vocabulary import words_near

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Of shorter words every other one is a letter away; longer ones would only take time.
_SHORTEST, _LONGEST = 5, 20
# Of the releases that have one of them so many are read to see which.
_READ = 20
# Of words of fewer letters two wrong ones leave too little.
_SHORTEST_NEAR = 7
# Of two words near the one that more releases have is meant; counted no further than this.
_COUNTED = 200
_WORD = re.compile(r"[^\W\d_]+")

Mended = tuple[tuple[str, str], ...]


async def mend(connection: AsyncConnection, question: Query) -> tuple[Query, Mended]:
    """The question with the words mended that no release has, and which they are."""
    mended: dict[str, str] = {}
    named = {term for one in question.also for term in one.phrases}
    for term in question.terms:
        if term in named:
            continue
        low = term.casefold().strip("?!.,;:")
        is_word = low.isascii() and low.isalpha() and _SHORTEST <= len(low) <= _LONGEST
        if is_word and term not in question.quoted and not await _stands(connection, low):
            found = await _nearest(connection, low) or await _near(connection, low)
            if found is not None:
                mended[term] = found
    if not mended:
        return question, ()
    terms = tuple(mended.get(term, term) for term in question.terms)
    return replace(question, terms=terms), tuple(mended.items())


async def _stands(connection: AsyncConnection, word: str) -> bool:
    return bool(await _places(connection, (word,), 1))


async def _places(connection: AsyncConnection, words: tuple[str, ...], limit: int) -> list[int]:
    """The newest releases that have one of the words."""
    match = Match(words, is_any=True)
    statement = full_text_of(connection).sort_keys_of(match).limit(limit)
    return [row[0] for row in (await connection.execute(statement)).all()]  # type: ignore[misc]


async def _nearest(connection: AsyncConnection, word: str) -> str | None:
    """The word a letter away that most of the newest releases have, None for none."""
    candidates = tuple(dict.fromkeys(_beside(word)))
    places = await _places(connection, candidates, _READ)
    if not places:
        return None
    statement = select(RELEASES.c.title, RELEASES.c.text).where(RELEASES.c.sort_key.in_(places))
    wanted, seen = set(candidates), Counter[str]()
    for row in await connection.execute(statement):
        seen.update(wanted & {w.casefold() for w in _WORD.findall(f"{row.title}\n{row.text}")})
    return _best(seen, candidates)


async def _near(connection: AsyncConnection, word: str) -> str | None:
    """The word two letters away that most of the newest releases have, None for none."""
    if len(word) < _SHORTEST_NEAR:
        return None
    best: tuple[int, str] | None = None
    for candidate in await words_near(connection, word):
        number = len(await _places(connection, (candidate,), _COUNTED))
        if number and (best is None or number > best[0]):
            best = number, candidate
    return best[1] if best else None


def _best(seen: Counter[str], candidates: Sequence[str]) -> str | None:
    """The most frequent; of equals the one that keeps the letters most."""
    order = {word: number for number, word in enumerate(candidates)}
    return min(seen, key=lambda word: (-seen[word], order[word]), default=None)


def _beside(word: str) -> Iterator[str]:
    """Words a letter away: two letters changed round first, which happens most when typing."""
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    for before, after in parts:
        if len(after) > 1 and after[0] != after[1]:
            yield before + after[1] + after[0] + after[2:]
    for before, after in parts:
        if after:
            yield before + after[1:]
    for before, after in parts:
        for letter in _LETTERS:
            yield before + letter + after
            if after and letter != after[0]:
                yield before + letter + after[1:]
