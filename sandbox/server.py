"""The sandbox itself: a server on loopback, a guild with channels, and users to act in it."""

import asyncio
import base64
import math
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from aiohttp import web

from sandbox import routes_application, routes_channels, routes_interactions, routes_threads
from sandbox.actor import Actor, names_of
from sandbox.channel import Channel
from sandbox.clock import Clock
from sandbox.faults import FaultKind
from sandbox.gateway import Gateway
from sandbox.payloads import channel_object, guild_create, role_object
from sandbox.permissions import bits
from sandbox.problems import Problem, SandboxError
from sandbox.ratelimits import Bucket, RateLimits
from sandbox.rest import API, Rest
from sandbox.routing import Request, Routes
from sandbox.schema import load
from sandbox.state import Callback, ChannelType, Guild, Interaction, Json, Role
from sandbox.world import World

WAIT_SECONDS = 5.0
ROUTES = (
    *routes_application.ROUTES,
    *routes_interactions.ROUTES,
    *routes_channels.ROUTES,
    *routes_threads.ROUTES,
)


# Seconds between two looks at what is connected.
_LOOK = 0.01


class Sandbox:
    """What a test or a demo holds on to."""

    def __init__(
        self, world: World, token: str, schema: Path | None, compress: bool, privileged: int
    ) -> None:
        self.world = world
        self.token = token
        self.gateway = Gateway(world, token, compress, privileged)
        document = load(schema) if schema is not None else None
        self._rest = Rest(world, self.gateway, Routes(ROUTES), token, document)
        self._forgiven: set[int] = set()
        self._http: web.Server | None = None

    @property
    def url(self) -> str:
        """Where the server listens, such as http://127.0.0.1:40123."""
        return self.world.base_url

    @property
    def clock(self) -> Clock:
        """The sandbox's time; `advance` moves it."""
        return self.world.clock

    @property
    def requests(self) -> list[Request]:
        """Every request so far, oldest first."""
        return self._rest.log

    @property
    def limits(self) -> RateLimits:
        """The rate limits; `buckets` may be changed, `hits` lists what was answered with 429."""
        return self._rest.limits

    @property
    def problems(self) -> list[Problem]:
        """What went wrong so far and was not expected."""
        return self.world.problems.unexpected

    @property
    def application_id(self) -> int:
        """The application's id, which is the bot user's too."""
        return self.world.application_id

    @property
    def guild(self) -> Guild:
        """The guild everything begins in."""
        return next(iter(self.world.guilds.values()))

    # People and places.

    def actor(
        self,
        name: str,
        *,
        owner: bool = False,
        permissions: tuple[str, ...] = (),
        locale: str = "en-US",
        guild: Guild | None = None,
    ) -> Actor:
        """Let a user join: the application's owner, or a member with further permissions."""
        guild = guild or self.guild
        if owner:
            user = self.world.application_owner
            user.name = name
        else:
            user = self.world.add_user(name)
        user.locale = locale
        member = guild.members.get(user.id) or self.world.join(guild, user)
        if permissions:
            role = self.add_role(f"{name}'s role", *permissions, guild=guild)
            member.roles.append(role.id)
        return Actor(self.world, self.gateway, user, self.world.channels_of(guild)[0])

    def channel(self, name: str | None = None, guild: Guild | None = None) -> Channel:
        """Return a channel of a guild by name; without one the first."""
        for state in self.world.channels_of(guild or self.guild):
            if name in (None, state.name):
                return Channel(self.world, self.gateway, state)
        raise SandboxError(f"there is no channel {name!r}")

    def direct(self, actor: Actor) -> Channel:
        """Return the direct channel between the bot and a user; go there with `actor.at`."""
        return Channel(self.world, self.gateway, self.world.direct_channel(actor.state))

    def add_channel(
        self, name: str, *, announcement: bool = False, guild: Guild | None = None
    ) -> Channel:
        """Make a channel; a connected bot is told."""
        kind = ChannelType.ANNOUNCEMENT if announcement else ChannelType.TEXT
        return self._add_channel(name, kind, guild)

    def add_forum(
        self,
        name: str,
        *tags: str,
        requires_tag: bool = False,
        guild: Guild | None = None,
    ) -> Channel:
        """Make a forum with the tags it offers; a connected bot is told."""
        forum = self._add_channel(name, ChannelType.FORUM, guild)
        forum.state.tags = {self.world.ids.next(): tag for tag in tags}
        forum.state.requires_tag = requires_tag
        self.gateway.dispatch(
            "CHANNEL_UPDATE", channel_object(forum.state), forum.state.guild_id, 1
        )
        return forum

    def _add_channel(self, name: str, kind: ChannelType, guild: Guild | None) -> Channel:
        state = self.world.add_channel(guild or self.guild, name, kind)
        self.gateway.dispatch("CHANNEL_CREATE", channel_object(state), state.guild_id, 1)
        return Channel(self.world, self.gateway, state)

    def add_role(self, name: str, *permissions: str, guild: Guild | None = None) -> Role:
        """Make a role with permissions named as in discord.py; a connected bot is told."""
        guild = guild or self.guild
        role = self.world.add_role(guild, name, bits(permissions))
        event = {"guild_id": str(guild.id), "role": role_object(role)}
        self.gateway.dispatch("GUILD_ROLE_CREATE", event, guild.id, 1)
        return role

    def add_guild(self, name: str, *channels: str) -> Guild:
        """Let the bot join another guild; a connected bot is told."""
        guild = self.world.add_guild(name, self.world.application_owner)
        for channel in channels or ("general",):
            self.world.add_channel(guild, channel)
        self._announce_joined(guild)
        return guild

    def _announce_joined(self, guild: Guild) -> None:
        joined = guild_create(self.world, guild)
        # Present for guilds the bot was in before; clients tell a new one by its absence.
        del joined["unavailable"]
        self.gateway.dispatch("GUILD_CREATE", joined, guild.id, 1)

    def remove_bot(self, guild: Guild) -> None:
        """Let the bot be removed from a guild."""
        guild.members.pop(self.world.bot.id, None)
        self.gateway.dispatch("GUILD_DELETE", {"id": str(guild.id)}, guild.id, 1)

    def invite_bot(self, guild: Guild) -> None:
        """Let the bot be invited again to a guild it was removed from; its channels are there."""
        if self.world.bot.id in guild.members:
            raise SandboxError(f"the bot is in {guild.name!r} already")
        self.world.join(guild, self.world.bot)
        self._announce_joined(guild)

    # What the bot has registered.

    async def wait_for_commands(self, *names: str, within: float = WAIT_SECONDS) -> None:
        """Wait until the bot is connected and has registered these commands."""

        def known() -> set[str]:
            return {c.name for store in self.world.commands.values() for c in store.values()}

        ready = await self.world.changes.until(
            lambda: self.gateway.is_ready and set(names) <= known(), within
        )
        if not ready:
            missing = sorted(set(names) - known())
            state = "connected" if self.gateway.is_ready else "not connected"
            raise SandboxError(f"the bot is {state}; commands not registered: {missing}")

    async def wait_until_offline(self, within: float = WAIT_SECONDS) -> None:
        """Wait until the bot has left and its session is over."""
        if not await self.world.changes.until(lambda: not self.gateway.is_ready, within):
            raise SandboxError("the bot is still connected")

    def commands(self, guild: Guild | None = None) -> Mapping[str, Json]:
        """Return what is registered globally, or for a guild, by name."""
        store = self.world.commands.get(guild.id if guild else None, {})
        return {command.name: command.payload for command in store.values()}

    def visible_commands(self, actor: Actor) -> tuple[str, ...]:
        """Return the names of commands a user is shown where they are."""
        return names_of(actor.commands())

    # Trouble.

    def fail_next(
        self, kind: FaultKind, route: str = "", times: int = 1, retry_after: float = 0.05
    ) -> None:
        """Let the next calls fail whose "METHOD /route" contains `route`; see faults.py."""
        self._rest.faults.fail_next(kind, route, times, retry_after)

    def fail_every(
        self, every: int, kind: FaultKind, route: str = "", retry_after: float = 0.05
    ) -> None:
        """Let each `every`-th call fail whose "METHOD /route" contains `route`, from now on."""
        self._rest.faults.fail_every(every, kind, route, retry_after)

    def fail_no_more(self) -> None:
        """Forget every fault that was still to come."""
        self._rest.faults.waiting.clear()
        self._rest.faults.recurring.clear()

    @contextmanager
    def expecting_refusal(self, code: int) -> Iterator[list[Problem]]:
        """Accept refusals with this code inside the block; it is an error if none comes."""
        with self.world.problems.expecting(code) as met:
            yield met

    def forgive(self, interaction: Interaction | None = None) -> None:
        """Let `check` overlook unanswered interactions: one, or all there are so far."""
        chosen = [interaction] if interaction else self.world.interactions.values()
        self._forgiven.update(i.id for i in chosen)

    def check(self) -> None:
        """Raise `SandboxError` with everything that went wrong or was left open."""
        found = [problem.summary for problem in self.problems]
        for interaction in self.world.interactions.values():
            if interaction.id in self._forgiven or interaction.is_complete:
                continue
            who = f"{interaction.user.name} > {interaction.label}"
            if interaction.callback is None:
                found.append(f"{who}: never answered")
            elif interaction.callback is Callback.DEFERRED_MESSAGE:
                found.append(f"{who}: deferred and never filled in")
        if found:
            raise SandboxError("\n".join(["the sandbox found:", *found]))

    # The server.

    async def wait_for_silence(self, within: float = WAIT_SECONDS) -> None:
        """Wait until nobody is connected: what a killed process had sent has been taken in."""
        for _ in range(math.ceil(within / _LOOK)):
            if self._http is None or not self._http.connections:
                return
            await asyncio.sleep(_LOOK)
        raise SandboxError(f"somebody is connected for more than {within:g} s")

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        """Listen on an ephemeral port of 127.0.0.1 inside the block."""
        application = web.Application(client_max_size=64 * 1024 * 1024)
        application.router.add_get("/gateway", self.gateway.handle)
        application.router.add_get("/gateway/", self.gateway.handle)
        application.router.add_get(
            "/attachments/{channel_id}/{attachment_id}/{name}", self._rest.serve_attachment
        )
        application.router.add_route("*", API + "/{path:.*}", self._rest.handle)
        runner = web.AppRunner(
            application, access_log=None, handler_cancellation=True, shutdown_timeout=0.5
        )
        await runner.setup()
        self._http = runner.server
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        self.world.base_url = f"http://{host}:{port}"
        try:
            yield
        finally:
            await self.gateway.close()
            await runner.cleanup()


