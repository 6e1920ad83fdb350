"""The address at which the bot is invited."""

from urllib.parse import parse_qs, urlsplit

import discord
import pytest

from bot.inviting import application_of, invite_address
from domain.errors import SettingsError
from sandbox.server import fake_token

# The library calls View Channels by its older name.
TAKEN = ("read_messages", "send_messages", "send_messages_in_threads", "attach_files")


def test_address_asks_for_what_is_needed_and_nothing_else() -> None:
    parts = urlsplit(invite_address(1234567890))
    asked = parse_qs(parts.query)
    assert (parts.hostname, parts.path) == ("discord.com", "/oauth2/authorize")
    assert asked["client_id"] == ["1234567890"]
    assert asked["scope"] == ["bot applications.commands"]
    held = discord.Permissions(int(asked["permissions"][0]))
    assert {name for name, value in held if value} == {*TAKEN, "read_message_history"}


def test_token_names_its_application() -> None:
    assert application_of(fake_token(1575026)) == 1575026
    with pytest.raises(SettingsError, match="lede invite ID"):
        application_of("no.token.here")
