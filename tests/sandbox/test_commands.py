"""Slash commands, their options, autocomplete, menus, translations, as a user meets them."""

from typing import Any

import discord
import pytest
from discord import app_commands

from sandbox.options import Upload
from sandbox.problems import SandboxError


def declare_brief(bot: Any) -> None:
    @bot.tree.command(description="Brief me")
    async def brief(
        interaction: discord.Interaction,
        release: str,
        lines: app_commands.Range[int, 1, 10] = 3,
        private: bool = False,
    ) -> None:
        await interaction.response.send_message(f"{release}/{lines}", ephemeral=private)


async def test_a_slash_command_is_answered(sandbox, start):
    await start(declare_brief)
    reply = await sandbox.actor("Ben").slash("brief", release="Rivers rise", lines=5)
    assert reply.content == "Rivers rise/5"
    assert not reply.is_ephemeral
    assert not reply.deferred
    assert reply.acknowledged_after < 1
    assert sandbox.channel().messages[-1].message_id == reply.message_id


async def test_only_one_user_sees_an_ephemeral_answer(sandbox, start):
    await start(declare_brief)
    ben, ada = sandbox.actor("Ben"), sandbox.actor("Ada", owner=True)
    reply = await ben.slash("brief", release="x", private=True)
    assert reply.is_ephemeral
    assert "only Ben sees this" in sandbox.channel().transcript(ben)
    assert sandbox.channel().transcript(ada) == ""


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        ({}, "required"),
        ({"release": "x", "line": 2}, "no such option"),
        ({"release": "x", "lines": 11}, "limited to 1..10"),
        ({"release": "x", "lines": "3"}, "takes a number"),
        ({"release": 3}, "takes text"),
        ({"release": "x", "private": "yes"}, "cannot be"),
    ],
)
async def test_what_a_user_cannot_enter_is_an_error(sandbox, start, options, fault):
    await start(declare_brief)
    with pytest.raises(SandboxError, match=fault):
        await sandbox.actor("Ben").slash("brief", **options)


async def test_subcommands_are_found_by_their_full_name(sandbox, start):
    def declare(bot: Any) -> None:
        admin = app_commands.Group(name="admin", description="Administration")
        sources = app_commands.Group(name="sources", description="Sources", parent=admin)

        @sources.command(description="Add one")
        async def add(interaction: discord.Interaction, url: str) -> None:
            await interaction.response.send_message(f"added {url}")

        bot.tree.add_command(admin)

    await start(declare)
    ben = sandbox.actor("Ben")
    assert (await ben.slash("admin sources add", url="x")).content == "added x"
    with pytest.raises(SandboxError, match="no subcommand 'drop'"):
        await ben.slash("admin drop")
    with pytest.raises(SandboxError, match="needs one of its subcommands"):
        await ben.slash("admin")


async def test_objects_arrive_as_options(sandbox, start):
    def declare(bot: Any) -> None:
        @bot.tree.command(description="Take objects")
        async def take(
            interaction: discord.Interaction,
            channel: discord.TextChannel,
            member: discord.Member,
            role: discord.Role,
            file: discord.Attachment,
            share: float,
        ) -> None:
            text = (await file.read()).decode()
            seen = f"{channel.name} {member.display_name} {role.name} {text} {share}"
            await interaction.response.send_message(seen)

    await start(declare)
    desk = sandbox.add_role("desk")
    reply = await sandbox.actor("Ben").slash(
        "take",
        channel=sandbox.channel("releases"),
        member=sandbox.actor("Cleo"),
        role=desk,
        file=Upload("release.txt", b"Dams hold"),
        share=1.5,
    )
    assert reply.content == "releases Cleo desk Dams hold 1.5"


async def test_choices_are_entered_by_name_or_value(sandbox, start):
    def declare(bot: Any) -> None:
        @bot.tree.command(description="Pick")
        @app_commands.choices(order=[app_commands.Choice(name="Newest first", value="new")])
        async def pick(interaction: discord.Interaction, order: str) -> None:
            await interaction.response.send_message(order)

    await start(declare)
    ben = sandbox.actor("Ben")
    assert (await ben.slash("pick", order="Newest first")).content == "new"
    with pytest.raises(SandboxError, match="offers"):
        await ben.slash("pick", order="oldest")


