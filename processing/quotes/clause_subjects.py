"""Clauses of a sentence: where a verb's subject stands, and which clauses depend on others."""

from processing.quotes.phrases import Phrase, read_backward
from processing.quotes.word_kinds import (
    ADVERBIALS,
    BEFORE_CLAUSE,
    NAMING,
    NESTS,
    OPENS_DEPENDENT,
    SUBJECT_ENDS,
    VERBAL,
    WordKind,
)
from processing.quotes.words import Word, listed

# Words back that a subject is looked for; beyond them lies another sentence run together.
_REACH = 80
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "am"})
_WHICH_TIME = frozenset({"this", "last", "next", "one", "that", "the"})
_PASSIVE_ENDINGS = ("ed", "en", "told", "quoted", "said", "known")


def back_over_auxiliaries(words: list[Word], i: int) -> tuple[int, bool]:
    """The word before a verb's adverbs, auxiliaries and chain verbs; whether it is passive."""
    j = i - 1
    is_passive = False
    looks_passive = words[i].low.endswith(_PASSIVE_ENDINGS)
    while j >= 0:
        word = words[j]
        if word.kind is WordKind.AUXILIARY:
            is_passive = is_passive or (looks_passive and word.low in _BE)
            j -= 1
        elif word.kind is WordKind.ADVERB:
            j -= 1
        elif word.kind is WordKind.TIME:
            j -= 2 if j > 0 and words[j - 1].low in ("on", "in", "late", "early") else 1
        elif word.low in listed("spans_of_time") and j > 0 and words[j - 1].low in _WHICH_TIME:
            j -= 3 if j > 1 and words[j - 2].kind is WordKind.ADPOSITION else 2
        elif word.low == "to" and j > 0 and (chained := _chain_length(words, j)):
            j -= 1 + chained
        else:
            break
    return j, is_passive


def _chain_length(words: list[Word], to: int) -> int:
    """How many words before "to" hand their subject on: "began to", "went on to"."""
    chains = listed("chains")
    if words[to - 1].low in chains:
        return 1
    return 2 if words[to - 1].low == "on" and to > 1 and words[to - 2].low in chains else 0


def clause_subject(words: list[Word], before: int, *, is_main: bool = False) -> Phrase | None:
    """The nearest subject before a word: a pronoun, or a noun phrase with a verb after it.

    With `is_main`, subjects of dependent clauses are passed over.
    """
    for i in range(before - 1, max(-1, before - _REACH), -1):
        word = words[i]
        if (
            is_main
            and i > 0
            and (words[i - 1].kind in OPENS_DEPENDENT or words[i - 1].low == "what")
        ):
            continue
        if word.kind is WordKind.PRONOUN and word.low not in ("it", "you"):
            return Phrase(i, i, i, i)
        if word.kind is WordKind.COMMA and i + 1 < before and words[i + 1].kind in VERBAL:
            phrase = read_backward(words, i, 0)  # "Ada Lund, head of the port, | gave"
            if phrase is not None and words[phrase.last].mention >= 0:
                return phrase
        if word.kind not in SUBJECT_ENDS or i + 1 >= before or word.owns:
            continue
        if word.low in listed("spans_of_time") and i > 0 and words[i - 1].low in _WHICH_TIME:
            continue
        if _verb_follows(words, i, before):
            phrase = read_backward(words, i, 0)
            if phrase is None or _after_preposition(words, phrase):
                continue
            if not (is_main and is_nested(words, phrase.outer_first)):
                return phrase
        elif word.kind is WordKind.NAME and words[i + 1].kind is WordKind.NOUN and i + 2 < before:
            phrase = read_backward(words, i, 0)
            if phrase is not None and opens_clause(words, phrase):
                return phrase
    return _first_name(words, before)


def is_nested(words: list[Word], first: int) -> bool:
    """Whether a clause that begins at `first` depends on another: "that | the port …"."""
    return first > 0 and (words[first - 1].kind in NESTS or words[first].kind is WordKind.RELATIVE)


def opens_clause(words: list[Word], phrase: Phrase) -> bool:
    """Whether a noun phrase stands where a clause may begin."""
    first = phrase.outer_first
    return (
        first == 0
        or words[first - 1].kind in BEFORE_CLAUSE
        or words[first - 1].low in ("that", "but")
    )


def _first_name(words: list[Word], before: int) -> Phrase | None:
    """The name a sentence opens with, where an aside parts it from its verb."""
    end = 0
    while end < before and words[end].kind in NAMING:
        end += 1
    if (
        0 < end < before
        and words[end].kind is WordKind.COMMA
        and words[end - 1].kind is WordKind.NAME
    ):
        return read_backward(words, end - 1, 0)
    return None


def _after_preposition(words: list[Word], phrase: Phrase) -> bool:
    return phrase.outer_first > 0 and words[phrase.outer_first - 1].kind is WordKind.ADPOSITION


def _verb_follows(words: list[Word], i: int, before: int) -> bool:
    j = i + 1
    while j < before and (
        words[j].kind in ADVERBIALS
        or (
            words[j].kind is WordKind.ADPOSITION
            and j + 1 < before
            and words[j + 1].kind is WordKind.TIME
        )
    ):
        j += 1
    return j < before and words[j].kind in VERBAL
