"""One measure over releases: the points of a trend, and two releases side by side."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.archive import Filters, StoredRelease, Term, TermKind
from domain.documents import Published
from domain.facts import Figure
from domain.measures import thing_of, unit_of
from pipeline.measure_names import is_telling
from pipeline.units import converted
from storage import Storage

# More points than a chart can show apart, and than a table under it can list.
POINTS = 24
# Releases in other units that are counted, and names that are looked through.
_COUNTED = 200


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


@dataclass(frozen=True, slots=True)
class Trend:
    """A measure over releases in one unit, the oldest first.

    `left_out` are the releases that have it in a unit that cannot be turned into this one, by that
    unit (None of a count); `older` how many of the same measure came before the first.
    """

    points: tuple[Point, ...]
    left_out: Mapping[str | None, int]
    older: int = 0


async def chart_trend(storage: Storage, agency: Term | None, measure: Term) -> Trend:
    """The measure of a term in its unit, what is in kin units (kilogram, tonne) turned into it."""
    unit = unit_of(measure.name)
    points: dict[int, Point] = {}
    left_out: dict[str | None, int] = {}
    for kin in [measure, *await _kin(storage, measure)]:
        filters = Filters(agency=agency, measure=kin)
        if converted(1.0, unit_of(kin.name), unit) is None:
            number = len(await storage.releases.find(filters, limit=_COUNTED))
            left_out[unit_of(kin.name)] = number
            continue
        for point in await find_trend(storage, filters, kin.name):
            turned = Point(point.release, in_unit(point.figure, unit_of(kin.name), unit))
            points.setdefault(point.release.head.release_id, turned)
    ordered = sorted(points.values(), key=lambda point: (point.day, point.release.head.release_id))
    shown = ordered[-POINTS:]
    older = max(len(ordered), measure.number if agency is None else 0) - len(shown)
    return Trend(tuple(shown), {u: n for u, n in left_out.items() if n}, older)


async def _kin(storage: Storage, measure: Term) -> list[Term]:
    """The terms of the same thing in other units."""
    thing = thing_of(measure.name)
    named = await storage.terms.complete(TermKind.MEASURE, thing, limit=_COUNTED)
    return [
        term
        for term in named
        if thing_of(term.name).casefold() == thing.casefold() and term.term_id != measure.term_id
    ]


def in_unit(figure: Figure, unit: str | None, wanted: str | None) -> Figure:
    """The figure with its amounts in another unit; its words stay those of the text."""
    if unit == wanted:
        return figure
    value, low, high = (
        None if amount is None else converted(amount, unit, wanted)
        for amount in (figure.value, figure.low, figure.high)
    )
    return replace(figure, unit=wanted, value=value, low=low, high=high)


async def find_trend(storage: Storage, filters: Filters, measure: str) -> list[Point]:
    """The newest releases that have the measure, each with its most newsworthy figure of it.

    The oldest first.
    """
    releases = await storage.releases.find(filters, limit=POINTS)
    points = [point_of(release, measure) for release in reversed(releases)]
    return [point for point in points if point is not None]


def point_of(release: StoredRelease, measure: str) -> Point | None:
    """The most newsworthy figure of a measure that a release states; None where it states none.

    What was before, what is denied, a condition or a part of another number is no point.
    """
    figures = [f for f in figures_of(release, measure) if f.status == "stated"]
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
    pairs: list[Pair] = []
    paired: set[str] = set()
    for measure, figure in of_first.items():
        other = _same_measure(measure, of_second, paired)
        if other is not None:
            turned = in_unit(of_second[other], unit_of(other), unit_of(measure))
            pairs.append(Pair(measure, figure, turned))
            paired |= {measure, other}
    alone = {m: f for m, f in _by_measure(first, True).items() if m not in paired}
    pairs += [Pair(m, f, None) for m, f in alone.items() if is_telling(m)]
    alone = {m: f for m, f in _by_measure(second, True).items() if m not in paired}
    pairs += [Pair(m, None, f) for m, f in alone.items() if is_telling(m)]
    return pairs


def _same_measure(measure: str, among: Iterable[str], taken: Container[str]) -> str | None:
    """The measure of the same thing in the same unit, else in one that can be turned into it."""
    thing, unit = thing_of(measure), unit_of(measure)
    alike = [m for m in among if thing_of(m) == thing and m not in taken]
    alike.sort(key=lambda other: other != measure)
    return next((m for m in alike if converted(1.0, unit_of(m), unit) is not None), None)


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
