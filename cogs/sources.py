"""/sources for everyone; /source and its commands for members with Manage Server."""

import io
from dataclasses import replace

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import is_admin, require_server
from bot.client import LedeBot
from bot.cooldowns import HEAVY
from cogs._feature import Asked, Feature, Offer, answer_button, defer_button, offers, say_to
from domain.errors import NotAllowedError, UnreadableInputError
from pipeline.discovery import catalogue_in, find_preset, presets_in
from pipeline.feed_lists import FOLDER, feed_list, read_folder
from pipeline.health import health_of_sources
from rendering.buttons import ButtonId
from rendering.card import card
from rendering.escape import escape
from rendering.limits import CHOICES
from rendering.notices import notice_card
from rendering.source_cards import source_entry, sources_card
from rendering.sources import poll_line, sighting_lines

# A name, an address, an agency: what Discord lets be typed, and no longer than a card shows.
_NAME, _ADDRESS, _AGENCY = 40, 500, 80


class Sources(Feature):
    """The sources at a glance."""

    @app_commands.command()
    async def sources(self, interaction: Asked) -> None:
        """Show every source: how it is doing, why, and when it is asked next."""
        await interaction.response.defer(ephemeral=True)
        view = await self._page(interaction, 0)
        await interaction.followup.send(view=view, ephemeral=True)

    def button_handlers(self):
        """The pager."""
        return {"sources": self._turn}

    async def _turn(self, interaction: Asked, pressed: ButtonId) -> None:
        replaces = await defer_button(interaction, pressed)
        view = await self._page(interaction, pressed.page)
        await answer_button(interaction, view, replaces)

    async def _page(self, interaction: Asked, page: int) -> discord.ui.LayoutView:
        services, server = self.bot.services, interaction.guild_id
        sources = services.storage.sources
        hidden = await sources.withheld_from(server)
        known = await health_of_sources(services.storage, services.now())
        known = [one for one in known if one[0].source.name not in hidden]
        folders = {} if server is None else await sources.folders(server)
        return sources_card(say_to(interaction), known, page, folders)


