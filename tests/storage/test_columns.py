"""Column types: what is written comes back as it was, nothing as nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeDecorator

from domain.archive import Changes
from domain.briefings import Coverage, Trouble
from domain.documents import Document, Span
from domain.facts import Analysis, Quote
from storage import columns

DIALECT = sqlite.dialect()
MOMENT = datetime(2026, 5, 14, 23, 5, tzinfo=UTC)
ANALYSIS = Analysis(
    "a", "T", None, "Pier", date(2026, 5, 14), "en",
    quotes=(Quote(Span(0, 5, "Forty"), "direct", rule="marks"),),
)  # fmt: skip
DOCUMENT = Document("a", "Forty boats", "T", MOMENT, "https://a.example/", "Pier")

KEPT: list[tuple[TypeDecorator[Any], Any]] = [
    (columns.UtcDateTime(), MOMENT),
    (columns.KnownDate(), date(2026, 5, 14)),
    (columns.KnownDate(), datetime(2026, 5, 14, 9, tzinfo=timezone(timedelta(hours=-4)))),
    (columns.AnalysisRecord(), ANALYSIS),
    (columns.DocumentRecord(), DOCUMENT),
    (columns.DocumentRecord(), replace(DOCUMENT, published_at=date(2026, 5, 14))),
    (columns.DocumentRecord(), replace(DOCUMENT, published_at=None)),
    (columns.Seconds(), timedelta(days=2, seconds=5)),
    (columns.ChangesRecord(), Changes(figures_new=("120",), title=("Old", "New"))),
    (columns.CoverageRecord(), Coverage(3, (Trouble("harbor", "gone", MOMENT),))),
    (columns.CoverageRecord(), Coverage(1, (Trouble("harbor", "failing", None),))),
]


@pytest.mark.parametrize("kind, value", KEPT, ids=lambda given: type(given).__name__)
def test_what_is_written_comes_back(kind: TypeDecorator[Any], value: Any) -> None:
    written = kind.process_bind_param(value, DIALECT)
    read = kind.process_result_value(written, DIALECT)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize("kind", {type(kind): kind for kind, _ in KEPT}.values(), ids=repr)
def test_nothing_stays_nothing(kind: TypeDecorator[Any]) -> None:
    assert kind.process_bind_param(None, DIALECT) is None
    assert kind.process_result_value(None, DIALECT) is None


def test_a_moment_is_kept_in_utc_and_a_naive_one_refused() -> None:
    kind = columns.UtcDateTime()
    east = MOMENT.astimezone(timezone(timedelta(hours=9)))
    assert kind.process_bind_param(east, DIALECT) == datetime(2026, 5, 14, 23, 5)  # noqa: DTZ001
    with pytest.raises(ValueError, match="without a time zone"):
        kind.process_bind_param(datetime(2026, 5, 14), DIALECT)  # noqa: DTZ001
