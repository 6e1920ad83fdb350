"""From an agency's site to stored releases, through a real server and a real database."""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Any

import pytest

from domain.archive import Event, EventKind, Outcome
from domain.documents import Document
from domain.errors import NotFoundError
from domain.facts import Analysis
from domain.sources import Condition, Fetched, Kind, Source
from pipeline.analysis_pool import AnalysisPool, open_analysis_pool
from pipeline.jobs import read_source
from pipeline.polling import BASELINE_PAGES, Poller
from processing.head import find_head
from processing.layout import read_layout
from sources.fetching import FetchSettings, open_fetcher
from sources.pace import Pace
from storage import Storage, open_storage
from storage.seen import ItemState, SeenItem
from tests.pipeline.first_words import analyse
from tests.sources.site import Answer, Site, open_site, reply

START = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)
BODY = "The harbor office reports that forty boats landed at the pier. " * 14


@dataclass(slots=True)
class Desk:
    """A site, a database, a poller, and a clock that moves when a test says so."""

    site: Site
    storage: Storage
    poller: Poller
    time: list[datetime] = field(default_factory=lambda: [START])

    def wait(self, duration: timedelta) -> None:
        self.time[0] += duration

    async def add(self, kind: Kind = Kind.FEED, path: str = "/feed") -> None:
        source = Source("harbor", kind, self.site.url(path), agency="Harbor Office")
        await self.storage.sources.put(source, now=self.time[0])

    async def events(self) -> tuple[Event, ...]:
        return await self.storage.events.after(0, limit=100_000)

    async def condition(self) -> Condition:
        return (await self.storage.sources.get("harbor")).health.condition


@pytest.fixture
async def desk(database: str) -> AsyncIterator[Desk]:
    async with open_desk(database) as opened:
        yield opened


@asynccontextmanager
async def open_desk(database: str) -> AsyncIterator[Desk]:
    time = [START]
    async with open_site() as site, open_storage(database) as storage:
        settings = FetchSettings(allowed_hosts=frozenset({site.host}), seconds=20)
        pace = Pace(0, patience=0.05)
        async with (
            open_fetcher(settings, now=lambda: time[0], pace=pace) as fetcher,
            open_analysis_pool() as pool,
        ):
            poller = Poller(storage, fetcher, lambda: time[0], pool, analyse, lambda: 0.5)
            yield Desk(site, storage, poller, time)


def entry(
    name: str, text: str = BODY, day: datetime | None = START, guid: str | None = None
) -> str:
    fields = {"title": f"Release {name}", "description": f"{name}. {text}", "link": f"/{name}"}
    if day is not None:
        fields["pubDate"] = f"{day:%a, %d %b %Y %H:%M:%S +0000}"
    if guid is not None:
        fields["guid"] = guid
    return "<item>" + "".join(f"<{k}>{escape(v)}</{k}>" for k, v in fields.items()) + "</item>"


def feed(*entries: str) -> bytes:
    return reply(
        '<?xml version="1.0"?><rss version="2.0"><channel><title>H</title>'
        + "".join(entries) + "</channel></rss>",
        content_type="application/rss+xml",
    )  # fmt: skip


def page(text: str) -> bytes:
    return reply(
        f"<html><body><article><p>{text} {BODY}</p></article></body></html>",
        content_type="text/html",
    )


async def test_the_first_poll_is_a_baseline_and_what_comes_later_is_announced(desk: Desk) -> None:
    desk.site.on("/feed", feed(entry("b"), entry("a")), feed(entry("c"), entry("b"), entry("a")))
    await desk.add()
    first = await desk.poller.poll("harbor")
    assert (first.is_baseline, first.outcomes, first.announced) == (True, {Outcome.NEW: 2}, 0)
    assert await desk.events() == ()
    second = await desk.poller.poll("harbor")
    assert (second.is_baseline, second.outcomes, second.announced) == (False, {Outcome.NEW: 1}, 1)
    (event,) = await desk.events()
    kept = await desk.storage.releases.get(event.release_id or 0)
    assert (event.kind, event.source, kept.head.title) == (EventKind.NEW, "harbor", "Release c")
    assert (kept.head.agency, kept.head.url) == ("Harbor Office", desk.site.url("/c"))
    assert (await desk.storage.sources.get("harbor")).source.is_verified


