"""The steps of setting up a briefing: where it begins, and what a menu changes of a draft."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import time
from typing import Any

import discord

from cogs._feature import Asked
from cogs._parsing import check_place, read_time
from cogs.briefings.options import check_publishing
from domain.errors import NotAllowedError, NotFoundError
from domain.subscriptions import BriefingSettings, ReleaseFilter, Schedule
from pipeline.release_filters import READY
from pipeline.zones import find_zones, likely_zone, read_zone
from rendering.limits import CHOICES
from rendering.setup import EVERYTHING

# When a briefing comes where nobody said: before the day's work.
_USUAL = time(7, 30)
_POSTED = (discord.TextChannel, discord.Thread, discord.ForumChannel)


def beginning(interaction: Asked, code: str) -> BriefingSettings:
    """Where a dialogue begins: here, in the morning, where people of this language mostly live.

    The channel is 0 where Lede may not post here, or it is no place for that.
    """
    schedule = Schedule(_USUAL, likely_zone(str(interaction.locale)))
    return BriefingSettings(_here(interaction), schedule, language=code)


def ready_beats() -> Sequence[tuple[str, ReleaseFilter]]:
    """The ready-made beats by name."""
    return [(name, ReleaseFilter(words=words)) for name, words in READY.items()]


def offered_zones() -> list[str]:
    """The time zones of a menu."""
    return find_zones("", CHOICES)


def stepped(kept: BriefingSettings, step: str, interaction: Asked) -> BriefingSettings:
    """The settings with what was chosen in the menu of a step.

    Raises NotAllowedError for a channel Lede may not write to, NotFoundError for a step or a
    choice that there is none of.
    """
    data: Mapping[str, Any] = interaction.data or {}
    value = next(iter(data.get("values", ())), "")
    if step == "place":
        channel = interaction.guild.get_channel_or_thread(int(value)) if interaction.guild else None
        if not isinstance(channel, _POSTED):
            raise NotFoundError("That channel is gone, or Lede does not see it. Choose another.")
        check_place(interaction, channel)
        moved = replace(kept, channel_id=channel.id)
        check_publishing(interaction, moved)
        return moved
    if step == "beat" and value in (EVERYTHING, *READY):
        return replace(kept, beat=ReleaseFilter(words=READY.get(value, ())))
    if step == "time":
        return replace(kept, schedule=replace(kept.schedule, at=read_time(value)))
    if step == "zone":
        return replace(kept, schedule=replace(kept.schedule, zone=read_zone(value)))
    raise NotFoundError("This menu is from an older Lede. Begin again with /briefing setup.")


def _here(interaction: Asked) -> int:
    """The channel in which a dialogue is begun, 0 where nothing can be posted in it."""
    channel = interaction.channel
    if not isinstance(channel, _POSTED) or channel.guild.get_channel_or_thread(channel.id) is None:
        return 0
    try:
        check_place(interaction, channel)
    except NotAllowedError:
        return 0
    return channel.id
