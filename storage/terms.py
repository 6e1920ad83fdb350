"""The terms releases can be found by: agencies, operations, speakers, measures."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Row, Select, or_, select

from domain.archive import Term, TermKind
from storage.database import Database
from storage.statements import acronym_name, key_of_name
from storage.tables import TERMS

_COLUMNS = (TERMS.c.id, TERMS.c.kind, TERMS.c.name, TERMS.c.number)


class Terms:
    """Find terms by what is typed of them, or by number."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def complete(self, kind: TermKind, typed: str, *, limit: int = 25) -> list[Term]:
        """The terms whose name holds what is typed, those with most releases first."""
        statement = (
            select(*_COLUMNS)
            .where(TERMS.c.kind == kind.value, TERMS.c.number > 0)
            .order_by(TERMS.c.number.desc(), TERMS.c.id)
            .limit(limit)
        )
        if key := key_of_name(typed):
            statement = statement.where(TERMS.c.key.contains(key, autoescape=True))
        return await self._read(statement)

    async def find(self, kind: TermKind, name: str) -> Term | None:
        """The term of exactly this name, whatever the case of its letters."""
        wanted = (TERMS.c.kind == kind.value, TERMS.c.key == key_of_name(name))
        return next(iter(await self._read(select(*_COLUMNS).where(*wanted))), None)

    async def acronyms(
        self, *, short: Sequence[str], pairs: Iterable[tuple[str, str]]
    ) -> list[tuple[str, str]]:
        """Acronyms of the records with a long form of each, those that most releases have first.

        All of those that are `short`, and of the `pairs` those that some release has.
        """
        asked = [key_of_name(acronym_name(*pair)) for pair in pairs]
        like = [TERMS.c.key.startswith(key_of_name(f"{one}="), autoescape=True) for one in short]
        if not asked and not like:
            return []
        found = await self._read(
            select(*_COLUMNS)
            .where(
                TERMS.c.kind == TermKind.ACRONYM.value,
                TERMS.c.number > 0,
                or_(TERMS.c.key.in_(asked), *like),
            )
            .order_by(TERMS.c.number.desc(), TERMS.c.id)
        )
        split = [term.name.partition("=") for term in found]
        return [(acronym, name) for acronym, _, name in split]

    async def get(self, numbers: Iterable[int]) -> dict[int, Term]:
        """The terms of these numbers, by number; a number that is none is left out."""
        found = await self._read(select(*_COLUMNS).where(TERMS.c.id.in_(list(numbers))))
        return {term.term_id: term for term in found}

    async def _read(self, statement: Select[tuple[int, str, str, int]]) -> list[Term]:
        async with self._database.reading() as connection:
            return [_term(row) for row in await connection.execute(statement)]


def _term(row: Row[tuple[int, str, str, int]]) -> Term:
    return Term(row.id, TermKind(row.kind), row.name, row.number)
