"""The schema and its revisions: a database is brought up to date when it is opened."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from domain.errors import StorageError
from storage.database import Database

_REVISION_TABLE = "alembic_version"
_REVISIONS = Path(__file__).parent / "migrations" / "versions"


async def bring_up_to_date(database: Database) -> None:
    """Apply the revisions that are missing, all of them or none, in one transaction.

    Two processes that start at once take turns: the second finds nothing left to do.
    """
    async with database.writing() as connection:
        await connection.run_sync(lambda sync: _upgrade(sync, database.name))


def revision_of(connection: Connection) -> str | None:
    """The revision the database stands at, None for an empty one."""
    if not inspect(connection).has_table(_REVISION_TABLE):
        return None
    revision = connection.execute(text(f"SELECT version_num FROM {_REVISION_TABLE}")).scalar()
    return None if revision is None else str(revision)


def revisions() -> list[str]:
    """The revisions this Lede knows, in their order, by the names of their files."""
    return sorted(path.name[1:5] for path in _REVISIONS.glob("r[0-9][0-9][0-9][0-9]_*.py"))


def _upgrade(connection: Connection, path: str) -> None:
    current, known = revision_of(connection), revisions()
    if current is None and inspect(connection).get_table_names():
        raise StorageError(
            f"{path} is the database of another program: its tables are not Lede's. "
            "Name another file."
        )
    if current is not None and current not in known:
        raise StorageError(
            f"The database {path} was written by a newer Lede (schema {current}; this one knows "
            f"up to {known[-1]}). Update Lede, or name another file."
        )
    if current != known[-1]:
        # Imported late: a bot runs for months on a database that is up to date, and what applies
        # revisions would take memory from its readers meanwhile.
        from storage.upgrading import upgrade

        upgrade(connection)
