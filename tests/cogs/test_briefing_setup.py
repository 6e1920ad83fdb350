"""/briefing setup as a dialogue: channel, beat, time and zone by a click each, a look, saving."""

from datetime import timedelta

from domain.subscriptions import SubscriptionStatus
from sandbox.reply import Reply, Select
from tests.cogs.conftest import Stage
from tests.cogs.releases import NOW
from tests.cogs.test_briefings import announce, grant, tin


def menu(reply: Reply, placeholder: str) -> Select:
    return next(one for one in reply.selects if one.placeholder == placeholder)


def chosen(reply: Reply, placeholder: str) -> list[str]:
    return [option.label for option in menu(reply, placeholder).options if option.default]


async def test_every_step_is_one_click(empty_stage: Stage) -> None:
    await announce(empty_stage, tin(), grant(), at=NOW - timedelta(hours=2))
    admin = empty_stage.admin
    asked = await admin.run("briefing setup", {})
    assert asked.is_ephemeral
    assert chosen(asked, "What it is about") == ["everything"]
    assert chosen(asked, "When it comes") == ["07:30"]
    assert chosen(asked, "In which time zone") == ["America/New_York"]
    releases = empty_stage.sandbox.channel("releases")
    for step, value in (
        ("Where it is posted", releases),
        ("What it is about", "drugs"),
        ("When it comes", "08:30"),
        ("In which time zone", "Europe/Berlin"),
    ):
        asked = await admin.select(asked, step, [value])
    assert "08:30 Europe/Berlin, every day" in asked.text
    assert "#releases" in asked.text
    assert chosen(asked, "What it is about") == ["drugs"]
    seen = await admin.click(asked, "Preview")
    assert "Briefing · " in seen.text
    # Of a beat without news.
    assert "tin" not in seen.text
    asked = await admin.select(asked, "What it is about", ["everything"])
    assert "tin" in (await admin.click(asked, "Preview")).text
    saved = await admin.click(asked, "Save")
    assert "Saved" in saved.text
    (kept,) = await empty_stage.services.storage.subscriptions.of_guild(
        empty_stage.sandbox.guild.id
    )
    assert kept.status is SubscriptionStatus.ACTIVE
    assert kept.settings.channel_id == releases.id
    assert f"{kept.settings.schedule.at:%H:%M} {kept.settings.schedule.zone}" == (
        "08:30 Europe/Berlin"
    )
    assert kept.next_due.hour == 7
    # The menus of what is saved change nothing any more.
    refused = await admin.select(asked, "When it comes", ["05:00"])
    assert "saved already" in refused.text


async def test_what_is_typed_is_chosen_already(empty_stage: Stage) -> None:
    options = {"time": "7.45", "zone": "Munich", "agency": "none", "words": "zinc"}
    asked = await empty_stage.admin.run("briefing setup", options)
    assert chosen(asked, "When it comes") == ["07:45"]
    assert chosen(asked, "In which time zone") == ["Europe/Berlin"]
    # What is no ready-made beat is none of the menu's.
    assert chosen(asked, "What it is about") == []
    assert "“zinc”" in asked.text


async def test_a_draft_is_discarded(empty_stage: Stage) -> None:
    asked = await empty_stage.admin.run("briefing setup", {})
    assert "Discarded" in (await empty_stage.admin.click(asked, "Discard")).text
    assert "No briefing" in (await empty_stage.admin.run("briefing list", {})).text


async def test_without_a_channel_there_is_nothing_to_save(empty_stage: Stage) -> None:
    sandbox, admin = empty_stage.sandbox, empty_stage.admin
    sandbox.channel().deny_bot("read_message_history")
    asked = await admin.run("briefing setup", {})
    assert "Choose first where it is posted." in asked.text
    assert {b.label: b.disabled for b in asked.buttons} == {
        "Preview": True,
        "Save": True,
        "Discard": False,
    }
    refused = await admin.select(asked, "Where it is posted", [sandbox.channel()])
    assert "may not write in" in refused.text
    other = sandbox.add_channel("desk")
    asked = await admin.select(asked, "Where it is posted", [other])
    assert "#desk" in asked.text
    assert not any(b.disabled for b in asked.buttons)
