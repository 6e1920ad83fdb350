"""Posting to Discord for the courier: messages under a nonce, channels read back."""

from datetime import timedelta

import aiohttp
import discord

from bot.client import LedeBot
from domain.subscriptions import Delivery
from pipeline.delivery import RefusedError, UnansweredError
from rendering.buttons import Press
from rendering.daily import Post

# Discord's clock and ours.
_CLOCKS_DIFFER = timedelta(minutes=5)
# A message of ours is among so many after the moment it was sent, or the channel is a torrent.
_READ_BACK = 100


class DiscordOutlet:
    """The channels of Discord, over the bot's own client."""

    def __init__(self, bot: LedeBot) -> None:
        self._bot = bot

    async def post(self, delivery: Delivery, message: object) -> int:
        """Post a `Post`; raises RefusedError for 403 and 404, UnansweredError for no answer."""
        if not isinstance(message, Post):
            raise TypeError("what is posted is a Post")
        channel = self._bot.get_partial_messageable(delivery.channel_id)
        roles = [discord.Object(message.role_id)] if message.role_id else []
        mentions = discord.AllowedMentions(everyone=False, users=False, roles=roles)
        try:
            sent = await channel.send(
                view=message.view, nonce=delivery.nonce, allowed_mentions=mentions
            )
        except (discord.Forbidden, discord.NotFound) as error:
            raise RefusedError(_reason(error)) from None
        except (TimeoutError, discord.HTTPException, aiohttp.ClientError, OSError) as error:
            raise UnansweredError(type(error).__name__) from None
        return sent.id

    async def edit(self, delivery: Delivery, message: object) -> None:
        """Edit the message of a delivery; nobody is mentioned again."""
        if not isinstance(message, Post) or delivery.message_id is None:
            raise TypeError("what is edited is a message, by a Post")
        channel = self._bot.get_partial_messageable(delivery.channel_id)
        try:
            await channel.get_partial_message(delivery.message_id).edit(view=message.view)
        except (discord.Forbidden, discord.NotFound) as error:
            raise RefusedError(_reason(error)) from None
        except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
            raise UnansweredError(type(error).__name__) from None

    async def find(self, delivery: Delivery) -> int | None:
        """Look for the message with the delivery's mark, after the moment it was claimed."""
        channel = self._bot.get_partial_messageable(delivery.channel_id)
        mark = Press("daily", f"#{delivery.delivery_id}").custom_id
        after = delivery.claimed_at or delivery.due_at
        try:
            async for message in channel.history(
                limit=_READ_BACK, after=after - _CLOCKS_DIFFER, oldest_first=True
            ):
                if mark in str([component.to_dict() for component in message.components]):
                    return message.id
        except (discord.Forbidden, discord.NotFound) as error:
            raise RefusedError(_reason(error)) from None
        except (TimeoutError, discord.HTTPException, aiohttp.ClientError, OSError) as error:
            raise UnansweredError(type(error).__name__) from None
        return None


def _reason(error: discord.HTTPException) -> str:
    """Why Discord refuses, for the list of a server's briefings."""
    if isinstance(error, discord.NotFound):
        return "The channel is gone, or Lede is no longer on the server."
    return "Lede may not see the channel or not write there."
