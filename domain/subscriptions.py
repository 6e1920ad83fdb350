"""What a server has asked to be told: subscriptions, their beats, and what is delivered."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

# Monday is 0, as Python counts.
EVERY_DAY = frozenset(range(7))
WORKDAYS = frozenset(range(5))
# Stories of one briefing: more would not be brief, and not fit one message.
SHORTEST, USUAL, LONGEST = 3, 6, 8


@dataclass(frozen=True, slots=True)
class ReleaseFilter:
    """Which releases a subscription is about; what is left empty lets everything pass.

    A release must be of one of the `agencies`, have one of the names or `words`, and none of the
    words of `without`.
    """

    agencies: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


class Leaning(StrEnum):
    """How a server leans towards something."""

    MORE = "more"
    LESS = "less"
    NEVER = "never"


class PreferenceKind(StrEnum):
    """What a server may prefer: an agency, a topic (words or a ready-made beat), a kind of news."""

    AGENCY = "agency"
    TOPIC = "topic"
    NEWS = "news"


@dataclass(frozen=True, slots=True)
class Preference:
    """That a server wants more or less of something, or none of it."""

    kind: PreferenceKind
    name: str
    leaning: Leaning


@dataclass(frozen=True, slots=True)
class Taste:
    """What a server wants more or less of in a briefing, in the order in which it was said."""

    preferences: tuple[Preference, ...] = ()

    def of(self, leaning: Leaning) -> tuple[str, ...]:
        """The names of what a server so leans to."""
        return tuple(p.name for p in self.preferences if p.leaning is leaning)

    def changed(self, *new: Preference) -> "Taste":
        """With new preferences, which take the place of older ones of the same things."""
        named = {(p.kind, p.name.casefold()) for p in new}
        kept = [p for p in self.preferences if (p.kind, p.name.casefold()) not in named]
        return Taste((*kept, *new))

    def without(self, leaning: Leaning) -> "Taste":
        """Without what a server so leans to."""
        return Taste(tuple(p for p in self.preferences if p.leaning is not leaning))


# Leans to nothing.
NO_TASTE = Taste()


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a briefing comes: the local time of an IANA time zone, on these days of the week."""

    at: time
    zone: str
    weekdays: frozenset[int] = EVERY_DAY


class SubscriptionStatus(StrEnum):
    """Whether a subscription or a watch delivers."""

    # Shown as a preview, not saved yet.
    DRAFT = "draft"
    ACTIVE = "active"
    PAUSED = "paused"
    # Discord no longer lets Lede post there. Nothing of it is lost.
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class Choosing:
    """What decides which stories of a day a briefing tells, and which of them first."""

    beat: ReleaseFilter = ReleaseFilter()
    length: int = USUAL
    taste: Taste = NO_TASTE


@dataclass(frozen=True, slots=True)
class BriefingSettings:
    """What is chosen of a subscription."""

    channel_id: int
    schedule: Schedule
    beat: ReleaseFilter = ReleaseFilter()
    language: str = "en"
    role_id: int | None = None
    length: int = USUAL
    # Whether a day without anything new is said to be one.
    speaks_when_empty: bool = False
    taste: Taste = NO_TASTE
    # Whether the channels that follow an announcement channel get it too.
    publishes: bool = False

    @property
    def choosing(self) -> Choosing:
        """What of it decides which stories are told."""
        return Choosing(self.beat, self.length, self.taste)

    def choosing_by(self, choosing: Choosing | None) -> "BriefingSettings":
        """With another choice of stories in place of its own; as it is where None is given."""
        if choosing is None:
            return self
        beat, length, taste = choosing.beat, choosing.length, choosing.taste
        return replace(self, beat=beat, length=length, taste=taste)


@dataclass(frozen=True, slots=True)
class Subscription:
    """A daily briefing, of a server or of one member.

    A server owns its own, and `created_by` is recorded only. Without a `guild_id` it is its maker's
    alone, and goes to their direct messages.
    """

    subscription_id: int
    guild_id: int | None
    created_by: int
    settings: BriefingSettings
    status: SubscriptionStatus
    # The local date the next briefing is for, and the moment it is due.
    next_date: date
    next_due: datetime
    skip_on: date | None = None
    reason: str | None = None
    since: datetime | None = None


class DeliveryState(StrEnum):
    """What became of a message that was to be sent."""

    PLANNED = "planned"
    # Written before the message is sent: whatever breaks then, it is known that it may be there.
    SENDING = "sending"
    SENT = "sent"
    SKIPPED = "skipped"
    FAILED = "failed"
    # It may have been sent or not, and nobody can tell; it is never sent blindly again.
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class BriefingOf:
    """That a message is the briefing of a subscription for a local date: there is one a date."""

    subscription_id: int
    local_date: date


@dataclass(frozen=True, slots=True)
class AlertsOf:
    """That a message tells of what a watch found."""

    watch_id: int


@dataclass(frozen=True, slots=True)
class CorrectionOf:
    """That a message says what an event made different from another message: one for the two."""

    delivery_id: int
    event_id: int


Purpose = BriefingOf | AlertsOf | CorrectionOf


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message, of which there is never a second one; `guild_id` is None in direct messages.

    `channel_id` is where it is to go, and once it was sent, where it stands: of a forum,
    the thread.
    """

    delivery_id: int
    purpose: Purpose
    guild_id: int | None
    channel_id: int
    due_at: datetime
    state: DeliveryState
    attempts: int = 0
    claimed_at: datetime | None = None
    message_id: int | None = None
    reason: str | None = None
    # The releases its message tells of; of a briefing the last event it knew of, and by what its
    # stories were chosen when it was sent, None of one from before that was kept.
    release_ids: tuple[int, ...] = ()
    known_event: int | None = None
    choosing: Choosing | None = None
    # The process that sends it, where there are several.
    owner: str | None = None

    @property
    def nonce(self) -> str:
        """The same for every try, so that Discord makes one message of several.

        At most 25 characters. The moment is part of it because numbers begin anew with a new file.
        """
        return f"{self.delivery_id}-{int(self.due_at.timestamp())}"[:25]
