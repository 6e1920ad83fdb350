"""What the archive answers with: stored releases, their heads, search hits, what happened."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.documents import Document, Published, Span
from domain.facts import Analysis


class Outcome(StrEnum):
    """What saving a document came to."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    # Other commas, capitals or a better date: the same statements, brought up to date silently.
    TOUCHED = "touched"
    # Another address of a release that is stored.
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Saved:
    """The outcome of saving one document, and the number it is stored under."""

    release_id: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Changes:
    """What a release says differently from before, in the words of the texts.

    Each pair of lists is what is gone and what is new. `title` is the old one and the new one,
    where they differ in words; `has_other_words` says whether the text does.
    """

    figures_gone: tuple[str, ...] = ()
    figures_new: tuple[str, ...] = ()
    quotes_gone: tuple[str, ...] = ()
    quotes_new: tuple[str, ...] = ()
    names_gone: tuple[str, ...] = ()
    names_new: tuple[str, ...] = ()
    title: tuple[str, str] | None = None
    has_other_words: bool = False

    @property
    def is_material(self) -> bool:
        """Whether a reader of the old text has been told something else than the new one says."""
        lists = (self.figures_gone, self.figures_new, self.quotes_gone, self.quotes_new)
        return self.has_other_words or self.title is not None or any(lists)


class EventKind(StrEnum):
    """What can happen that people want to be told of."""

    NEW = "new"
    CHANGED = "changed"
    SOURCE_BROKEN = "source broken"
    SOURCE_BACK = "source back"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened once: a release came or changed, a source broke or came back.

    `event_id` grows with time. `changes` comes with a changed release, `text` with a source.
    """

    event_id: int
    kind: EventKind
    at: datetime
    release_id: int | None = None
    source: str | None = None
    changes: Changes | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class ReleaseHead:
    """What a list shows of a stored release. `release_id` is stable and short.

    A reading that is not stored has the number 0 and the `token` it is kept under for a day.
    """

    release_id: int
    title: str
    agency: str | None
    published_at: Published | None
    first_seen_at: datetime
    url: str | None
    is_sample: bool
    token: str | None = None


class TermKind(StrEnum):
    """What releases can be found by, besides their words.

    An acronym is kept with its long form, as "FDA=Food and Drug Administration".
    """

    AGENCY = "agency"
    OPERATION = "operation"
    SPEAKER = "speaker"
    MEASURE = "measure"
    ACRONYM = "acronym"


@dataclass(frozen=True, slots=True)
class Term:
    """A name under which releases can be found, and how many there are. `term_id` is stable."""

    term_id: int
    kind: TermKind
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class Filters:
    """Which releases are asked for: those that have every one of these.

    The days are included, both of them, and are days in UTC.
    """

    agency: Term | None = None
    operation: Term | None = None
    speaker: Term | None = None
    measure: Term | None = None
    since: date | None = None
    until: date | None = None

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms among them, the one with fewest releases first."""
        given = (self.agency, self.operation, self.speaker, self.measure)
        return tuple(sorted((t for t in given if t is not None), key=lambda t: t.number))


# Lets everything pass.
NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Version:
    """What a release said before it was changed at `replaced_at`, and what differs since.

    `changes` is None where it was not kept.
    """

    replaced_at: datetime
    changes: Changes | None


@dataclass(frozen=True, slots=True)
class StoredRelease:
    """A release with its text and its analysis, as kept.

    `also_issued` are the others that tell its story, `versions` what it said before, newest first.
    """

    head: ReleaseHead
    document: Document
    analysis: Analysis
    also_issued: tuple[ReleaseHead, ...] = ()
    versions: tuple[Version, ...] = ()


@dataclass(frozen=True, slots=True)
class QuoteHit:
    """A quote that was found: of which release, and which of its quotes, counted from 0."""

    release_id: int
    position: int
    text: str


@dataclass(frozen=True, slots=True)
class TextHit:
    """The text of a release that may hold what was looked for."""

    release_id: int
    text: str


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
    """One page of hits; `has_more` says whether another follows.

    The first `complete` of the hits hold all that was asked for, the others some of it. `mended`
    are words as they were typed, which no release has, and what was looked for in their place.
    """

    hits: tuple[SearchHit, ...]
    has_more: bool
    complete: int = 0
    mended: tuple[tuple[str, str], ...] = ()
