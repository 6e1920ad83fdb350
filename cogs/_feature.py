"""What the features share: buttons that find their cog, and the ways to answer."""

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from functools import wraps
from typing import Any, ParamSpec

import discord
from discord import app_commands
from discord.ext import commands

from bot import errors
from bot.client import LedeBot
from domain.archive import StoredRelease, TermKind
from domain.errors import UnreadableInputError
from domain.references import is_private, reference
from pipeline.selection import choose_release
from rendering.buttons import Press
from rendering.language import Language, language
from rendering.limits import CHOICES
from rendering.lists import choice_name, term_choices

Asked = discord.Interaction[LedeBot]
Handler = Callable[[Asked, Press], Awaitable[None]]
Arguments = ParamSpec("Arguments")
View = discord.ui.LayoutView
Offer = list[app_commands.Choice[str]]


class Feature(commands.Cog):
    """A cog whose buttons are answered by the handlers it names in `presses`."""

    def __init__(self, bot: LedeBot) -> None:
        self.bot = bot
        # Asked for once: what is registered is what is unregistered.
        self._handlers = dict(self.presses())

    def presses(self) -> Mapping[str, Handler]:
        """Action of a button to its handler."""
        return {}

    async def cog_load(self) -> None:
        """Take over the presses; no slow awaits here, the commands do not exist meanwhile."""
        for action, handler in self._handlers.items():
            self.bot.presses.register(action, handler)

    async def cog_unload(self) -> None:
        """Give up the presses that are still ours."""
        for action, handler in self._handlers.items():
            self.bot.presses.unregister(action, handler)


async def defer_answer(interaction: Asked, *releases: str | None) -> None:
    """Promise an answer that all see; one about a reading is for who had it read alone."""
    await interaction.response.defer(ephemeral=any(map(is_private, releases)))


async def defer_press(interaction: Asked, press: Press) -> bool:
    """Acknowledge a press; says whether the answer replaces the message it hangs on.

    Pages turn in place for the one who asked; anyone else gets a page of their own, so that
    nobody turns another's pages.
    """
    replaces = press.replaces and _asker(interaction) in (interaction.user.id, None)
    if replaces:
        await interaction.response.defer()
    else:
        await interaction.response.defer(ephemeral=True, thinking=True)
    return replaces


async def answer_press(interaction: Asked, view: discord.ui.LayoutView, replaces: bool) -> None:
    """Send the answer to a deferred press, privately where the message was deleted meanwhile."""
    if replaces:
        try:
            await interaction.edit_original_response(view=view)
        except discord.NotFound:
            replaces = False
    if not replaces:
        await interaction.followup.send(view=view, ephemeral=True)


def offers(
    complete: Callable[Arguments, Coroutine[Any, Any, Offer]],
) -> Callable[Arguments, Coroutine[Any, Any, Offer]]:
    """Let a completion that fails offer nothing, its error told to the log.

    The library leaves such an interaction without an answer, and our error table unasked.
    """

    @wraps(complete)
    async def offer(*arguments: Arguments.args, **named: Arguments.kwargs) -> Offer:
        try:
            return await complete(*arguments, **named)
        except Exception as error:  # the border: whatever it is, the one who types gets an answer
            errors.record(error, f"autocomplete {complete.__qualname__}")
            return []

    return offer


def say_to(interaction: discord.Interaction) -> Language:
    """The language of the one who asks."""
    return language(str(interaction.locale))


def show_release(render: Callable[[Language, StoredRelease, int], View]) -> Handler:
    """A handler that shows the release of a press, on the page of the press."""

    async def show(interaction: Asked, press: Press) -> None:
        replaces = await defer_press(interaction, press)
        storage = interaction.client.services.storage
        release = await choose_release(storage, press.subject, by=interaction.user.id)
        view = render(say_to(interaction), release, press.page)
        await answer_press(interaction, view, replaces)

    return show


def refuse_both(release: str | None) -> None:
    """Refuse a release together with what asks for many of them."""
    if release:
        raise UnreadableInputError(
            "Give either a release, or what to look for in all of them; not both."
        )


@offers
async def complete_release(interaction: Asked, typed: str) -> Offer:
    """Titles for what is typed so far, the newest first."""
    releases = interaction.client.services.storage.releases
    say = say_to(interaction)
    heads = await releases.complete_title(typed, limit=CHOICES)
    return [app_commands.Choice(name=choice_name(say, h), value=reference(h)) for h in heads]


def _completing(kind: TermKind):
    """A completion of the terms of a kind, those with most releases first."""

    @offers
    async def complete(interaction: Asked, typed: str) -> Offer:
        """Terms that hold what is typed."""
        terms = interaction.client.services.storage.terms
        found = await terms.complete(kind, typed, limit=CHOICES)
        return [app_commands.Choice(name=n, value=v) for n, v in term_choices(found)]

    return complete


complete_agency = _completing(TermKind.AGENCY)
complete_operation = _completing(TermKind.OPERATION)
complete_speaker = _completing(TermKind.SPEAKER)
complete_measure = _completing(TermKind.MEASURE)


def _asker(interaction: Asked) -> int | None:
    """Who caused the message of a press: by a command, or by a press before."""
    message = interaction.message
    cause = message.interaction_metadata if message else None
    return cause.user.id if cause else None