async def test_what_was_missed_is_caught_up_oldest_first_within_a_window(desk: Desk) -> None:
    news = [entry(f"n{n}", day=START + DAY * n) for n in range(14, 0, -1)]
    desk.site.on("/feed", feed(entry("a")), feed(*news, entry("a")))
    await desk.add()
    await desk.poller.poll("harbor")
    desk.wait(DAY * 14)
    report = await desk.poller.poll("harbor")
    assert (report.outcomes, report.announced) == ({Outcome.NEW: 14}, 8)
    titles = [
        (await desk.storage.releases.get(event.release_id or 0)).head.title
        for event in await desk.events()
    ]
    assert titles == [f"Release n{n}" for n in range(7, 15)]


async def test_without_dates_the_last_in_the_listing_is_the_oldest(desk: Desk) -> None:
    news = [entry(name, day=None) for name in "dcb"]
    desk.site.on("/feed", feed(entry("a")), feed(*news, entry("a")))
    await desk.add()
    await desk.poller.poll("harbor")
    await desk.poller.poll("harbor")
    numbers = [event.release_id for event in await desk.events()]
    kept = [await desk.storage.releases.get(number or 0) for number in numbers]
    assert [release.head.title[-1] for release in kept] == ["b", "c", "d"]
    assert {release.head.published_at for release in kept} == {None}


async def test_a_teaser_is_read_from_its_page(desk: Desk) -> None:
    desk.site.on("/feed", feed(entry("a")), feed(entry("b", "Read more …"), entry("a")))
    desk.site.on("/b", page("All of it."))
    await desk.add()
    await desk.poller.poll("harbor")
    await desk.poller.poll("harbor")
    newest = await desk.storage.releases.latest(limit=1)
    kept = await desk.storage.releases.get(newest[0].release_id)
    assert kept.document.text.startswith("All of it. The harbor office")


async def test_a_page_that_fails_is_tried_again_and_nothing_is_doubled(desk: Desk) -> None:
    desk.site.on("/feed", feed(entry("a")), feed(entry("b", "Read more …"), entry("a")))
    desk.site.on("/b", reply(status=500), reply(status=500), page("All of it."))
    await desk.add()
    for waiting in (0, 1, 1, 0, 0):
        assert (await desk.poller.poll("harbor")).waiting == waiting
    assert [event.kind for event in await desk.events()] == [EventKind.NEW]
    assert desk.site.paths().count("/b") == 3


async def test_a_page_that_never_comes_leaves_the_teaser(desk: Desk) -> None:
    teaser = entry("b", "Boats landed … Read more")
    desk.site.on("/feed", feed(entry("a")), feed(teaser, entry("a")))
    desk.site.on("/b", reply(status=500))
    await desk.add()
    reports = [await desk.poller.poll("harbor") for _ in range(7)]
    assert [report.waiting for report in reports] == [0, 1, 1, 1, 0, 0, 0]
    assert [event.kind for event in await desk.events()] == [EventKind.NEW]
    newest = await desk.storage.releases.latest(limit=1)
    kept = await desk.storage.releases.get(newest[0].release_id)
    assert kept.document.text == "b. Boats landed … Read more"


