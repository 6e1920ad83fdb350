"""A source at another address: what it had listed is not told anew, and what is new is not lost."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.archive import Outcome
from domain.sources import Item
from pipeline.identity import mark
from pipeline.moving import at_new_addresses, is_after
from storage.seen import ItemState, SeenItem
from tests.pipeline.test_polling import BODY, DAY, START, Desk, entry, feed, open_desk


@pytest.fixture
async def desk(database: str) -> AsyncIterator[Desk]:
    async with open_desk(database) as opened:
        yield opened


async def move(desk: Desk, *entries: str, hours: float = 2) -> None:
    """Poll three releases and, later, the same source at another address with these."""
    desk.site.on("/feed", feed(entry("c"), entry("b"), entry("a")))
    await desk.add()
    await desk.poller.poll("harbor")
    desk.wait(timedelta(hours=hours))
    desk.site.on("/moved", feed(*entries))
    await desk.add(path="/moved")


def elsewhere(name: str, text: str = BODY, day: datetime | None = START, guid: str = "") -> str:
    """A release at its new place, under a new guid."""
    made = entry(name, text, day, guid or f"post-{name}-2026")
    return made.replace(f"<link>/{name}<", f"<link>https://new.example/posts/{name * 9}<")


async def test_what_moved_is_told_from_what_is_new(desk: Desk) -> None:
    later = START + timedelta(hours=1)
    known = [elsewhere(name) for name in "cba"]
    await move(desk, elsewhere("d", day=later), *known, elsewhere("old", day=START - DAY))
    report = await desk.poller.poll("harbor")
    # The old one was never listed before: it is kept, in silence.
    assert (report.is_baseline, report.outcomes, report.announced) == (False, {Outcome.NEW: 2}, 1)
    (event,) = await desk.events()
    kept = await desk.storage.releases.get(event.release_id or 0)
    assert kept.head.title == "Release d"
    # From then on the new addresses are known, and nothing is guessed any more.
    assert (await desk.storage.sources.get("harbor")).moved_at is None
    edited = elsewhere("b", text=BODY.replace("forty", "fifty"))
    desk.site.on("/moved", feed(elsewhere("e", day=later), elsewhere("c"), edited))
    report = await desk.poller.poll("harbor")
    assert report.outcomes == {Outcome.NEW: 1, Outcome.CHANGED: 1}
    assert await desk.storage.releases.count() == 6


async def test_an_edit_made_with_the_move_is_a_change(desk: Desk) -> None:
    edited = elsewhere("b", text=BODY.replace("forty", "fifty"))
    await move(desk, elsewhere("c"), edited, elsewhere("a"))
    report = await desk.poller.poll("harbor")
    assert (report.outcomes, report.announced) == ({Outcome.CHANGED: 1}, 1)
    assert await desk.storage.releases.count() == 3


async def test_where_nothing_is_recognised_a_source_begins_anew(desk: Desk) -> None:
    later = START + timedelta(hours=1)
    others = [elsewhere(f"other-{n}", f"Gull {n} is ringed. {BODY}", later) for n in range(3)]
    await move(desk, *others)
    report = await desk.poller.poll("harbor")
    assert (report.is_baseline, report.announced) == (True, 0)
    assert await desk.storage.releases.count() == 6
    desk.site.on("/moved", feed(elsewhere("n", day=later), *others))
    assert (await desk.poller.poll("harbor")).announced == 1


async def test_a_move_that_cannot_be_polled_yet_is_none_of_the_next_poll(desk: Desk) -> None:
    await move(desk, elsewhere("d", day=START + timedelta(hours=1)), elsewhere("c"))
    answers = desk.site.answers.pop("/moved")
    assert (await desk.poller.poll("harbor")).health == "gone"
    desk.site.answers["/moved"] = answers
    report = await desk.poller.poll("harbor")
    assert (report.is_baseline, report.announced) == (False, 1)


SEEN = SeenItem(
    "key", "print", ItemState.KEPT, marks=mark(
        Item("a-1", "https://old.example/news/pier-opens", "Pier opens", START, BODY, True)
    ).marks, page="https://old.example/news/pier-opens",
)  # fmt: skip


@pytest.mark.parametrize(
    "item, is_known",
    [
        # By its words, by title and day, by the path, by a title of its own.
        (Item("b", "https://new.example/7", "Opened: the pier", None, BODY), True),
        (Item("b", "https://new.example/7", "Pier opens", START, "Other words."), True),
        (Item("b", "https://new.example/news/pier-opens", "A pier", START + DAY, "Words."), True),
        (Item(None, "https://new.example/7", "PIER opens", START + DAY, "Words."), True),
        (Item("b", "https://new.example/7", "Lock opens", START + DAY, "Words."), False),
        (Item("b", "https://new.example/", "Lock opens", None, None), False),
    ],
)
def test_a_move_leaves_words_title_and_path_alone(item: Item, is_known: bool) -> None:
    found = at_new_addresses([mark(item)], [], [SEEN])
    assert [seen.key for seen in found] == (["key"] if is_known else [])
    for seen in found:
        assert (seen.page, seen.marks.guid) == (mark(item).page, None)


def test_two_of_one_title_are_not_guessed_at() -> None:
    other = replace(SEEN, key="other", marks=replace(SEEN.marks, address="https://old.example/b"))
    listed = [mark(Item("b", "https://new.example/7", "Pier opens", None, "Other words."))]
    assert at_new_addresses(listed, [], [SEEN, other]) == []
    # One that is found by what it has of its own leaves the other to its title.
    both = [*listed, mark(Item("c", "https://new.example/b", "Pier shuts", None, None))]
    found = at_new_addresses(both, [], [SEEN, other])
    assert {seen.key: seen.page for seen in found} == {
        "other": "https://new.example/b", "key": "https://new.example/7",
    }  # fmt: skip


@pytest.mark.parametrize(
    "published, is_new",
    [
        (None, True),
        (START, True),
        (START - timedelta(minutes=1), False),
        (START.date(), True),
        # Midnight is what a site writes that knows the day alone.
        (START.replace(hour=0, minute=0), True),
        (START.replace(hour=0, minute=0) - DAY, False),
        (date(2026, 5, 19), False),
        (datetime(2026, 5, 20, 9, 31), True),  # noqa: DTZ001
    ],
)
def test_what_came_out_after_the_last_poll_is_news(
    published: datetime | date | None, is_new: bool
) -> None:
    assert is_after(published, START) == is_new
    assert START.tzinfo is UTC
