"""Each release once, each change once, none lost: over simulated sources of a year."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import Enum

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from domain.sources import Item
from pipeline.identity import Identified, Marked, mark, match
from storage.sameness import Habits, page_key
from storage.seen import ItemState, SeenItem

START = datetime(2026, 1, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)
BODY = "The harbor office reports that boats landed at the pier and were looked at. " * 9


@dataclass(slots=True)
class Memory:
    """What a poller would have kept: the rows of one source, and which release said what."""

    habits: Habits = field(default_factory=Habits)
    rows: dict[str, SeenItem] = field(default_factory=dict)
    events: list[tuple[str, str]] = field(default_factory=list)

    def poll(self, items: list[Item]) -> tuple[Identified, ...]:
        """Take in one listing; `events` tells of what is new or changed, under its key."""
        marked = [mark(item) for item in items]
        matched = match("harbor", marked, self._near(marked), self.habits, keys=self.rows)
        self.habits = matched.habits
        for one in reversed(matched.found):
            if one.is_open:
                self.events.append(("changed" if one.seen else "new", one.key))
            number = one.seen.number if one.seen else len(self.rows) + 1
            if one.is_open or one.is_renamed(self.habits):
                self.rows[one.key] = SeenItem(
                    one.key, one.fingerprint, ItemState.KEPT, release_id=number, marks=one.marks,
                    number=number, release_key=one.key, page=page_key(one.marks),
                )  # fmt: skip
        return matched.found

    def _near(self, marked: list[Marked]) -> list[SeenItem]:
        pages = {page for one in marked for page in one.pages}
        guids = {one.marks.guid for one in marked if one.marks.guid}
        return [row for row in self.rows.values() if row.page in pages or row.marks.guid in guids]


class Guids(Enum):
    STABLE = "stable"
    CHANGING = "changing"
    MISSING = "missing"
    REUSED = "reused"
    ADDRESS = "address"


class Addresses(Enum):
    OWN = "own"
    ONE = "one for all"
    DRESSED = "changing dress"
    FRAGMENT = "fragments of one page"
    CASE = "told apart by case"
    NONE = "none"


class Titles(Enum):
    OWN = "own"
    DAILY = "the same each day"


@dataclass(frozen=True, slots=True)
class Site:
    """How a simulated source names its releases."""

    guids: Guids
    addresses: Addresses
    titles: Titles
    listed: int


def listing(site: Site, shown: list[int], edits: Counter[int], poll: int) -> list[Item]:
    items = []
    for n in shown:
        url = {
            Addresses.OWN: f"https://harbor.example/news/{n}",
            Addresses.ONE: "https://harbor.example/closures",
            Addresses.DRESSED: (
                f"https://harbor.example/News/{n}/",
                f"http://www.harbor.example/news/{n}?utm_source=a",
                f"https://harbor.example/news/{n}#main",
                f"https://harbor.example/news/{n};jsessionid={poll}",
            )[poll % 4],
            Addresses.FRAGMENT: f"https://harbor.example/briefings#d{n}",
            Addresses.CASE: f"https://harbor.example/r/{code(n)}",
            Addresses.NONE: None,
        }[site.addresses]
        guid = {
            Guids.STABLE: f"item-{n}",
            Guids.CHANGING: f"item-{n}-{poll}",
            Guids.MISSING: None,
            Guids.REUSED: f"item-{n % 5}",
            Guids.ADDRESS: url,
        }[site.guids]
        title = f"Pier {word(n)} is shut" if site.titles is Titles.OWN else "Closure notice"
        text = f"Version {edits[n]} of notice {n}. {BODY} Views: {poll * 7 + n}"
        items.append(Item(guid, url, title, START + n * DAY, text, True))
    return items


def code(n: int) -> str:
    return "".join(c.upper() if n >> bit & 1 else c for bit, c in enumerate("abcdefghij"))


def word(n: int) -> str:
    return "".join("kmrst"[int(c) % 5] + "aeiou"[int(c) // 2] for c in f"{n:03}")


SITES = st.builds(
    Site,
    st.sampled_from(Guids), st.sampled_from(Addresses), st.sampled_from(Titles),
    st.sampled_from((1, 3, 12)),
)  # fmt: skip


def year(site: Site, chance: random.Random, releases: int) -> Iterator[tuple[list[int], int]]:
    """The releases listed at each poll, some dropped and added again, and which is edited."""
    for n in range(releases):
        shown = list(range(max(0, n - site.listed + 1), n + 1))[::-1]
        for _ in range(chance.randrange(1, 4)):
            gone = chance.sample(shown[1:], min(len(shown) - 1, chance.randrange(3)))
            listed = [m for m in shown if m not in gone]
            yield listed, chance.choice(listed) if chance.random() < 0.3 else -1


def live(site: Site, seed: int, releases: int) -> tuple[Counter[object], Counter[object]]:
    """What was told of each release in a year, and what there was to tell."""
    chance, memory, edits, truth = random.Random(seed), Memory(), Counter[int](), dict[str, int]()
    expected, known = Counter[object](), set[int]()
    for poll, (listed, edited) in enumerate(year(site, chance, releases)):
        if edited in known:
            edits[edited] += 1
            expected["changed", edited] += 1
        expected.update(("new", n) for n in listed if n not in known)
        known.update(listed)
        items = listing(site, listed, edits, poll)
        number = {id(item): n for item, n in zip(items, listed, strict=True)}
        for one in memory.poll(items):
            n = number[id(one.item)]
            assert truth.setdefault(one.key, n) == n, "a release was written over"
    return Counter((kind, truth[key]) for kind, key in memory.events), expected


@settings(max_examples=40, deadline=None, derandomize=True, phases=[Phase.generate])
@given(site=SITES, seed=st.integers(0, 10_000))
def test_each_release_once_and_each_change_once(site: Site, seed: int) -> None:
    told, expected = live(site, seed, 16)
    assert told == expected


NOTICE = Item("a-1", None, "Closure notice", START, f"The pier is shut for one week. {BODY}", True)


def test_edit_under_another_guid_is_no_new_release_where_moment_and_words_are_the_same() -> None:
    """Although the source has not shown yet whether its guids stay."""
    memory = Memory()
    memory.poll([NOTICE])
    edited = replace(NOTICE, identity="b-7", text=f"The pier is shut for two weeks. {BODY}")
    memory.poll([edited])
    assert [kind for kind, _ in memory.events] == ["new", "changed"]


DRESSED = replace(NOTICE, identity="a-1", url="https://harbor.example/News/7/", published_at=None)


@pytest.mark.parametrize("day", [1, 2])
def test_an_edit_before_guids_were_seen_to_change_parts_nothing_for_ever(day: int) -> None:
    """Addresses change their dress and guids with each poll, there are no dates, and one edit."""
    memory = Memory()
    others = [
        replace(DRESSED, identity=f"o-{n}", url=f"https://harbor.example/News/{n}/",
                title=f"Lock {word(n)} opens", text=f"Lock {n} opens. {BODY}")
        for n in range(3)
    ]  # fmt: skip
    for poll in range(5):
        at = "news" if poll % 2 else "News"
        edited = "two weeks" if poll >= day else "one week"
        memory.poll([
            replace(one, identity=f"{one.identity}-{poll}", url=(one.url or "").replace("News", at),
                    text=(one.text or "").replace("one week", edited))
            for one in (DRESSED, *others)
        ])  # fmt: skip
    assert Counter(kind for kind, _ in memory.events) == {"new": 4, "changed": 1}


@pytest.mark.parametrize(
    "another",
    [
        replace(NOTICE, identity="b-7", text="The north lock opens an hour later on Sunday."),
        replace(NOTICE, identity="b-7", published_at=START + timedelta(minutes=5)),
        # Midnight is what a site writes that knows the day alone.
        replace(NOTICE, identity="b-7", published_at=START.replace(hour=0)),
    ],
)
def test_another_notice_of_the_day_is_a_release_of_its_own(another: Item) -> None:
    memory = Memory()
    first = NOTICE
    if another.published_at == START.replace(hour=0):
        first = replace(first, published_at=another.published_at)
        another = replace(another, text=f"The pier is shut for two weeks. {BODY}")
    memory.poll([first])
    memory.poll([another])
    assert [kind for kind, _ in memory.events] == ["new", "new"]
