"""A member's own briefing: by direct message, once a day, until they end it."""

from datetime import timedelta

from domain.subscriptions import SubscriptionStatus
from sandbox.reply import Reply
from tests.cogs.conftest import Stage
from tests.cogs.releases import NOW
from tests.cogs.test_briefing_setup import chosen
from tests.cogs.test_briefings import TOMORROW, ZONE, announce, grant, run_at, set_up, tin


def letters(stage: Stage) -> list[Reply]:
    """The briefings in the member's direct messages."""
    return [m for m in stage.sandbox.direct(stage.member).messages if "Briefing · " in m.text]


async def subscribe(stage: Stage, **options: object) -> None:
    reply = await stage.member.run("mybriefing setup", {**ZONE, **options})
    assert reply.is_ephemeral
    saved = await stage.member.click(await reply.followup(), "Save")
    assert "Saved" in saved.text


async def test_a_member_sets_it_up_by_clicks_and_gets_it_once(empty_stage: Stage) -> None:
    member = empty_stage.member
    await announce(empty_stage, tin(), grant())
    asked = await member.run("mybriefing setup", {})
    assert asked.is_ephemeral
    assert not [s for s in asked.selects if s.placeholder == "Where it is posted"]
    assert chosen(asked, "When it comes") == ["07:30"]
    asked = await member.select(asked, "When it comes", ["07:00"])
    asked = await member.select(asked, "In which time zone", ["Europe/Berlin"])
    assert "direct message · 07:00 Europe/Berlin, every day" in asked.text
    assert "tin" in (await member.click(asked, "Preview")).text
    assert "Saved" in (await member.click(asked, "Save")).text
    assert "Here it will come." in empty_stage.sandbox.direct(member).messages[-1].text
    assert await run_at(empty_stage, TOMORROW - timedelta(minutes=1)) == 0
    assert await run_at(empty_stage, TOMORROW) == 1
    assert await run_at(empty_stage, TOMORROW + timedelta(minutes=1)) == 0
    (letter,) = letters(empty_stage)
    assert "120 kilograms of tin" in letter.text
    reader = member.at(empty_stage.sandbox.direct(member))
    why = await reader.click(letter, "Why this?")
    assert "/mybriefing setup changes it" in why.text
    # No server knows of it.
    listed = await empty_stage.admin.run("briefing list", {})
    assert "No briefing is set up" in listed.text


async def test_each_has_one_of_their_own(empty_stage: Stage) -> None:
    await announce(empty_stage, tin(), grant())
    await subscribe(empty_stage, words="tin")
    other = empty_stage.sandbox.actor("Cem")
    reply = await other.run("mybriefing setup", {**ZONE, "words": "schools"})
    await other.click(await reply.followup(), "Save")
    # A second one takes the first one's place, also on a day that had its briefing.
    assert await run_at(empty_stage, TOMORROW) == 2
    await subscribe(empty_stage, words="grants", time="07:30")
    await announce(empty_stage, grant(), at=TOMORROW)
    assert await run_at(empty_stage, TOMORROW + timedelta(hours=1)) == 0
    shown = await empty_stage.member.run("mybriefing show", {})
    assert "“grants”" in (await shown.followup()).text
    (letter,) = letters(empty_stage)
    assert "tin" in letter.text
    assert "schools" not in letter.text
    (theirs,) = [m for m in empty_stage.sandbox.direct(other).messages if "Briefing · " in m.text]
    assert "schools" in theirs.text
    assert "tin" not in theirs.text


async def test_the_button_under_it_ends_it(empty_stage: Stage) -> None:
    await announce(empty_stage, tin())
    await subscribe(empty_stage)
    await run_at(empty_stage, TOMORROW)
    (letter,) = letters(empty_stage)
    reader = empty_stage.member.at(empty_stage.sandbox.direct(empty_stage.member))
    ended = await reader.click(letter, "Unsubscribe")
    assert "comes no more" in ended.text
    await announce(empty_stage, grant(), at=TOMORROW + timedelta(hours=1))
    assert await run_at(empty_stage, TOMORROW + timedelta(days=1)) == 0
    resumed = await reader.run("mybriefing resume", {})
    assert "next 2026-11-23 06:00 UTC" in resumed.text
    assert await run_at(empty_stage, TOMORROW + timedelta(days=2)) == 1
    removed = await reader.run("mybriefing remove", {})
    assert "This briefing comes no more." in removed.text
    assert "no briefing of your own" in (await reader.run("mybriefing show", {})).text


