"""Sources, what they listed, and what happened."""

from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from sqlite3 import connect

import pytest

from domain.archive import EventKind, Outcome
from domain.documents import Document
from domain.errors import NotAllowedError, NotFoundError
from domain.sources import HOST, Condition, Health, Kind, Source, Validators
from storage import Storage, open_storage
from storage.seen import ItemState, SeenItem
from tests.pipeline.first_words import analyse
from tests.storage.conftest import NOW
from tests.storage.revisions import make_before

LATER = NOW + timedelta(hours=1)
HARBOR = Source(
    "harbor",
    Kind.INTERFACE,
    "https://harbor.example/api",
    agency="Harbor Office",
    cadence=timedelta(days=1),
    options={"component": "piers"},
)


async def test_a_source_is_kept_as_it_was_given(storage: Storage) -> None:
    assert await storage.sources.put(HARBOR, now=NOW, added_by=7)
    state = await storage.sources.get("harbor")
    assert state.source == HARBOR
    assert (state.added_at, state.added_by, state.baseline_at) == (NOW, 7, None)
    assert state.health == Health(next_poll_at=NOW)
    assert await storage.sources.list() == (state,)


async def test_health_is_kept_and_decides_what_is_due(storage: Storage) -> None:
    await storage.sources.put(HARBOR, now=NOW)
    health = Health(
        Condition.FAILING, "It broke off.", NOW, NOW, NOW, LATER, NOW, timedelta(hours=30), 2, 40,
        NOW, Validators('"v1"', "Wed, 20 May 2026 09:00:00 GMT"),
    )  # fmt: skip
    await storage.sources.note_health("harbor", health)
    await storage.sources.note_health("gone", health)
    assert (await storage.sources.get("harbor")).health == health
    assert await storage.sources.due(NOW, limit=5) == ()
    assert [state.source for state in await storage.sources.due(LATER, limit=5)] == [HARBOR]


async def test_at_another_address_what_is_known_stays_and_the_rest_begins_anew(
    storage: Storage,
) -> None:
    elsewhere = replace(HARBOR, address="https://b.example")
    await storage.sources.put(HARBOR, now=NOW, added_by=7)
    assert not await storage.sources.put(elsewhere, now=NOW)
    # Nothing was polled yet: the first poll at the other address is a baseline.
    assert (await storage.sources.get("harbor")).moved_at is None
    await storage.sources.put(HARBOR, now=NOW)
    await storage.sources.note_baseline("harbor", NOW)
    known = Health(
        Condition.FAILING, "It broke off.", NOW, NOW, NOW, LATER, NOW, timedelta(hours=30), 2, 3,
        NOW, Validators('"v1"'),
    )  # fmt: skip
    await storage.sources.note_health("harbor", known)
    assert not await storage.sources.put(replace(HARBOR, agency="Port"), now=LATER)
    state = await storage.sources.get("harbor")
    assert (state.health.listed, state.baseline_at, state.source.agency) == (3, NOW, "Port")
    assert not await storage.sources.put(elsewhere, now=LATER)
    state = await storage.sources.get("harbor")
    assert state.health == Health(
        next_poll_at=LATER, succeeded_at=NOW, last_item_at=NOW, usual_gap=timedelta(hours=30),
        listed=3,
    )  # fmt: skip
    assert (state.baseline_at, state.moved_at) == (NOW, LATER)
    assert (state.added_at, state.added_by) == (NOW, 7)
    await storage.sources.note_baseline("harbor", LATER)
    assert (await storage.sources.get("harbor")).moved_at is None


async def test_each_holder_keeps_a_source_in_a_folder_of_its_own(storage: Storage) -> None:
    sources = storage.sources
    await sources.put(HARBOR, now=NOW, holder=70)
    await sources.put(HARBOR, now=NOW, holder=71)
    await sources.file_under("harbor", 70, "Ports")
    assert (await sources.folders(70), await sources.folders(71)) == ({"harbor": "Ports"}, {})
    with pytest.raises(NotAllowedError):
        await sources.file_under("harbor", 72, "Ports")
    await sources.file_under("harbor", 70, None)
    assert await sources.folders(70) == {}


async def test_a_limited_source_is_withheld_from_those_who_have_not_added_it(
    storage: Storage,
) -> None:
    sources = storage.sources
    await sources.put(HARBOR, now=NOW, holder=70)
    assert await sources.withheld_from(71) == frozenset()
    await sources.limit("harbor", is_limited=True)
    assert await sources.limited_at(HARBOR.address) == "harbor"
    for holder, withheld in ((70, set()), (71, {"harbor"}), (None, {"harbor"})):
        assert await sources.withheld_from(holder) == withheld
    await sources.put(HARBOR, now=NOW, holder=71)
    assert await sources.withheld_from(71) == frozenset()
    noted = [SeenItem(f"k{n}", "f", ItemState.KEPT, release_id=n) for n in (1, 2)]
    await storage.items.note("harbor", noted, now=NOW)
    await storage.items.note("coast", noted[:1], now=NOW)
    assert await storage.items.listed_by_none_but({"harbor"}, [1, 2, 3]) == {2}


