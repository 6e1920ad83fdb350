"""A process that races another: `racers.py DATABASE WHAT NAME`.

It opens the database, says "open", and begins when a line comes in, as the other one does. What it
got it prints as JSON.
"""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from domain.documents import Document
from domain.facts import Analysis
from domain.subscriptions import DeliveryState, Schedule
from storage import Storage, open_storage
from storage.leases import MEMBER, LeaseState
from storage.seen import ItemState, SeenItem

NOW = datetime(2026, 5, 21, tzinfo=UTC)
ROUNDS = 25
Racer = Callable[[Storage, str], Awaitable[list[int]]]


async def race(database: str, what: str) -> list[list[int]]:
    """Let two processes do this at once; what each got."""
    racers = [
        await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            __spec__.name,
            database,
            what,
            name,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        for name in ("north", "south")
    ]
    for racer in racers:
        assert racer.stdout is not None
        assert await racer.stdout.readline() == b"open\n"
    ended = await asyncio.gather(*(racer.communicate(b"go\n") for racer in racers))
    for racer, (_, complaint) in zip(racers, ended, strict=True):
        assert racer.returncode == 0, complaint.decode()
    return [json.loads(said) for said, _ in ended]


async def claim(storage: Storage, name: str) -> list[int]:
    """Claim what is due until nothing is."""
    claimed: list[int] = []
    while some := await storage.deliveries.claim(NOW, limit=5, owner=name):
        claimed += [delivery.delivery_id for delivery in some]
    return claimed


async def adopt(storage: Storage, name: str) -> list[int]:
    """Take over what a dead process was sending."""
    adopted = []
    for _ in range(ROUNDS):
        adopted += await storage.deliveries.adopt(name, with_own=False)
    return [delivery.delivery_id for delivery in adopted]


async def settle(storage: Storage, name: str) -> list[int]:
    """Settle the same rows, each as told of by a release of one's own."""
    release = 1 if name == "north" else 2
    left = [await storage.deliveries.get(number) for number in range(1, ROUNDS + 1)]
    for delivery in left:
        sent = replace(
            delivery, state=DeliveryState.SENT, message_id=release, release_ids=(release,)
        )
        await storage.deliveries.settle([sent])
    return []


async def number(storage: Storage, name: str) -> list[int]:
    """Save releases of one's own, all of one story."""
    numbers: list[int] = []
    for n in range(ROUNDS):
        text = f"The harbor office opened a second pier on Monday. Note {n} of {name}."
        document = Document(f"{name}-{n}", text, f"Pier {n}", date(2026, 5, 20))
        analysis = Analysis(document.id, None, None, None, None, "en")
        saved = await storage.releases.save(document, analysis, now=NOW, announce=True)
        numbers.append(saved.release_id)
    return numbers


async def plan(storage: Storage, name: str) -> list[int]:
    """Plan the same subscriptions, a day after the other."""

    def upcoming(schedule: Schedule, day: date) -> tuple[date, datetime]:
        following = day + timedelta(days=1)
        return following, datetime.combine(following, schedule.at, UTC)

    planned: list[int] = []
    for n in range(ROUNDS):
        now = NOW + timedelta(days=n)
        planned.append(
            await storage.subscriptions.plan(now, catch_up=timedelta(days=2), upcoming=upcoming)
        )
    return planned


async def suspend(storage: Storage, name: str) -> list[int]:
    """Suspend the same subscriptions while the other does, each with a reason of its own."""
    for n in range(1, ROUNDS + 1):
        await storage.subscriptions.suspend(n, name, now=NOW)
    return []


async def note(storage: Storage, name: str) -> list[int]:
    """Note the same items as the other."""
    for n in range(ROUNDS):
        await storage.items.note("feed", [SeenItem(f"i{n}", name, ItemState.KEPT)], now=NOW)
    return []


RACERS: dict[str, Racer] = {
    racer.__name__: racer for racer in (claim, adopt, settle, number, plan, suspend, note)
}


async def main(database: str, what: str, name: str) -> None:
    async with open_storage(database) as storage:
        lease = LeaseState(f"{MEMBER}{name}", name, name, 0, NOW)
        await storage.leases.take(lease, instead_of=None)
        print("open", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        print(json.dumps(await RACERS[what](storage, name)))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
