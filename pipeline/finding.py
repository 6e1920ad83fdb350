"""A release held against what is wanted: words, people, the agency, figures. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from domain.archive import StoredRelease
from domain.documents import Document, Span
from domain.expressions import Expression, Phrase, joined, read_expression
from domain.facts import Figure
from domain.watches import WatchCriteria
from pipeline.patterns import Aliases, Pattern, patterns_of, plain_patterns
from pipeline.people import People
from pipeline.release_filters import is_named
from pipeline.thresholds import Numbers, may_reach, reaching
from pipeline.wording import Wording
from processing.names.issuers import is_issuer
from processing.names.variants import read_name
from processing.words.spelling import fold

# What a file calls an agency for itself: "harbor_office_3".
_CODE = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*")
# A release whose agency is not known says it in its first lines.
_LETTERHEAD = 300


class Held:
    """A release read once for everything it is held against."""

    def __init__(self, release: StoredRelease) -> None:
        self.release = release
        self.issuers: dict[str, bool] = {}

    @cached_property
    def wording(self) -> Wording:
        """The words of its title and its text."""
        text = f"{self.release.head.title}\n{self.release.document.text}"
        return Wording(text, self._acronyms)

    @cached_property
    def letterhead(self) -> Wording:
        """The words of its first lines."""
        return Wording(self.release.document.text[:_LETTERHEAD], self._acronyms)

    @cached_property
    def people(self) -> People:
        """Who is named in it."""
        return People(self.release)

    @cached_property
    def numbers(self) -> Numbers:
        """Its figures."""
        return Numbers(self.release)

    @cached_property
    def _acronyms(self) -> dict[str, str]:
        named = self.release.analysis.organizations
        return {one.acronym: one.name for one in named if one.acronym}


@dataclass(frozen=True, slots=True)
class Found:
    """Why a release is wanted: places of names, the patterns of words that stand in it, figures."""

    spans: tuple[Span, ...] = ()
    patterns: tuple[tuple[Pattern, ...], ...] = ()
    figures: tuple[Figure, ...] = ()


def find(criteria: WatchCriteria, held: Held) -> Found | None:
    """Why the release is what is wanted, None where it is not."""
    spans: list[Span] = []
    patterns: tuple[tuple[Pattern, ...], ...] = ()
    figures: tuple[Figure, ...] = ()
    if criteria.agency is not None and not _is_issued_by(criteria.agency, criteria.aliases, held):
        return None
    if criteria.words:
        worded = _find_words(wanted_words(criteria.words), criteria.aliases, held.wording)
        if worded is None:
            return None
        patterns = worded
    if criteria.person is not None:
        named = _find_people(wanted_names(criteria.person), criteria.shared, held.people)
        if named is None:
            return None
        spans += named
    if criteria.operation is not None:
        operations = held.release.analysis.operations
        places = [o.mentions for o in operations if is_named(criteria.operation, o.name)]
        if not places:
            return None
        spans = [*places[0][:1], *spans]
    if criteria.threshold is not None:
        figures = reaching(criteria.threshold, held.numbers)
        if not figures:
            return None
    return Found(tuple(spans), patterns, figures)


def may_hold(criteria: WatchCriteria, document: Document) -> bool:
    """Whether a text that was not analysed yet may be what is wanted; says yes too often.

    Of whom it is from nothing is known yet.
    """
    text = f"{document.title or ''}\n{document.text}"
    wording = Wording(text)
    if criteria.words and not any(
        all(wording.holds_any(patterns_of(p, criteria.aliases)) for p in one.phrases)
        for one in wanted_words(criteria.words).alternatives
    ):
        return False
    if criteria.person is not None:
        low = fold(text)
        names = [read_name(phrase.text) for phrase in wanted_names(criteria.person).phrases]
        if not any(name is not None and name.last in low for name in names):
            return False
    return criteria.threshold is None or may_reach(criteria.threshold, wording)


def is_issued_by(criteria: WatchCriteria, agency: str) -> bool:
    """Whether an agency of this name is wanted."""
    wanted = wanted_names(criteria.agency or "")

    def is_it(phrase: Phrase) -> bool:
        return any(is_issuer(name, agency) for name in _names(phrase, criteria.aliases))

    return not any(map(is_it, wanted.excluded)) and any(
        all(map(is_it, alternative.phrases)) for alternative in wanted.alternatives
    )


@lru_cache(maxsize=4096)
def wanted_words(typed: tuple[str, ...]) -> Expression:
    """What words are wanted; raises UnreadableInputError."""
    return joined(typed)


@lru_cache(maxsize=4096)
def wanted_names(typed: str) -> Expression:
    """What names are wanted; raises UnreadableInputError. A comma may belong to a name."""
    return read_expression(typed, has_commas=False)


def _find_words(
    wanted: Expression, aliases: Aliases, wording: Wording
) -> tuple[tuple[Pattern, ...], ...] | None:
    """The patterns of the alternatives that hold; what is excluded is not widened."""
    if any(wording.holds_any(plain_patterns(phrase)) for phrase in wanted.excluded):
        return None
    found: dict[tuple[Pattern, ...], None] = {}
    for alternative in wanted.alternatives:
        patterns = [patterns_of(phrase, aliases) for phrase in alternative.phrases]
        if all(map(wording.holds_any, patterns)):
            found |= dict.fromkeys(patterns)
    return tuple(found) or None


def _find_people(wanted: Expression, shared: tuple[str, ...], people: People) -> list[Span] | None:
    """The first place of each person of an alternative that is named."""
    if any(people.places_of(phrase.text, shared) is not None for phrase in wanted.excluded):
        return None
    for alternative in wanted.alternatives:
        places = [people.places_of(phrase.text, shared) for phrase in alternative.phrases]
        if all(place is not None for place in places):
            return [span for place in places for span in (place or ())[:1]]
    return None


def _is_issued_by(typed: str, aliases: Aliases, held: Held) -> bool:
    known = held.issuers.get(typed)
    if known is None:
        wanted = wanted_names(typed)
        held.issuers[typed] = known = not any(
            _is_of(phrase, aliases, held) for phrase in wanted.excluded
        ) and any(
            all(_is_of(phrase, aliases, held) for phrase in alternative.phrases)
            for alternative in wanted.alternatives
        )
    return known


def _is_of(phrase: Phrase, aliases: Aliases, held: Held) -> bool:
    name = held.release.head.agency
    if name is not None and not _CODE.fullmatch(name):
        return any(is_issuer(one, name) for one in _names(phrase, aliases))
    is_telling = len(phrase.text.split()) > 1 or phrase.text.isupper()
    return is_telling and held.letterhead.holds_any(patterns_of(phrase, aliases))


def _names(phrase: Phrase, aliases: Aliases) -> Iterator[str]:
    yield phrase.text
    for group in aliases:
        if phrase.text in group:
            yield from (name for name in group if name != phrase.text)
