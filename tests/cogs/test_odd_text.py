"""What no text can hold, typed into any option, is told in a sentence and costs nothing."""

import pytest
from discord import AppCommandOptionType

from tests.cogs.conftest import Stage
from tests.cogs.test_rights import leaves, something

ODD = ["\ud83d", "tin \udc00", "a\0b", "\0"]


@pytest.mark.parametrize("odd", ODD)
async def test_every_option_for_text_of_every_command(stage: Stage, odd: str) -> None:
    tried = 0
    for root in stage.bot.tree.get_commands():
        if not hasattr(root, "description"):
            continue
        for command in leaves(stage.bot, root.name):
            for parameter in command.parameters:
                if parameter.type is not AppCommandOptionType.string or parameter.choices:
                    continue
                options = {
                    p.display_name: something(stage, p) for p in command.parameters if p.required
                }
                name = str(parameter.display_name)
                reply = await stage.admin.run(command.qualified_name, {**options, name: odd})
                assert "signs that are no characters" in reply.text, (command.qualified_name, name)
                assert reply.is_ephemeral
                if parameter.autocomplete:
                    offered = await stage.admin.autocomplete(command.qualified_name, name, odd)
                    assert offered == []
                tried += 1
    assert tried > 50


@pytest.mark.parametrize("odd", ["\ufffe", "\u202e", "\x07", "\ue000", "\U0010ffff", "\u0301", "ﷺ"])
async def test_odd_characters_that_are_some_are_looked_for(stage: Stage, odd: str) -> None:
    found = await stage.member.slash("search", query=f"tin {odd}")
    assert "archive cannot be read" not in found.text
    named = await stage.member.slash("brief", release=f"zz {odd}")
    assert "archive cannot be read" not in named.text


@pytest.mark.parametrize("odd", ["half \ud83d", "none \0 at all"])
async def test_forms_and_messages(stage: Stage, odd: str) -> None:
    form = await stage.member.run("read", {})
    read = await stage.member.submit(
        form, {"Text": f"The office seized 12 kilograms. {odd}"}, within=60.0
    )
    form = await stage.member.run("feedback", {})
    told = await stage.member.submit(form, {"What is wrong or missing?": odd})
    message = stage.admin.say(f"“We looked in every crate {odd}”")
    checked = await stage.member.context_menu("Check this quote", message)
    for reply in (read, told, checked):
        assert "archive cannot be read" not in reply.text
        assert "Something went wrong" not in reply.text
