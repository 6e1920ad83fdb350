"""What users missed: each was tried by hand and went wrong once."""

from datetime import time

import pytest

from cogs._parsing import read_days, read_hours, read_time
from domain.documents import Document
from domain.errors import LedeError, UnreadableInputError
from domain.sources import Kind, Source
from domain.subscriptions import EVERY_DAY, WORKDAYS
from pipeline.zones import find_zones, read_zone
from rendering.language import language
from tests.cogs.conftest import Stage
from tests.cogs.releases import NOW
from tests.cogs.test_briefings import ZONE, announce, set_up

TWICE = """Harbor Office opens a pier

HARBOR CITY – The Harbor Office opened a pier for fishing boats on Monday, it said.

“The people of the harbor waited for this pier,” said Ann Poe, the director of the Harbor Office.

“All people may fish from the pier now,” said Bo Lind, the mayor of Harbor City.
"""


async def test_release_that_is_found_twice_has_one_button(empty_stage: Stage) -> None:
    await announce(empty_stage, Document("pier", TWICE, "Harbor Office opens a pier"))
    reply = await empty_stage.member.slash("quotes", about="people")
    assert "waited for this pier" in reply.text
    assert "may fish from the pier" in reply.text
    ids = [button.custom_id for button in reply.buttons if button.custom_id]
    assert len(ids) == len(set(ids)) >= 1


async def test_briefing_that_was_never_saved_is_none(empty_stage: Stage) -> None:
    options = {"channel": empty_stage.sandbox.channel("releases"), **ZONE}
    await empty_stage.admin.run("briefing setup", options)
    for command in ("pause", "resume", "skip", "now", "remove", "preview", "edit"):
        reply = await empty_stage.admin.run(f"briefing {command}", {"briefing": 1})
        assert "That briefing was never saved." in reply.text, command


async def test_list_shows_the_next_time_that_comes(empty_stage: Stage) -> None:
    await set_up(empty_stage)
    skipped = await empty_stage.admin.run("briefing skip", {"briefing": 1})
    assert "next 2026-11-22 06:00 UTC" in skipped.text
    listed = await empty_stage.admin.run("briefing list", {})
    assert "next 2026-11-22 06:00 UTC" in listed.text
    assert "2026-11-21" not in listed.text


@pytest.mark.parametrize(
    "typed, hour, minute",
    [
        ("8am", 8, 0), ("8:30 p.m.", 20, 30), ("12 am", 0, 0), ("12pm", 12, 0), ("17.30", 17, 30),
        ("17h30", 17, 30), ("0730", 7, 30), ("7", 7, 0), ("8 Uhr", 8, 0), ("noon", 12, 0),
    ],
)  # fmt: skip
def test_times_as_people_type_them(typed: str, hour: int, minute: int) -> None:
    assert read_time(typed) == time(hour, minute)


@pytest.mark.parametrize("typed", ["24:00", "13pm", "0am", "7:5", "half eight", "8 to 9", ""])
def test_what_is_no_time(typed: str) -> None:
    with pytest.raises(UnreadableInputError, match="is no time of day"):
        read_time(typed)


def test_hours_and_days_as_people_type_them() -> None:
    assert (read_hours("10pm-7am").first, read_hours("10pm-7am").last) == (time(22), time(7))
    say = language("en")
    assert read_days(say, "weekdays") == WORKDAYS
    assert read_days(say, "daily") == EVERY_DAY
    assert read_days(say, "weekends") == {5, 6}


@pytest.mark.parametrize(
    "typed, zone",
    [
        ("EST", "America/New_York"), ("et", "America/New_York"), ("PST", "America/Los_Angeles"),
        ("Pacific time", "America/Los_Angeles"), ("Munich", "Europe/Berlin"),
        ("new york", "America/New_York"), ("europe/berlin", "Europe/Berlin"), ("UTC", "UTC"),
        ("Washington, DC", "America/New_York"), ("UTC+2", "Etc/GMT-2"),
        # Who names the place without summer time means it.
        ("America/Creston", "America/Creston"),
    ],
)  # fmt: skip
def test_zones_as_people_type_them(typed: str, zone: str) -> None:
    assert read_zone(typed) == zone


def test_zones_that_are_none_say_what_to_write() -> None:
    for typed, said in (("Mars", "is no time zone"), ("my time", "Write a large city near you")):
        with pytest.raises(LedeError, match=said):
            read_zone(typed)


def test_zones_people_mean_are_offered_first() -> None:
    assert find_zones("est", 5) == ["America/New_York"]
    assert find_zones("ber", 5)[:2] == ["Europe/Zurich", "Europe/Berlin"]
    assert find_zones("", 1) == ["America/New_York"]


