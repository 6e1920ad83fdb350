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
