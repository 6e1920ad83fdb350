from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from domain.archive import Outcome
from domain.documents import Document
from storage.identity import (
    Known,
    alike,
    canonical_url,
    decide,
    is_duplicate,
    keep_known,
    key_of,
    known_of,
    likeness_of,
    says_all,
    sort_key_of,
    text_hash,
    title_to_show,
)

SEEN = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)
EASTERN = timezone(timedelta(hours=-4))


def known(**values: object) -> Known:
    stands = {
        "text_hash": text_hash("A pier opens."),
        "title": "Pier opens",
        "agency": "Harbor Office",
        "published_at": date(2026, 5, 14),
        "is_sample": False,
    }
    return Known(**(stands | values))  # type: ignore[arg-type]


def given(text: str = "A pier opens.", **values: object) -> Document:
    return Document(id="pier", text=text, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "url, canonical",
    [
        ("HTTP://Harbor.Example/News/", "https://harbor.example/news"),
        ("http://www.harbor.example/A?Id=7b", "https://harbor.example/a?Id=7b"),
        ("https://harbor.example:443/a#top", "https://harbor.example/a"),
        ("https://harbor.example:8443/a", "https://harbor.example:8443/a"),
        ("https://harbor.example/a?utm_source=x&id=7&fbclid=y", "https://harbor.example/a?id=7"),
        ("https://harbor.example/a?b=2&a=1", "https://harbor.example/a?b=2&a=1"),
        ("  https://harbor.example/a ", "https://harbor.example/a"),
        ("https://[::1]/a", "https://[::1]/a"),
        ("https://[broken/a", "https://[broken/a"),
        ("https://harbor.example:port/a", "https://harbor.example:port/a"),
        ("urn:harbor:7", "urn:harbor:7"),
    ],
)
def test_canonical_url_drops_what_does_not_name_the_page(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical
    assert canonical_url(canonical) == canonical


def test_canonical_url_keeps_pages_apart() -> None:
    assert canonical_url("https://harbor.example/?v=A") != canonical_url(
        "https://harbor.example/?v=a"
    )
    assert canonical_url("https://harbor.example/?id=1") != canonical_url("https://harbor.example/")


def test_key_is_the_address_else_the_id() -> None:
    assert key_of(given(url="http://harbor.example/a/")) == "https://harbor.example/a"
    assert key_of(given()) == key_of(given(url=" ")) == "pier"


def test_text_hash_passes_over_spaces_and_composition_only() -> None:
    assert text_hash("A café\n\nopens ") == text_hash("A cafe\u0301 opens")
    assert text_hash("A café opens") != text_hash("A cafe opens")
    assert text_hash("\ud800") != text_hash("")


def test_decide_unknown_is_new() -> None:
    assert decide(None, given()) is Outcome.NEW


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"text": "A  pier\nopens."},
        {"title": "Pier opens", "agency": "Harbor Office", "published_at": date(2026, 5, 14)},
    ],
)
def test_decide_same_where_nothing_new_is_said(values: dict[str, object]) -> None:
    assert decide(known(), given(**values)) is Outcome.SAME  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "values",
    [
        {"text": "A pier closes."},
        {"title": "Second pier opens"},
        {"agency": "Port Authority"},
        {"published_at": date(2026, 5, 15)},
        {"published_at": datetime(2026, 5, 14, 9, tzinfo=UTC)},
    ],
)
def test_decide_changed_where_something_else_is_said(values: dict[str, object]) -> None:
    assert decide(known(), given(**values)) is Outcome.CHANGED  # type: ignore[arg-type]


def test_decide_same_where_the_date_is_only_less_exact() -> None:
    late = datetime(2026, 5, 14, 23, tzinfo=EASTERN)
    assert decide(known(published_at=late), given(published_at=date(2026, 5, 14))) is Outcome.SAME
    moved = decide(known(published_at=late), given(published_at=date(2026, 5, 15)))
    assert moved is Outcome.CHANGED
    same_instant = late.astimezone(UTC)
    assert decide(known(published_at=late), given(published_at=same_instant)) is Outcome.SAME


def test_decide_sample_never_replaces_a_real_release() -> None:
    assert decide(known(), given("Another text.", is_sample=True)) is Outcome.SAME
    assert decide(known(is_sample=True), given()) is Outcome.CHANGED


def test_keep_known_completes_what_is_not_said() -> None:
    late = datetime(2026, 5, 14, 23, tzinfo=EASTERN)
    completed = keep_known(
        known(published_at=late), given("A pier closes.", published_at=date(2026, 5, 14))
    )
    assert completed == Document(
        "pier", "A pier closes.", "Pier opens", late, agency="Harbor Office"
    )


def test_place_orders_by_publication_then_first_sight_then_number() -> None:
    day = date(2026, 5, 14)
    morning = datetime(2026, 5, 14, 8, tzinfo=UTC)
    ordered = [
        sort_key_of(date(1, 1, 1), SEEN, 1),
        sort_key_of(date(2026, 5, 13), SEEN, 2),
        sort_key_of(day, SEEN, 3),
        sort_key_of(day, SEEN, 4),
        sort_key_of(morning, SEEN, 1),
        sort_key_of(None, SEEN, 1),
        sort_key_of(date(9999, 12, 31), SEEN, 2**24 - 1),
    ]
    assert ordered == sorted(set(ordered))
    assert all(-(2**63) <= place < 2**63 for place in ordered)


def test_place_takes_a_moment_in_its_own_zone() -> None:
    evening = datetime(2026, 5, 14, 23, tzinfo=EASTERN)
    assert sort_key_of(evening, SEEN, 1) == sort_key_of(evening.astimezone(UTC), SEEN, 1)


@pytest.mark.parametrize(
    "document, found, title",
    [
        (given(title="  Pier\nopens "), "Found", "Pier opens"),
        (given(), "Found", "Found"),
        (given("\n\n A pier opens. \nMore."), None, "A pier opens."),
        (given(" \n "), None, "Untitled release"),
    ],
)
def test_title_to_show(document: Document, found: str | None, title: str) -> None:
    assert title_to_show(document, found) == title


def test_title_to_show_ends_with_a_word() -> None:
    shown = title_to_show(given("harbor " * 40), None)
    assert shown.endswith("harbor …")
    assert len(shown) <= 122


@pytest.mark.parametrize(
    "document, is_one",
    [
        (given(), True),
        (given("A  pier\nopens.", title="PIER opens"), True),
        (given(agency="harbor office", published_at=datetime(2026, 5, 14, 9, tzinfo=UTC)), True),
        (
            given(title="PIER opens", agency="harbor office", published_at=date(2026, 5, 14)),
            True,
        ),
        (given(title="Pier opens", agency="Coast", published_at=date(2026, 5, 14)), False),
        (given(title="Pier", agency="Harbor Office", published_at=date(2026, 5, 14)), False),
        (given(title="Pier opens", agency="Harbor Office", published_at=date(2026, 5, 15)), False),
        (given("A pier closes."), False),
        (given(title="Pier opens again"), False),
        (given(agency="Coast Office"), False),
        (given(published_at=date(2026, 6, 14)), False),
        (given(is_sample=True), False),
    ],
)
def test_the_same_text_at_another_address_is_a_duplicate(document: Document, is_one: bool) -> None:
    assert is_duplicate(known(), known_of(document)) == is_one
    # What is looked for in the archive, where it says all, is what is found to be one.
    if says_all(told := known_of(document)):
        assert (likeness_of(known()) in alike(told)) == is_one
