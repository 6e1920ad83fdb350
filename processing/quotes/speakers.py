"""Who a speaker is: the full name, the role and the organization, as far as the release says."""

from collections.abc import Sequence
from dataclasses import dataclass

from processing.names.found import Names
from processing.quotes.marks import Stretch
from processing.quotes.phrases import Phrase
from processing.quotes.pronouns import People
from processing.quotes.roles import stated_role
from processing.quotes.voices import Voice
from processing.quotes.words import Word
from processing.reading import Reading

_MALE = frozenset({"he", "him", "his"})
_FEMALE = frozenset({"she", "her"})
_RELATIVE = frozenset({"who", "whose"})


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
        self._flat = reading.flat
        self._names = names
        self._people = People(reading, names, stretches)
        self._known: dict[int, Speaker] = {}

    def identify(self, voice: Voice) -> Speaker:
        """Say who the speaker of an attribution is; one attribution is always the same speaker."""
        phrase = voice.attribution.speaker
        assert phrase is not None
        start = voice.words[phrase.first].start
        if start not in self._known:
            self._known[start] = self._identify(voice, phrase)
        return self._known[start]

    def _identify(self, voice: Voice, phrase: Phrase) -> Speaker:
        words = voice.words
        first, last = words[phrase.first], words[phrase.last]
        start, end = first.start, last.end
        if last.owns and end - start > len("'s"):
            end -= 2 if self._flat[end - 1] in "sS" else 1
        entity: int | None = None
        if last.mention >= 0 and first.mention == last.mention:
            mention = self._names.mentions[last.mention]
            start, end, entity = mention.start, mention.end, mention.entity
        elif phrase.first == phrase.last:
            entity = self._pointed_to(words, phrase.last)
        if entity is None:
            return Speaker(start, end)
        self._people.spoke(entity, start)
        person = self._names.people[entity]
        role, organization = person.role, person.organization
        stated, of = stated_role(self._flat, words, phrase)
        if stated is not None and _length(stated, of) > _length(role, organization):
            role, organization = stated, of or organization
        return Speaker(start, end, person.name, role, organization)

    def _pointed_to(self, words: Sequence[Word], place: int) -> int | None:
        """The person a pronoun stands for, where that is plain."""
        word = words[place]
        if word.low in _RELATIVE:
            return self._people.just_before(word.start)
        if word.low in _MALE:
            return self._people.meant(word.start, "male")
        if word.low in _FEMALE:
            return self._people.meant(word.start, "female")
        return None


def _length(role: str | None, organization: str | None) -> int:
    """How many words say what a speaker is; the longer description says more."""
    return len(f"{role or ''} {organization or ''}".split())
