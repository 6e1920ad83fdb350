"""Measures are found by what people type of them, and names that name nothing are not offered."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.archive import TermKind
from domain.documents import Document, Span
from domain.facts import Analysis, Figure
from domain.measures import thing_of, unit_of
from pipeline.measure_names import complete_measures, is_telling
from pipeline.selection import choose_term
from storage import Storage, open_storage

NOW = datetime(2026, 11, 20, tzinfo=UTC)
KEPT = {
    "people arrested": 5,
    "brothers arrested": 6,
    "people dead": 2,
    "people enrolled": 3,
    "students": 1,
    "cocaine seized (kilogram)": 4,
    "cocaine (dollar)": 1,
    "unemployment rate (percentage point)": 4,
    "unemployment rate (percent)": 2,
    "penalty (dollar)": 1,
    "time (hour)": 9,
    "year:pruett": 9,
    "megan bonny": 9,
    "ISRO's": 9,
}


@pytest.fixture
async def storage(tmp_path: Path, empty_archive: Path) -> AsyncIterator[Storage]:
    path = tmp_path / "lede.db"
    path.write_bytes(empty_archive.read_bytes())
    async with open_storage(path) as opened:
        read = []
        for measure, number in KEPT.items():
            for i in range(number):
                name = f"{measure} {i}"
                figure = Figure(Span(0, 1, "5"), 5.0, measure=measure)
                analysis = Analysis(name, name, None, "Pier", NOW, "en", figures=(figure,))
                read.append((Document(name, f"5 {name}", name, NOW, None, "Pier"), analysis))
        await opened.releases.save_many(read, now=NOW, announce=False)
        yield opened


@pytest.mark.parametrize(
    "typed, first",
    [
        ("arrests", "people arrested"),
        ("Arrest", "people arrested"),
        ("number of arrests", "people arrested"),
        ("suspects apprehended", "people arrested"),
        ("deaths", "people dead"),
        ("killed", "people dead"),
        ("cocaine", "cocaine seized (kilogram)"),
        ("unemployment", "unemployment rate (percent)"),
        ("jobless rate", "unemployment rate (percent)"),
        ("unem", "unemployment rate (percent)"),
        ("fines", "penalty (dollar)"),
        ("students", "students"),
        ("kilogram cocaine", "cocaine seized (kilogram)"),
    ],
)
async def test_what_is_typed_finds_the_measure(storage: Storage, typed: str, first: str) -> None:
    found = await complete_measures(storage, typed)
    assert found[0].name == first
    chosen = await choose_term(storage, TermKind.MEASURE, typed)
    assert chosen is not None
    assert chosen.name == first


@pytest.mark.parametrize("typed", ["restaurants", "arrests of boats", "unemployed boats"])
async def test_what_no_measure_is_of_finds_none(storage: Storage, typed: str) -> None:
    assert await complete_measures(storage, typed) == []


async def test_names_that_name_nothing_are_not_offered(storage: Storage) -> None:
    offered = [term.name for term in await complete_measures(storage, "")]
    assert set(KEPT) - set(offered) == {"time (hour)", "year:pruett", "megan bonny", "ISRO's"}
    # Those of most releases come first.
    assert offered[0] == "brothers arrested"


def test_a_name_is_parted_from_its_unit() -> None:
    assert thing_of("cocaine seized (kilogram)") == "cocaine seized"
    assert unit_of("cocaine seized (kilogram)") == "kilogram"
    assert (thing_of("boats"), unit_of("boats")) == ("boats", None)
    for told in ("health and care", "tin seized", "tin (kilogram)", "grace periods"):
        assert is_telling(told)
    assert not is_telling("years (percent)")
