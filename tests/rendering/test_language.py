"""Every fixed sentence, name and description stands in every catalogue, and fits Discord."""

import re
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from string import Formatter
from typing import Any

import discord
import pytest
import regex
from babel.messages.pofile import read_po
from discord import app_commands

from bot.client import LedeBot, cog_names
from bot.config import Settings
from bot.errors import UNEXPECTED
from bot.wiring import open_services
from domain.sources import Condition
from pipeline.release_filters import READY
from pipeline.taste import NEWS
from rendering.language import CODES, NAMES, language
from tests.rendering.sentences import ROOT, fixed_sentences

OTHERS = [code for code in CODES if code != "en"]
# Discord's rule for names of commands and options.
NAME = regex.compile(r"^[-_'\p{L}\p{N}]{1,32}$")
# Said by a variable: how sources do.
CONDITIONS = {condition.value for condition in Condition} - {"ok", "new"}


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[LedeBot]:
    settings = Settings(database=str(tmp_path / "lede.db"))
    now = datetime(2026, 11, 3, tzinfo=UTC)
    async with open_services(settings, now=lambda: now) as services, LedeBot(services) as opened:
        for name in cog_names():
            await opened.load_extension(f"cogs.{name}")
        yield opened


def menus(bot: LedeBot) -> list[str]:
    kinds = (discord.AppCommandType.user, discord.AppCommandType.message)
    return [menu.name for kind in kinds for menu in bot.tree.get_commands(type=kind)]


def described(bot: LedeBot) -> Iterator[tuple[str, list[str]]]:
    """Each name with the descriptions and choices that go with it."""
    for command in bot.tree.walk_commands():
        yield command.name, [command.description]
        for option in getattr(command, "parameters", ()):
            choices = [choice.name for choice in option.choices if choice.name not in CODES]
            yield str(option.display_name), [str(option.description), *choices]


@pytest.mark.parametrize("code", OTHERS)
async def test_catalogue_is_complete(bot: LedeBot, code: str) -> None:
    say = language(code)
    sentences = {s if isinstance(s, str) else s[0] for s in fixed_sentences()}
    sentences.add(UNEXPECTED)
    sentences |= {text for _, texts in described(bot) for text in texts} | {
        *menus(bot),
        *READY,
        *NEWS,
    }
    names = {name for name, _ in described(bot)}
    assert {s for s in sentences if not say.knows(s)} == set()
    assert {n for n in names if not say.knows(n, NAMES)} == set()
    kept = {text for context, text in say.sentences if context is None}
    assert kept - sentences - CONDITIONS == set(), "nothing says these any more"


@pytest.mark.parametrize("code", OTHERS)
def test_translations_keep_facts_and_marks(code: str) -> None:
    for (_, english), said in language(code).sentences.items():
        for form in [said] if isinstance(said, str) else said:
            assert fields(form) == fields(english), form
            assert form.count("**") == english.count("**"), form
            assert form.strip(), english


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", OTHERS)
def test_file_is_valid_and_certain(code: str) -> None:
    with (ROOT / "rendering" / "locales" / f"{code}.po").open("rb") as file:
        catalogue = read_po(file, locale=code, abort_invalid=True)
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []


async def test_names_and_descriptions_fit_discord_in_every_language(bot: LedeBot) -> None:
    for code in CODES:
        say = language(code)
        for name, texts in described(bot):
            assert NAME.match(say.name(name)), (code, name)
            assert say.name(name) == say.name(name).lower()
            assert all(1 <= len(say(text)) <= 100 for text in texts), (code, texts)
        assert all(1 <= len(say(name)) <= 32 for name in menus(bot))


async def test_siblings_have_names_of_their_own(bot: LedeBot) -> None:
    groups: list[Any] = [bot.tree.get_commands(type=discord.AppCommandType.chat_input)]
    for command in bot.tree.walk_commands():
        if isinstance(command, app_commands.Group):
            groups.append(command.commands)
        else:
            groups.append(command.parameters)
    for code in CODES:
        say = language(code)
        for group in groups:
            names = [say.name(str(getattr(one, "display_name", one.name))) for one in group]
            assert len(set(names)) == len(names), (code, names)


async def test_sentences_name_commands_as_they_are_called(bot: LedeBot) -> None:
    called = {c.qualified_name for c in bot.tree.walk_commands()}
    for code in OTHERS:
        say = language(code)
        there = {" ".join(map(say.name, name.split())) for name in called}
        for said in say.sentences.values():
            for form in [said] if isinstance(said, str) else said:
                for mention in re.findall(r"(?<![\w/:])/([^\s.;:,]+)", form):
                    assert any(name.split()[0] == mention for name in there), (code, form)


def test_days_and_numbers_are_written_as_in_the_language() -> None:
    day = date(2026, 11, 3)
    said = [language(code).day(day) for code in CODES]
    assert said == ["3 November 2026", "3 de noviembre de 2026", "3. November 2026",
                    "3 novembre 2026"]  # fmt: skip
    assert language("de").number(12500) == "12.500"
    assert language("es-419").code == "es"
    assert language("pt-BR").code == "en"


@pytest.mark.parametrize(
    "code, number, unit, said",
    [
        ("en", 2.5, "kilogram", "2.5 kilograms"),
        ("de", 1000, "kilometre", "1.000 Kilometer"),
        ("es", 1, "pound-mass", "1 libra"),
        ("fr", 3, None, "3"),
        ("en", 500, "dollar", "500 dollars"),
        ("de", 500, "dollar", "500 dollar"),
        ("fr", 4.0, "euro per kilogram", "4\xa0€/kilogram"),
    ],
)
def test_amounts_are_said_with_their_unit(
    code: str, number: float, unit: str | None, said: str
) -> None:
    assert language(code).amount(number, unit) == said


def test_how_many_is_said_by_number() -> None:
    one, many = "{number} release is stored.", "{number} releases are stored."
    assert language("en").count(one, many, 1) == "1 release is stored."
    assert language("de").count(one, many, 2) == "2 Mitteilungen sind gespeichert."
    assert language("fr").count(one, many, 0) == "0 communiqué est conservé."
