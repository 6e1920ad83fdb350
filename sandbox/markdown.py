"""Discord's markdown as plain text: what a reader of the message would see, without its marks."""

import re
from datetime import UTC, datetime

from sandbox.world import World

# Code is kept as it is; everything else is looked at from left to right, escapes first.
TOKENS = re.compile(
    r"(?P<code>```.*?```|`[^`\n]+`)"
    r"|\\(?P<escaped>[^\w\s]|_)"
    r"|<t:(?P<time>-?\d+)(?::[tTdDfFR])?>"
    r"|<@&(?P<role>\d+)>|<@!?(?P<user>\d+)>|<#(?P<channel>\d+)>"
    r"|</(?P<command>[^:>]+):\d+>"
    r"|<a?:(?P<emoji>\w+):\d+>"
    r"|\[(?P<label>(?:\\.|[^\]\\\n])+)\]\(<?(?P<target>[^)\s>]+)>?(?:\s+\"[^\"]*\")?\)"
    r"|(?m:^)(?P<heading>\#{1,3}|-\#)[ ]",
    re.DOTALL,
)


# Begins a text fragment of an address.
_FRAGMENT = ":~:text="


def plain(world: World, text: str) -> str:
    """Return text with escapes removed, times in UTC, mentions by name and links spelled out."""

    def shown(match: re.Match[str]) -> str:
        kind = match.lastgroup
        if kind == "target" and _FRAGMENT in match["target"]:
            # The page at one sentence: the address is long, and the words say where it leads.
            return f"{plain(world, match['label'])} ↗"
        if kind == "target":
            return f"{plain(world, match['label'])} ({match['target']})"
        if kind == "heading":
            return ""
        value = str(match[str(kind)])
        if kind == "time":
            return moment(int(value))
        if kind == "command":
            return f"/{value}"
        if kind == "emoji":
            return f":{value}:"
        if kind in ("role", "user", "channel"):
            return _name(world, kind, int(value))
        return value

    return TOKENS.sub(shown, text)


def moment(seconds: int) -> str:
    """Return a moment in UTC to the minute."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")


def _name(world: World, kind: str, number: int) -> str:
    if kind == "user":
        user = world.users.get(number)
        return f"@{user.name}" if user else "@unknown-user"
    if kind == "channel":
        channel = world.channels.get(number)
        return f"#{channel.name}" if channel else "#unknown"
    for guild in world.guilds.values():
        if number in guild.roles:
            return f"@{guild.roles[number].name}"
    return "@unknown-role"
