"""Which releases a watch is about, where they say so, and what it would have sent."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.documents import Document
from domain.watches import Threshold, WatchCriteria
from pipeline.bounds import read_threshold
from pipeline.watching import dry_run, find_hit
from processing import analyse
from storage import Storage, open_storage

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
TEXT = (
    "Tin seized at the pier\n\n"
    "HARBOR CITY – The Harbor Office seized 120 kilograms of tin in Operation Low Tide on Monday, "
    "it said.\n\n“We looked in every crate,” said Ann Poe, the director of the Harbor Office.\n"
)
OVER_100: Threshold = read_threshold("tin over 100 kg")


@pytest.fixture
async def storage(database: str) -> AsyncIterator[Storage]:
    async with open_storage(database) as opened:
        yield opened


async def keep(storage: Storage, name: str, day: date | None, text: str = TEXT) -> int:
    title = "Tin seized at the pier"
    document = Document(name, f"{text}\nNotice {name}.", title, day, None, "Harbor Office")
    pairs = [(document, analyse(document))]
    (saved,) = await storage.releases.save_many(pairs, now=NOW)
    return saved.release_id


@pytest.mark.parametrize(
    "criteria, places, figures",
    [
        (WatchCriteria(words=("crates",)), ["crate"], []),
        (WatchCriteria(words=("gold", "crate")), ["crate"], []),
        (WatchCriteria(person="Poe"), ["Ann Poe"], []),
        (WatchCriteria(operation="Low Tide"), ["Operation Low Tide"], []),
        (WatchCriteria(agency="harbor office"), [], []),
        (WatchCriteria(threshold=OVER_100), [], ["120 kilograms"]),
        (
            WatchCriteria(("tin",), "Ann Poe", "Harbor Office", "Operation Low Tide", OVER_100),
            ["Operation Low Tide", "Ann Poe", "tin"],
            ["120 kilograms"],
        ),
    ],
)
async def test_all_that_is_given_holds_and_says_where(
    storage: Storage, criteria: WatchCriteria, places: list[str], figures: list[str]
) -> None:
    release = await storage.releases.get(await keep(storage, "a", date(2026, 11, 3)))
    hit = find_hit(criteria, release)
    assert hit
    assert [span.text for span in hit.spans] == places
    assert [figure.span.text for figure in hit.figures] == figures
    assert all(span.stands_in(release.document.text) for span in hit.spans)


@pytest.mark.parametrize(
    "wrong",
    [
        {"words": ("gold",)},
        {"person": "Al Doe"},
        {"agency": "Harbor"},
        {"operation": "High Tide"},
        {"threshold": replace(OVER_100, low=121.0)},
        {"threshold": replace(OVER_100, words=("zinc",))},
    ],
)
async def test_one_that_does_not_hold_is_enough(storage: Storage, wrong: dict[str, object]) -> None:
    release = await storage.releases.get(await keep(storage, "a", date(2026, 11, 3)))
    right = WatchCriteria(("tin",), "Ann Poe", "Harbor Office", "Operation Low Tide", OVER_100)
    assert find_hit(right, release)
    assert find_hit(replace(right, **wrong), release) is None  # type: ignore[arg-type]


async def test_a_word_of_the_title_alone_has_no_place(storage: Storage) -> None:
    number = await keep(storage, "a", date(2026, 11, 3), TEXT.split("\n\n", 1)[1])
    hit = find_hit(WatchCriteria(words=("pier",)), await storage.releases.get(number))
    assert hit
    assert hit.spans == ()


async def test_the_place_shown_is_not_that_of_the_headline(storage: Storage) -> None:
    release = await storage.releases.get(await keep(storage, "a", date(2026, 11, 3)))
    hit = find_hit(WatchCriteria(words=("seized",)), release)
    assert hit
    assert hit.spans[0].start > TEXT.index("HARBOR CITY")


async def test_a_dry_run_counts_the_last_thirty_days_newest_first(storage: Storage) -> None:
    today = NOW.date()
    days = {"old": 31, "edge": 30, "new": 2}
    numbers = {
        name: await keep(storage, name, today - timedelta(days=age)) for name, age in days.items()
    }
    undated = await keep(storage, "undated", None)
    for criteria in (
        WatchCriteria(words=("crate",)),
        WatchCriteria(person="Ann Poe"),
        WatchCriteria(threshold=OVER_100),
        WatchCriteria(agency="Harbor Office"),
    ):
        found = await dry_run(storage, criteria, NOW)
        shown = [hit.release.head.release_id for hit in found.hits]
        assert shown == [undated, numbers["new"], numbers["edge"], numbers["old"]]
        assert (found.recent, found.is_partial) == (3, False)
    nothing = await dry_run(storage, WatchCriteria(words=("gold",)), NOW)
    assert (nothing.hits, nothing.recent, nothing.is_partial) == ((), 0, False)