@app_commands.default_permissions(manage_guild=True)
# `guild_only` would leave the rest to the tree, which lets commands into direct messages.
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
class SourceCommands(commands.GroupCog, group_name="source", group_description="Manage sources"):
    """For members with Manage Server: hidden from others by Discord, refused by `bot.checks`.

    A server has the sources that it added. It may not change those of others.
    """

    def __init__(self, bot: LedeBot) -> None:
        self.bot = bot
        super().__init__()

    @app_commands.command(extras=HEAVY)
    @app_commands.describe(
        name="A short name for it (small letters, digits, hyphens), or one that comes with Lede",
        address="Of a feed, or of a page that names one; not for what comes with Lede",
        agency="Whose releases these are",
        folder="A heading to keep it under, of this server",
        only_here="Tell its releases in no other server's briefings and alerts",
    )
    async def add(
        self,
        interaction: Asked,
        name: app_commands.Range[str, 1, _NAME],
        address: app_commands.Range[str, 1, _ADDRESS] | None = None,
        agency: app_commands.Range[str, 1, _AGENCY] | None = None,
        folder: app_commands.Range[str, 1, FOLDER] | None = None,
        only_here: bool = False,
    ) -> None:
        """Look at an address, or a source that comes with Lede, and add it."""
        await interaction.response.defer(ephemeral=True)
        services = self.bot.services
        if address is None:
            preset = find_preset(services.settings.seeds, name)
            sighting = await services.discovery(by=interaction.user.id).look_at(preset)
        else:
            self._refuse_preset(name)
            sighting = await services.discovery(by=interaction.user.id).find_source(
                name, address, agency=agency
            )
        sources, holder = services.storage.sources, require_server(interaction)
        source = sighting.source
        if (other := await sources.limited_at(source.address)) is not None:
            # What it lists is told to those who have it: a second one would find nothing new.
            source = (await sources.get(other)).source
        is_new = await sources.put(
            source, now=services.now(), added_by=interaction.user.id, holder=holder
        )
        await self._file(source.name, holder, folder, only_here or None)
        say = say_to(interaction)
        if is_new:
            begun = say("Added. The first poll keeps what is there; what comes later is announced.")
            await _answer(interaction, say("Source added"), [*sighting_lines(say, sighting), begun])
            return
        begun = say("Added. It is polled already, as it stands here.")
        found = source_entry(say, await sources.get(source.name), folder=folder)
        view = card(f"### {say('Source added')}", f"{found}\n{begun}")
        await interaction.followup.send(view=view, ephemeral=True)

    @app_commands.command(extras=HEAVY)
    @app_commands.describe(
        name="The source to change",
        address="Its new address: of a feed, or of a page that names one",
        agency="Whose releases these are",
        folder="A heading to keep it under, of this server; none takes it out",
        only_here="Tell its releases in no other server's briefings and alerts",
    )
    async def edit(
        self,
        interaction: Asked,
        name: app_commands.Range[str, 1, _NAME],
        address: app_commands.Range[str, 1, _ADDRESS] | None = None,
        agency: app_commands.Range[str, 1, _AGENCY] | None = None,
        folder: app_commands.Range[str, 1, FOLDER] | None = None,
        only_here: bool | None = None,
    ) -> None:
        """Change a source of this server: address, agency, folder, who is told of it."""
        await interaction.response.defer(ephemeral=True)
        sources, holder = self.bot.services.storage.sources, require_server(interaction)
        say, lines = say_to(interaction), []
        if address is None and agency is None and folder is None and only_here is None:
            raise UnreadableInputError(
                "Say what is to change: the address, the agency, the folder or who is told."
            )
        # All that may be refused is asked first, so that no edit is done by half.
        if folder is not None:
            await sources.require_holder(name, holder)
        if only_here is not None:
            await sources.require_only_holder(name, holder)
        if address is not None or agency is not None:
            lines = await self._change(interaction, name, address, agency)
        await self._file(name, holder, folder, only_here)
        kept = await sources.folders(holder)
        entry = source_entry(say, await sources.get(name), folder=kept.get(name))
        view = card(f"### {say('Source changed')}", "\n".join([*map(escape, lines), entry]))
        await interaction.followup.send(view=view, ephemeral=True)

    @app_commands.command(extras=HEAVY)
    async def export(self, interaction: Asked) -> None:
        """Get the feeds of this server as OPML, which other readers take, in their folders."""
        await interaction.response.defer(ephemeral=True)
        written, number = await feed_list(self.bot.services.storage, require_server(interaction))
        file = discord.File(io.BytesIO(written.encode()), filename="lede-sources.opml")
        said = say_to(interaction).count("{number} feed", "{number} feeds", number)
        await interaction.followup.send(said, file=file, ephemeral=True)

    @app_commands.command()
    @app_commands.describe(name="The source to take out")
    async def remove(self, interaction: Asked, name: app_commands.Range[str, 1, _NAME]) -> None:
        """Poll a source no longer; its releases stay."""
        await interaction.response.defer(ephemeral=True)
        sources, say = self.bot.services.storage.sources, say_to(interaction)
        if await is_admin(self.bot, interaction.user):
            await sources.remove(name)
            others_have_it = False
        else:
            others_have_it = await sources.release(name, require_server(interaction))
        said = (
            say("{name} is no longer a source of this server. Others have it still.", name=name)
            if others_have_it
            else say("{name} is no longer polled. Its releases stay.", name=name)
        )
        await _answer(interaction, say("Source removed"), [said])

    @app_commands.command(extras=HEAVY)
    @app_commands.describe(name="The source to look at")
    async def check(self, interaction: Asked, name: app_commands.Range[str, 1, _NAME]) -> None:
        """Look at a source now, keep nothing, and say what it lists."""
        await interaction.response.defer(ephemeral=True)
        services, server = self.bot.services, require_server(interaction)
        state = await services.storage.sources.get(name)
        if state.is_limited and not await is_admin(self.bot, interaction.user):
            await services.storage.sources.require_holder(name, server)
        say = say_to(interaction)
        sighting = await services.discovery(by=interaction.user.id).look_at(state.source)
        lines = sighting_lines(say, sighting)
        await _answer(interaction, say("Source"), lines)

    @app_commands.command(extras=HEAVY)
    @app_commands.describe(name="The source to poll")
    async def poll(self, interaction: Asked, name: app_commands.Range[str, 1, _NAME]) -> None:
        """Poll a source now, whatever its time, and keep what is new."""
        await interaction.response.defer(ephemeral=True)
        if not await is_admin(self.bot, interaction.user):
            sources = self.bot.services.storage.sources
            await sources.require_holder(name, require_server(interaction))
        report = await self.bot.services.poller.poll(name)
        say = say_to(interaction)
        await _answer(interaction, say("Source"), [poll_line(say, report), *report.problems[:5]])

    @add.autocomplete("name")
    @offers
    async def complete_preset(self, interaction: Asked, typed: str) -> Offer:
        """Sources that come with Lede and that this server has not added yet."""
        services = self.bot.services
        added = await services.storage.sources.held_by(require_server(interaction))
        typed = typed.casefold()
        own = [
            app_commands.Choice(name=f"{p.name} ({p.agency})"[:100], value=p.name)
            for p in presets_in(services.settings.seeds)
            if p.name not in added and typed in f"{p.name} {p.agency}".casefold()
        ]
        others = [
            app_commands.Choice(name=f"{e.group}: {e.source.agency}"[:100], value=e.source.name)
            for e in catalogue_in(services.settings.seeds)
            if e.source.name not in added and all(word in e.said for word in typed.split())
        ]
        return [*own, *others][:CHOICES]

    @check.autocomplete("name")
    @offers
    async def complete_any(self, interaction: Asked, typed: str) -> Offer:
        """Names of sources that hold what is typed."""
        hidden = await self.bot.services.storage.sources.withheld_from(interaction.guild_id)
        return _named([name for name in await self._names() if name not in hidden], typed)

    @edit.autocomplete("name")
    @remove.autocomplete("name")
    @poll.autocomplete("name")
    @offers
    async def complete_own(self, interaction: Asked, typed: str) -> Offer:
        """Names of those among them that the one who asks may change."""
        if await is_admin(self.bot, interaction.user):
            return _named(await self._names(), typed)
        held = await self.bot.services.storage.sources.held_by(require_server(interaction))
        return _named(sorted(held), typed)

    async def _change(
        self, interaction: Asked, name: str, address: str | None, agency: str | None
    ) -> list[str]:
        """Change the address or the agency, and say what stands there."""
        services, say, lines = self.bot.services, say_to(interaction), []
        sources = services.storage.sources
        if not await is_admin(self.bot, interaction.user):
            await sources.require_only_holder(name, require_server(interaction))
        self._refuse_preset(name)
        kept = (await sources.get(name)).source
        source = replace(kept, agency=agency or kept.agency)
        if address is not None:
            discovery = services.discovery(by=interaction.user.id)
            sighting = await discovery.find_at(source, address)
            source, lines = sighting.source, sighting_lines(say, sighting)
        await sources.change(source, now=services.now())
        return lines

    async def _file(
        self, name: str, holder: int, folder: str | None, is_limited: bool | None
    ) -> None:
        """Keep a source under a heading, and have it told here alone, where that is asked."""
        sources = self.bot.services.storage.sources
        if folder is not None:
            await sources.file_under(name, holder, read_folder(folder))
        if is_limited is not None:
            await sources.require_only_holder(name, holder)
            await sources.limit(name, is_limited=is_limited)

    async def _names(self) -> list[str]:
        return [state.source.name for state in await self.bot.services.storage.sources.list()]

    def _refuse_preset(self, name: str) -> None:
        """Keep the names of what comes with Lede for what comes with Lede."""
        if any(preset.name == name for preset in presets_in(self.bot.services.settings.seeds)):
            raise NotAllowedError(
                "“{name}” names a source that comes with Lede. Leave the address out to add that "
                "one, or choose another name.",
                name=name,
            )


def _named(names: list[str], typed: str) -> Offer:
    fitting = [name for name in names if typed.casefold() in name]
    return [app_commands.Choice(name=name, value=name) for name in fitting[:CHOICES]]


async def _answer(interaction: Asked, title: str, lines: list[str]) -> None:
    await interaction.followup.send(view=notice_card(title, lines), ephemeral=True)


async def setup(bot: LedeBot) -> None:
    """Add both cogs."""
    await bot.add_cog(Sources(bot))
    await bot.add_cog(SourceCommands(bot))