async def test_of_a_new_source_the_newest_pages_are_read_and_the_rest_is_remembered(
    desk: Desk,
) -> None:
    number = BASELINE_PAGES + 5
    entries = [entry(f"p{n}", "Read more …", START - DAY * n) for n in range(number)]
    desk.site.on("/feed", feed(*entries))
    for n in range(number):
        desk.site.on(f"/p{n}", page(f"Page {n}."))
    await desk.add()
    report = await desk.poller.poll("harbor")
    assert (report.outcomes, report.passed) == ({Outcome.NEW: BASELINE_PAGES}, 5)
    again = await desk.poller.poll("harbor")
    assert (again.outcomes, again.passed) == ({}, 0)
    seen = await desk.storage.items.seen("harbor", [f"https://{desk.site.host}/p{number - 1}"])
    assert [item.state for item in seen.values()] == [ItemState.PASSED]


async def test_unmodified_answers_cost_nothing(desk: Desk) -> None:
    body = feed(entry("a")).replace(b"Connection", b'ETag: "v1"\r\nConnection')
    desk.site.on("/feed", body, body, reply(status=304))
    await desk.add()
    await desk.poller.poll("harbor")
    await desk.poller.poll("harbor")
    report = await desk.poller.poll("harbor")
    assert (report.listed, report.health) == (None, "ok")
    assert [r.headers.get("if-none-match") for r in desk.site.requests] == [None, '"v1"', '"v1"']


@pytest.mark.parametrize(
    "answer, condition",
    [
        (reply(status=500), Condition.FAILING),
        (reply(status=403), Condition.BLOCKED),
        (reply(status=410), Condition.GONE),
        (reply("<html><title>Just a moment...</title></html>"), Condition.BLOCKED),
        (reply("<html><p>New site</p></html>"), Condition.SHAPE_CHANGED),
        (feed(), Condition.SHAPE_CHANGED),
        (reply(status=302, location="http://169.254.169.254/"), Condition.FAILING),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<rss>", Condition.FAILING),
    ],
)
async def test_whatever_the_site_does_is_a_condition_and_nothing_is_lost(
    desk: Desk, answer: Answer, condition: Condition
) -> None:
    desk.site.on("/feed", feed(entry("a")), answer, feed(entry("b"), entry("a")))
    await desk.add()
    await desk.poller.poll("harbor")
    report = await desk.poller.poll("harbor")
    assert (report.health, await desk.condition()) == (condition.value, condition)
    assert report.reason
    assert await desk.storage.releases.count() == 1
    desk.wait(DAY)
    assert (await desk.poller.poll("harbor")).announced == 1
    assert await desk.condition() is Condition.OK


async def test_a_busy_site_is_asked_again_when_it_said(desk: Desk) -> None:
    desk.site.on("/feed", reply(status=429, retry_after="7200"))
    await desk.add()
    report = await desk.poller.poll("harbor")
    assert "asks for fewer requests" in (report.reason or "")
    assert await desk.storage.sources.due(START + timedelta(minutes=119), limit=9) == ()
    assert len(await desk.storage.sources.due(START + timedelta(minutes=121), limit=9)) == 1


async def test_people_are_told_once_that_a_source_is_gone_and_once_that_it_is_back(
    desk: Desk,
) -> None:
    gone = reply(status=404)
    desk.site.on("/feed", feed(entry("a")), gone, gone, gone, gone, feed(entry("a")))
    await desk.add()
    for _ in range(7):
        await desk.poller.poll("harbor")
        desk.wait(DAY)
    kinds = [event.kind for event in await desk.events()]
    assert kinds == [EventKind.SOURCE_BROKEN, EventKind.SOURCE_BACK]


async def test_guids_that_repeat_or_change_neither_lose_nor_double(desk: Desk) -> None:
    doubled = [entry(name, guid="same") for name in "ab"]
    changed = [entry(name, guid=f"other-{name}") for name in "ab"]
    desk.site.on("/feed", feed(entry("x")), feed(*doubled), feed(*changed), feed(*doubled))
    await desk.add()
    outcomes = [(await desk.poller.poll("harbor")).outcomes for _ in range(4)]
    assert outcomes == [{Outcome.NEW: 1}, {Outcome.NEW: 2}, {}, {}]


