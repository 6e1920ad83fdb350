"""/why: what became of a release, stage by stage."""

from functools import partial

import discord
from discord import app_commands

from bot.checks import is_admin
from bot.client import LedeBot
from cogs._feature import Asked, Feature, complete_release, say_to
from pipeline.selection import choose_release
from pipeline.tracing import trace_address, trace_briefings, trace_release
from rendering.findings import trace_card


class Tracing(Feature):
    """Why something is here, or is not."""

    @app_commands.command()
    @app_commands.describe(
        release="Part of its title, or the address of a page that is not here; the newest when "
        "left out"
    )
    @app_commands.autocomplete(release=complete_release)
    async def why(self, interaction: Asked, release: str | None = None) -> None:
        """Tell stage by stage what became of a release, or why it is not here."""
        await interaction.response.defer(ephemeral=True)
        storage, say = self.bot.services.storage, say_to(interaction)
        wanted = (release or "").strip()
        if wanted.startswith(("http://", "https://")):
            found = await storage.releases.find_address(wanted)
            if found is None:
                steps = await trace_address(storage, wanted)
                await interaction.followup.send(view=trace_card(say, None, steps), ephemeral=True)
                return
        else:
            found = await choose_release(storage, release, by=interaction.user.id)
        is_host = await is_admin(self.bot, interaction.user)
        steps = await trace_release(storage, found, names_rules=is_host)
        if interaction.guild_id is not None and not found.head.token:
            steps += await trace_briefings(
                storage, found, interaction.guild_id, sees=partial(_sees, interaction)
            )
        await interaction.followup.send(view=trace_card(say, found, steps), ephemeral=True)


def _sees(interaction: Asked, channel_id: int) -> bool:
    """Whether the one who asks sees a channel of this server."""
    guild, member = interaction.guild, interaction.user
    channel = guild.get_channel_or_thread(channel_id) if guild else None
    if channel is None or not isinstance(member, discord.Member):
        return False
    return channel.permissions_for(member).view_channel


async def setup(bot: LedeBot) -> None:
    """Add the cog."""
    await bot.add_cog(Tracing(bot))
