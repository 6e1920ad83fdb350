"""A user who types, clicks, selects and submits, and waits for what the bot makes of it."""

import copy
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sandbox.component_limits import walk
from sandbox.forms import check_values, modal_answer
from sandbox.gateway import Gateway
from sandbox.interaction_payloads import interaction_create
from sandbox.interactions import ANSWER_SECONDS
from sandbox.options import Resolved, fill, find_subcommand, may_use, wrapped
from sandbox.payloads import message_object
from sandbox.permissions import Permission
from sandbox.problems import SandboxError
from sandbox.reply import SELECT_KINDS, Reply, as_modal, snapshot
from sandbox.state import (
    Callback,
    ChannelState,
    ChannelType,
    Command,
    Interaction,
    InteractionType,
    Json,
    Message,
    User,
)
from sandbox.world import World

CHAT_INPUT, USER_MENU, MESSAGE_MENU = 1, 2, 3
# For a deferred answer to be filled in; tests want the error soon, Discord would wait 15 min.
FILL_SECONDS = 10.0


class Actor:
    """One user at one place."""

    def __init__(self, world: World, gateway: Gateway, user: User, channel: ChannelState) -> None:
        self.state = user
        self._world = world
        self._gateway = gateway
        self._channel = channel

    @property
    def id(self) -> int:
        """The user's id."""
        return self.state.id

    @property
    def name(self) -> str:
        """The user's name."""
        return self.state.name

    @property
    def mention(self) -> str:
        """The text that mentions the user."""
        return f"<@{self.id}>"

    def at(self, channel: Any) -> "Actor":
        """Return the same user in another channel (a `Channel` or its state)."""
        return Actor(self._world, self._gateway, self.state, getattr(channel, "state", channel))

    def commands(self, kind: int | None = None) -> list[Command]:
        """Return the commands this user is shown here."""
        world, channel = self._world, self._channel
        held = world.permissions(channel, self.state)
        guild = world.guild_of(channel)
        if not held & Permission.USE_APPLICATION_COMMANDS:
            return []
        return [
            command
            for command in world.visible_command_store(channel.guild_id)
            if kind in (None, command.type) and may_use(command.payload, held, guild)
        ]

    async def slash(
        self,
        name: str,
        /,
        *,
        force: bool = False,
        within: float = FILL_SECONDS,
        **options: Any,
    ) -> Reply:
        """Run a slash command, subcommands after spaces, and wait for the whole answer."""
        return await self.run(name, options, force=force, within=within)

    async def run(
        self,
        name: str,
        options: Mapping[str, Any],
        *,
        force: bool = False,
        within: float = FILL_SECONDS,
    ) -> Reply:
        """Do what `slash` does, with options called `force` or `within` possible too."""
        command, chain = self._find(name, force)
        resolved = Resolved(self._world, self._channel)
        filled = fill(chain[-1].get("options") or [], options, resolved, self.state)
        data = self._command_data(command, resolved.data)
        data["options"] = wrapped(chain, filled)
        given = " ".join(f"{key}:{_spoken(value)}" for key, value in options.items())
        label = f"/{name} {given}".strip()
        return await self._act(InteractionType.COMMAND, data, label, within=within)

    async def autocomplete(
        self, name: str, option: str, typed: str, *, force: bool = False, **others: Any
    ) -> list[tuple[str, Any]]:
        """Type into an option and return what is offered, as (name, value)."""
        command, chain = self._find(name, force)
        declared = {o["name"]: o for o in chain[-1].get("options") or []}
        focused = declared.get(option)
        if focused is None or not focused.get("autocomplete"):
            raise SandboxError(f"/{name} has no option {option!r} with autocomplete")
        unneeded = [{**o, "required": False} for o in declared.values()]
        resolved = Resolved(self._world, self._channel)
        filled = fill(unneeded, others, resolved, self.state)
        filled.append({"name": option, "type": focused["type"], "value": typed, "focused": True})
        data = self._command_data(command, resolved.data)
        data["options"] = wrapped(chain, filled)
        label = f"/{name} {option}:{typed}…"
        interaction = self._send(InteractionType.AUTOCOMPLETE, data, label)
        await self._wait(interaction, FILL_SECONDS)
        return [(c["name"], c["value"]) for c in interaction.choices or []]

    async def context_menu(
        self, name: str, target: Any, *, force: bool = False, within: float = FILL_SECONDS
    ) -> Reply:
        """Run a menu command on a message (a reply or message) or on a user (an actor)."""
        on_user = isinstance(getattr(target, "state", target), User)
        command = self._command(name, USER_MENU if on_user else MESSAGE_MENU, force)
        resolved = Resolved(self._world, self._channel)
        if on_user:
            number = resolved.add_user(getattr(target, "state", target))
        else:
            message = self._live(target)
            number = str(message.id)
            resolved.data["messages"] = {number: message_object(self._world, message)}
        data = self._command_data(command, resolved.data) | {"target_id": number}
        return await self._act(InteractionType.COMMAND, data, f"Apps > {name}", within=within)

    async def click(self, on: Any, button: str, *, within: float = FILL_SECONDS) -> Reply:
        """Click a button, named by its label or custom id; return what changed or came."""
        message = self._live(on)
        found = [c for _, c in walk(message.components) if c["type"] == 2]
        match = [c for c in found if button in (c.get("label"), c.get("custom_id"))]
        if len(match) != 1:
            labels = [c.get("label") or c.get("custom_id") for c in found]
            raise SandboxError(f"{len(match)} buttons are called {button!r}; there are {labels}")
        if match[0].get("disabled") or match[0].get("url"):
            raise SandboxError(f"button {button!r} is disabled or only a link")
        data = {"custom_id": match[0]["custom_id"], "component_type": 2, "id": match[0]["id"]}
        return await self._act(
            InteractionType.COMPONENT, data, f"[{button}]", message=message, within=within
        )

    async def select(
        self, on: Any, custom_id: str, values: Sequence[Any], *, within: float = FILL_SECONDS
    ) -> Reply:
        """Choose in a select menu, by labels or values; actors, roles, channels where it asks."""
        message = self._live(on)
        menus = [c for _, c in walk(message.components) if c["type"] in SELECT_KINDS]
        match = [c for c in menus if custom_id in (c["custom_id"], c.get("placeholder"))]
        if len(match) != 1:
            known = [c["custom_id"] for c in menus]
            raise SandboxError(f"{len(match)} menus are called {custom_id!r}; there are {known}")
        menu = match[0]
        resolved = Resolved(self._world, self._channel)
        chosen = check_values(menu, values, resolved, self.state)
        data: Json = {
            "custom_id": menu["custom_id"],
            "component_type": menu["type"],
            "id": menu["id"],
            "values": chosen,
        }
        if resolved.data:
            data["resolved"] = resolved.data
        label = f"[{menu.get('placeholder') or custom_id}: {', '.join(map(_spoken, values))}]"
        return await self._act(
            InteractionType.COMPONENT, data, label, message=message, within=within
        )

    async def submit(
        self, reply: Reply, values: Mapping[str, Any], *, within: float = FILL_SECONDS
    ) -> Reply:
        """Fill in and send the modal that opened; inputs are named by label or custom id."""
        if reply.modal is None or reply.interaction is None:
            raise SandboxError("no modal is open")
        resolved = Resolved(self._world, self._channel)
        data = modal_answer(reply.modal, values, resolved, self.state)
        source = reply.interaction.source_message_id
        message = self._world.messages.get(self._channel.id, {}).get(source or 0)
        label = f"[{reply.modal.title}]"
        return await self._act(InteractionType.MODAL, data, label, message=message, within=within)

    def say(self, content: str) -> Reply:
        """Post an ordinary message, to run a message menu on."""
        message = Message(
            self._world.ids.next(), self._channel.id, self.state, self._world.clock.now(), content
        )
        self._world.keep(message)
        return snapshot(self._world, message)

    # What follows turns an action into an interaction and waits for its answer.

    def _find(self, name: str, force: bool) -> tuple[Command, list[Json]]:
        first, *path = name.split()
        command = self._command(first, CHAT_INPUT, force)
        return command, find_subcommand(command.payload, path)

    def _command(self, name: str, kind: int, force: bool) -> Command:
        store = self._world.visible_command_store(self._channel.guild_id)
        match = [c for c in store if c.name == name and c.type == kind]
        if not match:
            known = sorted(c.name for c in store if c.type == kind)
            raise SandboxError(f"no command {name!r} of type {kind} is registered; known: {known}")
        if not force and match[0] not in self.commands(kind):
            raise SandboxError(f"{self.name} is not shown the command {name!r}")
        return match[0]

    def _command_data(self, command: Command, resolved: Mapping[str, Json]) -> Json:
        data: Json = {"id": str(command.id), "name": command.name, "type": command.type}
        if command.guild_id is not None:
            data["guild_id"] = str(command.guild_id)
        if resolved:
            data["resolved"] = resolved
        return data

    def _live(self, target: Any) -> Message:
        """Return the message as it is now, if this user can see it."""
        held = target.message if isinstance(target, Reply) else getattr(target, "state", target)
        if not isinstance(held, Message):
            raise SandboxError(f"{target!r} is no message")
        stored = self._world.messages.get(held.channel_id, {}).get(held.id)
        if stored is None:
            raise SandboxError(f"message {held.id} was deleted")
        if stored.seen_only_by not in (None, self.id):
            raise SandboxError(f"{self.name} does not see this ephemeral message")
        return stored

    async def _act(
        self,
        kind: InteractionType,
        data: Json,
        label: str,
        *,
        message: Message | None = None,
        within: float,
    ) -> Reply:
        interaction = self._send(kind, data, label, message)
        await self._wait(interaction, within)
        return self._seen(interaction)

    def _send(
        self, kind: InteractionType, data: Json, label: str, message: Message | None = None
    ) -> Interaction:
        world = self._world
        place = world.channels[message.channel_id] if message else self._channel
        interaction = Interaction(
            world.ids.next(),
            world.new_token(),
            kind,
            self.state,
            place.id,
            place.guild_id,
            data,
            world.clock.now(),
            label,
            source_message_id=message.id if message else None,
        )
        guild = world.guild_of(place)
        interaction.user_installed_only = guild is not None and world.bot.id not in guild.members
        world.open_interaction(interaction)
        shard_of = place.guild_id if place.type is not ChannelType.DM else None
        event = copy.deepcopy(interaction_create(world, interaction))
        if not self._gateway.dispatch("INTERACTION_CREATE", event, shard_of):
            raise SandboxError(f"{label}: no bot is connected")
        return interaction

    async def _wait(self, interaction: Interaction, within: float) -> None:
        changes = self._world.changes
        acknowledged = await changes.until(lambda: interaction.callback is not None, ANSWER_SECONDS)
        if not acknowledged:
            raise self._missing(interaction, f"no answer within {ANSWER_SECONDS:g} s")
        if not await changes.until(lambda: interaction.is_complete, within):
            raise self._missing(interaction, f"deferred, but not filled in within {within:g} s")

    def _missing(self, interaction: Interaction, what: str) -> SandboxError:
        problems = [problem.summary for problem in self._world.problems.unexpected]
        noted = "".join(f"\n  {summary}" for summary in problems)
        also = f"\nproblems so far:{noted}" if noted else ""
        return SandboxError(f"{self.name} > {interaction.label}: {what}{also}")

    def _seen(self, interaction: Interaction) -> Reply:
        world = self._world
        if interaction.callback is Callback.MODAL:
            assert interaction.modal is not None
            return Reply(world, None, interaction, as_modal(interaction.modal))
        number = interaction.response_message_id
        if interaction.callback is Callback.DEFERRED_UPDATE and interaction.followups:
            number = interaction.followups[-1]
        if interaction.removed and interaction.followups:
            number = interaction.followups[-1]
        message = world.messages.get(interaction.channel_id, {}).get(number or 0)
        if message is None:
            return Reply(world, None, interaction)
        return snapshot(world, message, interaction)


def _spoken(value: Any) -> str:
    return str(getattr(value, "name", None) or getattr(value, "filename", None) or value)


def names_of(commands: Iterable[Command]) -> tuple[str, ...]:
    """Return the names of commands, sorted."""
    return tuple(sorted(command.name for command in commands))
