"""A channel as a test holds it: its messages, who may do what in it, its text for a terminal."""

from collections.abc import Callable

from sandbox.actor import Actor
from sandbox.gateway import Gateway
from sandbox.payloads import channel_object
from sandbox.permissions import bits
from sandbox.problems import SandboxError
from sandbox.reply import Reply, snapshot
from sandbox.state import ChannelState, Overwrite
from sandbox.transcript import render_channel
from sandbox.world import World

WAIT_SECONDS = 5.0


class Channel:
    """One channel."""

    def __init__(self, world: World, gateway: Gateway, state: ChannelState) -> None:
        self.state = state
        self._world = world
        self._gateway = gateway

    @property
    def id(self) -> int:
        """The channel's id."""
        return self.state.id

    @property
    def name(self) -> str:
        """The channel's name."""
        return self.state.name

    @property
    def messages(self) -> tuple[Reply, ...]:
        """Every message in it, oldest first, ephemeral ones too."""
        stored = sorted(self._world.messages.get(self.id, {}).values(), key=lambda m: m.id)
        return tuple(
            snapshot(self._world, m, self._world.interactions.get(m.interaction_id or 0))
            for m in stored
        )

    @property
    def threads(self) -> tuple["Channel", ...]:
        """Its threads, oldest first, those put away too."""
        found = [c for c in self._world.channels.values() if c.parent_id == self.id]
        return tuple(Channel(self._world, self._gateway, state) for state in found)

    def archive(self) -> None:
        """Put a thread away, as Discord does with one nobody writes in."""
        self.state.archived_at = self._world.clock.now()
        self._tell("THREAD_UPDATE")

    def transcript(self, viewer: Actor | None = None) -> str:
        """Return the channel as text; for a viewer, without what only others see."""
        return render_channel(self._world, self.id, viewer.state if viewer else None)

    async def wait_for(
        self, holds: Callable[[Reply], bool] | None = None, within: float = WAIT_SECONDS
    ) -> Reply:
        """Wait for a message such that `holds` (any, without it); return the latest such."""
        wanted = holds or (lambda reply: True)

        def found() -> list[Reply]:
            return [reply for reply in self.messages if wanted(reply)]

        if not await self._world.changes.until(lambda: bool(found()), within):
            raise SandboxError(f"no such message came in #{self.name}:\n{self.transcript()}")
        return found()[-1]

    async def wait_for_count(self, count: int, within: float = WAIT_SECONDS) -> tuple[Reply, ...]:
        """Wait until the channel holds at least this many messages."""
        if not await self._world.changes.until(lambda: len(self.messages) >= count, within):
            raise SandboxError(f"#{self.name} holds {len(self.messages)} messages, not {count}")
        return self.messages

    def deny_bot(self, *permissions: str) -> None:
        """Take permissions from the bot in this channel."""
        overwrite = self.state.overwrites.setdefault(self._world.bot.id, Overwrite())
        overwrite.deny |= bits(permissions)
        overwrite.allow &= ~overwrite.deny
        self._tell("CHANNEL_UPDATE")

    def allow_bot(self, *permissions: str) -> None:
        """Give the bot permissions in this channel."""
        overwrite = self.state.overwrites.setdefault(self._world.bot.id, Overwrite())
        overwrite.allow |= bits(permissions)
        overwrite.deny &= ~overwrite.allow
        self._tell("CHANNEL_UPDATE")

    def deny(self, actor: Actor, *permissions: str) -> None:
        """Take permissions from a user in this channel."""
        overwrite = self.state.overwrites.setdefault(actor.id, Overwrite())
        overwrite.deny |= bits(permissions)
        self._tell("CHANNEL_UPDATE")

    def allow(self, actor: Actor, *permissions: str) -> None:
        """Give a user permissions in this channel."""
        overwrite = self.state.overwrites.setdefault(actor.id, Overwrite())
        overwrite.allow |= bits(permissions)
        self._tell("CHANNEL_UPDATE")

    def delete(self) -> None:
        """Delete the channel with everything in it."""
        self._world.channels.pop(self.id, None)
        self._world.messages.pop(self.id, None)
        self._tell("CHANNEL_DELETE")

    def _tell(self, event: str) -> None:
        self._gateway.dispatch(event, channel_object(self.state), self.state.guild_id, 1)
