"""Briefings in a forum: each a thread of its own, once each although forums take no nonce."""

from datetime import timedelta

import discord
import pytest

import bot.posting
from domain.subscriptions import DeliveryState
from pipeline.delivery import NONCE_KNOWN
from pipeline.planning import Planner
from sandbox.channel import Channel
from tests.cogs.conftest import Stage
from tests.cogs.releases import LOW_TIDE
from tests.cogs.test_briefings import TOMORROW, announce, run_at, set_up, tin

LATER = TOMORROW + NONCE_KNOWN + timedelta(seconds=1)


async def forum_with_briefing(stage: Stage, *tags: str, requires_tag: bool = False) -> Channel:
    await announce(stage, tin())
    forum = stage.sandbox.add_forum("press", *tags, requires_tag=requires_tag)
    for _ in range(100):
        known = stage.bot.get_channel(forum.id)
        if isinstance(known, discord.ForumChannel) and len(known.available_tags) == len(tags):
            break
        await stage.sandbox.world.changes.until(lambda: False, 0.02)
    await set_up(stage, channel=forum)
    return forum


async def states(stage: Stage) -> dict[DeliveryState, int]:
    return await stage.services.storage.deliveries.counts()


async def test_briefing_begins_a_thread(empty_stage: Stage) -> None:
    forum = await forum_with_briefing(empty_stage)
    assert await run_at(empty_stage, TOMORROW) == 1
    (thread,) = forum.threads
    assert thread.name == "Briefing · 21 November 2026"
    (post,) = thread.messages
    assert "120 kilograms of tin" in post.text
    why = await empty_stage.member.at(thread).click(post, "Why this?")
    assert "07:00 Europe/Berlin" in why.text


async def test_correction_stands_in_the_thread(empty_stage: Stage) -> None:
    forum = await forum_with_briefing(empty_stage)
    await run_at(empty_stage, TOMORROW)
    changed = tin(LOW_TIDE.replace("120 kilograms", "150 kilograms"))
    await announce(empty_stage, changed, at=TOMORROW + timedelta(hours=1))
    assert await run_at(empty_stage, TOMORROW + timedelta(hours=2)) == 1
    (thread,) = forum.threads
    edited, answer = thread.messages
    assert "Corrected" in edited.text
    assert "“120 kilograms” → “150 kilograms”" in answer.text


async def test_thread_put_away_is_corrected_all_the_same(empty_stage: Stage) -> None:
    """Discord edits nothing in it, but the answer takes it out of the archive first."""
    forum = await forum_with_briefing(empty_stage)
    await run_at(empty_stage, TOMORROW)
    forum.threads[0].archive()
    changed = tin(LOW_TIDE.replace("120 kilograms", "150 kilograms"))
    await announce(empty_stage, changed, at=TOMORROW + timedelta(hours=5))
    assert await run_at(empty_stage, TOMORROW + timedelta(hours=6)) == 1
    edited, _ = forum.threads[0].messages
    assert "Corrected" in edited.text


async def test_forum_that_wants_a_tag_gets_one(empty_stage: Stage) -> None:
    forum = await forum_with_briefing(empty_stage, "news", "talk", requires_tag=True)
    assert await run_at(empty_stage, TOMORROW) == 1
    assert list(forum.threads[0].state.tags.values()) == ["news"]


@pytest.mark.parametrize("kind", ["lost_answer", "lost_reset"])
async def test_thread_whose_answer_was_lost_is_found_and_not_begun_again(
    empty_stage: Stage, kind: str
) -> None:
    """The library would ask again by itself, and no nonce would make one of both."""
    forum = await forum_with_briefing(empty_stage)
    empty_stage.sandbox.fail_next(kind, "POST /channels/{channel_id}/threads")  # type: ignore[arg-type]
    assert await run_at(empty_stage, TOMORROW) == 0
    assert await run_at(empty_stage, TOMORROW + timedelta(seconds=5)) == 0
    assert await states(empty_stage) == {DeliveryState.SENDING: 1}
    assert await run_at(empty_stage, LATER) == 0
    assert len(forum.threads) == 1
    assert await states(empty_stage) == {DeliveryState.SENT: 1}
    (sent,) = await empty_stage.services.storage.deliveries.of_subscription(1, limit=5)
    assert sent.channel_id == forum.threads[0].id


@pytest.mark.parametrize("kind", ["500", "reset"])
async def test_thread_that_was_not_begun_is_begun_later(empty_stage: Stage, kind: str) -> None:
    forum = await forum_with_briefing(empty_stage)
    empty_stage.sandbox.fail_next(kind, "POST /channels/{channel_id}/threads")  # type: ignore[arg-type]
    assert await run_at(empty_stage, TOMORROW) == 0
    assert forum.threads == ()
    assert await run_at(empty_stage, LATER) == 1
    assert len(forum.threads) == 1


async def test_thread_put_away_since_is_found(empty_stage: Stage) -> None:
    forum = await forum_with_briefing(empty_stage)
    empty_stage.sandbox.fail_next("lost_reset", "POST /channels/{channel_id}/threads")
    await run_at(empty_stage, TOMORROW)
    forum.threads[0].archive()
    assert await run_at(empty_stage, LATER) == 0
    assert len(forum.threads) == 1
    assert await states(empty_stage) == {DeliveryState.SENT: 1}


async def test_crash_before_the_thread_was_begun_begins_it_later(empty_stage: Stage) -> None:
    forum = await forum_with_briefing(empty_stage)
    storage = empty_stage.services.storage
    await Planner(storage, lambda: TOMORROW).plan_due()
    assert len(await storage.deliveries.claim(TOMORROW, limit=5)) == 1
    assert await run_at(empty_stage, TOMORROW + timedelta(seconds=30)) == 0
    assert await run_at(empty_stage, LATER) == 1
    assert len(forum.threads) == 1


async def test_busy_forum_makes_it_uncertain(
    empty_stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    forum = await forum_with_briefing(empty_stage)
    empty_stage.sandbox.fail_next("lost_reset", "POST /channels/{channel_id}/threads")
    await run_at(empty_stage, TOMORROW)
    empty_stage.sandbox.world.drop(forum.threads[0].messages[0].message)  # type: ignore[arg-type]
    monkeypatch.setattr(bot.posting, "_READ_BACK", 0)
    with empty_stage.sandbox.expecting_refusal(10008):
        assert await run_at(empty_stage, LATER) == 0
    assert await states(empty_stage) == {DeliveryState.UNCERTAIN: 1}
