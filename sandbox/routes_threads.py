"""Routes about threads: those of forums, each begun with its first message."""

from datetime import datetime

from sandbox.messages import create_message
from sandbox.payloads import message_object, thread_object
from sandbox.permissions import Permission
from sandbox.problems import Refusal, Violation, invalid_form
from sandbox.routes_channels import channel_of, guild_of
from sandbox.routes_interactions import announce
from sandbox.routing import Answer, Call, Route
from sandbox.state import ChannelState, ChannelType, Json, Message

NAME_LIMIT, TAG_LIMIT = 100, 5


async def post_thread(call: Call) -> Answer:
    """Begin a thread of a forum with its first message, whose id is the thread's.

    There is no nonce here: the same request again begins another one.
    """
    forum = channel_of(call, Permission.SEND_MESSAGES)
    if forum.type is not ChannelType.FORUM:
        raise Refusal(400, 50024, "Cannot execute action on this channel type")
    if call.files:
        channel_of(call, Permission.ATTACH_FILES)
    thread = _thread(call, forum)
    message = _first_message(call, thread)
    body = thread_object(thread) | {"newly_created": True}
    call.gateway.dispatch("THREAD_CREATE", body, thread.guild_id, 1)
    announce(call, message, "MESSAGE_CREATE")
    return Answer(201, thread_object(thread) | {"message": message_object(call.world, message)})


async def get_active_threads(call: Call) -> Answer:
    """Answer with a guild's threads that are not put away."""
    return _listed(call.world.threads_of(guild_of(call), archived=False))


async def get_archived_threads(call: Call) -> Answer:
    """Answer with a channel's threads that are put away, the last one first."""
    channel = channel_of(call, Permission.READ_MESSAGE_HISTORY)
    guild = call.world.guild_of(channel)
    threads = [] if guild is None else call.world.threads_of(guild, archived=True)
    threads = [thread for thread in threads if thread.parent_id == channel.id]
    if "before" in call.query:
        before = datetime.fromisoformat(call.query["before"]).timestamp()
        threads = [thread for thread in threads if (thread.archived_at or 0.0) < before]
    threads.sort(key=lambda thread: thread.archived_at or 0.0, reverse=True)
    limit = int(call.query.get("limit") or 50)
    return _listed(threads[:limit], has_more=len(threads) > limit)


def _thread(call: Call, forum: ChannelState) -> ChannelState:
    """Judge what is asked of a thread: its name, its tags."""
    world, body = call.world, call.body
    name = str(body.get("name") or "").strip()
    if not 1 <= len(name) <= NAME_LIMIT:
        text = f"Must be between 1 and {NAME_LIMIT} in length."
        raise invalid_form([Violation(("name",), "BASE_TYPE_BAD_LENGTH", text)])
    tags = [int(tag) for tag in body.get("applied_tags") or []]
    if len(tags) > TAG_LIMIT or set(tags) - set(forum.tags):
        text = f"Up to {TAG_LIMIT} tags of the forum."
        raise invalid_form([Violation(("applied_tags",), "SANDBOX_UNKNOWN_TAG", text)])
    if forum.requires_tag and not tags:
        raise Refusal(400, 40067, "A tag is required to create a forum post in this channel")
    return ChannelState(
        world.ids.next(),
        name,
        ChannelType.PUBLIC_THREAD,
        forum.guild_id,
        parent_id=forum.id,
        owner_id=world.bot.id,
        created_at=world.clock.now(),
        tags={tag: forum.tags[tag] for tag in tags},
    )


def _first_message(call: Call, thread: ChannelState) -> Message:
    """Store a thread with its first message, or neither."""
    world = call.world
    world.channels[thread.id] = thread
    body: Json = call.body.get("message") or {}
    try:
        return create_message(world, thread, world.bot, body, call.files, number=thread.id)
    except Refusal:
        del world.channels[thread.id]
        raise


def _listed(threads: list[ChannelState], *, has_more: bool = False) -> Answer:
    found = [thread_object(thread) for thread in threads]
    return Answer(body={"threads": found, "members": [], "has_more": has_more})


ROUTES = (
    Route("POST", "/channels/{channel_id}/threads", post_thread),
    Route("GET", "/channels/{channel_id}/threads/archived/public", get_archived_threads),
    Route("GET", "/guilds/{guild_id}/threads/active", get_active_threads),
)
