"""The JSON objects about interactions: what the gateway sends and what callbacks are answered."""

from sandbox.payloads import (
    channel_object,
    integration_owners,
    member_object,
    message_object,
    user_object,
)
from sandbox.permissions import ALL
from sandbox.state import Callback, Interaction, Json, Member, Message
from sandbox.world import World

# What an interaction allows for each file, in bytes; servers with boosts have more.
FILE_LIMIT = 10 * 1024 * 1024


def interaction_create(world: World, interaction: Interaction) -> Json:
    """Return the gateway's INTERACTION_CREATE; clients index every key below without a default."""
    channel = world.channel(interaction.channel_id)
    guild = world.guild_of(channel)
    permissions = world.permissions(channel, interaction.user)
    place = channel_object(channel) | {"permissions": str(permissions)}
    body: Json = {
        "id": str(interaction.id),
        "application_id": str(world.application_id),
        "type": int(interaction.type),
        "token": interaction.token,
        "version": 1,
        "data": interaction.data,
        "channel_id": str(channel.id),
        "channel": place,
        "app_permissions": str(world.permissions(channel, world.bot)),
        "locale": interaction.user.locale,
        "entitlements": [],
        "authorizing_integration_owners": integration_owners(interaction),
        "context": 0 if guild else 1,
        "attachment_size_limit": FILE_LIMIT,
    }
    if guild:
        member = guild.members.get(interaction.user.id) or Member(interaction.user, 0.0)
        body["guild_id"] = str(guild.id)
        body["guild_locale"] = guild.locale
        body["guild"] = {"id": str(guild.id), "locale": guild.locale, "features": []}
        body["member"] = member_object(member, permissions)
    else:
        body["user"] = user_object(interaction.user)
        body["app_permissions"] = str(ALL)
    if interaction.source_message_id is not None:
        source = world.messages[channel.id].get(interaction.source_message_id)
        if source is not None:
            body["message"] = message_object(world, source)
    return body


def callback_object(world: World, interaction: Interaction, message: Message | None) -> Json:
    """Return what `callback?with_response=1` answers; views are filed under the message's id.

    The document knows a resource for messages sent or updated, not for deferrals.
    """
    about: Json = {
        "id": str(interaction.id),
        "type": int(interaction.type),
        "channel_id": str(interaction.channel_id),
    }
    if interaction.guild_id is not None:
        about["guild_id"] = str(interaction.guild_id)
    answer: Json = {"interaction": about}
    if message is not None:
        about["response_message_id"] = str(message.id)
        about["response_message_loading"] = message.is_loading
        about["response_message_ephemeral"] = message.is_ephemeral
        if interaction.callback in (Callback.MESSAGE, Callback.UPDATE):
            shown = message_object(world, message)
            answer["resource"] = {"type": int(interaction.callback), "message": shown}
    return answer
