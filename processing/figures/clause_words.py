"""The words of a sentence by the part they play beside its numbers.

The layer of words has cut and tagged them; here each word of a number is one with it, and a noun
with what may stand before it in its phrase is one kind.
"""

from collections.abc import Callable, Sequence
from enum import Enum, auto
from functools import partial
from typing import NamedTuple, cast

from processing.words import tags as t
from processing.words.sentences import ParsedSentence
from processing.words.tags import VERBAL


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


# What `Word(*fields)` does, in half the time.
_word = partial(cast(Callable[..., Word], tuple.__new__), Word)

_PARTS = {
    t.NUMERAL: Part.NOUN, t.SYMBOL: Part.NOUN, t.DETERMINER: Part.DETERMINER,
    t.ADPOSITION: Part.PREPOSITION, t.COORDINATOR: Part.CONJUNCTION,
    t.SUBORDINATOR: Part.CONJUNCTION, t.PRONOUN: Part.PRONOUN, t.ADVERB: Part.ADVERB,
    t.PARTICLE: Part.ADVERB, t.PUNCTUATION: Part.MARK, t.QUOTATION: Part.MARK,
    t.ADJECTIVE: Part.NOUN, t.NOUN: Part.NOUN, t.PROPER_NOUN: Part.NOUN,
}  # fmt: skip
_RELATIVES = frozenset({"which", "that", "who", "whom", "whose", "where"})
_NONFINITE = frozenset({t.BASE, t.PRESENT_PARTICIPLE})
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
    at, last = 0, Part.MARK
    # Nothing behind the last number is asked for, and nothing far before the first.
    tokens = parsed.tokens[: parsed.token_at(numbers[-1][0]) + 1]
    first = max(0, parsed.token_at(numbers[0][0]) - _MOST_WORDS)
    for token in tokens[first:]:
        start, end, low, pos = token.start, token.end, token.lower, token.part_of_speech
        while at < len(numbers) and numbers[at][1] <= start:
            at += 1
        if at < len(numbers) and numbers[at][0] < end:
            last = Part.NUMBER
            found.append(Word(start, end, low, last))
            continue
        if last is Part.NOUN and low in _OWNERS:
            # The owner and its mark are one word: "the port's budget".
            found[-1] = found[-1]._replace(end=end, low=found[-1].low + low)
            continue
        if pos in VERBAL:
            is_free = token.form in _NONFINITE and last is not Part.VERB
            part = Part.NONFINITE if is_free else Part.VERB
        elif low in _RELATIVES and pos is not t.DETERMINER:
            part = Part.RELATIVE
        else:
            part = _PARTS[pos]
            if last is Part.VERB and low == ":":
                # "Total cost:" is a label, whatever its last word may be elsewhere.
                found[-1] = found[-1]._replace(part=Part.NOUN)
        found.append(_word((start, end, low, part, text[start].isupper())))
        last = part
    return found
