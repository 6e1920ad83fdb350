"""Many channels that are due at the same minute, and processes that are killed on the way."""

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from domain.documents import Document
from domain.subscriptions import BriefingSettings, Schedule, SubscriptionStatus
from processing import analyse
from sandbox.faults import FaultKind
from sandbox.server import Sandbox
from sandbox.state import ChannelType
from storage import open_storage

WORKER = Path(__file__).with_name("worker.py")
ROOT = Path(__file__).parents[2]
_SERVERS = 20
# What happens to messages on their way: refused for a while, or posted without an answer.
TROUBLE: tuple[FaultKind, ...] = (
    "429", "500", "reset", "timeout", "lost_answer", "lost_reset", "lost_timeout",
)  # fmt: skip
# More than a process takes to come to the point where it is killed.
_SECONDS = 120.0
TEXT = """Harbor Office seizes 120 kilograms of tin

HARBOR CITY – The Harbor Office seized 120 kilograms of tin on Monday, it said.
"""


@dataclass(frozen=True)
class Crowd:
    """The channels, over several servers, and where their subscriptions are kept."""

    sandbox: Sandbox
    database: Path | str
    channels: tuple[int, ...]
    forums: frozenset[int] = frozenset()

    def counts(self) -> Counter[int]:
        """How many messages stand in each channel."""
        world = self.sandbox.world
        counted = Counter({number: len(world.messages.get(number, {})) for number in self.channels})
        # Of a forum, the threads that were begun in it.
        forums = self.forums
        threads = (c.parent_id for c in world.channels.values() if c.parent_id in forums)
        counted.update(parent for parent in threads if parent is not None)
        return counted

    @property
    def sent(self) -> int:
        """How many messages stand in all of them."""
        return sum(self.counts().values())

    async def wait_for(self, number: int) -> None:
        """Wait until so many messages stand."""
        await self.sandbox.world.changes.until(lambda: self.sent >= number, _SECONDS)


async def gather_crowd(
    sandbox: Sandbox, database: Path | str, number: int, *, forum_each: int = 0
) -> Crowd:
    """So many channels over some servers, one release to tell of, all due a minute ago.

    Every `forum_each`-th is a forum, whose posts take no nonce.
    """
    now = datetime.now(UTC)
    channels, forums = [], set()
    async with open_storage(database) as storage:
        document = Document("tin", TEXT, "Tin seized", date(2026, 11, 20), None, "Harbor Office")
        pair = (document, analyse(document))
        await storage.releases.save_many([pair], now=now - timedelta(hours=1), announce=True)
        due = (now - timedelta(minutes=1)).replace(second=0, microsecond=0)
        schedule = Schedule(due.time(), "UTC")
        for i in range(number):
            if i % -(-number // _SERVERS) == 0:
                guild = sandbox.world.add_guild(f"Server {i}", sandbox.world.application_owner)
            is_forum = forum_each > 0 and i % forum_each == 0
            kind = ChannelType.FORUM if is_forum else ChannelType.TEXT
            channel = sandbox.world.add_channel(guild, f"news-{i}", kind)
            channels.append(channel.id)
            if is_forum:
                forums.add(channel.id)
            settings = BriefingSettings(channel_id=channel.id, schedule=schedule)
            made = await storage.subscriptions.add(
                guild.id, settings, (due.date(), due), now=now, by=1
            )
            await storage.subscriptions.change(made, status=SubscriptionStatus.ACTIVE, now=now)
    return Crowd(sandbox, database, tuple(channels), frozenset(forums))


async def run_with_kills(
    crowd: Crowd, at: Iterable[int], *, rate: float, drops: Iterable[int] = (), ahead: float = 0.0
) -> int:
    """Let processes send everything, each killed when so many messages stand; the last one ends.

    The gateway of the last is cut when as many as in `drops` stand; its clock and the stand-in's
    are then `ahead` seconds further. Gives the exit status of the last.
    """
    for wanted in at:
        await kill_at(crowd, wanted, rate=rate)
    crowd.sandbox.clock.advance(ahead)
    worker = await _start(crowd, rate, ahead)
    for wanted in drops:
        await crowd.wait_for(wanted)
        crowd.sandbox.gateway.drop()
    return await worker.wait()


async def run_in_pairs(crowd: Crowd, at: Iterable[int], *, rate: float) -> list[set[int]]:
    """As `run_with_kills`, with two processes started at once each time, both of them killed.

    Gives the exit statuses of each pair: one of them should be refused.
    """
    ended = []
    for wanted in (*at, None):
        pair = [await _start(crowd, rate) for _ in range(2)]
        if wanted is not None:
            # By then both have come so far that one was refused.
            await asyncio.wait(
                [asyncio.create_task(worker.wait()) for worker in pair],
                return_when=asyncio.FIRST_COMPLETED,
                timeout=_SECONDS,
            )
            await crowd.wait_for(wanted)
            for worker in pair:
                if worker.returncode is None:
                    os.kill(worker.pid, signal.SIGKILL)
        ended.append({await worker.wait() for worker in pair})
    return ended


async def kill_at(crowd: Crowd, wanted: int, *, rate: float) -> None:
    """Let a process send, and kill it when so many messages stand."""
    worker = await _start(crowd, rate)
    await crowd.wait_for(wanted)
    if worker.returncode is None:
        os.kill(worker.pid, signal.SIGKILL)
    await worker.wait()
    # What it sent last is on its way: it came before whatever is done next.
    await crowd.sandbox.wait_for_silence(_SECONDS)


async def _start(crowd: Crowd, rate: float, ahead: float = 0.0) -> asyncio.subprocess.Process:
    sandbox = crowd.sandbox
    arguments = [str(crowd.database), sandbox.url, sandbox.token, str(rate), str(ahead)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return await asyncio.create_subprocess_exec(
        sys.executable, str(WORKER), *arguments, env=environment
    )
