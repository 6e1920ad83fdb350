"""Cut a sentence into tagged words, enough to find the subject of the clause a number is in."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

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


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark of the sentence with its place in the text."""

    start: int
    end: int
    low: str
    tag: Tag
    is_capital: bool = False


# A number looks no farther back than this for what it belongs to: the clause before the last one.
_BACK = 200

_TOKEN = re.compile(r"[^\W_](?:[\w'’&./-]{0,50}[\w'’])?|[,;:()\[\]—–|“”\"]")


def tagged(text: str, start: int, end: int, numbers: list[tuple[int, int]]) -> list[Word]:
    """The words of `text[start:end]`, of a long stretch its end; `numbers` are their places."""
    words: list[Word] = []
    lists = table("figures_words")
    tags: dict[str, str] = lists["tags"]
    bare = _bare_verbs()
    floor = max(start, end - _BACK)
    if floor > start:
        floor = text.find(" ", floor, end) + 1 or floor
    for token in _TOKEN.finditer(text, floor, end):
        word = token[0]
        low = word.lower()
        before = words[-1] if words else None
        if any(first < token.end() and last > token.start() for first, last in numbers):
            tag = Tag.NUMBER
        elif not word[0].isalnum():
            tag = Tag.MARK
            if word == ":" and before is not None and before.tag is Tag.VERB:
                # "Total cost:" is a label, whatever its last word may be elsewhere.
                words[-1] = replace(before, tag=Tag.NOUN)
        elif word.isdigit():
            tag = Tag.NUMBER
        else:
            tag = _tag(word, low, tags, before)
            if tag is Tag.NOUN and low in bare and before is not None and _takes_verb(before):
                tag = Tag.VERB
        words.append(Word(token.start(), token.end(), low, tag, word[0].isupper()))
    if words and words[-1].tag is Tag.NOUN and _is_verb_before_number(words):
        words[-1] = replace(words[-1], tag=Tag.VERB)
    return words


@cache
def _bare_verbs() -> frozenset[str]:
    return frozenset(table("figures_words")["bare"]["verbs"])


def _is_verb_before_number(words: list[Word]) -> bool:
    """As in "the project costs $5": right before a number such a word is a verb."""
    last = words[-1]
    if len(words) < 2 or words[-2].tag is not Tag.NOUN or last.is_capital:
        return False
    return last.low.endswith("s") and last.low.removesuffix("s") in _bare_verbs()


_MODALS = frozenset({"will", "would", "can", "could", "may", "might", "must", "shall", "should"})


def _takes_verb(before: Word) -> bool:
    """Whether a bare form after this word is its verb: "homes stay", "which range", "I make"."""
    if before.tag in (Tag.PRONOUN, Tag.RELATIVE) or before.low in _MODALS:
        return True
    return before.tag is Tag.NOUN and nouns.is_plural(before.low)


def _tag(word: str, low: str, tags: dict[str, str], before: Word | None) -> Tag:
    known = tags.get(low)
    if known is not None and not (word.isupper() and len(word) > 1):
        is_named = word[0].isupper() and before is not None and before.tag is not Tag.MARK
        is_noun = known == "verb" and before is not None and before.tag is Tag.DETERMINER
        return Tag.NOUN if is_named or is_noun else Tag(known)
    if word[0].isupper() and before is not None:
        return Tag.NOUN
    after = before.tag if before else Tag.MARK
    if nouns.is_verb(low):
        if before is not None and before.low == "to":
            return Tag.NONFINITE
        return Tag.NOUN if after in (Tag.DETERMINER, Tag.PREPOSITION) else Tag.VERB
    if (
        low.endswith("ed")
        and len(low) > 4
        and after not in (Tag.DETERMINER, Tag.PREPOSITION, Tag.NUMBER)
    ):
        return Tag.VERB if before is not None and after is not Tag.MARK else Tag.NOUN
    if (
        low.endswith("ing")
        and len(low) > 5
        and after in (Tag.MARK, Tag.PREPOSITION, Tag.CONJUNCTION, Tag.VERB)
    ):
        return Tag.NONFINITE
    if before is not None and before.low == "to":
        return Tag.NONFINITE
    if low.endswith("ly") and len(low) > 4:
        return Tag.ADVERB
    return Tag.NOUN
