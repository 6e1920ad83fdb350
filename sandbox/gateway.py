"""The gateway: HELLO, IDENTIFY, events with their numbers, RESUME with replay, and its rules."""

import asyncio
import json
import zlib
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from aiohttp import WSCloseCode, WSMessage, WSMsgType, web

from sandbox.payloads import guild_create, own_user_object
from sandbox.sessions import GUILDS, PRIVILEGED, Session, Sessions
from sandbox.state import Json
from sandbox.world import World

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME = 0, 1, 2, 3, 4, 6
RECONNECT, REQUEST_MEMBERS, INVALID_SESSION, HELLO, ACK = 7, 8, 9, 10, 11
SENT = {IDENTIFY: "IDENTIFY", PRESENCE: "PRESENCE", RESUME: "RESUME"}
HEARTBEAT_MS = 41_250
# Documentation, events/gateway: 120 events in 60 s, 4096 bytes each.
EVENTS_PER_MINUTE = 120
PACKET_BYTES = 4096
CLOSE_UNKNOWN_OPCODE, CLOSE_DECODE, CLOSE_NOT_AUTHENTICATED = 4001, 4002, 4003
CLOSE_BAD_TOKEN, CLOSE_ALREADY_AUTHENTICATED, CLOSE_RATE, CLOSE_SHARD = 4004, 4005, 4008, 4010
CLOSE_DISALLOWED_INTENTS = 4014
ENDING = (WSCloseCode.OK, WSCloseCode.GOING_AWAY)
_ACK_SECONDS = 0.005
REJECTED = "the gateway closed the connection"
# Packets that are remembered for whoever watches.
REMEMBERED = 400


@dataclass(frozen=True, slots=True)
class Packet:
    """A packet of the gateway as it is shown: who sent it, its event or operation, its data."""

    number: int
    from_bot: bool
    name: str
    data: Any


class Connection:
    """One websocket of the bot."""

    def __init__(
        self,
        socket: web.WebSocketResponse,
        transport: asyncio.Transport | None,
        compress: bool,
    ) -> None:
        self.socket = socket
        self.transport = transport
        self.session: Session | None = None
        self.closed_by_us = False
        # zlib-stream: one context for the whole connection, flushed after each packet.
        self._deflate = zlib.compressobj() if compress else None
        self.received: deque[float] = deque()

    async def send(self, text: str) -> None:
        """Send one packet, compressed where that was agreed on."""
        if self._deflate is None:
            await self.socket.send_str(text)
        else:
            data = self._deflate.compress(text.encode()) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
            await self.socket.send_bytes(data)

    async def control(self, op: int, data: Any = None) -> None:
        """Send a packet that is not an event."""
        await self.send(json.dumps({"op": op, "d": data, "s": None, "t": None}))

    async def close(self, code: int) -> None:
        """Close from the server's side; the session lives on unless ended elsewhere."""
        self.closed_by_us = True
        await self.socket.close(code=code)

    async def deliver(self) -> None:
        """Write the session's events as they come, for as long as the connection lasts."""
        session = self.session
        assert session is not None
        with suppress(ConnectionError):
            while not self.socket.closed:
                session.news.clear()
                while session.written < len(session.events) and not self.socket.closed:
                    session.written += 1
                    await self.send(session.events[session.written - 1])
                await session.news.wait()


