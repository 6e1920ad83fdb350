"""The revisions make exactly the declared tables, silently, from wherever the package lies."""

import logging
import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine

import storage as package
from storage import open_storage
from storage.metadata import METADATA
from storage.schema import revisions as known_revisions
from storage.upgrading import configuration

ROOT = Path(__file__).parents[2]
FULL_TEXT = re.compile(r"release_(search|titles)|quote_search")


def differences(connection: Connection) -> list[object]:
    def is_declared(_object: object, name: str | None, kind: str, *_: object) -> bool:
        return not (kind == "table" and name and FULL_TEXT.match(name))

    context = MigrationContext.configure(
        connection,
        opts={"compare_type": True, "compare_server_default": True, "include_object": is_declared},
    )
    return list(compare_metadata(context, METADATA))


@pytest.fixture
async def made(tmp_path: Path) -> Path:
    async with open_storage(tmp_path / "lede.db"):
        pass
    return tmp_path / "lede.db"


async def test_revisions_from_nothing_make_the_declared_tables(made: Path) -> None:
    engine = create_engine(f"sqlite:///{made}")
    with engine.connect() as connection:
        assert differences(connection) == []
        connection.exec_driver_sql("ALTER TABLE releases ADD COLUMN stray TEXT")
        assert len(differences(connection)) == 1
    engine.dispose()


async def test_names_of_keys_and_indexes_are_as_declared(made: Path) -> None:
    """What the comparison passes over: SQLite keeps these names in the text of the table only."""
    engine = create_engine("sqlite://")
    declared = create_engine(f"sqlite:///{made}")
    METADATA.create_all(engine)
    query = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'"
    with engine.connect() as by_tables, declared.connect() as by_revisions:
        wanted = {row.name: row.sql for row in by_tables.exec_driver_sql(query)}
        made_so = {row.name: row.sql for row in by_revisions.exec_driver_sql(query)}
    for name, sql in wanted.items():
        assert sorted(re.findall(r"\w+", made_so[name])) == sorted(re.findall(r"\w+", sql)), name
    engine.dispose()
    declared.dispose()


def test_revisions_are_one_line_each_with_a_note() -> None:
    script = ScriptDirectory.from_config(configuration())
    revisions = [step.revision for step in reversed(list(script.walk_revisions()))]
    assert len(script.get_heads()) == 1
    notes = (Path(package.__file__).parent / "migrations" / "NOTES.md").read_text("utf-8")
    assert re.findall(r"^\| (\d{4}) \|", notes, re.MULTILINE) == revisions
    # A database that is up to date is known as such without Alembic, by the names of the files.
    assert known_revisions() == revisions


async def test_each_table_has_its_row_in_the_documentation(made: Path) -> None:
    engine = create_engine(f"sqlite:///{made}")
    # The tables an FTS5 index keeps for itself are its own affair, and so is Alembic's.
    query = (
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual')"
    )
    with engine.connect() as connection:
        names = {row.name for row in connection.exec_driver_sql(query)}
    engine.dispose()
    tables = {name for name in names if not name.startswith("sqlite_")} - {"alembic_version"}
    assert METADATA.tables.keys() < tables
    written = (ROOT / "docs" / "storage.md").read_text("utf-8")
    rows = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \|", written.split("## Rules")[0], re.MULTILINE)
    documented = re.findall(r"`(\w+)`", " ".join(rows))
    assert sorted(documented) == sorted(tables)


async def test_opening_is_silent_and_leaves_logging_alone(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    root, alembic = logging.getLogger(), logging.getLogger("alembic")
    before = (root.level, list(root.handlers), alembic.level, list(alembic.handlers))
    for _ in range(2):
        async with open_storage(tmp_path / "lede.db"):
            pass
    assert capfd.readouterr() == ("", "")
    assert (root.level, list(root.handlers), alembic.level, list(alembic.handlers)) == before
    assert [r for r in caplog.records if r.levelno >= logging.WARNING] == []


async def test_revisions_are_found_from_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_storage("lede.db") as storage:
        assert (await storage.status()).schema is not None


async def test_failed_revision_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from alembic.operations import Operations

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the power went")

    with monkeypatch.context() as patch:
        patch.setattr(Operations, "execute", fail)
        with pytest.raises(RuntimeError):
            async with open_storage(tmp_path / "lede.db"):
                pass
    # All of the schema or nothing: the next start begins from nothing and succeeds.
    async with open_storage(tmp_path / "lede.db") as storage:
        assert await storage.releases.count() == 0
