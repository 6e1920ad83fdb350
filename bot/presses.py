"""Where presses of buttons go: from the action in the custom id to the cog that registered it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import discord

from bot import errors
from domain.errors import NotFoundError
from rendering.buttons import Press

# The first is the interaction; cogs take it as one of their own client's, which is no plain one.
Handler = Callable[[Any, Press], Awaitable[None]]


class PressRouter:
    """Answers every press of a button of Lede, those of messages from before a restart too."""

    def __init__(self) -> None:
        self._handlers: dict[str, Handler] = {}

    def register(self, action: str, handler: Handler) -> None:
        """Let `handler` answer presses of `action`; a reloaded cog replaces its older self."""
        self._handlers[action] = handler

    def unregister(self, action: str, handler: Handler) -> None:
        """Forget `handler`, unless another has taken its place already."""
        if self._handlers.get(action) == handler:
            del self._handlers[action]

    async def dispatch(self, interaction: discord.Interaction) -> None:
        """Answer a press; errors are told through the error table."""
        data: Mapping[str, Any] = interaction.data or {}
        custom_id = str(data.get("custom_id", ""))
        try:
            press = Press.parse(custom_id)
            handler = self._handlers.get(press.action)
            if handler is None:
                raise NotFoundError(
                    "The part of Lede behind this button is not loaded just now. Try again later."
                )
            await handler(interaction, press)
        except Exception as error:  # the border: whatever it is, the user gets an answer
            await errors.answer(interaction, error, f"button {custom_id.partition(':')[0]}")
