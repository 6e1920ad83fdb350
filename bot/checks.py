"""Who may do what."""

from typing import TYPE_CHECKING

import discord

from domain.errors import NotAllowedError

if TYPE_CHECKING:
    from bot.client import LedeBot


async def require_admin(bot: "LedeBot", user: discord.abc.User) -> None:
    """Let pass the application's owner, its team, and the ids in LEDE_ADMIN_IDS.

    These commands act on the whole bot, so being an admin of one server is not enough. Raises
    NotAllowedError.
    """
    if user.id in bot.services.settings.admin_ids or await bot.is_owner(user):
        return
    raise NotAllowedError(
        "Only Lede's own admins may do that: the owner of the bot's application and those named "
        "in LEDE_ADMIN_IDS."
    )
