"""Finding releases by what they state."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from sqlite3 import connect

from domain.archive import Filters, TermKind
from domain.documents import Span
from domain.facts import Analysis, Figure, Operation, Quote
from domain.record import to_record
from storage import Storage, open_storage
from tests.storage.conftest import NOW, TEXT, MakeAnalysis, MakeDocument
from tests.storage.revisions import make_before


def stating(analysis: Analysis, speaker: str | None, measure: str, operation: str) -> Analysis:
    """An analysis that states these, its spans where they may."""
    text = TEXT
    quote = Quote(Span.of(text, text.index("Forty"), text.index("”")), "direct")
    return replace(
        analysis,
        quotes=(replace(quote, speaker_name=speaker),),
        figures=(Figure(Span.of(text, 0, 3), 1.0, measure=measure),),
        operations=(Operation(operation, (Span.of(text, 0, 3),)),),
    )


async def keep(storage: Storage, made: MakeAnalysis, document, *stated: str) -> int:
    saved = await storage.releases.save(
        document, stating(made(document), *stated), now=NOW, version=1
    )
    return saved.release_id


async def names(storage: Storage, kind: TermKind, typed: str = "") -> list[tuple[str, int]]:
    return [(t.name, t.number) for t in await storage.terms.complete(kind, typed)]


async def test_releases_are_found_by_every_term(
    storage: Storage, document: MakeDocument, analysis: MakeAnalysis
) -> None:
    for n, speaker in enumerate(["Ilse Brandt", "Ilse  BRANDT", "Ann Poe"]):
        made = document(f"d{n}", title=f"t{n}", agency="Harbor", published_at=date(2026, 5, n + 1))
        await keep(storage, analysis, made, speaker, "boat", f"Operation {n % 2}")
    assert await names(storage, TermKind.SPEAKER) == [("Ilse Brandt", 2), ("Ann Poe", 1)]
    assert await names(storage, TermKind.OPERATION, "tion 0") == [("Operation 0", 2)]
    assert await names(storage, TermKind.OPERATION, "100%_") == []
    ilse = await storage.terms.find(TermKind.SPEAKER, "ilse brandt")
    boat = await storage.terms.find(TermKind.MEASURE, "BOAT")
    both = Filters(speaker=ilse, measure=boat)
    assert [h.title for h in await storage.releases.latest(limit=9, filters=both)] == ["t1", "t0"]
    since = Filters(measure=boat, since=date(2026, 5, 2), until=date(2026, 5, 2))
    assert [h.title for h in await storage.releases.latest(limit=9, filters=since)] == ["t1"]
    found = await storage.search.find("pier", limit=9, filters=since)
    assert [hit.head.title for hit in found.hits] == ["t1"]
    words = await storage.releases.latest(limit=9, filters=both, words="harbor piers")
    assert [h.title for h in words] == ["t1", "t0"]


async def test_what_a_release_no_longer_states_no_longer_finds_it(
    storage: Storage, document: MakeDocument, analysis: MakeAnalysis
) -> None:
    await keep(storage, analysis, document(), "Ilse Brandt", "boat", "Operation A")
    changed = document(text=TEXT.replace("second", "third"), published_at=date(2026, 5, 1))
    await keep(storage, analysis, changed, "Ann Poe", "pier", "Operation A")
    assert await names(storage, TermKind.SPEAKER) == [("Ann Poe", 1)]
    assert await names(storage, TermKind.OPERATION) == [("Operation A", 1)]
    pier = await storage.terms.find(TermKind.MEASURE, "pier")
    assert len(await storage.releases.find(Filters(measure=pier), limit=5)) == 1
    assert len(await storage.quotations.find("boats land", limit=5)) == 1


async def test_quotes_are_found_by_words_and_speaker(
    storage: Storage, document: MakeDocument, analysis: MakeAnalysis
) -> None:
    number = await keep(storage, analysis, document(), "Ilse Brandt", "boat", "Operation A")
    (hit,) = await storage.quotations.find("boat landing", limit=5)
    assert (hit.release_id, hit.position) == (number, 0)
    poe = await storage.terms.find(TermKind.SPEAKER, "Ilse Brandt")
    assert poe is not None
    assert len(await storage.quotations.find("boats", limit=5, speaker=poe)) == 1
    other = replace(poe, name="Ann Poe")
    assert await storage.quotations.find("boats", limit=5, speaker=other) == []
    assert await storage.quotations.find('" OR NEAR(', limit=5) == []


async def test_release_is_found_by_any_of_its_addresses(
    storage: Storage, document: MakeDocument, analysis: MakeAnalysis
) -> None:
    one = document("a", url="https://a.example/x", agency="A", title="T")
    other = document("b", url="https://b.example/y", agency="A", title="T")
    for each in (one, other):
        await storage.releases.save(each, analysis(each), now=NOW)
    for address in ("http://www.a.example/X/?utm_source=m", "https://b.example/y#top"):
        found = await storage.releases.find_address(address)
        assert found is not None, address
        assert found.head.title == "T"
    assert await storage.releases.find_address("https://c.example/") is None


async def test_former_versions_are_kept_with_what_changed(
    storage: Storage, document: MakeDocument, analysis: MakeAnalysis
) -> None:
    for text in (TEXT, TEXT.replace("Forty", "Fifty")):
        made = document(text=text)
        saved = await storage.releases.save(made, analysis(made), now=NOW)
    (version,) = (await storage.releases.get(saved.release_id)).versions
    assert version.replaced_at == NOW
    assert version.changes is not None
    assert version.changes.quotes_new == ("fifty boats can land at once",)


async def test_archive_from_before_is_found_by_what_it_states(
    database: Path, document: MakeDocument, analysis: MakeAnalysis
) -> None:
    given = document(agency="Harbor")
    make_before(database, "statements")
    record = to_record(stating(analysis(given), "Ilse Brandt", "boat", "Op A"), explain=True)
    with closing(connect(database)) as connection:
        connection.execute(
            "INSERT INTO releases (id, key, place, document_id, title, agency, first_seen_at,"
            " is_sample, text_hash, text) VALUES (1, 'a', 9, 'a', 'T', 'Harbor',"
            " '2026-05-20 09:30:00.000000', 0, 'x', ?)",
            (given.text,),
        )
        connection.execute(
            "INSERT INTO analyses VALUES (1, 1, '2026-05-20 09:30:00.000000', ?)",
            (json.dumps(record),),
        )
        connection.commit()
    async with open_storage(database) as storage:
        assert await names(storage, TermKind.SPEAKER) == [("Ilse Brandt", 1)]
        assert await names(storage, TermKind.AGENCY) == [("Harbor", 1)]
        assert len(await storage.quotations.find("boats", limit=5)) == 1
