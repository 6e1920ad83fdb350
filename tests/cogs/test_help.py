"""/help: every open command, from its own description."""

from bot.inviting import needed_permissions
from tests.cogs.conftest import Stage


async def test_help_lists_what_members_can_use(stage: Stage) -> None:
    reply = await stage.member.slash("help")
    assert reply.is_ephemeral
    for name in ("brief", "figures", "help", "latest", "quotes", "search", "summary"):
        assert f"**/{name}" in reply.text
    assert "reload" not in reply.text
    # None is cut off for want of room; a group is one entry.
    assert "**/why [release:]**" in reply.text
    assert "**/watch add · edit · list · pause · remove · resume · test**" in reply.text


async def test_help_of_a_group_lists_its_commands(stage: Stage) -> None:
    reply = await stage.member.slash("help", command="/watch")
    assert reply.text.count("**/watch ") == 7
    assert "/search" not in reply.text
    near = await stage.member.slash("help", command="wach ad")
    assert "Did you mean /watch add" in near.text


async def test_help_explains_one_command(stage: Stage) -> None:
    assert await stage.member.autocomplete("help", "command", "sea") == [("/search", "search")]
    reply = await stage.member.slash("help", command="search")
    assert "Search titles and texts" in reply.text
    assert "**query**" in reply.text


async def test_help_of_what_is_no_command(stage: Stage) -> None:
    reply = await stage.member.slash("help", command="dance")
    assert "There is no command “dance”" in reply.text


async def test_about_says_what_is_kept(stage: Stage) -> None:
    reply = await stage.member.slash("about")
    assert "Every statement has a receipt" in reply.text
    assert "3 releases are stored." in reply.text
    (invite,) = [button for button in reply.buttons if button.label == "Invite Lede"]
    assert invite.url
    assert f"client_id={stage.bot.application_id}" in invite.url
    assert f"permissions={needed_permissions().value}" in invite.url


async def test_feedback_is_kept_for_the_host(stage: Stage) -> None:
    form = await stage.member.slash("feedback")
    reply = await stage.member.submit(form, {"What is wrong or missing?": "The tin is wrong."})
    assert "kept under number 1" in reply.text
    ((_, _, user, text),) = await stage.services.storage.feedback.newest(5)
    assert (user, text) == (stage.member.id, "The tin is wrong.")
    empty = await stage.member.submit(
        await stage.member.slash("feedback"), {"What is wrong or missing?": "  "}
    )
    assert "The text is empty." in empty.text
