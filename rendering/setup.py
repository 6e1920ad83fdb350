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
    settings, is_own = draft.settings, draft.guild_id is None
    has_place = settings.channel_id != 0
    stands = subscription_line(say, draft) if has_place else say("Choose first where it is posted.")
    title, more = (
        (say("Your own briefing"), say("All else there is to choose is typed: /mybriefing setup."))
        if is_own
        else (
            say("A new briefing"),
            say("All else there is to choose is typed: /briefing setup, /briefing edit."),
        )
    )
    doing = row(
        button(say("Preview"), _id("look", draft), disabled=not has_place),
        button(say("Save"), _id("save", draft), disabled=not has_place),
        button(say("Discard"), _id("drop", draft)),
    )
    return card(
        f"### {title}\n{stands}\n-# {more}",
        # One of one's own goes to one place only.
        None if is_own else discord.ui.ActionRow(_place_menu(say, draft)),
        discord.ui.ActionRow(_beat_menu(say, draft, settings.beat, beats)),
        discord.ui.ActionRow(_time_menu(say, draft, settings.schedule.at)),
        discord.ui.ActionRow(_zone_menu(say, draft, settings.schedule.zone, zones)),
        doing,
    )


def _id(action: str, draft: Subscription) -> ButtonId:
    """What a button asks for of a draft, of a server's or of a member's own."""
    return ButtonId(_action(action, draft), f"#{draft.subscription_id}")


def _step_id(step: str, draft: Subscription) -> ButtonId:
    """What the menu of a step asks for: "place", "beat", "time" or "zone" of a draft."""
    return ButtonId(_action("step", draft), f"{step} {draft.subscription_id}", replaces=True)


def _action(action: str, draft: Subscription) -> str:
    return action if draft.guild_id is not None else f"my{action}"


def _place_menu(
    say: Language, draft: Subscription
) -> discord.ui.ChannelSelect[discord.ui.LayoutView]:
    return discord.ui.ChannelSelect(
        custom_id=_step_id("place", draft).custom_id,
        placeholder=say("Where it is posted"),
        channel_types=_PLACES,
    )


def _beat_menu(
    say: Language,
    draft: Subscription,
    chosen: ReleaseFilter,
    beats: Iterable[tuple[str, ReleaseFilter]],
) -> discord.ui.Select[discord.ui.LayoutView]:
    every = [(EVERYTHING, ReleaseFilter()), *beats]
    options = [
        discord.SelectOption(label=say(name), value=name, default=beat == chosen)
        for name, beat in every[:CHOICES]
    ]
    return _menu(say("What it is about"), _step_id("beat", draft), options)


def _time_menu(
    say: Language, draft: Subscription, chosen: time
) -> discord.ui.Select[discord.ui.LayoutView]:
    offered = sorted({*_TIMES, chosen})
    options = [
        discord.SelectOption(label=f"{at:%H:%M}", value=f"{at:%H:%M}", default=at == chosen)
        for at in offered
    ]
    return _menu(say("When it comes"), _step_id("time", draft), options)


def _zone_menu(
    say: Language, draft: Subscription, chosen: str, zones: Sequence[str]
) -> discord.ui.Select[discord.ui.LayoutView]:
    offered = list(dict.fromkeys([chosen, *zones]))[:CHOICES]
    options = [
        discord.SelectOption(label=zone, value=zone, default=zone == chosen) for zone in offered
    ]
    return _menu(say("In which time zone"), _step_id("zone", draft), options)


def _menu(
    placeholder: str, asks: ButtonId, options: list[discord.SelectOption]
) -> discord.ui.Select[discord.ui.LayoutView]:
    return discord.ui.Select(custom_id=asks.custom_id, placeholder=placeholder, options=options)
