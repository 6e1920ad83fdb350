"""/brief and /summary: a release in short."""

from discord import app_commands

from bot.client import LedeBot
from cogs._feature import Asked, Feature, answer_press, complete_release, defer_press
from pipeline.selection import choose_release
from rendering.buttons import Press
from rendering.cards import brief_card, summary_card, text_card


class Briefing(Feature):
    """The briefing of one release."""

    @app_commands.command()
    @app_commands.describe(release="Part of its title; the newest release when left out")
    @app_commands.autocomplete(release=complete_release)
    async def brief(self, interaction: Asked, release: str | None = None) -> None:
        """Brief a release: what happened, key figures, a quote, each from the text itself."""
        await interaction.response.defer()
        chosen = await choose_release(self.bot.services.storage, release)
        await interaction.followup.send(view=brief_card(chosen))

    @app_commands.command()
    @app_commands.describe(release="Part of its title; the newest release when left out")
    @app_commands.autocomplete(release=complete_release)
    async def summary(self, interaction: Asked, release: str | None = None) -> None:
        """Summarise a release in a few of its own sentences."""
        await interaction.response.defer()
        chosen = await choose_release(self.bot.services.storage, release)
        await interaction.followup.send(view=summary_card(chosen))

    def presses(self):
        """The buttons that lead to a briefing and to the full text."""
        return {"brief": self._open_brief, "text": self._open_text}

    async def _open_brief(self, interaction: Asked, press: Press) -> None:
        replaces = await defer_press(interaction, press)
        chosen = await choose_release(self.bot.services.storage, press.subject)
        await answer_press(interaction, brief_card(chosen), replaces)

    async def _open_text(self, interaction: Asked, press: Press) -> None:
        replaces = await defer_press(interaction, press)
        chosen = await choose_release(self.bot.services.storage, press.subject)
        await answer_press(interaction, text_card(chosen, press.page), replaces)


async def setup(bot: LedeBot) -> None:
    """Add the cog."""
    await bot.add_cog(Briefing(bot))
