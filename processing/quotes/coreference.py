"""Whom a pronoun means: the one that the sentences before are about, or who spoke last."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from processing.names.found import Names
from processing.names.gender import Gender, likely_gender
from processing.parsed_text import ParsedText
from processing.quotes.marks import QuotedSpan
from processing.quotes.mention_candidates import MentionCandidate, MentionCandidates, gender_of_noun
from processing.quotes.offices import holder_of, holds
from processing.words.layer import WordLayer

# Sentences back that a pronoun may point: to a name, or to a pronoun that points further.
_SENTENCES_BACK = 5


# Between two who act together, the title of the second taken in.
_AND = re.compile(r"\s+and\s+(?:[A-Z][\w.-]*\s+){0,4}")


# What a clause within a sentence opens with, right before its subject.
_OPENS_CLAUSE = re.compile(r"\b(?:when|where|as|because|after|before|while|since|which)\s+\Z")
_LONGEST_OPENER = 12

_OFFICE_AS_NAME = re.compile(r"(?P<office>[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)+)\Z")
_LONGEST_OFFICE = 60  # characters
_CAPITALS = re.compile(r"(?:[A-Z][\w'’-]* )*[A-Z][\w'’-]*")


class Coreference:
    """The people of a release as the text comes to them, and who spoke last."""

    def __init__(
        self,
        reading: ParsedText,
        names: Names,
        quoted_spans: Sequence[QuotedSpan],
        layer: WordLayer,
    ) -> None:
        self._reading = reading
        self._names = names
        self._candidates = MentionCandidates(reading, names.mentions, quoted_spans, layer)
        self._sentences = [sentence.start for sentence in reading.sentences]
        # The sentences that the reporter begins: a long speech between takes nobody far away.
        spans = iter(quoted_spans)
        self._told: list[int] = []
        span = next(spans, None)
        for start in self._sentences:
            while span is not None and span.outer_end <= start:
                span = next(spans, None)
            if span is None or start <= span.outer_start:
                self._told.append(start)
        self._spoke: tuple[int | None, int] | None = None
        self._genders: dict[int, Gender | None] = {}

    def spoke(self, entity: int | None, place: int) -> None:
        """Note who speaks at a place of the text, None for someone without a known name."""
        self._spoke = (entity, place)

    def just_before(self, place: int) -> int | None:
        """The person named right before "who"."""
        return self._candidates.just_before(place)

    def alone_before(self, place: int) -> int | None:
        """The only one in the sentence before a place, where nobody else stands there."""
        here = self._sentence_at(place)
        for sentence in range(here, max(-1, here - 2), -1):
            candidates = [
                candidate for candidate in self._candidates.of(sentence) if candidate.start < place
            ]
            if candidates:
                return _entity(candidates[0]) if len(candidates) == 1 else None
        return None

    def meant(self, place: int, gender: Gender) -> int | None:
        """The person that "he" or "she" at a place means, None where that is not plain."""
        subject = self._subject_before(place, gender)
        spoke = self._spoke
        if spoke is not None and spoke[0] is not None and not self._may_be(spoke[0], gender):
            spoke = None
        if spoke is None:
            return self._only_one(place, gender) if subject is None else _entity(subject)
        if (
            subject is not None
            and subject.start > spoke[1]
            and not self._is_named(spoke[1], subject)
        ):
            return _entity(subject)
        told = bisect_right(self._told, place) - bisect_right(self._told, spoke[1])
        is_far = told > _SENTENCES_BACK
        return None if subject is None and is_far else spoke[0]

    def _is_named(self, place: int, subject: MentionCandidate) -> bool:
        """Whether a stranger is the end of the words that name who spoke: "Raksha | Mantri"."""
        named = self._reading.flat[place : subject.end]
        return subject.kind == "stranger" and _CAPITALS.fullmatch(named) is not None

    def _only_one(self, place: int, gender: Gender) -> int | None:
        """The only person named so far whom the pronoun can mean."""
        only = None
        for entity, first in self._candidates.first_named.items():
            if first >= place:
                break
            if self._may_be(entity, gender):
                if only is not None:
                    return None
                only = entity
        return only

    def _subject_before(self, place: int, gender: Gender) -> MentionCandidate | None:
        """Whom the nearest sentence is about that is about someone fitting.

        Where that is a pronoun, the one it goes back to.
        """
        here = sentence = self._sentence_at(place)
        last = here - _SENTENCES_BACK
        while sentence >= 0 and sentence > last:
            candidates = [
                candidate
                for candidate in self._candidates.of(sentence)
                if candidate.start < place and self._fits(candidate, gender)
            ]
            main = _main(candidates)
            if main is None and sentence == here and self._is_subordinate(place):
                main = self._within(here, place, candidates)
            if main is not None and main.kind == "pronoun":
                last = sentence - _SENTENCES_BACK
            elif main is not None and (
                self._is_joint(main, candidates) or _acts_on(main, candidates)
            ):
                return replace(main, entity=-1)
            elif main is not None:
                return main if main.kind == "person" else self._holder(main, gender)
            elif sentence < here and len(candidates) == 1 and candidates[0].kind == "person":
                return candidates[0]  # no subject, but nobody else either
            sentence -= 1
        return None

    def _is_subordinate(self, place: int) -> bool:
        """Whether a pronoun is the subject of a clause within a sentence: "…, when | he told"."""
        before = self._reading.flat[max(0, place - _LONGEST_OPENER) : place]
        return _OPENS_CLAUSE.search(before) is not None

    def _within(
        self, sentence: int, place: int, candidates: Sequence[MentionCandidate]
    ) -> MentionCandidate | None:
        """The one whom a sentence without a subject of its own brings up, before its clause.

        "It is far from the captain's promise, when | he told": nobody of an earlier sentence.
        """
        candidates = [*candidates, *self._candidates.owners(sentence, place)]
        found = candidates[-1] if candidates else None
        is_one = found is not None and len({one.entity for one in candidates}) == 1
        return found if is_one or found is None else replace(found, entity=-1, kind="stranger")

    def _is_one_of_two(
        self, main: MentionCandidate, candidates: Sequence[MentionCandidate]
    ) -> bool:
        """Whether two fit: they act together, or one acts on the other."""
        return self._is_joint(main, candidates) or _acts_on(main, candidates)

    def _is_joint(self, main: MentionCandidate, candidates: Sequence[MentionCandidate]) -> bool:
        """Whether two act together whom the pronoun may mean: "Lund and Harbor Master Ortiz"."""
        return any(
            other.kind == "person" and _AND.fullmatch(self._reading.flat, main.end, other.start)
            for other in candidates
        )

    def _holder(self, stranger: MentionCandidate, gender: Gender) -> MentionCandidate:
        """The only person who is "the chief"; else the stranger stays one."""
        article, *office = self._reading.flat[stranger.start : stranger.end].casefold().split()
        if article != "the":  # an office that is used as a name: "Raksha | Mantri"
            named = _OFFICE_AS_NAME.search(
                self._reading.flat, max(0, stranger.start - _LONGEST_OFFICE), stranger.end
            )
            office = named.group("office").casefold().split() if named is not None else []
        holder = self.in_office(" ".join(office)) if office else None
        if holder is None or not self._may_be(holder, gender):
            return stranger
        is_named = self._candidates.first_named.get(holder, stranger.start) < stranger.start
        return replace(stranger, entity=holder) if is_named else stranger

    def in_office(self, office: str) -> int | None:
        """The only person who holds an office, named by its words in small letters.

        Its words before another's name make it two; where nobody's fullest role is that, the only
        one whose name it stands before holds it: "Senator".
        """
        holder = holder_of(office, self._names.people)
        titled = {
            mention.entity
            for mention in self._names.mentions
            if mention.kind == "person"
            and self._reading.low[mention.full_start : mention.start].strip() == office
        }
        if holder is not None:
            return holder if titled <= {holder} else None
        is_held = any(holds(person.role or "", office) for person in self._names.people)
        return titled.pop() if len(titled) == 1 and not is_held else None

    def _fits(self, candidate: MentionCandidate, gender: Gender) -> bool:
        if candidate.kind == "person":
            return self._may_be(candidate.entity, gender)
        if candidate.kind == "stranger":
            told = gender_of_noun(self._reading.flat[candidate.start : candidate.end].split()[-1])
            return told in (None, gender)
        return (self._reading.flat[candidate.start] in "hH") == (gender == "male")

    def _may_be(self, entity: int, gender: Gender) -> bool:
        return self._gender(entity) in (None, gender)

    def _gender(self, entity: int) -> Gender | None:
        if entity not in self._genders:
            person = self._names.people[entity]
            self._genders[entity] = likely_gender(person, self._reading)
        return self._genders[entity]

    def _sentence_at(self, place: int) -> int:
        return bisect_right(self._sentences, place) - 1


def _acts_on(main: MentionCandidate, candidates: Sequence[MentionCandidate]) -> bool:
    """Whether somebody else fits as well, on whom the one a sentence is about acts.

    "Hale sued Ruiz", "Finch asked Maas": either may speak in the next sentence. But who tells
    somebody something goes on telling.
    """
    return main.kind == "person" and any(
        other.kind == "person"
        and other.entity != main.entity
        and other.acted_on is not None
        and other.acted_by[0] <= main.start < other.acted_by[1]
        and (not main.reports or other.acted_on in _ASKS)
        for other in candidates
    )


_ASKS = frozenset({"ask", "question", "press", "interview", "challenge"})


def _main(candidates: Sequence[MentionCandidate]) -> MentionCandidate | None:
    """Whom a sentence is about: the first who reports, else the first that is no object.

    A pronoun that reports is the one only where nobody stands before it whom it may mean. One in
    an adverbial clause is not the one where somebody stands in the main clause.
    """
    main = [
        candidate
        for candidate in candidates
        if not candidate.is_subordinate and not candidate.is_object
    ]
    if main and main[0].kind != "pronoun":
        candidates = [one for one in candidates if not one.is_subordinate]
    subject = next((candidate for candidate in candidates if not candidate.is_object), None)
    for candidate in candidates:
        if candidate.reports and (candidate.kind != "pronoun" or candidate is subject):
            return candidate
    return subject


def _entity(candidate: MentionCandidate) -> int | None:
    return candidate.entity if candidate.entity >= 0 else None