async def test_briefings_of_channels_have_no_such_button(empty_stage: Stage) -> None:
    await announce(empty_stage, tin())
    await set_up(empty_stage)
    await run_at(empty_stage, TOMORROW)
    (post,) = empty_stage.sandbox.channel("releases").messages
    assert "Unsubscribe" not in [b.label for b in post.buttons]


async def test_closed_messages_are_told_before_anything_is_saved(empty_stage: Stage) -> None:
    member = empty_stage.member
    member.state.takes_direct_messages = False
    reply = await member.run("mybriefing setup", dict(ZONE))
    asked = await reply.followup()
    with empty_stage.sandbox.expecting_refusal(50007):
        refused = await member.click(asked, "Save")
    assert "does not let Lede write to you" in refused.text
    assert "no briefing of your own" in (await member.run("mybriefing show", {})).text
    member.state.takes_direct_messages = True
    assert "Saved" in (await member.click(asked, "Save")).text


async def test_messages_closed_later_are_told_of_once_and_it_rests(empty_stage: Stage) -> None:
    member = empty_stage.member
    await announce(empty_stage, tin())
    await subscribe(empty_stage)
    member.state.takes_direct_messages = False
    with empty_stage.sandbox.expecting_refusal(50007):
        assert await run_at(empty_stage, TOMORROW) == 0
    subscriptions = empty_stage.services.storage.subscriptions
    kept = await subscriptions.own(member.id)
    assert kept is not None
    assert kept.status is SubscriptionStatus.SUSPENDED
    # Others are told nothing of it; the member, the next time they ask for anything.
    assert not (await empty_stage.admin.run("latest", {})).followups
    asked = await member.run("latest", {})
    told = await asked.followup()
    assert told.is_ephemeral
    assert "does not let Lede write to this person" in told.text
    assert "/mybriefing resume" in told.text
    assert not (await member.run("latest", {})).followups
    kept = await subscriptions.own(member.id)
    assert kept is not None
    assert kept.status is SubscriptionStatus.PAUSED
    with empty_stage.sandbox.expecting_refusal(50007):
        refused = await member.run("mybriefing resume", {})
    assert "does not let Lede write to you" in refused.text
    member.state.takes_direct_messages = True
    assert "Resumed" in (await member.run("mybriefing resume", {})).text
    await announce(empty_stage, grant(), at=TOMORROW + timedelta(hours=1))
    assert await run_at(empty_stage, TOMORROW + timedelta(days=1)) == 1


async def test_forgetting_a_member_takes_it_along(empty_stage: Stage) -> None:
    await announce(empty_stage, tin())
    await subscribe(empty_stage)
    await set_up(empty_stage)
    await run_at(empty_stage, TOMORROW)
    told = await empty_stage.member.run("forget", {"sure": True})
    assert "1 briefings" in told.text
    storage = empty_stage.services.storage
    assert await storage.subscriptions.own(empty_stage.member.id) is None
    # What the server has stays, with what was sent of it.
    assert len(await storage.subscriptions.of_guild(empty_stage.sandbox.guild.id)) == 1
    assert sum((await storage.deliveries.counts()).values()) == 1


async def test_what_is_not_saved_is_gone_after_a_day(empty_stage: Stage) -> None:
    reply = await empty_stage.member.run("mybriefing setup", dict(ZONE))
    asked = await reply.followup()
    await empty_stage.services.storage.forgetting.forget_old(NOW + timedelta(days=2))
    assert "nothing to save here" in (await empty_stage.member.click(asked, "Save")).text
