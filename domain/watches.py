"""What members want to be told of when it happens: watches, and the alerts they cause."""

from dataclasses import dataclass
from datetime import datetime, time

from domain.archive import StoredRelease
from domain.documents import Span
from domain.facts import Figure
from domain.subscriptions import SubscriptionStatus


@dataclass(frozen=True, slots=True)
class Threshold:
    """A bound a figure must reach, as typed in `phrase`: "fentanyl seizures over 100 kg".

    The figure lies from `low` to `high`, either of which may be missing; the ends themselves do not
    count where the bound `is_open`. They are in `unit`, the canonical name of a measured unit; None
    is a count, or with `is_money` money of any currency. `words` say what is counted or measured;
    with a `direction`, "up" or "down", the figure is by how much it rose or fell.
    """

    phrase: str
    low: float | None = None
    high: float | None = None
    is_open: bool = False
    unit: str | None = None
    is_money: bool = False
    words: tuple[str, ...] = ()
    direction: str | None = None


@dataclass(frozen=True, slots=True)
class WatchCriteria:
    """Which releases a watch is about: those that have all of what is given.

    `words`, `person` and `agency` are expressions as they were typed (`domain.expressions`); of
    several `words` one is enough. What the archive's records say when the watch is saved goes with
    them: `aliases` are groups of names of one thing, `shared` the last names of several people.
    """

    words: tuple[str, ...] = ()
    person: str | None = None
    agency: str | None = None
    operation: str | None = None
    threshold: Threshold | None = None
    aliases: tuple[tuple[str, ...], ...] = ()
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Hours without alerts, in local time; they may go over midnight."""

    first: time
    last: time


@dataclass(frozen=True, slots=True)
class AlertSchedule:
    """When alerts come: at once, or bundled at a local time of each day; never in `quiet` hours."""

    bundled_at: time | None = None
    quiet: QuietHours | None = None
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class WatchSettings:
    """What a member chooses of a watch. `channel_id` may be that of direct messages.

    `role_id` is the one role that its alerts mention.
    """

    channel_id: int
    criteria: WatchCriteria
    schedule: AlertSchedule = AlertSchedule()
    language: str = "en"
    role_id: int | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """A watch of a member; of a server's channel where `guild_id` says which, else of their own."""

    watch_id: int
    guild_id: int | None
    created_by: int
    settings: WatchSettings
    status: SubscriptionStatus
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """That a watch is to tell of a release: there is never a second one of the two."""

    watch_id: int
    release_id: int
    found_at: datetime


@dataclass(frozen=True, slots=True)
class Hit:
    """Why a release is what a watch wants: the places that say so, the figures that reach it."""

    release: StoredRelease
    spans: tuple[Span, ...] = ()
    figures: tuple[Figure, ...] = ()
