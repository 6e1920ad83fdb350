"""/read and the message menus: what somebody points at, read on the spot."""

import re

import discord
from discord import app_commands

from bot.checks import may_keep
from bot.client import LedeBot
from bot.cooldowns import HEAVY
from cogs._feature import Asked, Feature, say_to
from domain.archive import StoredRelease
from domain.errors import NotFoundError, UnreadableInputError
from domain.references import read_reference, reference
from pipeline.quotations import Finding, Verdict, check_quotation
from pipeline.quoted import quoted_in
from pipeline.reading import keep_reading
from pipeline.selection import choose_release
from rendering.buttons import ButtonId, button
from rendering.cards import brief_card, evidence_card
from rendering.findings import (
    Credit,
    altered_card,
    short_card,
    unfound_card,
    unquoted_card,
    verbatim_card,
)
from rendering.language import Language
from rendering.notices import notice_card
from storage.drafts import Draft

_ADDRESS = re.compile(r"https?://[^\s<>()\[\]]+")
# Quotations of one message that are looked up: each is a card of its own.
_CHECKED = 3
_LONGEST = 4000


class PasteForm(discord.ui.Modal):
    """Asks for a text to be read."""

    def __init__(self, reading: "Reading", say: Language) -> None:
        super().__init__(title=say("Read a text"), timeout=900)
        self._reading = reading
        self.heading: discord.ui.TextInput = discord.ui.TextInput(max_length=200, required=False)
        self.words: discord.ui.TextInput = discord.ui.TextInput(
            style=discord.TextStyle.paragraph, max_length=_LONGEST
        )
        self.add_item(discord.ui.Label(text=say("Title, if it has one"), component=self.heading))
        self.add_item(discord.ui.Label(text=say("Text"), component=self.words))

    async def on_submit(self, interaction: Asked, /) -> None:  # type: ignore[override]
        """Read what was pasted."""
        await self._reading.answer_pasted(interaction, self.words.value, self.heading.value)

    async def on_error(self, interaction: Asked, error: Exception, /) -> None:  # type: ignore[override]
        """Tell the user and the log, as of a command."""
        await self._reading.bot.answer_error(interaction, error, "form read")


