"""The schema and its revisions: a database is brought up to date when it is opened."""

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from domain.errors import StorageError
from storage.database import Database

_REVISION_TABLE = "alembic_version"


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


def configuration() -> Config:
    """Alembic's configuration: the revisions come with the package, and nothing is printed."""
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    # Where the revisions lie is said outright; Alembic warns when the separator is not.
    config.set_main_option("path_separator", "os")
    return config


def _upgrade(connection: Connection, path: str) -> None:
    config = configuration()
    script = ScriptDirectory.from_config(config)
    current = revision_of(connection)
    if current is None and inspect(connection).get_table_names():
        raise StorageError(
            f"{path} is the database of another program: its tables are not Lede's. "
            "Name another file."
        )
    if current is not None and current not in {step.revision for step in script.walk_revisions()}:
        raise StorageError(
            f"The database {path} was written by a newer Lede (schema {current}; this one knows "
            f"up to {script.get_current_head()}). Update Lede, or name another file."
        )
    if current != script.get_current_head():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