async def test_autocomplete_offers_choices(sandbox, start):
    def declare(bot: Any) -> None:
        @bot.tree.command(description="Brief me")
        async def brief(interaction: discord.Interaction, beat: str, release: str) -> None:
            await interaction.response.send_message(release)

        @brief.autocomplete("release")
        async def offer(
            interaction: discord.Interaction, current: str
        ) -> list[app_commands.Choice[str]]:
            beat = interaction.namespace.beat
            return [app_commands.Choice(name=f"{beat}: {current}ial", value="42")]

    await start(declare)
    ben = sandbox.actor("Ben")
    assert await ben.autocomplete("brief", "release", "spec", beat="law") == [
        ("law: special", "42")
    ]
    with pytest.raises(SandboxError, match="no option 'beat' with autocomplete"):
        await ben.autocomplete("brief", "beat", "x")


async def test_deferring_and_following_up_fills_the_loading_message(sandbox, start):
    def declare(bot: Any) -> None:
        @bot.tree.command(description="Takes long")
        async def slow(interaction: discord.Interaction, hidden: bool) -> None:
            await interaction.response.defer(ephemeral=hidden)
            await interaction.followup.send("done")
            await interaction.followup.send("and more", ephemeral=True)

    await start(declare)
    ben = sandbox.actor("Ben")
    reply = await ben.slash("slow", hidden=True)
    assert reply.deferred
    assert reply.content == "done"
    assert reply.is_ephemeral, "the deferral decides, not the follow-up"
    more = await reply.followup()
    assert more.content == "and more"
    assert more.message_id != reply.message_id
    assert not (await ben.slash("slow", hidden=False)).is_ephemeral


async def test_original_answer_can_be_edited_and_deleted(sandbox, start):
    def declare(bot: Any) -> None:
        @bot.tree.command(description="Shows progress")
        async def progress(interaction: discord.Interaction) -> None:
            await interaction.response.send_message("0 %")
            await interaction.edit_original_response(content="100 %")
            assert (await interaction.original_response()).content == "100 %"

        @bot.tree.command(description="Vanishes")
        async def vanish(interaction: discord.Interaction) -> None:
            await interaction.response.defer()
            await interaction.delete_original_response()

    await start(declare)
    ben = sandbox.actor("Ben")
    reply = await ben.slash("progress")
    assert (await reply.until(lambda now: now.content == "100 %")).message_id == reply.message_id
    with pytest.raises(SandboxError, match="not filled in"):
        await ben.slash("vanish", within=0.05)
    sandbox.forgive()


async def test_a_public_deferral_can_end_in_a_private_answer(sandbox, start):
    def declare(bot: Any) -> None:
        @bot.tree.command(description="Fails")
        async def fail(interaction: discord.Interaction) -> None:
            await interaction.response.defer()
            await interaction.delete_original_response()
            await interaction.followup.send("sorry", ephemeral=True)

    await start(declare)
    reply = await sandbox.actor("Ben").slash("fail")
    assert (reply.content, reply.is_ephemeral) == ("sorry", True)
    assert len(sandbox.channel().messages) == 1, "the loading message is gone"


async def test_context_menus_run_on_messages_and_users(sandbox, start):
    def declare(bot: Any) -> None:
        @bot.tree.context_menu(name="Find Figures")
        async def figures(interaction: discord.Interaction, message: discord.Message) -> None:
            await interaction.response.send_message(message.content.upper())

        @bot.tree.context_menu(name="Greet")
        async def greet(interaction: discord.Interaction, user: discord.Member) -> None:
            await interaction.response.send_message(f"hello {user.display_name}")

    await start(declare)
    ben = sandbox.actor("Ben")
    reply = await ben.context_menu("Find Figures", ben.say("12 bridges"))
    assert reply.content == "12 BRIDGES"
    assert (await ben.context_menu("Greet", sandbox.actor("Cleo"))).content == "hello Cleo"


