"""What answers buttons: from the action in a custom id to the cog that registered it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import discord

from bot import errors
from bot.cooldowns import Weight
from domain.errors import NotFoundError, ReloadError
from rendering.buttons import ButtonId

# The first is the interaction; cogs take it as one of their own client's, which is no plain one.
ButtonHandler = Callable[[Any, ButtonId], Awaitable[None]]
# Counts what a user asks for; raises where it is too much.
Spend = Callable[[discord.Interaction, Weight], Awaitable[None]]


class ButtonRouter:
    """Answers every button of Lede that is pressed, those of messages from before a restart too."""

    def __init__(self, spend: Spend) -> None:
        self._handlers: dict[str, ButtonHandler] = {}
        self._heavy: set[str] = set()
        self._spend = spend

    @property
    def actions(self) -> frozenset[str]:
        """What buttons can ask for."""
        return frozenset(self._handlers)

    def register(
        self, handlers: Mapping[str, ButtonHandler], heavy: frozenset[str] = frozenset()
    ) -> None:
        """Let each action be answered by its handler: all of them, or none.

        Those of `heavy` cost the machine more than a few rows: see `bot.cooldowns`. Raises
        ReloadError where another answers one of them already. A cog that is reloaded has given up
        its own before.
        """
        for action in handlers:
            if action in self._handlers:
                owner = getattr(self._handlers[action], "__qualname__", "another handler")
                raise ReloadError(
                    f"Buttons of the action {action!r} are answered by {owner} already; "
                    "name the action otherwise."
                )
        self._handlers.update(handlers)
        self._heavy |= heavy

    def unregister(self, handlers: Mapping[str, ButtonHandler]) -> None:
        """Forget these handlers."""
        for action, handler in handlers.items():
            if self._handlers.get(action) == handler:
                del self._handlers[action]

    async def dispatch(self, interaction: discord.Interaction) -> None:
        """Answer a press of a button; errors are told through the error table."""
        data: Mapping[str, Any] = interaction.data or {}
        custom_id = str(data.get("custom_id", ""))
        try:
            pressed = ButtonId.parse(custom_id)
            handler = self._handlers.get(pressed.action)
            if handler is None:
                raise NotFoundError(
                    "The part of Lede behind this button is not loaded just now. Try again later."
                )
            is_heavy = pressed.action in self._heavy
            await self._spend(interaction, Weight.HEAVY if is_heavy else Weight.LIGHT)
            await handler(interaction, pressed)
        except Exception as error:  # the border: whatever it is, the user gets an answer
            await errors.answer(interaction, error, f"button {custom_id.partition(':')[0]}")
