"""What Discord refuses is refused with its codes, and no test can overlook it."""

import asyncio
import io
from typing import Any

import aiohttp
import discord
import pytest

from sandbox.problems import SandboxError

TOO_LONG = "x" * 2001


@pytest.fixture
async def run(sandbox, start):
    """Run a coroutine of the test inside a slash command; its errors reach the test."""
    outcome: Any = {}

    def declare(bot: Any) -> None:
        @bot.tree.command(description="Do it")
        async def act(interaction: discord.Interaction) -> None:
            try:
                await outcome["body"](interaction)
            except discord.HTTPException as error:
                outcome["error"] = error
            outcome["done"].set()

    await start(declare)

    async def go(body: Any) -> Any:
        outcome.update(body=body, error=None, done=asyncio.Event())
        task = asyncio.create_task(sandbox.actor("Ben").slash("act"))
        async with asyncio.timeout(5):
            await outcome["done"].wait()
        task.cancel()
        sandbox.forgive()
        return outcome["error"]

    return go


async def test_a_second_answer_is_refused(sandbox, run):
    async def twice(interaction):
        await interaction.response.send_message("one")
        interaction.response._response_type = None
        await interaction.response.send_message("two")

    with sandbox.expecting_refusal(40060):
        error = await run(twice)
    assert (error.status, error.code) == (400, 40060)


async def test_an_answer_after_three_seconds_is_refused(sandbox, run):
    async def late(interaction):
        sandbox.clock.advance(3.1)
        await interaction.response.send_message("late")

    with sandbox.expecting_refusal(10062):
        error = await run(late)
    assert (error.status, error.code) == (404, 10062)


async def test_a_follow_up_before_any_answer_is_refused(sandbox, run):
    async def early(interaction):
        await interaction.followup.send("early")

    with sandbox.expecting_refusal(10015):
        assert (await run(early)).code == 10015


async def test_the_token_dies_after_fifteen_minutes(sandbox, run):
    async def much_later(interaction):
        await interaction.response.defer()
        sandbox.clock.advance(15 * 60 + 1)
        await interaction.followup.send("done")

    with sandbox.expecting_refusal(50027):
        error = await run(much_later)
    assert (error.status, error.code) == (401, 50027)


async def test_a_deleted_answer_cannot_be_edited(sandbox, run):
    async def gone(interaction):
        await interaction.response.send_message("one")
        await interaction.delete_original_response()
        await interaction.edit_original_response(content="two")

    with sandbox.expecting_refusal(10008):
        assert (await run(gone)).code == 10008


async def test_an_empty_message_is_refused(sandbox, run):
    async def empty(interaction):
        await interaction.response.send_message("")

    with sandbox.expecting_refusal(50006):
        assert (await run(empty)).code == 50006


async def test_a_message_that_is_too_long_names_the_field(sandbox, run):
    async def long(interaction):
        await interaction.response.send_message(TOO_LONG)

    with sandbox.expecting_refusal(50035) as met:
        error = await run(long)
    assert error.code == 50035
    assert "In data.content: Must be 2000 or fewer in length." in str(error)
    assert "data.content" in met[0].summary


async def test_a_file_that_is_too_large_is_refused(sandbox, run):
    async def large(interaction):
        file = discord.File(io.BytesIO(bytes(10 * 1024 * 1024 + 1)), "a.bin")
        await interaction.response.send_message(file=file)

    with sandbox.expecting_refusal(40005):
        assert (await run(large)).status == 413


async def test_a_picture_that_was_not_sent_is_refused(sandbox, run):
    async def missing(interaction):
        embed = discord.Embed(title="x").set_image(url="attachment://chart.png")
        await interaction.response.send_message(embed=embed)

    with sandbox.expecting_refusal(50035):
        assert "chart.png" in str(await run(missing))


async def test_the_app_of_one_user_has_five_follow_ups(sandbox, run):
    sandbox.guild.members.pop(sandbox.application_id)

    async def many(interaction):
        assert interaction.is_user_integration()
        await interaction.response.send_message("one")
        for _ in range(6):
            await interaction.followup.send("more")

    with sandbox.expecting_refusal(40094):
        assert (await run(many)).code == 40094


async def test_a_refusal_nobody_expects_fails_the_check(sandbox, run):
    async def long(interaction):
        await interaction.response.send_message(TOO_LONG)

    await run(long)
    with pytest.raises(SandboxError, match=r"(?s)400/50035 Invalid Form Body.*data\.content"):
        sandbox.check()
    sandbox.problems.clear()


async def test_a_refusal_that_does_not_come_is_an_error(sandbox):
    with pytest.raises(SandboxError, match="50035 was expected"), sandbox.expecting_refusal(50035):
        pass


async def test_what_is_not_a_bots_request_is_turned_away(sandbox):
    base = f"{sandbox.url}/api/v10"
    agent = {"User-Agent": "DiscordBot (https://agency.example, 1.0)"}
    token = {**agent, "Authorization": f"Bot {sandbox.token}"}
    json_type = {**token, "Content-Type": "application/json"}
    posting = f"{base}/channels/{sandbox.channel().id}/messages"
    async with aiohttp.ClientSession() as session:

        async def status(method: str, url: str, code: int, **sent: Any) -> tuple[int, int]:
            with sandbox.expecting_refusal(code):
                async with session.request(method, url, **sent) as answer:
                    return answer.status, (await answer.json())["code"]

        assert await status("GET", f"{base}/users/@me", 40333, headers={}) == (403, 40333)
        assert await status("GET", f"{base}/users/@me", 0, headers=agent) == (401, 0)
        assert await status("GET", f"{base}/users/@you/x", 404, headers=token) == (404, 0)
        broken = await status("POST", posting, 50109, headers=json_type, data=b"{")
        assert broken == (400, 50109)
        typed = await status("POST", posting, 50035, headers=token, data="content=x")
        assert typed == (400, 50035)


async def test_new_commands_are_limited_by_day(sandbox, start):
    bot = await start()

    async def register(word: str) -> None:
        named: Any = [{"name": f"{word}{n}", "description": "x"} for n in range(100)]
        await bot.http.bulk_upsert_global_commands(bot.application_id, named)

    await register("morning")
    await register("noon")
    with sandbox.expecting_refusal(30034), pytest.raises(discord.HTTPException) as caught:
        await register("night")
    assert (caught.value.status, caught.value.code) == (400, 30034)
    sandbox.clock.advance(24 * 3600 + 1)
    await register("night")


async def test_a_file_that_no_component_shows_is_reported(sandbox, start):
    bot = await start()
    view = discord.ui.LayoutView()
    view.add_item(discord.ui.TextDisplay("text"))
    channel = bot.get_partial_messageable(sandbox.channel().id)
    await channel.send(view=view, file=discord.File(io.BytesIO(b"x"), "lost.txt"))
    with pytest.raises(SandboxError, match=r"no component shows the uploaded file lost\.txt"):
        sandbox.check()
    sandbox.problems.clear()


async def test_a_key_nobody_declared_is_reported(sandbox, start, document):
    if document is None:
        pytest.skip("Discord's document is not beside this checkout")
    bot = await start()
    route = discord.http.Route(
        "POST", "/channels/{channel_id}/messages", channel_id=sandbox.channel().id
    )
    await bot.http.request(route, json={"content": "x", "embedz": []})
    with pytest.raises(SandboxError, match="nobody declared the key embedz"):
        sandbox.check()
    sandbox.problems.clear()
