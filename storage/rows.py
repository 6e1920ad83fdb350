"""Rows of the tables as the types of the domain."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Row

from domain.archive import ReleaseHead, StoredRelease
from domain.documents import Document
from storage.tables import ANALYSES, RELEASES

HEAD_COLUMNS = (
    RELEASES.c.id,
    RELEASES.c.title,
    RELEASES.c.agency,
    RELEASES.c.published_at,
    RELEASES.c.first_seen_at,
    RELEASES.c.url,
    RELEASES.c.is_sample,
)
DOCUMENT_COLUMNS = (
    RELEASES.c.document_id,
    RELEASES.c.given_title,
    RELEASES.c.source,
    RELEASES.c.text,
)
RELEASE_COLUMNS = (
    *HEAD_COLUMNS,
    *DOCUMENT_COLUMNS,
    RELEASES.c.images,
    RELEASES.c.mixes_columns,
    ANALYSES.c.record,
)


def read_head(row: Row[*tuple[Any, ...]]) -> ReleaseHead:
    """The head from a row with the HEAD_COLUMNS."""
    return ReleaseHead(
        release_id=row.id,
        title=row.title,
        agency=row.agency,
        published_at=row.published_at,
        first_seen_at=row.first_seen_at,
        url=row.url,
        is_sample=row.is_sample,
    )


def read_release(row: Row[*tuple[Any, ...]]) -> StoredRelease:
    """The release from a row with the RELEASE_COLUMNS."""
    document = replace(read_document(row), images=row.images, mixes_columns=bool(row.mixes_columns))
    return StoredRelease(head=read_head(row), document=document, analysis=row.record)


def read_document(row: Row[*tuple[Any, ...]]) -> Document:
    """The document from a row of a release, or of what it was before."""
    return Document(
        id=row.document_id,
        text=row.text,
        title=row.given_title,
        published_at=row.published_at,
        url=row.url,
        agency=row.agency,
        source=row.source,
        is_sample=row.is_sample,
    )
