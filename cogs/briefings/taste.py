"""A server's taste: /briefing taste, and the buttons by which a manager wants less like a story."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from discord import app_commands

from cogs._feature import Asked, Offer, offers
from cogs._options import option
from cogs._parsing import WORDS, choices_of, is_nothing, parted
from domain.archive import TermKind
from domain.subscriptions import BriefingSettings, Leaning, Taste
from pipeline.release_filters import READY
from pipeline.taste import NEWS, read_preferences
from rendering.limits import CHOICES
from storage import Storage

Words = app_commands.Range[str, 1, WORDS]


@offers
async def complete_taste(interaction: Asked, typed: str) -> Offer:
    """Kinds of news, ready-made beats and agencies that hold the last of what is typed."""
    before, _, last = typed.rpartition(",")
    begun = f"{before.strip()}, " if before.strip() else ""
    terms = interaction.client.services.storage.terms
    agencies = await terms.complete(TermKind.AGENCY, last, limit=CHOICES)
    wanted = last.strip().casefold()
    names = [name for name in (*NEWS, *READY) if wanted in name]
    return choices_of(_fitting(f"{begun}{name}" for name in (*names, *(a.name for a in agencies))))


def _fitting(names: Iterable[str]) -> list[str]:
    return [name for name in dict.fromkeys(names) if len(name) <= WORDS // 2][:CHOICES]


@dataclass(frozen=True, slots=True, kw_only=True)
class TasteOptions:
    """What is wanted more, less and never, each parted by commas, as Discord hands it over."""

    more: Words | None = option(
        "Kinds of news, topics or agencies to tell more of, parted by commas",
        complete=complete_taste,
    )
    less: Words | None = option(
        "Kinds of news, topics or agencies to tell less of, parted by commas",
        complete=complete_taste,
    )
    never: Words | None = option(
        "Kinds of news, topics or agencies never to tell of, parted by commas",
        complete=complete_taste,
    )

    async def applied_to(self, kept: BriefingSettings, storage: Storage) -> BriefingSettings:
        """Settings with what was given in place of what they were; "none" takes a list back."""
        taste = kept.taste
        for leaning, typed in (
            (Leaning.MORE, self.more),
            (Leaning.LESS, self.less),
            (Leaning.NEVER, self.never),
        ):
            taste = await _leaning(storage, taste, leaning, typed)
        return replace(kept, taste=taste)


async def _leaning(storage: Storage, taste: Taste, leaning: Leaning, typed: str | None) -> Taste:
    if typed is None or not typed.strip():
        return taste
    taste = taste.without(leaning)
    if is_nothing(typed):
        return taste
    return taste.changed(*await read_preferences(storage, parted(typed), leaning))
