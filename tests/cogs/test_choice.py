"""What a briefing leaves out and why it tells what it tells: one click away, with receipts."""

from datetime import date, timedelta

import pytest

from domain.documents import Document
from sandbox.problems import SandboxError
from tests.cogs.conftest import Stage
from tests.cogs.releases import NOW
from tests.cogs.test_briefings import TOMORROW, announce, posts, run_at, set_up

VERDICT = (
    "A jury convicted a ferry captain of manslaughter today in the deaths of three people. "
    "“The captain sailed into a storm that he had been warned of, and nobody stopped him.” said "
    "Prosecutor Ann Poe. He faces up to 12 years in prison when he is sentenced in March."
)


def release(number: int, title: str, text: str, agency: str) -> Document:
    url = f"https://agency.example/{number}"
    return Document(f"r{number}", text, title, date(2026, 11, 20), url, agency)


def verdict(number: int = 1) -> Document:
    title = "Ferry captain convicted of manslaughter in deaths of three people"
    return release(number, title, VERDICT, "Coast Prosecutor")


def medals(number: int) -> Document:
    # Each of an office and in words of its own, or they would be one story.
    sent = ("rowers", "singers", "pipers", "bakers", "divers", "weavers")[number - 2]
    text = (
        f"Mayor {sent.title()[:-1]} presented medals to {sent} of town {number} at a ceremony. The "
        f"{sent} had come with {sent}' hats, and {sent}' songs were sung until the {sent} left."
    )
    return release(number, f"Medals for {sent} of town {number}", text, f"Town Hall {number}")


async def test_what_was_left_out_is_one_click_away(empty_stage: Stage) -> None:
    await announce(empty_stage, *map(medals, range(2, 8)), verdict(), grant_law())
    await set_up(empty_stage)
    await run_at(empty_stage, TOMORROW)
    (post,) = posts(empty_stage)
    assert "Ferry captain convicted" in post.text
    assert "Medals for" not in post.text
    assert "6 stories were left out." in post.text
    listed = await empty_stage.member.click(post, "Left out")
    assert listed.is_ephemeral
    assert all(f"of town {n}" in listed.text for n in range(2, 8))
    assert "Ferry captain" not in listed.text
    assert "Less: a ceremony, an award or a celebration." in listed.text


def grant_law() -> Document:
    text = (
        "The Senate passed a bill today that pays for lanterns on every ferry of the coast. It now "
        "goes to the governor. Every ferry must carry two lanterns and a radio by next winter."
    )
    return release(9, "Senate passes ferry lanterns bill", text, "Office of Senator Vole")


async def test_why_this_gives_the_reasons_with_their_receipts(empty_stage: Stage) -> None:
    await announce(empty_stage, verdict(), grant_law())
    await set_up(empty_stage)
    await run_at(empty_stage, TOMORROW)
    (post,) = posts(empty_stage)
    why = (await empty_stage.member.click(post, "Why this?")).text
    assert "Ferry captain convicted" in why
    assert "Somebody was convicted." in why
    assert "“convicted” ↗" in why
    assert "A parliament voted on it." in why
    assert "07:00 Europe/Berlin" in why


async def test_quiet_day_is_short_and_says_so(empty_stage: Stage) -> None:
    await announce(empty_stage, *map(medals, range(2, 8)))
    await set_up(empty_stage)
    await run_at(empty_stage, TOMORROW)
    (post,) = posts(empty_stage)
    assert "Nothing that stands out." in post.text
    assert post.text.count("Medals for") == 2
    assert "Number of the day" not in post.text
    assert "4 stories were left out." in post.text


async def test_number_is_the_news_and_is_told_once(empty_stage: Stage) -> None:
    await announce(empty_stage, verdict(), medals(2))
    await set_up(empty_stage)
    await run_at(empty_stage, TOMORROW)
    (post,) = posts(empty_stage)
    assert "Number of the day" in post.text
    assert post.text.count("**three people**") == 1
    assert post.text.count("sailed into a storm") == 1


async def test_why_tells_of_the_worth_of_a_release(empty_stage: Stage) -> None:
    await announce(empty_stage, verdict())
    told = (await empty_stage.member.slash("why", release="Ferry")).text
    assert "on a scale of 0 to 3" in told
    assert "Worth: Somebody was convicted. “convicted”" in told


async def test_row_of_alike_titles_is_told_to_be_one(empty_stage: Stage) -> None:
    def count(number: int) -> Document:
        text = (
            f"The harbor counted {number * 3 + 200} seals on its {number} reefs today. "
            "The wardens count them every week from the old pier and from two boats."
        )
        return release(number, f"November {number}: seal count", text, "Harbor Office")

    for number in range(10, 14):
        await announce(empty_stage, count(number), at=NOW - timedelta(days=20 - number))
    await announce(empty_stage, count(14))
    await set_up(empty_stage)
    await run_at(empty_stage, TOMORROW)
    post = posts(empty_stage)[-1]
    why = (await empty_stage.member.click(post, "Why this?")).text
    assert "Less: the agency issues the like again and again." in why


