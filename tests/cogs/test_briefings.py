"""Daily briefings: set up by an admin, delivered over the wire, once each whatever breaks."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from sqlite3 import connect

import pytest
from discord import app_commands

from bot.dispatch import Dispatch
from bot.posting import DiscordTransport
from domain.documents import Document
from domain.subscriptions import BriefingSettings, DeliveryState, ReleaseFilter, SubscriptionStatus
from pipeline.budget import Budget
from pipeline.planning import Planner
from processing import analyse
from sandbox.reply import Reply
from tests.cogs.conftest import Stage
from tests.cogs.releases import GRANT, LOW_TIDE, NOW

ZONE = {"time": "07:00", "zone": "Europe/Berlin"}
TOMORROW = datetime(2026, 11, 21, 6, 0, tzinfo=NOW.tzinfo)


async def announce(stage: Stage, *documents: Document, at: datetime = NOW) -> None:
    pairs = [(document, analyse(document)) for document in documents]
    await stage.services.storage.releases.save_many(pairs, now=at, announce=True)


def tin(text: str = LOW_TIDE) -> Document:
    url = "https://harbor.example/low-tide"
    title = "Harbor Office seizes 120 kilograms of tin in Operation Low Tide"
    return Document("tin", text, title, date(2026, 11, 20), url, "Harbor Office")


def grant() -> Document:
    return Document("grant", GRANT, "Lake County gives $2.5 million", None, None, "Lake")


def daily_of(stage: Stage) -> Dispatch:
    return Dispatch(stage.services, DiscordTransport(stage.bot), Budget(100_000))


def posts(stage: Stage) -> list[Reply]:
    """What stands in the channel for briefings."""
    return list(stage.sandbox.channel("releases").messages)


async def set_up(stage: Stage, **options: object) -> Reply:
    """A briefing in #releases at seven in Berlin, saved."""
    chosen = {"channel": stage.sandbox.channel("releases"), **ZONE, **options}
    reply = await stage.admin.run("briefing setup", chosen)
    saved = await stage.admin.click(await reply.followup(), "Save")
    assert "Saved" in saved.text
    return reply


async def run_at(stage: Stage, moment: datetime) -> int:
    stage.services.now = lambda: moment
    return await daily_of(stage).step()


async def test_admin_sees_a_preview_before_anything_is_saved(empty_stage: Stage) -> None:
    await announce(empty_stage, tin(), grant(), at=NOW - timedelta(hours=2))
    options = {"channel": empty_stage.sandbox.channel("releases"), **ZONE, "words": "tin, zinc"}
    reply = await empty_stage.admin.run("briefing setup", options)
    assert reply.is_ephemeral
    assert "120 kilograms of tin" in reply.text
    assert "$2.5 million" not in reply.text
    asked = await reply.followup()
    assert "07:00 Europe/Berlin, every day" in asked.text
    assert "“tin”, “zinc”" in asked.text
    assert "No briefing is set up" in (await empty_stage.admin.run("briefing list", {})).text
    await empty_stage.admin.click(asked, "Save")
    listed = (await empty_stage.admin.run("briefing list", {})).text
    assert "next 2026-11-21 06:00 UTC" in listed


async def test_preview_after_a_first_poll_shows_what_is_stored(stage: Stage) -> None:
    options = {"channel": stage.sandbox.channel("releases"), **ZONE}
    reply = await stage.admin.run("briefing setup", options)
    assert "120 kilograms of tin" in reply.text
    asked = await reply.followup()
    assert "suspended" not in asked.text
    assert "next 2026-11-21 06:00 UTC" in asked.text


async def test_discarded_preview_leaves_nothing(empty_stage: Stage) -> None:
    options = {"channel": empty_stage.sandbox.channel("releases"), **ZONE}
    reply = await empty_stage.admin.run("briefing setup", options)
    dropped = await empty_stage.admin.click(await reply.followup(), "Discard")
    assert "Nothing was set up." in dropped.text
    assert await run_at(empty_stage, TOMORROW) == 0


async def test_briefing_comes_at_its_time_once(empty_stage: Stage) -> None:
    whole = "“Every crate in this harbor was opened. Nothing is left.” said Ann Poe, the director."
    await announce(empty_stage, tin(LOW_TIDE + "\n" + whole), grant())
    await set_up(empty_stage)
    assert await run_at(empty_stage, TOMORROW - timedelta(minutes=1)) == 0
    assert await run_at(empty_stage, TOMORROW) == 1
    assert await run_at(empty_stage, TOMORROW + timedelta(minutes=1)) == 0
    (post,) = posts(empty_stage)
    for words in (
        "Briefing · 21 November 2026",
        "120 kilograms of tin",
        "31 schools",
        "Number of the day",
        "Nothing is left.",
    ):
        assert words in post.text, words
    assert post.nonce
    assert len(str(post.nonce)) <= 25
    assert (
        "14 people"
        in (await empty_stage.member.click(post, "Brief 1")).text
        + (await empty_stage.member.click(post, "Brief 2")).text
    )
    why = await empty_stage.member.click(post, "Why this?")
    assert "07:00 Europe/Berlin" in why.text


