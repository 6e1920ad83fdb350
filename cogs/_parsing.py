"""What people type into options, read: times, days, zones, channels, names, words."""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import time
from typing import Any

import discord
from discord import app_commands

from cogs._feature import Asked, Offer, offers, say_to
from domain.archive import TermKind
from domain.errors import NotAllowedError, NotFoundError, UnreadableInputError
from domain.subscriptions import EVERY_DAY, WORKDAYS
from domain.watches import QuietHours
from pipeline.selection import choose_term
from pipeline.zones import find_zones
from rendering.buttons import ButtonId
from rendering.language import Language, language
from rendering.limits import CHOICE_NAME, CHOICES
from storage import Storage

_PART = re.compile(r"(?:[\"“„«][^\"”“»]*[\"”“»]|[^,])+")
# 07:30, 7.30, 17h30, 0730, 8am, 8:30 p.m., 8, 8 Uhr.
_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h]?(?P<minute>[0-5]\d)|h)?\s*"
    r"(?:(?P<half>[ap])\.?m\.?|uhr|h|o['’]?clock)?"
)
_NAMED_TIMES = {"noon": time(12), "midday": time(12), "midnight": time(0)}
# What stands between the first and the last of several days in a row.
_TO = re.compile(r"\s*(?:-|–|\bto\b|\bbis\b|\ba\b|\bà\b)\s*")
_SHORTEST_DAY = 2
Place = discord.TextChannel | discord.Thread | discord.ForumChannel
WORDS = 200
_DIGITS = 18
_NOTHING = frozenset({"none", "off", "no", "-"})


def choices_of(names: Iterable[str]) -> list[app_commands.Choice[str]]:
    """Names as choices."""
    return [app_commands.Choice(name=name, value=name) for name in names]


def numbered_choices(
    named: Iterable[tuple[int, str]], typed: object
) -> list[app_commands.Choice[int]]:
    """What has a number and a name that holds what is typed, as choices of the number."""
    wanted = str(typed).casefold()
    found = [(n, f"{n} · {name}") for n, name in named]
    return [
        app_commands.Choice(name=name[:CHOICE_NAME], value=n)
        for n, name in found
        if wanted in name.casefold()
    ][:CHOICES]


async def name_of(storage: Storage, kind: TermKind, typed: str | None) -> str | None:
    """The name of a choice; a name that is not stored yet may come, and is taken as typed."""
    if typed is None or not typed.strip():
        return None
    if typed.strip().startswith("#"):
        with suppress(NotFoundError):
            term = await choose_term(storage, kind, typed)
            return term.name if term else None
    return " ".join(typed.split())


def is_nothing(typed: str) -> bool:
    """Whether what was typed takes back what is kept."""
    return typed.strip().casefold() in _NOTHING


def check_place(interaction: Asked, channel: Any) -> None:
    """Refuse a channel Lede may not write to, before the first briefing fails there."""
    guild = interaction.guild
    known = guild.get_channel_or_thread(channel.id) if guild else None
    if guild is None or known is None or guild.me is None:
        return
    allowed = known.permissions_for(guild.me)
    may_write = allowed.send_messages or isinstance(known, discord.Thread)
    if isinstance(known, discord.Thread | discord.ForumChannel):
        may_write = may_write and allowed.send_messages_in_threads
    # Without the history nobody could tell after a crash whether a message stands there.
    if not (allowed.view_channel and may_write and allowed.read_message_history):
        raise NotAllowedError(
            "Lede may not write in {channel}, or not read back what it wrote. Let it see the "
            "channel, send messages there, in threads too, and read the message history.",
            channel=f"#{known.name}",
        )


@offers
async def complete_zone(_interaction: Asked, typed: str) -> Offer:
    """Time zones that fit what is typed, those that people mean first."""
    return choices_of(find_zones(typed, CHOICES))


