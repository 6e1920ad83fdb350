"""/brief and /summary: a release in short; its full text and its evidence behind buttons."""

from discord import app_commands

from bot.client import LedeBot
from cogs._feature import Asked, Feature, complete_release, defer_answer, say_to, show_release
from pipeline.selection import choose_release
from rendering.cards import brief_card, evidence_card, images_card, summary_card, text_card


class Brief(Feature):
    """The briefing of one release."""

    @app_commands.command()
    @app_commands.describe(release="Part of its title; the newest release when left out")
    @app_commands.autocomplete(release=complete_release)
    async def brief(self, interaction: Asked, release: str | None = None) -> None:
        """Brief a release: what happened, key figures, a quote, each from the text itself."""
        await defer_answer(interaction, release)
        chosen = await choose_release(self.bot.services.storage, release, by=interaction.user.id)
        await interaction.followup.send(view=brief_card(say_to(interaction), chosen))

    @app_commands.command()
    @app_commands.describe(release="Part of its title; the newest release when left out")
    @app_commands.autocomplete(release=complete_release)
    async def summary(self, interaction: Asked, release: str | None = None) -> None:
        """Summarise a release in a few of its own sentences."""
        await defer_answer(interaction, release)
        chosen = await choose_release(self.bot.services.storage, release, by=interaction.user.id)
        await interaction.followup.send(view=summary_card(say_to(interaction), chosen))

    def button_handlers(self):
        """The buttons that lead to a briefing, the full text, the evidence and the pictures."""
        return {
            "brief": show_release(lambda say, release, page: brief_card(say, release)),
            "text": show_release(text_card),
            "evidence": show_release(evidence_card),
            "images": show_release(images_card),
        }


async def setup(bot: LedeBot) -> None:
    """Add the cog."""
    await bot.add_cog(Brief(bot))