async def test_next_briefing_holds_only_what_is_new(empty_stage: Stage) -> None:
    await announce(empty_stage, tin())
    await set_up(empty_stage)
    await run_at(empty_stage, TOMORROW)
    await announce(empty_stage, grant(), at=TOMORROW + timedelta(hours=1))
    assert await run_at(empty_stage, TOMORROW + timedelta(days=1)) == 1
    assert "tin" not in posts(empty_stage)[-1].text
    assert "31 schools" in posts(empty_stage)[-1].text


async def test_correction_is_told_with_what_changed(empty_stage: Stage) -> None:
    await announce(empty_stage, tin())
    await set_up(empty_stage)
    await run_at(empty_stage, TOMORROW)
    changed = tin(LOW_TIDE.replace("14 people", "15 people"))
    await announce(empty_stage, changed, at=TOMORROW + timedelta(hours=1))
    await run_at(empty_stage, TOMORROW + timedelta(days=1))
    text = posts(empty_stage)[-1].text
    assert "Corrections" in text
    assert "“14 people” → “15 people”" in text


async def test_posted_message_is_edited_when_the_agency_changes_the_release(
    empty_stage: Stage,
) -> None:
    await announce(empty_stage, tin())
    await set_up(empty_stage)
    await run_at(empty_stage, TOMORROW)
    (post,) = posts(empty_stage)
    assert "Corrected" not in post.text
    changed = tin(LOW_TIDE.replace("120 kilograms", "150 kilograms"))
    await announce(empty_stage, changed, at=TOMORROW + timedelta(hours=1))
    await run_at(empty_stage, TOMORROW + timedelta(hours=2))
    edited, answer = posts(empty_stage)
    assert edited.message_id == post.message_id
    assert answer.message is not None
    assert answer.message.reply_to == post.message_id
    for told in (edited, answer):
        assert "Corrected" in told.text
        assert "“120 kilograms” → “150 kilograms”" in told.text
    edits = [r for r in empty_stage.sandbox.requests if r.method == "PATCH"]
    await run_at(empty_stage, TOMORROW + timedelta(hours=3))
    assert len([r for r in empty_stage.sandbox.requests if r.method == "PATCH"]) == len(edits)


async def test_day_without_news_is_silent_unless_asked(empty_stage: Stage) -> None:
    await set_up(empty_stage)
    assert await run_at(empty_stage, TOMORROW) == 0
    await empty_stage.admin.run("briefing edit", {"briefing": 1, "empty": True})
    assert await run_at(empty_stage, TOMORROW + timedelta(days=1)) == 1
    assert "Nothing new since the last briefing." in posts(empty_stage)[-1].text


async def test_role_is_the_only_mention(empty_stage: Stage) -> None:
    role = empty_stage.sandbox.add_role("desk")
    await announce(empty_stage, tin())
    await set_up(empty_stage, role=role)
    await run_at(empty_stage, TOMORROW)
    (post,) = posts(empty_stage)
    assert "@desk" in post.text
    assert list(post.pings) == [str(role.id)]


async def test_role_and_beat_can_be_taken_back_and_what_is_left_out_stays(
    empty_stage: Stage,
) -> None:
    admin, role = empty_stage.admin, empty_stage.sandbox.add_role("desk")
    await set_up(empty_stage, role=role, words="tin", person="Ann Poe", length=3, on="Mon-Fri")
    subscriptions = empty_stage.services.storage.subscriptions
    before = (await subscriptions.find(1)).settings  # type: ignore[union-attr]
    assert before.role_id == role.id

    async def edited(**options: object) -> BriefingSettings:
        reply = await admin.run("briefing edit", {"briefing": 1, **options})
        assert "Changed" in reply.text
        found = await subscriptions.find(1)
        assert found
        return found.settings

    assert await edited() == before
    assert await edited(clear="role") == replace(before, role_id=None)
    assert await edited(role=role) == before
    assert await edited(words="none") == replace(before, beat=replace(before.beat, words=()))
    assert await edited(clear="beat", words="zinc") == replace(
        before, beat=ReleaseFilter(words=("zinc",))
    )
    cleared = await edited(clear="role", time="08:30")
    assert cleared.schedule == replace(before.schedule, at=time(8, 30))
    assert cleared.role_id is None


