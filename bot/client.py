"""The client: intents, loading of cogs, commands in step with Discord, one way to answer."""

import asyncio
import hashlib
import json
import logging
import pkgutil
import time
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import Any

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands

from bot import checks, errors
from bot.buttons import ButtonRouter
from bot.cooldowns import Cooldowns, Weight, weight_of
from bot.handover import Turn
from bot.inviting import invite_address
from bot.no_retry import NoRetry
from bot.sharding import IdentifyGate, Shards
from bot.translation import CommandTranslator
from bot.wiring import Services
from domain.errors import LedeError, NotAllowedError, ReloadError

log = logging.getLogger("lede.client")

# How discord.py calls the tasks of commands, of buttons and of what servers tell, and of forms, and
# the seconds they are given when the bot stops: a command takes milliseconds, and a host waits ten
# before it kills.
_ANSWERING = ("CommandTree-invoker", "discord.py: on_", "discord-ui-modal-dispatch-")
_LAST_ANSWERS = 3.0
# Under which an interaction carries when it came.
_CAME = "came"
AnyCommand = app_commands.Command[Any, ..., Any] | app_commands.ContextMenu


class LedeTree(app_commands.CommandTree["LedeBot"]):
    """The command tree; what a command raises goes through the error table."""

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Let pass who may use the command; asked before every command, menu and completion."""
        _note_arrival(interaction)
        if not await self.client.turn.admit(interaction.id):
            return False
        data: Mapping[str, Any] = interaction.data or {}
        kind = discord.AppCommandType(int(data.get("type") or 1))
        root = self.get_command(str(data.get("name")), type=kind)
        try:
            checks.require_text(data)
            if root is not None:
                await checks.require_rights(self.client, interaction, root)
            if interaction.type is discord.InteractionType.application_command:
                await self.client.spend(interaction, weight_of(root, data))
        except LedeError as error:
            raise checks.RefusedCommandError(error) from error
        return True

    async def on_error(
        self, interaction: discord.Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        """Tell the user and the log."""
        data: Mapping[str, Any] = interaction.data or {}
        name = str(data.get("name", "unknown"))
        await errors.answer(interaction, error, f"/{name}")
        # One that may not be used was not looked up.
        command = interaction.command
        self.client.note_answer(interaction, command.qualified_name if command else name, "error")


class LedeBot(commands.AutoShardedBot):
    """Lede on Discord: slash commands and buttons only, nothing that needs message content."""

    def __init__(
        self,
        services: Services,
        *,
        guild_ready_timeout: float = 2.0,
        clock: Callable[[], float] = time.monotonic,
        shards: Shards | None = None,
        turn: Turn | None = None,
    ) -> None:
        self.no_retry = NoRetry()
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=LedeTree,
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            # For a server and for a single user; what asks and changes nothing works anywhere.
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            guild_ready_timeout=guild_ready_timeout,
            http_trace=self.no_retry.trace(),
            **_sharding(shards),
        )
        self.part = shards
        self.turn = turn or Turn()
        self.services = services
        self._cooldowns = Cooldowns(clock)
        self.buttons = ButtonRouter(self.spend)
        self._synced = ""
        self._reloading: set[asyncio.Task[None]] = set()

    async def setup_hook(self) -> None:
        """Load every cog and tell Discord the commands, before the gateway opens.

        A cog that fails is left out and logged: the others must not go down with it.
        """
        await self.tree.set_translator(CommandTranslator())
        for name in cog_names():
            try:
                await self.load_extension(f"cogs.{name}")
            except commands.ExtensionError as error:
                log.error("cog not loaded name=%s", name, exc_info=errors.unwrap(error))
        await self.sync_commands()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait for the turn to identify; of several processes over their database."""
        if self.part is None or shard_id is None:
            await super().before_identify_hook(shard_id, initial=initial)
            return
        _, _, limit = await self.http.get_bot_gateway()
        gate = IdentifyGate(self.services.storage.paces)
        await gate.wait(shard_id, int(limit["max_concurrency"]))

    def serves(self, guild_id: int) -> bool:
        """Whether this process is the one that answers a server."""
        return self.part is None or self.part.serves(guild_id)

    @property
    def invitation(self) -> str | None:
        """The address at which a server invites Lede, once Discord has said who Lede is."""
        return invite_address(self.application_id) if self.application_id else None

    def is_connected(self) -> bool:
        """Whether every gateway is open: the library calls it ready ever after."""
        shards = self.shards.values()
        return self.is_ready() and not self.is_closed() and not any(s.is_closed() for s in shards)

    async def close(self) -> None:
        """Let what is being answered be answered, for a moment, then disconnect.

        Whatever is open outlives the client (see `bot.running`), so an answer that is cut off
        here would be cut off for good.
        """
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        running = {task for task in tasks if task.get_name().startswith(_ANSWERING)}
        if running:
            await asyncio.wait(running, timeout=_LAST_ANSWERS)
        await super().close()

    async def spend(self, interaction: discord.Interaction, weight: Weight) -> None:
        """Count what a user asks for; raises NotAllowedError where it is too much.

        Lede's own admins look after the machine themselves.
        """
        try:
            self._cooldowns.spend(interaction.user.id, weight)
        except NotAllowedError:
            if not await checks.is_admin(self, interaction.user):
                raise

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Answer buttons that are pressed; the library itself dispatches commands."""
        if interaction.type is discord.InteractionType.component:
            _note_arrival(interaction)
            if not await self.turn.admit(interaction.id):
                return
            await self.buttons.dispatch(interaction)
            self.note_answer(interaction, "a button", "ok")

    async def on_app_command_completion(
        self, interaction: discord.Interaction, command: AnyCommand
    ) -> None:
        """Count what was answered."""
        self.note_answer(interaction, command.qualified_name, "ok")

    def note_answer(self, interaction: discord.Interaction, name: str, outcome: str) -> None:
        """Tell the meter how long an answer took."""
        came = interaction.extras.get(_CAME)
        if came is not None:
            self.services.meter.answered(name, outcome, time.perf_counter() - came)

    async def on_ready(self) -> None:
        """Log who we are."""
        log.info("ready user=%s servers=%d", self.user and self.user.id, len(self.guilds))

    async def answer_error(
        self, interaction: discord.Interaction, error: BaseException, where: str
    ) -> None:
        """Tell the user and the log of an error, as the error table says."""
        await errors.answer(interaction, error, where)

    async def reload_cog(self, name: str) -> None:
        """Load `name` anew from its file; raises ReloadError, the old code then goes on running."""
        try:
            await self.reload_extension(f"cogs.{name}")
        except commands.ExtensionNotLoaded:
            await self.load_cog(name)
            return
        except commands.ExtensionError as error:
            raise ReloadError(
                f"The cog {name} was not reloaded: {_reason(error)}. The old one goes on running; "
                "mend its file and reload it."
            ) from error
        await self._announce(name)

    def reload_soon(self, name: str) -> None:
        """Reload a cog because another process was told to; what keeps it from that is logged."""
        task = asyncio.create_task(self._reload_quietly(name), name=f"lede reload {name}")
        self._reloading.add(task)
        task.add_done_callback(self._reloading.discard)

    async def _reload_quietly(self, name: str) -> None:
        try:
            await self.reload_cog(name)
        except LedeError as error:
            log.error("cog.refused name=%s: %s", name, error)

    async def load_cog(self, name: str) -> None:
        """Load a cog that is not loaded; raises ReloadError when there is none or it fails."""
        if name not in cog_names():
            raise ReloadError(f"There is no cog named {name}. There are: {', '.join(cog_names())}.")
        try:
            await self.load_extension(f"cogs.{name}")
        except commands.ExtensionAlreadyLoaded:
            raise ReloadError(f"The cog {name} is loaded already; reload it instead.") from None
        except commands.ExtensionError as error:
            raise ReloadError(
                f"The cog {name} was not loaded: {_reason(error)}. Mend its file and try again."
            ) from error
        await self._announce(name)

    def loaded_cogs(self) -> list[str]:
        """The names of the cogs that run."""
        return sorted(name.removeprefix("cogs.") for name in self.extensions)

    async def _announce(self, name: str) -> None:
        """Sync after `name` was loaded; raises ReloadError that says the code is the new one."""
        try:
            await self.sync_commands()
        except (discord.HTTPException, aiohttp.ClientError) as error:
            raise ReloadError(
                f"The cog {name} runs, but Discord did not take its commands: {_reason(error)}. "
                "Reload it to tell Discord again."
            ) from error

    async def sync_commands(self) -> None:
        """Send Discord the commands where they differ from what it was last sent."""
        # In order of name: a reloaded cog's commands come last, which is no difference to Discord.
        ordered = sorted(self.tree.get_commands(), key=lambda command: command.name)
        translator = self.tree.translator
        payload = [
            await command.get_translated_payload(self.tree, translator)
            if translator
            else command.to_dict(self.tree)
            for command in ordered
        ]
        digest = hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
        if digest != self._synced:
            await self.tree.sync()
            self._synced = digest


def _note_arrival(interaction: discord.Interaction) -> None:
    interaction.extras.setdefault(_CAME, time.perf_counter())


def _sharding(shards: Shards | None) -> dict[str, Any]:
    """What the library wants to know of shards; by itself it takes as many as Discord says."""
    return {"shard_ids": list(shards.ids), "shard_count": shards.total} if shards else {}


def cog_names() -> list[str]:
    """The cogs there are, by walking the package; names that begin with "_" are parts of others."""
    spec = find_spec("cogs")
    places = spec.submodule_search_locations if spec else None
    found = pkgutil.iter_modules(places)
    return sorted(module.name for module in found if not module.name.startswith("_"))


def _reason(error: BaseException) -> str:
    """The first line of what went wrong, for an admin."""
    cause = errors.unwrap(error)
    if isinstance(cause, SyntaxError):
        return f"line {cause.lineno} is no Python ({cause.msg})"
    text = str(cause).partition("\n")[0].removesuffix(".")
    return f"{type(cause).__name__}: {text}"
