"""Two that send on one PostgreSQL, into forums too, where two posts are two: by their watches.

Nothing waits for a clock: each has a watch and a budget that the test moves.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.config import Settings
from bot.direct import DirectTransport, RestClient
from bot.dispatch import Dispatch
from bot.wiring import Services, open_services, utc_now
from domain.subscriptions import DeliveryState
from pipeline.membership import MEMBER_TIMES, Member
from sandbox.connect import redirected
from sandbox.server import Sandbox, open_sandbox
from tests.delivery.crowd import Crowd, gather_crowd
from tests.postgres import empty

CHANNELS = 6
# Discord has forgotten the nonces by then, so that each channel is read back.
_LATER = timedelta(minutes=3)


@dataclass
class Gate:
    """A budget that lets nothing through before it is opened."""

    opened: asyncio.Event = field(default_factory=asyncio.Event)
    asked: asyncio.Event = field(default_factory=asyncio.Event)

    async def wait(self) -> None:
        self.asked.set()
        await self.opened.wait()


@dataclass
class Sending:
    """One that sends: its dispatch, its membership, its budget, and the watch that it goes by."""

    daily: Dispatch
    member: Member
    gate: Gate


@dataclass
class Pair:
    crowd: Crowd
    services: Services
    one: Sending
    other: Sending
    moments: list[float] = field(default_factory=lambda: [0.0])

    async def declare_dead(self) -> None:
        """The other hears nothing of the one for as long as it is patient."""
        await self.other.member.look()
        self.moments[0] += MEMBER_TIMES.patience
        await self.other.member.renew()
        await self.other.member.look()

    async def states(self) -> dict[DeliveryState, int]:
        return await self.services.storage.deliveries.counts()


@asynccontextmanager
async def pair_over(sandbox: Sandbox, database: str) -> AsyncIterator[Pair]:
    """Both over one storage, each with a client of its own; the other's clock is ahead."""
    crowd = await gather_crowd(sandbox, database, CHANNELS, forum_each=2)
    moments = [0.0]
    settings = Settings(token=sandbox.token, database=database)
    async with (
        open_services(settings) as services,
        RestClient() as first,
        RestClient() as second,
    ):
        ahead = replace(services, now=lambda: utc_now() + _LATER)
        both = []
        for of, client in ((services, first), (ahead, second)):
            with redirected(sandbox.url):
                await client.login(sandbox.token)
            member = Member(services.storage.leases, "one", of.now, clock=lambda: moments[0])
            await member.join()
            gate = Gate()
            # An answer is late on a busy machine, and that is not the question.
            transport = DirectTransport(client, patience=300.0)
            both.append(Sending(Dispatch(of, transport, gate, hold=member), member, gate))
        yield Pair(crowd, services, both[0], both[1], moments)


@pytest.fixture
async def pair(postgres_database: str, tmp_path: Path) -> AsyncIterator[Pair]:
    await empty(postgres_database)
    async with open_sandbox() as sandbox:
        with redirected(sandbox.url):
            async with pair_over(sandbox, postgres_database) as made:
                yield made
        sandbox.check()


async def test_one_that_stood_still_posts_nothing_that_another_has_taken(pair: Pair) -> None:
    one, other = pair.one, pair.other
    step = asyncio.create_task(one.daily.step())
    await one.gate.asked.wait()
    assert await pair.states() == {DeliveryState.SENDING: CHANNELS}
    other.gate.opened.set()
    # What a living process is sending is nobody else's, whatever the clocks say.
    assert await other.daily.step() == 0
    await pair.declare_dead()
    assert await other.daily.step() == CHANNELS
    one.gate.opened.set()
    assert await step == 0
    assert await pair.states() == {DeliveryState.SENT: CHANNELS}
    assert pair.crowd.counts() == dict.fromkeys(pair.crowd.channels, 1)


async def test_what_a_dead_one_posted_is_found_in_forums_and_not_posted_again(pair: Pair) -> None:
    one, other = pair.one, pair.other
    one.gate.opened.set()
    sandbox = pair.crowd.sandbox
    # It is posted, and no answer comes.
    sandbox.fail_next("lost_reset", "/threads", times=CHANNELS // 2)
    # That a channel is a forum is learned from what it refuses.
    with sandbox.expecting_refusal(50008):
        step = asyncio.create_task(one.daily.step())
        await sandbox.world.changes.until(lambda: pair.crowd.sent >= CHANNELS, 60)
    step.cancel()
    await asyncio.gather(step, return_exceptions=True)
    await pair.declare_dead()
    other.gate.opened.set()
    await other.daily.step()
    assert await pair.states() == {DeliveryState.SENT: CHANNELS}
    assert pair.crowd.counts() == dict.fromkeys(pair.crowd.channels, 1)
