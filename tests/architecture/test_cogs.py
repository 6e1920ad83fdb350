"""Every cog loads, and every command is named, described, guarded and documented."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from discord import app_commands

from bot.client import LedeBot, cog_names
from bot.config import Settings
from bot.wiring import Services, open_services

ROOT = Path(__file__).parents[2]
COMMANDS = (ROOT / "docs" / "commands.md").read_text("utf-8")


@pytest.fixture
async def services(tmp_path: Path) -> AsyncIterator[Services]:
    settings = Settings(database=str(tmp_path / "lede.db"))
    async with open_services(settings, now=lambda: datetime(2026, 11, 3, tzinfo=UTC)) as services:
        yield services


@pytest.fixture
async def bot(services: Services) -> AsyncIterator[LedeBot]:
    async with LedeBot(services) as bot:
        for name in cog_names():
            await bot.load_extension(f"cogs.{name}")
        yield bot


def leaves(bot: LedeBot) -> list[app_commands.Command]:
    return [c for c in bot.tree.walk_commands() if isinstance(c, app_commands.Command)]


async def test_every_file_of_the_package_is_a_cog(bot: LedeBot) -> None:
    assert bot.loaded_cogs() == cog_names()


async def test_every_command_and_option_is_described(bot: LedeBot) -> None:
    for command in leaves(bot):
        assert len(command.description) > 15, command.qualified_name
        assert command.description.endswith("."), command.qualified_name
        for parameter in command.parameters:
            assert len(parameter.description) > 10, (command.qualified_name, parameter.name)


async def test_every_command_is_documented_as_it_describes_itself(bot: LedeBot) -> None:
    for command in leaves(bot):
        shown = [(p.display_name, p.required) for p in command.parameters]
        options = [f"{name}:" if required else f"[{name}:]" for name, required in shown]
        usage = " ".join([f"/{command.qualified_name}", *options])
        assert f"| `{usage}` | {command.description} |" in COMMANDS, usage


async def test_no_command_is_documented_that_is_not_there(bot: LedeBot) -> None:
    documented = re.findall(r"^\| `/([a-z ]+?)(?: [\[a-z_]+:\]?)*` \|", COMMANDS, re.MULTILINE)
    assert sorted(documented) == sorted(command.qualified_name for command in leaves(bot))


async def test_every_completion_answers_even_if_it_fails(bot: LedeBot) -> None:
    # The library shows only that there is a completion, not which.
    held = [p for command in leaves(bot) for p in command._params.values() if p.autocomplete]
    assert held
    for parameter in held:
        assert hasattr(parameter.autocomplete, "__wrapped__"), f"{parameter.name} needs @offers"


async def test_admin_commands_are_hidden_and_for_servers_only(bot: LedeBot) -> None:
    admin = bot.tree.get_command("admin")
    assert admin is not None
    payload = admin.to_dict(bot.tree)
    assert payload["default_member_permissions"] == 8
    assert payload["contexts"] == [0] or payload["dm_permission"] is False


def test_every_setting_is_documented() -> None:
    read = set(re.findall(r'"((?:LEDE|DISCORD)_[A-Z_]+)"', (ROOT / "bot/config.py").read_text()))
    assert read
    for name in read:
        assert f"| `{name}` |" in (ROOT / "docs" / "settings.md").read_text("utf-8"), name
        assert f"{name}=" in (ROOT / ".env.example").read_text("utf-8"), name


def test_cogs_hold_no_sql() -> None:
    for path in (ROOT / "cogs").rglob("*.py"):
        assert not re.search(r"\b(SELECT|INSERT|UPDATE)\b", path.read_text("utf-8")), path
