"""/sources for everyone; /source add, remove, check and poll for members with Manage Server."""

from discord import app_commands
from discord.ext import commands

from bot.client import LedeBot
from cogs._feature import Asked, Offer, offers, say_to
from pipeline.discovery import find_preset, find_source, look_at, presets_in
from pipeline.health import health_of_sources
from rendering.limits import CHOICES
from rendering.notices import notice_card, notice_cards
from rendering.sources import poll_line, sighting_lines, state_lines

# What fits into no more messages is named by `lede sources list`; those in trouble stand first.
_CARDS = 4
# A name, an address, an agency: what Discord lets be typed, and no longer than a card shows.
_NAME, _ADDRESS, _AGENCY = 40, 500, 80


class Sources(commands.Cog):
    """The sources at a glance."""

    def __init__(self, bot: LedeBot) -> None:
        self.bot = bot

    @app_commands.command()
    async def sources(self, interaction: Asked) -> None:
        """Show every source: how it is doing, why, and when it is asked next."""
        await interaction.response.defer(ephemeral=True)
        services, say = self.bot.services, say_to(interaction)
        lines = [
            line
            for state, unread in await health_of_sources(services.storage, services.now())
            for line in state_lines(say, state, unread)
        ]
        lines = lines or [say("No source is added yet. /source add names one.")]
        for card in notice_cards(say("Sources"), lines, most=_CARDS):
            await interaction.followup.send(view=card, ephemeral=True)


@app_commands.default_permissions(manage_guild=True)
# `guild_only` would leave the rest to the tree, which lets commands into direct messages.
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
class SourceDesk(commands.GroupCog, group_name="source", group_description="Manage sources"):
    """Hidden by Discord from members without Manage Server, which an admin there can change."""

    def __init__(self, bot: LedeBot) -> None:
        self.bot = bot
        super().__init__()

    @app_commands.command()
    @app_commands.describe(
        name="A short name for it (small letters, digits, hyphens), or one that comes with Lede",
        address="Of a feed, or of a page that names one; not for what comes with Lede",
        agency="Whose releases these are",
    )
    async def add(
        self,
        interaction: Asked,
        name: app_commands.Range[str, 1, _NAME],
        address: app_commands.Range[str, 1, _ADDRESS] | None = None,
        agency: app_commands.Range[str, 1, _AGENCY] | None = None,
    ) -> None:
        """Look at an address, or a source that comes with Lede, and add it."""
        await interaction.response.defer(ephemeral=True)
        services = self.bot.services
        if address is None:
            preset = find_preset(services.settings.seeds, name)
            sighting = await look_at(services.fetcher, preset)
        else:
            sighting = await find_source(services.fetcher, name, address, agency=agency)
        await services.storage.sources.put(
            sighting.source, now=services.now(), added_by=interaction.user.id
        )
        say = say_to(interaction)
        beginning = say("Added. The first poll keeps what is there; what comes later is announced.")
        lines = [*sighting_lines(say, sighting), beginning]
        await _answer(interaction, say("Source added"), lines)

    @app_commands.command()
    @app_commands.describe(name="The source to take out")
    async def remove(self, interaction: Asked, name: app_commands.Range[str, 1, _NAME]) -> None:
        """Poll a source no longer; its releases stay."""
        await interaction.response.defer(ephemeral=True)
        await self.bot.services.storage.sources.remove(name)
        say = say_to(interaction)
        lines = [say("{name} is no longer polled. Its releases stay.", name=name)]
        await _answer(interaction, say("Source removed"), lines)

    @app_commands.command()
    @app_commands.describe(name="The source to look at")
    async def check(self, interaction: Asked, name: app_commands.Range[str, 1, _NAME]) -> None:
        """Look at a source now, keep nothing, and say what it lists."""
        await interaction.response.defer(ephemeral=True)
        services = self.bot.services
        state = await services.storage.sources.get(name)
        say = say_to(interaction)
        lines = sighting_lines(say, await look_at(services.fetcher, state.source))
        await _answer(interaction, say("Source"), lines)

    @app_commands.command()
    @app_commands.describe(name="The source to poll")
    async def poll(self, interaction: Asked, name: app_commands.Range[str, 1, _NAME]) -> None:
        """Poll a source now, whatever its time, and keep what is new."""
        await interaction.response.defer(ephemeral=True)
        report = await self.bot.services.poller.poll(name)
        say = say_to(interaction)
        await _answer(interaction, say("Source"), [poll_line(say, report), *report.problems[:5]])

    @add.autocomplete("name")
    @offers
    async def complete_preset(self, interaction: Asked, typed: str) -> Offer:
        """Sources that come with Lede and are not added yet."""
        services = self.bot.services
        added = {state.source.name for state in await services.storage.sources.list()}
        typed = typed.casefold()
        return [
            app_commands.Choice(name=f"{p.name} ({p.agency})"[:100], value=p.name)
            for p in presets_in(services.settings.seeds)
            if p.name not in added and typed in f"{p.name} {p.agency}".casefold()
        ][:CHOICES]

    @remove.autocomplete("name")
    @check.autocomplete("name")
    @poll.autocomplete("name")
    @offers
    async def complete_name(self, interaction: Asked, typed: str) -> Offer:
        """Names of sources that hold what is typed."""
        states = await self.bot.services.storage.sources.list()
        names = [s.source.name for s in states if typed.casefold() in s.source.name]
        return [app_commands.Choice(name=name, value=name) for name in names[:CHOICES]]


async def _answer(interaction: Asked, title: str, lines: list[str]) -> None:
    await interaction.followup.send(view=notice_card(title, lines), ephemeral=True)


async def setup(bot: LedeBot) -> None:
    """Add both cogs."""
    await bot.add_cog(Sources(bot))
    await bot.add_cog(SourceDesk(bot))
