"""What a briefing says: the day's stories, ranked; its number, its quote, its corrections.

The same archive, beat and moments give the same briefing, so that a day can be looked at again.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.archive import NO_FILTERS, Event, EventKind, StoredRelease
from domain.briefings import Briefing, Correction, Coverage, Story, Trouble
from domain.errors import NotFoundError
from domain.facts import Figure
from domain.news import Worth
from domain.sources import Condition, SourceState
from domain.subscriptions import (
    NO_TASTE,
    BriefingOf,
    Delivery,
    ReleaseFilter,
    Subscription,
    Taste,
)
from pipeline.calendar import gap_before
from pipeline.comparing import compare, earlier_points
from pipeline.highlights import number_of_the_day, quote_of_the_day, to_show
from pipeline.measures import Point
from pipeline.ranking import choose, in_order, rank
from pipeline.reactions import join_reactions
from pipeline.release_filters import matches
from pipeline.taste import season
from pipeline.withholding import withheld
from pipeline.worth import weigh
from storage import Storage

# What any briefing looks back on at most, and so many times as many stories one of a week tells.
_LONGEST, _MORE_ROOM = timedelta(days=7), 2
# Of the stored releases so many are looked through for a preview of a day without any.
_LOOKED_AT = 60
# Corrections named in one briefing.
_CORRECTIONS = 3
# Fewer points are no trend; more do not fit a small picture.
_FEWEST_POINTS, _POINTS = 3, 8
_GOOD = frozenset({Condition.OK, Condition.NEW, Condition.QUIET})


async def compose(
    storage: Storage,
    subscription: Subscription,
    day: date,
    until: datetime,
    now: datetime,
    *,
    as_of: datetime | None = None,
    up_to: int | None = None,
) -> Briefing:
    """The briefing of a subscription that is due at `until`, since the last one that was sent.

    The first one is since the date before of its schedule.

    With `as_of`, what agencies changed after that moment is taken back, with `up_to` what was noted
    after that event: the briefing as it was composed then.
    """
    settings, deliveries = subscription.settings, storage.deliveries
    last = await deliveries.last_sent(subscription.subscription_id, until)
    begun = last.due_at if last else until - gap_before(settings.schedule, day=day)
    since = max(begun, until - _LONGEST)
    seen = last.known_event if last and last.due_at == since else None
    coverage = await deliveries.coverage(until)
    if coverage is None and as_of is None:
        coverage = await deliveries.coverage(until, _coverage(await storage.sources.list()))
    briefing = await compose_for(
        storage,
        settings.beat,
        day,
        since,
        until,
        length=settings.length,
        taste=settings.taste,
        seen=seen,
        as_of=as_of,
        up_to=up_to,
        server=subscription.guild_id,
    )
    return replace(briefing, coverage=coverage or Coverage(), is_late=_is_late(until, now))


async def compose_for(
    storage: Storage,
    beat: ReleaseFilter,
    day: date,
    since: datetime,
    until: datetime,
    *,
    length: int,
    taste: Taste = NO_TASTE,
    seen: int | None = None,
    as_of: datetime | None = None,
    up_to: int | None = None,
    server: int | None = None,
) -> Briefing:
    """The briefing of a beat from moment to moment, of at most `length` stories.

    Of a week twice as many are told. `seen` is the last event of which the briefing before knew;
    what was noted after it is new, whatever its moment. What is told to other servers than `server`
    alone is left out. Without how the sources are, which no archive tells of a moment gone by.
    """
    events = await storage.events.between(since, until, seen=seen, up_to=up_to)
    numbers = {event.release_id for event in events if event.release_id is not None}
    stored: Iterable[StoredRelease] = (await storage.releases.get_many(sorted(numbers))).values()
    if as_of is not None:
        stored = await storage.releases.as_of(stored, as_of)
    hidden = await withheld(storage, server, numbers)
    open_to = (r for r in stored if r.head.release_id not in hidden)
    fitting = {r.head.release_id: r for r in open_to if matches(beat, r)}
    new = [e.release_id for e in events if e.kind is EventKind.NEW and e.release_id in fitting]
    came = [fitting[n] for n in dict.fromkeys(new) if n is not None]
    stories = await _stories(storage, came, until, as_of)
    choice = choose(to_show(season(stories, taste)), _room(since, until, length))
    shown = choice.shown
    number = number_of_the_day(shown)
    return Briefing(
        day=day,
        since=since,
        until=until,
        stories=shown,
        passed=choice.passed,
        number=number,
        trend=await _trend(storage, number, until, as_of) if number else (),
        quote=quote_of_the_day(shown),
        is_quiet=choice.is_quiet,
        corrections=_corrections(events, fitting),
        known_event=max((event.event_id for event in events), default=seen),
    )


async def preview(storage: Storage, subscription: Subscription, until: datetime) -> Briefing:
    """What a subscription would say of the last day, or the days since its last date.

    Where nothing came in that time, as after a first poll, which announces nothing: of the newest
    releases that are stored.
    """
    settings, day = subscription.settings, subscription.next_date
    since = until - gap_before(settings.schedule, day=day)
    briefing = await compose_for(
        storage,
        settings.beat,
        day,
        since,
        until,
        length=settings.length,
        taste=settings.taste,
        server=subscription.guild_id,
    )
    briefing = replace(briefing, coverage=_coverage(await storage.sources.list()))
    if not briefing.is_empty:
        return briefing
    newest = await storage.releases.find(NO_FILTERS, limit=_LOOKED_AT)
    numbers = [release.head.release_id for release in newest]
    hidden = await withheld(storage, subscription.guild_id, numbers)
    newest = [r for r in newest if r.head.release_id not in hidden]
    stories = await _stories(storage, [r for r in newest if matches(settings.beat, r)], until)
    room = _room(since, until, settings.length)
    choice = choose(to_show(season(stories, settings.taste)), room)
    shown = choice.shown
    return replace(
        briefing,
        stories=shown,
        passed=choice.passed,
        number=number_of_the_day(shown),
        quote=quote_of_the_day(shown),
        is_quiet=choice.is_quiet,
    )


async def look_back(
    storage: Storage, delivery: Delivery
) -> tuple[tuple[Story, ...], tuple[Story, ...]]:
    """The stories that a sent briefing told, and those it left out, each in order.

    Raises NotFoundError where nothing asks for it any more.
    """
    purpose = delivery.purpose
    subscription = None
    if isinstance(purpose, BriefingOf):
        subscription = await storage.subscriptions.find(purpose.subscription_id)
    if subscription is None or not isinstance(purpose, BriefingOf):
        raise NotFoundError("Nothing is known of this message any more.")
    settings = subscription.settings.choosing_by(delivery.choosing)
    moment = delivery.claimed_at or delivery.due_at
    briefing = await compose(
        storage,
        replace(subscription, settings=settings),
        purpose.local_date,
        delivery.due_at,
        moment,
        as_of=moment,
        up_to=delivery.known_event,
    )
    # What was told is known, however the briefing is set up by now.
    numbers = set(await storage.deliveries.delivered_by(delivery.delivery_id))
    every = (*briefing.stories, *briefing.passed)
    delivered = tuple(story for story in every if story.release.head.release_id in numbers)
    return delivered, tuple(story for story in every if story not in delivered)


async def _trend(
    storage: Storage,
    number: tuple[StoredRelease, Figure],
    until: datetime,
    as_of: datetime | None,
) -> tuple[tuple[StoredRelease, Figure, float], ...]:
    """What the agency of a figure said of the same measure up to then, that figure last."""
    own = Point(*number)
    before = (await earlier_points(storage, own, until, as_of))[1 - _POINTS :]
    if len(before) + 1 < _FEWEST_POINTS:
        return ()
    return tuple((p.release, p.figure, p.value) for p in [*before, own])


async def _stories(
    storage: Storage,
    releases: list[StoredRelease],
    until: datetime,
    as_of: datetime | None = None,
) -> tuple[Story, ...]:
    """One story for the releases that tell or answer the same event, what is worth most first."""
    numbers = await storage.releases.stories([r.head.release_id for r in releases])
    together: dict[object, list[StoredRelease]] = {}
    for release in releases:
        number = release.head.release_id
        together.setdefault(numbers.get(number, ("alone", number)), []).append(release)
    worths = await asyncio.to_thread(_weigh_all, releases)
    ranked = rank(join_reactions(list(together.values())), worths)
    return in_order(await compare(storage, ranked, until, as_of))


def _room(since: datetime, until: datetime, length: int) -> int:
    """How many stories are told: a week has more of them."""
    is_weekly = Briefing(until.date(), since, until).is_weekly
    return length * _MORE_ROOM if is_weekly else length


def _weigh_all(releases: list[StoredRelease]) -> dict[int, Worth]:
    return {release.head.release_id: weigh(release) for release in releases}


def _corrections(
    events: Iterable[Event], releases: dict[int, StoredRelease]
) -> tuple[Correction, ...]:
    """The last material change of each release, the newest first."""
    changed: dict[int, Correction] = {}
    for event in events:
        release = releases.get(event.release_id or 0)
        is_change = event.kind is EventKind.CHANGED and event.changes is not None
        if release is not None and is_change and event.changes:
            changed[release.head.release_id] = Correction(release, event.at, event.changes)
    newest = sorted(changed.values(), key=lambda c: (c.at, c.release.head.release_id), reverse=True)
    return tuple(newest[:_CORRECTIONS])


def _coverage(states: Sequence[SourceState]) -> Coverage:
    # One moment's coverage is told to all.
    states = [state for state in states if not state.is_limited]
    troubles = [
        Trouble(state.source.name, state.health.condition.value, state.health.since)
        for state in states
        if state.health.condition not in _GOOD
    ]
    return Coverage(len(states), tuple(troubles))


def _is_late(due: datetime, now: datetime) -> bool:
    # What goes out within the quarter of an hour is on time to a reader.
    return now - due > timedelta(minutes=15)
