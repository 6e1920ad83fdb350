"""/quotes: who said what in a release."""

from discord import app_commands

from bot.client import LedeBot
from cogs._feature import Asked, Feature, answer_press, complete_release, defer_press
from pipeline.selection import choose_release
from rendering.buttons import Press
from rendering.cards import quotes_card


class Quotes(Feature):
    """The quotes of one release, page by page."""

    @app_commands.command()
    @app_commands.describe(release="Part of its title; the newest release when left out")
    @app_commands.autocomplete(release=complete_release)
    async def quotes(self, interaction: Asked, release: str | None = None) -> None:
        """List every quote of a release word for word, each with its speaker."""
        await interaction.response.defer()
        chosen = await choose_release(self.bot.services.storage, release)
        await interaction.followup.send(view=quotes_card(chosen))

    def presses(self):
        """The button that leads here, and the pager."""
        return {"quotes": self._open}

    async def _open(self, interaction: Asked, press: Press) -> None:
        replaces = await defer_press(interaction, press)
        chosen = await choose_release(self.bot.services.storage, press.subject)
        await answer_press(interaction, quotes_card(chosen, press.page), replaces)


async def setup(bot: LedeBot) -> None:
    """Add the cog."""
    await bot.add_cog(Quotes(bot))
