"""A server that takes Lede out is forgotten a month later, unless it invites Lede again."""

import asyncio
from datetime import datetime, timedelta

from domain.sources import Kind, Source
from tests.cogs.conftest import Stage
from tests.cogs.releases import NOW

SOURCE = Source("harbor", Kind.FEED, "https://harbor.example/feed")
LATER = NOW + timedelta(days=31)


async def departures(stage: Stage, number: int) -> None:
    """Wait until so many servers are noted as left."""
    storage = stage.services.storage
    for _ in range(200):
        if len(await storage.forgetting.departed()) == number:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(await storage.forgetting.departed())


async def set_up(stage: Stage, *names: str) -> list[int]:
    found = []
    for name in names:
        guild = stage.sandbox.add_guild(name)
        manager = stage.sandbox.actor(f"M {name}", permissions=("manage_guild",), guild=guild)
        options = {"time": "07:30", "zone": "UTC", "channel": stage.sandbox.channel(guild=guild)}
        shown = await manager.run("briefing setup", options, force=True)
        await manager.click(await shown.followup(1), "Save")
        found.append(guild.id)
    return found


async def test_server_that_took_lede_out_is_forgotten(stage: Stage) -> None:
    sandbox, storage = stage.sandbox, stage.services.storage
    (left, back, stays) = await set_up(stage, "Left", "Back", "Stays")
    for number in (left, back):
        sandbox.remove_bot(sandbox.world.guilds[number])
    await departures(stage, 2)
    sandbox.invite_bot(sandbox.world.guilds[back])
    await departures(stage, 1)
    assert await storage.forgetting.departed() == {left: NOW}
    await storage.forgetting.forget_old(LATER)
    assert await storage.forgetting.departed() == {}
    kept = [len(await storage.subscriptions.of_guild(n)) for n in (left, back, stays)]
    assert kept == [0, 1, 1]


async def test_server_that_left_while_lede_did_not_run_is_noted_when_it_is_back(
    stage: Stage,
) -> None:
    storage = stage.services.storage
    await set_up(stage, "Here")
    await storage.sources.put(SOURCE, now=NOW, holder=4711)
    stage.bot.dispatch("ready")
    await departures(stage, 1)
    found: dict[int, datetime] = dict(await storage.forgetting.departed())
    assert found == {4711: NOW}
