"""The stand-in's own answers are held against Discord's document: it must not invent shapes."""

import discord
import pytest

from sandbox.schema import load


async def test_answers_have_the_shapes_of_the_document(sandbox, start, document):
    if document is None:
        pytest.skip("Discord's document is not beside this checkout")

    def declare(bot):
        @bot.tree.command(description="Brief me")
        async def brief(interaction: discord.Interaction, file: bool = False) -> None:
            await interaction.response.defer(ephemeral=file)
            embed = discord.Embed(title="t", url="https://agency.example/1").add_field(
                name="n", value="v"
            )
            view = discord.ui.View()
            view.add_item(discord.ui.Button(label="Figures"))
            await interaction.followup.send(embed=embed, view=view)
            await interaction.edit_original_response(content="x")

        @bot.tree.command(description="Card")
        async def card(interaction: discord.Interaction) -> None:
            view = discord.ui.LayoutView()
            view.add_item(discord.ui.TextDisplay("text"))
            await interaction.response.send_message(view=view)

    bot = await start(declare)
    ben = sandbox.actor("Ben")
    await (await ben.slash("brief")).until(lambda now: now.content == "x")
    await ben.slash("card")
    channel = bot.get_partial_messageable(sandbox.channel().id, guild_id=sandbox.guild.id)
    sent = await channel.send("x", nonce="1")
    await (await sent.edit(content="y")).reply("z")
    assert len([m async for m in channel.history()]) == 4
    await bot.fetch_channel(channel.id)
    forum = await bot.fetch_channel(sandbox.add_forum("press", "news").id)
    assert isinstance(forum, discord.ForumChannel)
    begun = await forum.create_thread(name="n", content="x", applied_tags=forum.available_tags[:1])
    assert begun.thread.id == begun.message.id
    assert [t.id for t in await forum.guild.active_threads()] == [begun.thread.id]
    sandbox.channel("n").archive()
    assert [t.id async for t in forum.archived_threads()] == [begun.thread.id]
    await bot.fetch_guild(sandbox.guild.id)
    await bot.fetch_user(ben.id)
    await bot.tree.fetch_commands()
    await (await bot.fetch_user(ben.id)).create_dm()

    read = load(document)
    checked = set()
    for request in sandbox.requests:
        name = f"{request.method} {request.route}"
        schema = read.answer_schema(request.method, request.route, request.status)
        if schema is None or request.answer is None:
            continue
        checked.add(name)
        verdict = read.judge_by(schema, request.answer)
        assert not verdict.violations, (name, verdict.violations)
        assert not verdict.unknown, (name, verdict.unknown)
    assert len(checked) >= 15, checked
