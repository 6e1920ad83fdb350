import asyncio
import os
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from sqlite3 import connect

import pytest

from domain.documents import Document
from domain.errors import UnreadableInputError
from domain.facts import Analysis
from pipeline.bulk import FEW
from pipeline.ingest import BATCH, PROCESSING_VERSION, IngestReport, ingest
from storage import Storage, open_storage
from tests.pipeline.first_words import ENDS_THE_PROCESS, RAISES, analyse

NOW = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
_CLOSED_FILE = (
    "CREATE TRIGGER refuse BEFORE INSERT ON releases BEGIN SELECT RAISE(ABORT, 'closed'); END"
)
_CLOSED_SERVER = """
CREATE FUNCTION closed() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'closed'; END $$;
CREATE TRIGGER refuse BEFORE INSERT ON releases FOR EACH ROW EXECUTE FUNCTION closed();
"""


@pytest.fixture
async def storage(database: str) -> AsyncIterator[Storage]:
    async with open_storage(database) as opened:
        yield opened


def boats(number: int, name: str = "boat") -> list[Document]:
    return [Document(f"{name}-{n}", f"The {name} {n} lands at the pier.") for n in range(number)]


async def test_new_same_and_changed_are_counted(storage: Storage) -> None:
    first = await ingest(storage, boats(3), now=NOW, analyse=analyse)
    assert first == IngestReport(new=3)
    again = [*boats(2), Document("boat-2", "It sails."), Document("boat-3", "Another.")]
    second = await ingest(storage, again, now=LATER, analyse=analyse)
    assert second == IngestReport(new=1, same=2, changed=1)
    assert await ingest(storage, [], now=NOW, analyse=analyse) == IngestReport()


async def test_what_is_kept_as_it_stands_is_not_analysed_again(storage: Storage) -> None:
    analysed: list[str] = []

    def watched(document: Document) -> Analysis:
        analysed.append(document.id)
        return analyse(document)

    await ingest(storage, boats(3), now=NOW, analyse=watched)
    analysed.clear()
    again = [*boats(2), Document("boat-2", "It sails."), replace(boats(1)[0], title="A boat")]
    report = await ingest(storage, again, now=LATER, analyse=watched)
    assert report.same == 2
    assert analysed == ["boat-2", "boat-0"]


async def test_what_older_processing_read_is_analysed_again(storage: Storage) -> None:
    (boat,) = boats(1)
    await storage.releases.save(boat, analyse(boat), now=NOW, version=PROCESSING_VERSION - 1)
    assert await storage.releases.known([boat], version=PROCESSING_VERSION) == [False]
    assert await ingest(storage, [boat], now=NOW, analyse=analyse) == IngestReport(same=1)
    assert await storage.releases.known([boat], version=PROCESSING_VERSION) == [True]


async def test_agency_and_day_are_taken_from_the_text_where_the_source_gave_none(
    storage: Storage,
) -> None:
    def read(document: Document) -> Analysis:
        return replace(analyse(document), agency="Pier Office", published_at=date(2026, 5, 2))

    given = Document("b", "A boat.", agency="Harbor Office", published_at=date(2026, 5, 9))
    await ingest(storage, [Document("a", "A pier."), given], now=NOW, analyse=read)
    heads = await storage.releases.latest(limit=2)
    assert [(head.agency, head.published_at) for head in heads] == [
        ("Harbor Office", date(2026, 5, 9)),
        ("Pier Office", date(2026, 5, 2)),
    ]


async def test_what_cannot_be_read_or_processed_is_reported_and_the_rest_go_on(
    storage: Storage,
) -> None:
    unread = UnreadableInputError("Line 2 cannot be read: it is no JSON.")
    given: list[Document | UnreadableInputError] = [*boats(1), unread]
    given += [Document("bad", RAISES), Document("last", "A boat.")]
    report = await ingest(storage, given, now=NOW, analyse=analyse)
    assert report.new == 2
    assert report.failed[0] == "Line 2 cannot be read: it is no JSON."
    assert report.failed[1].startswith("bad: the processing failed on it (ValueError)")
    assert len(report.failed) == 2
    assert await storage.releases.count() == 2


async def test_what_cannot_be_saved_is_reported_and_the_rest_go_on(storage: Storage) -> None:
    given = [*boats(2), Document("half", "Half of a character: \ud83d"), Document("z", "A boat.")]
    report = await ingest(storage, given, now=NOW, analyse=analyse)
    assert report.new == 3
    (failed,) = report.failed
    assert failed.startswith("half: That holds signs that are no characters")


