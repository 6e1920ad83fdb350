"""Watches: tried on the archive, saved, told over the wire once each, at the hours chosen."""

import copy
from datetime import date, datetime, timedelta

import pytest

from domain.documents import Document
from domain.subscriptions import DeliveryState, SubscriptionStatus
from domain.watches import WatchCriteria, WatchSettings
from sandbox.actor import Actor
from sandbox.reply import Reply
from sandbox.state import Message, MessageFlag
from storage import Storage
from tests.cogs.conftest import Stage
from tests.cogs.releases import LOW_TIDE, NOW
from tests.cogs.test_briefings import announce, grant, posts, run_at, tin

LATER = NOW + timedelta(hours=1)
BERLIN = {"zone": "Europe/Berlin"}


def direct(stage: Stage, actor: Actor) -> list[Reply]:
    """What Lede wrote to somebody, but for its hello."""
    written = stage.sandbox.direct(actor).messages
    return [message for message in written if "you will be told" not in message.text]


def alone(stage: Stage, actor: Actor) -> Actor:
    """The same person, in the direct messages with Lede."""
    return actor.at(stage.sandbox.direct(actor))


async def watch(actor: Actor, **options: object) -> Reply:
    """A watch that is saved."""
    reply = await actor.run("watch add", options)
    saved = await actor.click(await reply.followup(), "Save")
    assert "Saved" in saved.text, saved.text
    return reply


async def fill(storage: Storage, actor: Actor, number: int) -> None:
    """So many watches of a member, kept without the dialogue."""
    for n in range(number):
        settings = WatchSettings(1, WatchCriteria(words=(f"zinc {n}",)))
        kept = await storage.watches.add(None, settings, now=NOW, by=actor.id)
        await storage.watches.change(kept, status=SubscriptionStatus.ACTIVE)


async def test_member_sees_what_a_watch_would_have_sent_before_saving_it(stage: Stage) -> None:
    reply = await stage.member.run("watch add", {"words": "crates, tin"})
    assert reply.is_ephemeral
    assert "1 release, 1 of the last thirty days" in reply.text
    assert "120 kilograms of tin" in reply.text
    asked = await reply.followup()
    assert "“crates” or “tin”" in asked.text
    assert "direct message · at once" in asked.text
    assert "Nothing is watched yet" in (await stage.member.run("watch list", {})).text
    await stage.member.click(asked, "Save")
    assert "“crates” or “tin”" in (await stage.member.run("watch list", {})).text
    assert "Nothing is watched yet" in (await stage.admin.run("watch list", {})).text


async def test_alert_comes_by_direct_message_once(empty_stage: Stage) -> None:
    await watch(empty_stage.member, words="crate")
    await announce(empty_stage, tin(), grant(), at=LATER)
    assert await run_at(empty_stage, LATER) == 1
    assert await run_at(empty_stage, LATER + timedelta(minutes=1)) == 0
    (alert,) = direct(empty_stage, empty_stage.member)
    assert "Alert · “crate”" in alert.text
    assert "We looked in every crate" in alert.text
    assert "31 schools" not in alert.text
    assert str(alert.nonce)
    why = await alone(empty_stage, empty_stage.member).click(alert, "Why this?")
    assert "“crate”" in why.text
    assert "/watch pause" in why.text


async def test_what_was_stored_before_is_not_told(empty_stage: Stage) -> None:
    await announce(empty_stage, tin())
    await run_at(empty_stage, NOW)
    await watch(empty_stage.member, words="tin")
    assert await run_at(empty_stage, LATER) == 0


@pytest.mark.parametrize(
    "bound, is_told",
    [
        ("tin over 100 kg", True),
        ("tin over 200 pounds", True),
        ("tin seizures over 100 kg", True),
        ("tin over 150 kg", False),
        ("zinc over 100 kg", False),
        ("at least 14 arrests", True),
        ("more than 20 arrests", False),
    ],
)
async def test_figure_reaches_its_bound_in_whatever_unit(
    empty_stage: Stage, bound: str, is_told: bool
) -> None:
    await watch(empty_stage.member, figure=bound)
    await announce(empty_stage, tin(), at=LATER)
    assert await run_at(empty_stage, LATER) == int(is_told)


