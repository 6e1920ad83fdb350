"""What the page can do besides what Discord can: it comes from whoever opens the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Control:
    """A button beside Discord: `name` is what `Controls.use` takes, `group` its heading."""

    name: str
    label: str
    group: str
    is_enabled: bool = True


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to click for who has just come: a label, and the steps it takes.

    A step is what the page would send: an action of `sandbox.browser.actions`, or {"do": "use",
    "name": ...} for a control.
    """

    label: str
    about: str
    steps: Sequence[Mapping[str, Any]]


class Controls(Protocol):
    """The world around Discord: its clock, the bot's process, whoever publishes."""

    def listed(self) -> Sequence[Control]:
        """The controls as they are now."""
        ...

    async def use(self, name: str) -> str:
        """Carry one out and say in a sentence what happened; SandboxError where it cannot be."""
        ...


@dataclass(frozen=True, slots=True)
class NoControls:
    """Nothing besides Discord."""

    def listed(self) -> Sequence[Control]:
        """None."""
        return ()

    async def use(self, name: str) -> str:
        """There is none to use."""
        from sandbox.problems import SandboxError

        raise SandboxError(f"There is no control {name!r}.")


@dataclass(frozen=True, slots=True)
class Person:
    """A member the page can be: an actor's id, and who they are in a few words."""

    id: int
    about: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What the page is opened with."""

    people: Sequence[Person]
    controls: Controls = field(default_factory=NoControls)
    suggestions: Sequence[Suggestion] = ()
    title: str = "Sandbox"
