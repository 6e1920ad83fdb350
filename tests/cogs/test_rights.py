"""What Discord hides is refused when it is called by hand: commands and completions alike."""

from collections.abc import Iterator
from typing import Any

import pytest
from discord import AppCommandOptionType, app_commands

from bot.client import LedeBot
from sandbox.actor import Actor
from sandbox.options import Upload
from tests.cogs.conftest import Stage

# Roots that are for some only, and what the others read.
REFUSED = {
    "admin": "Only Lede's own admins may do that",
    "briefing": "Only members with Manage Server may do that",
    "source": "Only members with Manage Server may do that",
}
NOT_HERE = "This command works in a server only"
NOT_INVITED = "only in servers that have invited Lede"


def leaves(bot: LedeBot, root: str) -> Iterator[app_commands.Command[Any, ..., Any]]:
    """The commands under a root."""
    found = bot.tree.get_command(root)
    assert found is not None
    for command in found.walk_commands() if isinstance(found, app_commands.Group) else [found]:
        if isinstance(command, app_commands.Command):
            yield command


def something(stage: Stage, parameter: app_commands.commands.Parameter) -> Any:
    """A value an option takes."""
    if parameter.choices:
        return parameter.choices[0].value
    return {
        AppCommandOptionType.string: "1",
        AppCommandOptionType.integer: 1,
        AppCommandOptionType.boolean: True,
        AppCommandOptionType.channel: stage.sandbox.channel("releases"),
        AppCommandOptionType.role: stage.sandbox.add_role("Desk"),
        AppCommandOptionType.attachment: Upload("a.txt", b"text", "text/plain"),
    }[parameter.type]


async def call(stage: Stage, actor: Actor, command: app_commands.Command[Any, ..., Any]) -> str:
    """What one reads who calls a command by hand, whatever is shown to them."""
    options = {p.display_name: something(stage, p) for p in command.parameters if p.required}
    reply = await actor.run(command.qualified_name, options, force=True)
    assert reply.is_ephemeral
    return reply.text


async def completions(actor: Actor, command: app_commands.Command[Any, ..., Any]) -> list[Any]:
    return [
        offered
        for parameter in command.parameters
        if parameter.autocomplete
        for offered in await actor.autocomplete(
            command.qualified_name, str(parameter.display_name), "", force=True
        )
    ]


def test_every_hidden_root_has_its_sentence(stage: Stage) -> None:
    hidden = {
        c.name
        for c in stage.bot.tree.get_commands()
        if not isinstance(c, app_commands.ContextMenu) and c.default_permissions is not None
    }
    assert hidden == set(REFUSED)


@pytest.mark.parametrize("root", sorted(REFUSED))
async def test_hidden_commands_called_by_hand_are_refused(stage: Stage, root: str) -> None:
    sandbox = stage.sandbox
    moderator = sandbox.actor("Mo", permissions=("manage_messages", "manage_channels"))
    direct = moderator.at(sandbox.direct(moderator))
    for command in leaves(stage.bot, root):
        for actor, sentence in ((stage.member, REFUSED[root]), (moderator, REFUSED[root])):
            assert sentence in await call(stage, actor, command), command.qualified_name
            assert await completions(actor, command) == []
        if not any(p.type is AppCommandOptionType.channel for p in command.parameters):
            assert NOT_HERE in await call(stage, direct, command), command.qualified_name
        assert await completions(direct, command) == []
    storage = stage.services.storage
    assert await storage.sources.list() == ()
    assert await storage.subscriptions.of_guild(sandbox.guild.id) == []


async def test_managers_of_servers_that_have_not_invited_lede_are_refused(stage: Stage) -> None:
    """Where the user alone has installed Lede, their rights on that server count for nothing."""
    sandbox = stage.sandbox
    elsewhere = sandbox.add_guild("Elsewhere")
    manager = sandbox.actor("Mia", permissions=("manage_guild",), guild=elsewhere)
    sandbox.remove_bot(elsewhere)
    for root in ("source", "briefing"):
        for command in leaves(stage.bot, root):
            if any(p.type is AppCommandOptionType.channel for p in command.parameters):
                continue  # a channel of a server the bot does not know fails before
            assert NOT_INVITED in await call(stage, manager, command), command.qualified_name
            assert await completions(manager, command) == []


async def test_managers_pass_and_admins_of_a_server_are_no_admins_of_lede(stage: Stage) -> None:
    manager = stage.sandbox.actor("Mia", permissions=("manage_guild",))
    chief = stage.sandbox.actor("Cy", permissions=("administrator",))
    for actor in (manager, chief):
        assert "No briefing is set up" in (await actor.run("briefing list", {})).text
        refused = await actor.run("admin status", {}, force=True)
        assert "Only Lede's own admins" in refused.text


async def test_channel_of_another_server_is_no_place_for_alerts(stage: Stage) -> None:
    elsewhere = stage.sandbox.add_guild("Elsewhere")
    manager = stage.sandbox.actor("Mia", permissions=("manage_guild",))
    foreign = stage.sandbox.channel(guild=elsewhere)
    for command, options in (
        ("watch add", {"words": "tin"}),
        ("briefing setup", {"time": "07:30", "zone": "Europe/Berlin"}),
    ):
        reply = await manager.run(command, {**options, "channel": foreign}, force=True)
        assert "could not be read" in reply.text, command
    assert await stage.services.storage.watches.of(stage.sandbox.guild.id, manager.id) == []
