"""That what comes in costs no more where the same has come very often before."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from domain.archive import Outcome
from domain.documents import Document
from storage import Storage, open_storage
from tests.pipeline.first_words import analyse
from tests.storage.conftest import NOW

# What a site shows in the place of whatever was asked for, and what an office issues every day.
BLOCKED = (
    "Your request was blocked by the rules of this site.\n"
    "Please turn on cookies and come back, or write to the office of the site and tell them so.\n"
)
FIRST = date(2020, 1, 1)


def of_agencies(numbers: range) -> list[Document]:
    """The same page from ever other agencies: each a release of its own, all of one story."""
    return [
        Document(f"a{n}", BLOCKED, "Blocked", FIRST, f"https://a{n}.example/", f"Agency {n}")
        for n in numbers
    ]


def of_days(numbers: range) -> list[Document]:
    """The same statement of one agency on ever other days."""
    return [
        Document(f"d{n}", BLOCKED, "No news", FIRST + timedelta(n), f"https://d.example/{n}", "Day")
        for n in numbers
    ]


async def steps_of(storage: Storage, document: Document) -> int:
    """How many hundred steps SQLite takes to keep one more."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    async with storage._database._writer.connect() as connection:  # type: ignore[attr-defined]
        driver = (await connection.get_raw_connection()).driver_connection
        await driver.set_progress_handler(count, 100)
    saved = await storage.releases.save(document, analyse(document), now=NOW)
    assert saved.outcome is Outcome.NEW
    return steps


@pytest.mark.parametrize("repeated", [of_agencies, of_days], ids=["agencies", "days"])
async def test_keeping_one_more_takes_no_more_steps_after_many_of_the_same(
    tmp_path: Path, repeated
) -> None:
    async with open_storage(tmp_path / "lede.db") as storage:
        kept = 0
        taken = []
        for wanted in (60, 180):
            batch = repeated(range(kept, wanted))
            await storage.releases.save_many([(d, analyse(d)) for d in batch], now=NOW)
            kept = wanted + 1
            taken.append(await steps_of(storage, repeated(range(wanted, kept))[0]))
    few, many = taken
    assert few > 0
    # Trees of indexes grow by a level; before there was a bound it took several times as many.
    assert many < 1.3 * few


async def test_a_repeat_is_found_however_often_its_text_was_issued(storage: Storage) -> None:
    """The same day at another address; and one that says no day, which the first of all is."""
    batch = of_days(range(40))
    saved = await storage.releases.save_many([(d, analyse(d)) for d in batch], now=NOW)
    assert {one.outcome for one in saved} == {Outcome.NEW}
    again = Document("x", BLOCKED, "No news", FIRST + timedelta(33), "https://x.example/", "Day")
    undated = Document("y", BLOCKED, "No news", None, "https://y.example/", "Day")
    for document, which in ((again, 33), (undated, 0)):
        found = await storage.releases.save(document, analyse(document), now=NOW)
        assert (found.outcome, found.release_id) == (Outcome.DUPLICATE, saved[which].release_id)