async def test_items_that_share_one_address_stay_apart(desk: Desk) -> None:
    def at_front(name: str, guid: str) -> str:
        return entry(name, guid=guid).replace(f"/{name}<", "/front<")

    desk.site.on(
        "/feed",
        feed(at_front("a", "1"), at_front("b", "2")),
        feed(at_front("c", "3"), at_front("a", "1"), at_front("b", "2")),
    )
    await desk.add()
    assert (await desk.poller.poll("harbor")).outcomes == {Outcome.NEW: 2}
    assert (await desk.poller.poll("harbor")).outcomes == {Outcome.NEW: 1}
    assert await desk.storage.releases.count() == 3


async def test_three_thousand_items_are_kept_once(desk: Desk) -> None:
    everything = [entry(f"r{n}", day=START - timedelta(minutes=n)) for n in range(100)]
    bare = [f"<item><title>T{n}</title><link>/t{n}</link></item>" for n in range(2_900)]
    desk.site.on("/feed", feed(*everything, *bare))
    await desk.add()
    first = await desk.poller.poll("harbor")
    assert (first.listed, first.outcomes[Outcome.NEW]) == (3_000, 100)
    assert first.passed + first.waiting == 2_900
    second = await desk.poller.poll("harbor")
    assert (second.outcomes, second.passed) == ({}, 0)


async def test_a_page_is_a_source_whose_changes_are_announced(desk: Desk) -> None:
    desk.site.on("/p", page("Open."), page("Open."), page("Shut."))
    await desk.add(Kind.PAGE, "/p")
    reports = [await desk.poller.poll("harbor") for _ in range(3)]
    assert [report.outcomes for report in reports] == [{Outcome.NEW: 1}, {}, {Outcome.CHANGED: 1}]
    assert [event.kind for event in await desk.events()] == [EventKind.CHANGED]


async def test_an_interface_is_followed_back_to_what_is_known(desk: Desk) -> None:
    def results(numbers: Iterable[int]) -> bytes:
        return reply(json.dumps({"results": [
            {"title": f"R{n}", "body": f"<p>{n}. {BODY}</p>", "url": f"/r{n}", "date": "1779235200"}
            for n in numbers
        ]}), content_type="application/json")  # fmt: skip

    query = "/api?pagesize=50&sort=date&direction=DESC&page="
    desk.site.on(query + "0", results(range(50)), results(range(-120, -70)))
    desk.site.on(query + "1", results(range(-70, -20)))
    desk.site.on(query + "2", results(range(-20, 30)))
    await desk.add(Kind.INTERFACE, "/api")
    assert (await desk.poller.poll("harbor")).outcomes == {Outcome.NEW: 50}
    assert (await desk.poller.poll("harbor")).announced == 120
    assert desk.site.paths()[-1] == query + "2"


async def test_an_unknown_source_is_named(desk: Desk) -> None:
    with pytest.raises(NotFoundError, match="lede sources list"):
        await desk.poller.poll("harbour")


async def test_a_poll_that_is_cut_off_anywhere_announces_each_once(desk: Desk) -> None:
    """The poll is cancelled after ever more steps; in the end each release is announced once."""
    desk.site.on("/feed", feed(entry("a")))
    await desk.add()
    await desk.poller.poll("harbor")
    entries = [entry(f"n{n}") for n in range(6)]
    desk.site.on("/feed", feed(*entries, entry("a")))
    cuts = 0
    for steps in range(0, 400, 7):
        task = asyncio.ensure_future(desk.poller.poll("harbor"))
        for _ in range(steps):
            await asyncio.sleep(0)
        cuts += task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert cuts > 5
    await desk.poller.poll("harbor")
    numbers = [event.release_id for event in await desk.events()]
    assert len(numbers) == len(set(numbers)) == 6
    assert await desk.storage.releases.count() == 7


