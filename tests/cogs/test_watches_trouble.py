"""What goes wrong around watches: refusals, crashes, changes at night, who may see and do what."""

from datetime import datetime, timedelta

import pytest

from domain.documents import Document
from domain.errors import NotAllowedError
from domain.subscriptions import DeliveryState, SubscriptionStatus
from domain.watches import AlertSchedule, WatchCriteria, WatchSettings
from pipeline.delivery import NONCE_KNOWN
from pipeline.watching import plan_alerts
from tests.cogs.conftest import Stage
from tests.cogs.releases import LOW_TIDE, NOW
from tests.cogs.test_briefings import announce, grant, posts, run_at, set_up, tin
from tests.cogs.test_watches import BERLIN, LATER, direct, fill, watch


def at(hours: float) -> datetime:
    return NOW + timedelta(hours=hours)


def tin_of(amount: str) -> Document:
    return tin(LOW_TIDE.replace("120 kilograms", amount))


async def watch_channel(stage: Stage, name: str = "releases", **options: object) -> None:
    await watch(stage.admin, channel=stage.sandbox.channel(name), **options)


async def states(stage: Stage) -> dict[DeliveryState, int]:
    return await stage.services.storage.deliveries.counts()


async def test_alert_that_may_stand_is_not_told_again_after_a_resume(empty_stage: Stage) -> None:
    await watch_channel(empty_stage, words="tin")
    channel = empty_stage.sandbox.channel("releases")
    await announce(empty_stage, tin(), at=LATER)
    empty_stage.sandbox.fail_next("lost_reset", "POST /channels", times=3)
    assert await run_at(empty_stage, LATER) == 0
    channel.deny_bot("read_message_history")
    with empty_stage.sandbox.expecting_refusal(50013):
        await run_at(empty_stage, LATER + NONCE_KNOWN + timedelta(seconds=1))
    assert await states(empty_stage) == {DeliveryState.UNCERTAIN: 1}
    channel.allow_bot("read_message_history")
    await empty_stage.admin.run("watch resume", {"watch": 1})
    assert await run_at(empty_stage, at(2)) == 0
    assert len(posts(empty_stage)) == 1


