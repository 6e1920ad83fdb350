"""What the archive adds to a story's worth: a figure larger than before, or the same once more."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from statistics import median

from domain.archive import Filters, ReleaseHead, StoredRelease, TermKind
from domain.briefings import Story
from domain.facts import Figure
from domain.news import Reason
from pipeline.highlights import news_figure
from pipeline.measures import Point, find_trend, point_of, value_of
from pipeline.units import is_currency
from pipeline.worth import add, read_weights
from storage import Storage

# So many stories are held against the archive: those that may be told.
_COMPARED = 16
# Fewer figures before it are no row in which one can be the largest.
_FEWEST = 3
# Earlier releases of the agency that are looked at, and titles alike among them from which on a
# release is one of a row.
_EARLIER, _ALIKE = 40, 3
# Titles that are looked through for a text that was said before.
_TITLES = 500
# A text is said before where so much of its words stand in one that its agency issued in as many
# days, with the same key figures; shorter texts are alike by chance.
_SAID, _WITHIN, _WORDS_RUN, _SHORTEST_TEXT = 0.8, timedelta(days=120), 5, 40
# Titles are near of which so much of the words is the same.
_NEAR = 0.5
# Releases with sums of a currency from which on it is known what is usual for an agency.
_KNOWN_SUMS = 5
# From so many times the largest sum of those on, one is unusual.
_MANY_TIMES = 5
# Of those so many are read whole.
_LOOKED_INTO = 15
# Reasons that say that a large sum is at stake.
_SUM = frozenset({"large-sum", "sum-decided"})
_WORD = re.compile(r"\w+")
_CHANGING = re.compile(
    r"\d[\d,.]*|\b(?:january|february|march|april|may|june|july|august|september|october|november|"
    r"december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
)


async def compare(
    storage: Storage, stories: Sequence[Story], until: datetime, as_of: datetime | None = None
) -> tuple[Story, ...]:
    """The stories with what the archive, as it was then, adds to what they are worth."""
    compared = [await _compared(storage, story, until, as_of) for story in stories[:_COMPARED]]
    return (*compared, *stories[_COMPARED:])


async def _compared(
    storage: Storage, story: Story, until: datetime, as_of: datetime | None
) -> Story:
    largest = await _largest(storage, story, until, as_of)
    before = await _heads_before(storage, story.release, until)
    lately = await _lately(storage, story.release, until, before)
    alike = await _whole(storage, _nearest(story.release.head.title, lately), as_of)
    has_sum = any(reason.name in _SUM for reason in story.worth.reasons)
    has_sum = has_sum or any(is_currency(f.unit or "") for f in story.release.analysis.key_figures)
    earlier = await _whole(storage, before, as_of) if has_sum else []
    found = (
        largest,
        _repeated(story.release, before),
        _said_before(story.release, alike),
        _sum_compared(story, earlier),
    )
    reasons = [reason for reason in found if reason is not None]
    return replace(story, worth=add(story.worth, *reasons)) if reasons else story


async def _largest(
    storage: Storage, story: Story, until: datetime, as_of: datetime | None
) -> Reason | None:
    """That the figure of the story is the largest its agency gave of that measure for a while."""
    figure, release = news_figure(story), story.release
    if figure is None or figure.value is None or not figure.measure:
        return None
    before = await earlier_points(storage, Point(release, figure), until, as_of)
    if len(before) < _FEWEST or max(point.value for point in before) >= value_of(figure):
        return None
    since: date = min(point.day for point in before)
    return Reason("largest", read_weights().beyond["largest"], figure.span, {"day": since})


async def earlier_points(
    storage: Storage, own: Point, until: datetime, as_of: datetime | None
) -> list[Point]:
    """What the agency of a figure said of the same measure before, the oldest first."""
    release = own.release
    measure = await storage.terms.find(TermKind.MEASURE, own.figure.measure or "")
    agency = await storage.terms.find(TermKind.AGENCY, release.head.agency or "")
    if measure is None or agency is None:
        return []
    filters = Filters(measure=measure, agency=agency, until=until.date())
    found = await find_trend(storage, filters, measure.name)
    before = [
        point
        for point in found
        if point.release.head.first_seen_at <= until
        and point.release.head.release_id != release.head.release_id
        and point.day <= own.day
    ]
    if as_of is None:
        return before
    kept = await storage.releases.as_of([point.release for point in before], as_of)
    return [point for point in (point_of(r, measure.name) for r in kept) if point]


def _repeated(release: StoredRelease, before: Sequence[ReleaseHead]) -> Reason | None:
    """That the agency has issued the same title again and again, but for days and numbers."""
    own = _shape(release.head.title)
    if sum(_shape(head.title) == own for head in before) < _ALIKE:
        return None
    return Reason("repeated", read_weights().beyond["repeated"])


async def _lately(
    storage: Storage, release: StoredRelease, until: datetime, before: list[ReleaseHead]
) -> list[ReleaseHead]:
    """What the agency issued before it in the time in which a text may be said again."""
    begun = until - _WITHIN
    # A busy agency may have issued more since than is known.
    if before and before[-1].first_seen_at < begun:
        return before
    return await _heads_before(storage, release, until, since=begun, limit=_TITLES)


async def _heads_before(
    storage: Storage,
    release: StoredRelease,
    until: datetime,
    *,
    since: datetime | None = None,
    limit: int = _EARLIER,
) -> list[ReleaseHead]:
    """What the agency of a release issued before it, the newest first."""
    agency = await storage.terms.find(TermKind.AGENCY, release.head.agency or "")
    if agency is None:
        return []
    filters = Filters(
        agency=agency, since=since.date() if since is not None else None, until=until.date()
    )
    heads = await storage.releases.latest(limit=limit, filters=filters)
    return [head for head in heads if head.first_seen_at < release.head.first_seen_at]


async def _whole(
    storage: Storage, heads: Sequence[ReleaseHead], as_of: datetime | None
) -> list[StoredRelease]:
    found = await storage.releases.get_many([head.release_id for head in heads[:_LOOKED_INTO]])
    whole = [found[head.release_id] for head in heads if head.release_id in found]
    return whole if as_of is None else await storage.releases.as_of(whole, as_of)


def _said_before(release: StoredRelease, before: Sequence[StoredRelease]) -> Reason | None:
    """That the agency issued the same words with the same key figures not long ago."""
    own = _runs(release)
    if len(own) < _SHORTEST_TEXT:
        return None
    values = {figure.value for figure in release.analysis.key_figures}
    for other in before:
        if release.head.first_seen_at - other.head.first_seen_at > _WITHIN:
            continue
        same = _runs(other)
        if len(own & same) < _SAID * len(own | same):
            continue
        if values <= {figure.value for figure in other.analysis.figures}:
            points = read_weights().beyond["said-before"]
            return Reason("said-before", points, facts={"day": _day(other)})
    return None


def _runs(release: StoredRelease) -> set[tuple[str, ...]]:
    """Every run of a few words of a text."""
    words = _WORD.findall(release.document.text.casefold())
    return set(zip(*(words[n:] for n in range(_WORDS_RUN)), strict=False))


def _day(release: StoredRelease) -> date:
    at = release.head.published_at or release.head.first_seen_at
    return at.date() if isinstance(at, datetime) else at


def _sum_compared(story: Story, before: Sequence[StoredRelease]) -> Reason | None:
    """That the agency's releases usually name as large a sum in its currency, or never one near.

    Sums are held against sums of the same agency and currency alone.
    """
    weights, release = read_weights().beyond, story.release
    large = next((r for r in story.worth.reasons if r.name in _SUM), None)
    key = [f for f in release.analysis.key_figures if is_currency(f.unit or "")]
    own = max(_sums(release) if large else _sums_of(key), default=None)
    if own is None:
        return None
    value, unit = own
    largest = [max(v for v, u in sums if u == unit)
               for sums in map(_sums, before) if any(u == unit for _, u in sums)]  # fmt: skip
    if len(largest) < _KNOWN_SUMS:
        return None
    if large is not None and value <= median(largest):
        return Reason("usual-sum", -min(-weights["usual-sum"], large.points))
    if large is None and value >= _MANY_TIMES * max(largest):
        span = next(figure.span for figure in key if value_of(figure) == value)
        return Reason("unusual-sum", weights["unusual-sum"], span)
    return None


def _sums(release: StoredRelease) -> list[tuple[float, str]]:
    """The sums of money of a release, each with its currency."""
    return _sums_of(release.analysis.figures)


def _sums_of(figures: Iterable[Figure]) -> list[tuple[float, str]]:
    return [
        (value_of(figure), figure.unit)
        for figure in figures
        if figure.unit is not None and is_currency(figure.unit)
    ]


def _nearest(title: str, heads: Sequence[ReleaseHead]) -> list[ReleaseHead]:
    """Of the heads those whose titles have half of the words of this one, the likest first."""
    own = set(_shape(title).split())

    def likeness(head: ReleaseHead) -> float:
        other = set(_shape(head.title).split())
        return len(own & other) / (len(own | other) or 1)

    near = [(likeness(head), head) for head in heads]
    ranked = sorted(near, key=lambda one: one[0], reverse=True)
    return [head for near_it, head in ranked if near_it >= _NEAR]


def _shape(title: str) -> str:
    """A title without what changes from one release of a row to the next."""
    return " ".join(_CHANGING.sub(" ", title.casefold()).split())
