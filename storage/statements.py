"""What releases state, kept so that they can be found by it: terms, and the words of quotes.

The statements themselves stay in the records; these rows only lead there.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import zip_longest
from typing import Any

from sqlalchemy import Select, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.archive import Filters, TermKind
from domain.facts import Analysis
from storage.fulltext import Scope
from storage.identity import first_sort_key
from storage.indexes import full_text_of
from storage.tables import QUOTES, RELEASE_TERMS, RELEASES, TERMS
from storage.upserts import insert_missing

Stated = tuple[str | None, Analysis]

_WHOSE = re.compile(r"^(?:the\s+)?(?:u\.?\s?s\.?\s+|united states\s+)?", re.IGNORECASE)
# Values of one statement: SQLite takes 32,766.
_AT_ONCE = 500


async def note_statements(connection: AsyncConnection, stated: Mapping[int, Stated]) -> None:
    """Keep what releases state now, by number the agency and the analysis, and nothing of before.

    Within the caller's transaction.
    """
    numbers = list(stated)
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        found = await connection.execute(
            # In one order on both databases, which give numbers in the order of what is new.
            select(RELEASES.c.id, RELEASES.c.sort_key)
            .where(RELEASES.c.id.in_(some))
            .order_by(RELEASES.c.id)
        )
        sort_keys = {row.id: row.sort_key for row in found}
        freed = await _forget(connection, list(sort_keys.values()))
        await _note(
            connection, {sort_key: stated[number] for number, sort_key in sort_keys.items()}, freed
        )


def narrowed(statement: Select[*tuple[Any, ...]], filters: Filters) -> Select[*tuple[Any, ...]]:
    """A statement about releases, for those only that pass the filters, the newest first.

    Driven by the rarest term, whose newest rows are read off the end of its rows.
    """
    scope = scope_of(filters)
    order = RELEASES.c.sort_key
    for i, number in enumerate(scope.term_ids):
        under = RELEASE_TERMS.alias()
        statement = statement.join(under, under.c.sort_key == RELEASES.c.sort_key)
        statement = statement.where(under.c.term_id == number)
        order = under.c.sort_key if i == 0 else order
    if scope.first is not None:
        statement = statement.where(order >= scope.first)
    if scope.end is not None:
        statement = statement.where(order < scope.end)
    return statement.order_by(order.desc())


def scope_of(filters: Filters) -> Scope:
    """The filters as numbers of terms and sort keys."""
    return Scope(
        tuple(term.term_id for term in filters.terms),
        first_sort_key(filters.since) if filters.since else None,
        first_sort_key(filters.until + timedelta(days=1)) if filters.until else None,
    )


def key_of_name(name: str) -> str:
    """What two spellings of one name have in common: their letters, in folded case."""
    return " ".join(name.split()).casefold()


def acronym_name(acronym: str, name: str) -> str:
    """An acronym with its long form, without what only says of which country it is."""
    plain = _WHOSE.sub("", " ".join(name.split()))
    return f"{acronym.replace('.', '')}={plain}"


def terms_of(agency: str | None, analysis: Analysis) -> dict[tuple[TermKind, str], str]:
    """What a release can be found by: the name under its kind and key."""
    named = [(TermKind.AGENCY, agency)]
    named += [(TermKind.MEASURE, figure.measure) for figure in analysis.figures]
    named += [(TermKind.SPEAKER, quote.speaker_name) for quote in analysis.quotes]
    named += [(TermKind.OPERATION, operation.name) for operation in analysis.operations]
    named += [
        (TermKind.ACRONYM, acronym_name(one.acronym, one.name))
        for one in analysis.organizations
        if one.acronym
    ]
    return {
        (kind, key_of_name(name)): " ".join(name.split())
        for kind, name in named
        if name and name.strip()
    }


async def _forget(connection: AsyncConnection, sort_keys: Sequence[int]) -> dict[int, list[int]]:
    """Delete what was stated; gives the numbers of the quotes of each release, ascending."""
    was = select(QUOTES.c.sort_key, QUOTES.c.id).where(QUOTES.c.sort_key.in_(sort_keys))
    freed: dict[int, list[int]] = {}
    for row in await connection.execute(was.order_by(QUOTES.c.id)):
        freed.setdefault(row.sort_key, []).append(row.id)
    for table in (RELEASE_TERMS, QUOTES):
        await connection.execute(delete(table).where(table.c.sort_key.in_(sort_keys)))
    return freed


async def _note(
    connection: AsyncConnection, stated: Mapping[int, Stated], freed: Mapping[int, Sequence[int]]
) -> None:
    found = {sort_key: terms_of(*kept) for sort_key, kept in stated.items()}
    names = {term: name for terms in found.values() for term, name in terms.items()}
    numbers = await _numbers(connection, names)
    under = [
        {"term_id": numbers[term], "sort_key": sort_key}
        for sort_key, terms in found.items()
        for term in terms
    ]
    # A quote takes the number of one it replaces. The index gives the highest numbers first, and an
    # old release that is read again must not stand before what came since.
    quotes = [
        row | ({"id": number} if number is not None else {})
        for sort_key, (_, analysis) in stated.items()
        for number, row in zip_longest(freed.get(sort_key, ()), _quotes(sort_key, analysis))
        if row is not None
    ]
    numbered = [row for row in quotes if "id" in row]
    others = [row for row in quotes if "id" not in row]
    for table, rows in ((RELEASE_TERMS, under), (QUOTES, numbered), (QUOTES, others)):
        if rows:
            await connection.execute(insert(table), rows)
    if quotes:
        await full_text_of(connection).index_quotes(connection, list(stated))


async def _numbers(
    connection: AsyncConnection, names: Mapping[tuple[TermKind, str], str]
) -> dict[tuple[TermKind, str], int]:
    """The number of each term, which is given one where it has none."""
    if not names:
        return {}
    rows = [
        {"kind": kind.value, "key": key, "name": name, "number": 0}
        for (kind, key), name in names.items()
    ]
    await connection.execute(insert_missing(connection, TERMS), rows)
    numbers = {}
    for kind in TermKind:
        keys = [key for of_kind, key in names if of_kind is kind]
        for start in range(0, len(keys), _AT_ONCE):
            asked = TERMS.c.key.in_(keys[start : start + _AT_ONCE])
            statement = select(TERMS.c.key, TERMS.c.id).where(TERMS.c.kind == kind.value, asked)
            for row in await connection.execute(statement):
                numbers[kind, row.key] = row.id
    return numbers


def _quotes(sort_key: int, analysis: Analysis) -> Iterator[dict[str, Any]]:
    for position, quote in enumerate(analysis.quotes):
        speaker = key_of_name(quote.speaker_name or "") or None
        words = {"speaker_key": speaker, "text": quote.span.text}
        yield {"sort_key": sort_key, "position": position} | words