async def test_a_week_of_a_feed_that_edits_reorders_drops_and_returns(desk: Desk) -> None:
    """150 polls: each release announced once, each edit of words once, no edit of dress."""
    chance = random.Random(7)
    texts: dict[str, str] = {}
    edits: dict[str, int] = {}
    written = 0
    days: dict[str, datetime] = {}
    await desk.add()
    for poll in range(150):
        if poll % 10 == 0:
            texts[f"r{written}"] = f"Version 0 of {written}. {BODY}"
            days[f"r{written}"] = desk.time[0]
            written += 1
        if poll % 15 == 7:
            name = f"r{written - 1}"
            edits[name] = edits.get(name, 0) + 1
            texts[name] = f"Version {edits[name]} of {name}. {BODY}"
        if poll % 12 == 11:
            name = f"r{written - 1}"
            texts[name] = texts[name].replace(". ", ".  ", 1) + " \n"
        shown = list(texts)[-12:]
        chance.shuffle(shown)
        kept = shown[: chance.randrange(4, 13)]
        # The newest is always there, so that every version of it is seen.
        kept = [*kept, f"r{written - 1}"]
        listed = dict.fromkeys(kept)
        desk.site.on(
            "/feed",
            feed(*(entry(n, texts[n], days[n], f"{n}-{poll % 3}") for n in listed)),
        )
        await desk.poller.poll("harbor")
        desk.wait(timedelta(days=7) / 150)
    events = await desk.events()
    new = [event.release_id for event in events if event.kind is EventKind.NEW]
    changed = [event for event in events if event.kind is EventKind.CHANGED]
    assert len(new) == len(set(new)) == written - 1  # the first was the baseline
    assert len(changed) == sum(edits.values())
    assert await desk.storage.releases.count() == written


async def test_a_changed_agency_of_a_source_is_no_news(desk: Desk) -> None:
    desk.site.on("/feed", feed(entry("a")))
    await desk.add()
    await desk.poller.poll("harbor")
    state = await desk.storage.sources.get("harbor")
    await desk.storage.sources.put(replace(state.source, agency="Port Office"), now=START)
    assert (await desk.poller.poll("harbor")).outcomes == {Outcome.TOUCHED: 1}
    assert await desk.events() == ()


async def test_a_listing_is_followed_to_its_releases_and_told_when_rebuilt(desk: Desk) -> None:
    def listing(*names: str) -> bytes:
        items = "".join(f"<li><a href=/{name}>Pier {name}</a></li>" for name in names)
        return reply(f"<html><body><ul>{items}</ul></body></html>", content_type="text/html")

    rebuilt = reply("<html><body><div>News</div></body></html>", content_type="text/html")
    desk.site.on("/news", listing("a"), listing("b", "a"), rebuilt)
    for name in "ab":
        desk.site.on(f"/{name}", page(f"Pier {name} opens."))
    options = {"item": "li"}
    source = Source("harbor", Kind.LISTING, desk.site.url("/news"), options=options)
    await desk.storage.sources.put(source, now=START)
    await desk.poller.poll("harbor")
    report = await desk.poller.poll("harbor")
    assert (report.outcomes, report.announced) == ({Outcome.NEW: 1}, 1)
    (event,) = await desk.events()
    kept = await desk.storage.releases.get(event.release_id or 0)
    assert (kept.head.title, kept.document.text[:12]) == ("Pier b", "Pier b opens")
    report = await desk.poller.poll("harbor")
    assert await desk.condition() is Condition.SHAPE_CHANGED
    assert "nothing on it matches 'li'" in (report.reason or "")
    assert len(await desk.storage.releases.latest(limit=10)) == 2


EMBARGO_LINE = "Strictly embargoed until 10:00 GMT, 21 May 2026\n\n"

EMBARGOED_FEED = feed(
    f"<item><title>b</title><link>/b</link><description>{EMBARGO_LINE}{BODY}</description>"
    "<pubDate>Wed, 20 May 2026 09:30:00 +0000</pubDate></item>",
    entry("a"),
)


def embargoed(document: Document) -> Analysis:
    """The head of a document alone: nothing else of it matters here."""
    return replace(analyse(document), head=find_head(read_layout(document), None))