@pytest.mark.parametrize(
    "options, is_told",
    [
        ({"person": "Poe"}, True),
        ({"person": "Po"}, False),
        ({"operation": "operation low tide"}, True),
        ({"agency": "Harbor Office"}, True),
        ({"agency": "Harbor Office", "words": "schools"}, False),
        ({"person": "Ann Poe", "words": "crates", "figure": "tin over 1 kg"}, True),
    ],
)
async def test_all_that_is_given_must_hold(
    stage: Stage, options: dict[str, str], is_told: bool
) -> None:
    await watch(stage.member, **options)
    again = Document("n", LOW_TIDE + "\nAgain.", "New", date(2026, 11, 20), None, "Harbor Office")
    await announce(stage, again, at=LATER)
    assert await run_at(stage, LATER) == int(is_told)


async def test_channel_is_for_those_who_may_manage_its_messages(empty_stage: Stage) -> None:
    channel = empty_stage.sandbox.channel("releases")
    refused = await empty_stage.member.run("watch add", {"words": "tin", "channel": channel})
    assert "manage its messages" in refused.text
    await watch(empty_stage.admin, words="tin", channel=channel)
    await announce(empty_stage, tin(), at=LATER)
    assert await run_at(empty_stage, LATER) == 1
    (alert,) = posts(empty_stage)
    assert "120 kilograms of tin" in alert.text
    assert alert.pings == ()
    assert "“tin”" in (await empty_stage.member.run("watch list", {})).text
    taken = await empty_stage.member.run("watch remove", {"watch": 1})
    assert "manage its messages" in taken.text


async def test_bundle_comes_at_its_local_time(empty_stage: Stage) -> None:
    await watch(empty_stage.member, words="tin, schools", bundled="18:00", **BERLIN)
    await announce(empty_stage, tin(), at=NOW + timedelta(hours=1))
    await announce(empty_stage, grant(), at=NOW + timedelta(hours=2))
    six = datetime(2026, 11, 20, 17, 0, tzinfo=NOW.tzinfo)
    assert await run_at(empty_stage, NOW + timedelta(hours=2)) == 0
    assert await run_at(empty_stage, six - timedelta(minutes=1)) == 0
    assert await run_at(empty_stage, six) == 1
    (alert,) = direct(empty_stage, empty_stage.member)
    assert "**1.**" in alert.text
    assert "31 schools" in alert.text
    assert "tin" in alert.text


async def test_quiet_hours_are_kept_and_nothing_is_lost(empty_stage: Stage) -> None:
    await watch(empty_stage.member, words="tin", quiet="22:00-07:00", **BERLIN)
    night = datetime(2026, 11, 20, 23, 30, tzinfo=NOW.tzinfo)
    await announce(empty_stage, tin(), at=night)
    assert await run_at(empty_stage, night) == 0
    seven = datetime(2026, 11, 21, 6, 0, tzinfo=NOW.tzinfo)
    assert await run_at(empty_stage, seven - timedelta(minutes=1)) == 0
    assert await run_at(empty_stage, seven) == 1


async def test_many_at_once_come_in_a_few_messages(empty_stage: Stage) -> None:
    await watch(empty_stage.member, words="tin")
    places = ("Arden", "Brook", "Cove", "Dale", "Elm", "Ford", "Glen")
    several = [
        Document(place, f"{place} finds {n * 7 + 3} boxes of tin in a {place} cellar.", None,
                 date(2026, 11, 20), None, place)
        for n, place in enumerate(places)
    ]  # fmt: skip
    await announce(empty_stage, *several, at=LATER)
    assert await run_at(empty_stage, LATER) == 2
    told = "".join(alert.text for alert in direct(empty_stage, empty_stage.member))
    assert all(place in told for place in places)


