"""/practice: a release to write of oneself, then what Lede reads in it beside it."""

import asyncio

import discord
from discord import app_commands

from bot.client import LedeBot
from cogs._feature import Asked, Feature, complete_release, say_to, show_release
from domain.errors import UnreadableInputError
from domain.practice import Attempt
from pipeline.practice import hold_against, parted_lines
from pipeline.selection import choose_release
from rendering.buttons import ButtonId
from rendering.language import Language
from rendering.practice import figures_tried_card, lead_card, practice_card, quotes_tried_card

_LEAD, _LINES, _QUOTES = 700, 1000, 2000


class AttemptForm(discord.ui.Modal):
    """Asks for one's own lead, figures and quotes."""

    def __init__(self, practice: "Practising", say: Language, release: str) -> None:
        super().__init__(title=say("Practice"), timeout=3600)
        self._practice, self._release = practice, release
        paragraph = discord.TextStyle.paragraph
        self.lead: discord.ui.TextInput = discord.ui.TextInput(style=paragraph, max_length=_LEAD)
        self.figures: discord.ui.TextInput = discord.ui.TextInput(
            style=paragraph, max_length=_LINES, required=False
        )
        self.quotes: discord.ui.TextInput = discord.ui.TextInput(
            style=paragraph, max_length=_QUOTES, required=False
        )
        for text, field in (
            (say("Your lead"), self.lead),
            (say("Key figures, one a line"), self.figures),
            (say("Quotes, one a line, and who said them"), self.quotes),
        ):
            self.add_item(discord.ui.Label(text=text, component=field))

    async def on_submit(self, interaction: Asked, /) -> None:  # type: ignore[override]
        """Hold what was written against the release."""
        attempt = Attempt(
            self.lead.value, parted_lines(self.figures.value), parted_lines(self.quotes.value)
        )
        await self._practice.hold(interaction, self._release, attempt)

    async def on_error(self, interaction: Asked, error: Exception, /) -> None:  # type: ignore[override]
        """Tell the user and the log, as of a command."""
        await self._practice.bot.answer_error(interaction, error, "form practice")


class Practising(Feature):
    """What one writes is held against the release, shown to oneself alone, and kept nowhere."""

    @app_commands.command()
    @app_commands.describe(release="Part of its title; the newest release when left out")
    @app_commands.autocomplete(release=complete_release)
    async def practice(self, interaction: Asked, release: str | None = None) -> None:
        """Write the lead, figures and quotes of a release yourself, then see what Lede has."""
        await interaction.response.defer(ephemeral=True)
        storage = self.bot.services.storage
        chosen = await choose_release(storage, release, by=interaction.user.id)
        if chosen.analysis.language != "en":
            raise UnreadableInputError(
                "This release is not in English, the one language Lede reads so far. Choose "
                "another."
            )
        await interaction.followup.send(
            view=practice_card(say_to(interaction), chosen), ephemeral=True
        )

    def button_handlers(self):
        """The pager of the release, and the button that opens the form."""
        return {"practice": show_release(practice_card), "write": self._write}

    async def hold(self, interaction: Asked, wanted: str, attempt: Attempt) -> None:
        """Show what of an attempt stands in its release, and what it lacks."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        storage, say = self.bot.services.storage, say_to(interaction)
        release = await choose_release(storage, wanted, by=interaction.user.id)
        practice = await asyncio.to_thread(hold_against, release, attempt)
        for make in (lead_card, figures_tried_card, quotes_tried_card):
            await interaction.followup.send(view=make(say, practice), ephemeral=True)

    async def _write(self, interaction: Asked, pressed: ButtonId) -> None:
        form = AttemptForm(self, say_to(interaction), pressed.subject)
        await interaction.response.send_modal(form)


async def setup(bot: LedeBot) -> None:
    """Add the cog."""
    await bot.add_cog(Practising(bot))
