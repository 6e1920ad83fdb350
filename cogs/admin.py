"""/admin: reload, load, status and feedback, for Lede's own admins."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import LedeBot, cog_names
from cogs._feature import Asked, Offer, offers
from cogs._parsing import numbered_choices
from domain.errors import LedeError, NotAllowedError
from pipeline.seeds import load_seeds
from rendering.card import card
from rendering.escape import one_line
from rendering.limits import CHOICES
from rendering.notices import feedback_line, notice_card
from rendering.status import BotStatus, status_lines

# What people said of late.
_SHOWN = 10
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

    @app_commands.command()
    async def feedback(self, interaction: Asked) -> None:
        """Show what people told you by /feedback, the newest first."""
        await interaction.response.defer(ephemeral=True)
        told = await self.bot.services.storage.feedback.newest(_SHOWN)
        lines = [feedback_line(number, when, user, text) for number, when, user, text in told]
        nothing = "Nobody has said anything yet."
        view = card("### Feedback", "\n".join(lines) or nothing, "-# /admin answer answers one.")
        await interaction.followup.send(view=view, ephemeral=True)

    @app_commands.command()
    @app_commands.describe(number="Which feedback is answered", words="What you answer")
    async def answer(
        self, interaction: Asked, number: int, words: app_commands.Range[str, 1, 1500]
    ) -> None:
        """Answer somebody's feedback, by direct message."""
        await interaction.response.defer(ephemeral=True)
        _, user_id, text = await self.bot.services.storage.feedback.get(number)
        view = notice_card("The host of Lede answers", [f"You wrote: {text[:500]}", words])
        try:
            user = await self.bot.fetch_user(user_id)
            await user.send(view=view, allowed_mentions=discord.AllowedMentions.none())
        except discord.HTTPException:
            raise NotAllowedError(
                "Discord refuses the message: this person takes none from Lede, or is gone."
            ) from None
        lines = [f"Your answer to number {number} was sent."]
        await interaction.followup.send(view=notice_card("Answer", lines), ephemeral=True)

    @answer.autocomplete("number")
    @offers
    async def complete_feedback(self, interaction: Asked, typed: str) -> Any:
        """The newest feedback."""
        told = await self.bot.services.storage.feedback.newest(CHOICES)
        return numbered_choices([(number, one_line(text)) for number, _, _, text in told], typed)

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
