"""Who a speaker is: the full name, the role and the organization, as far as the release says."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from processing.names.found import Mention, Names
from processing.quotes.marks import Stretch
from processing.quotes.phrases import Phrase
from processing.quotes.voices import Voice
from processing.quotes.words import Word
from processing.reading import Reading

_MALE = frozenset({"he", "him", "his"})
_FEMALE = frozenset({"she", "her"})
# Characters back that a pronoun may point: about the paragraph before.
_NEAR = 900


@dataclass(frozen=True, slots=True)
class Speaker:
    """The place of the words that name a speaker, and who that is."""

    start: int
    end: int
    name: str | None = None
    role: str | None = None
    organization: str | None = None


class Speakers:
    """Identifies the speakers of one release, in the order of its quotes."""

    def __init__(self, reading: Reading, names: Names, stretches: Sequence[Stretch]) -> None:
        self._reading = reading
        self._names = names
        self._people = _outside(names.mentions, stretches)
        self._starts = [mention.start for mention in self._people]
        self._last: tuple[int, int] | None = None  # the last speaker, and where he was named
        self._known: dict[int, Speaker] = {}

    def identify(self, voice: Voice) -> Speaker:
        """Say who the speaker of an attribution is; one attribution is always the same speaker."""
        phrase = voice.attribution.speaker
        assert phrase is not None
        start = voice.words[phrase.first].start
        if start not in self._known:
            self._known[start] = self._identify(voice.words, phrase)
        return self._known[start]

    def _identify(self, words: Sequence[Word], phrase: Phrase) -> Speaker:
        first, last = words[phrase.first], words[phrase.last]
        start, end = first.start, last.end
        if last.owns and last.end - last.start > 2:
            end -= 2 if self._reading.flat[end - 1] in "sS" else 1
        entity: int | None = None
        if last.mention >= 0 and first.mention == last.mention:
            mention = self._names.mentions[last.mention]
            start, end, entity = mention.start, mention.end, mention.entity
        elif phrase.first == phrase.last:
            entity = self._pointed_to(words, phrase.last)
        if entity is None:
            return Speaker(start, end)
        self._last = (entity, start)
        person = self._names.people[entity]
        return Speaker(start, end, person.name, person.role, person.organization)

    def _pointed_to(self, words: Sequence[Word], place: int) -> int | None:
        """The person a pronoun stands for, where that is plain."""
        word = words[place]
        if word.low in ("who", "whose"):
            return self._just_before(word.start)
        if word.low not in _MALE and word.low not in _FEMALE:
            return None
        nearest = self._nearest(word.start)
        if self._last is not None and word.start - self._last[1] < 2 * _NEAR:
            if nearest is None or nearest.entity == self._last[0]:
                return self._last[0]
            if nearest.start < self._last[1]:
                return self._last[0]
        return None if nearest is None else nearest.entity

    def _just_before(self, place: int) -> int | None:
        """The person named right before "who"."""
        number = bisect_left(self._starts, place) - 1
        if number >= 0 and place - self._people[number].full_end <= len(", "):
            return self._people[number].entity
        return None

    def _nearest(self, place: int) -> Mention | None:
        number = bisect_left(self._starts, place) - 1
        if number >= 0 and place - self._starts[number] < _NEAR:
            return self._people[number]
        return None


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
