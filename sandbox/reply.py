"""What a user sees of an answer: a snapshot of a message, or the modal that opened."""

import copy
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.component_limits import walk
from sandbox.payloads import attachment_url
from sandbox.problems import SandboxError
from sandbox.state import Attachment, Callback, Interaction, Json, Message
from sandbox.transcript import readable, render
from sandbox.world import World

SELECT_KINDS = frozenset({3, 5, 6, 7, 8})
WAIT_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Button:
    """A button of a message."""

    label: str
    custom_id: str | None
    url: str | None
    disabled: bool
    style: int


@dataclass(frozen=True, slots=True)
class Option:
    """A line of a string select."""

    label: str
    value: str
    description: str | None
    default: bool


@dataclass(frozen=True, slots=True)
class Select:
    """A select menu; `type` 3 has options, 5-8 choose users, roles, either, channels."""

    custom_id: str
    type: int
    placeholder: str | None
    options: tuple[Option, ...]
    min_values: int
    max_values: int
    disabled: bool


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file of a message, whether listed as an attachment or shown inside something."""

    filename: str
    content: bytes
    content_type: str
    description: str | None
    url: str


@dataclass(frozen=True, slots=True)
class ModalField:
    """One input of a modal."""

    custom_id: str
    label: str
    type: int
    required: bool
    component: Json


@dataclass(frozen=True, slots=True)
class Modal:
    """A modal as it opened; `Actor.submit` sends it."""

    title: str
    custom_id: str
    fields: tuple[ModalField, ...]
    components: list[Json]


@dataclass(frozen=True, slots=True)
class Reply:
    """A snapshot of what the bot showed; `now()` takes another one."""

    world: World
    message: Message | None
    interaction: Interaction | None = None
    modal: Modal | None = None

    @property
    def _shown(self) -> Message:
        if self.message is None:
            seen = "a modal" if self.modal else "nothing"
            raise SandboxError(f"there is no message to look at: the user sees {seen}")
        return self.message

    @property
    def message_id(self) -> int:
        """The message's id."""
        return self._shown.id

    @property
    def content(self) -> str:
        """The message's content as sent, markdown and all."""
        return self._shown.content

    @property
    def embeds(self) -> list[Json]:
        """The embeds as stored."""
        return self._shown.embeds

    @property
    def components(self) -> list[Json]:
        """The components as stored."""
        return self._shown.components

    @property
    def text(self) -> str:
        """All readable text: content, embeds, text displays, escapes removed; no controls."""
        return readable(self.world, self._shown)

    @property
    def is_ephemeral(self) -> bool:
        """Whether only the user who asked sees it."""
        return self._shown.is_ephemeral

    @property
    def is_v2(self) -> bool:
        """Whether the message is made of components."""
        return self._shown.is_v2

    @property
    def nonce(self) -> str | int | None:
        """The nonce the message was sent with."""
        return self._shown.nonce

    @property
    def pings(self) -> tuple[str, ...]:
        """Ids of users and roles who were notified, and "everyone"."""
        return self._shown.pinged

    @property
    def deferred(self) -> bool:
        """Whether the bot deferred before it answered."""
        deferrals = (Callback.DEFERRED_MESSAGE, Callback.DEFERRED_UPDATE)
        return self.interaction is not None and self.interaction.callback in deferrals

    @property
    def acknowledged_after(self) -> float | None:
        """Seconds from the interaction to the bot's first answer."""
        return self.interaction.acknowledged_after if self.interaction else None

    @property
    def buttons(self) -> tuple[Button, ...]:
        """Every button, in reading order."""
        return tuple(
            Button(
                c.get("label") or (c.get("emoji") or {}).get("name") or "",
                c.get("custom_id"),
                c.get("url"),
                bool(c.get("disabled")),
                c["style"],
            )
            for _, c in walk(self._shown.components)
            if c["type"] == 2
        )

    @property
    def selects(self) -> tuple[Select, ...]:
        """Every select menu, in reading order."""
        return tuple(
            as_select(c) for _, c in walk(self._shown.components) if c["type"] in SELECT_KINDS
        )

    @property
    def files(self) -> tuple[SeenFile, ...]:
        """Every file that came with the message."""
        return tuple(_seen(self.world, file) for file in self._shown.files)

    @property
    def followups(self) -> tuple["Reply", ...]:
        """The follow-ups posted so far that still exist."""
        if self.interaction is None:
            return ()
        stored = self.world.messages.get(self.interaction.channel_id, {})
        return tuple(
            snapshot(self.world, stored[number], self.interaction)
            for number in self.interaction.followups
            if number in stored
        )

    def transcript(self) -> str:
        """Return the message as text for a terminal."""
        return render(self.world, self._shown)

    def now(self) -> "Reply":
        """Return the message as it is now; an error if it was deleted."""
        shown = self._shown
        stored = self.world.messages.get(shown.channel_id, {}).get(shown.id)
        if stored is None:
            raise SandboxError(f"message {shown.id} was deleted")
        return snapshot(self.world, stored, self.interaction)

    async def until(
        self, holds: Callable[["Reply"], bool], within: float = WAIT_SECONDS
    ) -> "Reply":
        """Wait until the message is such that `holds`, for progress shown by edits."""
        if not await self.world.changes.until(lambda: holds(self.now()), within):
            raise SandboxError(f"the message did not become as awaited:\n{self.now().transcript()}")
        return self.now()

    async def followup(self, number: int = 1, within: float = WAIT_SECONDS) -> "Reply":
        """Wait for a follow-up, counted from 1."""
        if not await self.world.changes.until(lambda: len(self.followups) >= number, within):
            raise SandboxError(f"{len(self.followups)} follow-ups came, not {number}")
        return self.followups[number - 1]


def snapshot(world: World, message: Message, interaction: Interaction | None = None) -> Reply:
    """Return a message as it is at this moment."""
    return Reply(world, copy.copy(message), interaction)


def as_select(component: Json) -> Select:
    """Return a select menu as a user sees it."""
    low, high = component.get("min_values"), component.get("max_values")
    return Select(
        component["custom_id"],
        component["type"],
        component.get("placeholder"),
        tuple(
            Option(o["label"], o["value"], o.get("description"), bool(o.get("default")))
            for o in component.get("options") or []
        ),
        1 if low is None else low,
        1 if high is None else high,
        bool(component.get("disabled")),
    )


def as_modal(data: Json) -> Modal:
    """Return a modal as a user sees it."""
    fields = []
    for part in data["components"]:
        inputs = [part["component"]] if part["type"] == 18 else part.get("components") or []
        for component in inputs:
            label = part.get("label") or component.get("label") or ""
            needed = component.get("required", True)
            custom_id = component["custom_id"]
            kind = component["type"]
            fields.append(ModalField(custom_id, label, kind, bool(needed), component))
    return Modal(data["title"], data["custom_id"], tuple(fields), data["components"])


def _seen(world: World, file: Attachment) -> SeenFile:
    url = attachment_url(world, file)
    return SeenFile(file.filename, file.content, file.content_type, file.description, url)
