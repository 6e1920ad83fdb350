"""The dialogue in which a briefing is set up: a menu for each step, then a look and saving."""

from collections.abc import Iterable, Sequence
from datetime import time

import discord

from domain.subscriptions import ReleaseFilter, Subscription
from rendering.buttons import ButtonId, button, row
from rendering.card import card
from rendering.daily import subscription_line
from rendering.language import Language
from rendering.limits import CHOICES

# The times that are offered: each half hour of the morning, each hour after it.
_TIMES = tuple(
    [time(hour, minute) for hour in range(5, 10) for minute in (0, 30)]
    + [time(hour) for hour in range(10, 23)]
)
# What a menu has chosen where a briefing is about everything.
EVERYTHING = "everything"
_PLACES = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.public_thread,
]


def setup_card(
    say: Language,
    draft: Subscription,
    beats: Iterable[tuple[str, ReleaseFilter]],
    zones: Sequence[str],
) -> discord.ui.LayoutView:
    """How a draft stands, a menu for each step with what is chosen, and what is done with it.

    `beats` are the ready-made ones by name, `zones` the time zones that are offered.
    """
    settings, number = draft.settings, draft.subscription_id
    has_place = settings.channel_id != 0
    stands = subscription_line(say, draft) if has_place else say("Choose first where it is posted.")
    more = say("All else there is to choose is typed: /briefing setup, /briefing edit.")
    subject = f"#{number}"
    doing = row(
        button(say("Preview"), ButtonId("look", subject), disabled=not has_place),
        button(say("Save"), ButtonId("save", subject), disabled=not has_place),
        button(say("Discard"), ButtonId("drop", subject)),
    )
    return card(
        f"### {say('A new briefing')}\n{stands}\n-# {more}",
        discord.ui.ActionRow(_place_menu(say, number)),
        discord.ui.ActionRow(_beat_menu(say, number, settings.beat, beats)),
        discord.ui.ActionRow(_time_menu(say, number, settings.schedule.at)),
        discord.ui.ActionRow(_zone_menu(say, number, settings.schedule.zone, zones)),
        doing,
    )


def step_id(step: str, number: int) -> ButtonId:
    """What the menu of a step asks for: "place", "beat", "time" or "zone" of a draft."""
    return ButtonId("step", f"{step} {number}", replaces=True)


def _place_menu(say: Language, number: int) -> discord.ui.ChannelSelect[discord.ui.LayoutView]:
    return discord.ui.ChannelSelect(
        custom_id=step_id("place", number).custom_id,
        placeholder=say("Where it is posted"),
        channel_types=_PLACES,
    )


def _beat_menu(
    say: Language, number: int, chosen: ReleaseFilter, beats: Iterable[tuple[str, ReleaseFilter]]
) -> discord.ui.Select[discord.ui.LayoutView]:
    every = [(EVERYTHING, ReleaseFilter()), *beats]
    options = [
        discord.SelectOption(label=say(name), value=name, default=beat == chosen)
        for name, beat in every[:CHOICES]
    ]
    return _menu(say("What it is about"), step_id("beat", number), options)


def _time_menu(
    say: Language, number: int, chosen: time
) -> discord.ui.Select[discord.ui.LayoutView]:
    offered = sorted({*_TIMES, chosen})
    options = [
        discord.SelectOption(label=f"{at:%H:%M}", value=f"{at:%H:%M}", default=at == chosen)
        for at in offered
    ]
    return _menu(say("When it comes"), step_id("time", number), options)


def _zone_menu(
    say: Language, number: int, chosen: str, zones: Sequence[str]
) -> discord.ui.Select[discord.ui.LayoutView]:
    offered = list(dict.fromkeys([chosen, *zones]))[:CHOICES]
    options = [
        discord.SelectOption(label=zone, value=zone, default=zone == chosen) for zone in offered
    ]
    return _menu(say("In which time zone"), step_id("zone", number), options)


def _menu(
    placeholder: str, asks: ButtonId, options: list[discord.SelectOption]
) -> discord.ui.Select[discord.ui.LayoutView]:
    return discord.ui.Select(custom_id=asks.custom_id, placeholder=placeholder, options=options)
