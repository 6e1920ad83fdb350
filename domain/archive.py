"""What the archive answers with: stored releases, their heads, search hits."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.documents import Document, Published, Span
from domain.facts import Analysis


class Outcome(StrEnum):
    """What saving a document came to."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Saved:
    """The outcome of saving one document, and the number it is stored under."""

    release_id: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class ReleaseHead:
    """What a list shows of a stored release. `release_id` is stable and short."""

    release_id: int
    title: str
    agency: str | None
    published_at: Published | None
    first_seen_at: datetime
    url: str | None
    is_sample: bool


@dataclass(frozen=True, slots=True)
class StoredRelease:
    """A release with its text and its analysis, as kept."""

    head: ReleaseHead
    document: Document
    analysis: Analysis


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A release that matches, and the passage that does; all spans are receipts into its text.

    `passage` is None where only the title matches; `matches` lie within `passage`.
    """

    head: ReleaseHead
    passage: Span | None
    matches: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of hits; `has_more` says whether another follows."""

    hits: tuple[SearchHit, ...]
    has_more: bool
