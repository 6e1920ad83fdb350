"""Who a speaker is: the full name, the role and the organization, as far as the release says."""

from collections.abc import Sequence
from dataclasses import dataclass

from processing.names.found import Names
from processing.quotes.marks import Stretch
from processing.quotes.voices import Voice
from processing.reading import Reading


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
        self._stretches = stretches

    def identify(self, voice: Voice) -> Speaker:
        """Say who the speaker of an attribution is."""
        phrase = voice.attribution.speaker
        assert phrase is not None
        words = voice.words
        start, end = words[phrase.first].start, words[phrase.last].end
        mention = words[phrase.last].mention
        if mention >= 0 and self._names.mentions[mention].kind == "person":
            person = self._names.people[self._names.mentions[mention].entity]
            return Speaker(start, end, person.name, person.role, person.organization)
        return Speaker(start, end)
