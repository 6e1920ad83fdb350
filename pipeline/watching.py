"""Watches held against what comes: which releases they want, and when they tell of them."""

import asyncio
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.archive import Event, EventKind, Filters, ReleaseHead, StoredRelease, TermKind
from domain.documents import Span
from domain.errors import UnreadableInputError
from domain.facts import Figure
from domain.watches import Alert, Hit, Watch, WatchCriteria
from pipeline.calendar import end_of_quiet, sendable_at
from pipeline.release_filters import is_named, key_of, wording_of
from pipeline.thresholds import reaching
from pipeline.wording import Wording
from storage import Storage

log = logging.getLogger("lede.watching")

# Releases one message tells of: more would not fit one, and are told in the next.
TOLD_AT_ONCE = 5
# What could not be told for so long finds no reader any more.
_KEPT = timedelta(days=7)
# One that cannot be timed is looked at again then.
_TRIED_AGAIN = timedelta(hours=1)
# Just before a moment: the clock of the archive knows microseconds.
_INSTANT = timedelta(microseconds=1)
# Events looked at in one transaction.
_AT_ONCE = 100
# Messages planned in one transaction: commands wait for no longer than that takes.
_PLANNED_AT_ONCE = 50
# A dry run looks back so far, at so many releases a word.
DRY_RUN_PERIOD = timedelta(days=30)
_CANDIDATES = 200


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a watch would have sent of the archive, the newest first.

    `recent` of them came out in the last `DRY_RUN_PERIOD`. `is_partial` says that not everything
    was looked through.
    """

    hits: tuple[Hit, ...]
    recent: int
    is_partial: bool


def find_hit(
    criteria: WatchCriteria, release: StoredRelease, wording: Wording | None = None
) -> Hit | None:
    """Why a release is what is wanted; None where it is not.

    All that is given must hold. A word may stand in the title alone, which is no place in the text.
    """
    found = _find(criteria, release, wording or wording_of(release))
    if found is None:
        return None
    spans, held, figures = found
    return Hit(release, (*spans, *_places(release, held)), figures)


def _find(
    criteria: WatchCriteria, release: StoredRelease, wording: Wording
) -> tuple[list[Span], list[str], tuple[Figure, ...]] | None:
    """The places of names, the words and the figures that make a release wanted."""
    analysis = release.analysis
    spans: list[Span] = []
    if criteria.agency is not None and key_of(criteria.agency) != key_of(release.head.agency or ""):
        return None
    if criteria.operation is not None:
        found = [o for o in analysis.operations if is_named(criteria.operation, o.name)]
        if not found:
            return None
        spans += found[0].mentions[:1]
    if criteria.person is not None:
        people = [p for p in analysis.people if is_named(criteria.person, p.name)]
        if not people:
            return None
        spans += people[0].mentions[:1]
    held = [phrase for phrase in criteria.words if wording.holds(phrase)]
    if criteria.words and not held:
        return None
    figures = reaching(criteria.threshold, release) if criteria.threshold else ()
    if criteria.threshold and not figures:
        return None
    return spans, held, figures


async def plan_alerts(storage: Storage, now: datetime) -> int:
    """Hold the watches against new events and plan what may be told now; gives how many messages.

    What was found is kept in the transaction that notes up to where was looked.
    """
    oldest = now - _KEPT
    while events := await storage.watches.unseen(limit=_AT_ONCE):
        alerts = await _found(storage, events, now)
        await storage.watches.note_found(alerts, event_id=events[-1].event_id, since=oldest)
    bundles: list[tuple[Watch, list[Alert], datetime]] = []
    later: list[tuple[Alert, datetime]] = []
    for watch, alerts in (await storage.watches.due(now, since=oldest)).values():
        moments = [(alert, _moment(watch, alert, now)) for alert in alerts]
        later += [(alert, moment) for alert, moment in moments if moment > now]
        due = [alert for alert, moment in moments if moment <= now]
        bundles += [
            (watch, due[i : i + TOLD_AT_ONCE], now) for i in range(0, len(due), TOLD_AT_ONCE)
        ]
    await storage.watches.postpone(later)
    for i in range(0, len(bundles), _PLANNED_AT_ONCE):
        await storage.watches.plan(bundles[i : i + _PLANNED_AT_ONCE])
    return len(bundles)


async def dry_run(storage: Storage, criteria: WatchCriteria, now: datetime) -> DryRun:
    """What a watch would have sent of the archive, found as it would be found."""
    numbers, is_partial = await _candidates(storage, criteria)
    releases = await storage.releases.get_many(sorted(numbers))
    found = await asyncio.to_thread(
        lambda: [hit for release in releases.values() if (hit := find_hit(criteria, release))]
    )
    hits = sorted(found, key=_newness, reverse=True)
    recent = sum(_day_of(hit.release.head) >= (now - DRY_RUN_PERIOD).date() for hit in hits)
    return DryRun(tuple(hits), recent, is_partial)


async def _found(storage: Storage, events: Sequence[Event], now: datetime) -> list[Alert]:
    watches = await storage.watches.open()
    numbers = sorted({e.release_id for e in events if e.release_id is not None})
    if not watches or not numbers:
        return []
    releases = await storage.releases.get_many(numbers)
    criteria = [watch.settings.criteria for watch in watches]
    # Off the event loop: a thousand watches take a while, and commands must not wait for them.
    hits = await asyncio.to_thread(_hits, criteria, releases.values())
    # A change is told to whom it makes a release wanted, not to whom the release was before.
    before = await _before(storage, events, releases)
    known = set(await asyncio.to_thread(_hits, criteria, before))
    return [
        Alert(watches[at].watch_id, number, now) for at, number in hits if (at, number) not in known
    ]


async def _before(
    storage: Storage, events: Sequence[Event], releases: Mapping[int, StoredRelease]
) -> list[StoredRelease]:
    """The releases that were only changed, as they stood before the first of their changes."""
    first: dict[int, Event] = {}
    for event in events:
        if event.release_id is not None and event.release_id in releases:
            first.setdefault(event.release_id, event)
    changed = [(n, e.at) for n, e in first.items() if e.kind is EventKind.CHANGED]
    found = []
    for number, at in changed:
        found += await storage.releases.as_of([releases[number]], at - _INSTANT)
    return found


def _moment(watch: Watch, alert: Alert, now: datetime) -> datetime:
    """When an alert may be told; late by a downtime, it must not come at night either."""
    try:
        moment = max(sendable_at(watch.settings.schedule, alert.found_at), alert.found_at)
        return end_of_quiet(watch.settings.schedule, now) if moment <= now else moment
    except UnreadableInputError as error:
        # This machine may lack a zone that another one had.
        log.error("watch.unreadable watch=%d: %s", watch.watch_id, error)
        return now + _TRIED_AGAIN


def _hits(
    criteria: Sequence[WatchCriteria], releases: Iterable[StoredRelease]
) -> list[tuple[int, int]]:
    """Which of what is wanted each release is: the place in the sequence, the release's number."""
    # Watches of one settings are alike, and the words of a release are cut once for all of them.
    places: dict[WatchCriteria, list[int]] = {}
    for at, one in enumerate(criteria):
        places.setdefault(one, []).append(at)
    found = []
    for release in releases:
        wording = wording_of(release)
        for one, alike in places.items():
            if _find(one, release, wording) is not None:
                found += [(at, release.head.release_id) for at in alike]
    return found


