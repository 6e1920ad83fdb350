"""Routes about channels, their messages, guilds and people."""

from sandbox.messages import create_message, edit_message
from sandbox.payloads import (
    channel_object,
    guild_object,
    member_object,
    message_object,
    user_object,
)
from sandbox.permissions import Permission
from sandbox.problems import Refusal, Violation, invalid_form
from sandbox.routes_interactions import announce
from sandbox.routing import NO_CONTENT, Answer, Call, Route
from sandbox.snowflakes import EPOCH_MS, TIME_SHIFT
from sandbox.state import ChannelState, ChannelType, Guild, Message, MessageFlag
from sandbox.world import is_thread

TWO_WEEKS = 14 * 24 * 3600.0


def channel_of(call: Call, *needed: Permission) -> ChannelState:
    """Return the path's channel if the bot may do what is needed: 50001, then 50013.

    That split (view missing: 50001, another bit: 50013) is observed, not documented.
    """
    channel = call.world.channel(call.id("channel_id"))
    guild = call.world.guild_of(channel)
    if guild is not None and call.world.bot.id not in guild.members:
        raise Refusal(403, 50001, "Missing Access")
    held = call.world.permissions(channel, call.world.bot)
    if not held & Permission.VIEW_CHANNEL:
        raise Refusal(403, 50001, "Missing Access")
    if any(not held & permission for permission in needed):
        raise Refusal(403, 50013, "Missing Permissions")
    return channel


def _sending(call: Call) -> ChannelState:
    channel = channel_of(call)
    if channel.type is ChannelType.FORUM:
        raise Refusal(400, 50008, "Cannot send messages in a non-text channel")
    if channel.recipient is not None and not channel.recipient.takes_direct_messages:
        raise Refusal(403, 50007, "Cannot send messages to this user")
    threaded = channel.type is ChannelType.PUBLIC_THREAD
    needed = [Permission.SEND_MESSAGES_IN_THREADS if threaded else Permission.SEND_MESSAGES]
    if call.body.get("embeds"):
        needed.append(Permission.EMBED_LINKS)
    if call.files:
        needed.append(Permission.ATTACH_FILES)
    return channel_of(call, *needed)


def _visible(call: Call) -> Message:
    message = call.world.message(call.id("channel_id"), call.id("message_id"))
    if message.is_ephemeral:
        # Ephemeral messages do not exist for the channel's own routes.
        raise Refusal(404, 10008, "Unknown Message")
    return message


async def get_channel(call: Call) -> Answer:
    """Answer with a channel."""
    return Answer(body=channel_object(channel_of(call)))


async def post_message(call: Call) -> Answer:
    """Post a message; the same nonce again, enforced, answers with the first one."""
    world = call.world
    channel = _sending(call)
    nonce = call.body.get("nonce")
    key = (world.bot.id, str(nonce))
    if nonce is not None and call.body.get("enforce_nonce"):
        earlier = world.nonces.get(key)
        if earlier is not None and world.clock.now() - earlier[0] < world.nonce_seconds:
            message = world.message(earlier[1].channel_id, earlier[1].id)
            return Answer(body=message_object(world, message))
    message = create_message(world, channel, world.bot, call.body, call.files)
    if nonce is not None:
        world.nonces[key] = (world.clock.now(), message)
    announce(call, message, "MESSAGE_CREATE")
    return Answer(body=message_object(world, message))


async def get_messages(call: Call) -> Answer:
    """Answer with a channel's messages, newest first, as `before`, `after`, `around` ask."""
    channel = channel_of(call, Permission.READ_MESSAGE_HISTORY)
    limit = int(call.query.get("limit") or 50)
    if not 1 <= limit <= 100:
        text = "int value should be between 1 and 100."
        raise invalid_form([Violation(("limit",), "NUMBER_TYPE_MAX", text)])
    stored = [m for m in call.world.messages.get(channel.id, {}).values() if not m.is_ephemeral]
    stored.sort(key=lambda m: m.id)
    if "after" in call.query:
        picked = [m for m in stored if m.id > int(call.query["after"])][:limit]
    elif "around" in call.query:
        centre = int(call.query["around"])
        nearest = sorted(stored, key=lambda m: abs(m.id - centre))[:limit]
        picked = sorted(nearest, key=lambda m: m.id)
    else:
        before = int(call.query.get("before") or 1 << 63)
        picked = [m for m in stored if m.id < before][-limit:]
    return Answer(body=[message_object(call.world, m) for m in reversed(picked)])


async def get_message(call: Call) -> Answer:
    """Answer with one message."""
    channel_of(call, Permission.READ_MESSAGE_HISTORY)
    return Answer(body=message_object(call.world, _visible(call)))


async def patch_message(call: Call) -> Answer:
    """Change one of the bot's own messages."""
    if channel_of(call).archived_at is not None:
        raise Refusal(400, 50083, "Tried to perform an operation on an archived thread")
    message = _visible(call)
    if message.author is not call.world.bot:
        raise Refusal(403, 50005, "Cannot edit a message authored by another user")
    edit_message(call.world, message, call.body, call.files)
    announce(call, message, "MESSAGE_UPDATE")
    return Answer(body=message_object(call.world, message))


