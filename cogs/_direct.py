"""Direct messages to the one who asks."""

import discord

from cogs._feature import Asked
from domain.errors import NotAllowedError


async def direct_channel(interaction: Asked) -> discord.DMChannel:
    """Where Lede writes to the one who asks."""
    return interaction.user.dm_channel or await interaction.user.create_dm()


async def greet(interaction: Asked, view: discord.ui.LayoutView, refused: NotAllowedError) -> None:
    """Write to the one who asks, which shows whether Lede may; raises `refused` where not."""
    try:
        await (await direct_channel(interaction)).send(view=view)
    except discord.Forbidden:
        raise refused from None
