"""What the archive adds to a story's worth: a figure larger than before, or the same once more."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from domain.archive import Filters, StoredRelease, TermKind
from domain.briefings import Story
from domain.news import Reason
from pipeline.highlights import news_figure
from pipeline.measures import Point, find_trend, point_of, value_of
from pipeline.worth import add, read_weights
from storage import Storage

# So many stories are held against the archive: those that may be told.
_COMPARED = 12
# Fewer figures before it are no row in which one can be the largest.
_FEWEST = 3
# Earlier releases of the agency that are looked at, and titles alike among them from which on a
# release is one of a row.
_EARLIER, _ALIKE = 40, 3
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
    repeated = await _repeated(storage, story.release, until)
    reasons = [reason for reason in (largest, repeated) if reason is not None]
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


async def _repeated(storage: Storage, release: StoredRelease, until: datetime) -> Reason | None:
    """That the agency has issued the same title again and again, but for days and numbers."""
    agency = await storage.terms.find(TermKind.AGENCY, release.head.agency or "")
    if agency is None:
        return None
    filters = Filters(agency=agency, until=until.date())
    heads = await storage.releases.latest(limit=_EARLIER, filters=filters)
    own = _shape(release.head.title)
    alike = [
        head
        for head in heads
        if head.first_seen_at < release.head.first_seen_at and _shape(head.title) == own
    ]
    if len(alike) < _ALIKE:
        return None
    return Reason("repeated", read_weights().beyond["repeated"])


def _shape(title: str) -> str:
    """A title without what changes from one release of a row to the next."""
    return " ".join(_CHANGING.sub(" ", title.casefold()).split())
