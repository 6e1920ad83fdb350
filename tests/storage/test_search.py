import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.archive import Filters, SearchHit
from storage import Storage
from storage.opening import open_storage
from tests.storage.conftest import NOW, MakeAnalysis, MakeDocument

HOSTILE = [
    '"', '""', '"""', "'", "AND", "OR NOT", "NEAR(pier opens, 2)", "title:pier",
    "{title agency}: pier", "pier*", "^pier", "-pier", "pier -opens", "(pier", "pier)",
    "pier + opens", "a AND", "* pier", "pier\0opens", "\0", "🚢", "pier 🚢",
    "'; DROP TABLE releases; --", "%", "_", "\\", "\ud83d pier", "x" * 100_000, "pier " * 5_000,
    '"pier', "“pier", "\u202epier", "²", "\U0001e900\U0001e901", "\U000e0041", "\u093e", "\ufdd0",
]  # fmt: skip


def held(hit: SearchHit, text: str) -> None:
    assert hit.passage is not None
    assert hit.passage.stands_in(text)
    assert hit.matches
    for match in hit.matches:
        assert match.stands_in(text)
        assert hit.passage.start <= match.start < match.end <= hit.passage.end


@pytest.fixture
async def filled(storage: Storage, document: MakeDocument, analysis: MakeAnalysis) -> Storage:
    releases = [
        document("a", title="Second pier opens", agency="Harbor Office"),
        document("b", "Fees for boats rise.\nThe pier is not concerned.", title="Fees rise"),
        document("c", "It’s a fée for every ship, said the U.S. envoy.", title="Envoy speaks"),
    ]
    await storage.releases.save_many([(d, analysis(d)) for d in releases], now=NOW)
    return storage


def titles(hits: tuple[SearchHit, ...]) -> list[str]:
    return [hit.head.title for hit in hits]


@pytest.mark.parametrize(
    "query, expected",
    [
        ("pier", ["Second pier opens", "Fees rise"]),
        ("piers", ["Second pier opens", "Fees rise"]),
        ("PIER boats", ["Second pier opens", "Fees rise"]),
        ("pier fees", ["Fees rise", "Second pier opens", "Envoy speaks"]),
        ("pier -fees", ["Second pier opens"]),
        ("pier NOT fees", ["Second pier opens"]),
        ('pier -"not concerned"', ["Second pier opens"]),
        ("-rise", ["Fees rise"]),
        ('"boats can land"', ["Second pier opens"]),
        ('"land can boats"', []),
        ("fee ship", ["Envoy speaks", "Fees rise"]),
        ('"fees for boats" zebra', ["Fees rise"]),
        ("it's", ["Envoy speaks"]),
        ("U.S.", ["Envoy speaks"]),
        ("who is the envoy?", ["Envoy speaks"]),
        ("envoy zebra", ["Envoy speaks"]),
        ("zebra", []),
        ("", []),
    ],
)
async def test_find(filled: Storage, query: str, expected: list[str]) -> None:
    page = await filled.search.find(query, limit=10)
    assert titles(page.hits) == expected
    assert not page.has_more


async def test_hits_carry_receipts_into_the_text(filled: Storage) -> None:
    page = await filled.search.find("fee envoy", limit=10)
    assert page.complete == 1
    hit = page.hits[0]
    release = await filled.releases.get(hit.head.release_id)
    held(hit, release.document.text)
    assert [m.text for m in hit.matches] == ["fée", "envoy"]


async def test_passage_is_none_where_only_the_title_matches(filled: Storage) -> None:
    (hit,) = (await filled.search.find("speaks", limit=10)).hits
    assert hit.passage is None
    assert hit.matches == ()


async def test_a_word_in_the_title_weighs_more(
    storage: Storage, document: MakeDocument, analysis: MakeAnalysis
) -> None:
    long = " ".join(f"word{n}" for n in range(60))
    in_text = document(
        "b", f"The crane fell. {long}", title="A fall", published_at=date(2026, 5, 2)
    )
    in_title = document("a", f"It fell. {long}", title="Crane falls", published_at=date(2020, 5, 1))
    for release in (in_title, in_text):
        await storage.releases.save(release, analysis(release), now=NOW)
    page = await storage.search.find("crane", limit=10)
    assert titles(page.hits) == ["Crane falls", "A fall"]


async def test_pages_follow_each_other_without_gap_or_repeat(
    storage: Storage, document: MakeDocument, analysis: MakeAnalysis
) -> None:
    batch = [document(f"d{n}", f"Boat {n} lands.", title=f"Landing {n}") for n in range(25)]
    await storage.releases.save_many([(d, analysis(d)) for d in batch], now=NOW)
    pages = [await storage.search.find("boat", limit=10, offset=at) for at in (0, 10, 20, 30)]
    assert [p.has_more for p in pages] == [True, True, False, False]
    seen = [hit.head.release_id for page in pages for hit in page.hits]
    assert len(seen) == len(set(seen)) == 25


