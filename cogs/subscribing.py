"""The buttons of daily briefings and their previews; servers that invite Lede again."""

import discord
from discord.ext import commands

from bot.client import LedeBot
from cogs._feature import Asked, Feature, say_to
from cogs._wishes import activate, guild_of, require_manager, tell
from domain.subscriptions import Standing, Subscription
from rendering.buttons import Press
from rendering.card import card
from rendering.daily import subscription_line
from rendering.notices import notice_card


class Subscribing(Feature):
    """What becomes of a preview, and why a briefing came."""

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Let the briefings of a server come again that has invited Lede again."""
        for subscription in await self.bot.services.storage.subscriptions.suspended_in(guild.id):
            await activate(self.bot, subscription)

    def presses(self):
        """The buttons under a briefing and under a preview."""
        return {"daily": self._explain, "save": self._save, "drop": self._drop}

    async def _explain(self, interaction: Asked, press: Press) -> None:
        """Say which briefing of the server a message is of, and who can change it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        say, storage = say_to(interaction), self.bot.services.storage
        found = await storage.subscriptions.of_guild(guild_of(interaction))
        here = [s for s in found if s.wish.channel_id == interaction.channel_id]
        lines = [subscription_line(say, s) for s in here]
        said = say("Members with Manage Server change it with /briefing edit.")
        view = card(f"### {say('Why this?')}", "\n".join(lines), f"-# {said}")
        await interaction.followup.send(view=view, ephemeral=True)

    async def _save(self, interaction: Asked, press: Press) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        require_manager(interaction)
        kept = await self._get(interaction, press)
        if kept.standing is Standing.DRAFT:
            await activate(self.bot, kept)
        await tell(interaction, kept.subscription_id, "Saved")

    async def _drop(self, interaction: Asked, press: Press) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        require_manager(interaction)
        kept = await self._get(interaction, press)
        if kept.standing is Standing.DRAFT:
            await self.bot.services.storage.subscriptions.remove(kept.subscription_id)
        say = say_to(interaction)
        view = notice_card(say("Discarded"), [say("Nothing was set up.")])
        await interaction.followup.send(view=view, ephemeral=True)

    async def _get(self, interaction: Asked, press: Press) -> Subscription:
        number = int(press.subject.removeprefix("#"))
        return await self.bot.services.storage.subscriptions.get(number, guild_of(interaction))


async def setup(bot: LedeBot) -> None:
    """Add the cog."""
    await bot.add_cog(Subscribing(bot))
