"""The documents speak of files that are there."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from discord import AppCommandType
from discord.app_commands import Command

from bot.client import LedeBot, cog_names
from bot.config import Settings
from bot.wiring import open_services

ROOT = Path(__file__).parents[2]
_FILE = re.compile(
    r"`((?:bot|cogs|domain|pipeline|processing|rendering|sandbox|seeds|sources|storage|tests|docs)"
    r"/[\w./-]*\w)`"
)
PAGES = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
_SECTION = re.compile(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
# Bytes of a picture: a page of twenty must not be heavy.
_LARGEST = 60_000


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[LedeBot]:
    settings = Settings(database=str(tmp_path / "lede.db"))
    now = datetime(2026, 11, 3, tzinfo=UTC)
    async with open_services(settings, now=lambda: now) as services, LedeBot(services) as opened:
        for name in cog_names():
            await opened.load_extension(f"cogs.{name}")
        yield opened


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=lambda page: page.name)
def test_every_file_a_page_names_is_there(page: Path) -> None:
    named = set(_FILE.findall(page.read_text("utf-8")))
    missing = {name for name in named if not (ROOT / name).exists()}
    assert not missing


async def test_every_command_has_a_section_with_a_picture(bot: LedeBot) -> None:
    """Of `make pictures`, which writes the pages; what is there besides belongs to no command."""
    named = [c.qualified_name for c in bot.tree.walk_commands() if isinstance(c, Command)]
    menus = bot.tree.get_commands(type=AppCommandType.message)
    titles = [f"/{name}" for name in named] + [menu.name for menu in menus]
    sections = {
        title: body
        for page in (ROOT / "docs").glob("commands-*.md")
        for title, body in _SECTION.findall(page.read_text("utf-8"))
    }
    assert sorted(sections) == sorted(titles), "run `make pictures`"
    for command in bot.tree.walk_commands():
        if isinstance(command, Command):
            assert command.description in sections[f"/{command.qualified_name}"]
    shown = {title: _PICTURE.findall(body) for title, body in sections.items()}
    assert all(len(pictures) == 1 and pictures[0][0] for pictures in shown.values()), shown
    files = {(ROOT / "docs" / path).resolve() for ((_, path),) in shown.values()}
    assert files == set((ROOT / "docs" / "pictures" / "commands").glob("*"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_picture_of_a_page_is_there_described_and_small(page: Path) -> None:
    for words, path in _PICTURE.findall(page.read_text("utf-8")):
        picture = page.parent / path
        assert len(words.split()) > 1, path
        assert picture.stat().st_size < _LARGEST, path
