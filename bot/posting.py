"""Posting to Discord for the courier: messages under a nonce, channels read back."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Any

import aiohttp
import discord

from bot.client import LedeBot
from domain.subscriptions import Delivery
from pipeline.delivery import (
    LockedOutError,
    RefusedError,
    RejectedError,
    UnansweredError,
    UnclearError,
)
from rendering.buttons import Press
from rendering.daily import Post

# Discord's clock and ours. A message that is overlooked for it would be posted twice.
_CLOCKS_DIFFER = timedelta(hours=1)
# A channel with more messages since then is not read to its end.
_READ_BACK = 1000
# Seconds for a message with the library's own tries (it sleeps 16 s over five answers of 500); its
# session waits for an answer for five minutes, in which the others of a server wait too.
_PATIENCE = 30.0
_UNKNOWN_MESSAGE, _TAKES_NO_MESSAGES = 10008, 50007


class DiscordOutlet:
    """The channels of Discord, over the bot's own client."""

    def __init__(self, bot: LedeBot, *, patience: float = _PATIENCE) -> None:
        self._bot = bot
        self._patience = patience

    async def post(self, delivery: Delivery, message: object) -> int | None:
        """Post a `Post`; see `pipeline.delivery.Outlet` for what it raises."""
        if not isinstance(message, Post):
            raise TypeError("what is posted is a Post")
        channel = self._bot.get_partial_messageable(delivery.channel_id)
        roles = [discord.Object(message.role_id)] if message.role_id else []
        mentions = discord.AllowedMentions(
            everyone=False, users=False, roles=roles, replied_user=False
        )
        view, files = self._shown(delivery, message)
        options: dict[str, Any] = {"files": files} if files else {}
        if message.reply_to is not None and self._may(delivery, "read_message_history"):
            # Where that message was deleted, this one stands by itself.
            options["reference"] = discord.MessageReference(
                message_id=message.reply_to,
                channel_id=delivery.channel_id,
                fail_if_not_exists=False,
            )
        try:
            async with self._answered():
                sent = await channel.send(
                    view=view, nonce=delivery.nonce, allowed_mentions=mentions, **options
                )
        except _DeletedError:
            return None
        return sent.id

    async def edit(self, delivery: Delivery, message: object) -> None:
        """Edit the message of a delivery; nobody is mentioned again."""
        if not isinstance(message, Post) or delivery.message_id is None:
            raise TypeError("what is edited is a message, by a Post")
        channel = self._bot.get_partial_messageable(delivery.channel_id)
        view, files = self._shown(delivery, message)
        # One that somebody has deleted needs no edit.
        with suppress(_DeletedError):
            async with self._answered():
                partial = channel.get_partial_message(delivery.message_id)
                await partial.edit(view=view, attachments=files)

    async def find(self, delivery: Delivery) -> int | None:
        """Look for the message with the delivery's mark, about the moment it was claimed."""
        channel = self._bot.get_partial_messageable(delivery.channel_id)
        mark = Press("daily", f"#{delivery.delivery_id}").custom_id
        claimed = delivery.claimed_at or delivery.due_at
        read = 0
        async with self._answered():
            async for message in channel.history(
                limit=_READ_BACK, after=claimed - _CLOCKS_DIFFER, oldest_first=True
            ):
                read += 1
                if mark in _custom_ids([c.to_dict() for c in message.components]):
                    return message.id
        if read >= _READ_BACK:
            raise UnclearError("The channel has too many messages to be read back.")
        return None

    def _shown(
        self, delivery: Delivery, post: Post
    ) -> tuple[discord.ui.LayoutView, list[discord.File]]:
        """The message as the channel takes it: with its pictures, or without."""
        if post.without_files is not None and not self._may(delivery, "attach_files"):
            return post.without_files, []
        files = [discord.File(io.BytesIO(content), filename=name) for name, content in post.files]
        return post.view, files

    def _may(self, delivery: Delivery, permission: str) -> bool:
        """Whether Lede has a permission in a channel; so for what is not known, as in messages."""
        channel = self._bot.get_channel(delivery.channel_id)
        guild = getattr(channel, "guild", None)
        if (
            guild is None
            or guild.me is None
            or not isinstance(channel, (discord.abc.GuildChannel, discord.Thread))
        ):
            return True
        return bool(getattr(channel.permissions_for(guild.me), permission))

    @asynccontextmanager
    async def _answered(self) -> AsyncIterator[None]:
        """Turn what Discord and the network do into what the courier knows."""
        try:
            async with asyncio.timeout(self._patience):
                yield
        except discord.HTTPException as error:
            raise _meaning(error) from None
        except (TimeoutError, discord.RateLimited, aiohttp.ClientError, OSError) as error:
            raise UnansweredError(type(error).__name__) from None


class _DeletedError(Exception):
    """The message of this nonce was there, and somebody has deleted it."""


def _meaning(error: discord.HTTPException) -> Exception:
    if isinstance(error, discord.NotFound) and error.code == _UNKNOWN_MESSAGE:
        return _DeletedError()
    if isinstance(error, discord.NotFound):
        return RefusedError("The channel is gone, or Lede is no longer on the server.")
    if error.code == _TAKES_NO_MESSAGES:
        return RefusedError("Discord does not let Lede write to this person.")
    if isinstance(error, discord.Forbidden):
        return RefusedError("Lede may not see the channel or not write there.")
    if error.status == 401:
        return LockedOutError(
            "Discord refuses the token in DISCORD_TOKEN. It may have been reset: copy the present "
            "one from the developer portal and start Lede again."
        )
    if error.status == 429 or error.status >= 500:
        return UnansweredError(f"status {error.status}")
    return RejectedError(f"Discord rejects the message: {error.status}, code {error.code}.")


def _custom_ids(value: object) -> set[str]:
    """The custom ids in components, at whatever depth."""
    if isinstance(value, list):
        return set().union(*map(_custom_ids, value))
    if not isinstance(value, dict):
        return set()
    own = {value["custom_id"]} if isinstance(value.get("custom_id"), str) else set()
    return own.union(*map(_custom_ids, value.values()))
