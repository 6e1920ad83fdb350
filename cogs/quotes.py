"""/quotes and /speaker: who said what, in a release or in all of them."""

import discord
from discord import app_commands

from bot.client import LedeBot
from cogs._feature import (
    Asked,
    Feature,
    answer_button,
    complete_release,
    complete_speaker,
    defer_answer,
    defer_button,
    refuse_both,
    say_to,
    show_release,
)
from domain.archive import Filters, StoredRelease, TermKind
from domain.facts import Quote
from domain.list_queries import WORDS, ListQuery
from pipeline.selection import choose_release, choose_term, read_list_query
from rendering.across import PAGE_SIZE, quotes_across_card
from rendering.buttons import ButtonId
from rendering.cards import quotes_card
from rendering.language import Language

Found = list[tuple[StoredRelease, list[Quote]]]


class Quotes(Feature):
    """Quotes, page by page."""

    @app_commands.command()
    @app_commands.describe(
        release="Part of its title; the newest release when left out",
        speaker="Quotes of this person instead, of all releases",
        about="Quotes with these words instead, of all releases",
    )
    @app_commands.autocomplete(release=complete_release, speaker=complete_speaker)
    async def quotes(
        self,
        interaction: Asked,
        release: str | None = None,
        speaker: str | None = None,
        about: app_commands.Range[str, 1, WORDS] | None = None,
    ) -> None:
        """List every quote of a release word for word, or those of a speaker or about something."""
        await defer_answer(interaction, release)
        say = say_to(interaction)
        if speaker or about:
            refuse_both(release)
            view = await self._first_page(say, speaker, about)
        else:
            storage = self.bot.services.storage
            view = quotes_card(say, await choose_release(storage, release, by=interaction.user.id))
        await interaction.followup.send(view=view)

    @app_commands.command()
    @app_commands.describe(name="The person who is quoted")
    @app_commands.autocomplete(name=complete_speaker)
    async def speaker(self, interaction: Asked, name: str) -> None:
        """List everything stored that a person said, the newest first, with the role then."""
        await interaction.response.defer()
        await interaction.followup.send(view=await self._first_page(say_to(interaction), name))

    def button_handlers(self):
        """The button that leads here, and the pagers."""
        return {"quotes": show_release(quotes_card), "said": self._turn}

    async def _turn(self, interaction: Asked, pressed: ButtonId) -> None:
        replaces = await defer_button(interaction, pressed)
        asked = await read_list_query(self.bot.services.storage, pressed.subject)
        view = await self._page(say_to(interaction), asked, pressed.page)
        await answer_button(interaction, view, replaces)

    async def _first_page(
        self, say: Language, speaker: str | None, about: str | None = None
    ) -> discord.ui.LayoutView:
        term = await choose_term(self.bot.services.storage, TermKind.SPEAKER, speaker)
        return await self._page(say, ListQuery(Filters(speaker=term), about or ""), 0)

    async def _page(self, say: Language, asked: ListQuery, page: int) -> discord.ui.LayoutView:
        found, has_more = await (
            self._about(asked, page) if asked.words else self._said(asked, page)
        )
        return quotes_across_card(say, found, page, has_more, asked)

    async def _said(self, asked: ListQuery, page: int) -> tuple[Found, bool]:
        """The releases that quote the speaker, each with the quotes of the speaker."""
        releases = await self.bot.services.storage.releases.find(
            asked.filters, limit=PAGE_SIZE + 1, offset=page * PAGE_SIZE
        )
        name = asked.filters.speaker.name.casefold() if asked.filters.speaker else ""
        found = [
            (release, [q for q in release.analysis.quotes if _is_of(q, name)])
            for release in releases[:PAGE_SIZE]
        ]
        return found, len(releases) > PAGE_SIZE

    async def _about(self, asked: ListQuery, page: int) -> tuple[Found, bool]:
        """The quotes that hold the words, each with its release."""
        storage = self.bot.services.storage
        hits = await storage.quotations.find(
            asked.words,
            limit=PAGE_SIZE + 1,
            offset=page * PAGE_SIZE,
            speaker=asked.filters.speaker,
        )
        releases = await storage.releases.get_many(hit.release_id for hit in hits)
        # What one release says stands together, where the best of it stands.
        found: dict[int, list[Quote]] = {}
        for hit in hits[:PAGE_SIZE]:
            quote = releases[hit.release_id].analysis.quotes[hit.position]
            found.setdefault(hit.release_id, []).append(quote)
        return [(releases[i], quotes) for i, quotes in found.items()], len(hits) > PAGE_SIZE


def _is_of(quote: Quote, name: str) -> bool:
    return " ".join((quote.speaker_name or "").split()).casefold() == name


async def setup(bot: LedeBot) -> None:
    """Add the cog."""
    await bot.add_cog(Quotes(bot))
