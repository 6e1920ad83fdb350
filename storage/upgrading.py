"""Alembic applies the revisions: loaded only where there are some to apply."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def configuration() -> Config:
    """Alembic's configuration: the revisions come with the package, and nothing is printed."""
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    # Where the revisions lie is said outright; Alembic warns when the separator is not.
    config.set_main_option("path_separator", "os")
    return config


def upgrade(connection: Connection) -> None:
    """Apply all that are missing, in the transaction of this connection."""
    config = configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
