"""The JSON objects Discord sends, made from the sandbox's state."""

import struct
from datetime import UTC, datetime
from urllib.parse import quote

from sandbox.state import (
    Attachment,
    ChannelState,
    ChannelType,
    Command,
    Guild,
    Interaction,
    Json,
    Member,
    Message,
    Role,
    User,
)
from sandbox.world import World

REQUIRE_TAG = 1 << 4
ARCHIVE_MINUTES = 4320
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def timestamp(seconds: float) -> str:
    """Return a moment as Discord writes it."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")


def user_object(user: User) -> Json:
    """Return a user."""
    return {
        "id": str(user.id),
        "username": user.name.lower().replace(" ", "_"),
        "discriminator": "0",
        "global_name": None if user.bot else user.name,
        "avatar": None,
        "bot": user.bot,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
    }


def own_user_object(user: User) -> Json:
    """Return the bot as `GET /users/@me` shows it to itself."""
    return user_object(user) | {
        "mfa_enabled": False,
        "locale": "en-US",
        "verified": True,
        "email": None,
    }


def role_object(role: Role) -> Json:
    """Return a role."""
    return {
        "id": str(role.id),
        "name": role.name,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "icon": None,
        "unicode_emoji": None,
        "position": role.position,
        "permissions": str(role.permissions),
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


def member_object(member: Member, permissions: int | None = None) -> Json:
    """Return a member; interactions add the permissions they have in the channel."""
    body: Json = {
        "user": user_object(member.user),
        "nick": None,
        "avatar": None,
        "banner": None,
        "roles": [str(role) for role in member.roles],
        "joined_at": timestamp(member.joined_at),
        "premium_since": None,
        "communication_disabled_until": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
    }
    if permissions is not None:
        body["permissions"] = str(permissions)
    return body


def channel_object(channel: ChannelState) -> Json:
    """Return a channel."""
    last = str(channel.last_message_id) if channel.last_message_id else None
    if channel.type is ChannelType.DM:
        assert channel.recipient is not None
        return {
            "id": str(channel.id),
            "type": int(channel.type),
            "last_message_id": last,
            "flags": 0,
            "recipients": [user_object(channel.recipient)],
        }
    if channel.type is ChannelType.PUBLIC_THREAD:
        return thread_object(channel)
    more: Json = _forum_members(channel) if channel.type is ChannelType.FORUM else {}
    return more | {
        "id": str(channel.id),
        "type": int(channel.type),
        "guild_id": str(channel.guild_id),
        "name": channel.name,
        "position": channel.position,
        "permission_overwrites": [
            {
                "id": str(target),
                "type": 0 if target == channel.guild_id else 1,
                "allow": str(overwrite.allow),
                "deny": str(overwrite.deny),
            }
            for target, overwrite in channel.overwrites.items()
        ],
        "parent_id": str(channel.parent_id) if channel.parent_id else None,
        "topic": None,
        "nsfw": False,
        "rate_limit_per_user": 0,
        "last_message_id": last,
        "flags": REQUIRE_TAG if channel.requires_tag else 0,
    }


def thread_object(thread: ChannelState) -> Json:
    """Return a thread."""
    archived = thread.archived_at
    return {
        "id": str(thread.id),
        "type": int(thread.type),
        "guild_id": str(thread.guild_id),
        "parent_id": str(thread.parent_id),
        "owner_id": str(thread.owner_id),
        "name": thread.name,
        "rate_limit_per_user": 0,
        "last_message_id": str(thread.last_message_id) if thread.last_message_id else None,
        "flags": 0,
        "message_count": 0,
        "member_count": 1,
        "total_message_sent": 0,
        "applied_tags": [str(tag) for tag in thread.tags],
        "thread_metadata": {
            "archived": archived is not None,
            "archive_timestamp": timestamp(archived or thread.created_at),
            "auto_archive_duration": ARCHIVE_MINUTES,
            "locked": False,
            "create_timestamp": timestamp(thread.created_at),
        },
    }


def _forum_members(channel: ChannelState) -> Json:
    """Return what a forum has besides what every channel has."""
    tags = [
        {"id": str(tag), "name": name, "moderated": False, "emoji_id": None, "emoji_name": None}
        for tag, name in channel.tags.items()
    ]
    return {"available_tags": tags, "default_auto_archive_duration": ARCHIVE_MINUTES}


def guild_object(world: World, guild: Guild) -> Json:
    """Return a guild as `GET /guilds/{id}` does."""
    return {
        "id": str(guild.id),
        "name": guild.name,
        "icon": None,
        "description": None,
        "splash": None,
        "discovery_splash": None,
        "features": [],
        "banner": None,
        "owner_id": str(guild.owner_id),
        "application_id": None,
        "afk_channel_id": None,
        "afk_timeout": 300,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "widget_enabled": False,
        "widget_channel_id": None,
        "verification_level": 0,
        "roles": [role_object(role) for role in guild.roles.values()],
        "default_message_notifications": 1,
        "mfa_level": 0,
        "explicit_content_filter": 0,
        "max_presences": None,
        "max_members": 500000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "vanity_url_code": None,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "preferred_locale": guild.locale,
        "rules_channel_id": None,
        "safety_alerts_channel_id": None,
        "public_updates_channel_id": None,
        "premium_progress_bar_enabled": False,
        "nsfw": False,
        "nsfw_level": 0,
        "incidents_data": None,
        "home_header": None,
        "region": "deprecated",
        "emojis": [],
        "stickers": [],
    }


def guild_create(world: World, guild: Guild) -> Json:
    """Return the guild as the gateway sends it: with channels and the bot's own member."""
    return guild_object(world, guild) | {
        "joined_at": timestamp(guild.joined_at),
        "large": False,
        "unavailable": False,
        "member_count": len(guild.members),
        # Without the privileged members intent only the bot itself is sent.
        "members": [member_object(guild.members[world.bot.id])],
        "channels": [
            channel_object(c)
            for c in world.channels_of(guild)
            if c.type is not ChannelType.PUBLIC_THREAD
        ],
        "threads": [thread_object(thread) for thread in world.threads_of(guild, archived=False)],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def attachment_url(world: World, file: Attachment) -> str:
    """Return where the sandbox serves a stored file."""
    return f"{world.base_url}/attachments/{file.channel_id}/{file.id}/{quote(file.filename)}"


def attachment_object(world: World, file: Attachment) -> Json:
    """Return an attachment, with the size of a PNG picture read from its head."""
    url = attachment_url(world, file)
    body: Json = {
        "id": str(file.id),
        "filename": file.filename,
        "size": len(file.content),
        "url": url,
        "proxy_url": url,
        "content_type": file.content_type,
    }
    if file.description is not None:
        body["description"] = file.description
    if file.ephemeral:
        body["ephemeral"] = True
    if file.content.startswith(PNG_SIGNATURE) and len(file.content) >= 24:
        body["width"], body["height"] = struct.unpack(">II", file.content[16:24])
    return body


def message_object(world: World, message: Message) -> Json:
    """Return a message."""
    shown = message.shown_files
    edited = message.edited_at
    body: Json = {
        "id": str(message.id),
        "channel_id": str(message.channel_id),
        "type": message.type,
        "content": message.content,
        "author": user_object(message.author),
        "embeds": message.embeds,
        "attachments": [attachment_object(world, f) for f in message.files if f.id not in shown],
        "components": message.components,
        "flags": message.flags,
        "pinned": False,
        "tts": message.tts,
        "mention_everyone": "everyone" in message.pinged,
        "mentions": [user_object(u) for u in world.users.values() if str(u.id) in message.pinged],
        "mention_roles": [],
        "timestamp": timestamp(message.created_at),
        "edited_timestamp": None if edited is None else timestamp(edited),
    }
    if message.nonce is not None:
        body["nonce"] = message.nonce
    if message.reply_to is not None:
        body["message_reference"] = {
            "type": 0,
            "message_id": str(message.reply_to),
            "channel_id": str(message.channel_id),
        }
    if message.author.bot and message.interaction_id is not None:
        body |= _origin(world, message)
    return body


def _origin(world: World, message: Message) -> Json:
    assert message.interaction_id is not None
    interaction = world.interactions[message.interaction_id]
    return {
        "webhook_id": str(world.application_id),
        "application_id": str(world.application_id),
        "interaction_metadata": {
            "id": str(interaction.id),
            "type": int(interaction.type),
            "user": user_object(interaction.user),
            "authorizing_integration_owners": integration_owners(interaction),
        },
    }


def integration_owners(interaction: Interaction) -> dict[str, str]:
    """Return who installed the app here: the guild (0), the user (1), "0" for direct messages."""
    owners: dict[str, str] = {}
    if interaction.user_installed_only:
        owners["1"] = str(interaction.user.id)
    else:
        owners["0"] = str(interaction.guild_id or 0)
    return owners


def command_object(world: World, command: Command) -> Json:
    """Return a registered command, with what Discord fills in."""
    declared = {k: v for k, v in command.payload.items() if k != "default_member_permissions"}
    required = command.payload.get("default_member_permissions")
    body: Json = {
        "id": str(command.id),
        "application_id": str(world.application_id),
        "version": str(command.version),
        "type": command.type,
        "description": "",
        "nsfw": False,
        # A number in requests, a string in answers.
        "default_member_permissions": None if required is None else str(required),
    }
    if command.guild_id is not None:
        body["guild_id"] = str(command.guild_id)
    if declared.get("integration_types") is None:
        # What the app's own settings say: for servers.
        declared["integration_types"] = [0]
    return body | declared


def application_object(world: World) -> Json:
    """Return the application with its owner."""
    return {
        "id": str(world.application_id),
        "name": world.bot.name,
        "icon": None,
        "description": "",
        "type": None,
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 0,
        "flags_new": "0",
        "role_connections_verification_url": None,
        "explicit_content_filter": 0,
        "owner": user_object(world.application_owner),
        "team": None,
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "integration_types_config": {"0": {}, "1": {}},
        "approximate_guild_count": len(world.guilds),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "eligible_oauth2_scopes": ["applications.commands", "bot"],
    }
