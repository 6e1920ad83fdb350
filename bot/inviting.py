"""The address at which a server's manager invites the bot, with what it needs and nothing more."""

import base64
import binascii

import discord

from domain.errors import SettingsError

_SCOPES = ("bot", "applications.commands")


def needed_permissions() -> discord.Permissions:
    """What Lede does in a server: it is seen, posts, attaches charts, and finds its own messages.

    Its cards are components, which need no permission for embeds; roles are pinged by name only
    where whoever set that up may do so (see `cogs.briefings`).
    """
    return discord.Permissions(
        view_channel=True,
        send_messages=True,
        send_messages_in_threads=True,
        attach_files=True,
        read_message_history=True,
    )


def invite_address(application_id: int) -> str:
    """Discord's page on which a server is chosen."""
    return discord.utils.oauth_url(application_id, permissions=needed_permissions(), scopes=_SCOPES)


def application_of(token: str) -> int:
    """The application's id, which the first part of its token is; SettingsError for no token."""
    head = token.partition(".")[0]
    try:
        return int(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))
    except (binascii.Error, ValueError):
        raise SettingsError(
            "DISCORD_TOKEN does not name an application. Give its id, from the developer portal: "
            "lede invite ID"
        ) from None
