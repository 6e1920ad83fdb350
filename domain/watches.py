"""What members want to be told of when it happens: watches, and the alerts they cause."""

from dataclasses import dataclass
from datetime import datetime, time

from domain.archive import StoredRelease
from domain.documents import Span
from domain.facts import Figure
from domain.subscriptions import SubscriptionStatus


@dataclass(frozen=True, slots=True)
class Threshold:
    """A bound a key figure must reach, as typed in `phrase`: "fentanyl seizures over 100 kg".

    `value` is in `unit`, the canonical name of a measured unit, None for a count; the bound itself
    is reached. `words` say what is counted or measured.
    """

    phrase: str
    value: float
    unit: str | None = None
    words: tuple[str, ...] = ()
    is_upper: bool = False


@dataclass(frozen=True, slots=True)
class WatchCriteria:
    """Which releases a watch is about: those that have all of what is given.

    Of `words`, phrases in any grammatical form, one is enough.
    """

    words: tuple[str, ...] = ()
    person: str | None = None
    agency: str | None = None
    operation: str | None = None
    threshold: Threshold | None = None


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
    """What a member chooses of a watch. `channel_id` may be that of direct messages."""

    channel_id: int
    criteria: WatchCriteria
    schedule: AlertSchedule = AlertSchedule()
    language: str = "en"


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
