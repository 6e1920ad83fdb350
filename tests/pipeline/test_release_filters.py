"""Whether a release is of a beat: one of the agencies, one of the names or words, none left out."""

from datetime import UTC, datetime

import pytest

from domain.archive import ReleaseHead, StoredRelease
from domain.documents import Document, Span
from domain.facts import Analysis, Operation, Person, Place
from domain.subscriptions import ReleaseFilter
from pipeline.release_filters import READY, is_named, key_of, matches

NOW = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)
TEXT = "Officers seized tin and a little zinc in crates on the pier."
SPAN = (Span(0, 8, "Officers"),)


def release(agency: str | None = "Harbor Office") -> StoredRelease:
    head = ReleaseHead(1, "Seizure at night", agency, None, NOW, None, False)
    analysis = Analysis(
        "a", None, None, agency, None, "en",
        people=(Person("Ann Poe", SPAN),),
        operations=(Operation("Operation Low Tide", SPAN),),
        places=(Place("Elm City", SPAN),),
    )  # fmt: skip
    return StoredRelease(head, Document("a", TEXT), analysis)


@pytest.mark.parametrize(
    "beat, is_of_it",
    [
        (ReleaseFilter(), True),
        (ReleaseFilter(agencies=("harbor  office",)), True),
        (ReleaseFilter(agencies=("Customs", "Harbor Office")), True),
        (ReleaseFilter(agencies=("Harbor",)), False),
        (ReleaseFilter(words=("tin",)), True),
        (ReleaseFilter(words=("crate",)), True),
        (ReleaseFilter(words=("seizures at night",)), True),
        (ReleaseFilter(words=("gold", "zinc")), True),
        (ReleaseFilter(words=("gold",)), False),
        (ReleaseFilter(people=("Poe",)), True),
        (ReleaseFilter(people=("Po",)), False),
        (ReleaseFilter(operations=("low tide",)), True),
        (ReleaseFilter(operations=("high tide",)), False),
        (ReleaseFilter(places=("elm city",)), True),
        (ReleaseFilter(places=("Oak",), words=("tin",)), True),
        (ReleaseFilter(places=("Oak",), people=("Roe",)), False),
        (ReleaseFilter(agencies=("Customs",), words=("tin",)), False),
        (ReleaseFilter(without=("zinc",)), False),
        (ReleaseFilter(words=("tin",), without=("zinc",)), False),
        (ReleaseFilter(words=("tin",), without=("gold",)), True),
        (ReleaseFilter(people=("Ann Poe",), without=("gold", "pier")), False),
    ],
)
def test_a_release_is_of_a_beat_or_not(beat: ReleaseFilter, is_of_it: bool) -> None:
    assert matches(beat, release()) == is_of_it


def test_a_release_of_no_agency_is_of_no_agency() -> None:
    assert not matches(ReleaseFilter(agencies=("Harbor Office",)), release(None))
    assert matches(ReleaseFilter(words=("tin",)), release(None))


@pytest.mark.parametrize(
    "wanted, name, is_it",
    [
        ("Poe", "Ann Poe", True),
        ("ann  POE", "Ann Poe", True),
        ("Ann Poe", "Poe", False),
        ("oe", "Ann Poe", False),
        ("Ann", "Joann Poe", False),
    ],
)
def test_a_name_holds_another_whole(wanted: str, name: str, is_it: bool) -> None:
    assert is_named(wanted, name) == is_it
    assert key_of("  Ann   POE ") == "ann poe"


def test_ready_made_beats_have_words() -> None:
    assert all(len(words) >= 4 for words in READY.values())
