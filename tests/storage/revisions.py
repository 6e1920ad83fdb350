"""Databases of an older Lede, made by the revisions themselves: no test names their numbers."""

from pathlib import Path

from alembic import command
from alembic.script import Script, ScriptDirectory
from sqlalchemy import create_engine

from storage.upgrading import configuration


def make_before(database: Path, name: str) -> None:
    """Make an empty database as it was before the revision of the file `rNNNN_name.py`."""
    config = configuration()
    engine = create_engine(f"sqlite:///{database}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, str(_named(name).down_revision))
    engine.dispose()


def newest() -> str:
    """The number of the last revision."""
    return str(ScriptDirectory.from_config(configuration()).get_current_head())


def _named(name: str) -> Script:
    walked = ScriptDirectory.from_config(configuration()).walk_revisions()
    return next(step for step in walked if Path(step.path).stem.endswith(f"_{name}"))
