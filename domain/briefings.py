"""The daily briefing as a value: what it says, before it is laid out."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from domain.archive import Changes, ReleaseHead, StoredRelease
from domain.facts import Figure, Quote, Sentence
from domain.news import Worth

# A briefing of so long is of a week: it is told with more room.
_WEEK = timedelta(days=6)
# A reason of so many points is the news itself: a story is told in the sentence it rests on.
_NEWS_ITSELF = 1.0


@dataclass(frozen=True, slots=True)
class Story:
    """One story of the day: the release that tells it best, who else issued it, its worth.

    `figure` is what is shown of its figures, if any; `sentence` what tells it where no sentence of
    its summary does.
    """

    release: StoredRelease
    others: tuple[ReleaseHead, ...] = ()
    worth: Worth = field(default_factory=Worth)
    figure: Figure | None = None
    sentence: Sentence | None = None

    @property
    def told(self) -> tuple[Sentence, ...]:
        """The sentence that tells it: the one with its news, else the first of the summary."""
        if self.sentence is not None:
            return (self.sentence,)
        summary = self.release.analysis.summary
        best = next((reason for reason in self.worth.reasons if reason.points > 0), None)
        if best is not None and best.span is not None and best.points >= _NEWS_ITSELF:
            at = best.span.start
            summary = tuple(s for s in summary if s.span.start <= at < s.span.end) or summary
        return summary[:1]


@dataclass(frozen=True, slots=True)
class Correction:
    """A release an agency changed, and what it says differently."""

    release: StoredRelease
    at: datetime
    changes: Changes


@dataclass(frozen=True, slots=True)
class Trouble:
    """A source that does not answer as it should."""

    name: str
    condition: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many sources were looked at, and which of them are in trouble."""

    sources: int = 0
    troubles: tuple[Trouble, ...] = ()


@dataclass(frozen=True, slots=True)
class Briefing:
    """What came from `since` (not included) until `until`, the most important story first.

    `passed` are the stories left out, in order; `is_quiet` says that none stands out. `trend` is
    what the agency of the number of the day said of the same measure, the oldest first, that number
    last; empty where that is too little to draw. `known_event` is the last event that was looked
    at. `is_late` says that it comes later than it was due.
    """

    day: date
    since: datetime
    until: datetime
    stories: tuple[Story, ...] = ()
    passed: tuple[Story, ...] = ()
    number: tuple[StoredRelease, Figure] | None = None
    trend: tuple[tuple[StoredRelease, Figure, float], ...] = ()
    quote: tuple[StoredRelease, Quote] | None = None
    corrections: tuple[Correction, ...] = ()
    coverage: Coverage = Coverage()
    known_event: int | None = None
    is_late: bool = False
    is_quiet: bool = False

    @property
    def merged(self) -> int:
        """How many releases tell a story that is told, or left out, from another one."""
        return sum(len(story.others) for story in (*self.stories, *self.passed))

    @property
    def is_weekly(self) -> bool:
        """Whether it looks back on a week."""
        return self.until - self.since >= _WEEK

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing new."""
        return not self.stories and not self.corrections
