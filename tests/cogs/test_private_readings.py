"""What a member reads for themselves is shown to nobody else, by whatever way they ask."""

import copy
import re
from collections.abc import Iterator

import pytest
from discord import app_commands

from bot.client import LedeBot
from cogs._feature import complete_release
from sandbox.options import Upload
from sandbox.reply import Reply
from sandbox.state import Message, MessageFlag
from tests.cogs.conftest import Stage
from tests.cogs.releases import LOW_TIDE

SECRET = "77 kilograms"


async def read_privately(stage: Stage) -> tuple[Reply, str]:
    """A reading of the member's, and the reference its buttons carry."""
    upload = Upload("tide.txt", LOW_TIDE.replace("120", "77").encode(), "text/plain")
    answer = await stage.member.slash("read", file=upload, within=60.0)
    assert SECRET in answer.text
    (found,) = {b.custom_id.split(":", 3)[3] for b in answer.buttons if b.custom_id}
    return answer, found


def commands_of(bot: LedeBot) -> Iterator[app_commands.Command]:
    for command in bot.tree.walk_commands():
        if isinstance(command, app_commands.Command):
            yield command


def asking_for_a_release(bot: LedeBot) -> dict[str, list[str]]:
    """Every command that takes a release, by its options that do."""
    return {
        command.qualified_name: names
        for command in commands_of(bot)
        if (names := [n for n, p in command._params.items() if p.autocomplete is complete_release])
    }


async def test_reference_cannot_be_guessed(stage: Stage) -> None:
    references = {(await read_privately(stage))[1] for _ in range(3)}
    assert len(references) == 3
    assert all(re.fullmatch(r"#~[A-Za-z0-9_-]{22}", one) for one in references)


async def test_no_command_shows_the_reading_of_another(stage: Stage) -> None:
    _, reference = await read_privately(stage)
    elsewhere = stage.sandbox.add_guild("Elsewhere")
    stranger = stage.sandbox.actor("Eve", guild=elsewhere)
    own = asking_for_a_release(stage.bot)
    assert {"brief", "figures", "quotes", "summary", "why", "compare"} <= set(own)
    for command, options in own.items():
        for asker in (stranger, stage.admin, stranger.at(stage.sandbox.direct(stranger))):
            for wanted in (reference, "#-1", "#-2"):
                reply = await asker.run(command, dict.fromkeys(options, wanted))
                shown = " ".join(one.text for one in (reply, *reply.followups))
                assert "forgotten by now" in shown, (command, wanted, shown)
                assert reply.is_ephemeral


async def test_commands_show_their_own_reading_to_its_reader_alone(stage: Stage) -> None:
    _, reference = await read_privately(stage)
    for command, options in asking_for_a_release(stage.bot).items():
        named = dict.fromkeys(options, "lake county") | {options[-1]: reference}
        reply = await stage.member.run(command, named)
        assert reply.is_ephemeral, command
        assert "kilograms" in reply.text or command in ("quotes", "why"), (command, reply.text)
    why = await stage.member.run("why", {"release": reference})
    assert "Not kept: read for you alone" in why.text


async def test_no_completion_offers_a_reading(stage: Stage) -> None:
    _, reference = await read_privately(stage)
    for command, options in asking_for_a_release(stage.bot).items():
        for option in options:
            for typed in ("77", reference, "#"):
                for asker in (stage.member, stage.admin):
                    offered = await asker.autocomplete(command, option, typed)
                    assert not any("77" in name or "~" in value for name, value in offered)


@pytest.mark.parametrize("is_ours", [True, False])
async def test_forged_message_leads_to_no_reading(stage: Stage, is_ours: bool) -> None:
    """A message with the buttons of the answer, of another bot or in another's channel."""
    answer, _ = await read_privately(stage)
    assert answer.message is not None
    world = stage.sandbox.world
    author = stage.sandbox.world.bot if is_ours else world.add_user("otherbot")
    forged = Message(world.ids.next(), answer.message.channel_id, author, world.clock.now())
    forged.components = copy.deepcopy(answer.message.components)
    forged.flags = int(MessageFlag.COMPONENTS_V2)
    world.keep(forged)
    for menu in ("Show evidence", "Brief this"):
        reply = await stage.admin.context_menu(menu, forged)
        assert SECRET not in reply.text
        assert ("forgotten by now" if is_ours else "no link and no file") in reply.text
    for pressed in answer.buttons:
        if pressed.custom_id:
            reply = await stage.admin.click(forged, pressed.label)
            assert "forgotten by now" in reply.text, pressed.label
    assert await stage.services.storage.releases.count() == 3
