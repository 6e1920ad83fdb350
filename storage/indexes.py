"""Which full-text index a connection leads to."""

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.fts5 import Fts5Index
from storage.fulltext import FullText


def full_text_of(connection: AsyncConnection) -> FullText:
    """The index of the database that a connection leads to."""
    if connection.dialect.name == "postgresql":
        from storage.tsvector import TsvectorIndex  # only where PostgreSQL is used

        return TsvectorIndex()
    return Fts5Index()
