"""/trend and /compare: figures over time, and of two releases side by side."""

import io

import discord
from discord import app_commands

from bot.client import LedeBot
from bot.cooldowns import HEAVY
from cogs._feature import (
    Asked,
    Feature,
    complete_agency,
    complete_measure,
    complete_release,
    defer_answer,
    say_to,
)
from domain.archive import TermKind
from domain.errors import NotFoundError, UnreadableInputError
from domain.references import reference
from pipeline.measures import chart_trend, pair_figures
from pipeline.selection import choose_release, choose_term
from rendering.trends import (
    CHART,
    comparison_card,
    comparison_chart,
    has_chart,
    trend_card,
    trend_chart,
)


class Trends(Feature):
    """Figures beside figures."""

    @app_commands.command(extras=HEAVY)
    @app_commands.describe(
        measure="What is counted or measured", agency="Only releases of this agency"
    )
    @app_commands.autocomplete(measure=complete_measure, agency=complete_agency)
    async def trend(self, interaction: Asked, measure: str, agency: str | None = None) -> None:
        """Draw a measure over the releases that have it, with the figures under the chart."""
        await interaction.response.defer()
        storage, say = self.bot.services.storage, say_to(interaction)
        term = await choose_term(storage, TermKind.MEASURE, measure)
        if term is None:
            raise NotFoundError("Name a measure: choose one of the list that opens.")
        chosen = await choose_term(storage, TermKind.AGENCY, agency)
        found = await chart_trend(storage, chosen, term)
        points = [(point.release, point.figure, point.value) for point in found.points]
        view = trend_card(say, term, points, found.left_out, found.older)
        if not points:
            await interaction.followup.send(view=view)
            return
        drawn = await self.bot.services.draw(trend_chart, say, points)
        await interaction.followup.send(view=view, file=_file(drawn))

    @app_commands.command(extras=HEAVY)
    @app_commands.describe(first="Part of the title of one release", second="And of another")
    @app_commands.autocomplete(first=complete_release, second=complete_release)
    async def compare(self, interaction: Asked, first: str, second: str) -> None:
        """Put the figures of two releases side by side."""
        await defer_answer(interaction, first, second)
        storage, say, by = self.bot.services.storage, say_to(interaction), interaction.user.id
        one = await choose_release(storage, first, by=by)
        other = await choose_release(storage, second, by=by)
        if reference(one.head) == reference(other.head):
            raise UnreadableInputError(
                "Both are the same release, “{title}”. Choose another one of the list.",
                title=one.head.title,
            )
        pairs = [(p.measure, p.first, p.second) for p in pair_figures(one, other)]
        view = comparison_card(say, one, other, pairs)
        if not has_chart(pairs):
            await interaction.followup.send(view=view)
            return
        drawn = await self.bot.services.draw(comparison_chart, one, other, pairs)
        await interaction.followup.send(view=view, file=_file(drawn))


def _file(drawn: bytes) -> discord.File:
    return discord.File(io.BytesIO(drawn), filename=CHART)


async def setup(bot: LedeBot) -> None:
    """Add the cog."""
    await bot.add_cog(Trends(bot))
