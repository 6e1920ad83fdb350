"""Watches held against what comes: which releases they want, and when they tell of them."""

import asyncio
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import product

from domain.archive import (
    NO_FILTERS,
    Event,
    EventKind,
    Filters,
    ReleaseHead,
    StoredRelease,
    Term,
    TermKind,
)
from domain.documents import Span
from domain.errors import UnreadableInputError
from domain.watches import Alert, Hit, Watch, WatchCriteria
from pipeline.calendar import end_of_quiet, sendable_at
from pipeline.finding import Held, find, is_issued_by
from pipeline.patterns import Pattern
from pipeline.selection import unknown_name
from pipeline.understanding import learned, questions_of
from pipeline.withholding import withheld
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
_QUESTIONS = 12
_AGENCIES, _MOST_AGENCIES = 5, 5000


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a watch would have sent of the archive, the newest first.

    `recent` of them came out in the last `DRY_RUN_PERIOD`. `is_partial` says that not everything
    was looked through.
    """

    hits: tuple[Hit, ...]
    recent: int
    is_partial: bool


def find_hit(criteria: WatchCriteria, release: StoredRelease) -> Hit | None:
    """Why a release is what is wanted; None where it is not.

    All that is given must hold. A word may stand in the title alone, which is no place in the text.
    """
    found = find(criteria, Held(release))
    if found is None:
        return None
    spans = [*found.spans, *_places(release, found.patterns)]
    return Hit(release, tuple(spans), found.figures)


def hit_as_meant(
    meant: Sequence[WatchCriteria], release: StoredRelease
) -> tuple[Hit | None, WatchCriteria]:
    """Why a release is what is wanted, or was before a watch was edited, and what that is.

    `meant` is what the watch is about and has been, the present first.
    """
    for criteria in meant:
        hit = find_hit(criteria, release)
        if hit is not None:
            return hit, criteria
    return None, meant[0]


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


async def learn(storage: Storage, criteria: WatchCriteria) -> WatchCriteria:
    """The criteria with what the archive's records say of the names in them.

    Raises NotFoundError where it has no agency of that name, nor everybody knows one.
    """
    if criteria.agency and not criteria.aliases and not await _agencies(storage, criteria):
        raise await unknown_name(storage, TermKind.AGENCY, criteria.agency)
    numbers, _ = await _candidates(storage, criteria)
    releases = await storage.releases.get_many(sorted(numbers)[-_CANDIDATES:])
    return learned(criteria, [release.analysis for release in releases.values()])


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
    numbers = sorted({e.release_id for e in events if e.release_id is not None})
    wanted = await _meant(storage, min(event.at for event in events))
    if not wanted or not numbers:
        return []
    releases = await storage.releases.get_many(numbers)
    criteria = [meaning.criteria for meaning in wanted]
    # Off the event loop: a thousand watches take a while, and commands must not wait for them.
    hits = await asyncio.to_thread(hits_among, criteria, releases.values())
    # A change is told to whom it makes a release wanted, not to whom the release was before.
    before = await _before(storage, events, releases)
    known = set(await asyncio.to_thread(hits_among, criteria, before))
    came: dict[int, list[datetime]] = {}
    for event in events:
        came.setdefault(event.release_id or 0, []).append(event.at)
    found = {
        (wanted[at].watch_id, number): None
        for at, number in hits
        if (at, number) not in known and any(map(wanted[at].holds_at, came[number]))
    }
    servers = {wanted[at].watch_id: wanted[at].server for at, _ in hits}
    for server in set(servers.values()):
        hidden = await withheld(storage, server, {number for _, number in found})
        found = {
            (watch_id, number): None
            for watch_id, number in found
            if servers[watch_id] != server or number not in hidden
        }
    return [Alert(watch_id, number, now) for watch_id, number in found]


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a watch is about, or was: for what came after `since`, up to `until`.

    `server` is whose watch it is, None of a member's own.
    """

    watch_id: int
    server: int | None
    criteria: WatchCriteria
    since: datetime | None = None
    until: datetime | None = None

    def holds_at(self, moment: datetime) -> bool:
        """Whether the watch meant this when something came."""
        return (self.since is None or moment > self.since) and (
            self.until is None or moment <= self.until
        )


async def _meant(storage: Storage, first: datetime) -> list[_Meaning]:
    """What the open watches have meant from a moment on: what came before an edit keeps it."""
    before: dict[int, list[tuple[WatchCriteria, datetime]]] = {}
    for number, criteria, until in await storage.watches.meanings(since=first):
        before.setdefault(number, []).append((criteria, until))
    found = []
    for watch in await storage.watches.open():
        end: datetime | None = None
        criteria = watch.settings.criteria
        for older, until in before.get(watch.watch_id, ()):
            found.append(_Meaning(watch.watch_id, watch.guild_id, criteria, until, end))
            criteria, end = older, until
        found.append(_Meaning(watch.watch_id, watch.guild_id, criteria, None, end))
    return found


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


def hits_among(
    criteria: Sequence[WatchCriteria], releases: Iterable[StoredRelease]
) -> list[tuple[int, int]]:
    """Which of what is wanted each release is: the place in the sequence, the release's number."""
    # Watches of one settings are alike, and a release is read once for all of them.
    places: dict[WatchCriteria, list[int]] = {}
    for at, one in enumerate(criteria):
        places.setdefault(one, []).append(at)
    found = []
    for release in releases:
        held = Held(release)
        for one, alike in places.items():
            if find(one, held) is not None:
                found += [(at, release.head.release_id) for at in alike]
    return found


def _places(release: StoredRelease, wanted: Iterable[Sequence[Pattern]]) -> Iterator[Span]:
    """The first place of each phrase in the text, of the headline only where it has no other.

    The headline stands above the place anyway.
    """
    text = release.document.text
    wording = Wording(text)
    headline = text.find("\n")
    for patterns in wanted:
        found = list(wording.spans_of(patterns))
        if found:
            yield next((span for span in found if span.start > headline), found[0])


async def _candidates(storage: Storage, criteria: WatchCriteria) -> tuple[set[int], bool]:
    """Releases that may be what is wanted, and whether there may be more of them."""
    agencies = await _agencies(storage, criteria)
    scopes = [Filters(agency=agency) for agency in agencies[:_AGENCIES]] or [NO_FILTERS]
    questions = questions_of(criteria)
    numbers: set[int] = set()
    is_partial = len(agencies) > _AGENCIES or len(questions) > _QUESTIONS
    for filters, question in product(scopes, questions[:_QUESTIONS] or (None,)):
        if question is None:
            newest = await storage.releases.latest(limit=_CANDIDATES, filters=filters)
            found = [head.release_id for head in newest]
        else:
            page = await storage.search.find(question, limit=_CANDIDATES, filters=filters)
            found = [hit.head.release_id for hit in page.hits[: page.complete]]
        numbers |= set(found)
        is_partial = is_partial or len(found) == _CANDIDATES
    return numbers, is_partial


async def _agencies(storage: Storage, criteria: WatchCriteria) -> list[Term]:
    """The stored agencies that are wanted."""
    if criteria.agency is None:
        return []
    known = await storage.terms.complete(TermKind.AGENCY, "", limit=_MOST_AGENCIES)
    return [term for term in known if is_issued_by(criteria, term.name)]


def _newness(hit: Hit) -> tuple[date, int]:
    return _day_of(hit.release.head), hit.release.head.release_id


def _day_of(head: ReleaseHead) -> date:
    """The day it came out, else the day it was first seen."""
    published = head.published_at or head.first_seen_at
    return published.date() if isinstance(published, datetime) else published
