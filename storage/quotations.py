"""Finding quotes by their words."""

from collections import Counter
from collections.abc import Container, Sequence
from typing import cast

from sqlalchemy import select

from domain.archive import QuoteHit, Term, TextHit
from storage.database import Database
from storage.indexes import full_text_of
from storage.query import Match, Query, read_query
from storage.signatures import rarity_of
from storage.statements import key_of_name
from storage.tables import QUOTES, RELEASES

# The last stored quotes that match are looked at: more than anybody turns to.
_CANDIDATES = 2000
# Of a quotation so many runs of so many words are looked for, of each so many of the newest texts;
# so many texts are handed over.
_TELLING, _RUN, _FEWEST = 6, 3, 2
_NEWEST, _TEXTS = 200, 12
# A text that holds so many of the runs, and all of them, is the one that is quoted.
_ENOUGH = 3


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

    async def texts_like(self, words: Sequence[str], breaks: Container[int] = ()) -> list[TextHit]:
        """Texts that may hold the words in a row, word for word or not, the likeliest first.

        A misquotation keeps most runs of three words; those of long words stand in few texts. No
        run goes over one of the `breaks`, numbers of words before which something was left out.
        """
        async with self._database.reading() as connection:
            index = full_text_of(connection)
            found: Counter[int] = Counter()
            for size in (_RUN, _FEWEST):
                starts = telling_starts(words, size, breaks)
                for number, start in enumerate(starts):
                    if number >= _ENOUGH and max(found.values(), default=0) == number:
                        break  # one text holds all of them so far
                    run = " ".join(words[start : start + size])
                    places = index.sort_keys_of(Match((run,))).limit(_NEWEST)
                    numbers = (await connection.execute(places)).scalars().all()
                    found.update(cast("Sequence[int]", numbers))
                if found:
                    break
            likely = [place for place, _ in found.most_common(_TEXTS)]
            statement = select(RELEASES.c.id, RELEASES.c.sort_key, RELEASES.c.text).where(
                RELEASES.c.sort_key.in_(likely)
            )
            rows = {row.sort_key: row for row in await connection.execute(statement)}
        return [TextHit(rows[key].id, rows[key].text) for key in likely if key in rows]

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


def telling_starts(words: Sequence[str], size: int, breaks: Container[int] = ()) -> list[int]:
    """Where the runs of so many words begin that tell most, sharing no word, those first.

    Rare words tell most, and of equally rare ones the longer.
    """

    def worth(at: int) -> tuple[int, int, int]:
        run = words[at : at + size]
        return -sum(rarity_of(w.casefold()) for w in run), -sum(map(len, run)), at

    starts = sorted(range(len(words) - size + 1), key=worth)
    chosen: list[int] = []
    for start in starts:
        if any(at in breaks for at in range(start + 1, start + size)):
            continue
        if all(abs(start - other) >= size for other in chosen):
            chosen.append(start)
        if len(chosen) == _TELLING:
            break
    return chosen