async def test_a_text_under_embargo_is_neither_kept_nor_announced_before_its_moment(
    desk: Desk,
) -> None:
    desk.poller = replace(desk.poller, analyse=embargoed)
    desk.site.on("/feed", feed(entry("a")), EMBARGOED_FEED)
    await desk.add()
    await desk.poller.poll("harbor")
    desk.wait(timedelta(hours=1))
    report = await desk.poller.poll("harbor")
    assert (report.embargoed, report.announced, report.waiting) == (1, 0, 0)
    assert await desk.condition() is Condition.OK
    assert [event.kind for event in await desk.events()] == []
    desk.wait(DAY - timedelta(hours=2))
    assert (await desk.poller.poll("harbor")).embargoed == 1
    desk.wait(timedelta(hours=2))
    report = await desk.poller.poll("harbor")
    assert (report.embargoed, report.announced) == (0, 1)
    assert [event.kind for event in await desk.events()] == [EventKind.NEW]


async def test_an_operator_may_turn_embargoes_off(desk: Desk) -> None:
    desk.poller = replace(desk.poller, analyse=embargoed, keeps_embargoes=False)
    desk.site.on("/feed", feed(entry("a")), EMBARGOED_FEED)
    await desk.add()
    await desk.poller.poll("harbor")
    desk.wait(timedelta(hours=1))
    assert (await desk.poller.poll("harbor")).announced == 1


async def test_an_embargo_that_is_over_holds_nothing(desk: Desk) -> None:
    desk.poller = replace(desk.poller, analyse=embargoed)
    desk.site.on("/feed", feed(entry("a")), EMBARGOED_FEED)
    await desk.add()
    await desk.poller.poll("harbor")
    desk.wait(DAY + timedelta(hours=1))
    assert (await desk.poller.poll("harbor")).announced == 1


async def test_what_has_failed_is_said_of_its_source_for_two_weeks(desk: Desk) -> None:
    desk.site.on("/feed", feed(entry("a")))
    await desk.add()
    failed = SeenItem("https://harbor.example/x", "1", ItemState.FAILED, 4, "It is gone.")
    await desk.storage.items.note("harbor", [failed], now=START)
    for days, is_said in ((1, True), (13, True), (1, False)):
        desk.wait(days * DAY)
        report = await desk.poller.poll("harbor")
        assert bool(report.reason) == is_said, days


async def test_a_day_is_news_until_a_week_after_its_end(desk: Desk) -> None:
    """Of a listing, which gives days without a time."""

    def listed(*days: int) -> bytes:
        items = "".join(
            f'<li><a href="/day{n}">Release {n}</a><time>{START.date() - n * DAY}</time></li>'
            for n in days
        )
        return reply(f"<html><body><ul>{items}</ul></body></html>", content_type="text/html")

    for days in (0, 7, 8, 30):
        desk.site.on(f"/day{days}", page(f"Day {days}."))
    options = {"item": "li", "date": "time"}
    source = Source("harbor", Kind.LISTING, desk.site.url("/list"), "Harbor", options=options)
    await desk.storage.sources.put(source, now=START)
    desk.site.on("/list", listed(30), listed(0, 7, 8, 30))
    assert (await desk.poller.poll("harbor")).is_baseline
    report = await desk.poller.poll("harbor")
    assert (report.outcomes, report.announced) == ({Outcome.NEW: 3}, 2)
    events = await desk.events()
    heads = [(await desk.storage.releases.get(e.release_id or 0)).head for e in events]
    assert [head.title for head in heads] == ["Release 7", "Release 0"]


