"""Publishing: the briefing of an announcement channel goes to those that follow it, once a day."""

from contextlib import nullcontext
from datetime import timedelta

import pytest

from bot.dispatch import Dispatch
from bot.posting import DiscordTransport
from domain.documents import Document
from pipeline.budget import Budget
from sandbox.channel import Channel
from sandbox.faults import FaultKind
from sandbox.reply import Reply
from sandbox.state import MessageFlag
from tests.cogs.conftest import Stage
from tests.cogs.releases import NOW
from tests.cogs.test_briefings import TOMORROW, ZONE, announce, grant, run_at, tin

ZINC = """Pier Board buys 40 tons of zinc

PIER CITY – The Pier Board bought 40 tons of zinc for its gates on Friday, it said.
"""


@pytest.fixture
def news(empty_stage: Stage) -> Channel:
    return empty_stage.sandbox.add_channel("news", announcement=True)


async def set_up_in(stage: Stage, channel: Channel, **options: object) -> Reply:
    reply = await stage.admin.run("briefing setup", {"channel": channel, **ZONE, **options})
    return await stage.admin.click(await reply.followup(), "Save")


def published(channel: Channel) -> list[bool]:
    return [bool(m.message.flags & MessageFlag.CROSSPOSTED) for m in channel.messages if m.message]


async def test_only_what_is_asked_for_is_published(empty_stage: Stage, news: Channel) -> None:
    await announce(empty_stage, tin(), grant())
    await set_up_in(empty_stage, news)
    await run_at(empty_stage, TOMORROW)
    assert published(news) == [False]
    asked = await empty_stage.admin.run("watch add", {"words": "zinc", "channel": news})
    await empty_stage.admin.click(await asked.followup(), "Save")
    # From the next one on, and no alert.
    edited = await empty_stage.admin.run("briefing edit", {"briefing": 1, "publish": True})
    assert "published" in edited.text
    zinc = Document("zinc", ZINC, "Pier Board buys 40 tons of zinc", None, None, "Pier Board")
    await announce(empty_stage, zinc, at=TOMORROW + timedelta(hours=1))
    await run_at(empty_stage, TOMORROW + timedelta(days=1))
    heads = [m.text.split(" · ")[0].removeprefix("## ") for m in news.messages]
    out = dict(zip(heads[1:], published(news)[1:], strict=True))
    assert out == {"Briefing": True, "Alert": False}
    assert published(news)[0] is False


async def test_one_a_day_of_a_channel(empty_stage: Stage, news: Channel) -> None:
    await announce(empty_stage, tin(), grant())
    assert "Saved" in (await set_up_in(empty_stage, news, publish=True)).text
    refused = await set_up_in(empty_stage, news, publish=True, words="tin")
    assert "one a day is enough" in refused.text
    assert "Saved" in (await set_up_in(empty_stage, news, words="tin")).text
    refused = await empty_stage.admin.run("briefing edit", {"briefing": 3, "publish": True})
    assert "one a day is enough" in refused.text
    # Two that were asked for at the same moment: one goes out all the same.
    storage = empty_stage.services.storage.subscriptions
    settings = (await storage.get(1, empty_stage.sandbox.guild.id)).settings
    await storage.change(3, settings=settings, now=NOW)
    assert await run_at(empty_stage, TOMORROW) == 2
    assert await run_at(empty_stage, TOMORROW + timedelta(minutes=1)) == 0
    assert sorted(published(news)) == [False, True]


async def test_a_channel_that_nobody_can_follow_publishes_nothing(
    empty_stage: Stage, news: Channel
) -> None:
    releases = empty_stage.sandbox.channel("releases")
    refused = await empty_stage.admin.run(
        "briefing setup", {"channel": releases, **ZONE, "publish": True}
    )
    assert "Only from an announcement channel" in refused.text
    await set_up_in(empty_stage, news, publish=True)
    refused = await empty_stage.admin.run("briefing edit", {"briefing": 1, "channel": releases})
    assert "Only from an announcement channel" in refused.text
    moved = await empty_stage.admin.run(
        "briefing edit", {"briefing": 1, "channel": releases, "publish": False}
    )
    assert "Changed" in moved.text


@pytest.mark.parametrize("kind, is_out", [("timeout", False), ("lost_timeout", True)])
async def test_what_got_no_answer_is_tried_again(
    empty_stage: Stage, news: Channel, kind: FaultKind, is_out: bool
) -> None:
    await announce(empty_stage, tin())
    await set_up_in(empty_stage, news, publish=True)
    empty_stage.sandbox.fail_next(kind, "crosspost")
    empty_stage.services.now = lambda: TOMORROW
    transport = DiscordTransport(empty_stage.bot, patience=3.0)
    sending = Dispatch(empty_stage.services, transport, Budget(100_000))
    assert await sending.step() == 1
    assert published(news) == [is_out]
    deliveries = empty_stage.services.storage.deliveries
    waiting = TOMORROW - timedelta(hours=1)
    assert len(await deliveries.unpublished(waiting, limit=9)) == 1
    with empty_stage.sandbox.expecting_refusal(40033) if is_out else nullcontext():
        await sending.step()
    assert published(news) == [True]
    assert await deliveries.unpublished(waiting, limit=9) == []
