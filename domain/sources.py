"""Where releases come from: a source, what it lists, how it is doing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from domain.archive import Outcome
from domain.documents import Published
from domain.kinds import Kind as Kind


@dataclass(frozen=True, slots=True)
class Source:
    """A place that is asked for releases again and again.

    `cadence` is the usual time between two releases, None where nobody knows. `options` are the
    selectors of a listing. `is_verified` says whether a live check has ever seen releases there.
    """

    name: str
    kind: Kind
    address: str
    agency: str | None = None
    cadence: timedelta | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    is_verified: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """What a source lists of one release: at least an address or a text.

    `identity` is the source's own name for it (a guid), which may change and repeat. `text` is the
    release as listed, None where the source gives no text; `is_whole` says whether it is the whole
    of it, or a teaser whose release stands at `url`.
    """

    identity: str | None = None
    url: str | None = None
    title: str | None = None
    published_at: Published | None = None
    text: str | None = None
    is_whole: bool = False
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One answer of a source: its items, newest first where it says so, and what was odd in it.

    `problems` are sentences about single items that could not be read.
    """

    items: tuple[Item, ...]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server asks to be sent back, so that it can answer "not modified"."""

    etag: str | None = None
    last_modified: str | None = None
    # Of what came, by Lede itself: most servers give neither of the above.
    body_mark: str | None = None


class Condition(StrEnum):
    """How a source is doing."""

    NEW = "new"
    OK = "ok"
    FAILING = "failing"
    BLOCKED = "blocked by site"
    GONE = "gone"
    SHAPE_CHANGED = "shape changed"
    QUIET = "quieter than usual"


@dataclass(frozen=True, slots=True)
class Health:
    """The condition of a source, why, since when, and what the next poll needs to know.

    `failures` counts polls in a row that failed; `notified_at` is when people were told of a
    condition that lasts, None where they were not. `last_item_at` is when something new was last
    listed. `usual_gap` is the learned time between two releases.
    """

    condition: Condition = Condition.NEW
    reason: str | None = None
    since: datetime | None = None
    polled_at: datetime | None = None
    succeeded_at: datetime | None = None
    next_poll_at: datetime | None = None
    last_item_at: datetime | None = None
    usual_gap: timedelta | None = None
    failures: int = 0
    listed: int = 0
    notified_at: datetime | None = None
    validators: Validators = Validators()


# Stands among the ids of servers for whoever hosts Lede; no id of Discord's is 0.
HOST = 0


@dataclass(frozen=True, slots=True)
class SourceState:
    """A stored source with its health; `baseline_at` is when its first poll was kept in full.

    `moved_at` is since when it has another address, at which no poll was kept in full yet.
    `is_limited` says that its releases are told to those who have it alone.
    """

    source: Source
    health: Health
    added_at: datetime
    added_by: int | None = None
    baseline_at: datetime | None = None
    moved_at: datetime | None = None
    is_limited: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer of a server: the body unpacked, where redirects led, what it is said to be.

    `body` is None where the server says that nothing was modified.
    """

    url: str
    status: int
    body: bytes | None
    content_type: str | None = None
    charset: str | None = None
    validators: Validators = Validators()


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a source listed when it was looked at; the newest is the first that it lists."""

    source: Source
    listed: int
    whole: int
    newest_title: str | None = None
    newest_at: Published | None = None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PollReport:
    """What a poll came to. `announced` counts what people are told of, oldest first.

    `waiting` are items that could not be read (yet), `left` those that the next poll begins with,
    `embargoed` those whose text may not be published yet, `problems` sentences about single items.
    Of a source that moved, what came out before `told_since` is not told anew.
    """

    source: str
    health: str
    reason: str | None = None
    listed: int | None = None
    is_baseline: bool = False
    outcomes: dict[Outcome, int] = field(default_factory=dict)
    announced: int = 0
    passed: int = 0
    waiting: int = 0
    left: int = 0
    embargoed: int = 0
    problems: tuple[str, ...] = ()
    told_since: datetime | None = None
