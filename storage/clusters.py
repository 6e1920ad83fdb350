"""Which stored releases tell one story, kept beside them: the releases themselves stay as they are.

A release finds others by the marks both have, within the days of a story; the likest are compared.
"""

import heapq
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.archive import ReleaseHead
from domain.documents import Document
from domain.facts import Analysis
from storage.identity import title_to_show
from storage.rows import HEAD_COLUMNS, read_head
from storage.signatures import Signature, marks_of, sign
from storage.stories import DAYS_APART, is_same_story
from storage.story_marks import Asked, newest_under
from storage.tables import RELEASES, SIGNATURES, STORY_MARKS

# Of those that share a mark so many are compared, most marks first: a story has a few agencies.
_COMPARED = 12
# Of so many releases the stories are looked up together, which keeps what is compared in memory.
_LOOKED_UP = 40
# Values of one statement: SQLite takes 32,766.
_AT_ONCE = 500
# What a card names of the others.
_NAMED = 10
_FIELDS = tuple(one.name for one in fields(Signature))


def sign_all(
    unsigned: Mapping[int, tuple[Document, Analysis, datetime]],
) -> dict[int, Signature]:
    """The signatures of releases, by number; each is given with when it was first seen."""
    return {
        number: sign(document, analysis, title_to_show(document, analysis.title), first_seen=seen)
        for number, (document, analysis, seen) in unsigned.items()
    }


async def cluster(connection: AsyncConnection, signed: Mapping[int, Signature]) -> None:
    """Put new and changed releases among the stories, within the caller's transaction."""
    if not signed:
        return
    await _put(connection, signed)
    for some in _parts(list(signed)):
        for release_id, same in (await _find_all(connection, {n: signed[n] for n in some})).items():
            if same:
                await _join(connection, release_id, same)


async def find_same(
    connection: AsyncConnection, release_id: int, signature: Signature
) -> tuple[int, ...]:
    """The numbers of other releases that tell the same story."""
    return (await _find_all(connection, {release_id: signature}))[release_id]


async def _find_all(
    connection: AsyncConnection, signed: Mapping[int, Signature]
) -> dict[int, tuple[int, ...]]:
    """Of each release the numbers of others that tell the same story, in few statements for all."""
    likest = await _find_likest(connection, signed)
    others = await _read_signatures(connection, {n for some in likest.values() for n in some})
    return {
        number: tuple(
            n for n in sorted(some) if n in others and is_same_story(signed[number], others[n])
        )
        for number, some in likest.items()
    }


async def _find_likest(
    connection: AsyncConnection, signed: Mapping[int, Signature]
) -> dict[int, list[int]]:
    """Of the newest releases under each mark of a release those under the most of them."""
    asked, askers = [], []
    for number, signature in signed.items():
        first, last = signature.day - DAYS_APART, signature.day + DAYS_APART
        for mark in marks_of(signature):
            asked.append(Asked(mark, first, last))
            askers.append(number)
    counted: dict[int, Counter[int]] = {number: Counter() for number in signed}
    for number, found in zip(askers, await newest_under(connection, asked), strict=True):
        counted[number].update(one for one in found if one != number)
    return {number: _most(under) for number, under in counted.items()}


def _most(counted: Counter[int]) -> list[int]:
    return heapq.nsmallest(_COMPARED, counted, key=lambda number: (-counted[number], number))


async def _read_signatures(
    connection: AsyncConnection, numbers: Collection[int]
) -> dict[int, Signature]:
    found: dict[int, Signature] = {}
    for some in _parts(sorted(numbers), _AT_ONCE):
        kept = select(SIGNATURES.c.release_id, SIGNATURES.c.signature).where(
            SIGNATURES.c.release_id.in_(some)
        )
        for row in await connection.execute(kept):
            found[row.release_id] = read_signature(row.signature)
    return found


def _parts(numbers: Sequence[int], size: int = _LOOKED_UP) -> Iterator[Sequence[int]]:
    return (numbers[at : at + size] for at in range(0, len(numbers), size))


async def find_others(connection: AsyncConnection, release_id: int) -> tuple[ReleaseHead, ...]:
    """The other releases of the story of this one, the first issued first."""
    story = select(SIGNATURES.c.story).where(SIGNATURES.c.release_id == release_id)
    rows = await connection.execute(
        select(*HEAD_COLUMNS)
        .join(SIGNATURES, SIGNATURES.c.release_id == RELEASES.c.id)
        .where(SIGNATURES.c.story == story.scalar_subquery(), RELEASES.c.id != release_id)
        .order_by(RELEASES.c.sort_key)
        .limit(_NAMED)
    )
    return tuple(read_head(row) for row in rows)


def read_signature(record: Mapping[str, Any]) -> Signature:
    """The signature from its record."""
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in record.items()}
    return Signature(**values)


def _record(signature: Signature) -> dict[str, Any]:
    """The fields as they are: `asdict` copies each word of them, which took most of a save."""
    return {name: getattr(signature, name) for name in _FIELDS}


async def _put(connection: AsyncConnection, signed: Mapping[int, Signature]) -> None:
    numbers = [{"number": number} for number in signed]
    for table in (STORY_MARKS, SIGNATURES):
        # One by one: a statement carries only so many values.
        await connection.execute(
            delete(table).where(table.c.release_id == bindparam("number")), numbers
        )
    await connection.execute(
        insert(SIGNATURES),
        [{"release_id": n, "story": None, "signature": _record(s)} for n, s in signed.items()],
    )
    marks = [
        {"mark": mark, "day": signature.day, "release_id": number}
        for number, signature in signed.items()
        for mark in marks_of(signature)
    ]
    if marks:
        await connection.execute(insert(STORY_MARKS), marks)


async def _join(connection: AsyncConnection, release_id: int, same: Sequence[int]) -> None:
    """Make one story of all, the oldest that any of them belongs to, else a new one."""
    members = [release_id, *same]
    known = select(SIGNATURES.c.story).where(
        SIGNATURES.c.release_id.in_(members), SIGNATURES.c.story.is_not(None)
    )
    stories = list((await connection.execute(known)).scalars())
    # Never the number of a release: one that left its story must not lend it to another.
    newest = (await connection.execute(select(func.max(SIGNATURES.c.story)))).scalar()
    story = min(stories, default=(newest or 0) + 1)
    # Only those of which it changes: a story may have very many.
    others = [other for other in stories if other != story]
    is_member = SIGNATURES.c.release_id.in_(members)
    is_other = SIGNATURES.c.story.is_(None) | (SIGNATURES.c.story != story)
    await connection.execute(
        update(SIGNATURES)
        .where(or_(and_(is_member, is_other), SIGNATURES.c.story.in_(others)))
        .values(story=story)
    )
