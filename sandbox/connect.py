"""The one place that turns discord.py to another server, and only ever to this machine."""

import ipaddress
from collections.abc import Iterator
from contextlib import contextmanager

import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from sandbox.server import Sandbox


class NotLoopbackError(ValueError):
    """Raised instead of sending a token to a host that is not this machine."""


def require_loopback(address: str) -> URL:
    """Return the address; anything but a literal loopback IP is refused, names included."""
    url = URL(address)
    try:
        safe = ipaddress.ip_address(url.host or "").is_loopback
    except ValueError:
        safe = False
    if not safe:
        raise NotLoopbackError(f"{url.host!r} is not a loopback address")
    return url


@contextmanager
def redirected(sandbox: Sandbox | str) -> Iterator[None]:
    """Let discord.py talk to the sandbox, or to that of another process by its address.

    The three settings are class attributes of discord.py, so they hold for the whole process: one
    sandbox at a time. Start and close the client within the block.
    """
    base = require_loopback(sandbox if isinstance(sandbox, str) else sandbox.url)
    before = (Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, discord.Asset.BASE)
    Route.BASE = str(base / "api" / "v10")
    DiscordWebSocket.DEFAULT_GATEWAY = base.with_scheme("ws") / "gateway"
    discord.Asset.BASE = str(base / "cdn")
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, discord.Asset.BASE = before
