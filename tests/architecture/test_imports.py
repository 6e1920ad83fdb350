"""The house rules a machine can read: who may import whom, no cycles, no module over the cap."""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULE_CAP = 500

# Which of our packages each may import (itself always), and which outside libraries are barred.
ALLOWED = {
    "domain": set(),
    "sources": {"domain"},
    "processing": {"domain"},
    "storage": {"domain"},
    "pipeline": {"domain", "sources", "processing", "storage"},
    "rendering": {"domain"},
    "cogs": {"domain", "pipeline", "rendering", "storage", "bot"},
    "bot": {"domain", "sources", "processing", "storage", "pipeline", "rendering", "sandbox"},
    "sandbox": set(),
    "seeds": set(),
}
OUTSIDE = {
    "domain": set(),
    "processing": set(),
    "storage": {
        *(
            "sqlalchemy",
            "rapidfuzz",
            "rensa",
            "alembic",
            "aiosqlite",
            "asyncpg",
            "pgqueuer",
            "snowballstemmer",
        )
    },
    "sandbox": {"aiohttp", "discord", "yarl", "jsonschema", "regex"},
    "pipeline": {"pint", "zstandard"},
    "rendering": {"discord", "babel", "matplotlib"},
    "cogs": {"discord"},
}
BOT_FOR_COGS = {"bot.client", "bot.checks", "bot.cooldowns", "bot.errors"}
# Cogs are loaded by name; the command line alone reaches for the stand-in.
SANDBOX_USERS = {"bot.cli", "bot.showing", "bot.stage", "bot.trial"}


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> dict[str, Path]:
    files = (path for package in ALLOWED for path in (ROOT / package).rglob("*.py"))
    return {module_name(path): path for path in files}


@cache
def imports_of(path: Path) -> frozenset[str]:
    """The dotted names a module imports, relative ones made whole, `TYPE_CHECKING` ones too."""
    tree = ast.parse(path.read_text("utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides where it goes"
            base = node.module or ""
            within = {f"{base}.{alias.name}" for alias in node.names} & set(modules())
            names |= within or {base}
    return frozenset(names)


def standard_library() -> frozenset[str]:
    import sys

    return sys.stdlib_module_names


@pytest.mark.parametrize("package", ALLOWED)
def test_package_imports_only_what_the_table_allows(package: str) -> None:
    for name, path in modules().items():
        if name.partition(".")[0] != package:
            continue
        for imported in imports_of(path):
            top = imported.partition(".")[0]
            if top in ALLOWED:
                assert top == package or top in ALLOWED[package], f"{name} imports {imported}"
            elif package in OUTSIDE and top not in standard_library():
                assert top in OUTSIDE[package], f"{name} imports {imported}"


def test_cogs_use_of_bot_is_the_client_its_checks_and_its_errors() -> None:
    for name, path in modules().items():
        if name.startswith("cogs"):
            used = {i for i in imports_of(path) if i.partition(".")[0] == "bot"}
            assert used <= BOT_FOR_COGS, f"{name} imports {used - BOT_FOR_COGS}"


def test_only_the_trial_uses_the_stand_in() -> None:
    for name, path in modules().items():
        if any(i.partition(".")[0] == "sandbox" for i in imports_of(path)):
            assert name.startswith("sandbox") or name in SANDBOX_USERS, name


def test_processing_reads_no_clock_file_or_network() -> None:
    barred = {"time", "random", "socket", "asyncio", "urllib", "http", "os", "pathlib"}
    for name, path in modules().items():
        if name.startswith("processing"):
            used = {i.partition(".")[0] for i in imports_of(path)} & barred
            assert not used, f"{name} imports {used}"
            source = path.read_text("utf-8")
            clock = [call for call in (".now(", ".today(", ".utcnow(") if call in source]
            assert not clock, f"{name} reads the clock: {clock}"


def test_no_cycles_between_modules() -> None:
    graph = {
        name: {i for i in imports_of(path) if i in modules()} for name, path in modules().items()
    }
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail[trail.index(name) :], name))
        if name not in done:
            for imported in sorted(graph[name]):
                visit(imported, (*trail, name))
            done.add(name)

    for name in sorted(graph):
        visit(name, ())


def test_no_module_is_longer_than_the_cap() -> None:
    lengths = {n: len(p.read_text("utf-8").splitlines()) for n, p in modules().items()}
    long = {name: length for name, length in lengths.items() if length > MODULE_CAP}
    assert not long, f"over {MODULE_CAP} lines: {long}"