class Reading(Feature):
    """Briefings of what is not stored."""

    def __init__(self, bot: LedeBot) -> None:
        super().__init__(bot)
        self._menus = [
            app_commands.ContextMenu(name="Brief this", callback=self.brief_this, extras=HEAVY),
            app_commands.ContextMenu(
                name="Check this quote", callback=self.check_quote, extras=HEAVY
            ),
            app_commands.ContextMenu(
                name="Show evidence", callback=self.show_evidence, extras=HEAVY
            ),
        ]

    async def cog_load(self) -> None:
        """Take over the presses and add the menus."""
        await super().cog_load()
        for menu in self._menus:
            self.bot.tree.add_command(menu, override=True)

    async def cog_unload(self) -> None:
        """Give both up."""
        await super().cog_unload()
        for menu in self._menus:
            self.bot.tree.remove_command(menu.name, type=menu.type)

    @app_commands.command(extras=HEAVY)
    @app_commands.describe(
        address="The page to read", file="A file to read: text, page, PDF, Word or e-mail"
    )
    async def read(
        self,
        interaction: Asked,
        address: app_commands.Range[str, 1, 500] | None = None,
        file: discord.Attachment | None = None,
    ) -> None:
        """Read a page, a file or a pasted text and brief it, without keeping it."""
        say = say_to(interaction)
        if address is None and file is None:
            await interaction.response.send_modal(PasteForm(self, say))
            return
        await interaction.response.defer(ephemeral=True)
        release = await (
            self._read_file(interaction, file) if file else self._read(interaction, address or "")
        )
        await self._show(interaction, release)

    async def brief_this(self, interaction: Asked, message: discord.Message) -> None:
        """Brief the release that a message links or carries."""
        await interaction.response.defer(ephemeral=True)
        await self._show(interaction, await self._meant(interaction, message))

    async def check_quote(self, interaction: Asked, message: discord.Message) -> None:
        """Look up in the archive what a message quotes."""
        await interaction.response.defer(ephemeral=True)
        quotations = quoted_in(message.content)
        if not quotations:
            raise UnreadableInputError(
                "That message quotes nothing that could be looked up: three words at least."
            )
        for quotation in quotations[:_CHECKED]:
            found = await check_quotation(self.bot.services.storage, quotation)
            await interaction.followup.send(view=_card(say_to(interaction), found), ephemeral=True)

    async def show_evidence(self, interaction: Asked, message: discord.Message) -> None:
        """Show where in its release each statement of a briefing stands."""
        await interaction.response.defer(ephemeral=True)
        ours = self._named_by(message)
        release = await (
            self._choose(interaction, ours) if ours else self._meant(interaction, message)
        )
        view = evidence_card(say_to(interaction), release)
        await interaction.followup.send(view=view, ephemeral=True)

    def button_handlers(self):
        """The button that keeps a reading."""
        return {"keep": self._keep}

    async def answer_pasted(self, interaction: Asked, text: str, title: str) -> None:
        """Read a pasted text and brief it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        release = await self.bot.services.reader.read_pasted(
            text, title or None, by=interaction.user.id
        )
        await self._show(interaction, release)

    async def _keep(self, interaction: Asked, pressed: ButtonId) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        services, say = self.bot.services, say_to(interaction)
        draft = await self._draft(interaction, pressed)
        await may_keep(self.bot, interaction, draft.origin)
        saved = await keep_reading(services.storage, draft.release, now=services.now())
        kept = await services.storage.releases.get(saved.release_id)
        said = say("Kept in the archive, where everybody finds it: {title}", title=kept.head.title)
        await interaction.followup.send(view=notice_card(say("Kept"), [said]), ephemeral=True)

    async def _meant(self, interaction: Asked, message: discord.Message) -> StoredRelease:
        """The release a message links, carries as a file, or shows."""
        if found := _ADDRESS.search(message.content):
            return await self._read(interaction, found[0].rstrip(".,;:!?'\""))
        if message.attachments:
            return await self._read_file(interaction, message.attachments[0])
        if ours := self._named_by(message):
            return await self._choose(interaction, ours)
        raise NotFoundError("That message has no link and no file that could be read.")

    async def _choose(self, interaction: Asked, wanted: str) -> StoredRelease:
        return await choose_release(self.bot.services.storage, wanted, by=interaction.user.id)

    async def _draft(self, interaction: Asked, pressed: ButtonId) -> Draft:
        named = read_reference(pressed.subject)
        token = named.token if named else None
        return await self.bot.services.storage.drafts.get(token or "", by=interaction.user.id)

    def _named_by(self, message: discord.Message) -> str | None:
        """The release that a card of ours shows: its buttons carry its reference.

        Only ours: another bot may give its buttons whatever ids it likes.
        """
        if self.bot.user is None or message.author.id != self.bot.user.id:
            return None
        for item in _walk(message.components):
            custom_id = getattr(item, "custom_id", None)
            if custom_id:
                try:
                    pressed = ButtonId.parse(custom_id)
                except UnreadableInputError:
                    continue
                if read_reference(pressed.subject):
                    return pressed.subject
        return None

    async def _read(self, interaction: Asked, address: str) -> StoredRelease:
        return await self.bot.services.reader.read_address(address, by=interaction.user.id)

    async def _read_file(self, interaction: Asked, file: discord.Attachment) -> StoredRelease:
        return await self.bot.services.reader.read_file(
            file.filename, file.content_type, file.size, file.read, by=interaction.user.id
        )

    async def _show(self, interaction: Asked, release: StoredRelease) -> None:
        """Brief what was read; where it is not stored, with a button that keeps it."""
        say = say_to(interaction)
        keep = button(say("Keep in the archive"), ButtonId("keep", reference(release.head)))
        before = [keep] if release.head.token else None
        await interaction.followup.send(
            view=brief_card(say, release, before=before), ephemeral=True
        )


def _card(say: Language, found: Finding) -> discord.ui.LayoutView:
    """What was found, as the card for it."""
    if found.verdict is Verdict.TOO_SHORT:
        return short_card(say, found.quotation)
    if found.release is None or found.span is None:
        return unfound_card(say, found.quotation)
    if found.verdict is Verdict.NOT_A_QUOTE:
        return unquoted_card(say, found.quotation, found.release, found.span)
    compared = [(piece.words, piece.change) for piece in found.pieces]
    another = None
    if found.is_another and found.quote is not None:
        another = Credit(", ".join(found.claimed), found.quote.speaker_name or "")
    make = altered_card if found.verdict is Verdict.ALTERED else verbatim_card
    where = found.quote or found.span
    return make(say, found.quotation, found.release, where, compared, another)


def _walk(components):
    for component in components:
        yield component
        yield from _walk(getattr(component, "children", ()))


async def setup(bot: LedeBot) -> None:
    """Add the cog."""
    await bot.add_cog(Reading(bot))
