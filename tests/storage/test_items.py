"""What sources have listed: remembered once, with what became of it."""

from datetime import timedelta

from storage import Storage
from storage.seen import ItemState, SeenItem
from tests.storage.conftest import NOW

LATER = NOW + timedelta(days=3)


async def test_an_item_is_remembered_as_it_is_now(storage: Storage) -> None:
    waiting = SeenItem("a", "1", ItemState.WAITING, 2, "It timed out.")
    await storage.items.note("harbor", [waiting], now=NOW)
    assert await storage.items.seen("harbor", ["a", "b", "a"]) == {"a": waiting}
    assert await storage.items.seen("pier", ["a"]) == {}
    kept = SeenItem("a", "2", ItemState.KEPT, release_id=9)
    await storage.items.note("harbor", [kept, SeenItem("b", "1", ItemState.PASSED)], now=LATER)
    assert (await storage.items.seen("harbor", ["a"]))["a"] == kept
    assert await storage.items.of_release(9) == [("harbor", NOW, kept)]
    assert await storage.items.listings("a") == [("harbor", NOW, kept)]
    assert [when for _, when, _ in await storage.items.listings("b")] == [LATER]


async def test_many_are_looked_up_at_once(storage: Storage) -> None:
    keys = [f"k{n}" for n in range(1200)]
    items = [SeenItem(key, "1", ItemState.PASSED) for key in keys]
    await storage.items.note("harbor", items, now=NOW)
    assert (await storage.items.seen("harbor", [*keys, "none"])).keys() == set(keys)


async def test_what_waits_and_what_failed_lately_is_unread(storage: Storage) -> None:
    failed = SeenItem("old", "1", ItemState.FAILED, 4, "It is gone.")
    await storage.items.note("harbor", [failed], now=NOW)
    await storage.items.note("harbor", [SeenItem("new", "1", ItemState.FAILED, 4)], now=LATER)
    waiting = SeenItem("wait", "1", ItemState.WAITING, 1)
    await storage.items.note("pier", [waiting, SeenItem("kept", "1", ItemState.KEPT)], now=NOW)

    async def keys(since, **more: str) -> dict[str, list[str]]:
        found = await storage.items.unread(since, **more)
        return {source: [item.key for item in items] for source, items in found.items()}

    assert await keys(NOW) == {"harbor": ["new", "old"], "pier": ["wait"]}
    assert await keys(NOW + timedelta(seconds=1)) == {"harbor": ["new"], "pier": ["wait"]}
    assert await keys(LATER + timedelta(1), source="harbor") == {}
