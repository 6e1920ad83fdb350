"""Daily briefings over the wire while something breaks: Discord, the network, the disk."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import discord
import pytest
from sqlalchemy import text

import bot.posting
from bot.dispatch import Dispatch
from bot.posting import DiscordTransport
from domain.errors import StorageError
from domain.subscriptions import Delivery, DeliveryState, SubscriptionStatus
from pipeline.budget import Budget
from pipeline.delivery import LockedOutError, Posted, RejectedError, UnclearError
from pipeline.planning import Planner
from rendering.buttons import ButtonId, button, row
from rendering.card import card
from rendering.daily import Post
from storage import Storage
from storage.engine import SqliteDatabase
from tests.cogs.conftest import Stage
from tests.cogs.releases import LOW_TIDE, NOW
from tests.cogs.test_briefings import TOMORROW, announce, posts, run_at, set_up, tin


async def claimed(stage: Stage) -> Delivery:
    """The delivery of tomorrow, claimed and not sent."""
    storage = stage.services.storage
    await set_up(stage, empty=True)
    stage.services.now = lambda: TOMORROW
    await Planner(storage, lambda: TOMORROW).plan_due()
    (delivery,) = await storage.deliveries.claim(TOMORROW, limit=5)
    return delivery


async def states(stage: Stage) -> dict[DeliveryState, int]:
    return await stage.services.storage.deliveries.counts()


async def status(stage: Stage) -> SubscriptionStatus:
    guild = stage.sandbox.guild.id
    (kept,) = await stage.services.storage.subscriptions.of_guild(guild)
    return kept.status


@pytest.mark.parametrize("kind", ["timeout", "lost_timeout"])
async def test_answer_that_never_comes_is_not_waited_for_long(
    empty_stage: Stage, kind: str
) -> None:
    await announce(empty_stage, tin())
    await set_up(empty_stage)
    empty_stage.sandbox.fail_next(kind, "POST /channels", times=2)  # type: ignore[arg-type]
    empty_stage.services.now = lambda: TOMORROW
    transport = DiscordTransport(empty_stage.bot, patience=0.3)
    assert await Dispatch(empty_stage.services, transport, Budget(100_000)).step() == 1
    assert len(posts(empty_stage)) == 1
    assert await states(empty_stage) == {DeliveryState.SENT: 1}


async def test_stop_does_not_wait_for_an_answer_that_never_comes(empty_stage: Stage) -> None:
    await announce(empty_stage, tin())
    await set_up(empty_stage)
    asked = asyncio.Event()

    class Transport(DiscordTransport):
        async def post(self, delivery: Delivery, message: Post) -> Posted | None:
            asked.set()
            return await super().post(delivery, message)

    empty_stage.sandbox.fail_next("lost_timeout", "POST /channels")
    empty_stage.services.now = lambda: TOMORROW
    daily = Dispatch(
        empty_stage.services, Transport(empty_stage.bot), Budget(100_000), last_seconds=0.2
    )
    sending = asyncio.create_task(daily.step())
    await asked.wait()
    await daily.finish()
    assert not sending.done()
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    assert await states(empty_stage) == {DeliveryState.SENDING: 1}
    assert await run_at(empty_stage, TOMORROW + timedelta(seconds=40)) == 1
    assert len(posts(empty_stage)) == 1


async def test_nothing_is_begun_after_a_stop(empty_stage: Stage) -> None:
    await announce(empty_stage, tin())
    await set_up(empty_stage)
    empty_stage.services.now = lambda: TOMORROW
    daily = Dispatch(empty_stage.services, DiscordTransport(empty_stage.bot), Budget(100_000))
    await daily.plan()
    await daily.finish()
    late = asyncio.create_task(daily.step())
    await asyncio.sleep(0.05)
    late.cancel()
    await asyncio.gather(late, return_exceptions=True)
    assert await states(empty_stage) == {DeliveryState.PLANNED: 1}


async def test_message_deleted_before_its_answer_came_is_not_posted_again(
    empty_stage: Stage,
) -> None:
    await announce(empty_stage, tin())
    await set_up(empty_stage)
    empty_stage.sandbox.fail_next("lost_reset", "POST /channels", times=3)
    assert await run_at(empty_stage, TOMORROW) == 0
    (post,) = posts(empty_stage)
    world, channel = empty_stage.sandbox.world, empty_stage.sandbox.channel("releases")
    world.drop(world.message(channel.id, post.message_id))
    with empty_stage.sandbox.expecting_refusal(10008):
        assert await run_at(empty_stage, TOMORROW + timedelta(seconds=20)) == 1
    assert posts(empty_stage) == []
    assert await status(empty_stage) is SubscriptionStatus.ACTIVE


async def test_message_that_discord_rejects_is_told_from_a_channel_that_refuses(
    empty_stage: Stage,
) -> None:
    delivery = await claimed(empty_stage)
    view = discord.ui.LayoutView()
    view.add_item(discord.ui.TextDisplay("x" * 4001))
    view.stop()
    transport = DiscordTransport(empty_stage.bot)
    with empty_stage.sandbox.expecting_refusal(50035), pytest.raises(RejectedError, match="400"):
        await transport.post(delivery, Post(view, "News"))


async def test_token_that_is_refused_is_told(
    empty_stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery = await claimed(empty_stage)
    with empty_stage.sandbox.expecting_refusal(0), monkeypatch.context() as patch:
        patch.setattr(empty_stage.bot.http, "token", "reset")
        with pytest.raises(LockedOutError, match="DISCORD_TOKEN"):
            await DiscordTransport(empty_stage.bot).post(delivery, Post(card("news"), "News"))


async def test_mark_of_another_delivery_is_not_taken_for_ones_own(empty_stage: Stage) -> None:
    delivery = await claimed(empty_stage)
    transport = DiscordTransport(empty_stage.bot)
    other = replace(delivery, delivery_id=delivery.delivery_id * 10 + 2)
    marked = card("news", row(button("Why?", ButtonId("daily", f"#{other.delivery_id}"))))
    posted = await transport.post(other, Post(marked, "News"))
    assert posted is not None
    # The stand-in's clock is the true one, whatever the test's says.
    just_now = discord.utils.utcnow()
    assert await transport.find(replace(other, claimed_at=just_now)) == posted
    assert await transport.find(replace(delivery, claimed_at=just_now)) is None


async def test_channel_too_busy_to_be_read_back_is_unclear(
    empty_stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery = replace(await claimed(empty_stage), claimed_at=discord.utils.utcnow())
    monkeypatch.setattr(bot.posting, "_READ_BACK", 3)
    channel = empty_stage.sandbox.channel("releases")
    for number in range(4):
        empty_stage.member.at(channel).say(f"Talk {number}")
    with pytest.raises(UnclearError):
        await DiscordTransport(empty_stage.bot).find(delivery)


async def test_one_moment_is_two_days_in_two_zones(empty_stage: Stage) -> None:
    await announce(empty_stage, tin(), at=NOW)
    await set_up(empty_stage, time="07:00", zone="Asia/Tokyo")
    await set_up(empty_stage, time="22:00", zone="Europe/London")
    moment = NOW.replace(hour=22)
    assert await run_at(empty_stage, moment) == 2
    heads = sorted(post.text.splitlines()[0] for post in posts(empty_stage))
    assert ["20 November" in heads[0], "21 November" in heads[1]] == [True, True]


async def test_edited_message_is_not_called_late(empty_stage: Stage) -> None:
    await announce(empty_stage, tin())
    await set_up(empty_stage)
    await run_at(empty_stage, TOMORROW)
    changed = tin(LOW_TIDE.replace("14 people", "15 people"))
    await announce(empty_stage, changed, at=TOMORROW + timedelta(hours=1))
    await run_at(empty_stage, TOMORROW + timedelta(hours=2))
    edited, _ = posts(empty_stage)
    assert "Corrected" in edited.text
    assert "late" not in edited.text


@pytest.mark.of_a_file
@pytest.mark.parametrize("is_posted", [False, True], ids=["before the post", "after the post"])
async def test_database_that_can_only_be_read_loses_and_doubles_nothing(
    empty_stage: Stage, is_posted: bool
) -> None:
    await announce(empty_stage, tin())
    await set_up(empty_stage)
    database = empty_stage.services.storage._database
    assert isinstance(database, SqliteDatabase)

    async def refuse(answer: str) -> None:
        """Outside of any transaction: none could be begun to end it."""
        async with database._turn, database._writer.connect() as connection:
            raw: Any = (await connection.get_raw_connection()).driver_connection
            await (await raw.execute(f"PRAGMA query_only={answer}")).close()

    class Transport(DiscordTransport):
        async def post(self, delivery: Delivery, message: Post) -> Posted | None:
            number = await super().post(delivery, message)
            await refuse("ON")
            return number

    empty_stage.services.now = lambda: TOMORROW
    if is_posted:
        daily = Dispatch(empty_stage.services, Transport(empty_stage.bot), Budget(100_000))
    else:
        await refuse("ON")
        daily = Dispatch(empty_stage.services, DiscordTransport(empty_stage.bot), Budget(100_000))
    with pytest.raises(StorageError, match="can only be read"):
        await daily.step()
    assert len(posts(empty_stage)) == is_posted
    assert await status(empty_stage) is SubscriptionStatus.ACTIVE
    await refuse("OFF")
    assert await run_at(empty_stage, TOMORROW + timedelta(seconds=30)) == 1
    assert len(posts(empty_stage)) == 1
    assert await states(empty_stage) == {DeliveryState.SENT: 1}


@pytest.mark.of_a_file
async def test_disk_that_is_full_loses_and_doubles_nothing(empty_stage: Stage) -> None:
    await announce(empty_stage, tin())
    await set_up(empty_stage)
    storage = empty_stage.services.storage
    async with storage._database.writing() as connection:
        pages = (await connection.execute(text("PRAGMA page_count"))).scalar_one()
        await connection.execute(text(f"PRAGMA max_page_count={pages}"))
    with pytest.raises(StorageError, match="disk is full"):
        await _fill(storage)
    for seconds in range(3):
        try:
            await run_at(empty_stage, TOMORROW + timedelta(seconds=seconds))
        except StorageError as error:
            assert "disk is full" in str(error)  # noqa: PT017  some steps need no more room
    async with storage._database.writing() as connection:
        await connection.execute(text("PRAGMA max_page_count=1073741823"))
    await run_at(empty_stage, TOMORROW + timedelta(seconds=30))
    assert len(posts(empty_stage)) == 1
    assert await states(empty_stage) == {DeliveryState.SENT: 1}


async def _fill(storage: Storage) -> None:
    for _ in range(1000):
        await storage.feedback.put("x" * 500, now=NOW, by=1)