@pytest.mark.parametrize(
    ("at", "zone", "days", "said"),
    [
        ("8am", "EST", "weekdays", "08:00 America/New_York, Monday to Friday"),
        ("17.30", "Munich", None, "17:30 Europe/Berlin, every day"),
        ("noon", "PST", "Monday", "12:00 America/Los_Angeles, Mon"),
        ("8am", "my time", None, "Write a large city near you"),
    ],
)
async def test_a_briefing_is_set_up_in_the_words_people_have_for_time(
    empty_stage: Stage, at: str, zone: str, days: str | None, said: str
) -> None:
    channel = empty_stage.sandbox.channel("releases")
    options = {"channel": channel, "time": at, "zone": zone} | ({"on": days} if days else {})
    asked = await empty_stage.admin.run("briefing setup", options)
    assert said in asked.text or said in (await asked.followup()).text


async def test_feedback_reaches_the_host_who_answers(stage: Stage) -> None:
    host = stage.sandbox.actor("Ada", owner=True)
    form = await stage.member.slash("feedback")
    await stage.member.submit(form, {"What is wrong or missing?": "Name the *ports*, @everyone."})
    told = stage.sandbox.direct(host).messages[-1].text
    assert "Name the" in told
    assert "/admin answer" in told
    listed = await host.run("admin feedback", {})
    assert "Name the" in listed.text
    number = (await stage.services.storage.feedback.newest(1))[0][0]
    sent = await host.run("admin answer", {"number": number, "words": "They come in May."})
    assert "was sent" in sent.text
    answer = stage.sandbox.direct(stage.member).messages[-1].text
    assert "They come in May." in answer
    assert "Name the" in answer
    unknown = await host.run("admin answer", {"number": 999, "words": "Yes."})
    assert "There is no feedback of that number." in unknown.text


async def test_member_erases_what_is_kept_of_them(stage: Stage) -> None:
    feedback = stage.services.storage.feedback
    for member in (stage.member, stage.admin):
        await feedback.put("Name the ports.", now=NOW, by=member.id)
    assert "Nothing was erased" in (await stage.member.run("forget", {"sure": False})).text
    assert len(await feedback.newest(5)) == 2
    erased = await stage.member.run("forget", {"sure": True})
    assert "1 pieces of feedback" in erased.text
    assert [user for _, _, user, _ in await feedback.newest(5)] == [stage.admin.id]


async def test_source_is_changed_by_the_server_that_alone_has_it(stage: Stage) -> None:
    sources, guild = stage.services.storage.sources, stage.sandbox.guild.id
    manager = stage.sandbox.actor("Mo", permissions=("manage_guild",))
    source = Source("harbor", Kind.FEED, "https://harbor.example/feed", agency="Harbor")
    await sources.put(source, now=NOW, holder=guild)
    nothing = await manager.run("source edit", {"name": "harbor"})
    assert "Say what is to change" in nothing.text
    changed = await manager.run("source edit", {"name": "harbor", "agency": "Harbor Board"})
    assert "harbor (https://harbor.example/feed) · Harbor Board" in changed.text
    assert (await sources.get("harbor")).source.agency == "Harbor Board"
    await sources.put((await sources.get("harbor")).source, now=NOW, holder=77)
    renamed = {"name": "harbor", "agency": "Harbor Office"}
    refused = await manager.run("source edit", renamed)
    assert "Others have “harbor” too" in refused.text
    assert (await sources.get("harbor")).source.agency == "Harbor Board"
    # Whoever hosts Lede can, and does not have it by that.
    assert "Source changed" in (await stage.admin.run("source edit", renamed)).text
    assert (await sources.get("harbor")).source.agency == "Harbor Office"
    # What is refused in part is not done at all.
    for more in ({"only_here": True}, {"folder": "Piers"}):
        await sources.put((await sources.get("harbor")).source, now=NOW, holder=77)
        if "folder" in more:
            await sources.release("harbor", guild)
        refused = await stage.admin.run("source edit", {**renamed, "agency": "Half", **more})
        assert "Source changed" not in refused.text
        assert (await sources.get("harbor")).source.agency == "Harbor Office"
    await sources.put((await sources.get("harbor")).source, now=NOW, holder=guild)
    await sources.release("harbor", 77)
    await sources.require_only_holder("harbor", guild)
    unknown = await stage.admin.run("source edit", {"name": "pier", "agency": "Pier Office"})
    assert "pier" in unknown.text
