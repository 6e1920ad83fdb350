"""What the sandbox knows: guilds, channels, people, messages, commands, interactions, in memory."""

from dataclasses import dataclass, field
from enum import IntEnum, IntFlag
from typing import Any

Json = dict[str, Any]


class ChannelType(IntEnum):
    """The kinds of channel the sandbox can hold."""

    TEXT = 0
    DM = 1
    ANNOUNCEMENT = 5
    PUBLIC_THREAD = 11
    FORUM = 15


class InteractionType(IntEnum):
    """What a user did."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class Callback(IntEnum):
    """How the bot may answer an interaction first."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


class MessageFlag(IntFlag):
    """The message flags that matter here."""

    CROSSPOSTED = 1 << 0
    SUPPRESS_EMBEDS = 1 << 2
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    COMPONENTS_V2 = 1 << 15


@dataclass(slots=True)
class User:
    """A person or the bot; `locale` is the language of their client."""

    id: int
    name: str
    bot: bool = False
    locale: str = "en-US"
    takes_direct_messages: bool = True


@dataclass(slots=True)
class Role:
    """A role of a guild; the one whose id is the guild's is @everyone."""

    id: int
    name: str
    permissions: int
    position: int


@dataclass(slots=True)
class Member:
    """A user in a guild."""

    user: User
    joined_at: float
    roles: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Overwrite:
    """What a channel allows or denies one role or member."""

    allow: int = 0
    deny: int = 0


@dataclass(slots=True)
class ChannelState:
    """A channel; a direct one has no guild but a `recipient`, a thread a parent and an owner.

    `tags` are those a forum offers, by id, or those a thread of one has been given.
    """

    id: int
    name: str
    type: ChannelType = ChannelType.TEXT
    guild_id: int | None = None
    position: int = 0
    recipient: User | None = None
    parent_id: int | None = None
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    last_message_id: int | None = None
    owner_id: int | None = None
    created_at: float = 0.0
    archived_at: float | None = None
    tags: dict[int, str] = field(default_factory=dict)
    requires_tag: bool = False


@dataclass(slots=True)
class Guild:
    """A server: its roles and members by id."""

    id: int
    name: str
    owner_id: int
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    locale: str = "en-US"
    joined_at: float = 0.0


@dataclass(frozen=True, slots=True)
class Attachment:
    """A stored file."""

    id: int
    filename: str
    content: bytes
    content_type: str
    channel_id: int
    description: str | None = None
    ephemeral: bool = False


@dataclass(slots=True)
class Message:
    """A message as stored; `files` holds every file, also those shown inside something."""

    id: int
    channel_id: int
    author: User
    created_at: float
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)
    flags: int = 0
    type: int = 0
    tts: bool = False
    edited_at: float | None = None
    nonce: str | int | None = None
    seen_only_by: int | None = None
    interaction_id: int | None = None
    reply_to: int | None = None
    pinged: tuple[str, ...] = ()
    # Ids of files that embeds and components show; Discord leaves those out of `attachments`.
    in_embeds: frozenset[int] = frozenset()
    in_components: frozenset[int] = frozenset()

    @property
    def shown_files(self) -> frozenset[int]:
        """Return the ids of files that are shown inside something."""
        return self.in_embeds | self.in_components

    @property
    def is_ephemeral(self) -> bool:
        """Whether only one user sees it."""
        return bool(self.flags & MessageFlag.EPHEMERAL)

    @property
    def is_loading(self) -> bool:
        """Whether it still says that the bot is thinking."""
        return bool(self.flags & MessageFlag.LOADING)

    @property
    def is_v2(self) -> bool:
        """Whether it is made of components alone."""
        return bool(self.flags & MessageFlag.COMPONENTS_V2)


@dataclass(slots=True)
class Command:
    """A registered application command; `payload` is what the bot declared."""

    id: int
    version: int
    payload: Json
    guild_id: int | None = None

    @property
    def name(self) -> str:
        """The name in the default language."""
        return str(self.payload["name"])

    @property
    def type(self) -> int:
        """1 chat input, 2 user menu, 3 message menu."""
        return int(self.payload.get("type") or 1)


@dataclass(slots=True)
class Interaction:
    """One thing a user did and what the bot has answered so far."""

    id: int
    token: str
    type: InteractionType
    user: User
    channel_id: int
    guild_id: int | None
    data: Json
    created_at: float
    label: str
    source_message_id: int | None = None
    user_installed_only: bool = False
    callback: Callback | None = None
    acknowledged_after: float | None = None
    response_message_id: int | None = None
    # The loading message was filled in, the deferred update came, or the answer was removed.
    filled: bool = False
    removed: bool = False
    followups: list[int] = field(default_factory=list)
    modal: Json | None = None
    choices: list[Json] | None = None

    @property
    def is_complete(self) -> bool:
        """Whether the user has seen an answer rather than a promise of one."""
        if self.callback in (Callback.DEFERRED_MESSAGE, Callback.DEFERRED_UPDATE):
            return self.filled
        return self.callback is not None
