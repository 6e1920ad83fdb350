"""/latest and /search: finding a stored release."""

import discord
from discord import app_commands

from bot.client import LedeBot
from cogs._feature import Asked, Feature, Offer, answer_press, defer_press, offers
from rendering.buttons import SUBJECT, Press
from rendering.lists import PAGE_SIZE, agency_choices, latest_card, search_card


class Archive(Feature):
    """Lists of what is stored."""

    @app_commands.command()
    @app_commands.describe(agency="Only releases of this agency")
    async def latest(
        self, interaction: Asked, agency: app_commands.Range[str, 1, SUBJECT] | None = None
    ) -> None:
        """List the newest releases."""
        await interaction.response.defer()
        await interaction.followup.send(view=await self._latest_page(agency or "", 0))

    @latest.autocomplete("agency")
    @offers
    async def complete_agency(self, interaction: Asked, typed: str) -> Offer:
        """Agencies whose name holds what is typed, those with most releases first."""
        agencies = await self.bot.services.storage.releases.agencies()
        choices = agency_choices((name for name, _ in agencies), typed)
        return [app_commands.Choice(name=name, value=value) for name, value in choices]

    @app_commands.command()
    @app_commands.describe(query='Words that must all occur; "words in quotes" stay together')
    async def search(self, interaction: Asked, query: app_commands.Range[str, 1, SUBJECT]) -> None:
        """Search titles and texts of all stored releases."""
        await interaction.response.defer()
        await interaction.followup.send(view=await self._search_page(query, 0))

    def presses(self):
        """The pagers of both lists."""
        return {"latest": self._turn_latest, "search": self._turn_search}

    async def _turn_latest(self, interaction: Asked, press: Press) -> None:
        replaces = await defer_press(interaction, press)
        view = await self._latest_page(press.subject, press.page)
        await answer_press(interaction, view, replaces)

    async def _turn_search(self, interaction: Asked, press: Press) -> None:
        replaces = await defer_press(interaction, press)
        view = await self._search_page(press.subject, press.page)
        await answer_press(interaction, view, replaces)

    async def _latest_page(self, agency: str, page: int) -> discord.ui.LayoutView:
        heads = await self.bot.services.storage.releases.latest(
            limit=PAGE_SIZE + 1, offset=page * PAGE_SIZE, agency=agency or None
        )
        return latest_card(heads[:PAGE_SIZE], page, len(heads) > PAGE_SIZE, agency)

    async def _search_page(self, query: str, page: int) -> discord.ui.LayoutView:
        found = await self.bot.services.storage.search.find(
            query, limit=PAGE_SIZE, offset=page * PAGE_SIZE
        )
        return search_card(query, found, page)


async def setup(bot: LedeBot) -> None:
    """Add the cog."""
    await bot.add_cog(Archive(bot))
