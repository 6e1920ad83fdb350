"""Releases that older processing read are read again: all that is kept of them, and no news."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.archive import EventKind, Filters, TermKind
from domain.documents import Document
from domain.facts import Analysis
from domain.watches import Threshold, WatchCriteria, WatchSettings
from pipeline.bulk import FEW
from pipeline.ingest import PROCESSING_VERSION
from pipeline.reanalysis import Reanalysis, ReanalysisReport
from processing import analyse as read_fully
from storage import Storage, open_storage
from tests.pipeline.first_words import RAISES, analyse

NOW = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
OLD = PROCESSING_VERSION - 1

TEXT = """Harbor Office seizes 120 kilograms of tin

HARBOR CITY – The Harbor Office seized 120 kilograms of tin in Operation Low Tide on Monday.

“We looked in every crate,” said Ann Poe, the director of the Harbor Office.
"""


@pytest.fixture
async def storage(database: str) -> AsyncIterator[Storage]:
    async with open_storage(database) as opened:
        yield opened


async def keep(storage: Storage, *documents: Document, version: int = OLD) -> list[int]:
    """Store documents as an older Lede read them, whose readings are in miniature."""
    pairs = [(document, analyse(document)) for document in documents]
    saved = await storage.releases.save_many(pairs, now=NOW, version=version, announce=True)
    return [one.release_id for one in saved]


def boats(number: int) -> list[Document]:
    """Releases of successive days, the first the oldest."""
    first = date(2024, 1, 1)
    return [
        Document(f"boat-{n}", f"Boat {n} lands.", None, first + timedelta(days=n), None, "Pier")
        for n in range(number)
    ]


async def run(storage: Storage) -> ReanalysisReport:
    return await Reanalysis(storage, lambda: LATER).run(lambda _: None)


async def test_all_that_is_kept_of_a_reading_is_renewed(storage: Storage) -> None:
    (number,) = await keep(storage, Document("tin", TEXT, None, date(2026, 5, 4), None, "Harbor"))
    before = await storage.releases.get(number)
    assert before.analysis.figures == ()
    assert await run(storage) == ReanalysisReport(outdated=1, renewed=1)
    after = await storage.releases.get(number)
    assert after.analysis == read_fully(after.document)
    assert after.head.title == "Harbor Office seizes 120 kilograms of tin"
    (quote,) = await storage.quotations.find("every crate", limit=5)
    assert quote.text == "We looked in every crate,"
    for kind, name in ((TermKind.OPERATION, "Operation Low Tide"), (TermKind.SPEAKER, "Ann Poe")):
        term = await storage.terms.find(kind, name)
        assert term, name
        assert term.number == 1
    operation = await storage.terms.find(TermKind.OPERATION, "Operation Low Tide")
    filters = Filters(operation=operation)
    assert [h.release_id for h in await storage.releases.latest(limit=5, filters=filters)] == [1]
    assert (await storage.releases.complete_title("harbor seizes"))[0].release_id == number


async def test_what_older_processing_read_wrongly_is_found_no_more(storage: Storage) -> None:
    document = Document("tin", TEXT, None, date(2026, 5, 4), None, "Harbor")
    full = read_fully(document)
    wrong = replace(
        full,
        operations=(replace(full.operations[0], name="Operation High Tide"),),
        quotes=tuple(replace(quote, speaker_name="Al Doe") for quote in full.quotes),
    )
    await storage.releases.save(document, wrong, now=NOW, version=OLD)
    assert await storage.terms.complete(TermKind.SPEAKER, "doe")
    await run(storage)
    assert await storage.terms.complete(TermKind.SPEAKER, "doe") == []
    assert await storage.terms.complete(TermKind.OPERATION, "high") == []
    assert len(await storage.quotations.find("crate", limit=5)) == 1


async def test_nothing_is_announced(storage: Storage) -> None:
    await keep(storage, *boats(3), Document("tin", TEXT, None, date(2026, 5, 4), None, "Harbor"))
    settings = WatchSettings(1, WatchCriteria(operation="Operation Low Tide"))
    await storage.watches.save(
        await storage.watches.get(await storage.watches.add(None, settings, now=NOW, by=5), None, 5)
    )
    events = await storage.events.after(0, limit=100)
    await run(storage)
    assert await storage.events.after(0, limit=100) == events
    assert {event.kind for event in events} == {EventKind.NEW}
    release = await storage.releases.get(4)
    assert release.versions == ()
    assert await storage.watches.due(LATER, since=NOW - timedelta(days=9)) == {}


async def test_releases_of_one_story_are_told_by_what_is_read_now(storage: Storage) -> None:
    other = TEXT.replace("The Harbor Office seized", "Customs and the Harbor Office seized")
    one = Document("tin", TEXT, None, date(2026, 5, 4), None, "Harbor Office")
    two = Document("more", other, None, date(2026, 5, 5), None, "Customs")
    wrong = [
        (document, replace(read_fully(document), people=(), figures=(), operations=(), title=name))
        for document, name in ((one, "Tin"), (two, "Fish"))
    ]
    people = read_fully(one).people
    # Texts that are alike are no story where what they name differs.
    wrong[0] = (one, replace(wrong[0][1], people=(replace(people[0], name="Al Doe"),)))
    wrong[1] = (two, replace(wrong[1][1], people=(replace(people[0], name="Bo Roe"),)))
    for document, analysis in wrong:
        await storage.releases.save(document, analysis, now=NOW, version=OLD)
    assert (await storage.releases.get(1)).also_issued == ()
    await run(storage)
    (issued,) = (await storage.releases.get(1)).also_issued
    assert issued.agency == "Customs"


async def test_the_newest_come_first_and_a_step_reads_a_few(storage: Storage) -> None:
    numbers = await keep(storage, *boats(45))
    beside = Reanalysis(storage, lambda: LATER)
    assert await beside.step() == ReanalysisReport(outdated=45, renewed=20)
    outdated = await storage.analyses.outdated(PROCESSING_VERSION, limit=100)
    assert [release.head.release_id for release in outdated] == numbers[:25][::-1]
    await beside.step()
    await beside.step()
    assert await storage.analyses.count_outdated(PROCESSING_VERSION) == 0
    assert (await beside.step()).renewed == 45


async def test_another_run_goes_on_where_one_was_broken_off(storage: Storage) -> None:
    await keep(storage, *boats(45))
    await Reanalysis(storage, lambda: NOW + timedelta(hours=1)).step()
    assert await run(storage) == ReanalysisReport(outdated=25, renewed=25)
    assert await run(storage) == ReanalysisReport()


async def test_many_are_read_in_processes_of_their_own(storage: Storage) -> None:
    await keep(storage, *boats(FEW + 1))
    told: list[ReanalysisReport] = []
    await Reanalysis(storage, lambda: LATER, analyse=analyse).run(told.append)
    assert told == [ReanalysisReport(outdated=FEW + 1, renewed=FEW + 1)]
    (release,) = await storage.releases.find(Filters(), limit=1)
    import os

    assert release.analysis.summary[0].rule != f"process-{os.getpid()}"


async def test_one_that_cannot_be_read_stays_and_the_rest_go_on(storage: Storage) -> None:
    bad = Document("bad", RAISES, None, date(2025, 1, 1), None, "Pier")
    old = analyse(replace(bad, text="Fine before."))
    await storage.releases.save(bad, replace(old, summary=()), now=NOW, version=OLD)
    await keep(storage, *boats(3))
    report = await Reanalysis(storage, lambda: LATER, analyse=analyse).run(lambda _: None)
    assert report.renewed == 3
    (failure,) = report.failed
    assert failure.startswith("bad: the processing failed on it (ValueError)")
    assert await storage.analyses.count_outdated(PROCESSING_VERSION) == 1


async def test_what_was_changed_meanwhile_keeps_the_reading_of_its_own_text(
    storage: Storage,
) -> None:
    document = Document("tin", TEXT, "Tin", date(2026, 5, 4), "https://a.example/tin", "Harbor")
    (number,) = await keep(storage, document)
    (taken,) = await storage.analyses.outdated(PROCESSING_VERSION, limit=1)
    longer = replace(document, text="Corrected. " + TEXT)
    await storage.releases.save(longer, analyse(longer), now=NOW, version=OLD)
    renewed = [(taken, read_fully(taken.document))]
    assert await storage.analyses.renew(renewed, now=LATER, version=PROCESSING_VERSION) == 0
    assert (await storage.releases.get(number)).analysis == analyse(longer)


async def test_what_newer_processing_read_is_left_alone(storage: Storage) -> None:
    (number,) = await keep(storage, Document("tin", TEXT, "Tin"), version=PROCESSING_VERSION + 1)
    release = await storage.releases.get(number)
    assert await run(storage) == ReanalysisReport()
    renewed = [(release, read_fully(release.document))]
    assert await storage.analyses.renew(renewed, now=LATER, version=PROCESSING_VERSION) == 0


async def test_old_releases_do_not_come_before_new_ones_among_quotes(storage: Storage) -> None:
    """The index of quotes gives the last written first, and only so many."""
    for day in (4, 5):
        document = Document(f"tin-{day}", TEXT, None, date(2026, 5, day), None, f"Harbor {day}")
        await storage.releases.save(document, read_fully(document), now=NOW, version=OLD)

    async def order() -> list[int]:
        from sqlalchemy import select

        from storage.tables import QUOTES, RELEASES

        statement = select(RELEASES.c.id).join(QUOTES, QUOTES.c.sort_key == RELEASES.c.sort_key)
        async with storage._database.reading() as connection:
            return list((await connection.execute(statement.order_by(QUOTES.c.id))).scalars())

    before = await order()
    for release in await storage.analyses.outdated(PROCESSING_VERSION, limit=2):
        renewed = [(release, read_fully(release.document))]
        await storage.analyses.renew(renewed, now=LATER, version=PROCESSING_VERSION)
    assert await order() == before == [1, 2]


async def test_bounds_of_watches_are_read_again_from_what_was_typed(storage: Storage) -> None:
    misread = Threshold("fentanyl over 100 kg", 100.0, words=("fentanyl", "kg"))
    unreadable = Threshold("many things", 5.0, words=("things",))
    numbers = []
    for threshold in (misread, unreadable):
        settings = WatchSettings(1, WatchCriteria(words=("tin",), threshold=threshold))
        numbers.append(await storage.watches.add(None, settings, now=NOW, by=5))
    await keep(storage, *boats(1))
    await run(storage)
    read, kept = [await storage.watches.find(number) for number in numbers]
    assert read
    assert read.settings.criteria.words == ("tin",)
    assert read.settings.criteria.threshold == Threshold(
        "fentanyl over 100 kg", 100.0, is_open=True, unit="kilogram", words=("fentanyl",)
    )
    assert kept
    assert kept.settings.criteria.threshold == unreadable


async def test_a_bound_changed_meanwhile_is_kept(storage: Storage) -> None:
    settings = WatchSettings(
        1, WatchCriteria(threshold=Threshold("tin over 5 kg", 5.0, unit="kilogram", words=("tin",)))
    )
    number = await storage.watches.add(None, settings, now=NOW, by=5)
    await storage.watches.renew_threshold(number, Threshold("tin over 9 kg", 9.0))
    found = await storage.watches.find(number)
    assert found
    assert found.settings == settings


def test_fixture_reads_less_than_the_processing() -> None:
    """The twin of all of the above: the old reading is another than the new one."""
    document = Document("tin", TEXT)
    old: Analysis = analyse(document)
    assert old.quotes == ()
    assert read_fully(document).quotes
