"""Which stored releases tell one story, kept beside them: the releases themselves stay as they are.

A release finds others by the marks both have, within the days of a story; the likest are compared.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import TextClause, and_, bindparam, delete, func, insert, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.archive import ReleaseHead
from domain.documents import Document
from domain.facts import Analysis
from storage.identity import title_to_show
from storage.rows import HEAD_COLUMNS, read_head
from storage.signatures import Signature, marks_of, sign
from storage.stories import DAYS_APART, is_same_story
from storage.tables import RELEASES, SIGNATURES, STORY_MARKS

# Of those that share a mark so many are compared, most marks first: a story has a few agencies.
_COMPARED = 12
# Under one mark the newest so many are looked at: a page that stands in the way of all releases of
# a site, and is kept for each, must not make the next one slower.
_UNDER_MARK = 50
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
    for release_id, signature in signed.items():
        if same := await find_same(connection, release_id, signature):
            await _join(connection, release_id, same)


async def find_same(
    connection: AsyncConnection, release_id: int, signature: Signature
) -> tuple[int, ...]:
    """The numbers of other releases that tell the same story."""
    days = (signature.day - DAYS_APART, signature.day + DAYS_APART)
    marks = marks_of(signature)
    if not marks:
        return ()
    asked = {f"mark_{n}": mark for n, mark in enumerate(marks)} | {
        "first": days[0],
        "last": days[1],
    }
    asked |= {"but": release_id, "most": _COMPARED}
    numbers = list((await connection.execute(_likest_under(len(marks)), asked)).scalars())
    if not numbers:
        return ()
    kept = select(SIGNATURES.c.release_id, SIGNATURES.c.signature).where(
        SIGNATURES.c.release_id.in_(numbers)
    )
    return tuple(
        row.release_id
        for row in await connection.execute(kept)
        if is_same_story(signature, read_signature(row.signature))
    )


@cache
def _likest_under(number: int) -> TextClause:
    """Of the newest releases under each of so many marks those under the most of them."""
    each = (
        f"SELECT release_id FROM (SELECT release_id FROM story_marks WHERE mark = :mark_{n} "
        "AND day BETWEEN :first AND :last ORDER BY day DESC, release_id DESC "
        f"LIMIT {_UNDER_MARK}) AS under_{n}"
        for n in range(number)
    )
    return text(
        f"SELECT release_id FROM ({' UNION ALL '.join(each)}) AS likest WHERE release_id != :but "
        "GROUP BY release_id ORDER BY count(*) DESC, release_id LIMIT :most"
    )


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
