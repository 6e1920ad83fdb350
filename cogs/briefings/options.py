"""What can be chosen of a daily briefing: the options of `/briefing setup` and `/briefing edit`."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import discord
from discord import app_commands

from cogs._feature import (
    Asked,
    complete_agency,
    complete_operation,
    complete_speaker,
    say_to,
)
from cogs._options import KEEP, Keep, changed, given_or_keep, option, read_or_clear, read_or_keep
from cogs._parsing import (
    WORDS,
    Place,
    check_place,
    complete_days,
    complete_zone,
    name_of,
    parted,
    read_days,
    read_time,
)
from domain.archive import TermKind
from domain.errors import NotFoundError, UnreadableInputError
from domain.subscriptions import LONGEST, SHORTEST, BriefingSettings, ReleaseFilter
from pipeline.calendar import find_zone
from pipeline.release_filters import READY
from pipeline.selection import choose_term
from pipeline.zones import read_zone
from rendering.language import CODES
from storage import Storage

Words = app_commands.Range[str, 1, WORDS]
# What `/briefing edit` takes back as a whole; what is typed takes itself back by "none".
ROLE, BEAT = "role", "beat"
CLEARED: Final = (ROLE, BEAT)


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingOptions:
    """The options as Discord hands them over."""

    channel: Place | None = option("Where it is posted")
    at: str | None = option("The local time, as 07:30", name="time")
    zone: str | None = option("The time zone, as Europe/Berlin", complete=complete_zone)
    beat: str | None = option("A ready-made choice of words to start from", choices=list(READY))
    agency: str | None = option(
        "Only releases of this agency, or of several parted by commas", complete=complete_agency
    )
    operation: str | None = option("Releases that name this operation", complete=complete_operation)
    person: Words | None = option(
        "Releases that name this person, or one of several parted by commas",
        complete=complete_speaker,
    )
    place: Words | None = option(
        "Releases that name this place, or one of several parted by commas"
    )
    words: Words | None = option("Releases with one of these words or phrases, parted by commas")
    without: Words | None = option(
        "No releases with one of these words or phrases, parted by commas", name="exclude"
    )
    days: str | None = option(
        "The days of the week it comes on, as Monday, Wednesday", name="on", complete=complete_days
    )
    role: discord.Role | None = option("The role it mentions, the only one it can")
    language: str | None = option("The language of Lede's own words", choices=CODES)
    length: app_commands.Range[int, SHORTEST, LONGEST] | None = option("How many stories at most")
    empty: bool | None = option("Whether a day without anything new is said to be one")
    publish: bool | None = option(
        "Whether channels that follow its announcement channel get it, once a day"
    )

    async def applied_to(
        self, kept: BriefingSettings, interaction: Asked, *, cleared: str | None = None
    ) -> BriefingSettings:
        """Settings with what was given in place of what they were; `cleared` is taken back first.

        Raises UnreadableInputError, NotFoundError, and NotAllowedError for a channel Lede may not
        write to.
        """
        if cleared == ROLE:
            kept = replace(kept, role_id=None)
        if cleared == BEAT:
            kept = replace(kept, beat=ReleaseFilter())
        if self.channel is not None:
            check_place(interaction, self.channel)
        schedule = changed(
            kept.schedule,
            at=read_or_keep(self.at, read_time),
            zone=read_or_keep(self.zone, read_zone),
            weekdays=read_or_keep(self.days, partial(read_days, say_to(interaction))),
        )
        find_zone(schedule.zone)
        settings = changed(
            kept,
            channel_id=given_or_keep(self.channel and self.channel.id),
            schedule=schedule,
            beat=await self._beat(interaction.client.services.storage, kept.beat),
            role_id=given_or_keep(self.role and self.role.id),
            language=given_or_keep(self.language),
            length=given_or_keep(self.length),
            speaks_when_empty=given_or_keep(self.empty),
            publishes=given_or_keep(self.publish),
        )
        check_publishing(interaction, settings)
        return settings

    async def _beat(self, storage: Storage, kept: ReleaseFilter) -> ReleaseFilter:
        words = _several(self.words)
        if self.beat is not None:
            words = (*READY.get(self.beat, ()), *(() if words is KEEP else words))
        return changed(
            kept,
            agencies=await _agencies(storage, self.agency),
            operations=await _names(storage, TermKind.OPERATION, self.operation),
            people=await _names(storage, TermKind.SPEAKER, self.person),
            places=_several(self.place),
            words=words,
            without=_several(self.without),
        )


def check_publishing(interaction: Asked, settings: BriefingSettings) -> None:
    """Refuse to publish what is posted in no announcement channel; UnreadableInputError.

    A channel that is not chosen yet is asked about when it is.
    """
    if not settings.publishes or settings.channel_id == 0:
        return
    guild = interaction.guild
    channel = guild.get_channel_or_thread(settings.channel_id) if guild else None
    if not isinstance(channel, discord.TextChannel) or not channel.is_news():
        raise UnreadableInputError(
            "Only from an announcement channel can a briefing be published. Choose one as its "
            "channel, or publish:False."
        )


def _several(typed: str | None) -> tuple[str, ...] | Keep:
    """What is parted by commas; "none" is none of them."""
    found = read_or_clear(typed, parted)
    return () if found is None else found


async def _names(storage: Storage, kind: TermKind, typed: str | None) -> tuple[str, ...] | Keep:
    several = _several(typed)
    if several is KEEP:
        return KEEP
    named = [await name_of(storage, kind, one) for one in several]
    return tuple(name for name in named if name)


async def _agencies(storage: Storage, typed: str | None) -> tuple[str, ...] | Keep:
    """The stored agencies of what was typed: of one name, which may have commas, or of several."""
    several = _several(typed)
    if several is KEEP or not several:
        return several
    try:
        terms = [await choose_term(storage, TermKind.AGENCY, typed)]
    except NotFoundError:
        if len(several) < 2:
            raise
        terms = [await choose_term(storage, TermKind.AGENCY, one) for one in several]
    return tuple(term.name for term in terms if term)