async def crosspost_message(call: Call) -> Answer:
    """Publish a message of an announcement channel to those that follow it, once."""
    channel = channel_of(call, Permission.SEND_MESSAGES)
    message = _visible(call)
    if channel.type is not ChannelType.ANNOUNCEMENT:
        raise Refusal(400, 50024, "Cannot execute action on this channel type")
    if message.author is not call.world.bot:
        channel_of(call, Permission.MANAGE_MESSAGES)
    if message.flags & MessageFlag.CROSSPOSTED:
        raise Refusal(400, 40033, "This message has already been crossposted")
    message.flags |= MessageFlag.CROSSPOSTED
    announce(call, message, "MESSAGE_UPDATE")
    return Answer(body=message_object(call.world, message))


async def delete_message(call: Call) -> Answer:
    """Delete a message; another author's needs the permission for it."""
    channel_of(call)
    message = _visible(call)
    if message.author is not call.world.bot:
        channel_of(call, Permission.MANAGE_MESSAGES)
    call.world.drop(message)
    return NO_CONTENT


async def bulk_delete(call: Call) -> Answer:
    """Delete 2-100 messages not older than two weeks."""
    channel = channel_of(call, Permission.MANAGE_MESSAGES)
    numbers = {int(i) for i in call.body.get("messages") or []}
    if not 2 <= len(numbers) <= 100:
        text = "Must be between 2 and 100 in length."
        raise invalid_form([Violation(("messages",), "BASE_TYPE_BAD_LENGTH", text)])
    oldest = int((call.world.clock.now() - TWO_WEEKS) * 1000) - EPOCH_MS << TIME_SHIFT
    if min(numbers) < oldest:
        raise Refusal(400, 50034, "A message provided was too old to bulk delete")
    for number in numbers & set(call.world.messages.get(channel.id, {})):
        call.world.drop(call.world.messages[channel.id][number])
    return NO_CONTENT


async def post_typing(call: Call) -> Answer:
    """Show that the bot is typing."""
    channel_of(call, Permission.SEND_MESSAGES)
    return NO_CONTENT


async def post_direct_channel(call: Call) -> Answer:
    """Open the direct channel with a user."""
    user = call.world.users.get(int(call.body.get("recipient_id") or 0))
    if user is None or user.bot:
        raise Refusal(400, 50033, "Invalid Recipient(s)")
    return Answer(body=channel_object(call.world.direct_channel(user)))


async def get_user(call: Call) -> Answer:
    """Answer with a user."""
    user = call.world.users.get(call.id("user_id"))
    if user is None:
        raise Refusal(404, 10013, "Unknown User")
    return Answer(body=user_object(user))


def guild_of(call: Call) -> Guild:
    """Return the path's guild if the bot is in it; refuses with 10004."""
    guild = call.world.guilds.get(call.id("guild_id"))
    if guild is None or call.world.bot.id not in guild.members:
        raise Refusal(404, 10004, "Unknown Guild")
    return guild


async def get_guild(call: Call) -> Answer:
    """Answer with a guild."""
    return Answer(body=guild_object(call.world, guild_of(call)))


async def get_guild_channels(call: Call) -> Answer:
    """Answer with a guild's channels."""
    channels = [c for c in call.world.channels_of(guild_of(call)) if not is_thread(c)]
    return Answer(body=[channel_object(channel) for channel in channels])


async def get_member(call: Call) -> Answer:
    """Answer with a member of a guild."""
    member = guild_of(call).members.get(call.id("user_id"))
    if member is None:
        raise Refusal(404, 10007, "Unknown Member")
    return Answer(body=member_object(member))


MESSAGES = "/channels/{channel_id}/messages"
ROUTES = (
    Route("GET", "/channels/{channel_id}", get_channel),
    Route("POST", "/channels/{channel_id}/typing", post_typing),
    Route("GET", MESSAGES, get_messages),
    Route("POST", MESSAGES, post_message),
    Route("POST", f"{MESSAGES}/bulk-delete", bulk_delete),
    Route("GET", f"{MESSAGES}/{{message_id}}", get_message),
    Route("PATCH", f"{MESSAGES}/{{message_id}}", patch_message),
    Route("DELETE", f"{MESSAGES}/{{message_id}}", delete_message),
    Route("POST", f"{MESSAGES}/{{message_id}}/crosspost", crosspost_message),
    Route("POST", "/users/@me/channels", post_direct_channel),
    Route("GET", "/users/{user_id}", get_user),
    Route("GET", "/guilds/{guild_id}", get_guild),
    Route("GET", "/guilds/{guild_id}/channels", get_guild_channels),
    Route("GET", "/guilds/{guild_id}/members/{user_id}", get_member),
)