def rank_at_most(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    for constant in ("fts5._RANKED", "fts5._NEWEST_RANKED", "tsvector._RANKED"):
        monkeypatch.setattr(f"storage.{constant}", number)


async def test_phrase_that_very_many_hold_is_told_by_titles_and_the_newest(
    tmp_path: Path,
    document: MakeDocument,
    analysis: MakeAnalysis,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # What PostgreSQL counts is bounded another way.
    async with open_storage(tmp_path / "phrases.db") as storage:
        batch = [
            document(f"d{n}", f"Boat {n}: the old pier.", title=f"Day {n}", published_at=day(n))
            for n in range(1, 13)
        ]
        named = document("t", "Paint.", title="The old pier again", published_at=day(1))
        other = document("o", "Old, the pier is.", title="Pier", published_at=day(20))
        batch += [named, other]
        await storage.releases.save_many([(d, analysis(d)) for d in batch], now=NOW)
        rank_at_most(monkeypatch, 10)
        page = await storage.search.find('"the old pier"', limit=3)
        assert titles(page.hits) == ["The old pier again", "Day 12", "Day 11"]
        assert page.has_more
        after = await storage.search.find('"the old pier"', limit=3, offset=3)
        assert titles(after.hits) == ["Day 10", "Day 9", "Day 8"]
        # What a minus leaves out is ranked as ever: none of those has it.
        without = await storage.search.find('"the old pier" -paint', limit=20)
        assert "The old pier again" not in titles(without.hits)
        within = Filters(since=day(11), until=day(12))
        both = await storage.search.find('"the old pier"', limit=9, filters=within)
        assert sorted(titles(both.hits)) == ["Day 11", "Day 12"]


def day(number: int) -> date:
    return date(2026, 1, number)


async def test_only_the_newest_matches_are_ranked(
    storage: Storage,
    document: MakeDocument,
    analysis: MakeAnalysis,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    best = document("best", "Boat.", title="Boat boat boat", published_at=date(2001, 1, 1))
    batch = [best] + [
        document(f"d{n}", f"The boat number {n} lands.", title="x", published_at=date(2026, 1, 1))
        for n in range(30)
    ]
    await storage.releases.save_many([(d, analysis(d)) for d in batch], now=NOW)
    assert titles((await storage.search.find("boat", limit=1)).hits) == ["Boat boat boat"]
    rank_at_most(monkeypatch, 30)
    page = await storage.search.find("boat", limit=35)
    assert len(page.hits) == 30
    assert "Boat boat boat" not in titles(page.hits)


async def test_hits_with_all_words_come_first_and_are_counted(filled: Storage) -> None:
    page = await filled.search.find("pier rise", limit=10)
    assert (len(page.hits), page.complete) == (2, 1)
    page = await filled.search.find("pier rise", limit=1, offset=1)
    assert (titles(page.hits), page.complete, page.has_more) == (["Second pier opens"], 0, False)
    assert (await filled.search.find("envoy zebra", limit=10)).complete == 0


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
async def test_hostile_words_are_only_words(filled: Storage, query: str) -> None:
    page = await filled.search.find(query, limit=10)
    for hit in page.hits:
        text = (await filled.releases.get(hit.head.release_id)).document.text
        if hit.passage is not None:
            held(hit, text)
    await filled.releases.complete_title(query)
    assert await filled.releases.count() == 3
    # Taken as words, they find what has one of them.
    words = set(re.findall(r"\w+", query.casefold()))
    is_there = words & {"pier", "opens", "not", "a"} and query != "title:pier"
    assert bool(page.hits) == bool(is_there)


async def test_any_text_can_be_searched_and_found_with_receipts(
    storage: Storage, document: MakeDocument, analysis: MakeAnalysis
) -> None:
    texts = ["before\0crane after", "\ufdd0 crane \ufdd1 crane", "🚢🚢 crane", "e\u0301 crane", ""]
    for n, text in enumerate(texts):
        given = document(f"d{n}", text, title=f"t{n}")
        await storage.releases.save(given, analysis(given), now=NOW)
    found = {}
    for hit in (await storage.search.find("crane", limit=10)).hits:
        text = (await storage.releases.get(hit.head.release_id)).document.text
        found[hit.head.title] = len(hit.matches)
        for match in hit.matches:
            assert match.stands_in(text)
            assert match.text == "crane"
    # Where null characters or the marks of the index stand in a text, SQLite marks nothing in it;
    # the release is found all the same.
    assert found in ({"t0": 0, "t1": 0, "t2": 1, "t3": 1}, {"t0": 1, "t1": 2, "t2": 1, "t3": 1})


def test_generated_queries_raise_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    import asyncio

    from storage import open_storage

    folder = tmp_path_factory.mktemp("search")

    async def ask(queries: list[str]) -> None:
        async with open_storage(folder / "lede.db") as storage:
            for query in queries:
                await storage.search.find(query, limit=3)
                await storage.releases.complete_title(query, limit=3)

    @settings(max_examples=20, deadline=None)
    @given(st.lists(st.text(max_size=30), max_size=30))
    def run(queries: list[str]) -> None:
        asyncio.run(ask(queries))

    run()
