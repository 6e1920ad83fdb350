"""A generated archive put into a database, with all that search and quote check ask of it.

What tells one story from another is left out: that takes most of the time of a save, and nothing
measured here asks for it.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from itertools import islice
from typing import Any

from sqlalchemy import func, insert, select

from domain.documents import Document
from domain.facts import Analysis
from pipeline.ingest import PROCESSING_VERSION
from storage.database import Database
from storage.identity import sort_key_of
from storage.indexes import full_text_of
from storage.statements import note_statements
from storage.tables import ANALYSES, RELEASES
from storage.vocabulary import note_words, words_in

NOW = datetime(2026, 11, 1, tzinfo=UTC)
_AT_ONCE = 500


async def fill(database: Database, pairs: Iterable[tuple[Document, Analysis]]) -> None:
    """Keep releases that are known to be new, behind those that are there."""
    async with database.reading() as connection:
        last = (await connection.execute(select(func.max(RELEASES.c.id)))).scalar()
    coming = iter(pairs)
    while part := list(islice(coming, _AT_ONCE)):
        await _keep(database, int(last or 0), part)
        last = int(last or 0) + len(part)


async def _keep(database: Database, last: int, part: Sequence[tuple[Document, Analysis]]) -> None:
    numbered = list(enumerate(part, last + 1))
    made = {"version": PROCESSING_VERSION, "made_at": NOW}
    async with database.writing() as connection:
        await connection.execute(insert(RELEASES), [_row(n, *pair) for n, pair in numbered])
        await connection.execute(
            insert(ANALYSES), [{"release_id": n, "record": pair[1]} | made for n, pair in numbered]
        )
        await full_text_of(connection).index_releases(connection, [n for n, _ in numbered])
        await note_words(connection, words_in(document.text for document, _ in part))
        await note_statements(
            connection, {n: (document.agency, analysis) for n, (document, analysis) in numbered}
        )


def _row(number: int, document: Document, analysis: Analysis) -> dict[str, Any]:
    digest = sha256(document.text.encode()).hexdigest()
    return {
        "id": number,
        "key": document.id,
        "sort_key": sort_key_of(document.published_at, NOW, number),
        "document_id": document.id,
        "url": document.url,
        "title": document.title,
        "given_title": document.title,
        "agency": document.agency,
        "published_at": document.published_at,
        "first_seen_at": NOW,
        "is_sample": False,
        "text_hash": digest,
        "likeness": digest,
        "repeat": 0,
        "text": document.text,
    }
