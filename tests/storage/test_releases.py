from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from sqlite3 import connect
from typing import Any

import pytest
from sqlalchemy import Select, select

from domain.archive import Filters, Outcome, Saved, TermKind
from domain.errors import NotFoundError, UnreadableInputError
from storage import Storage, open_storage
from storage.tables import ANALYSES, VERSIONS
from tests.storage.conftest import NOW, MakeAnalysis, MakeDocument

LATER = NOW + timedelta(hours=3)


async def stored(storage: Storage, statement: Select[*tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """What stands in the tables themselves."""
    async with storage._database.reading() as connection:
        return [tuple(row) for row in await connection.execute(statement)]


def rows(database: Path) -> str:
    """Everything in the file, as SQL."""
    connection = connect(database)
    try:
        return "\n".join(connection.iterdump())
    finally:
        connection.close()


async def save(
    storage: Storage, analysis: MakeAnalysis, document: object, now: datetime = NOW, **more: object
) -> Saved:
    return await storage.releases.save(document, analysis(document), now=now, **more)  # type: ignore[arg-type]


async def test_saved_release_comes_back_whole(
    storage: Storage, document: MakeDocument, analysis: MakeAnalysis
) -> None:
    published = datetime(2026, 5, 14, 23, 5, tzinfo=timezone(timedelta(hours=-4)))
    given = document(
        title="Second pier opens",
        published_at=published,
        url="http://harbor.example/pier/?utm_source=x",
        agency="Harbor Office",
        source="harbor-feed",
        is_sample=True,
    )
    saved = await save(storage, analysis, given)
    kept = await storage.releases.get(saved.release_id)
    assert saved.outcome is Outcome.NEW
    assert kept.document == given
    assert kept.analysis == analysis(given)
    assert kept.head.title == "Second pier opens"
    assert kept.head.first_seen_at == NOW
    assert isinstance(kept.head.published_at, datetime)
    assert kept.head.published_at == published
    assert kept.head.published_at.utcoffset() == timedelta(hours=-4)
    assert kept.head.is_sample


async def test_a_day_stays_a_day(
    storage: Storage, document: MakeDocument, analysis: MakeAnalysis
) -> None:
    saved = await save(storage, analysis, document(published_at=date(2026, 5, 14)))
    kept = await storage.releases.get(saved.release_id)
    assert type(kept.head.published_at) is date
    assert kept.document.published_at == date(2026, 5, 14)


async def test_a_release_without_title_shows_its_first_words_and_keeps_none(
    storage: Storage, document: MakeDocument, analysis: MakeAnalysis
) -> None:
    saved = await save(storage, analysis, document())
    kept = await storage.releases.get(saved.release_id)
    assert kept.document.title is None
    assert kept.head.title.startswith("The Harbor Office of Port Anselm")


@pytest.mark.parametrize("text", ["", "a\0b", "\U0001f6a2 boats", "x" * 300_000, "\u2028\ufdd0"])
async def test_any_text_comes_back_as_it_was(
    storage: Storage, document: MakeDocument, analysis: MakeAnalysis, text: str
) -> None:
    saved = await save(storage, analysis, document(text=text))
    kept = (await storage.releases.get(saved.release_id)).document.text
    # PostgreSQL keeps no NUL; another character stands in its place, and receipts stay true.
    assert kept in (text, text.replace("\0", "\ufffd"))


@pytest.mark.parametrize("version", [1, 2])
async def test_receipts_point_into_the_text_that_is_kept(
    storage: Storage, document: MakeDocument, analysis: MakeAnalysis, version: int
) -> None:
    """A page and its feed differ in spaces alone: the reading of one is none of the other."""
    given = document(title="Pier", url="https://harbor.example/pier")
    spaced = document(
        text=given.text.replace("\n", "\n \n\n"), title="Pier", url="https://harbor.example/pier"
    )
    await save(storage, analysis, given)
    saved = await save(storage, analysis, spaced, LATER, version=version)
    assert saved.outcome is Outcome.SAME
    kept = await storage.releases.get(saved.release_id)
    assert kept.analysis.quotes
    for quote in kept.analysis.quotes:
        assert quote.span.stands_in(kept.document.text)


async def test_saving_twice_writes_nothing(
    database: Path, document: MakeDocument, analysis: MakeAnalysis
) -> None:
    given = document(title="Pier", url="https://harbor.example/pier", published_at=date(2026, 5, 1))
    async with open_storage(database) as storage:
        first = await save(storage, analysis, given)
    dump, content = rows(database), database.read_bytes()
    async with open_storage(database) as storage:
        second = await save(storage, analysis, given, LATER)
        spaced = document(text=given.text.replace("\n", "\n\n"), url="http://harbor.example/pier/")
        third = await storage.releases.save(spaced, analysis(given), now=LATER)
    assert second == third == Saved(first.release_id, Outcome.SAME)
    assert rows(database) == dump
    assert database.read_bytes() == content


async def test_changed_text_is_replaced_in_place_and_the_former_kept(
    storage: Storage, document: MakeDocument, analysis: MakeAnalysis
) -> None:
    before = document(title="Pier opens", agency="Harbor Office")
    after = document(text="The second pier stays shut until June.", title="Pier stays shut")
    first = await save(storage, analysis, before)
    second = await save(storage, analysis, after, LATER)
    assert second == Saved(first.release_id, Outcome.CHANGED)

    kept = await storage.releases.get(first.release_id)
    assert kept.document.text == after.text
    assert kept.document.agency == "Harbor Office"
    assert kept.analysis == analysis(after)
    assert kept.head.first_seen_at == NOW
    assert await storage.releases.count() == 1

    assert (await storage.search.find("Brandt", limit=5)).hits == ()
    assert len((await storage.search.find("June", limit=5)).hits) == 1
    assert await storage.releases.complete_title("opens") == []
    assert len(await storage.releases.complete_title("shut")) == 1

    names = ("release_id", "text", "given_title", "record")
    (version,) = await stored(storage, select(*(VERSIONS.c[name] for name in names)))
    assert version[:3] == (first.release_id, before.text, "Pier opens")
    assert version[3].quotes[0].span.text == "Forty boats can land at once,"


async def test_newer_analysis_of_the_same_text_takes_the_place_of_the_old(
    storage: Storage, document: MakeDocument, analysis: MakeAnalysis
) -> None:
    given = document()
    old, new, other = (analysis(given, rule) for rule in ("old", "new", "other"))
    first = await storage.releases.save(given, old, now=NOW, version=1)

    for version, made, stands in [(2, new, new), (1, old, new), (2, new, new), (2, other, other)]:
        saved = await storage.releases.save(given, made, now=LATER, version=version)
        assert saved == Saved(first.release_id, Outcome.SAME)
        assert (await storage.releases.get(first.release_id)).analysis == stands
    assert await stored(storage, select(VERSIONS.c.id)) == []
    assert await stored(storage, select(ANALYSES.c.version)) == [(2,)]


async def test_a_sample_leaves_the_real_release_alone(
    storage: Storage, document: MakeDocument, analysis: MakeAnalysis
) -> None:
    real = await save(storage, analysis, document())
    sample = document(text="A shorter sample.", is_sample=True)
    assert await save(storage, analysis, sample) == Saved(real.release_id, Outcome.SAME)
    kept = await storage.releases.get(real.release_id)
    assert kept.document == document()
    assert kept.analysis == analysis(document())


async def test_save_many_decides_within_the_batch(
    storage: Storage, document: MakeDocument, analysis: MakeAnalysis
) -> None:
    batch = [
        document("a", "One."),
        document("b", "Two."),
        document("a", "One."),
        document("a", "One more."),
        document("a", "One more."),
    ]
    saved = await storage.releases.save_many([(d, analysis(d)) for d in batch], now=NOW)
    assert [s.outcome.value for s in saved] == ["new", "new", "same", "changed", "same"]
    assert saved[0].release_id == saved[3].release_id != saved[1].release_id
    assert (await storage.releases.get(saved[0].release_id)).document.text == "One more."
    assert await storage.releases.save_many([], now=NOW) == []


async def test_save_many_keeps_nothing_if_one_is_refused(
    storage: Storage, document: MakeDocument, analysis: MakeAnalysis
) -> None:
    half = document("b", "half of a character: \ud83d")
    with pytest.raises(UnreadableInputError, match="no characters"):
        await storage.releases.save_many([(d, analysis(d)) for d in (document("a"), half)], now=NOW)
    assert await storage.releases.count() == 0


async def test_unknown_number_says_what_to_do(storage: Storage) -> None:
    for number in (7, 0, -1, 2**70):
        with pytest.raises(NotFoundError, match="Choose one"):
            await storage.releases.get(number)


async def test_latest_and_newest_go_by_publication_then_first_sight(
    storage: Storage, document: MakeDocument, analysis: MakeAnalysis
) -> None:
    assert await storage.releases.newest() is None
    published = {
        "undated": None,
        "day": date(2026, 5, 20),
        "morning": datetime(2026, 5, 20, 8, tzinfo=UTC),
        "old": date(2019, 1, 1),
        "same-day": date(2026, 5, 20),
    }
    for name, known in published.items():
        await save(storage, analysis, document(name, title=name, published_at=known))
    heads = await storage.releases.latest(limit=10)
    assert [h.title for h in heads] == ["undated", "morning", "same-day", "day", "old"]
    second = await storage.releases.latest(limit=2, offset=1)
    assert [h.title for h in second] == ["morning", "same-day"]
    newest = await storage.releases.newest()
    assert newest is not None
    assert newest.head == heads[0]


async def test_latest_of_an_agency_and_the_agencies(
    storage: Storage, document: MakeDocument, analysis: MakeAnalysis
) -> None:
    for n, agency in enumerate(["Harbor Office", "Élan Board", "Harbor Office", None]):
        await save(storage, analysis, document(f"d{n}", title=f"t{n}", agency=agency))
    harbor = await storage.terms.find(TermKind.AGENCY, " harbor OFFICE ")
    board = await storage.terms.find(TermKind.AGENCY, "éLAN board")
    assert harbor is not None
    assert board is not None
    of_one = await storage.releases.latest(limit=9, filters=Filters(agency=harbor))
    assert [h.title for h in of_one] == ["t2", "t0"]
    of_other = await storage.releases.latest(limit=9, filters=Filters(agency=board))
    assert [h.title for h in of_other] == ["t1"]
    agencies = await storage.terms.complete(TermKind.AGENCY, "")
    assert [(t.name, t.number) for t in agencies] == [("Harbor Office", 2), ("Élan Board", 1)]


async def test_date_learned_later_moves_the_release(
    storage: Storage, document: MakeDocument, analysis: MakeAnalysis
) -> None:
    await save(storage, analysis, document("a", title="a"))
    await save(storage, analysis, document("b", title="b"))
    await save(storage, analysis, document("b", title="b", published_at=date(2020, 1, 1)), LATER)
    assert [h.title for h in await storage.releases.latest(limit=5)] == ["a", "b"]
    assert [h.title for h in await storage.releases.complete_title("b")] == ["b"]


@pytest.mark.parametrize(
    "typed, titles",
    [
        ("", ["Pier fees rise", "Café by the pier", "Second pier opens"]),
        ("pier", ["Pier fees rise", "Café by the pier", "Second pier opens"]),
        ("PI op", ["Second pier opens"]),
        ("op pi", ["Second pier opens"]),
        ("cafe", ["Café by the pier"]),
        ("toll", ["Pier fees rise"]),
        ("toll pie", ["Pier fees rise"]),
        ("ier", []),
        ("!!!", []),
        ("pier zebra", []),
    ],
)
async def test_complete_title_by_beginnings_of_words(
    storage: Storage, document: MakeDocument, analysis: MakeAnalysis, typed: str, titles: list[str]
) -> None:
    named = {
        "Second pier opens": "Harbor Office",
        "Café by the pier": None,
        "Pier fees rise": "Toll Board",
    }
    for n, (title, agency) in enumerate(named.items()):
        await save(storage, analysis, document(f"d{n}", title=title, agency=agency))
    assert [h.title for h in await storage.releases.complete_title(typed)] == titles
    assert len(await storage.releases.complete_title(typed, limit=1)) == min(1, len(titles))