async def test_taste_is_seen_before_it_is_saved(empty_stage: Stage) -> None:
    await announce(empty_stage, verdict(), grant_law(), at=NOW - timedelta(hours=2))
    await set_up(empty_stage)
    asked = await empty_stage.admin.run("briefing taste", {"briefing": 1, "never": "crime"})
    assert "lanterns bill" in asked.text
    assert "Ferry captain" not in asked.text
    question = await asked.followup()
    assert "never: crime" in question.text
    # Nothing is changed yet.
    assert "never" not in (await empty_stage.admin.run("briefing list", {})).text
    saved = await empty_stage.admin.click(question, "Save")
    assert "never: crime" in saved.text
    listed = (await empty_stage.admin.run("briefing list", {})).text
    assert listed.count("07:00") == 1
    assert "never: crime" in listed
    cleared = await empty_stage.admin.run("briefing taste", {"briefing": 1, "never": "none"})
    assert "Ferry captain" in cleared.text
    dropped = await empty_stage.admin.click(await cleared.followup(), "Discard")
    assert "Nothing was set up." in dropped.text
    assert "never: crime" in (await empty_stage.admin.run("briefing list", {})).text


async def test_less_of_this_under_a_story(empty_stage: Stage) -> None:
    await announce(empty_stage, verdict(), grant_law())
    await set_up(empty_stage)
    await run_at(empty_stage, TOMORROW)
    (post,) = posts(empty_stage)
    why = await empty_stage.admin.click(post, "Why this?")
    question = await empty_stage.admin.click(why, "Less of 1")
    assert "Less of what?" in question.text
    said = await empty_stage.admin.click(question, "Less: crime")
    assert "less: crime" in said.text
    agency = await empty_stage.admin.click(question, "Less: Coast Prosecutor")
    assert "less: crime, Coast Prosecutor" in agency.text
    other = VERDICT.replace("ferry captain", "lighthouse keeper").replace(
        "three people", "two dogs"
    )
    title = "Lighthouse keeper convicted of manslaughter"
    later_on = TOMORROW + timedelta(hours=1)
    await announce(empty_stage, release(30, title, other, "Hill Prosecutor"), at=later_on)
    await run_at(empty_stage, TOMORROW + timedelta(days=1))
    later = posts(empty_stage)[-1]
    reasons = (await empty_stage.admin.click(later, "Why this?")).text
    assert "Less: this server wants less of “crime”." in reasons


async def test_old_message_explains_itself_as_it_was_posted(empty_stage: Stage) -> None:
    await announce(empty_stage, verdict(), grant_law(), *map(medals, range(2, 5)))
    await set_up(empty_stage)
    await run_at(empty_stage, TOMORROW)
    (post,) = posts(empty_stage)
    why = (await empty_stage.member.click(post, "Why this?")).text
    left_out = (await empty_stage.member.click(post, "Left out")).text
    assert "Medals for rowers" in left_out
    asked = await empty_stage.admin.run(
        "briefing taste", {"briefing": 1, "less": "crime", "never": "ceremonies, Town Hall 2"}
    )
    await empty_stage.admin.click(await asked.followup(), "Save")
    await empty_stage.admin.run("briefing edit", {"briefing": 1, "words": "lanterns"})
    told = (await empty_stage.member.click(post, "Why this?")).text
    # How it is set up is told as it stands; why its stories were chosen is not.
    assert told.split("**1. ")[1] == why.split("**1. ")[1]
    assert (await empty_stage.member.click(post, "Left out")).text == left_out


async def test_only_managers_may_want_less(empty_stage: Stage) -> None:
    await announce(empty_stage, verdict(), grant_law())
    await set_up(empty_stage)
    await run_at(empty_stage, TOMORROW)
    (post,) = posts(empty_stage)
    seen = await empty_stage.member.click(post, "Why this?")
    with pytest.raises(SandboxError, match="0 buttons are called"):
        await empty_stage.member.click(seen, "Less of 1")
    managed = await empty_stage.admin.click(post, "Why this?")
    assert "Less of what?" in (await empty_stage.admin.click(managed, "Less of 2")).text


async def test_answers_to_one_event_are_told_once_and_kept_apart(empty_stage: Stage) -> None:
    mourned = "Senator Vole said she mourned the death of Ruth Lindqvist, who built the first pier."
    friend = "Senator Hart called Ruth Lindqvist, who died on Monday, a voice of the whole coast."
    await announce(
        empty_stage,
        release(40, "Vole statement on the passing of Ruth Lindqvist", mourned, "Office of Vole"),
        release(41, "Hart mourns Ruth Lindqvist", friend, "Office of Hart"),
        verdict(),
    )
    await set_up(empty_stage)
    await run_at(empty_stage, TOMORROW)
    (post,) = posts(empty_stage)
    assert "Office of Vole, Office of Hart" in post.text
    assert "1 more release tells the same as another." in post.text
    listed = (await empty_stage.member.click(post, "Left out")).text
    assert "passing of Ruth Lindqvist" in listed or "Hart mourns Ruth Lindqvist" in listed
    assert "tells story 2 too" in listed
    assert post.text.count("Ruth Lindqvist") == post.text.split("**2. ")[1].count("Ruth Lindqvist")
    card = (await empty_stage.member.slash("brief", release="Hart mourns")).text
    assert "Office of Hart" in card
    assert "Office of Vole" not in card