def _places(release: StoredRelease, phrases: Iterable[str]) -> Iterator[Span]:
    """The first place of each phrase in the text, of the headline only where it has no other.

    The headline stands above the place anyway.
    """
    text = release.document.text
    wording = Wording(text)
    headline = text.find("\n")
    for phrase in phrases:
        found = list(wording.find(phrase))
        if found:
            yield next((span for span in found if span.start > headline), found[0])


async def _candidates(storage: Storage, criteria: WatchCriteria) -> tuple[set[int], bool]:
    """Releases that may be what is wanted, and whether there may be more of them."""
    agency = await storage.terms.find(TermKind.AGENCY, criteria.agency) if criteria.agency else None
    filters = Filters(agency=agency)
    numbers: set[int] = set()
    is_partial = False
    for question in _questions(criteria):
        page = await storage.search.find(question, limit=_CANDIDATES, filters=filters)
        numbers |= {hit.head.release_id for hit in page.hits}
        is_partial = is_partial or page.has_more
    if not _questions(criteria):
        newest = await storage.releases.latest(limit=_CANDIDATES, filters=filters)
        numbers |= {head.release_id for head in newest}
        is_partial = len(newest) == _CANDIDATES
    return numbers, is_partial


def _questions(criteria: WatchCriteria) -> tuple[str, ...]:
    """What to search for: whatever is wanted has at least one of these."""
    if criteria.words:
        return criteria.words
    if name := criteria.person or criteria.operation:
        return (f'"{name}"',)
    return criteria.threshold.words if criteria.threshold else ()


def _newness(hit: Hit) -> tuple[date, int]:
    return _day_of(hit.release.head), hit.release.head.release_id


def _day_of(head: ReleaseHead) -> date:
    """The day it came out, else the day it was first seen."""
    published = head.published_at or head.first_seen_at
    return published.date() if isinstance(published, datetime) else published