async def test_a_page_is_read_and_analysed_within_one_limit(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In two jobs each would have the whole of it, and the poll of one file twice as much."""
    jobs = []
    run = AnalysisPool.run

    async def counted(self: AnalysisPool, *arguments: Any, **named: Any) -> Any:
        jobs.append(arguments[2])
        return await run(self, *arguments, **named)

    monkeypatch.setattr(AnalysisPool, "run", counted)
    url = desk.site.on("/one", page("Boats land."))
    await desk.storage.sources.put(Source("one", Kind.PAGE, url), now=desk.time[0])
    assert (await desk.poller.poll("one")).outcomes == {Outcome.NEW: 1}
    assert jobs == [read_source]
    # The same bytes are not read again; what changes is, once.
    assert (await desk.poller.poll("one")).outcomes == {}
    desk.site.on("/one", page("Ferries land."))
    assert (await desk.poller.poll("one")).outcomes == {Outcome.CHANGED: 1}
    assert jobs == [read_source] * 2


def told(name: str, link: str, guid: str, day: int, text: str = "") -> str:
    body = text or f"Notice {name} shuts pier {name} on day {day}. {BODY}"
    return entry(name, body, START + day * DAY, guid).replace(f"/{name}<", f"{link}<")


@pytest.mark.parametrize(
    "listings",
    [
        # Several notices at one address, of which a later listing holds fewer.
        [(("6", "/closures", "c6", 2), ("5", "/closures", "c5", 1)),
         (("6", "/closures", "c6", 2),),
         (("7", "/closures", "c7", 3), ("6", "/closures", "c6", 2)),
         (("7", "/closures", "c7", 3),)],
        # One bulletin at a time, always at the same address and under the same guid.
        [(("5", "/bulletin", "now", 1),), (("6", "/bulletin", "now", 2),),
         (("7", "/bulletin", "now", 3),)],
        # Places of one page.
        [(("2", "/day#d2", "/day#d2", 2), ("1", "/day#d1", "/day#d1", 1)),
         (("3", "/day#d3", "/day#d3", 3), ("2", "/day#d2", "/day#d2", 2))],
        # Short links that differ by case alone.
        [(("1", "/r/Ab3xK", "a", 1),), (("2", "/r/aB3Xk", "b", 1),)],
    ],
)  # fmt: skip
async def test_a_release_is_never_replaced_by_another(
    desk: Desk, listings: list[tuple[tuple[str, str, str, int], ...]]
) -> None:
    desk.site.on("/feed", *(feed(*(told(*one) for one in listed)) for listed in listings))
    await desk.add()
    for _ in range(len(listings) + 1):
        await desk.poller.poll("harbor")
    everything = {f"Release {one[0]}" for listed in listings for one in listed}
    kept = await desk.storage.releases.latest(limit=99)
    assert sorted(head.title for head in kept) == sorted(everything)
    for head in kept:
        release = await desk.storage.releases.get(head.release_id)
        assert release.document.text.startswith(f"{head.title[8:]}. Notice")
        assert release.versions == ()
    kinds = [event.kind for event in await desk.events()]
    assert kinds == [EventKind.NEW] * (len(everything) - len(listings[0]))


async def test_counters_clocks_and_teasers_of_others_are_no_change(desk: Desk) -> None:
    def at(hour: int) -> bytes:
        also = ("Gulls counted", "Mole mended", "Ferry sold")[hour % 3]
        text = f"<p>The pier opens. {BODY}</p><p>Views: {hour * 31}</p><p>Updated {hour}:05</p>"
        return feed(told("a", "/a", "a", 0, f"{text}<p>See also: {also}</p>"))

    desk.site.on("/feed", *(at(hour) for hour in range(1, 5)))
    await desk.add()
    for _ in range(4):
        await desk.poller.poll("harbor")
    (head,) = await desk.storage.releases.latest(limit=9)
    assert (await desk.storage.releases.get(head.release_id)).versions == ()
    assert await desk.events() == ()


def remade(hour: int, *entries: str) -> bytes:
    """A feed that says each time when it was made."""
    return feed(f"<lastBuildDate>{hour}</lastBuildDate>", *entries)


async def test_an_entry_that_is_written_as_it_was_is_not_read_again(desk: Desk) -> None:
    source = Source("harbor", Kind.FEED, desk.site.url("/feed"))
    old = [entry(name) for name in "abc"]
    edited = entry("b", f"Gulls. {BODY}")
    desk.site.on(
        "/feed", remade(1, *old), remade(2, entry("d"), *old), remade(3, entry("d"), old[0], edited)
    )  # fmt: skip
    await desk.add()
    reports = [await desk.poller.poll("harbor") for _ in range(3)]
    assert [report.listed for report in reports] == [3, 4, 3]
    assert [report.outcomes for report in reports] == [
        {Outcome.NEW: 3}, {Outcome.NEW: 1}, {Outcome.CHANGED: 1}
    ]  # fmt: skip
    kept = await desk.storage.items.written("harbor", limit=9)
    assert len(kept) == 4
    answer = Fetched(source.address, 200, b"<rss>" + "".join(old).encode() + b"</rss>")
    first = read_source(source, answer, read_as="")
    known = frozenset(one.entry_mark for one in first.marked[1:] if one.entry_mark is not None)
    again = read_source(source, answer, read_as="", known=known)
    assert (again.marked, len(again.known)) == (first.marked[:1], 2)


async def test_an_entry_that_counts_its_readers_is_noted_no_more_than_twice(desk: Desk) -> None:
    def at(hour: int) -> bytes:
        return remade(hour, told("a", "/a", "a", 0, f"<p>{BODY}</p><p>Views: {hour}</p>"))

    desk.site.on("/feed", *(at(hour) for hour in range(1, 6)))
    await desk.add()
    marks = []
    for _ in range(5):
        await desk.poller.poll("harbor")
        ((_, _, item),) = await desk.storage.items.listings(desk.site.url("/a"))
        marks.append(item.entry_mark or "")
    assert [mark.endswith(":") for mark in marks] == [False, True, True, True, True]
    assert len(set(marks)) == 2


async def test_releases_that_are_listed_whole_and_pages_are_kept_in_their_order(desk: Desk) -> None:
    names = "abcdefg"
    for name in "be":
        desk.site.on(f"/{name}", page(f"Page {name}."))
    some = [
        entry(name, "Read more…" if name in "be" else BODY, START - (9 - n) * DAY)
        for n, name in enumerate(names)
    ]
    desk.site.on("/feed", feed(*reversed(some)))
    await desk.add()
    assert (await desk.poller.poll("harbor")).outcomes == {Outcome.NEW: len(names)}
    heads = await desk.storage.releases.latest(limit=9)
    assert [head.title for head in sorted(heads, key=lambda head: head.release_id)] == [
        f"Release {name}" for name in names
    ]


async def test_a_date_ahead_is_known_once_it_can_be(desk: Desk) -> None:
    ahead = entry("a", day=START + 10 * DAY)
    desk.site.on("/feed", *(remade(hour, ahead) for hour in range(4)))
    await desk.add()
    dates = []
    for _ in range(4):
        await desk.poller.poll("harbor")
        (head,) = await desk.storage.releases.latest(limit=9)
        dates.append(head.published_at)
        desk.wait(2 * DAY)
    assert dates == [None, None, START + 10 * DAY, START + 10 * DAY]


async def test_two_sources_that_name_one_address_do_not_overwrite_each_other(desk: Desk) -> None:
    desk.site.on("/feed", feed(told("1", "/now", "a", 0)))
    desk.site.on("/other", feed(told("2", "/now", "b", 3, f"Gulls were counted. {BODY}")))
    await desk.add()
    await desk.poller.poll("harbor")
    other = Source("other", Kind.FEED, desk.site.url("/other"), agency="Harbor Office")
    await desk.storage.sources.put(other, now=START)
    for _ in range(2):
        await desk.poller.poll("other")
    assert await desk.storage.releases.count() == 2
    found = await desk.storage.releases.find_address(desk.site.url("/now"))
    assert found is not None
    assert found.head.title == "Release 2"
