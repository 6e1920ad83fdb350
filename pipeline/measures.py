"""One measure over releases: the points of a trend, and two releases side by side."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.archive import Filters, StoredRelease
from domain.documents import Published
from domain.facts import Figure
from storage import Storage

# More points than a chart can show apart, and than a table under it can list.
POINTS = 24


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of a release, at the time of the release."""

    release: StoredRelease
    figure: Figure

    @property
    def published_at(self) -> Published:
        """When the release came out, else when it was first seen."""
        return self.release.head.published_at or self.release.head.first_seen_at

    @property
    def day(self) -> date:
        """The day of that."""
        at = self.published_at
        return at.date() if isinstance(at, datetime) else at

    @property
    def value(self) -> float:
        """The number, of a range the middle."""
        return value_of(self.figure)


@dataclass(frozen=True, slots=True)
class Pair:
    """A measure that two releases both have, or one of them."""

    measure: str
    first: Figure | None
    second: Figure | None


async def find_trend(storage: Storage, filters: Filters, measure: str) -> list[Point]:
    """The newest releases that have the measure, each with its most newsworthy figure of it.

    The oldest first.
    """
    releases = await storage.releases.find(filters, limit=POINTS)
    points = [point_of(release, measure) for release in reversed(releases)]
    return [point for point in points if point is not None]


def point_of(release: StoredRelease, measure: str) -> Point | None:
    """The most newsworthy figure of a measure in a release; None where it has none."""
    figures = figures_of(release, measure)
    return Point(release, figures[0]) if figures else None


def figures_of(release: StoredRelease, measure: str) -> list[Figure]:
    """The figures of a measure, the most newsworthy first, then in the order of the text."""
    analysis = release.analysis
    others = [figure for figure in analysis.figures if not figure.key]
    wanted = measure.casefold()
    return [
        figure
        for figure in [*analysis.key_figures, *others]
        if (figure.measure or "").casefold() == wanted
    ]


def pair_figures(first: StoredRelease, second: StoredRelease) -> list[Pair]:
    """The measures of two releases: those both have, then those of one, key figures only."""
    of_first, of_second = _by_measure(first, False), _by_measure(second, False)
    both = [m for m in of_first if m in of_second]
    pairs = [Pair(m, of_first[m], of_second[m]) for m in both]
    pairs += [Pair(m, f, None) for m, f in _by_measure(first, True).items() if m not in both]
    pairs += [Pair(m, None, f) for m, f in _by_measure(second, True).items() if m not in both]
    return pairs


def value_of(figure: Figure) -> float:
    """The number of a figure, of a range its middle."""
    if figure.value is not None:
        return figure.value
    return ((figure.low or 0.0) + (figure.high or 0.0)) / 2


def _by_measure(release: StoredRelease, only_key: bool) -> dict[str, Figure]:
    """The most newsworthy figure of each measure."""
    others = [] if only_key else [f for f in release.analysis.figures if not f.key]
    found: dict[str, Figure] = {}
    for figure in [*release.analysis.key_figures, *others]:
        if figure.measure:
            found.setdefault(figure.measure, figure)
    return found
