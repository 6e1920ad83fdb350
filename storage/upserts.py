"""Insertions that find a row already there: each database has its own words for them."""

from typing import Any

from sqlalchemy import Insert, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


def insert_missing(connection: AsyncConnection, table: Table) -> Insert:
    """An insertion that passes over rows whose keys are taken."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()


def insert_or_change(
    connection: AsyncConnection, values: dict[str, Any], table: Table, *, key: str, **changed: Any
) -> Insert:
    """An insertion of one row that changes these columns instead where the key is taken."""
    if connection.dialect.name == "postgresql":
        other = postgresql.insert(table).values(values)
        return other.on_conflict_do_update(index_elements=[key], set_=changed)
    one = sqlite.insert(table).values(values)
    return one.on_conflict_do_update(index_elements=[key], set_=changed)