async def test_pause_resume_edit_and_remove(empty_stage: Stage) -> None:
    member = empty_stage.member
    await watch(member, words="tin")
    assert "paused" in (await member.run("watch pause", {"watch": 1})).text
    await announce(empty_stage, tin(), at=LATER)
    assert await run_at(empty_stage, LATER) == 0
    assert "paused" not in (await member.run("watch resume", {"watch": 1})).text
    assert await run_at(empty_stage, LATER) == 0
    edited = await member.run("watch edit", {"watch": 1, "bundled": "18:00", **BERLIN})
    assert "bundled at 18:00 Europe/Berlin" in edited.text
    edited = await member.run("watch edit", {"watch": 1, "bundled": "none", "quiet": "1:00–2:00"})
    assert "at once, quiet 01:00–02:00 Europe/Berlin" in edited.text
    assert "nothing more" in (await member.run("watch remove", {"watch": 1})).text
    assert "no watch of the number 1" in (await member.run("watch test", {"watch": 1})).text


async def test_who_takes_no_direct_messages_is_told_and_nothing_begins(empty_stage: Stage) -> None:
    empty_stage.member.state.takes_direct_messages = False
    reply = await empty_stage.member.run("watch add", {"words": "tin"})
    asked = await reply.followup()
    with empty_stage.sandbox.expecting_refusal(50007):
        refused = await empty_stage.member.click(asked, "Save")
    assert "does not let Lede write to you" in refused.text
    empty_stage.member.state.takes_direct_messages = True
    assert "Saved" in (await empty_stage.member.click(asked, "Save")).text


async def test_refused_watch_rests_and_what_it_found_comes_when_it_resumes(
    empty_stage: Stage,
) -> None:
    member = empty_stage.member
    await watch(member, words="tin, schools")
    member.state.takes_direct_messages = False
    await announce(empty_stage, tin(), at=LATER)
    with empty_stage.sandbox.expecting_refusal(50007):
        assert await run_at(empty_stage, LATER) == 0
    listed = (await member.run("watch list", {})).text
    assert "suspended: Discord does not let Lede write to this person." in listed
    await announce(empty_stage, grant(), at=LATER + timedelta(hours=1))
    assert await run_at(empty_stage, LATER + timedelta(hours=1)) == 0
    member.state.takes_direct_messages = True
    await member.run("watch resume", {"watch": 1})
    assert await run_at(empty_stage, LATER + timedelta(hours=2)) == 1
    (alert,) = direct(empty_stage, member)
    assert "tin" in alert.text
    assert "31 schools" in alert.text


async def test_alert_is_edited_and_answered_when_the_agency_changes_the_release(
    empty_stage: Stage,
) -> None:
    await watch(empty_stage.member, figure="tin over 100 kg")
    await announce(empty_stage, tin(), at=LATER)
    await run_at(empty_stage, LATER)
    changed = tin(LOW_TIDE.replace("120 kilograms", "12 kilograms"))
    await announce(empty_stage, changed, at=LATER + timedelta(hours=1))
    assert await run_at(empty_stage, LATER + timedelta(hours=2)) == 1
    alert, answer = direct(empty_stage, empty_stage.member)
    assert "Corrected" in alert.text
    assert "no longer says" in alert.text
    assert "“120 kilograms” → “12 kilograms”" in answer.text
    assert answer.message is not None
    assert alert.message is not None
    assert answer.message.reply_to == alert.message.id
    assert await run_at(empty_stage, LATER + timedelta(hours=3)) == 0


