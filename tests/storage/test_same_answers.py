"""Both databases give the same answers: hits and their order, passages, completions, quotes."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from domain.archive import TermKind
from domain.documents import Document
from processing import analyse
from storage import Storage, open_storage, tsvector
from storage.maintenance import make_compact
from tests.postgres import empty

SEEDS = Path(__file__).parents[2] / "seeds" / "releases"
NOW = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)
QUERIES = [
    "cocaine", "arrests", "arrested people", "the harbor", "officers seized drugs", "fine",
    "million dollars", '"seized 6.8 tonnes"', "U.S.", "don't", "2026", "recall warning",
    "operation quiet harbor", "director said", "fraud OR theft", "harbours", "señor café",
    "zebra giraffe", "water zebra", "station 19", "people", "record", "a of the", "Valdane",
]  # fmt: skip
TYPED = ["op", "quiet h", "U.S", "fi", "rec wa", "val cus", "zzz"]
# Words and nothing of sense, in amounts that differ, so that scores lie apart and together.
GENERATED = [
    (f"g{n}", " ".join(f"{word} " * (n * (k + 3) % 7) for k, word in enumerate(words)))
    for n in range(40)
    for words in [("fine", "river", "officers", "seized", "tonnes", "recall")]
]


def documents() -> list[Document]:
    samples = [
        Document(path.stem, path.read_text("utf-8"), agency="Harbor Office")
        for path in sorted(SEEDS.glob("*.txt"))
    ]
    first = date(2026, 1, 1)
    made = [
        Document(key, text or "none", f"Title {key} river", first + timedelta(days=n % 9))
        for n, (key, text) in enumerate(GENERATED)
    ]
    return samples + made


@pytest.fixture
async def both(tmp_path: Path, postgres_database: str) -> AsyncIterator[tuple[Storage, Storage]]:
    await empty(postgres_database)
    async with (
        open_storage(tmp_path / "lede.db") as file,
        open_storage(postgres_database) as server,
    ):
        pairs = [(document, analyse(document)) for document in documents()]
        for storage in (file, server):
            await storage.releases.save_many(pairs, now=NOW)
        yield file, server


async def test_searches_find_the_same_in_the_same_order(both: tuple[Storage, Storage]) -> None:
    for query in QUERIES:
        one, other = [await storage.search.find(query, limit=30) for storage in both]
        assert [hit.head for hit in one.hits] == [hit.head for hit in other.hits], query
        assert one == other, query
    pages = [await both[0].search.find(query, limit=3) for query in QUERIES]
    assert any(page.has_more for page in pages)


async def test_what_the_server_knows_of_common_words_changes_no_order(
    both: tuple[Storage, Storage], postgres_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Common words are not counted in a large archive; of this small one all is known."""
    await make_compact(postgres_database)
    monkeypatch.setattr(tsvector, "_ESTIMATED", 1)
    # Whatever is counted all the same is not there.
    monkeypatch.setattr(tsvector, "_HITS", text("SELECT 0 WHERE :match IS NOT NULL"))
    for query in ("fine river", "river officers", "officers seized", "recall tonnes"):
        one, other = [await storage.search.find(query, limit=30) for storage in both]
        assert len(one.hits) == 30
        assert [hit.head for hit in one.hits] == [hit.head for hit in other.hits], query


async def test_pages_and_listings_are_the_same(both: tuple[Storage, Storage]) -> None:
    for offset in (0, 5, 25):
        one, other = [
            await storage.search.find("fine river", limit=5, offset=offset) for storage in both
        ]
        assert one == other
    for words in ("", "river", "officers seized"):
        one_list, other_list = [
            await storage.releases.latest(limit=20, words=words) for storage in both
        ]
        assert one_list == other_list


async def test_what_is_typed_is_completed_alike(both: tuple[Storage, Storage]) -> None:
    for typed in TYPED:
        one, other = [await storage.releases.complete_title(typed) for storage in both]
        assert one == other, typed
    for kind in TermKind:
        one_terms, other_terms = [await storage.terms.complete(kind, "") for storage in both]
        assert [(t.name, t.number) for t in one_terms] == [
            (t.name, t.number) for t in other_terms
        ], kind


async def test_quotes_are_found_alike(both: tuple[Storage, Storage]) -> None:
    for words in ("ten weeks", "frozen squid", "looking", "the"):
        one, other = [await storage.quotations.find(words, limit=20) for storage in both]
        assert one == other, words
    quotation = "Nobody builds a wall of frozen squid by chance"
    one_like, other_like = [
        await storage.quotations.texts_like(quotation.split()) for storage in both
    ]
    assert one_like == other_like
    assert one_like