async def test_hidden_commands_are_for_those_with_the_permission(sandbox, start):
    def declare(bot: Any) -> None:
        @bot.tree.command(description="Settings")
        @app_commands.default_permissions(manage_guild=True)
        @app_commands.guild_only()
        async def setup(interaction: discord.Interaction) -> None:
            allowed = interaction.permissions.manage_guild
            await interaction.response.send_message("ok" if allowed else "not for you")

    await start(declare)
    ada = sandbox.actor("Ada", owner=True)
    cleo = sandbox.actor("Cleo", permissions=("manage_guild",))
    ben = sandbox.actor("Ben")
    assert (await ada.slash("setup")).content == "ok"
    assert (await cleo.slash("setup")).content == "ok"
    assert sandbox.visible_commands(ben) == ()
    assert sandbox.visible_commands(ada.at(sandbox.direct(ada))) == ()
    with pytest.raises(SandboxError, match="not shown"):
        await ben.slash("setup")
    assert (await ben.slash("setup", force=True)).content == "not for you"


async def test_direct_messages_have_no_guild(sandbox, start):
    def declare(bot: Any) -> None:
        @bot.tree.command(description="Where?")
        async def where(interaction: discord.Interaction) -> None:
            assert interaction.context.dm_channel
            await interaction.response.send_message(f"{interaction.guild} {interaction.channel}")
            await interaction.user.send("a word in private")

    await start(declare)
    ben = sandbox.actor("Ben")
    reply = await ben.at(sandbox.direct(ben)).slash("where")
    assert reply.content.startswith("None Direct Message with")
    await sandbox.direct(ben).wait_for(lambda message: message.content == "a word in private")


async def test_translated_names_are_registered(sandbox, start):
    class German(app_commands.Translator):
        async def translate(self, string, locale, context):
            words = {"brief": "lage", "Brief me": "Lage melden"}
            return words.get(string.message) if locale is discord.Locale.german else None

    async def set_up(bot: Any) -> None:
        declare_brief(bot)
        await bot.tree.set_translator(German())

    await start(set_up)
    registered = sandbox.commands()["brief"]
    assert registered["name_localizations"] == {"de": "lage"}
    assert registered["description_localizations"] == {"de": "Lage melden"}


async def test_the_users_language_is_passed_on(sandbox, start):
    def declare(bot: Any) -> None:
        @bot.tree.command(description="Which language?")
        async def language(interaction: discord.Interaction) -> None:
            await interaction.response.send_message(str(interaction.locale))

    await start(declare)
    assert (await sandbox.actor("Ben", locale="de").slash("language")).content == "de"


async def test_commands_overwritten_again_keep_their_ids(sandbox, start):
    bot = await start(declare_brief)
    before = {c.id for c in await bot.tree.fetch_commands()}

    @bot.tree.command(description="Another")
    async def another(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("hello")

    await bot.tree.sync()
    after = await bot.tree.fetch_commands()
    assert before < {c.id for c in after}
    bot.tree.remove_command("brief")
    await bot.tree.sync()
    assert list(sandbox.commands()) == ["another"]
    with pytest.raises(SandboxError, match="no command 'brief'"):
        await sandbox.actor("Ben").slash("brief", release="x")


async def test_guild_commands_shadow_global_ones(sandbox, start):
    bot = await start(declare_brief)
    guild = discord.Object(sandbox.guild.id)

    @bot.tree.command(description="Ours", guild=guild)
    async def brief(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("ours")

    await bot.tree.sync(guild=guild)
    assert (await sandbox.actor("Ben").slash("brief")).content == "ours"


async def test_a_command_that_never_answers_is_reported(sandbox, start, monkeypatch):
    monkeypatch.setattr("sandbox.actor.ANSWER_SECONDS", 0.05)

    def declare(bot: Any) -> None:
        @bot.tree.command(description="Says nothing")
        async def silent(interaction: discord.Interaction) -> None:
            pass

        @bot.tree.command(description="Promises")
        async def promise(interaction: discord.Interaction) -> None:
            await interaction.response.defer()

    await start(declare)
    ben = sandbox.actor("Ben")
    with pytest.raises(SandboxError, match=r"Ben > /silent: no answer within 0\.05 s"):
        await ben.slash("silent")
    with pytest.raises(SandboxError, match="deferred, but not filled in"):
        await ben.slash("promise", within=0.05)
    with pytest.raises(SandboxError, match=r"(?s)/silent: never answered.*never filled in"):
        sandbox.check()
    sandbox.forgive()
