"""Practice: what somebody wrote of a release themselves, held against it."""

from dataclasses import dataclass

from domain.archive import StoredRelease
from domain.documents import Span
from domain.facts import Figure, Quote


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was written of a release: a lead, figures and quotes, one each."""

    lead: str
    figures: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeadTried:
    """A lead held against the release.

    `numbers` and `names` are those of it that stand nowhere in the release; `has_figure` is None
    where the release has no key figure to be named.
    """

    written: str
    length: int
    numbers: tuple[str, ...]
    names: tuple[str, ...]
    has_agency: bool | None
    has_figure: bool | None


@dataclass(frozen=True, slots=True)
class FigureTried:
    """A figure as it was written, and those of the release that it is.

    Where it is none of them, `instead` are the release's own figures of the same number or thing,
    and `place` is where its number stands in the text all the same. One that is not `understood`
    has no number that could be held against anything.
    """

    written: str
    understood: bool
    figures: tuple[Figure, ...] = ()
    instead: tuple[Figure, ...] = ()
    place: Span | None = None


@dataclass(frozen=True, slots=True)
class QuoteTried:
    """A quote as it was written, and the verdict of the quote check within this release alone.

    `compared` are words of it with what became of each; `stated` is who speaks in the release where
    that is somebody else than who was `claimed`.
    """

    written: str
    verdict: str
    quote: Quote | None = None
    span: Span | None = None
    compared: tuple[tuple[str, str], ...] = ()
    claimed: str | None = None
    stated: str | None = None


@dataclass(frozen=True, slots=True)
class Practice:
    """An attempt held against its release, with the key figures and quotes that it lacks."""

    release: StoredRelease
    lead: LeadTried
    figures: tuple[FigureTried, ...]
    quotes: tuple[QuoteTried, ...]
    missed_figures: tuple[Figure, ...]
    missed_quotes: tuple[Quote, ...]
