"""What members type of a briefing, read into a wish."""

import re
from datetime import time
from typing import Any
from zoneinfo import available_timezones

import discord
from discord import app_commands

from bot.client import LedeBot
from cogs._feature import Asked, say_to
from domain.archive import TermKind
from domain.errors import NotAllowedError, UnreadableInputError
from domain.subscriptions import EVERY_DAY, WORKDAYS, Beat, Standing, Subscription
from domain.watches import Quiet
from pipeline.beats import READY
from pipeline.calendar import first
from pipeline.selection import choose_term
from rendering.buttons import Press
from rendering.card import card
from rendering.daily import subscription_line
from rendering.limits import CHOICES
from storage import Storage

_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
DAYS = {
    "every day": EVERY_DAY,
    "Monday to Friday": WORKDAYS,
    "Monday": frozenset({0}),
    "Friday": frozenset({4}),
}
Place = discord.TextChannel | discord.Thread | discord.ForumChannel
WORDS = 200
_DIGITS = 18


def choices_of(names: list[str]) -> list[app_commands.Choice[str]]:
    """Names as choices."""
    return [app_commands.Choice(name=name, value=name) for name in names]


async def read_beat(
    storage: Storage,
    *,
    ready: str | None,
    agency: str | None,
    operation: str | None,
    words: str | None,
    without: str | None,
) -> Beat:
    """The beat in what was typed and chosen; raises NotFoundError."""
    of_agency = await choose_term(storage, TermKind.AGENCY, agency)
    of_operation = await choose_term(storage, TermKind.OPERATION, operation)
    return Beat(
        agencies=(of_agency.name,) if of_agency else (),
        operations=(of_operation.name,) if of_operation else (),
        words=(*READY.get(ready or "", ()), *parted(words or "")),
        without=parted(without or ""),
    )


def check_place(interaction: Asked, channel: Any) -> None:
    """Refuse a channel Lede may not write to, before the first briefing fails there."""
    guild = interaction.guild
    known = guild.get_channel_or_thread(channel.id) if guild else None
    if guild is None or known is None or guild.me is None:
        return
    allowed = known.permissions_for(guild.me)
    is_thread = isinstance(known, discord.Thread)
    may_write = allowed.send_messages_in_threads if is_thread else allowed.send_messages
    if not (allowed.view_channel and may_write):
        raise NotAllowedError(
            "Lede may not write in {channel}. Let it see the channel and send messages there.",
            channel=f"#{known.name}",
        )


def guild_of(interaction: Asked) -> int:
    """The server of a command; raises NotAllowedError where there is none."""
    if interaction.guild_id is None:
        raise NotAllowedError("This command works in a server only.")
    return interaction.guild_id


def require_manager(interaction: Asked) -> None:
    """Let pass members with Manage Server; raises NotAllowedError."""
    if not interaction.permissions.manage_guild:
        raise NotAllowedError("Only members with Manage Server may do that.")


def zones_like(typed: str) -> list[app_commands.Choice[str]]:
    """Time zones whose name holds what is typed."""
    wanted = typed.strip().replace(" ", "_").casefold()
    places = sorted(z for z in available_timezones() if "/" in z and not z.startswith("Etc"))
    return choices_of([zone for zone in places if wanted in zone.casefold()][:CHOICES])


def number_of(press: Press) -> int:
    """The number a button carries; raises UnreadableInputError."""
    number = press.subject.removeprefix("#")
    if not number.isdecimal() or len(number) > _DIGITS:
        raise UnreadableInputError(
            "This button is from an older Lede and means nothing any more. Ask again."
        )
    return int(number)


def read_hours(typed: str) -> Quiet:
    """Hours of a day such as 22:00-07:00; raises UnreadableInputError."""
    first, _, last = typed.replace("–", "-").partition("-")
    try:
        return Quiet(read_time(first), read_time(last))
    except UnreadableInputError:
        raise UnreadableInputError(
            "“{typed}” are no hours. Write them as 22:00-07:00.", typed=typed[:40]
        ) from None


def read_time(typed: str) -> time:
    """A time of day such as 07:30; raises UnreadableInputError."""
    found = _TIME.fullmatch(typed.strip())
    if found is None:
        raise UnreadableInputError(
            "“{typed}” is no time of day. Write it as 07:30.", typed=typed[:40]
        )
    return time(int(found[1]), int(found[2]))


def parted(words: str) -> tuple[str, ...]:
    """Words and phrases parted by commas."""
    return tuple(" ".join(part.split()) for part in words.split(",") if part.strip())


def replaced(kept: Any, **changes: Any) -> Any:
    """`kept` with what is given, None left as it is."""
    values = {name: getattr(kept, name) for name in kept.__dataclass_fields__}
    return type(kept)(**values | {n: v for n, v in changes.items() if v is not None})


async def activate(bot: LedeBot, subscription: Subscription) -> None:
    """Let a briefing come from its next time on."""
    services = bot.services
    await services.storage.subscriptions.change(
        subscription.subscription_id,
        standing=Standing.ACTIVE,
        upcoming=first(subscription.wish.schedule, now=services.now()),
        now=services.now(),
    )


async def tell(interaction: Asked, number: int, what: str) -> None:
    """How a briefing stands now."""
    say = say_to(interaction)
    subscriptions = interaction.client.services.storage.subscriptions
    titles = {
        "Changed": say("Changed"),
        "Paused": say("Paused"),
        "Resumed": say("Resumed"),
        "Saved": say("Saved"),
    }
    line = subscription_line(say, await subscriptions.get(number, guild_of(interaction)))
    await interaction.followup.send(view=card(f"### {titles[what]}", line), ephemeral=True)
