"""Messages the bot posts on its own: channels, nonces, permissions, history, mentions."""

import asyncio

import discord
import pytest
from discord import ui

from sandbox.problems import SandboxError


@pytest.fixture
async def channel(sandbox, start):
    """The first channel, as the bot holds it."""
    bot = await start()
    return bot.get_partial_messageable(sandbox.channel().id, guild_id=sandbox.guild.id)


async def test_a_posted_message_can_be_read_edited_and_deleted(sandbox, channel):
    sent = await channel.send("one")
    await sent.edit(content="two")
    assert (await channel.fetch_message(sent.id)).content == "two"
    await sent.delete()
    assert sandbox.channel().messages == ()
    with sandbox.expecting_refusal(10008), pytest.raises(discord.NotFound):
        await channel.fetch_message(sent.id)


async def test_history_is_paged_newest_first(sandbox, channel):
    ben = sandbox.actor("Ben")
    for number in range(120):
        ben.say(str(number))
    newest = [message.content async for message in channel.history(limit=105)]
    assert newest == [str(number) for number in range(119, 14, -1)]
    oldest = [m.content async for m in channel.history(limit=3, oldest_first=True)]
    assert oldest == ["0", "1", "2"]


async def test_the_same_nonce_makes_no_second_message(sandbox, channel):
    first = await channel.send("news", nonce="briefing-1")
    again = await channel.send("news", nonce="briefing-1")
    assert first.id == again.id
    assert len(sandbox.channel().messages) == 1
    sandbox.clock.advance(181)
    assert (await channel.send("news", nonce="briefing-1")).id != first.id


async def test_the_nonce_of_a_deleted_message_is_refused(sandbox, channel):
    await (await channel.send("news", nonce="briefing-1")).delete()
    with sandbox.expecting_refusal(10008), pytest.raises(discord.NotFound):
        await channel.send("news", nonce="briefing-1")


async def test_a_lost_answer_is_retried_under_its_nonce(sandbox, channel, monkeypatch):
    real_sleep = asyncio.sleep
    monkeypatch.setattr("discord.http.asyncio.sleep", lambda seconds: real_sleep(0))
    sandbox.fail_next("lost_answer", "POST /channels")
    await channel.send("news", nonce="briefing-2")
    assert [r.status for r in sandbox.requests if r.method == "POST"] == [502, 200]
    assert len(sandbox.channel().messages) == 1


@pytest.mark.parametrize(
    ("denied", "code", "sending"),
    [
        ("view_channel", 50001, {"content": "x"}),
        ("send_messages", 50013, {"content": "x"}),
        ("embed_links", 50013, {"embed": discord.Embed(title="x")}),
    ],
)
async def test_missing_permissions_are_refused(sandbox, channel, denied, code, sending):
    sandbox.channel().deny_bot(denied)
    with sandbox.expecting_refusal(code), pytest.raises(discord.Forbidden) as caught:
        await channel.send(**sending)
    assert caught.value.code == code


async def test_a_deleted_channel_is_unknown(sandbox, channel):
    sandbox.channel().delete()
    with sandbox.expecting_refusal(10003), pytest.raises(discord.NotFound):
        await channel.send("x")


async def test_the_bot_sees_channels_and_guilds_come_and_go(sandbox, start):
    bot = await start()
    await bot.wait_until_ready()
    joined = asyncio.create_task(bot.wait_for("guild_join"))
    left = asyncio.create_task(bot.wait_for("guild_remove"))
    await asyncio.sleep(0)
    made = sandbox.add_channel("extra", announcement=True)
    guild = sandbox.add_guild("Second desk", "wire")
    async with asyncio.timeout(5):
        assert (await joined).name == "Second desk"
    assert bot.get_channel(made.id).is_news()
    assert {channel.name for channel in bot.get_guild(guild.id).channels} == {"wire"}
    sandbox.remove_bot(guild)
    async with asyncio.timeout(5):
        assert (await left).id == guild.id


async def test_a_user_can_refuse_direct_messages(sandbox, start):
    bot = await start()
    ben = sandbox.actor("Ben")
    ben.state.takes_direct_messages = False
    user = await bot.fetch_user(ben.id)
    with sandbox.expecting_refusal(50007), pytest.raises(discord.Forbidden):
        await user.send("news")


async def test_a_guild_that_removed_the_bot_is_unknown_to_it(sandbox, start):
    bot = await start()
    await bot.wait_until_ready()
    sandbox.remove_bot(sandbox.guild)
    await sandbox.gateway.invalidate()
    await sandbox.wait_for_commands()
    with sandbox.expecting_refusal(10004), pytest.raises(discord.NotFound):
        await bot.fetch_guild(sandbox.guild.id)
    with sandbox.expecting_refusal(50001), pytest.raises(discord.Forbidden):
        await bot.get_partial_messageable(sandbox.channel().id).send("news")


async def test_nobody_is_pinged_unless_allowed(sandbox, channel):
    ben, cleo = sandbox.actor("Ben"), sandbox.actor("Cleo")
    text = f"{ben.mention} {cleo.mention} @everyone"
    await channel.send(text, allowed_mentions=discord.AllowedMentions.none())
    await channel.send(text, allowed_mentions=discord.AllowedMentions(users=[ben.state]))
    await channel.send(text)
    pings = [message.pings for message in sandbox.channel().messages]
    # The bot lacks the permission to mention everyone.
    assert pings == [(), (str(ben.id),), (str(ben.id), str(cleo.id))]


async def test_replies_point_at_their_message(sandbox, channel):
    sent = await channel.send("one")
    reply = await sent.reply("two")
    assert reply.reference.message_id == sent.id
    await sent.delete()
    with sandbox.expecting_refusal(50035), pytest.raises(discord.HTTPException):
        await sent.reply("three")


async def test_a_card_keeps_its_kind(sandbox, channel):
    view = ui.LayoutView()
    view.add_item(ui.TextDisplay("text"))
    sent = await channel.send(view=view)
    with sandbox.expecting_refusal(50035) as met, pytest.raises(discord.HTTPException):
        await sent.edit(content="plain")
    assert "content" in met[0].summary


async def test_ephemeral_messages_are_not_in_the_channel(sandbox, start):
    def declare(bot):
        @bot.tree.command(description="Whisper")
        async def whisper(interaction: discord.Interaction) -> None:
            await interaction.response.send_message("psst", ephemeral=True)

    bot = await start(declare)
    reply = await sandbox.actor("Ben").slash("whisper")
    channel = bot.get_partial_messageable(sandbox.channel().id)
    with sandbox.expecting_refusal(10008), pytest.raises(discord.NotFound):
        await channel.fetch_message(reply.message_id)
    assert [message async for message in channel.history()] == []


async def test_waiting_for_a_message_says_what_came_instead(sandbox, channel):
    await channel.send("something else")
    with pytest.raises(SandboxError, match="something else"):
        await sandbox.channel().wait_for(lambda message: message.content == "news", within=0.02)


async def test_an_answer_to_a_deleted_message_stands_alone_only_where_that_is_asked(
    sandbox, channel
):
    gone = await channel.send("one")
    await gone.delete()

    def reference(fail: bool) -> discord.MessageReference:
        return discord.MessageReference(
            message_id=gone.id, channel_id=channel.id, fail_if_not_exists=fail
        )

    alone = await channel.send("two", reference=reference(False))
    assert alone.reference is None
    with sandbox.expecting_refusal(50035), pytest.raises(discord.HTTPException) as refused:
        await channel.send("three", reference=reference(True))
    assert "Unknown message" in refused.value.text
    assert [message.content for message in sandbox.channel().messages] == ["two"]
