"""One measure over releases, two releases side by side."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.archive import ReleaseHead, StoredRelease
from domain.documents import Document, Span
from domain.facts import Analysis, Figure
from pipeline.measures import Pair, Point, figures_of, pair_figures, point_of, value_of

SEEN = datetime(2026, 5, 20, 23, 30, tzinfo=UTC)
SPAN = Span(0, 1, "A")


def figure(value: float, measure: str | None, *, rank: int | None = None) -> Figure:
    return Figure(SPAN, value, measure=measure, key=rank is not None, rank=rank)


def release(*figures: Figure, published: date | datetime | None = None) -> StoredRelease:
    head = ReleaseHead(1, "T", "Pier", published, SEEN, None, False)
    analysis = Analysis("a", "T", None, "Pier", published, "en", figures=figures)
    return StoredRelease(head, Document("a", "A"), analysis)


def test_key_figures_come_first_and_the_rest_in_the_order_of_the_text() -> None:
    figures = (figure(1, "arrests"), figure(2, "Arrests", rank=2), figure(3, "arrests", rank=1),
               figure(4, "ARRESTS"), figure(5, "fines"), figure(6, None))  # fmt: skip
    found = figures_of(release(*figures), "arrests")
    assert [one.value for one in found] == [3, 2, 1, 4]
    point = point_of(release(*figures), "arrests")
    assert point
    assert point.value == 3
    assert point_of(release(*figures), "boats") is None


@pytest.mark.parametrize(
    "published, day",
    [
        (None, date(2026, 5, 20)),
        (date(2026, 5, 4), date(2026, 5, 4)),
        (datetime(2026, 5, 5, 1, tzinfo=UTC), date(2026, 5, 5)),
    ],
)
def test_a_point_stands_at_the_day_of_its_release(
    published: date | datetime | None, day: date
) -> None:
    point = Point(release(published=published), figure(1, "arrests"))
    assert point.published_at == (published or SEEN)
    assert point.day == day


def test_the_number_of_a_range_is_its_middle() -> None:
    assert value_of(figure(7, None)) == 7
    assert value_of(figure(0, None)) == 0
    assert value_of(Figure(SPAN, None, low=10, high=30)) == 20
    assert value_of(Figure(SPAN, None, low=None, high=30)) == 15


def test_two_releases_have_pairs_and_what_only_one_of_them_has() -> None:
    arrests, fines, boats = figure(1, "arrests", rank=1), figure(2, "fines"), figure(3, "boats")
    others = (figure(4, "fines", rank=1), figure(5, "crates", rank=2), figure(6, "arrests"))
    pairs = pair_figures(release(arrests, fines, boats), release(*others))
    assert [(p.measure, p.first and p.first.value, p.second and p.second.value) for p in pairs] == [
        ("arrests", 1, 6),
        ("fines", 2, 4),
        ("crates", None, 5),
    ]
    alone = pair_figures(release(arrests), release())
    assert alone == [Pair("arrests", arrests, None)]
    assert pair_figures(release(replace(arrests, measure=None)), release()) == []


def test_releases_are_paired_by_kin_units_and_never_by_others() -> None:
    tonnes = Figure(SPAN, 6.5, unit="tonne", measure="tin seized (tonne)", key=True, rank=1)
    kilograms = Figure(SPAN, 400.0, unit="kilogram", measure="tin seized (kilogram)")
    dollars = Figure(SPAN, 5.0, unit="dollar", measure="tin seized (dollar)", key=True, rank=1)
    (pair,) = pair_figures(release(tonnes), release(kilograms))
    assert pair.first == tonnes
    assert pair.second
    assert pair.second.value == pytest.approx(0.4)
    assert pair.second.unit == "tonne"
    assert [(p.first, p.second) for p in pair_figures(release(tonnes), release(dollars))] == [
        (tonnes, None),
        (None, dollars),
    ]


def test_names_that_name_nothing_are_no_rows() -> None:
    hours = Figure(SPAN, 3.0, unit="hour", measure="time (hour)", key=True, rank=1)
    remains = Figure(SPAN, 3.0, measure="year:pruett", key=True, rank=2)
    assert pair_figures(release(hours, remains), release(hours)) == [
        Pair("time (hour)", hours, hours)
    ]
    assert pair_figures(release(remains), release()) == []


def test_what_is_not_stated_is_no_point() -> None:
    stated = figure(9, "arrests", rank=1)
    for before in (replace(stated, status="earlier"), replace(stated, status="denied"),
                   replace(stated, status="hypothetical"), replace(stated, status="part"),
                   replace(stated, status="withdrawn")):  # fmt: skip
        assert point_of(release(before), "arrests") is None
        point = point_of(release(before, figure(4, "arrests")), "arrests")
        assert point
        assert point.value == 4
