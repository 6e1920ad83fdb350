"""What one member sees of the sandbox, as the JSON the page draws."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sandbox.actor import Actor
from sandbox.browser.controls import Offer
from sandbox.options import CHANNEL, MENTIONABLE, ROLE, USER
from sandbox.payloads import message_object
from sandbox.permissions import Permission
from sandbox.reply import SELECT_KINDS
from sandbox.server import Sandbox
from sandbox.state import (
    ChannelState,
    ChannelType,
    Command,
    Guild,
    Interaction,
    InteractionType,
    Json,
    Message,
    User,
)
from sandbox.world import World, is_thread

# Messages of a channel that are drawn, the newest.
SHOWN = 200
# Requests and packets that are drawn.
TRAFFIC = 120
_SAID = 100
# What the page needs of a command or an option beyond its words.
_KEPT = (
    *("name", "type", "required", "autocomplete", "channel_types"),
    *("min_value", "max_value", "min_length", "max_length"),
)


def actor_of(sandbox: Sandbox, user_id: int, channel_id: int | None = None) -> Actor:
    """A user at a channel; their own first one where none is named."""
    world = sandbox.world
    user = world.users[user_id]
    channel = world.channels.get(channel_id or 0) or next(iter(channels_of(world, user)))
    return Actor(world, sandbox.gateway, user, channel)


def channels_of(world: World, user: User) -> Iterable[ChannelState]:
    """The channels a user sees: those of their servers, then the direct one."""
    for guild in guilds_of(world, user):
        for channel in world.channels_of(guild):
            if world.permissions(channel, user) & Permission.VIEW_CHANNEL:
                yield channel
    yield world.direct_channel(user)


def guilds_of(world: World, user: User) -> list[Guild]:
    """The servers a user is in."""
    return [guild for guild in world.guilds.values() if user.id in guild.members]


def view(sandbox: Sandbox, offer: Offer, viewer: User) -> Json:
    """Everything but messages: who one is, where one can go, what can be done, the time."""
    world = sandbox.world
    direct = world.direct_channel(viewer)
    return {
        "title": offer.title,
        "me": _person(viewer),
        "bot": _person(world.bot) | {"online": sandbox.gateway.is_ready},
        "now": world.clock.now(),
        "people": [
            _person(world.users[person.id]) | {"about": person.about} for person in offer.people
        ],
        "guilds": [_guild(world, guild, viewer) for guild in guilds_of(world, viewer)],
        "direct": str(direct.id),
        "names": _names(world),
        "controls": [asdict(control) for control in offer.controls.listed()],
        "suggestions": [
            {"label": one.label, "about": one.about, "steps": [dict(step) for step in one.steps]}
            for one in offer.suggestions
        ],
    }


def _person(user: User) -> Json:
    return {"id": str(user.id), "name": _shown_name(user), "locale": user.locale, "bot": user.bot}


def _shown_name(user: User) -> str:
    return user.name.title() if user.bot else user.name


def _guild(world: World, guild: Guild, viewer: User) -> Json:
    seen = [c for c in channels_of(world, viewer) if c.guild_id == guild.id]
    return {
        "id": str(guild.id),
        "name": guild.name,
        "members": [_person(member.user) for member in guild.members.values()],
        "roles": [
            {"id": str(role.id), "name": role.name.removeprefix("@")}
            for role in guild.roles.values()
        ],
        "channels": [
            {
                "id": str(channel.id),
                "name": channel.name,
                "kind": channel.type.name.lower(),
                "parent": str(channel.parent_id) if channel.parent_id else None,
                "archived": channel.archived_at is not None,
                "writable": _can_write(world, channel, viewer),
            }
            for channel in seen
        ],
    }


def _can_write(world: World, channel: ChannelState, viewer: User) -> bool:
    needed = Permission.SEND_MESSAGES_IN_THREADS if is_thread(channel) else Permission.SEND_MESSAGES
    is_forum = channel.type is ChannelType.FORUM
    return not is_forum and bool(world.permissions(channel, viewer) & needed)


def _names(world: World) -> Json:
    """What mentions stand for, by id."""
    return {
        "users": {str(user.id): _shown_name(user) for user in world.users.values()},
        "channels": {str(c.id): c.name for c in world.channels.values()},
        "roles": {
            str(role.id): role.name
            for guild in world.guilds.values()
            for role in guild.roles.values()
        },
    }


def messages(sandbox: Sandbox, viewer: User) -> dict[str, Json]:
    """The messages a member sees, by id, oldest first within a channel."""
    world = sandbox.world
    found: dict[str, Json] = {}
    for channel in channels_of(world, viewer):
        stored = sorted(world.messages.get(channel.id, {}).values(), key=lambda one: one.id)
        seen = [one for one in stored if one.seen_only_by in (None, viewer.id)]
        found.update({str(one.id): message_view(world, one) for one in seen[-SHOWN:]})
    return found


def message_view(world: World, message: Message) -> Json:
    """One message: Discord's own object, with the files' addresses those of the page."""
    body: Json = _own_addresses(world, message_object(world, message))
    body["author"] = _person(message.author)
    body["ephemeral"] = message.is_ephemeral
    body["loading"] = message.is_loading
    body["files_shown"] = {
        str(file.id): {"name": file.filename, "size": len(file.content)} for file in message.files
    }
    interaction = world.interactions.get(message.interaction_id or 0)
    if interaction is not None and interaction.type is InteractionType.COMMAND:
        body["used"] = {"by": _shown_name(interaction.user), "what": _used(interaction)}
    replied = world.messages.get(message.channel_id, {}).get(message.reply_to or 0)
    if replied is not None:
        body["replied"] = {"by": _shown_name(replied.author), "id": str(replied.id)}
    return body


def _used(interaction: Interaction) -> str:
    return interaction.label.partition(" ")[0] if interaction.label[:1] == "/" else "a menu"


def _own_addresses(world: World, node: Any) -> Any:
    """The same with every address of a stored file as one of the page, which may show no other."""
    if isinstance(node, dict):
        return {key: _own_addresses(world, child) for key, child in node.items()}
    if isinstance(node, list):
        return [_own_addresses(world, child) for child in node]
    start = world.base_url + "/attachments/"
    if isinstance(node, str) and node.startswith(start):
        return "files/" + node.removeprefix(start)
    return node


def commands(actor: Actor) -> list[Json]:
    """The commands a member is shown at a place, named in their language."""
    return [_command(command, actor.state.locale) for command in actor.commands()]


def _command(command: Command, locale: str) -> Json:
    shown: Json = _localized(command.payload, locale)
    shown["kind"] = command.type
    return shown


def _localized(node: Json, locale: str) -> Json:
    names = node.get("name_localizations") or {}
    texts = node.get("description_localizations") or {}
    kept = {key: node[key] for key in _KEPT if node.get(key) is not None}
    kept["label"] = _in(names, locale) or node["name"]
    kept["description"] = _in(texts, locale) or node.get("description") or ""
    if node.get("choices"):
        kept["choices"] = [
            {
                "value": one["value"],
                "label": _in(one.get("name_localizations") or {}, locale) or one["name"],
            }
            for one in node["choices"]
        ]
    if node.get("options"):
        kept["options"] = [_localized(one, locale) for one in node["options"]]
    return kept


def _in(localized: Json, locale: str) -> str | None:
    found = localized.get(locale)
    return None if found is None else str(found)


def traffic(sandbox: Sandbox) -> Json:
    """The last requests of the bot and packets of the gateway, and what was refused."""
    return {
        "requests": [
            {
                "method": one.method,
                "path": one.path,
                "status": one.status,
                "sent": one.body,
                "answer": one.answer,
            }
            for one in sandbox.requests[-TRAFFIC:]
        ],
        "counted": len(sandbox.requests),
        "packets": [
            {"from": "bot" if one.from_bot else "Discord", "name": one.name, "data": one.data}
            for one in list(sandbox.gateway.log)[-TRAFFIC:]
        ],
        "problems": [problem.summary for problem in sandbox.problems[-_SAID:]],
    }


def takes_entities(kind: int, *, is_option: bool) -> str | None:
    """Which of users, roles and channels an option or a menu of this type takes; None for text."""
    if is_option:
        return {USER: "user", CHANNEL: "channel", ROLE: "role", MENTIONABLE: "either"}.get(kind)
    menus = {5: "user", 6: "role", 7: "either", 8: "channel"}
    return menus.get(kind) if kind in SELECT_KINDS else None