async def test_setup_and_edit_ask_for_the_same_in_the_same_words(empty_stage: Stage) -> None:
    group = empty_stage.bot.tree.get_command("briefing")
    assert isinstance(group, app_commands.Group)
    options = {
        name: {p.display_name: (str(p.description), p.type) for p in command.parameters}
        for name in ("setup", "edit")
        if isinstance(command := group.get_command(name), app_commands.Command)
    }
    own = {"briefing", "clear"}
    assert options["setup"] == {n: o for n, o in options["edit"].items() if n not in own}
    assert own < options["edit"].keys()


async def test_pause_resume_skip_and_remove(empty_stage: Stage) -> None:
    await set_up(empty_stage, empty=True)
    admin = empty_stage.admin
    assert "paused" in (await admin.run("briefing pause", {"briefing": 1})).text
    assert await run_at(empty_stage, TOMORROW) == 0
    assert "next" in (await admin.run("briefing resume", {"briefing": 1})).text
    skipped = await admin.run("briefing skip", {"briefing": 1})
    assert "22 November 2026 is left out" in skipped.text
    assert await run_at(empty_stage, TOMORROW + timedelta(days=1)) == 0
    assert await run_at(empty_stage, TOMORROW + timedelta(days=2)) == 1
    assert "no more" in (await admin.run("briefing remove", {"briefing": 1})).text
    assert await run_at(empty_stage, TOMORROW + timedelta(days=3)) == 0


async def test_now_posts_todays_briefing_and_no_second_one(empty_stage: Stage) -> None:
    await announce(empty_stage, tin(), at=NOW - timedelta(hours=1))
    await set_up(empty_stage)
    said = await empty_stage.admin.run("briefing now", {"briefing": 1})
    assert "on its way" in said.text
    assert await run_at(empty_stage, NOW) == 1
    again = await empty_stage.admin.run("briefing now", {"briefing": 1})
    assert "there is one a day" in again.text


@pytest.mark.parametrize(
    "options, why",
    [
        ({"time": "25:00", "zone": "Europe/Berlin"}, "“25:00” is no time of day"),
        ({"time": "07:00", "zone": "Mars"}, "“Mars” is no time zone"),
        ({**ZONE, "on": "someday"}, "“someday” are no days of the week"),
        ({**ZONE, "on": "T, S"}, "“T, S” are no days of the week"),
    ],
)
async def test_what_cannot_be_set_up_is_told(
    empty_stage: Stage, options: dict[str, str], why: str
) -> None:
    channel = empty_stage.sandbox.channel("releases")
    reply = await empty_stage.admin.run("briefing setup", {"channel": channel, **options})
    assert why in reply.text


@pytest.mark.parametrize(
    "typed, shown",
    [
        ("Mon, Wed, Fri", "Mon, Wed, Fri"),
        ("Monday to Friday", "Monday to Friday"),
        ("fri-sun", "Fri, Sat, Sun"),
        ("saturday-monday", "Mon, Sat, Sun"),
        ("every day", "every day"),
        ("Tuesday", "Tue"),
    ],
)
async def test_days_of_the_week_are_chosen_freely(
    empty_stage: Stage, typed: str, shown: str
) -> None:
    await set_up(empty_stage, on=typed)
    listed = (await empty_stage.admin.run("briefing list", {})).text
    assert f"07:00 Europe/Berlin, {shown}\n" in listed


async def test_days_are_offered_and_read_in_the_language_of_the_admin(empty_stage: Stage) -> None:
    empty_stage.admin.state.locale = "de"
    offered = await empty_stage.admin.autocomplete("briefing setup", "on", "mi")
    assert ("Mittwoch", "Mittwoch") in offered
    options = {"channel": empty_stage.sandbox.channel("releases"), **ZONE, "on": "Mo-Mi"}
    reply = await empty_stage.admin.run("briefing setup", options)
    assert "Mo., Di., Mi." in (await reply.followup()).text


async def test_zones_and_briefings_are_offered(empty_stage: Stage) -> None:
    await set_up(empty_stage)
    admin = empty_stage.admin
    zones = await admin.autocomplete("briefing setup", "zone", "new york")
    assert zones == [("America/New_York", "America/New_York")]
    assert await admin.autocomplete("briefing pause", "briefing", "") == [
        ("1 · #releases 07:00", 1)
    ]


