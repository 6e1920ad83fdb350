"""Whom a pronoun means: the people of a release as they come up, and who spoke last."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from processing.names.found import Mention, Names
from processing.names.gender import Gender, likely_gender
from processing.quotes.marks import Stretch
from processing.reading import Reading

# Sentences back that a pronoun may point.
_SENTENCES_BACK = 5
# Characters before a name in which a preposition makes it no subject ("for Mayor Lund").
_REACH = 30
_PREPOSITION = re.compile(
    r"\b(?:of|for|to|by|with|from|about|against|in|on|at|than|as)\s+(?:\w+\.?\s+){0,2}$",
    re.IGNORECASE,
)
_REPORTS = re.compile(r"\s+(?:said|says|told|tells|added|wrote|asked|explained|noted|argued)\b")

_REPORTED = ("said ", "says ", "added ", "wrote ", "explained ", "noted ")


class People:
    """The people whom the reporter names, in the order of the text, and who spoke last."""

    def __init__(self, reading: Reading, names: Names, stretches: Sequence[Stretch]) -> None:
        self._reading = reading
        self._names = names
        self._mentions = _outside(names.mentions, stretches)
        self._starts = [mention.start for mention in self._mentions]
        self._sentences = [sentence.start for sentence in reading.sentences]
        self._spoke: tuple[int, int] | None = None
        self._genders: dict[int, Gender | None] = {}

    def spoke(self, entity: int, place: int) -> None:
        """Note who speaks at a place of the text."""
        self._spoke = (entity, place)

    def just_before(self, place: int) -> int | None:
        """The person named right before "who"."""
        number = bisect_left(self._starts, place) - 1
        if number >= 0 and place - self._mentions[number].full_end <= len(", "):
            return self._mentions[number].entity
        return None

    def meant(self, place: int, gender: Gender) -> int | None:
        """The person that "he" or "she" at a place means, None where that is not plain."""
        subject = self._subject_before(place, gender)
        spoke = self._spoke
        if spoke is not None and not self._may_be(spoke[0], gender):
            spoke = None
        if subject is None:
            return spoke[0] if spoke is not None else self._only_one(place, gender)
        if spoke is None or spoke[0] == subject.entity:
            return subject.entity
        return subject.entity if subject.start > spoke[1] else spoke[0]

    def _only_one(self, place: int, gender: Gender) -> int | None:
        """The only person named so far whom the pronoun can mean."""
        before = self._mentions[: bisect_left(self._starts, place)]
        fits = {mention.entity for mention in before if self._may_be(mention.entity, gender)}
        return fits.pop() if len(fits) == 1 else None

    def _subject_before(self, place: int, gender: Gender) -> Mention | None:
        """The nearest sentence's first fitting person that is no object of a preposition."""
        sentence = bisect_right(self._sentences, place) - 1
        upto = bisect_left(self._starts, place)
        for back in range(sentence, max(-1, sentence - _SENTENCES_BACK), -1):
            start = self._sentences[back]
            low = bisect_left(self._starts, start)
            fits = [m for m in self._mentions[low:upto] if self._may_be(m.entity, gender)]
            reporting = [m for m in fits if self._reports(m)]
            subjects = reporting or [m for m in fits if not self._is_object(m)]
            if subjects:
                return subjects[0]
            if fits:
                return fits[0]
            upto = low
        return None

    def _reports(self, mention: Mention) -> bool:
        """Whether a verb of saying stands right beside a name."""
        flat = self._reading.flat
        if _REPORTS.match(flat, mention.end):
            return True
        return flat.endswith(_REPORTED, max(0, mention.full_start - _REACH), mention.full_start)

    def _is_object(self, mention: Mention) -> bool:
        flat = self._reading.flat
        if flat[mention.end : mention.end + 2] in ("'s", "’s"):
            return True
        return _PREPOSITION.search(flat[max(0, mention.start - _REACH) : mention.start]) is not None

    def _may_be(self, entity: int, gender: Gender) -> bool:
        return self._gender(entity) in (None, gender)

    def _gender(self, entity: int) -> Gender | None:
        if entity not in self._genders:
            person = self._names.people[entity]
            self._genders[entity] = likely_gender(person, self._reading)
        return self._genders[entity]


def _outside(mentions: Sequence[Mention], stretches: Sequence[Stretch]) -> list[Mention]:
    """The mentions of people that the reporter makes, not those within quotations."""
    kept: list[Mention] = []
    number = 0
    for mention in mentions:
        while number < len(stretches) and stretches[number].outer_end <= mention.start:
            number += 1
        inside = number < len(stretches) and stretches[number].outer_start <= mention.start
        if mention.kind == "person" and not inside:
            kept.append(mention)
    return kept
