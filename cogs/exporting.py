"""/export: releases as a feed to take away: of the archive, of an agency, of a beat."""

import io
from typing import Any

import discord
from discord import app_commands

from bot.checks import require_manager, require_server
from bot.client import LedeBot
from bot.cooldowns import HEAVY
from cogs._feature import Asked, Feature, briefing_of, complete_agency, offers, say_to
from cogs._parsing import choices_of, numbered_choices
from domain.archive import Filters, TermKind
from domain.errors import NotFoundError
from domain.list_queries import WORDS, ListQuery, days_back
from domain.subscriptions import ReleaseFilter
from pipeline.exporting import MOST, releases_of
from pipeline.selection import choose_term
from rendering.feeds import ATOM, FORMATS, Feed, write_feed

_USUAL, _LONGEST = 50, 3650


class Exporting(Feature):
    """What a newsroom takes into its own tools."""

    @app_commands.command(extras=HEAVY)
    @app_commands.rename(form="format")
    @app_commands.describe(
        form="Atom, which feed readers know, or JSON with all that was read; Atom when left out",
        agency="Only releases of this agency",
        topic="Only releases with these words",
        briefing="Only what this briefing of the server is about",
        days="Only releases of so many days, today counted",
        most="How many releases at most, the newest",
    )
    @app_commands.choices(form=choices_of(FORMATS))
    @app_commands.autocomplete(agency=complete_agency)
    async def export(
        self,
        interaction: Asked,
        form: str = ATOM,
        agency: str | None = None,
        topic: app_commands.Range[str, 1, WORDS] | None = None,
        briefing: int | None = None,
        days: app_commands.Range[int, 1, _LONGEST] | None = None,
        most: app_commands.Range[int, 1, MOST] = _USUAL,
    ) -> None:
        """Get releases as a feed file: summaries, key figures and a quote, with their receipts."""
        await interaction.response.defer(ephemeral=True)
        services, say = self.bot.services, say_to(interaction)
        beat = None if briefing is None else await self._beat(interaction, briefing)
        chosen = await choose_term(services.storage, TermKind.AGENCY, agency)
        filters = Filters(agency=chosen)
        if days is not None:
            filters = days_back(filters, services.now().date(), days)
        asked = ListQuery(filters, topic or "")
        found = await releases_of(services.storage, asked, beat, limit=most, now=services.now())
        if not found:
            raise NotFoundError("No stored release is like that, so there is nothing to export.")
        name = "archive" if briefing is None else f"briefing-{briefing}"
        title = " · ".join(filter(None, ("Lede", chosen.name if chosen else "", topic or "")))
        feed = Feed(name, title, found, services.now())
        written = await services.draw(write_feed, say, feed, form)
        ending = "xml" if form == ATOM else "json"
        file = discord.File(io.BytesIO(written), filename=f"lede-{name}.{ending}")
        said = say.count("{number} release", "{number} releases", len(found))
        await interaction.followup.send(said, file=file, ephemeral=True)

    @export.autocomplete("briefing")
    @offers
    async def complete_briefing(self, interaction: Asked, typed: str) -> Any:
        """The briefings of the server, for who may change them."""
        require_manager(interaction)
        found = await self.bot.services.storage.subscriptions.of_guild(require_server(interaction))
        guild = interaction.guild
        channels = {s.settings.channel_id: guild and guild.get_channel(s.settings.channel_id)
                    for s in found}  # fmt: skip
        named = [
            (s.subscription_id, getattr(channels[s.settings.channel_id], "name", "") or "")
            for s in found
        ]
        return numbered_choices(named, typed)

    async def _beat(self, interaction: Asked, number: int) -> ReleaseFilter:
        """What a briefing is about; who may not change it may not learn it either."""
        require_server(interaction)
        require_manager(interaction)
        return (await briefing_of(interaction, number)).settings.beat


async def setup(bot: LedeBot) -> None:
    """Add the cog."""
    await bot.add_cog(Exporting(bot))
