"""Which stored releases tell one story, kept beside them: the releases themselves stay as they are.

A release finds others by the marks both have, within the days of a story; the likest are compared.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, or_, select, update
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
# What a card names of the others.
_NAMED = 10


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
    likest = (
        select(STORY_MARKS.c.release_id)
        .where(
            STORY_MARKS.c.mark.in_(marks_of(signature)),
            STORY_MARKS.c.day.between(*days),
            STORY_MARKS.c.release_id != release_id,
        )
        .group_by(STORY_MARKS.c.release_id)
        .order_by(func.count().desc(), STORY_MARKS.c.release_id)
        .limit(_COMPARED)
    )
    numbers = list((await connection.execute(likest)).scalars())
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


async def _put(connection: AsyncConnection, signed: Mapping[int, Signature]) -> None:
    numbers = [{"number": number} for number in signed]
    for table in (STORY_MARKS, SIGNATURES):
        # One by one: a statement carries only so many values.
        await connection.execute(
            delete(table).where(table.c.release_id == bindparam("number")), numbers
        )
    await connection.execute(
        insert(SIGNATURES),
        [{"release_id": n, "story": None, "signature": asdict(s)} for n, s in signed.items()],
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
    await connection.execute(
        update(SIGNATURES)
        .where(or_(SIGNATURES.c.release_id.in_(members), SIGNATURES.c.story.in_(stories)))
        .values(story=story)
    )
