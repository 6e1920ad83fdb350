"""What a user fills into a slash command, typed and checked as Discord's own client does."""

import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.payloads import (
    attachment_object,
    channel_object,
    member_object,
    role_object,
    user_object,
)
from sandbox.problems import SandboxError
from sandbox.state import Attachment, ChannelState, Guild, Json, Role, User
from sandbox.world import World

SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN = 1, 2, 3, 4, 5
USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = 6, 7, 8, 9, 10, 11
# The client refuses numbers that JavaScript cannot hold exactly.
SAFE_INTEGER = 2**53
STRING_LIMIT = 6000


@dataclass(frozen=True, slots=True)
class Upload:
    """A file a user attaches."""

    filename: str
    content: bytes
    content_type: str | None = None


@dataclass(slots=True)
class Resolved:
    """The objects behind the ids among the options."""

    world: World
    channel: ChannelState
    data: dict[str, Json] = field(default_factory=dict)

    def add_user(self, user: User) -> str:
        """Note a user, and the member where there is a guild."""
        number = str(user.id)
        self.data.setdefault("users", {})[number] = user_object(user)
        guild = self.world.guild_of(self.channel)
        member = guild.members.get(user.id) if guild else None
        if member is not None:
            body = member_object(member, self.world.permissions(self.channel, user))
            body.pop("user")
            self.data.setdefault("members", {})[number] = body
        return number

    def add_channel(self, channel: ChannelState, viewer: User) -> str:
        """Note a channel with the user's permissions in it."""
        body = channel_object(channel)
        body["permissions"] = str(self.world.permissions(channel, viewer))
        self.data.setdefault("channels", {})[str(channel.id)] = body
        return str(channel.id)

    def add_role(self, role: Role) -> str:
        """Note a role."""
        self.data.setdefault("roles", {})[str(role.id)] = role_object(role)
        return str(role.id)

    def add_upload(self, upload: Upload) -> str:
        """Store a file and note it; such files are ephemeral."""
        guessed = mimetypes.guess_type(upload.filename)[0] or "application/octet-stream"
        file = Attachment(
            self.world.ids.next(),
            upload.filename,
            upload.content,
            upload.content_type or guessed,
            self.channel.id,
            ephemeral=True,
        )
        self.world.attachments[file.id] = file
        body = attachment_object(self.world, file)
        self.data.setdefault("attachments", {})[str(file.id)] = body
        return str(file.id)


def find_subcommand(payload: Json, path: list[str]) -> list[Json]:
    """Return the chain of declarations from the command to the named subcommand."""
    chain = [payload]
    for name in path:
        inner = [o for o in chain[-1].get("options") or [] if o["type"] in (SUBCOMMAND, GROUP)]
        match = next((o for o in inner if o["name"] == name), None)
        if match is None:
            known = ", ".join(o["name"] for o in inner) or "none"
            raise SandboxError(f"/{payload['name']} has no subcommand {name!r}; known: {known}")
        chain.append(match)
    if any(o["type"] in (SUBCOMMAND, GROUP) for o in chain[-1].get("options") or []):
        known = ", ".join(o["name"] for o in chain[-1]["options"])
        raise SandboxError(f"/{chain[-1]['name']} needs one of its subcommands: {known}")
    return chain


def wrapped(chain: list[Json], filled: list[Json]) -> list[Json]:
    """Return options nested below their subcommand as an interaction carries them."""
    for node in reversed(chain[1:]):
        filled = [{"name": node["name"], "type": node["type"], "options": filled}]
    return filled


def fill(
    declared: list[Json], values: Mapping[str, Any], resolved: Resolved, viewer: User
) -> list[Json]:
    """Type every given option; an unknown name, a missing one or a wrong value is an error."""
    names = {option["name"] for option in declared}
    unknown = set(values) - names
    if unknown:
        raise SandboxError(f"no such option: {sorted(unknown)}; there are {sorted(names)}")
    filled = []
    for option in declared:
        name = option["name"]
        if values.get(name) is None:
            if option.get("required"):
                raise SandboxError(f"option {name!r} is required")
            continue
        value = typed(option, values[name], resolved, viewer)
        filled.append({"name": name, "type": option["type"], "value": value})
    return filled


def typed(option: Json, value: Any, resolved: Resolved, viewer: User) -> Any:
    """Return a value as the interaction carries it, or say why it cannot be entered."""
    value = getattr(value, "state", value)
    if option.get("choices"):
        return _chosen(option, value)
    match option["type"]:
        case 3:
            return _text(option, value)
        case 4 | 10:
            return _number(option, value)
        case 5 if isinstance(value, bool):
            return value
        case 6 | 9 if isinstance(value, User):
            return resolved.add_user(value)
        case 7 if isinstance(value, ChannelState):
            kinds = option.get("channel_types") or [value.type]
            if value.type in kinds:
                return resolved.add_channel(value, viewer)
        case 8 | 9 if isinstance(value, Role):
            return resolved.add_role(value)
        case 11 if isinstance(value, Upload):
            return resolved.add_upload(value)
    raise SandboxError(f"option {option['name']!r} (type {option['type']}) cannot be {value!r}")


def _chosen(option: Json, value: Any) -> Any:
    for choice in option["choices"]:
        if value in (choice["value"], choice["name"]):
            return choice["value"]
    offered = [choice["name"] for choice in option["choices"]]
    raise SandboxError(f"option {option['name']!r} offers {offered}, not {value!r}")


def _text(option: Json, value: Any) -> str:
    if not isinstance(value, str):
        raise SandboxError(f"option {option['name']!r} takes text, not {value!r}")
    low, high = option.get("min_length") or 0, option.get("max_length") or STRING_LIMIT
    if not value or not low <= len(value) <= high:
        raise SandboxError(f"option {option['name']!r} takes {low}-{high} characters")
    return value


def _number(option: Json, value: Any) -> int | float:
    whole = option["type"] == INTEGER
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > SAFE_INTEGER:
        raise SandboxError(f"option {option['name']!r} takes a number, not {value!r}")
    if whole and not isinstance(value, int):
        raise SandboxError(f"option {option['name']!r} takes a whole number, not {value!r}")
    low, high = option.get("min_value"), option.get("max_value")
    if (low is not None and value < low) or (high is not None and value > high):
        raise SandboxError(f"option {option['name']!r} is limited to {low}..{high}, not {value}")
    return value if whole else float(value)


def may_use(payload: Json, permissions: int, guild: Guild | None) -> bool:
    """Whether a command is shown to a user with these permissions at this place."""
    contexts = payload.get("contexts")
    if contexts is None:
        contexts = [0] if payload.get("dm_permission") is False else [0, 1, 2]
    if (0 if guild else 1) not in contexts:
        return False
    required = payload.get("default_member_permissions")
    if guild is None or required is None:
        return True
    if int(required) == 0:
        return bool(permissions & 1 << 3)
    return permissions & int(required) == int(required)
