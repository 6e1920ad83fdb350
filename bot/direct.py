"""Posting without a gateway: what a worker knows of channels it asks for, or learns by trying."""

import logging
from collections import OrderedDict
from dataclasses import replace

import aiohttp
import discord

from bot.no_retry import NoRetry
from bot.posting import DiscordTransport, NoPlaceError, Poster
from domain.subscriptions import Delivery
from pipeline.delivery import NotPostedError, Posted, RefusedError
from rendering.daily import Post

log = logging.getLogger("lede.direct")

# Channels whose kind is remembered; each worker meets all that get something.
_REMEMBERED = 100_000


class RestClient(discord.Client):
    """A client that only makes requests: it never connects to the gateway."""

    def __init__(self) -> None:
        self.no_retry = NoRetry()
        super().__init__(
            # Nothing comes without a gateway; the library warns where servers are left out.
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            http_trace=self.no_retry.trace(),
        )


class DirectTransport(DiscordTransport):
    """The channels of Discord by requests alone.

    That a channel takes text is tried, since nearly all do; a forum refuses it, whereupon nothing
    was posted. What Lede may do in a channel is learned from a refusal too: then all that can be
    left out is.
    """

    def __init__(self, bot: Poster, *, patience: float | None = None) -> None:
        super().__init__(bot) if patience is None else super().__init__(bot, patience=patience)
        self._forums: OrderedDict[int, discord.ForumChannel | None] = OrderedDict()

    async def is_repeatable(self, delivery: Delivery) -> bool:
        """Whether Discord makes one message of two: of a forum that is not known it takes none."""
        return self._forum(delivery) is None

    async def post(self, delivery: Delivery, message: Post) -> Posted | None:
        """Post it as far as the channel takes it; NotPostedError where it has proved a forum."""
        try:
            return await super().post(delivery, message)
        except NoPlaceError:
            if await self._learn(delivery.channel_id) and self._forum(delivery) is not None:
                raise NotPostedError("a forum, as is known now") from None
            raise
        except RefusedError:
            plain = _plain(message)
            if plain == message:
                raise
            return await super().post(delivery, plain)

    async def find(self, delivery: Delivery) -> Posted | None:
        """Look for the message, in a forum among the threads."""
        await self._learn(delivery.channel_id)
        return await super().find(delivery)

    def _forum(self, delivery: Delivery) -> discord.ForumChannel | None:
        return self._forums.get(delivery.channel_id)

    async def _learn(self, channel_id: int) -> bool:
        """Ask what kind of channel it is; False where no answer comes."""
        if channel_id in self._forums:
            return True
        try:
            channel = await self._bot.fetch_channel(channel_id)
        except (discord.NotFound, discord.Forbidden):
            # Whatever it is, posting there says so.
            channel = None
        except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
            log.warning("channel.unknown channel=%d: %r", channel_id, error)
            return False
        self._forums[channel_id] = channel if isinstance(channel, discord.ForumChannel) else None
        if len(self._forums) > _REMEMBERED:
            self._forums.popitem(last=False)
        return True


def _plain(message: Post) -> Post:
    """A message without what a channel may forbid: pictures, and that it answers another."""
    view = message.without_files or message.view
    return replace(message, view=view, files=(), without_files=None, reply_to=None)