async def test_crash_between_a_refusal_and_its_settlement_loses_no_alert(
    empty_stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await watch(empty_stage.member, words="tin")
    await announce(empty_stage, tin(), at=LATER)
    empty_stage.member.state.takes_direct_messages = False
    deliveries = type(empty_stage.services.storage.deliveries)

    async def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, empty_stage.sandbox.expecting_refusal(50007):
        patch.setattr(deliveries, "settle", crash)
        with pytest.raises(KeyboardInterrupt):
            await run_at(empty_stage, LATER)
    empty_stage.member.state.takes_direct_messages = True
    await run_at(empty_stage, LATER)
    await empty_stage.member.run("watch resume", {"watch": 1})
    assert await run_at(empty_stage, at(2)) == 1
    assert len(direct(empty_stage, empty_stage.member)) == 1


async def test_release_corrected_before_it_was_told_is_not_told(empty_stage: Stage) -> None:
    night = {"quiet": "22:00-07:00", **BERLIN}
    await watch(empty_stage.member, figure="tin over 100 kg", **night)
    await announce(empty_stage, tin(), at=at(10.5))
    assert await run_at(empty_stage, at(10.5)) == 0
    await announce(empty_stage, tin_of("12 kilograms"), at=at(14))
    assert await run_at(empty_stage, at(18)) == 0
    assert direct(empty_stage, empty_stage.member) == []
    assert await states(empty_stage) == {DeliveryState.SKIPPED: 1}


async def test_change_while_a_message_was_on_its_way_is_answered(empty_stage: Stage) -> None:
    await watch(empty_stage.member, words="tin")
    await announce(empty_stage, tin(), at=LATER)
    empty_stage.sandbox.fail_next("lost_reset", "POST /channels", times=3)
    assert await run_at(empty_stage, LATER) == 0
    await announce(empty_stage, tin_of("150 kilograms"), at=LATER + timedelta(seconds=20))
    # Sent again under its nonce; the plan of the next round finds it settled.
    await run_at(empty_stage, LATER + timedelta(seconds=30))
    assert await run_at(empty_stage, LATER + timedelta(seconds=40)) == 1
    _, answer = direct(empty_stage, empty_stage.member)
    assert "“120 kilograms” → “150 kilograms”" in answer.text


async def test_change_tells_only_those_whom_it_makes_a_release_wanted(empty_stage: Stage) -> None:
    """One that was wanted before the watch began is no news."""
    await announce(empty_stage, tin(), at=NOW)
    await run_at(empty_stage, NOW)
    await watch(empty_stage.member, words="tin")
    await watch(empty_stage.member, figure="tin over 140 kg")
    await announce(empty_stage, tin_of("150 kilograms"), at=LATER)
    assert await run_at(empty_stage, LATER) == 1
    (alert,) = direct(empty_stage, empty_stage.member)
    assert "more than 140 kilograms" in alert.text


async def test_zone_this_machine_lacks_stops_nobody_else(
    empty_stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    storage = empty_stage.services.storage
    settings = WatchSettings(
        1, WatchCriteria(words=("tin",)), AlertSchedule(zone="Moon/Tycho", bundled_at=NOW.time())
    )
    number = await storage.watches.add(None, settings, now=NOW, by=7)
    await storage.watches.change(number, status=SubscriptionStatus.ACTIVE)
    await watch(empty_stage.member, words="tin")
    await set_up(empty_stage)
    await set_up(empty_stage, empty=True)
    kept = await storage.subscriptions.of_guild(empty_stage.sandbox.guild.id)
    async with storage._database.writing() as connection:
        await connection.exec_driver_sql(
            "UPDATE subscriptions SET zone = 'Moon/Tycho' WHERE id = 1"
        )
    await announce(empty_stage, tin(), at=LATER)
    assert await run_at(empty_stage, LATER) == 1
    assert await run_at(empty_stage, kept[1].next_due) == 1
    assert "schedule.unreadable" in caplog.text
    assert "watch.unreadable" in caplog.text


async def test_release_noted_after_its_briefing_is_in_the_next_one(empty_stage: Stage) -> None:
    """It waited for the writer while the briefing was composed: its moment is before."""
    await announce(empty_stage, grant())
    await set_up(empty_stage)
    tomorrow = datetime(2026, 11, 21, 6, 0, tzinfo=NOW.tzinfo)
    assert await run_at(empty_stage, tomorrow) == 1
    await announce(empty_stage, tin(), at=tomorrow - timedelta(seconds=2))
    assert await run_at(empty_stage, tomorrow + timedelta(days=1)) == 1
    assert "120 kilograms of tin" in posts(empty_stage)[-1].text
    assert "31 schools" not in posts(empty_stage)[-1].text
    assert await run_at(empty_stage, tomorrow + timedelta(days=2)) == 0


async def test_watch_taken_out_or_paused_while_it_is_held_against_events(
    empty_stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = empty_stage.services.storage
    for words in ("tin", "crates", "harbor"):
        await watch(empty_stage.member, words=words)
    await announce(empty_stage, tin(), at=LATER)
    note = type(storage.watches).note_found

    async def meanwhile(*arguments: object, **named: object) -> None:
        await storage.watches.remove(1)
        await storage.watches.change(2, status=SubscriptionStatus.PAUSED)
        await note(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(type(storage.watches), "note_found", meanwhile)
    assert await plan_alerts(storage, LATER) == 1
    await storage.watches.change(2, status=SubscriptionStatus.ACTIVE)
    assert await plan_alerts(storage, at(2)) == 0


async def test_paused_watch_tells_nothing_that_was_planned(empty_stage: Stage) -> None:
    await watch(empty_stage.member, words="tin")
    await announce(empty_stage, tin(), at=LATER)
    assert await plan_alerts(empty_stage.services.storage, LATER) == 1
    await empty_stage.member.run("watch pause", {"watch": 1})
    assert await run_at(empty_stage, LATER) == 0
    assert direct(empty_stage, empty_stage.member) == []


async def test_refusal_does_not_wake_a_watch_or_a_briefing_that_is_paused(
    empty_stage: Stage,
) -> None:
    storage = empty_stage.services.storage
    await watch_channel(empty_stage, words="tin")
    await set_up(empty_stage)
    await empty_stage.admin.run("watch pause", {"watch": 1})
    await empty_stage.admin.run("briefing pause", {"briefing": 1})
    await storage.watches.suspend(1, "refused", undelivered=None)
    await storage.subscriptions.suspend(1, "refused", now=NOW)
    (kept,) = await storage.subscriptions.of_guild(empty_stage.sandbox.guild.id)
    assert kept.status is SubscriptionStatus.PAUSED
    assert await storage.watches.suspended_in(empty_stage.sandbox.guild.id) == []


async def test_watch_that_was_taken_out_corrects_nothing(empty_stage: Stage) -> None:
    await watch(empty_stage.member, words="tin")
    await announce(empty_stage, tin(), at=LATER)
    await run_at(empty_stage, LATER)
    await empty_stage.member.run("watch remove", {"watch": 1})
    await announce(empty_stage, tin_of("150 kilograms"), at=at(2))
    assert await run_at(empty_stage, at(3)) == 0
    assert len(direct(empty_stage, empty_stage.member)) == 1


# Who may see and change what.


async def test_channel_one_does_not_see_has_no_watches_one_knows_of(empty_stage: Stage) -> None:
    await watch_channel(empty_stage, "newsroom", words="tin, zinc")
    channel = empty_stage.sandbox.channel("newsroom")
    member = empty_stage.member
    assert "zinc" in (await member.run("watch list", {})).text
    channel.deny(member, "view_channel")
    assert "Nothing is watched" in (await member.run("watch list", {})).text
    assert "no watch of the number 1" in (await member.run("watch test", {"watch": 1})).text
    assert await member.autocomplete("watch test", "watch", "") == []


async def test_right_in_one_channel_is_none_in_another(empty_stage: Stage) -> None:
    await watch_channel(empty_stage, "newsroom", words="tin")
    helper = empty_stage.sandbox.actor("Eve")
    empty_stage.sandbox.channel("general").allow(helper, "manage_messages")
    refused = await helper.run("watch remove", {"watch": 1})
    assert "manage its messages" in refused.text
    empty_stage.sandbox.channel("newsroom").allow(helper, "manage_messages")
    assert "nothing more" in (await helper.run("watch remove", {"watch": 1})).text


async def test_drafts_do_not_get_past_the_limit_or_the_hello(empty_stage: Stage) -> None:
    member = empty_stage.member
    shown = [await member.run("watch add", {"words": f"tin {n}"}) for n in range(3)]
    drafts = [await reply.followup() for reply in shown]
    assert "no watch of the number 1" in (await member.run("watch resume", {"watch": 1})).text
    storage = empty_stage.services.storage
    await fill(storage, member, 23)
    for draft in drafts[:2]:
        assert "Saved" in (await member.click(draft, "Save")).text
    assert "25 watches already" in (await member.click(drafts[2], "Save")).text
    with pytest.raises(NotAllowedError):
        await storage.watches.add(
            None, WatchSettings(1, WatchCriteria(words=("x",))), now=NOW, by=member.id
        )


async def test_long_list_has_pages(empty_stage: Stage) -> None:
    await fill(empty_stage.services.storage, empty_stage.member, 10)
    for n in range(10, 12):
        await watch(empty_stage.member, words=f"tin {n}, a phrase of several words to watch for")
    first = await empty_stage.member.run("watch list", {})
    assert "“zinc 9”" in first.text
    assert "“tin 11”" not in first.text
    second = await empty_stage.member.click(first, "More ▶")
    assert "“tin 11”" in second.text


@pytest.mark.parametrize(
    "words, watched",
    [
        ("“Acme, Inc.”, tin", "“Acme, Inc.” or “tin”"),
        ('"a, b", c', "“a, b” or “c”"),
        ("tin, ???, zinc", "“tin” or “zinc”"),
        ("tin, zinc -ore", "“tin” or “zinc”, without “ore”"),
    ],
)
async def test_words_are_parted_outside_of_quotation_marks(
    empty_stage: Stage, words: str, watched: str
) -> None:
    await watch(empty_stage.member, words=words)
    assert watched in (await empty_stage.member.run("watch list", {})).text
    refused = await empty_stage.member.run("watch add", {"words": "???"})
    assert "cannot be read" in refused.text


async def test_channel_lede_cannot_read_back_is_refused(empty_stage: Stage) -> None:
    channel = empty_stage.sandbox.channel("newsroom")
    channel.deny_bot("read_message_history")
    refused = await empty_stage.admin.run("watch add", {"words": "tin", "channel": channel})
    assert "read the message history" in refused.text
