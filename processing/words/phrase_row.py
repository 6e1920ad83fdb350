"""The noun phrases of a sentence in their row: which one stands where, and what it belongs to."""

from collections.abc import Sequence

from processing.words import tags as t
from processing.words.noun_phrase import NONE, NounPhrase
from processing.words.tags import PartOfSpeech


class PhraseRow:
    """Answers where noun phrases stand among the tokens; all answers are numbers, -1 for none."""

    def __init__(
        self, lows: Sequence[str], pos: Sequence[PartOfSpeech], phrases: Sequence[NounPhrase]
    ) -> None:
        self.lows = lows
        self._pos = pos
        self.phrases = phrases
        self._by_first = {phrase.first: number for number, phrase in enumerate(phrases)}
        self._by_end = {phrase.full_end: number for number, phrase in enumerate(phrases)}

        self._depending: dict[int, list[int]] = {}
        for number, phrase in enumerate(phrases):
            if phrase.describes >= 0:
                self._depending.setdefault(phrase.describes, []).append(number)
            if phrase.joined_to >= 0:
                self._depending.setdefault(phrase.joined_to, []).append(number)

    def depending_on(self, number: int) -> Sequence[int]:
        """The phrases that are appositions to one or follow it in a list."""
        return self._depending.get(number, ())

    def at(self, place: int) -> int:
        """The phrase that begins at `place` or behind the adverbs there."""
        at = place
        while at < len(self._pos) and self._pos[at] in (t.ADVERB, t.PARTICLE):
            at += 1
        number = self._by_first.get(at, NONE)
        while number >= 0 and self.is_owner(number):
            number += 1
        return number

    def head_of(self, number: int) -> int:
        """The token that is the head of a phrase, -1 for no phrase."""
        return self.phrases[number].head if number >= 0 else NONE

    def is_owner(self, number: int) -> bool:
        """Whether a phrase owns the next one: "the port's | director"."""
        following = number + 1
        return following < len(self.phrases) and self.phrases[following].possessor == number

    def before(self, place: int) -> int:
        """The phrase that ends right before a place, -1 for none."""
        number = self._by_end.get(place, NONE)
        if number >= 0:
            return number if not self.is_owner(number) else NONE
        return NONE

    def start_of(self, phrase: int) -> int:
        """The first token of a phrase with its possessors."""
        while phrase > 0 and self.phrases[phrase].possessor == phrase - 1:
            phrase -= 1
        return self.phrases[phrase].first

    def tied_to(self, number: int) -> int:
        """The phrase before that takes this one in by "of"."""
        phrase = self.phrases[number]
        for at in range(number - 1, -1, -1):
            if self.phrases[at].full_end >= phrase.end:
                return at
        return NONE

    def whole_of(self, number: int) -> int:
        """The whole that an "of" phrase belongs to: "kilograms of cocaine | seized"."""
        if self.phrases[number].adposition < 0:
            return NONE
        if self.lows[self.phrases[number].adposition] != "of":
            return NONE
        return self.tied_to(number)
