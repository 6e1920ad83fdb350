"""Who may do what."""

from typing import TYPE_CHECKING

import discord

from domain.errors import NotAllowedError

if TYPE_CHECKING:
    from bot.client import LedeBot


async def may_keep(bot: "LedeBot", interaction: discord.Interaction, origin: str) -> None:
    """Let pass who may put a reading into the archive, which all servers share.

    What an address gave, members with Manage Server, as they may add it as a source; a file or a
    pasted text, which may say anything, Lede's own admins alone. Raises NotAllowedError.
    """
    is_manager = interaction.guild_id is not None and interaction.permissions.manage_guild
    if origin == "address" and is_manager:
        return
    if interaction.user.id in bot.services.settings.admin_ids or await bot.is_owner(
        interaction.user
    ):
        return
    raise NotAllowedError(
        "Everybody on every server finds what is kept. So only members with Manage Server may "
        "keep what an address gave, and only Lede's own admins a file or a text."
    )


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
