"""/admin: reload, load and status, for Lede's own admins."""

from discord import app_commands
from discord.ext import commands

from bot.client import LedeBot, cog_names
from cogs._feature import Asked, Offer, offers
from domain.errors import LedeError
from pipeline.seeds import load_seeds
from rendering.limits import CHOICES
from rendering.notices import notice_card
from rendering.status import BotStatus, status_lines

ALL, SEEDS, SETTINGS = "all cogs", "seeds", "settings"


@app_commands.default_permissions(administrator=True)
# `guild_only` would leave the rest to the tree, which lets commands into direct messages.
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
class Admin(commands.GroupCog, group_name="admin", group_description="Run Lede"):
    """Hidden from members by Discord, refused to anyone but Lede's admins by `bot.checks`."""

    def __init__(self, bot: LedeBot) -> None:
        self.bot = bot
        super().__init__()

    @app_commands.command()
    @app_commands.describe(what="A cog, all cogs, seeds (the sample releases) or settings")
    async def reload(self, interaction: Asked, what: str) -> None:
        """Load code, sample releases or settings anew while the bot runs."""
        await interaction.response.defer(ephemeral=True)
        lines = await self._reload(what.strip().casefold())
        await interaction.followup.send(view=notice_card("Reload", lines), ephemeral=True)

    @reload.autocomplete("what")
    @offers
    async def complete_what(self, interaction: Asked, typed: str) -> Offer:
        """Everything that can be reloaded."""
        names = [ALL, SEEDS, SETTINGS, *self.bot.loaded_cogs()]
        return _choices(names, typed)

    @app_commands.command()
    @app_commands.describe(cog="A cog that is not loaded")
    async def load(self, interaction: Asked, cog: str) -> None:
        """Load a cog that is not loaded yet."""
        await interaction.response.defer(ephemeral=True)
        await self.bot.load_cog(cog)
        lines = [f"The cog {cog} is loaded."]
        await interaction.followup.send(view=notice_card("Load", lines), ephemeral=True)

    @load.autocomplete("cog")
    @offers
    async def complete_cog(self, interaction: Asked, typed: str) -> Offer:
        """Cogs that are there but not loaded."""
        loaded = self.bot.loaded_cogs()
        return _choices([name for name in cog_names() if name not in loaded], typed)

    @app_commands.command()
    async def status(self, interaction: Asked) -> None:
        """Show how Lede is doing: archive, cogs, connection, uptime."""
        await interaction.response.defer(ephemeral=True)
        lines = status_lines(await self._status())
        await interaction.followup.send(view=notice_card("Status", lines), ephemeral=True)

    async def _reload(self, what: str) -> list[str]:
        if what == ALL:
            return await self._reload_all()
        if what == SEEDS:
            return await self._reload_seeds()
        if what == SETTINGS:
            lines = self.bot.services.reread_settings()
            await self._tell_others(SETTINGS)
            return lines
        await self.bot.reload_cog(what)
        await self._tell_others(f"reload {what}")
        return [f"The cog {what} was reloaded."]

    async def _reload_all(self) -> list[str]:
        lines = []
        for name in self.bot.loaded_cogs():
            try:
                await self.bot.reload_cog(name)
            except LedeError as error:
                lines.append(str(error))
            else:
                lines.append(f"The cog {name} was reloaded.")
                await self._tell_others(f"reload {name}")
        return lines

    async def _tell_others(self, what: str) -> None:
        """Let all processes do the same, where there are several."""
        if self.bot.part is not None:
            await self.bot.services.storage.signals.tell(what)

    async def _reload_seeds(self) -> list[str]:
        services = self.bot.services
        report = await load_seeds(services.storage, services.settings.seeds, now=services.now())
        counts = f"{report.new} new, {report.changed} changed, {report.same} the same"
        return [f"Sample releases: {counts}.", *report.failed]

    async def _status(self) -> BotStatus:
        services = self.bot.services
        archive = await services.storage.status()
        loaded = self.bot.loaded_cogs()
        return BotStatus(
            releases=archive.releases,
            newest_at=archive.newest_first_seen_at,
            size=archive.size,
            cogs=tuple(loaded),
            missing_cogs=tuple(name for name in cog_names() if name not in loaded),
            servers=len(self.bot.guilds),
            latency=self.bot.latency,
            uptime=services.now() - services.started_at,
        )


def _choices(names: list[str], typed: str) -> Offer:
    fitting = [name for name in names if typed.casefold() in name]
    return [app_commands.Choice(name=name, value=name) for name in fitting[:CHOICES]]


async def setup(bot: LedeBot) -> None:
    """Add the cog."""
    await bot.add_cog(Admin(bot))