@asynccontextmanager
async def closed_to_releases(database: str) -> AsyncIterator[None]:
    """A database that refuses every release while the block runs."""
    if not database.startswith("postgresql"):
        file = connect(database)
        file.execute(_CLOSED_FILE)
        file.close()
        yield
        return
    import asyncpg

    server = await asyncpg.connect(database)
    try:
        await server.execute(_CLOSED_SERVER)
        yield
        # The database is shared by all tests of this process.
        await server.execute("DROP FUNCTION closed CASCADE")
    finally:
        await server.close()


async def test_database_that_refuses_everything_is_not_asked_for_each(
    storage: Storage, database: str
) -> None:
    async with closed_to_releases(database):
        report = await ingest(storage, boats(9), now=NOW, analyse=analyse)
    assert (report.new, len(report.failed)) == (0, 9)
    assert [failed.split(":")[0] for failed in report.failed] == [f"boat-{n}" for n in range(9)]
    assert all("closed" in failed for failed in report.failed)


async def test_few_are_read_and_analysed_off_the_event_loop(storage: Storage) -> None:
    threads: set[int] = set()

    def watched(document: Document) -> Analysis:
        threads.add(threading.get_ident())
        return analyse(document)

    def given() -> Iterator[Document]:
        threads.add(threading.get_ident())
        yield from boats(FEW)

    report = await ingest(storage, given(), now=NOW, analyse=watched)
    assert report.new == FEW
    assert threads
    assert threading.get_ident() not in threads


async def test_many_are_analysed_in_other_processes_in_order(storage: Storage) -> None:
    told: list[IngestReport] = []
    number = FEW + 1 + BATCH + 7
    report = await ingest(
        storage, iter(boats(number)), now=NOW, analyse=analyse, progress=told.append
    )
    assert report == told[-1] == IngestReport(new=number)
    assert [r.new for r in told] == [FEW + 1, FEW + 1 + BATCH, number]
    for n in (1, FEW, number):
        release = await storage.releases.get(n)
        assert release.document == boats(n)[-1]
        assert release.analysis.id == release.document.id
        assert release.analysis.summary[0].rule != f"process-{os.getpid()}"


async def test_what_is_analysed_next_waits_for_nothing_that_is_being_kept(tmp_path: Path) -> None:
    file = tmp_path / "lede.db"
    async with open_storage(file) as storage:
        writer = connect(file, isolation_level=None, check_same_thread=False)
        writer.execute("BEGIN IMMEDIATE")

        def given() -> Iterator[Document]:
            yield from boats(FEW + 1)
            # Nothing can be kept until the next batch is asked for.
            writer.execute("ROLLBACK")
            yield from boats(3, "ship")

        report = await ingest(storage, given(), now=NOW, analyse=analyse, workers=2)
        writer.close()
    assert report == IngestReport(new=FEW + 4)


@pytest.mark.parametrize("workers", [1, 2])
async def test_what_comes_later_is_what_is_kept(storage: Storage, workers: int) -> None:
    await ingest(storage, boats(FEW + 1), now=NOW, analyse=analyse)
    (boat,) = boats(1)
    given = [Document(boat.id, "It sails."), *boats(FEW, "ship"), boat]
    report = await ingest(storage, given, now=LATER, analyse=analyse, workers=workers)
    assert report == IngestReport(new=FEW, changed=2)
    assert (await storage.releases.get(1)).document == boat


async def test_process_that_ends_costs_only_the_release_that_ended_it(storage: Storage) -> None:
    given = [*boats(FEW), Document("deadly", ENDS_THE_PROCESS), *boats(BATCH, "ship")]
    report = await ingest(storage, given, now=NOW, analyse=analyse)
    assert report.new == len(given) - 1
    (failed,) = report.failed
    assert failed.startswith("deadly: deadly cannot be read: the process that read it was ended")
    assert await storage.releases.count() == report.new


async def test_cancelled_ingest_leaves_whole_releases(storage: Storage) -> None:
    begun = asyncio.Event()
    loop = asyncio.get_running_loop()
    go_on = threading.Event()

    def given() -> Iterator[Document]:
        yield from boats(FEW + 1)
        loop.call_soon_threadsafe(begun.set)
        go_on.wait(10)
        yield from boats(BATCH, "ship")

    working = asyncio.create_task(ingest(storage, given(), now=NOW, analyse=analyse))
    await begun.wait()
    working.cancel()
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await working
    assert await storage.releases.count() == FEW + 1
    assert (await storage.releases.get(FEW + 1)).analysis.summary
