"""/briefing: the daily briefings of a server, for members with Manage Server."""

from bot.client import LedeBot
from cogs.briefings.commands import Briefings


async def setup(bot: LedeBot) -> None:
    """Add the cog."""
    await bot.add_cog(Briefings(bot))
