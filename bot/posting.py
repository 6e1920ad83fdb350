"""Posting to Discord for the sender: messages under a nonce, channels read back."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from typing import Any, Protocol

import aiohttp
import discord
from discord.utils import snowflake_time

from bot.no_retry import NoRetry, RepeatedError
from domain.subscriptions import Delivery
from pipeline.delivery import (
    LockedOutError,
    Posted,
    RefusedError,
    RejectedError,
    UnansweredError,
    UnclearError,
)
from rendering.buttons import ButtonId
from rendering.daily import Post
from rendering.limits import cut

# Discord's clock and ours. A message that is overlooked for it would be posted twice.
_CLOCKS_DIFFER = timedelta(hours=1)
# A channel with more messages since then is not read to its end.
_READ_BACK = 1000
# Seconds for a message with the library's own tries (it sleeps 16 s over five answers of 500); its
# session waits for an answer for five minutes, in which the others of a server wait too.
_PATIENCE = 30.0
_UNKNOWN_MESSAGE, _TAKES_NO_MESSAGES, _NO_PLACE_FOR_TEXT = 10008, 50007, 50008
_PUBLISHED = 40033
_THREAD_NAME = 100
_UNANSWERED = (TimeoutError, RepeatedError, discord.RateLimited, aiohttp.ClientError, OSError)


class NoPlaceError(UnansweredError):
    """The channel takes no messages, as a forum does: nothing was posted."""


class Poster(Protocol):
    """What posting needs of a client of Discord, connected to the gateway or not."""

    no_retry: NoRetry

    @property
    def user(self) -> discord.ClientUser | None:
        """Lede itself."""

    def get_channel(self, number: int, /) -> Any:
        """The channel, where the gateway has told of it."""

    async def fetch_channel(self, channel_id: int, /) -> Any:
        """The channel, asked for."""

    def get_partial_messageable(self, number: int, /) -> discord.PartialMessageable:
        """A channel to post in, without asking whether it is there."""


class DiscordTransport:
    """The channels of Discord, over the bot's own client."""

    def __init__(self, bot: Poster, *, patience: float = _PATIENCE) -> None:
        self._bot = bot
        self._patience = patience

    async def is_repeatable(self, delivery: Delivery) -> bool:
        """Whether Discord makes one message of two: not of the threads of a forum."""
        return self._forum(delivery) is None

    async def post(self, delivery: Delivery, message: Post) -> Posted | None:
        """Post it; see `pipeline.delivery.Transport` for what it raises."""
        view, files = self._shown(delivery, message)
        options: dict[str, Any] = {"view": view, "allowed_mentions": _mentions(message)}
        if files:
            options["files"] = files
        forum = self._forum(delivery)
        if forum is not None:
            return await self._begin_thread(forum, message.title, options)
        channel = self._bot.get_partial_messageable(delivery.channel_id)
        if message.reply_to is not None and self._may(delivery, "read_message_history"):
            # Where that message was deleted, this one stands by itself.
            options["reference"] = discord.MessageReference(
                message_id=message.reply_to,
                channel_id=delivery.channel_id,
                fail_if_not_exists=False,
            )
        try:
            async with self._answered():
                sent = await channel.send(nonce=delivery.nonce, **options)
        except _DeletedError:
            return None
        return Posted(delivery.channel_id, sent.id)

    async def edit(self, delivery: Delivery, message_id: int, message: Post) -> None:
        """Edit the message of a delivery; nobody is mentioned again."""
        channel = self._bot.get_partial_messageable(delivery.channel_id)
        view, files = self._shown(delivery, message)
        # One that somebody has deleted needs no edit.
        with suppress(_DeletedError):
            async with self._answered():
                partial = channel.get_partial_message(message_id)
                await partial.edit(view=view, attachments=files)

    async def publish(self, delivery: Delivery, message_id: int) -> None:
        """Publish the message of a delivery; Discord takes ten an hour from a channel."""
        channel = self._bot.get_partial_messageable(delivery.channel_id)
        with suppress(_DeletedError, _PublishedError):
            async with self._answered():
                await channel.get_partial_message(message_id).publish()

    async def find(self, delivery: Delivery) -> Posted | None:
        """Look for the message with the delivery's mark, about the moment it was claimed."""
        forum = self._forum(delivery)
        since = (delivery.claimed_at or delivery.due_at) - _CLOCKS_DIFFER
        read = 0
        async with self._answered():
            async for message in (
                self._since(delivery, since) if forum is None else self._begun(forum, since)
            ):
                read += 1
                if _is_marked(message, delivery):
                    return Posted(message.channel.id, message.id)
        if read >= _READ_BACK:
            raise UnclearError("The channel has too many messages to be read back.")
        return None

    async def _begin_thread(
        self, forum: discord.ForumChannel, title: str, options: dict[str, Any]
    ) -> Posted:
        if forum.flags.require_tag:
            free = [tag for tag in forum.available_tags if not tag.moderated]
            options["applied_tags"] = free[:1]
        # No nonce is taken here: what the library repeated would be a second thread.
        async with self._answered():
            with self._bot.no_retry.only_once():
                begun = await forum.create_thread(name=cut(title, _THREAD_NAME), **options)
        return Posted(begun.thread.id, begun.message.id)

    def _forum(self, delivery: Delivery) -> discord.ForumChannel | None:
        channel = self._bot.get_channel(delivery.channel_id)
        return channel if isinstance(channel, discord.ForumChannel) else None

    def _since(self, delivery: Delivery, since: datetime) -> AsyncIterator[discord.Message]:
        """The messages of a channel, the oldest first."""
        channel = self._bot.get_partial_messageable(delivery.channel_id)
        return channel.history(limit=_READ_BACK, after=since, oldest_first=True)

    async def _begun(
        self, forum: discord.ForumChannel, since: datetime
    ) -> AsyncIterator[discord.Message]:
        """The first messages of the threads that Lede began in a forum, also of those put away."""
        own = self._bot.user.id if self._bot.user else None
        threads = [t for t in await forum.guild.active_threads() if t.parent_id == forum.id]
        async for thread in forum.archived_threads(limit=_READ_BACK):
            # The last one that was put away comes first.
            if thread.archive_timestamp < since:
                break
            threads.append(thread)
        for thread in threads:
            if thread.owner_id == own and snowflake_time(thread.id) >= since:
                with suppress(discord.NotFound):
                    yield await thread.fetch_message(thread.id)

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
        """Turn what Discord and the network do into what the sender knows."""
        try:
            async with asyncio.timeout(self._patience):
                yield
        except discord.HTTPException as error:
            raise _meaning(error) from None
        except _UNANSWERED as error:
            raise UnansweredError(type(error).__name__) from None


def _mentions(post: Post) -> discord.AllowedMentions:
    roles = [discord.Object(post.role_id)] if post.role_id else []
    return discord.AllowedMentions(everyone=False, users=False, roles=roles, replied_user=False)


def _is_marked(message: discord.Message, delivery: Delivery) -> bool:
    mark = ButtonId("daily", f"#{delivery.delivery_id}").custom_id
    return mark in _custom_ids([c.to_dict() for c in message.components])


class _PublishedError(Exception):
    """The message is published already."""


class _DeletedError(Exception):
    """The message of this nonce was there, and somebody has deleted it."""


def _meaning(error: discord.HTTPException) -> Exception:
    if isinstance(error, discord.NotFound) and error.code == _UNKNOWN_MESSAGE:
        return _DeletedError()
    if error.code == _PUBLISHED:
        return _PublishedError()
    if isinstance(error, discord.NotFound):
        return RefusedError("The channel is gone, or Lede is no longer on the server.")
    if error.code == _NO_PLACE_FOR_TEXT:
        # A forum Lede has not been told of yet, as while Discord has an outage.
        return NoPlaceError("not a channel for messages, as far as is known now")
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
