"""Finding quotes by their words."""

from collections.abc import Iterator
from itertools import combinations

from sqlalchemy import select

from domain.archive import QuoteHit, Term
from storage.database import Database
from storage.indexes import full_text_of
from storage.query import Query, all_of, read_query, words_of
from storage.statements import key_of_name
from storage.tables import QUOTES, RELEASES

# The last stored quotes that match are looked at: more than anybody turns to.
_CANDIDATES = 2000
# A misquotation keeps most of the telling words, and long words tell most. Of six, any three.
_TELLING = 6
_FEWEST = 2
# Enough to hold the quotation among those that share words with it by chance.
_ALIKE = 60


class Quotations:
    """The quotes of all stored releases."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(
        self, words: str, *, limit: int, offset: int = 0, speaker: Term | None = None
    ) -> list[QuoteHit]:
        """The quotes that hold all the words, in any grammatical form, the newest first.

        With a speaker, those of the speaker.
        """
        question = read_query(words)
        if question is None:
            return []
        return await self._matching(question, limit=limit, offset=offset, speaker=speaker)

    async def alike(self, quotation: str) -> list[QuoteHit]:
        """Quotes that may be what somebody quotes, word for word or not."""
        found: dict[tuple[int, int], QuoteHit] = {}
        for some in _narrowing(words_of(quotation)):
            hits = await self._matching(all_of(some), limit=_ALIKE)
            found |= {(hit.release_id, hit.position): hit for hit in hits}
            if len(found) >= _ALIKE:
                break
        return list(found.values())

    async def _matching(
        self, question: Query, *, limit: int, offset: int = 0, speaker: Term | None = None
    ) -> list[QuoteHit]:
        async with self._database.reading() as connection:
            index = full_text_of(connection)
            numbers = await index.newest_quotes(connection, question.all_terms, _CANDIDATES)
            statement = (
                select(RELEASES.c.id, QUOTES.c.position, QUOTES.c.text)
                .join(RELEASES, RELEASES.c.sort_key == QUOTES.c.sort_key)
                .where(QUOTES.c.id.in_(numbers))
                .order_by(QUOTES.c.sort_key.desc(), QUOTES.c.position)
                .limit(limit)
                .offset(offset)
            )
            if speaker is not None:
                statement = statement.where(QUOTES.c.speaker_key == key_of_name(speaker.name))
            rows = await connection.execute(statement)
            return [QuoteHit(row.id, row.position, row.text) for row in rows]


def _narrowing(words: list[str]) -> Iterator[tuple[str, ...]]:
    """Ever fewer of the longest words: all of them first, then any five, and so on."""
    longest = sorted(dict.fromkeys(words), key=lambda word: (-len(word), word))[:_TELLING]
    for number in range(len(longest), min(_FEWEST, len(longest)) - 1, -1):
        yield from combinations(longest, number)