async def test_change_that_makes_a_release_wanted_is_told(empty_stage: Stage) -> None:
    await watch(empty_stage.member, figure="tin over 500 kg")
    await announce(empty_stage, tin(), at=LATER)
    assert await run_at(empty_stage, LATER) == 0
    changed = tin(LOW_TIDE.replace("120 kilograms", "620 kilograms"))
    await announce(empty_stage, changed, at=LATER + timedelta(hours=1))
    assert await run_at(empty_stage, LATER + timedelta(hours=1)) == 1


@pytest.mark.parametrize(
    "options, why",
    [
        ({}, "Say what to watch for"),
        ({"figure": "a lot of tin"}, "has no bound Lede can read"),
        ({"figure": "over 100 kg"}, "does not say what is counted"),
        ({"words": "tin", "quiet": "at night"}, "are no hours"),
        ({"words": "tin", "bundled": "18:00"}, "in which time zone"),
        ({"words": "tin", "bundled": "25:00", "zone": "Europe/Berlin"}, "is no time of day"),
        ({"words": "tin", "zone": "Mars"}, "is no time zone"),
        ({"agency": "No Such Office"}, "Nothing is stored under"),
    ],
)
async def test_what_cannot_be_watched_is_told(
    empty_stage: Stage, options: dict[str, str], why: str
) -> None:
    assert why in (await empty_stage.member.run("watch add", options)).text


async def test_watch_in_direct_messages_is_ones_own(empty_stage: Stage) -> None:
    member = alone(empty_stage, empty_stage.member)
    reply = await member.run("watch add", {"words": "tin"})
    assert "Saved" in (await member.click(await reply.followup(), "Save")).text
    await announce(empty_stage, tin(), at=LATER)
    assert await run_at(empty_stage, LATER) == 1
    (kept,) = await empty_stage.services.storage.watches.of(None, empty_stage.member.id)
    assert kept.status is SubscriptionStatus.ACTIVE


async def test_members_have_so_many_watches_and_no_more(empty_stage: Stage) -> None:
    await fill(empty_stage.services.storage, empty_stage.member, 24)
    await watch(empty_stage.member, words="tin")
    refused = await empty_stage.member.run("watch add", {"words": "one more"})
    assert "25 watches already" in refused.text
    assert await empty_stage.services.storage.deliveries.counts() == {}
    assert DeliveryState.PLANNED not in await empty_stage.services.storage.deliveries.counts()


@pytest.mark.parametrize("button", ["Save", "Discard"])
async def test_a_draft_is_saved_or_dropped_by_its_maker_alone(
    empty_stage: Stage, button: str
) -> None:
    """Also where somebody who may manage the channel comes by its buttons."""
    channel = empty_stage.sandbox.channel("releases")
    reply = await empty_stage.admin.run("watch add", {"words": "tin", "channel": channel})
    asked = await reply.followup()
    assert asked.message is not None
    world = empty_stage.sandbox.world
    shared = Message(world.ids.next(), asked.message.channel_id, world.bot, world.clock.now())
    shared.components = copy.deepcopy(asked.message.components)
    shared.flags = int(MessageFlag.COMPONENTS_V2)
    world.keep(shared)
    other = empty_stage.sandbox.actor("Cleo", permissions=("manage_messages",))
    refused = await other.click(shared, button)
    assert "There is no watch of the number" in refused.text
    saved = await empty_stage.admin.click(asked, "Save")
    assert "Saved" in saved.text


def moved(stage: Stage, moment: datetime) -> None:
    """Let it be this moment for who types."""
    stage.services.now = lambda: moment


async def edit(actor: Actor, **options: object) -> Reply:
    """What a watch means, edited and saved; gives the question that was asked before."""
    reply = await actor.run("watch edit", {"watch": 1, **options})
    asked = await reply.followup()
    saved = await actor.click(asked, "Save")
    assert "Changed" in saved.text, saved.text
    return asked


