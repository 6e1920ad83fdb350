"""What a person typed, chose or pressed: the release, the term, the list they mean."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from domain.archive import Filters, TermKind
from domain.documents import Document
from domain.errors import NotFoundError, UnreadableInputError
from domain.list_queries import ListQuery
from domain.news import Reason, Worth
from pipeline.reasons import telling_reasons
from pipeline.selection import choose_release, choose_term, read_day, read_list_query
from storage import Storage, open_storage
from tests.pipeline.first_words import analyse

NOW = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)
URL = "https://harbor.example/tin"


@pytest.fixture
async def storage(database: str) -> AsyncIterator[Storage]:
    async with open_storage(database) as opened:
        for name, day, url in (("Tin seized", 4, URL), ("Ore found", 5, None)):
            document = Document(
                name, f"{name}.", name, date(2026, 5, day), url, f"{name[:3]} Office"
            )
            await opened.releases.save(document, analyse(document), now=NOW)
        yield opened


@pytest.mark.parametrize(
    "typed, title",
    [
        (None, "Ore found"),
        ("  ", "Ore found"),
        ("#1", "Tin seized"),
        ("tin", "Tin seized"),
        ("sei", "Tin seized"),
        ("Tín sei", "Tin seized"),
        ("office seized", "Tin seized"),
        (URL, "Tin seized"),
        (f" {URL}?utm_source=x ", "Tin seized"),
    ],
)
async def test_a_release_is_meant(storage: Storage, typed: str | None, title: str) -> None:
    assert (await choose_release(storage, typed, by=5)).head.title == title


@pytest.mark.parametrize(
    "typed, why",
    [
        ("#9", "No release is stored under the number 9"),
        ("gold", "No stored release has a title like “gold”"),
        # The beginning of the agency's name alone, which no title has.
        ("off", "Did you mean “Ore found”, “Tin seized”"),
        ("https://harbor.example/gold", "No release is stored from that address"),
    ],
)
async def test_what_is_meant_by_nothing_is_told(storage: Storage, typed: str, why: str) -> None:
    with pytest.raises(NotFoundError, match=why):
        await choose_release(storage, typed, by=5)


async def test_a_title_is_meant_in_another_spelling(storage: Storage) -> None:
    document = Document(
        "labor", "Text.", "Labor Defense Center opens", date(2026, 5, 1), None, "Pier"
    )
    await storage.releases.save(document, analyse(document), now=NOW)
    for typed in ("labour", "Labour Defence", "defence centre", "labor defense"):
        assert (await choose_release(storage, typed, by=5)).head.title == document.title, typed
    # The twin: a word that is none of its spellings.
    with pytest.raises(NotFoundError):
        await choose_release(storage, "laboured centres", by=5)


async def test_an_empty_archive_says_what_to_do(tmp_path: Path) -> None:
    async with open_storage(tmp_path / "empty.db") as storage:
        with pytest.raises(NotFoundError, match="lede ingest"):
            await choose_release(storage, None, by=5)


async def test_a_term_is_meant_by_name_number_or_part(storage: Storage) -> None:
    tin = await storage.terms.find(TermKind.AGENCY, "Tin Office")
    assert tin
    for typed in ("tin office", f"#{tin.term_id}", "tin of"):
        found = await choose_term(storage, TermKind.AGENCY, typed)
        assert found == tin, typed
    assert await choose_term(storage, TermKind.AGENCY, None) is None
    assert await choose_term(storage, TermKind.AGENCY, " ") is None
    with pytest.raises(NotFoundError, match="Nothing is stored under “gold”"):
        await choose_term(storage, TermKind.AGENCY, "gold")
    # What only stands in a word of it may be another's name.
    with pytest.raises(NotFoundError, match="Did you mean “Tin Office”"):
        await choose_term(storage, TermKind.AGENCY, "in of")
    # A number of another kind is a name like any other.
    with pytest.raises(NotFoundError):
        await choose_term(storage, TermKind.OPERATION, f"#{tin.term_id}")


async def test_a_button_asks_for_what_it_was_made_for(storage: Storage) -> None:
    tin = await storage.terms.find(TermKind.AGENCY, "Tin Office")
    query = ListQuery(Filters(agency=tin, since=date(2026, 5, 1), until=date(2026, 5, 9)), "tin")
    assert await read_list_query(storage, query.subject) == query
    with pytest.raises(NotFoundError, match="no longer stored"):
        await read_list_query(storage, "azz.~tin")


def test_days_are_read_as_people_write_them_for_us() -> None:
    assert read_day(" 2026-11-03 ") == date(2026, 11, 3)
    assert read_day(None) is None
    assert read_day("  ") is None
    with pytest.raises(UnreadableInputError, match="“3 November” is no day"):
        read_day("3 November")


def test_reasons_that_decided_little_are_not_said() -> None:
    reasons = tuple(
        Reason(name, points)
        for name, points in (("a", -0.9), ("b", 0.8), ("c", 0.001), ("d", 0.7), ("e", 0.6))
    )
    said = telling_reasons(Worth(2.0, reasons=reasons))
    assert [reason.name for reason in said] == ["b", "d", "a"]
    # Of a story that nothing decided even a small one is told.
    small = Reason("c", 0.001)
    assert telling_reasons(Worth(0.0, reasons=(small,))) == (small,)


@pytest.mark.parametrize(
    "typed, near",
    [
        ("Tin Ofice", "Did you mean “Tin Office”"),
        # Held by the name and near it: offered once.
        ("in Office", "Did you mean “Tin Office”[?]"),
        ("Gold Mine", "Choose one of the list"),
    ],
)
async def test_a_misspelt_name_is_answered_with_those_near_it(
    storage: Storage, typed: str, near: str
) -> None:
    with pytest.raises(NotFoundError, match=near):
        await choose_term(storage, TermKind.AGENCY, typed)


@pytest.mark.parametrize(
    "typed, says",
    [
        ("Tin siezed", "Did you mean “Tin seized”"),
        ("siezed", "Did you mean “Tin seized”"),
        ("Tin lost", "Choose one of the list"),  # one of its words is no title near it
        ("no such tin", "Choose one of the list"),
        ("seizure of gold", "Choose one of the list"),
    ],
)
async def test_a_misspelt_title_is_answered_with_those_near_it_alone(
    storage: Storage, typed: str, says: str
) -> None:
    with pytest.raises(NotFoundError, match=says):
        await choose_release(storage, typed, by=5)
