"""Cut a sentence into tagged words, enough to find the subject of the clause a number is in."""

import re
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from processing.figures import nouns
from processing.lexicon import table


class Tag(StrEnum):
    """What part a word plays; rough, but right where it is needed: before a number."""

    NOUN = "noun"
    NUMBER = "number"
    DETERMINER = "determiner"
    PREPOSITION = "preposition"
    CONJUNCTION = "conjunction"
    RELATIVE = "relative"
    PRONOUN = "pronoun"
    VERB = "verb"
    NONFINITE = "nonfinite"
    ADVERB = "adverb"
    MARK = "mark"


# Each by a name of its own: an enumeration is slow to look up, and every word is compared often.
NOUN = Tag.NOUN
NUMBER = Tag.NUMBER
DETERMINER = Tag.DETERMINER
PREPOSITION = Tag.PREPOSITION
CONJUNCTION = Tag.CONJUNCTION
RELATIVE = Tag.RELATIVE
PRONOUN = Tag.PRONOUN
VERB = Tag.VERB
NONFINITE = Tag.NONFINITE
ADVERB = Tag.ADVERB
MARK = Tag.MARK


class Word(NamedTuple):
    """A word or mark of the sentence with its place in the text.

    A tuple, as these are made by the dozen for every number.
    """

    start: int
    end: int
    low: str
    tag: Tag
    is_capital: bool = False


# A number looks no farther back than this for what it belongs to: the clause before the last one.
_BACK = 200
_MOST_WORDS = 48

_TOKEN = re.compile(r"[^\W_](?:[\w'’&./-]{0,50}[\w'’])?|[,;:()\[\]—–|“”\"]")


class Clause:
    """The words of a stretch, read on from number to number, each word once."""

    def __init__(
        self, text: str, start: int, numbers: list[tuple[int, int]], *, is_title: bool = False
    ) -> None:
        self._is_title = is_title
        self._text = text
        self._reached = start
        self._numbers = numbers
        self._next = 0
        self._words: list[Word] = []

    def before(self, place: int) -> list[Word]:
        """The words before `place`, which may only move forward; of many the last ones."""
        floor = place - _BACK
        if floor > self._reached:
            self._words.clear()
            self._reached = self._text.find(" ", floor, place) + 1 or floor
        for token in _TOKEN.finditer(self._text, self._reached, place):
            self._add(token)
        self._reached = max(self._reached, place)
        words = self._words[-_MOST_WORDS:]
        if words and words[-1].tag is NOUN and _is_verb_before_number(words):
            words[-1] = words[-1]._replace(tag=VERB)
        return words

    def _add(self, token: re.Match[str]) -> None:
        word, words = token[0], self._words
        start, end = token.span()
        first, low = word[0], word.lower()
        before = words[-1] if words else None
        if first.isdigit() or self._is_number(start, end):
            tag = NUMBER
        elif not first.isalnum():
            tag = MARK
            if word == ":" and before is not None and before.tag is VERB:
                # "Total cost:" is a label, whatever its last word may be elsewhere.
                words[-1] = before._replace(tag=NOUN)
        else:
            # In a headline capitals mean nothing.
            tag = _tag(low if self._is_title else word, low, before)
            if tag is NOUN and low in _bare_verbs() and before and _takes_verb(before):
                tag = VERB
        words.append(Word(start, end, low, tag, first.isupper()))

    def _is_number(self, start: int, end: int) -> bool:
        """Whether the word lies in a number; words come in order, and so do the numbers."""
        numbers, at = self._numbers, self._next
        while at < len(numbers) and numbers[at][1] <= start:
            at += 1
        self._next = at
        return at < len(numbers) and numbers[at][0] < end


@cache
def _tags() -> dict[str, Tag]:
    return {word: Tag(tag) for word, tag in table("figures_words")["tags"].items()}


@cache
def _bare_verbs() -> frozenset[str]:
    return frozenset(table("figures_words")["bare"]["verbs"])


def _is_verb_before_number(words: list[Word]) -> bool:
    """As in "the project costs $5": right before a number such a word is a verb."""
    last = words[-1]
    if len(words) < 2 or words[-2].tag is not NOUN or last.is_capital:
        return False
    return last.low.endswith("s") and last.low.removesuffix("s") in _bare_verbs()


_MODALS = frozenset({"will", "would", "can", "could", "may", "might", "must", "shall", "should"})


def _takes_verb(before: Word) -> bool:
    """Whether a bare form after this word is its verb: "homes stay", "which range", "I make"."""
    if before.tag in (PRONOUN, RELATIVE) or before.low in _MODALS:
        return True
    return before.tag is NOUN and nouns.is_plural(before.low)


def _tag(word: str, low: str, before: Word | None) -> Tag:
    known = _tags().get(low)
    if known is not None and not (word.isupper() and len(word) > 1):
        is_named = word[0].isupper() and before is not None and before.tag is not MARK
        is_noun = known is VERB and before is not None and before.tag is DETERMINER
        return NOUN if is_named or is_noun else known
    if word[0].isupper() and before is not None:
        return NOUN
    after = before.tag if before else MARK
    if nouns.is_verb(low):
        if before is not None and before.low == "to":
            return NONFINITE
        return NOUN if after in (DETERMINER, PREPOSITION) else VERB
    ending = low[-3:]
    if ending[-2:] == "ed" and len(low) > 4 and after not in (DETERMINER, PREPOSITION, NUMBER):
        return VERB if before is not None and after is not MARK else NOUN
    if ending == "ing" and len(low) > 5 and after in (MARK, PREPOSITION, CONJUNCTION, VERB):
        return NONFINITE
    if before is not None and before.low == "to":
        return NONFINITE
    if ending[-2:] == "ly" and len(low) > 4:
        return ADVERB
    return NOUN