async def test_what_a_watch_means_is_shown_before_it_is_changed(empty_stage: Stage) -> None:
    member = empty_stage.member
    await watch(member, words="zinc", figure="tin over 100 kg")
    await announce(empty_stage, tin())
    reply = await member.run("watch edit", {"watch": 1, "words": "crates OR tin"})
    assert "1 release" in reply.text
    asked = await reply.followup()
    before, after = asked.text.split("↓")
    assert "“zinc” · tin: more than 100 kilograms" in before
    assert "**1** · “crates” or “tin” · tin: more than 100 kilograms" in after
    assert "“zinc”" in (await member.run("watch list", {})).text
    await member.click(asked, "Save")
    listed = (await member.run("watch list", {})).text
    assert "“crates” or “tin”" in listed
    assert "zinc" not in listed
    again = await member.click(asked, "Save")
    assert "There is no watch of the number" in again.text
    asked = await edit(member, figure="none", bundled="18:00", **BERLIN)
    assert "kilograms" not in asked.text.split("↓")[1]
    assert "bundled at 18:00 Europe/Berlin" in (await member.run("watch list", {})).text


async def test_discarded_edit_changes_nothing(empty_stage: Stage) -> None:
    member = empty_stage.member
    await watch(member, words="zinc")
    reply = await member.run("watch edit", {"watch": 1, "words": "tin"})
    asked = await reply.followup()
    await member.click(asked, "Discard")
    assert "There is no watch of the number" in (await member.click(asked, "Save")).text
    listed = (await member.run("watch list", {})).text
    assert "“zinc”" in listed
    assert "tin" not in listed


@pytest.mark.parametrize(
    "options, says",
    [
        ({"words": "none"}, "Say what to watch for"),
        ({"words": "-tin"}, "only what must not be there"),
        ({"figure": "a lot of tin"}, "tin"),
        ({"agency": "Office of Nobody at All"}, "Nothing is stored under"),
    ],
)
async def test_edit_that_cannot_be_understood_changes_nothing(
    empty_stage: Stage, options: dict[str, object], says: str
) -> None:
    await watch(empty_stage.member, words="zinc")
    reply = await empty_stage.member.run("watch edit", {"watch": 1, **options})
    assert says in reply.text
    assert "“zinc”" in (await empty_stage.member.run("watch list", {})).text


async def test_edited_watch_loses_nothing_and_tells_nothing_twice(empty_stage: Stage) -> None:
    """What came before the edit is told as it was meant, what comes after as it is meant now."""
    member = empty_stage.member
    await watch(member, words="crates", bundled="18:00", **BERLIN)
    await announce(empty_stage, tin(), at=LATER)
    assert await run_at(empty_stage, LATER) == 0  # waits for the evening
    moved(empty_stage, LATER)
    await edit(member, words="schools", bundled="none")
    assert await run_at(empty_stage, LATER + timedelta(minutes=1)) == 1
    (alert,) = direct(empty_stage, member)
    assert "Alert · “crates”" in alert.text
    await announce(empty_stage, grant(), at=LATER + timedelta(minutes=2))
    assert await run_at(empty_stage, LATER + timedelta(minutes=2)) == 1
    assert "Alert · “schools”" in direct(empty_stage, member)[1].text
    moved(empty_stage, LATER + timedelta(minutes=3))
    await edit(member, words="schools OR crates")
    assert await run_at(empty_stage, LATER + timedelta(hours=30)) == 0


async def test_what_came_just_before_an_edit_is_judged_by_what_was_meant(
    empty_stage: Stage,
) -> None:
    """Also where nobody has looked at it yet."""
    member = empty_stage.member
    await watch(member, words="crates")
    await announce(empty_stage, tin(), at=LATER)
    moved(empty_stage, LATER + timedelta(seconds=1))
    await edit(member, words="schools")
    await announce(empty_stage, grant(), at=LATER + timedelta(seconds=2))
    assert await run_at(empty_stage, LATER + timedelta(seconds=3)) == 1
    (alert,) = direct(empty_stage, member)
    assert "We looked in every crate" in alert.text
    assert "31 schools" in alert.text