async def test_other_servers_do_not_see_or_change_it(empty_stage: Stage) -> None:
    await set_up(empty_stage)
    other = empty_stage.sandbox.add_guild("Other", "general")
    stranger = empty_stage.sandbox.actor("Eve", permissions=("manage_guild",), guild=other)
    assert "No briefing is set up" in (await stranger.run("briefing list", {})).text
    refused = await stranger.run("briefing remove", {"briefing": 1})
    assert "no briefing of the number 1" in refused.text


# What breaks.


@pytest.mark.parametrize("kind", ["429", "500", "502", "reset", "lost_answer", "lost_reset"])
async def test_trouble_on_the_way_makes_one_message(
    empty_stage: Stage, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _without_waiting(monkeypatch)
    await announce(empty_stage, tin())
    await set_up(empty_stage)
    empty_stage.sandbox.fail_next(kind, "POST /channels", times=2)  # type: ignore[arg-type]
    await run_at(empty_stage, TOMORROW)
    await run_at(empty_stage, TOMORROW + timedelta(seconds=30))
    assert len(posts(empty_stage)) == 1
    ((state, number),) = (await empty_stage.services.storage.deliveries.counts()).items()
    assert (state, number) == (DeliveryState.SENT, 1)


async def test_channel_that_is_gone_suspends_and_keeps_the_settings(empty_stage: Stage) -> None:
    await announce(empty_stage, tin())
    await set_up(empty_stage, words="tin")
    empty_stage.sandbox.remove_bot(empty_stage.sandbox.guild)
    with empty_stage.sandbox.expecting_refusal(50001):
        await run_at(empty_stage, TOMORROW)
    guild = empty_stage.sandbox.guild.id
    (kept,) = await empty_stage.services.storage.subscriptions.of_guild(guild)
    assert kept.status is SubscriptionStatus.SUSPENDED
    assert kept.settings.beat.words == ("tin",)
    assert kept.reason


async def test_server_that_invites_lede_again_gets_its_briefing_again(empty_stage: Stage) -> None:
    await announce(empty_stage, tin())
    await set_up(empty_stage, empty=True)
    sandbox = empty_stage.sandbox
    sandbox.remove_bot(sandbox.guild)
    with sandbox.expecting_refusal(50001):
        await run_at(empty_stage, TOMORROW)
    sandbox.invite_bot(sandbox.guild)
    storage = empty_stage.services.storage
    for _ in range(100):
        (kept,) = await storage.subscriptions.of_guild(sandbox.guild.id)
        if kept.status is SubscriptionStatus.ACTIVE:
            break
        await asyncio.sleep(0.02)
    assert kept.next_due == TOMORROW + timedelta(days=1)
    assert await run_at(empty_stage, TOMORROW + timedelta(days=1)) == 1


async def test_gateway_that_drops_and_resumes_costs_nothing(empty_stage: Stage) -> None:
    await announce(empty_stage, tin())
    await set_up(empty_stage)
    empty_stage.sandbox.gateway.drop()
    assert await run_at(empty_stage, TOMORROW) == 1
    assert len(posts(empty_stage)) == 1


async def test_database_that_is_locked_loses_nothing(empty_stage: Stage, tmp_path: Path) -> None:
    """Another process writes; the step fails, and the next one sends."""
    await announce(empty_stage, tin())
    await set_up(empty_stage)
    other = connect(tmp_path / "lede.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    empty_stage.services.now = lambda: TOMORROW
    step = asyncio.create_task(daily_of(empty_stage).step())
    await asyncio.sleep(0.2)
    assert posts(empty_stage) == []
    other.execute("ROLLBACK")
    other.close()
    assert await step == 1


async def test_clock_set_back_an_hour_posts_nothing_again(empty_stage: Stage) -> None:
    await announce(empty_stage, tin())
    await set_up(empty_stage, empty=True)
    for hours in (0, -1, 0, 1):
        await run_at(empty_stage, TOMORROW + timedelta(hours=hours))
    assert len(posts(empty_stage)) == 1


async def test_late_briefing_says_so_and_one_too_late_is_skipped(empty_stage: Stage) -> None:
    await announce(empty_stage, tin())
    await set_up(empty_stage, empty=True)
    assert await run_at(empty_stage, TOMORROW + timedelta(hours=2)) == 1
    assert "late, Lede was not running" in posts(empty_stage)[0].text
    assert await run_at(empty_stage, TOMORROW + timedelta(days=1, hours=7)) == 0
    states = [
        d.state for d in await empty_stage.services.storage.deliveries.of_subscription(1, limit=5)
    ]
    assert states == [DeliveryState.SKIPPED, DeliveryState.SENT]


async def test_crash_before_the_answer_is_settled_by_reading_the_channel_back(
    empty_stage: Stage,
) -> None:
    """The message stands in the channel, the ledger does not know; the nonce is forgotten."""
    await announce(empty_stage, tin())
    await set_up(empty_stage)
    storage = empty_stage.services.storage
    daily = daily_of(empty_stage)
    await _sent_but_not_settled(empty_stage, daily, TOMORROW)
    assert len(posts(empty_stage)) == 1
    later = TOMORROW + timedelta(hours=1)
    assert await run_at(empty_stage, later) == 0
    assert len(posts(empty_stage)) == 1
    (delivery,) = await storage.deliveries.of_subscription(1, limit=5)
    assert delivery.state is DeliveryState.SENT
    assert delivery.message_id == posts(empty_stage)[0].message_id


async def test_crash_before_the_message_went_out_sends_it_later(empty_stage: Stage) -> None:
    await announce(empty_stage, tin())
    await set_up(empty_stage)
    storage = empty_stage.services.storage
    empty_stage.services.now = lambda: TOMORROW
    await Planner(storage, lambda: TOMORROW).plan_due()
    assert len(await storage.deliveries.claim(TOMORROW, limit=5)) == 1
    assert await run_at(empty_stage, TOMORROW + timedelta(hours=1)) == 1
    assert len(posts(empty_stage)) == 1


async def _sent_but_not_settled(stage: Stage, daily: Dispatch, moment: datetime) -> None:
    """As a crash leaves it between Discord's answer and the ledger."""
    deliveries = stage.services.storage.deliveries
    settle = type(deliveries).settle

    async def crash(*_: object) -> None:
        raise KeyboardInterrupt

    stage.services.now = lambda: moment
    type(deliveries).settle = crash  # type: ignore[assignment,method-assign]
    try:
        with pytest.raises(KeyboardInterrupt):
            await daily.step()
    finally:
        type(deliveries).settle = settle  # type: ignore[method-assign]


async def _without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the library's own pauses between tries pass at once."""
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def brief(seconds: float, *_: object) -> None:
        await sleep(min(seconds, 0.01))

    monkeypatch.setattr("discord.http.asyncio.sleep", brief)


# What a briefing is about.


async def beat_of(stage: Stage, number: int = 1) -> ReleaseFilter:
    found = await stage.services.storage.subscriptions.of_guild(stage.sandbox.guild.id)
    return next(s.settings.beat for s in found if s.subscription_id == number)


@pytest.mark.parametrize(
    "options, has_tin, has_grant",
    [
        ({"person": "Ann Poe"}, True, False),
        ({"person": "Poe, Nwosu"}, True, False),
        ({"person": "Po"}, False, False),
        ({"place": "Portugal"}, True, False),
        ({"place": "Ohio, Portugal"}, True, True),
        ({"agency": "Harbor Office"}, True, False),
        ({"agency": "Lake, Harbor Office"}, True, True),
        ({"agency": "Lake, Harbor Office", "exclude": "tin"}, False, True),
    ],
)
async def test_beat_lets_through_what_it_is_about(
    empty_stage: Stage, options: dict[str, str], has_tin: bool, has_grant: bool
) -> None:
    schools = replace(grant(), text=f"{GRANT}\nAll of them are in Ohio.\n")
    await announce(empty_stage, tin(f"{LOW_TIDE}\nIt came from Portugal.\n"), schools)
    await set_up(empty_stage, **options, empty=True)
    await run_at(empty_stage, TOMORROW)
    (post,) = posts(empty_stage)
    assert ("120 kilograms of tin" in post.text) == has_tin
    assert ("31 schools" in post.text) == has_grant


async def test_agency_nobody_stores_is_refused(empty_stage: Stage) -> None:
    await announce(empty_stage, tin())
    channel = empty_stage.sandbox.channel("releases")
    options = {"channel": channel, **ZONE, "agency": "Harbor Office, Mountain Office"}
    reply = await empty_stage.admin.run("briefing setup", options)
    assert "Nothing is stored under “Mountain Office”" in reply.text


async def test_edit_takes_words_and_names_back(empty_stage: Stage) -> None:
    await announce(empty_stage, tin())
    await set_up(empty_stage, words="tin, zinc", person="Ann Poe", agency="Harbor Office")
    edit = {"briefing": 1, "words": "none", "agency": "none", "place": "Harbor City"}
    edited = await empty_stage.admin.run("briefing edit", edit)
    assert "Ann Poe, Harbor City" in edited.text
    assert await beat_of(empty_stage) == ReleaseFilter(people=("Ann Poe",), places=("Harbor City",))