async def test_a_source_is_taken_out(storage: Storage) -> None:
    await storage.sources.put(HARBOR, now=NOW)
    await storage.sources.remove("harbor")
    for ask in (storage.sources.get, storage.sources.remove):
        with pytest.raises(NotFoundError, match="no source named “harbor”"):
            await ask("harbor")


async def test_a_misspelt_source_is_answered_with_those_near(storage: Storage) -> None:
    await storage.sources.put(HARBOR, now=NOW)
    await storage.sources.put(replace(HARBOR, name="harbor-mills"), now=NOW)
    for typed in ("harbur", "HARBOR", "habror"):
        with pytest.raises(NotFoundError, match=f"“{typed}”. Did you mean “harbor”"):
            await storage.sources.get(typed)
    with pytest.raises(NotFoundError, match="Did you mean “harbor-mills”"):
        await storage.sources.remove("harbor-mils")
    with pytest.raises(NotFoundError, match="name them all"):
        await storage.sources.require_holder("lighthouse", 7)


async def test_items_are_remembered_beyond_their_source(storage: Storage) -> None:
    items = [SeenItem(f"k{n}", "f", ItemState.KEPT, release_id=n) for n in range(1200)]
    await storage.items.note("harbor", items, now=NOW)
    changed = SeenItem("k5", "g", ItemState.WAITING, 2, "It broke off.")
    await storage.items.note("harbor", [changed, SeenItem("x", "f", ItemState.PASSED)], now=LATER)
    seen = await storage.items.seen("harbor", [*(item.key for item in items), "x", "y"])
    assert len(seen) == 1201
    assert seen["k5"] == changed
    assert seen["k7"] == items[7]
    assert await storage.items.seen("coast", ["k5"]) == {}


async def test_new_and_changed_releases_become_events_once(storage: Storage) -> None:
    first = Document("a", "Ten boats land.", source="harbor", url="https://harbor.example/a")
    for now, document in ((NOW, first), (LATER, first), (LATER, replace(first, text="Two."))):
        await storage.releases.save(document, analyse(document), now=now, announce=True)
    comma = replace(first, text="Two,", agency="Harbor Office", published_at=date(2026, 5, 1))
    touched = await storage.releases.save(comma, analyse(comma), now=LATER, announce=True)
    assert touched.outcome is Outcome.TOUCHED
    new, changed = await storage.events.after(0, limit=9)
    assert (new.kind, new.at, new.source, new.changes) == (EventKind.NEW, NOW, "harbor", None)
    assert (changed.kind, changed.release_id) == (EventKind.CHANGED, new.release_id)
    assert changed.changes is not None
    assert changed.changes.has_other_words
    assert await storage.events.after(new.event_id, limit=1) == (changed,)


async def test_what_is_not_announced_leaves_no_event(storage: Storage) -> None:
    document = Document("a", "Ten boats land.")
    await storage.releases.save(document, analyse(document), now=NOW)
    await storage.events.add(EventKind.SOURCE_BACK, source="harbor", text="Back.", now=NOW)
    (event,) = await storage.events.after(0, limit=9)
    assert (event.kind, event.text) == (EventKind.SOURCE_BACK, "Back.")


async def test_another_address_of_the_same_text_is_no_second_release(storage: Storage) -> None:
    first = Document("a", "Ten boats land.", url="https://harbor.example/a", agency="Harbor")
    moved = replace(first, url="https://harbor.example/2026/a")
    other = replace(first, url="https://coast.example/a", agency="Coast")
    saved = await storage.releases.save_many(
        [(document, analyse(document)) for document in (first, moved, other)],
        now=NOW, announce=True,
    )  # fmt: skip
    outcomes = [one.outcome for one in saved]
    assert outcomes == [Outcome.NEW, Outcome.DUPLICATE, Outcome.NEW]
    assert saved[0].release_id == saved[1].release_id
    again = await storage.releases.save(moved, analyse(moved), now=LATER)
    assert (again.outcome, again.release_id) == (Outcome.SAME, saved[0].release_id)
    edited = replace(moved, text="Eleven boats land.")
    changed = await storage.releases.save(edited, analyse(edited), now=LATER)
    assert (changed.outcome, changed.release_id) == (Outcome.CHANGED, saved[0].release_id)
    through_first = replace(edited, url=first.url)
    assert (
        await storage.releases.save(through_first, analyse(through_first), now=LATER)
    ).outcome is Outcome.SAME
    assert await storage.releases.count() == 2


async def test_a_source_from_before_holders_belongs_to_the_host(database: Path) -> None:
    make_before(database, "source_holders")
    with closing(connect(database)) as connection:
        connection.execute(
            "INSERT INTO sources (name, kind, address, options, is_verified, added_at, added_by)"
            " VALUES ('harbor', 'feed', 'https://harbor.example', '{}', 0,"
            " '2026-05-20 09:30:00.000000', 7)"
        )
        connection.commit()
    async with open_storage(database) as storage:
        assert await storage.sources.held_by(HOST) == {"harbor"}
        with pytest.raises(NotAllowedError):
            await storage.sources.release("harbor", 70)