def fake_token(application_id: int) -> str:
    """Return a token of the right shape that says what it is."""
    head = base64.urlsafe_b64encode(str(application_id).encode()).decode().rstrip("=")
    return f"{head}.sndbox.only-good-for-the-loopback-sandbox"


@asynccontextmanager
async def open_sandbox(
    schema: Path | None = None,
    clock: Clock | None = None,
    *,
    channels: tuple[str, ...] = ("general", "releases", "newsroom"),
    compress: bool = False,
    privileged_intents: int = 0,
    buckets: Mapping[str, Bucket] | None = None,
    nonce_seconds: float = 180.0,
) -> AsyncIterator[Sandbox]:
    """Open a sandbox: a server on 127.0.0.1, an application with its bot, one guild.

    `schema` is the path of Discord's OpenAPI document; `buckets` replaces rows of the table in
    ratelimits.py, keyed "METHOD /route"; `compress` lets the gateway use zlib-stream when asked;
    `nonce_seconds` is how long an enforced nonce counts, for which Discord names no number.
    """
    world = World(clock or Clock())
    world.nonce_seconds = nonce_seconds
    guild = world.add_guild("Newsroom", world.application_owner)
    for name in channels:
        world.add_channel(guild, name)
    token = fake_token(world.application_id)
    sandbox = Sandbox(world, token, schema, compress, privileged_intents)
    sandbox.limits.buckets.update(buckets or {})
    async with sandbox.serving():
        yield sandbox
