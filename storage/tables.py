"""The tables as declared; tests/migration proves that the migrations make exactly these.

The two full-text tables and their triggers stand in the migrations only: they belong to one
engine (see storage/search.py and docs/storage.md).
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
)

from storage.columns import AnalysisRecord, KnownDate, UtcDateTime

# Every constraint and index has a name that a later migration can use.
METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

SOURCES = Table(
    "sources",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("agency", Text),
    Column("added_at", UtcDateTime, nullable=False),
)

RELEASES = Table(
    "releases",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    # Newest first is `place` falling: see storage.identity.place_of.
    Column("place", BigInteger, nullable=False, unique=True),
    Column("document_id", Text, nullable=False),
    # A name of `sources`, but no foreign key: a release outlives its source, and a file has none.
    Column("source", Text),
    Column("url", Text),
    # What a list shows; `given_title` is what the source gave, null where it gave none.
    Column("title", Text, nullable=False),
    Column("given_title", Text),
    Column("agency", Text),
    # The agency in folded case, by which it is asked for.
    Column("agency_key", Text),
    Column("published_at", KnownDate),
    Column("first_seen_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime),
    Column("is_sample", Boolean, nullable=False),
    Column("text_hash", Text, nullable=False),
    # Last, because SQLite reads a row from its front and lists need no text.
    Column("text", Text, nullable=False),
    Index("ix_releases_agency_key_place", "agency_key", "place"),
    Index("ix_releases_first_seen_at", "first_seen_at"),
)

ANALYSES = Table(
    "analyses",
    METADATA,
    Column("release_id", ForeignKey("releases.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("record", AnalysisRecord, nullable=False),
)

# What a release said before it was changed, with the analysis of that text.
VERSIONS = Table(
    "versions",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("release_id", ForeignKey("releases.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("replaced_at", UtcDateTime, nullable=False),
    Column("document_id", Text, nullable=False),
    Column("source", Text),
    Column("url", Text),
    Column("given_title", Text),
    Column("agency", Text),
    Column("published_at", KnownDate),
    Column("is_sample", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("record", AnalysisRecord, nullable=False),
)
