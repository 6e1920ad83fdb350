"""The one place where everything of a sandbox is found: stores and the ways to fill them."""

import secrets

from sandbox.clock import Changes, Clock
from sandbox.permissions import ALL, EVERYDAY, channel_permissions
from sandbox.problems import Problems, Refusal
from sandbox.snowflakes import Snowflakes
from sandbox.state import (
    Attachment,
    ChannelState,
    ChannelType,
    Command,
    Guild,
    Interaction,
    Member,
    Message,
    Role,
    User,
)

DAY_SECONDS = 24 * 3600.0


class World:
    """Hold the state of one sandbox."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.changes = Changes()
        self.problems = Problems()
        self.ids = Snowflakes(clock)
        self.application_id = self.ids.next()
        # As on Discord since 2016, the bot user has the application's id.
        self.bot = User(self.application_id, "lede", bot=True)
        self.application_owner = User(self.ids.next(), "proprietor")
        self.users: dict[int, User] = {u.id: u for u in (self.bot, self.application_owner)}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, ChannelState] = {}
        self.messages: dict[int, dict[int, Message]] = {}
        self.attachments: dict[int, Attachment] = {}
        # Commands by guild id (None: global), then by command id.
        self.commands: dict[int | None, dict[int, Command]] = {}
        self.interactions: dict[int, Interaction] = {}
        self.tokens: dict[str, Interaction] = {}
        # (author, nonce) -> (when, message): what enforce_nonce compares with.
        self.nonces: dict[tuple[int, str], tuple[float, Message]] = {}
        # Discord says "the past few minutes" and nothing more exact.
        self.nonce_seconds = 180.0
        self.base_url = ""
        self._creates: dict[int | None, list[float]] = {}

    def add_user(self, name: str) -> User:
        """Make a user who is in no guild yet."""
        user = User(self.ids.next(), name)
        self.users[user.id] = user
        return user

    def add_guild(self, name: str, owner: User) -> Guild:
        """Make a guild with the bot and the owner in it."""
        guild = Guild(self.ids.next(), name, owner.id, joined_at=self.clock.now())
        guild.roles[guild.id] = Role(guild.id, "@everyone", int(EVERYDAY), 0)
        bot_role = self.add_role(guild, self.bot.name, int(EVERYDAY))
        self.guilds[guild.id] = guild
        self.join(guild, owner)
        self.join(guild, self.bot).roles.append(bot_role.id)
        return guild

    def add_role(self, guild: Guild, name: str, permissions: int) -> Role:
        """Make a role above the others."""
        role = Role(self.ids.next(), name, permissions, len(guild.roles))
        guild.roles[role.id] = role
        return role

    def join(self, guild: Guild, user: User) -> Member:
        """Let a user join a guild."""
        member = Member(user, self.clock.now())
        guild.members[user.id] = member
        return member

    def add_channel(
        self, guild: Guild, name: str, type: ChannelType = ChannelType.TEXT
    ) -> ChannelState:
        """Make a channel at the end of the guild's list."""
        position = len(self.channels_of(guild))
        channel = ChannelState(self.ids.next(), name, type, guild.id, position)
        self.channels[channel.id] = channel
        return channel

    def direct_channel(self, user: User) -> ChannelState:
        """Return the direct channel between the bot and a user, made on first use."""
        for channel in self.channels.values():
            if channel.recipient is not None and channel.recipient.id == user.id:
                return channel
        channel = ChannelState(self.ids.next(), user.name, ChannelType.DM, recipient=user)
        self.channels[channel.id] = channel
        return channel

    def channels_of(self, guild: Guild) -> list[ChannelState]:
        """Return a guild's channels in their order, threads too."""
        return [c for c in self.channels.values() if c.guild_id == guild.id]

    def threads_of(self, guild: Guild, *, archived: bool) -> list[ChannelState]:
        """Return a guild's threads, the active ones or those put away, the oldest first."""
        threads = [c for c in self.channels_of(guild) if is_thread(c)]
        return [thread for thread in threads if (thread.archived_at is not None) == archived]

    def channel(self, channel_id: int) -> ChannelState:
        """Return a channel; an unknown one is refused with 10003."""
        try:
            return self.channels[channel_id]
        except KeyError:
            raise Refusal(404, 10003, "Unknown Channel") from None

    def guild_of(self, channel: ChannelState) -> Guild | None:
        """Return the guild a channel is in; None for direct messages."""
        return self.guilds.get(channel.guild_id) if channel.guild_id is not None else None

    def permissions(self, channel: ChannelState, user: User) -> int:
        """Return what a user may do in a channel; everything that matters in direct messages."""
        guild = self.guild_of(channel)
        # Threads have no overwrites of their own.
        place = (
            self.channels.get(channel.parent_id or 0, channel) if is_thread(channel) else channel
        )
        return ALL if guild is None else channel_permissions(guild, place, user.id)

    def message(self, channel_id: int, message_id: int) -> Message:
        """Return a message; an unknown one is refused with 10008."""
        try:
            return self.messages[channel_id][message_id]
        except KeyError:
            raise Refusal(404, 10008, "Unknown Message") from None

    def keep(self, message: Message) -> None:
        """Store a new message as its channel's latest."""
        self.messages.setdefault(message.channel_id, {})[message.id] = message
        if not message.is_ephemeral and message.channel_id in self.channels:
            channel = self.channels[message.channel_id]
            channel.last_message_id = message.id
            # Whoever writes in a thread takes it out of the archive.
            channel.archived_at = None
        self.changes.notify()

    def drop(self, message: Message) -> None:
        """Delete a message."""
        self.messages.get(message.channel_id, {}).pop(message.id, None)
        self.changes.notify()

    def open_interaction(self, interaction: Interaction) -> None:
        """Store an interaction under its id and its token."""
        self.interactions[interaction.id] = interaction
        self.tokens[interaction.token] = interaction

    def new_token(self) -> str:
        """Return an interaction token: unguessable, safe in a path."""
        return secrets.token_urlsafe(48)

    def visible_command_store(self, guild_id: int | None) -> list[Command]:
        """Return the commands of a place: the guild's own, then global ones they do not shadow."""
        own = list(self.commands.get(guild_id, {}).values()) if guild_id is not None else []
        taken = {(c.name, c.type) for c in own}
        world_wide = self.commands.get(None, {}).values()
        return own + [c for c in world_wide if (c.name, c.type) not in taken]

    def count_creates(self, scope: int | None, count: int, per_day: int) -> None:
        """Count new commands of a scope; more than the day's allowance is refused with 30034."""
        now = self.clock.now()
        recent = [t for t in self._creates.get(scope, []) if t > now - DAY_SECONDS]
        if len(recent) + count > per_day:
            text = f"Max number of daily application command creates has been reached ({per_day})"
            raise Refusal(400, 30034, text)
        self._creates[scope] = recent + [now] * count


def is_thread(channel: ChannelState) -> bool:
    """Whether a channel is a thread of another."""
    return channel.type is ChannelType.PUBLIC_THREAD
