"""What became of a release or an address, stage by stage."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from domain.documents import Document
from domain.errors import NotFoundError
from domain.sentences import Translatable
from domain.sources import Condition, Health, Kind, Source
from domain.subscriptions import (
    BriefingSettings,
    DeliveryState,
    ReleaseFilter,
    Schedule,
    SubscriptionStatus,
)
from pipeline.tracing import trace_address, trace_briefings, trace_release
from processing import analyse
from storage import Storage, open_storage
from storage.seen import ItemState, SeenItem

NOW = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)
URL = "https://www.harbor.example/news/tin?utm_source=x"
KEY = "https://harbor.example/news/tin"
TEXT = (
    "Harbor Office seizes 120 kilograms of tin\n\n"
    "HARBOR CITY – The Harbor Office seized 120 kilograms of tin on Monday, it said.\n"
)


@pytest.fixture
async def storage(database: str) -> AsyncIterator[Storage]:
    async with open_storage(database) as opened:
        yield opened


def said(steps: list[Translatable]) -> list[str]:
    return [step.sentence.format(**step.facts) for step in steps]


async def kept(storage: Storage, text: str = TEXT, agency: str = "Harbor") -> int:
    document = Document("tin", text, "Tin", date(2026, 5, 4), URL, agency)
    saved = await storage.releases.save(document, analyse(document), now=NOW)
    return saved.release_id


@pytest.mark.parametrize(
    "item, became",
    [
        (SeenItem(KEY, "1", ItemState.PASSED), "Read: not, since it was listed before Lede knew"),
        (SeenItem(KEY, "1", ItemState.KEPT), "Read: yes, and kept under another address"),
        (
            SeenItem(KEY, "1", ItemState.WAITING, 2, "It timed out."),
            "Read: not yet, 2 tries so far; it is tried again. It timed out.",
        ),
        (
            SeenItem(KEY, "1", ItemState.FAILED, 4, "It is gone."),
            "Read: given up after 4 tries. It is gone.",
        ),
        (
            SeenItem(KEY, "1", ItemState.EMBARGOED, 1, "2026-05-21T12:00:00+00:00"),
            "Read: yes; it may not be published before 2026-05-21 12:00:00+00:00",
        ),
    ],
)
async def test_what_became_of_an_address_is_told(
    storage: Storage, item: SeenItem, became: str
) -> None:
    await storage.items.note("harbor", [item], now=NOW)
    listed, read = said(await trace_address(storage, URL))
    assert listed == f"Listed: by the source harbor, first {NOW}."
    assert read.startswith(became)


async def test_an_address_nobody_listed_names_the_sources_of_its_site(storage: Storage) -> None:
    assert said(await trace_address(storage, URL)) == [
        "Listed: no source has listed this address.",
        "Sources: none is of this site. /source add adds one; /read reads the page.",
    ]
    for name, address in (("harbor", "https://harbor.example/feed"), ("b", "https://b.example/")):
        await storage.sources.put(Source(name, Kind.FEED, address), now=NOW)
    health = Health(Condition.GONE, "Nothing is there.")
    await storage.sources.note_health("harbor", health)
    assert said(await trace_address(storage, URL))[1:] == ["Source harbor: gone. Nothing is there."]


@pytest.mark.parametrize("address", ["harbor", "https://", "https://[", "/news"])
async def test_what_is_no_address_is_told(storage: Storage, address: str) -> None:
    with pytest.raises(NotFoundError, match="That is no address"):
        await trace_address(storage, address)


async def test_how_a_release_came_here_is_told(storage: Storage) -> None:
    number = await kept(storage)
    steps = said(await trace_release(storage, await storage.releases.get(number)))
    assert steps[0] == "Listed: no source listed it; it was loaded from a file or a reading."
    assert steps[1] == f"Read: {len(TEXT)} characters of text."
    assert steps[2].startswith("Understood: 1 sentences of summary, ")
    assert any(step == f"Kept: under number {number}, since {NOW}." for step in steps)
    assert not any(step.startswith(("Story", "Changed")) for step in steps)
    item = SeenItem(KEY, "1", ItemState.KEPT, release_id=number)
    await storage.items.note("harbor", [item], now=NOW)
    steps = said(await trace_release(storage, await storage.releases.get(number)))
    assert steps[0] == f"Listed: by the source harbor, first {NOW}."


async def test_changes_and_the_story_are_told(storage: Storage) -> None:
    number = await kept(storage)
    await kept(storage, TEXT.replace("120", "130"))
    other = Document(
        "x", TEXT.replace("120", "130"), "Tin found", date(2026, 5, 4), None, "Customs"
    )
    await storage.releases.save(other, analyse(other), now=NOW)
    steps = said(await trace_release(storage, await storage.releases.get(number)))
    assert f"Changed by the agency: {NOW}. What it said before is kept." in steps
    assert "Story: 1 other releases tell it." in steps


async def test_a_release_in_another_language_says_so(storage: Storage) -> None:
    spanish = (
        "La oficina del puerto de la ciudad dijo que los agentes incautaron una gran cantidad de "
        "estaño y que no hubo heridos durante la operación en la que participaron todos."
    )
    number = await kept(storage, spanish)
    steps = said(await trace_release(storage, await storage.releases.get(number)))
    assert any(step.startswith("Understood: no, it is not in English") for step in steps)


async def test_briefings_of_a_server_are_told_to_be_about_it_or_not(storage: Storage) -> None:
    release = await storage.releases.get(await kept(storage))

    async def told(guild: int, *seen: int) -> list[str]:
        steps = await trace_briefings(storage, release, guild, sees=lambda c: c in seen)
        return said(steps)

    assert await told(1) == ["Briefings: this server has none."]
    for agency in ("Harbor", "Customs"):
        settings = BriefingSettings(7, Schedule(time(7), "UTC"), ReleaseFilter((agency,)))
        upcoming = (NOW.date(), NOW)
        made = await storage.subscriptions.add(1, settings, upcoming, now=NOW, by=5)
        await storage.subscriptions.change(made, status=SubscriptionStatus.ACTIVE, now=NOW)
    about = [
        f"Briefings: number 1 of this server is about it, next {NOW}.",
        "Briefings: number 2 of this server is not about it.",
    ]
    assert await told(1) == about
    assert await told(2) == ["Briefings: this server has none."]
    subscription = await storage.subscriptions.get(1, 1)
    await storage.deliveries.add(subscription, NOW.date(), NOW)
    (claimed,) = await storage.deliveries.claim(NOW, limit=1)
    number = release.head.release_id
    sent = replace(claimed, state=DeliveryState.SENT, message_id=8, release_ids=(number,))
    await storage.deliveries.settle([sent])
    assert await told(1, 7) == [f"Posted: in <#7>, {NOW}.", *about]
    assert await told(1) == about
