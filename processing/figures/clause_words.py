"""The words of a sentence by the part they play beside its numbers.

The layer of words has cut and tagged them; here each word of a number is one with it, and a noun
with what may stand before it in its phrase is one kind.
"""

from collections.abc import Sequence
from enum import Enum, auto
from typing import NamedTuple

from processing.words.sentences import ParsedSentence
from processing.words.tags import VERBAL, PartOfSpeech, VerbForm

_P = PartOfSpeech


class Part(Enum):
    """What part a word plays around a number."""

    NOUN = auto()
    NUMBER = auto()
    DETERMINER = auto()
    PREPOSITION = auto()
    CONJUNCTION = auto()
    RELATIVE = auto()
    PRONOUN = auto()
    VERB = auto()
    NONFINITE = auto()
    ADVERB = auto()
    MARK = auto()

    __hash__ = object.__hash__


class Word(NamedTuple):
    """A word or mark of the sentence with its place in the text."""

    start: int
    end: int
    low: str
    part: Part
    is_capital: bool = False


_PARTS = {
    _P.NUMERAL: Part.NOUN, _P.SYMBOL: Part.NOUN, _P.DETERMINER: Part.DETERMINER,
    _P.ADPOSITION: Part.PREPOSITION, _P.COORDINATOR: Part.CONJUNCTION,
    _P.SUBORDINATOR: Part.CONJUNCTION, _P.PRONOUN: Part.PRONOUN, _P.ADVERB: Part.ADVERB,
    _P.PARTICLE: Part.ADVERB, _P.PUNCTUATION: Part.MARK, _P.QUOTATION: Part.MARK,
    _P.ADJECTIVE: Part.NOUN, _P.NOUN: Part.NOUN, _P.PROPER_NOUN: Part.NOUN,
}  # fmt: skip
_RELATIVES = frozenset({"which", "that", "who", "whom", "whose", "where"})
_NONFINITE = frozenset({VerbForm.BASE, VerbForm.PRESENT_PARTICIPLE})
_OWNERS = frozenset({"'s", "’s", "'", "’"})
# A sentence is looked at so far back from a number: the clause before the last one.
_MOST_WORDS = 48


class ClauseWords:
    """The words of a parsed sentence; `numbers` are the (start, end) of its quantities in order."""

    def __init__(
        self, text: str, parsed: ParsedSentence, numbers: Sequence[tuple[int, int]]
    ) -> None:
        self._words = list(_words(text, parsed, numbers))

    def before(self, place: int) -> list[Word]:
        """The words that begin before `place`, of many the last ones."""
        words = self._words
        low, high = 0, len(words)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if words[middle].start < place else (low, middle)
        return words[max(0, low - _MOST_WORDS) : low]


def _words(text: str, parsed: ParsedSentence, numbers: Sequence[tuple[int, int]]) -> list[Word]:
    found: list[Word] = []
    at = 0
    for token in parsed.tokens:
        while at < len(numbers) and numbers[at][1] <= token.start:
            at += 1
        is_capital = text[token.start : token.start + 1].isupper()
        if at < len(numbers) and numbers[at][0] < token.end:
            found.append(Word(token.start, token.end, token.lower, Part.NUMBER, is_capital))
            continue
        pos, low = token.part_of_speech, token.lower
        if low in _OWNERS and found and found[-1].part is Part.NOUN:
            # The owner and its mark are one word: "the port's budget".
            found[-1] = found[-1]._replace(end=token.end, low=found[-1].low + low)
            continue
        if pos in VERBAL:
            is_free = token.form in _NONFINITE and not (found and found[-1].part is Part.VERB)
            part = Part.NONFINITE if is_free else Part.VERB
        elif low in _RELATIVES and pos is not _P.DETERMINER:
            part = Part.RELATIVE
        else:
            part = _PARTS[pos]
            if low == ":" and found and found[-1].part is Part.VERB:
                # "Total cost:" is a label, whatever its last word may be elsewhere.
                found[-1] = found[-1]._replace(part=Part.NOUN)
        found.append(Word(token.start, token.end, low, part, is_capital))
    return found