class Gateway:
    """Accept connections and hand events to the sessions they belong to."""

    def __init__(self, world: World, token: str, compress: bool, privileged: int) -> None:
        self.world = world
        self.sessions = Sessions()
        self.privileged = privileged
        self._token = token
        self._compress = compress
        self._connections: set[Connection] = set()
        # The last packets; a token never stands among them.
        self.log: deque[Packet] = deque(maxlen=REMEMBERED)
        self._packets = 0

    def _note(self, name: str, data: Any, *, from_bot: bool = False) -> None:
        self._packets += 1
        self.log.append(Packet(self._packets, from_bot, name, data))

    def dispatch(self, name: str, data: Json, guild_id: int | None = None, intent: int = 0) -> int:
        """Send an event to every session it concerns; return how many somebody listens to."""
        sessions = list(self.sessions.of(guild_id, intent))
        if sessions:
            self._note(name, data)
        for session in sessions:
            session.push(name, data)
        return sum(not session.left for session in sessions)

    @property
    def is_ready(self) -> bool:
        """Whether a bot has identified and not left."""
        return any(not session.left for session in self.sessions.live.values())

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one websocket until it ends."""
        socket = web.WebSocketResponse(max_msg_size=0, compress=False)
        await socket.prepare(request)
        asked = request.query.get("compress") == "zlib-stream"
        connection = Connection(socket, request.transport, asked and self._compress)
        self._connections.add(connection)
        await connection.control(HELLO, {"heartbeat_interval": HEARTBEAT_MS, "_trace": []})
        writer: asyncio.Task[None] | None = None
        try:
            async for message in socket:
                before = connection.session
                await self._receive(connection, message)
                if connection.session is not None and before is None:
                    writer = asyncio.create_task(connection.deliver())
        finally:
            self._connections.discard(connection)
            self._leave(connection)
            if writer is not None:
                writer.cancel()
                with suppress(asyncio.CancelledError):
                    await writer
        return socket

    def _leave(self, connection: Connection) -> None:
        """Note a closed connection; only the client's own 1000 or 1001 ends the session.

        discord.py's `close()` sends 4000 as often as 1000, so that leaves a session behind too.
        """
        session = connection.session
        if session is not None and not session.connected_elsewhere(connection):
            session.carrier = None
            session.left = not connection.closed_by_us
            if session.left and connection.socket.close_code in ENDING:
                self.sessions.end(session)
        self.world.changes.notify()

    async def _receive(self, connection: Connection, message: WSMessage) -> None:
        if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
            return
        raw = message.data.encode() if isinstance(message.data, str) else message.data
        if len(raw) > PACKET_BYTES:
            await self._reject(connection, CLOSE_DECODE, f"a packet has {len(raw)} bytes")
            return
        if self._too_many(connection):
            await self._reject(connection, CLOSE_RATE, "more than 120 events in 60 s")
            return
        packet = json.loads(raw)
        op, data = packet["op"], packet.get("d")
        if op != HEARTBEAT:
            # What IDENTIFY and RESUME carry is the token.
            shown = None if op in (IDENTIFY, RESUME) else data
            self._note(SENT.get(op, f"op {op}"), shown, from_bot=True)
        if op == HEARTBEAT:
            # Allowed before IDENTIFY: clients beat as soon as they have seen HELLO. No network is
            # as quick as loopback; discord.py notes when it sent a beat just after it has sent it.
            await asyncio.sleep(_ACK_SECONDS)
            await connection.control(ACK)
        elif op == IDENTIFY:
            await self._identify(connection, data)
        elif op == RESUME:
            await self._resume(connection, data)
        elif connection.session is None:
            await self._reject(connection, CLOSE_NOT_AUTHENTICATED, f"op {op} before IDENTIFY")
        elif op not in (PRESENCE, VOICE, REQUEST_MEMBERS):
            await self._reject(connection, CLOSE_UNKNOWN_OPCODE, f"unknown op {op}")

    def _too_many(self, connection: Connection) -> bool:
        now = self.world.clock.now()
        connection.received.append(now)
        while connection.received[0] <= now - 60:
            connection.received.popleft()
        return len(connection.received) > EVENTS_PER_MINUTE

    async def _reject(self, connection: Connection, code: int, why: str) -> None:
        self.world.problems.record(f"{REJECTED} with {code}: {why}", code)
        await connection.close(code)

    async def _identify(self, connection: Connection, data: Json) -> None:
        if connection.session is not None:
            await self._reject(connection, CLOSE_ALREADY_AUTHENTICATED, "IDENTIFY sent twice")
            return
        if data.get("token") != self._token:
            await self._reject(connection, CLOSE_BAD_TOKEN, "wrong token")
            return
        intents = int(data["intents"])
        if intents & PRIVILEGED & ~self.privileged:
            why = f"privileged intents {intents & PRIVILEGED} are not enabled"
            await self._reject(connection, CLOSE_DISALLOWED_INTENTS, why)
            return
        number, total = data.get("shard") or (0, 1)
        if not 0 <= number < total:
            await self._reject(connection, CLOSE_SHARD, f"shard {number} of {total}")
            return
        session = self.sessions.open(intents, (number, total))
        self._greet(session)
        connection.session = session
        session.carrier = connection
        self.world.changes.notify()

    def _greet(self, session: Session) -> None:
        world = self.world
        guilds = [
            g for g in world.guilds.values() if session.holds(g.id) and world.bot.id in g.members
        ]
        ready = {
            "v": 10,
            "user": own_user_object(world.bot),
            "guilds": [{"id": str(g.id), "unavailable": True} for g in guilds],
            "session_id": session.id,
            "resume_gateway_url": world.base_url.replace("http", "ws", 1) + "/gateway",
            "shard": list(session.shard),
            "application": {"id": str(world.application_id), "flags": 0},
            "_trace": [],
        }
        self._note("READY", None)
        session.push("READY", ready)
        if session.intents & GUILDS:
            for guild in guilds:
                session.push("GUILD_CREATE", guild_create(world, guild))

    async def _resume(self, connection: Connection, data: Json) -> None:
        session = self.sessions.live.get(data.get("session_id") or "")
        seen = int(data.get("seq") or 0)
        if data.get("token") != self._token:
            await self._reject(connection, CLOSE_BAD_TOKEN, "wrong token")
        elif session is None or seen > len(session.events):
            await connection.control(INVALID_SESSION, False)
        else:
            session.written = seen
            session.carrier, session.left = connection, False
            self.sessions.resumed += 1
            self._note("RESUMED", None)
            session.push("RESUMED", {"_trace": []})
            connection.session = session
            self.world.changes.notify()

    async def ask_to_reconnect(self) -> None:
        """Send RECONNECT: the client comes back and resumes."""
        for connection in list(self._connections):
            connection.closed_by_us = True
            await connection.control(RECONNECT)

    async def invalidate(self) -> None:
        """End every session with INVALID_SESSION: the client must identify anew."""
        for connection in list(self._connections):
            if connection.session is not None:
                self.sessions.end(connection.session)
            await connection.control(INVALID_SESSION, False)

    def drop(self) -> None:
        """Cut every connection without a word, as a failing network does; sessions stay."""
        for connection in list(self._connections):
            connection.closed_by_us = True
            if connection.transport is not None:
                connection.transport.abort()

    def lose(self) -> None:
        """Cut every connection as a bot does whose process dies: nobody is there any more."""
        for connection in list(self._connections):
            if connection.session is not None:
                self.sessions.end(connection.session)
            if connection.transport is not None:
                connection.transport.abort()
        self.world.changes.notify()

    async def close(self) -> None:
        """Close what is still open, at the end of the sandbox."""
        for connection in list(self._connections):
            await connection.close(WSCloseCode.GOING_AWAY)
