"""How often one user may ask: so that who asks for much slows down nobody else.

The buckets are discord.py's own, but one a user for all commands, menus and buttons of a weight
instead of one a command.
"""

import math
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from discord import app_commands
from discord.ext.commands import CooldownMapping

from domain.errors import NotAllowedError


class Weight(Enum):
    """What a command costs the machine, with how many of them in how many seconds a user has.

    Light ones read a few rows; more of them than anybody types are a program's. Heavy ones fetch,
    read foreign bytes, draw, or go through the archive.
    """

    LIGHT = (40, 20.0)
    HEAVY = (6, 30.0)


# Given to a command as `extras=HEAVY`.
HEAVY: dict[Any, Any] = {"weight": Weight.HEAVY}
Command = app_commands.Command[Any, ..., Any] | app_commands.ContextMenu
_NESTED = (1, 2)


class Cooldowns:
    """The buckets of all users; `clock` gives seconds that only grow."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._buckets = {
            weight: CooldownMapping[int].from_cooldown(*weight.value, lambda user_id: user_id)
            for weight in Weight
        }

    def spend(self, user_id: int, weight: Weight) -> None:
        """Count one more; raises NotAllowedError that says when to try again."""
        wait = self._buckets[weight].update_rate_limit(user_id, self._clock())
        if wait is not None:
            raise NotAllowedError(
                "You have asked for much in a short time, and others wait too. Try again in "
                "{seconds} seconds.",
                seconds=max(math.ceil(wait), 2),
            )


def weight_of(root: object, data: Mapping[str, Any]) -> Weight:
    """The weight of the command that an interaction is for, `root` being where it hangs."""
    command, options = root, data.get("options") or []
    while isinstance(command, app_commands.Group):
        nested = next((o for o in options if o.get("type") in _NESTED), None)
        if nested is None:
            return Weight.LIGHT
        command, options = command.get_command(str(nested["name"])), nested.get("options") or []
    if isinstance(command, app_commands.Command | app_commands.ContextMenu):
        weight = command.extras.get("weight", Weight.LIGHT)
        return weight if isinstance(weight, Weight) else Weight.LIGHT
    return Weight.LIGHT
