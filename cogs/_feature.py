"""What the features share: buttons that find their cog, and the ways to answer."""

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from functools import wraps
from typing import Any, ParamSpec

import discord
from discord import app_commands
from discord.ext import commands

from bot import errors
from bot.checks import require_server
from bot.client import LedeBot
from domain.archive import StoredRelease, TermKind
from domain.errors import NotFoundError, UnreadableInputError
from domain.references import is_private, reference
from domain.subscriptions import Subscription, SubscriptionStatus
from pipeline.selection import choose_release, complete_terms
from rendering.buttons import ButtonId
from rendering.language import Language, language
from rendering.limits import CHOICES
from rendering.lists import choice_name, term_choices

Asked = discord.Interaction[LedeBot]
ButtonHandler = Callable[[Asked, ButtonId], Awaitable[None]]
Arguments = ParamSpec("Arguments")
View = discord.ui.LayoutView
Offer = list[app_commands.Choice[str]]


class Feature(commands.Cog):
    """A cog whose buttons are answered by the handlers it names in `button_handlers`.

    Those of `heavy_buttons` cost the machine more than a few rows: see `bot.cooldowns`.
    """

    heavy_buttons: frozenset[str] = frozenset()

    def __init__(self, bot: LedeBot) -> None:
        self.bot = bot
        # Asked for once: what is registered is what is unregistered.
        self._handlers = dict(self.button_handlers())

    def button_handlers(self) -> Mapping[str, ButtonHandler]:
        """Action of a button to its handler."""
        return {}

    async def cog_load(self) -> None:
        """Take over the buttons; no slow awaits here, the commands do not exist meanwhile."""
        self.bot.buttons.register(self._handlers, self.heavy_buttons)

    async def cog_unload(self) -> None:
        """Give up the buttons that are still ours."""
        self.bot.buttons.unregister(self._handlers)


async def briefing_of(interaction: Asked, number: int, *, is_saved: bool = True) -> Subscription:
    """A briefing of this server, a draft where it need not be saved; NotFoundError."""
    subscriptions = interaction.client.services.storage.subscriptions
    kept = await subscriptions.get(number, require_server(interaction))
    if is_saved and kept.status is SubscriptionStatus.DRAFT:
        raise NotFoundError(
            "That briefing was never saved. Press Save under its preview, or set one up with "
            "/briefing setup."
        )
    return kept


async def defer_answer(interaction: Asked, *releases: str | None) -> None:
    """Promise an answer that all see; one about a reading is for who had it read alone."""
    await interaction.response.defer(ephemeral=any(map(is_private, releases)))


async def defer_button(interaction: Asked, pressed: ButtonId) -> bool:
    """Acknowledge a press; says whether the answer replaces the message it hangs on.

    Pages turn in place for the one who asked; anyone else gets a page of their own, so that
    nobody turns another's pages.
    """
    replaces = pressed.replaces and _asker(interaction) in (interaction.user.id, None)
    if replaces:
        await interaction.response.defer()
    else:
        await interaction.response.defer(ephemeral=True, thinking=True)
    return replaces


async def answer_button(interaction: Asked, view: discord.ui.LayoutView, replaces: bool) -> None:
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


def show_release(render: Callable[[Language, StoredRelease, int], View]) -> ButtonHandler:
    """A handler that shows the release a button names, on its page."""

    async def show(interaction: Asked, pressed: ButtonId) -> None:
        replaces = await defer_button(interaction, pressed)
        storage = interaction.client.services.storage
        release = await choose_release(storage, pressed.subject, by=interaction.user.id)
        view = render(say_to(interaction), release, pressed.page)
        await answer_button(interaction, view, replaces)

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
        storage = interaction.client.services.storage
        found = await complete_terms(storage, kind, typed, limit=CHOICES)
        return [
            app_commands.Choice(name=n, value=v)
            for n, v in term_choices(say_to(interaction), found)
        ]

    return complete


complete_agency = _completing(TermKind.AGENCY)
complete_operation = _completing(TermKind.OPERATION)
complete_speaker = _completing(TermKind.SPEAKER)
complete_measure = _completing(TermKind.MEASURE)


def _asker(interaction: Asked) -> int | None:
    """Who caused the message of a button: by a command, or by a button before."""
    message = interaction.message
    cause = message.interaction_metadata if message else None
    return cause.user.id if cause else None
