"""The tables of sources: what is polled, who has it, how it is doing."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    false,
)

from storage.columns import Seconds, UtcDateTime
from storage.metadata import METADATA

SOURCES = Table(
    "sources",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("agency", Text),
    Column("cadence", Seconds),
    Column("options", JSON, nullable=False),
    Column("is_verified", Boolean, nullable=False),
    Column("added_at", UtcDateTime, nullable=False),
    # Of Discord; null where the command line added it.
    Column("added_by", BigInteger),
    # When the first poll was kept in full: what it found is stored, not announced.
    Column("baseline_at", UtcDateTime),
    # Since when it has another address, at which no poll was kept in full yet.
    Column("moved_at", UtcDateTime),
    # Whether its releases are told to those who have it alone.
    Column("is_limited", Boolean, nullable=False, server_default=false()),
)

# Who has a source: the servers that added it, by their ids, and whoever hosts Lede, as 0. A source
# is polled as long as anyone has it.
SOURCE_HOLDERS = Table(
    "source_holders",
    METADATA,
    Column("source", ForeignKey("sources.name", ondelete="CASCADE"), primary_key=True),
    Column("holder", BigInteger, primary_key=True, index=True),
    Column("added_at", UtcDateTime, nullable=False),
    Column("added_by", BigInteger),
    # Under which heading the holder keeps it.
    Column("folder", Text),
)

# How each source is doing, written after every poll.
SOURCE_HEALTH = Table(
    "source_health",
    METADATA,
    Column("source", ForeignKey("sources.name", ondelete="CASCADE"), primary_key=True),
    Column("condition", Text, nullable=False),
    Column("reason", Text),
    Column("since", UtcDateTime),
    Column("polled_at", UtcDateTime),
    Column("succeeded_at", UtcDateTime),
    Column("next_poll_at", UtcDateTime),
    Column("last_item_at", UtcDateTime),
    Column("usual_gap", Seconds),
    Column("failures", Integer, nullable=False),
    Column("listed", Integer, nullable=False),
    Column("told_at", UtcDateTime, key="notified_at"),
    Column("etag", Text),
    Column("last_modified", Text),
    # A hash of what came last; null while something of it is not done with.
    Column("body_mark", Text),
    Index("ix_source_health_next_poll_at", "next_poll_at"),
)
