"""Gateway sessions: numbered events, kept for replay, whichever connection carries them."""

import asyncio
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field

from sandbox.state import Json

GUILDS = 1 << 0
MEMBERS, PRESENCES, MESSAGE_CONTENT = 1 << 1, 1 << 8, 1 << 15
PRIVILEGED = MEMBERS | PRESENCES | MESSAGE_CONTENT
GUILD_MESSAGES, DIRECT_MESSAGES = 1 << 9, 1 << 12


@dataclass(slots=True)
class Session:
    """One identified shard; it outlives its connection until it is ended."""

    intents: int
    shard: tuple[int, int]
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    events: list[str] = field(default_factory=list)
    # Events already written to the present connection, as a count of `events`.
    written: int = 0
    # The connection that serves it now; a late farewell of a former one must not count.
    carrier: object | None = None
    # The client closed by itself; it may still resume, but nobody is there to answer.
    left: bool = False
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def connected_elsewhere(self, connection: object) -> bool:
        """Whether the session has moved on to another connection."""
        return self.carrier is not None and self.carrier is not connection

    def push(self, name: str, data: Json) -> None:
        """Number an event and have it sent, now or after a resume."""
        number = len(self.events) + 1
        packet = {"op": 0, "t": name, "s": number, "d": data}
        self.events.append(json.dumps(packet, separators=(",", ":")))
        self.news.set()

    def holds(self, guild_id: int | None) -> bool:
        """Whether a guild's events belong to this shard; direct messages go to shard 0."""
        number, total = self.shard
        return ((guild_id or 0) >> 22) % total == number


@dataclass(slots=True)
class Sessions:
    """Every session there is."""

    live: dict[str, Session] = field(default_factory=dict)
    identified: int = 0
    resumed: int = 0

    def open(self, intents: int, shard: tuple[int, int]) -> Session:
        """Start a session."""
        for former in [s for s in self.live.values() if not s.carrier and s.shard == shard]:
            self.end(former)
        session = Session(intents, shard)
        self.live[session.id] = session
        self.identified += 1
        return session

    def end(self, session: Session) -> None:
        """Forget a session; it can no longer be resumed."""
        self.live.pop(session.id, None)

    def of(self, guild_id: int | None, intent: int = 0) -> Iterable[Session]:
        """Return the sessions an event goes to, by shard and by intent."""
        for session in list(self.live.values()):
            if session.holds(guild_id) and (not intent or session.intents & intent):
                yield session
