"""/briefing, the daily briefings of a server, and /mybriefing, one of a member's own."""

from bot.client import LedeBot
from cogs.briefings.commands import Briefings
from cogs.briefings.own import OwnBriefings


async def setup(bot: LedeBot) -> None:
    """Add the cogs."""
    await bot.add_cog(Briefings(bot))
    await bot.add_cog(OwnBriefings(bot))