def number_of(pressed: ButtonId) -> int:
    """The number a button carries; raises UnreadableInputError."""
    number = pressed.subject.removeprefix("#")
    if not number.isdecimal() or len(number) > _DIGITS:
        raise UnreadableInputError(
            "This button is from an older Lede and means nothing any more. Ask again."
        )
    return int(number)


def numbers_of(pressed: ButtonId) -> tuple[int, int]:
    """The two numbers a button carries; raises UnreadableInputError."""
    first, _, second = pressed.subject.partition(" ")
    return number_of(ButtonId("", first)), number_of(ButtonId("", second))


@offers
async def complete_days(interaction: Asked, typed: str) -> Offer:
    """Days of the week that fit what is typed: all of them, some in a row, each alone."""
    say = say_to(interaction)
    offered = [say("every day"), say("Monday to Friday"), *map(say.weekday_name, range(7))]
    wanted = typed.strip().casefold()
    return choices_of([name for name in offered if wanted in name.casefold()])


def read_days(say: Language, typed: str) -> frozenset[int]:
    """Days of the week such as "Monday, Wednesday" or "Mon-Fri", Monday being 0.

    In English or the language of the one who types; raises UnreadableInputError.
    """
    wanted = typed.strip().casefold()
    if wanted in ("every day", "daily", "everyday", say("every day").casefold()):
        return EVERY_DAY
    if wanted in ("weekdays", "workdays", "work days", say("Monday to Friday").casefold()):
        return WORKDAYS
    if wanted in ("weekends", "weekend"):
        return EVERY_DAY - WORKDAYS
    days: set[int] = set()
    for part in typed.split(","):
        ends = [_day_of(say, name) for name in _TO.split(part.strip())]
        if len(ends) > 2 or None in ends:
            raise UnreadableInputError(
                "“{typed}” are no days of the week. Write them as Monday, Wednesday or as Mon-Fri.",
                typed=typed[:40],
            )
        first, last = ends[0] or 0, ends[-1] or 0
        days |= {day % 7 for day in range(first, last + 1 + 7 * (last < first))}
    return frozenset(days)


def _day_of(say: Language, name: str) -> int | None:
    """The day a name or the beginning of one means."""
    wanted = name.strip().rstrip(".").casefold()
    if len(wanted) < _SHORTEST_DAY:
        return None
    for spoken in (say, language("en")):
        names = [spoken.weekday_name(day).casefold() for day in range(7)]
        found = [day for day, known in enumerate(names) if known.startswith(wanted)]
        if len(found) == 1:
            return found[0]
    return None


def read_hours(typed: str) -> QuietHours:
    """Hours of a day such as 22:00-07:00; raises UnreadableInputError."""
    first, _, last = typed.replace("–", "-").partition("-")
    try:
        return QuietHours(read_time(first), read_time(last))
    except UnreadableInputError:
        raise UnreadableInputError(
            "“{typed}” are no hours. Write them as 22:00-07:00.", typed=typed[:40]
        ) from None


def read_time(typed: str) -> time:
    """A time of day such as 07:30, 7.30 or 8am; raises UnreadableInputError."""
    said = typed.strip().casefold()
    if said in _NAMED_TIMES:
        return _NAMED_TIMES[said]
    found = _TIME.fullmatch(said)
    hour = int(found["hour"]) if found else 24
    if found and found["half"]:
        # Of the twelve hours of a half the twelfth comes first.
        hour = hour % 12 + 12 * (found["half"] == "p") if 1 <= hour <= 12 else 24
    if found is None or hour > 23:
        raise UnreadableInputError(
            "“{typed}” is no time of day. Write it as 07:30.", typed=typed[:40]
        )
    return time(hour, int(found["minute"] or 0))


def parted(words: str) -> tuple[str, ...]:
    """Words and phrases parted by commas; those within quotation marks part nothing."""
    parts = (" ".join(part.split()) for part in _PART.findall(words))
    return tuple(part for part in parts if any(map(str.isalnum, part)))
