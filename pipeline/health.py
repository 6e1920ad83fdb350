"""How a source is doing after each poll, pure with the moment and chance passed in; all of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from domain.errors import (
    AnalysisError,
    BlockedError,
    BusyError,
    FetchError,
    GoneError,
    LedeError,
    OverLimitError,
    ShapeError,
    UnreadableInputError,
)
from domain.sources import Condition, Health, SourceState, Validators
from storage import Storage

# Where nothing is known of a source it is asked four times an hour.
_USUAL_WAIT = timedelta(minutes=15)
_SHORTEST_WAIT = timedelta(minutes=5)
_LONGEST_WAIT = timedelta(hours=6)
# The first wait after a failure, doubled with each, up to half a day: about a week for twenty.
_BACK_OFF = timedelta(minutes=5)
_BACK_OFF_AT_MOST = timedelta(hours=12)
# Each wait is stretched by up to a fifth, so that sources of one host do not march in step.
_JITTER = 0.2
# People are told of a condition that has lasted so long, once; what passes by itself is no news.
_LASTS = timedelta(hours=24)
# A site that keeps Lede out, is gone or rebuilt does not mend itself: told at the second time.
_LASTING = frozenset({Condition.BLOCKED, Condition.GONE, Condition.SHAPE_CHANGED})
# Fewer gaps than these say nothing about what is usual.
_GAPS = 4
# Quiet is longer than three usual gaps, and than a long weekend: agencies rest on those.
_QUIET_GAPS = 3
_WEEKEND = timedelta(days=4)

# How long an item that has failed is named with its source.
REMEMBERED = timedelta(days=14)

_GOOD = frozenset({Condition.NEW, Condition.OK, Condition.QUIET})


@dataclass(frozen=True, slots=True)
class Notice:
    """What people are told of a source: that it broke for good, or that it is back."""

    is_broken: bool
    text: str


async def health_of_sources(
    storage: Storage, now: datetime
) -> list[tuple[SourceState, tuple[str, ...]]]:
    """Every source, the worst first, with the reasons of its items that could not be read."""
    unread = await storage.items.unread(now - REMEMBERED)
    reasons = {
        source: tuple(item.reason for item in items if item.reason)
        for source, items in unread.items()
    }
    states = await storage.sources.list()
    known = [(state, reasons.get(state.source.name, ())) for state in states]
    return sorted(known, key=lambda one: (-one[0].health.failures, -len(one[1])))


def after_success(
    health: Health,
    *,
    now: datetime,
    chance: float,
    listed: int | None,
    new_items: int = 0,
    gap: timedelta | None = None,
    validators: Validators | None = None,
    cadence: timedelta | None = None,
    unread: int = 0,
    is_unfinished: bool = False,
) -> Health:
    """The health after an answer. `listed` is None where the server said nothing was modified.

    `chance` lies between 0 and 1 and spreads the waits. `gap` is the time between releases as
    learned now, `cadence` as its maker expects it. `unread` are items that wait or have failed;
    `is_unfinished` says that the poll had no time for all, and the next is to come soon.
    """
    if listed == 0 and health.listed:
        return after_failure(
            health,
            ShapeError(
                f"It listed {health.listed} items before and lists none now. Look whether the site "
                "was rebuilt."
            ),
            now=now,
            chance=chance,
        )
    usual = gap or health.usual_gap or cadence
    last = now if new_items or health.last_item_at is None else health.last_item_at
    quiet_for = now - last
    is_quiet = usual is not None and quiet_for > max(usual * _QUIET_GAPS, usual + _WEEKEND)
    condition = Condition.QUIET if is_quiet else Condition.OK
    reason = _unread(unread) if unread else None
    if is_quiet and usual is not None:
        reason = (
            f"Nothing new for {_days(quiet_for)}; it usually takes {_days(usual)}. It answers, so "
            "look on its page whether it publishes elsewhere now."
        )
    return replace(
        health,
        condition=condition,
        reason=reason,
        since=health.since if health.condition is condition else now,
        polled_at=now,
        succeeded_at=now,
        next_poll_at=now + _spread(_SHORTEST_WAIT if is_unfinished else _wait(usual), chance),
        last_item_at=last,
        usual_gap=gap or health.usual_gap,
        failures=0,
        listed=health.listed if listed is None else listed,
        validators=validators or health.validators,
    )


def after_failure(health: Health, error: LedeError, *, now: datetime, chance: float) -> Health:
    """The health after an answer that was none; what was known of the source is kept."""
    condition = _condition(error)
    failures = health.failures + 1
    wait = min(_BACK_OFF * 2 ** min(failures - 1, 16), _BACK_OFF_AT_MOST)
    wait = _spread(wait, chance)
    if isinstance(error, BusyError):
        wait = max(wait, timedelta(seconds=error.seconds))
    return replace(
        health,
        condition=condition,
        reason=str(error),
        since=health.since if health.condition is condition else now,
        polled_at=now,
        next_poll_at=now + wait,
        failures=failures,
        # What a broken answer was valid for must not hide the next sound one.
        validators=Validators(),
    )


def notice_of(name: str, health: Health, *, now: datetime) -> tuple[Health, Notice | None]:
    """Whether people are to be told now, and the health that remembers that they were.

    One notice when a source breaks for good, one when it is back.
    """
    if health.condition in _GOOD:
        if health.notified_at is None:
            return health, None
        text = f"The source {name} is back: it answers again."
        return replace(health, notified_at=None), Notice(False, text)
    since = health.succeeded_at or health.since or now
    lasts = now - since >= _LASTS or (health.condition in _LASTING and health.failures > 1)
    if health.notified_at is not None or not lasts:
        return health, None
    text = f"The source {name} is broken ({health.condition.value}): {health.reason}"
    return replace(health, notified_at=now), Notice(True, text)


def learn_gap(moments: Sequence[datetime]) -> timedelta | None:
    """The usual time between two releases, None where too few are known."""
    ordered = sorted(moments)
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(ordered)]
    return timedelta(seconds=median(gaps)) if len(gaps) >= _GAPS else None


def _condition(error: LedeError) -> Condition:
    if isinstance(error, BlockedError):
        return Condition.BLOCKED
    if isinstance(error, GoneError):
        return Condition.GONE
    if isinstance(error, (AnalysisError, OverLimitError)):
        # Nothing says that the site was rebuilt.
        return Condition.FAILING
    if isinstance(error, UnreadableInputError) and not isinstance(error, FetchError):
        return Condition.SHAPE_CHANGED
    return Condition.FAILING


def _wait(usual: timedelta | None) -> timedelta:
    """A quarter of the usual gap: news is found early, and a slow agency is asked seldom."""
    if usual is None:
        return _USUAL_WAIT
    return min(max(usual / 4, _SHORTEST_WAIT), _LONGEST_WAIT)


def _spread(wait: timedelta, chance: float) -> timedelta:
    return wait * (1 + _JITTER * chance)


def _unread(number: int) -> str:
    return "One item could not be read." if number == 1 else f"{number} items could not be read."


def _days(duration: timedelta) -> str:
    hours = round(duration.total_seconds() / 3600)
    if hours < 48:
        return f"{hours} hours" if hours != 1 else "an hour"
    return f"{round(hours / 24)} days"
