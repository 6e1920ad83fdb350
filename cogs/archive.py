"""/latest and /search: finding a stored release."""

import io

import discord
from discord import app_commands

from bot.client import LedeBot
from cogs._feature import (
    Asked,
    Feature,
    answer_button,
    complete_agency,
    complete_measure,
    complete_operation,
    complete_speaker,
    defer_button,
    say_to,
)
from domain.archive import Filters, TermKind
from domain.list_queries import WORDS, ListQuery, days_back
from pipeline.searching import search
from pipeline.selection import check_days, choose_term, read_day, read_list_query
from rendering.buttons import ButtonId
from rendering.exports import export
from rendering.language import Language
from rendering.lists import EXPORTS, PAGE_SIZE, latest_card, search_card

# More than anybody reads, and a file that is made in a moment.
_EXPORTED = 400
_LONGEST = 3650


class Archive(Feature):
    """Lists of what is stored."""

    heavy_buttons = frozenset(EXPORTS)

    @app_commands.command()
    @app_commands.describe(
        agency="Only releases of this agency",
        topic="Only releases with these words",
        operation="Only releases that name this operation",
        days="Only releases of so many days, today counted",
    )
    @app_commands.autocomplete(agency=complete_agency, operation=complete_operation)
    async def latest(
        self,
        interaction: Asked,
        agency: str | None = None,
        topic: app_commands.Range[str, 1, WORDS] | None = None,
        operation: str | None = None,
        days: app_commands.Range[int, 1, _LONGEST] | None = None,
    ) -> None:
        """List the newest releases."""
        await interaction.response.defer()
        storage = self.bot.services.storage
        filters = Filters(
            agency=await choose_term(storage, TermKind.AGENCY, agency),
            operation=await choose_term(storage, TermKind.OPERATION, operation),
        )
        if days is not None:
            filters = days_back(filters, self.bot.services.now().date(), days)
        asked = ListQuery(filters, topic or "")
        await interaction.followup.send(view=await self._latest(interaction, asked, 0))

    @app_commands.command()
    @app_commands.rename(first="from", last="to")
    @app_commands.describe(
        query='Words; "words in quotes" stay together, -word leaves out what has it',
        agency="Only releases of this agency",
        speaker="Only releases that quote this person",
        figure="Only releases with a figure of this measure",
        first="Only releases since this day, as 2026-11-03",
        last="Only releases until this day, as 2026-11-03",
    )
    @app_commands.autocomplete(
        agency=complete_agency, speaker=complete_speaker, figure=complete_measure
    )
    async def search(
        self,
        interaction: Asked,
        query: app_commands.Range[str, 1, WORDS],
        agency: str | None = None,
        speaker: str | None = None,
        figure: str | None = None,
        first: str | None = None,
        last: str | None = None,
    ) -> None:
        """Search titles and texts of all stored releases."""
        await interaction.response.defer()
        storage = self.bot.services.storage
        filters = Filters(
            agency=await choose_term(storage, TermKind.AGENCY, agency),
            speaker=await choose_term(storage, TermKind.SPEAKER, speaker),
            measure=await choose_term(storage, TermKind.MEASURE, figure),
            since=read_day(first),
            until=read_day(last),
        )
        check_days(filters)
        asked = ListQuery(filters, query)
        await interaction.followup.send(view=await self._search(say_to(interaction), asked, 0))

    def button_handlers(self):
        """The pagers of both lists, and the files of a search."""
        exports = dict.fromkeys(EXPORTS, self._export)
        return {"latest": self._turn_latest, "search": self._turn_search, **exports}

    async def _turn_latest(self, interaction: Asked, pressed: ButtonId) -> None:
        replaces = await defer_button(interaction, pressed)
        asked = await read_list_query(self.bot.services.storage, pressed.subject)
        view = await self._latest(interaction, asked, pressed.page)
        await answer_button(interaction, view, replaces)

    async def _turn_search(self, interaction: Asked, pressed: ButtonId) -> None:
        replaces = await defer_button(interaction, pressed)
        asked = await read_list_query(self.bot.services.storage, pressed.subject)
        view = await self._search(say_to(interaction), asked, pressed.page)
        await answer_button(interaction, view, replaces)

    async def _export(self, interaction: Asked, pressed: ButtonId) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        storage = self.bot.services.storage
        asked = await read_list_query(storage, pressed.subject)
        found = await search(storage, asked.words, limit=_EXPORTED, filters=asked.filters)
        # Where no release holds all words, the file has what the list shows.
        hits = found.hits[: found.complete] or found.hits
        written = io.BytesIO(export(pressed.action, hits))
        file = discord.File(written, filename=f"lede-search.{pressed.action}")
        await interaction.followup.send(file=file, ephemeral=True)

    async def _latest(
        self, interaction: Asked, asked: ListQuery, page: int
    ) -> discord.ui.LayoutView:
        storage = self.bot.services.storage
        heads = await storage.releases.latest(
            limit=PAGE_SIZE + 1,
            offset=page * PAGE_SIZE,
            filters=asked.filters,
            words=asked.words,
            withheld=await storage.sources.withheld_from(interaction.guild_id),
        )
        return latest_card(
            say_to(interaction), heads[:PAGE_SIZE], page, len(heads) > PAGE_SIZE, asked
        )

    async def _search(self, say: Language, asked: ListQuery, page: int) -> discord.ui.LayoutView:
        found = await search(
            self.bot.services.storage,
            asked.words,
            limit=PAGE_SIZE,
            offset=page * PAGE_SIZE,
            filters=asked.filters,
        )
        return search_card(say, found, page, asked)


async def setup(bot: LedeBot) -> None:
    """Add the cog."""
    await bot.add_cog(Archive(bot))
