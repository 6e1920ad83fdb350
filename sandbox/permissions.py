"""Who may do what: Discord's permission bits and how roles and channels combine them."""

from enum import IntFlag

from sandbox.state import ChannelState, Guild


class Permission(IntFlag):
    """The bits the sandbox judges by (documentation, "Permissions")."""

    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_EXTERNAL_EMOJIS = 1 << 18
    USE_APPLICATION_COMMANDS = 1 << 31
    SEND_MESSAGES_IN_THREADS = 1 << 38


ALL = sum(Permission)
EVERYDAY = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.USE_EXTERNAL_EMOJIS
    | Permission.SEND_MESSAGES_IN_THREADS
)
NAMES = {permission.name.lower(): permission for permission in Permission if permission.name}


def bits(names: tuple[str, ...]) -> int:
    """Return the bits of permissions named as discord.py names them, such as `manage_guild`."""
    total = 0
    for name in names:
        total |= NAMES[name]
    return total


def guild_permissions(guild: Guild, user_id: int) -> int:
    """Return a member's permissions before channels are looked at."""
    if guild.owner_id == user_id:
        return ALL
    total = guild.roles[guild.id].permissions
    member = guild.members.get(user_id)
    for role_id in member.roles if member else ():
        if role_id in guild.roles:
            total |= guild.roles[role_id].permissions
    return ALL if total & Permission.ADMINISTRATOR else total


def channel_permissions(guild: Guild, channel: ChannelState, user_id: int) -> int:
    """Return a member's permissions in a channel: overwrites of everyone, roles, then their own."""
    total = guild_permissions(guild, user_id)
    if total & Permission.ADMINISTRATOR:
        return ALL
    everyone = channel.overwrites.get(guild.id)
    if everyone:
        total = total & ~everyone.deny | everyone.allow
    member = guild.members.get(user_id)
    roles = [
        channel.overwrites[r] for r in (member.roles if member else ()) if r in channel.overwrites
    ]
    for overwrite in roles:
        total &= ~overwrite.deny
    for overwrite in roles:
        total |= overwrite.allow
    own = channel.overwrites.get(user_id)
    if own:
        total = total & ~own.deny | own.allow
    return total
