"""/figures: the numbers of a release, or of many releases, with the words around each."""

import discord
from discord import app_commands

from bot.client import LedeBot
from cogs._feature import (
    Asked,
    Feature,
    answer_button,
    complete_agency,
    complete_measure,
    complete_release,
    defer_answer,
    defer_button,
    refuse_both,
    say_to,
    show_release,
)
from domain.archive import Filters, TermKind
from domain.list_queries import ListQuery
from pipeline.measures import figures_of
from pipeline.selection import choose_release, choose_term, read_list_query
from rendering.across import PAGE_SIZE, figures_across_card
from rendering.buttons import ButtonId
from rendering.cards import figures_card
from rendering.language import Language


class Figures(Feature):
    """Figures, page by page."""

    @app_commands.command()
    @app_commands.describe(
        release="Part of its title; the newest release when left out",
        agency="Figures of this agency's releases instead",
        measure="Figures of this measure instead, of all releases",
    )
    @app_commands.autocomplete(
        release=complete_release, agency=complete_agency, measure=complete_measure
    )
    async def figures(
        self,
        interaction: Asked,
        release: str | None = None,
        agency: str | None = None,
        measure: str | None = None,
    ) -> None:
        """List every figure of a release, or those of an agency or of a measure."""
        await defer_answer(interaction, release)
        storage, say = self.bot.services.storage, say_to(interaction)
        if agency or measure:
            refuse_both(release)
            filters = Filters(
                agency=await choose_term(storage, TermKind.AGENCY, agency),
                measure=await choose_term(storage, TermKind.MEASURE, measure),
            )
            view = await self._page(say, ListQuery(filters), 0)
        else:
            chosen = await choose_release(storage, release, by=interaction.user.id)
            view = figures_card(say, chosen)
        await interaction.followup.send(view=view)

    def button_handlers(self):
        """The button that leads here, and the pagers."""
        return {"figures": show_release(figures_card), "measure": self._turn}

    async def _turn(self, interaction: Asked, pressed: ButtonId) -> None:
        replaces = await defer_button(interaction, pressed)
        asked = await read_list_query(self.bot.services.storage, pressed.subject)
        view = await self._page(say_to(interaction), asked, pressed.page)
        await answer_button(interaction, view, replaces)

    async def _page(self, say: Language, asked: ListQuery, page: int) -> discord.ui.LayoutView:
        releases = await self.bot.services.storage.releases.find(
            asked.filters, limit=PAGE_SIZE + 1, offset=page * PAGE_SIZE
        )
        measure = asked.filters.measure
        found = [
            (
                release,
                figures_of(release, measure.name) if measure else release.analysis.key_figures,
            )
            for release in releases[:PAGE_SIZE]
        ]
        return figures_across_card(say, found, page, len(releases) > PAGE_SIZE, asked)


async def setup(bot: LedeBot) -> None:
    """Add the cog."""
    await bot.add_cog(Figures(bot))
