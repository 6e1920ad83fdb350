"""/help: every open command, from its own description."""

from tests.cogs.conftest import Stage


async def test_help_lists_what_members_can_use(stage: Stage) -> None:
    reply = await stage.member.slash("help")
    assert reply.is_ephemeral
    for name in ("brief", "figures", "help", "latest", "quotes", "search", "summary"):
        assert f"**/{name}" in reply.text
    assert "reload" not in reply.text


async def test_help_explains_one_command(stage: Stage) -> None:
    assert await stage.member.autocomplete("help", "command", "sea") == [("/search", "search")]
    reply = await stage.member.slash("help", command="search")
    assert "Search titles and texts" in reply.text
    assert "**query**" in reply.text


async def test_help_of_what_is_no_command(stage: Stage) -> None:
    reply = await stage.member.slash("help", command="dance")
    assert "There is no command “dance”" in reply.text
