"""What may follow a word that is not yet tagged: a clause, an object, a finite verb."""

from collections.abc import Sequence
from typing import Protocol

from processing.words import dictionary as d
from processing.words.inflection import is_plural, verb_lemma


class Undecided(Protocol):
    """A sentence of which the senses of all words are known."""

    senses: list[int]

    @property
    def lows(self) -> Sequence[str]:
        """The words in small letters."""


# So far a noun phrase is followed to see what stands behind it.
_PHRASE_REACH = 14
_REACH = 26
_INNER = d.PHRASE | d.QUOTATION
_ADVERBS = d.ADVERB | d.NEGATION


def next_word(words: Undecided, i: int) -> int:
    """The place of the next word after `i` that is surely neither adverb nor negation."""
    senses = words.senses
    j = i + 1
    while j < len(senses) and senses[j] in (d.ADVERB, d.NEGATION):
        j += 1
    return j


def skip_phrase(words: Undecided, i: int) -> int:
    """The place behind the noun phrase that may begin at `i`, with what "of" ties to it."""
    senses, lows = words.senses, words.lows
    end = min(len(senses), i + _PHRASE_REACH)
    j = i
    while j < end:
        sense = senses[j]
        if sense & d.SUBJECT_PRONOUN and j > i:
            break
        if sense & _INNER and not _is_surely_verb(sense):
            if sense & d.PRONOUN and not sense & (d.DETERMINER | d.NUMERAL | d.POSSESSIVE):
                return j + 1 if j == i else j
            j += 1
        elif (
            j > i
            and lows[j] in ("of", "in", "for", "at", "and", "'s", "’s", "'", "’", "&", "-")
            and (j + 1 < end and senses[j + 1] & _INNER)
        ):
            j += 1
        elif lows[j] == "(" and j > i:
            k = j
            while k < end and lows[k] != ")":
                k += 1
            if k >= end:
                break
            j = k + 1
        elif sense == d.ADVERB or sense & (d.PAST_PARTICIPLE | d.PRESENT_PARTICIPLE):
            # "the newly seized drugs"
            k = j + 1
            if (
                j > i
                and k < end
                and senses[k] & (d.NOUN | d.PROPER)
                and senses[j - 1] & (d.DETERMINER | d.POSSESSIVE | d.ADJECTIVE | d.NUMERAL)
            ):
                j = k
            else:
                break
        else:
            break
    return j


def _is_surely_verb(sense: int) -> bool:
    return bool(sense & (d.AUXILIARY | d.PAST)) or (
        bool(sense & d.VERB) and not sense & (d.NOUN | d.ADJECTIVE)
    )


def may_be_finite(sense: int) -> bool:
    """Whether a word may be a finite verb and is no noun."""
    if sense & d.AUXILIARY:
        return not sense & d.NOUN or bool(sense & d.MODAL)
    return bool(sense & (d.PAST | d.PRESENT | d.BASE)) and not sense & d.NOUN


def clause_follows(words: Undecided, i: int) -> bool:
    """Whether a subject and its finite verb follow the word at `i`."""
    senses = words.senses
    j = i + 1
    while j < len(senses) and senses[j] & _ADVERBS and not senses[j] & _INNER:
        j += 1
    if j < len(senses) and words.lows[j] == ",":
        return False
    if j + 1 < len(senses) and senses[j] & d.SUBJECT_PRONOUN and senses[j + 1] & d.VERB:
        return True  # "until they | link"
    end = skip_phrase(words, j)
    if end == j:
        return False
    if end - 1 > j and end < len(senses) and senses[end - 1] & d.NOUN and senses[end - 1] & d.BASE:
        # "after the students watch the game"
        is_object = senses[end] & (d.DETERMINER | d.POSSESSIVE) or words.lows[end - 1] == "plan"
        if is_object and is_plural(words.lows[end - 2]):
            return True
    while end < len(senses) and senses[end] in (d.ADVERB, d.NEGATION):
        end += 1
    if end >= len(senses):
        return False
    sense = senses[end]
    if sense & d.PROPER:
        return False
    if sense & d.NOUN and sense & (d.BASE | d.PRESENT):
        return False
    if may_be_finite(sense):
        return not (sense & d.PAST_PARTICIPLE and not sense & d.AUXILIARY) or not _is_reduced(
            words, end
        )
    return False


def _is_reduced(words: Undecided, i: int) -> bool:
    """Whether a form in -ed after a noun only modifies it: "after the man arrested Monday was"."""
    return not object_follows(words, i) and later_finite(words, i)


def object_follows(words: Undecided, i: int) -> bool:
    """Whether a noun phrase that is no time follows the word at `i` at once."""
    senses = words.senses
    j = i + 1
    while j < len(senses) and senses[j] == d.ADVERB:
        j += 1
    if j >= len(senses):
        return False
    sense = senses[j]
    if sense & d.TIME or words.lows[j] in ("last", "this", "earlier", "early", "late", "next"):
        k = j + 1
        is_time = sense & d.TIME or (k < len(senses) and senses[k] & d.TIME)
        if is_time and not (
            words.lows[j] == "this" and not (k < len(senses) and senses[k] & d.TIME)
        ):
            return False
    if sense & (d.ADPOSITION | d.TO | d.COORDINATOR) and not sense & d.DETERMINER:
        return False
    if sense & (d.AUXILIARY | d.PAST):
        return False
    return bool(sense & (d.PHRASE | d.QUOTATION)) or (
        bool(sense & d.SUBORDINATOR) and words.lows[j] in ("that", "whether", "how", "why")
    )


def acts_on(words: Undecided, i: int) -> bool:
    """Whether a word in -s that may be a noun is shown to be a verb by what stands behind it.

    "Offers a hammer", "helps to find"; "reports the Daily Elm" names who reports.
    """
    senses = words.senses
    follows = senses[i + 1] if i + 1 < len(senses) else d.MARK
    if verb_lemma(words.lows[i]) in d.closed()["reporting"]:
        return False
    if follows & d.TO:
        after = senses[i + 2] if i + 2 < len(senses) else d.MARK
        return bool(after & d.BASE) and not after & d.NOUN
    return bool(follows & (d.DETERMINER | d.POSSESSIVE)) and not follows & d.ADPOSITION


def later_finite(words: Undecided, i: int, *, is_noun: bool = False) -> bool:
    """Whether a finite verb without a subject of its own follows, so that the word at `i` is none.

    With `is_noun` the word at `i` would be the end of that verb's subject.
    """
    senses, lows = words.senses, words.lows
    j = i + 1
    end = min(len(senses), i + _REACH)
    while j < end:
        sense, low = senses[j], lows[j]
        if sense & d.SUBJECT_PRONOUN or sense == d.QUOTATION or low in _STOPS:
            return False
        if sense & d.SUBORDINATOR and (not sense & d.ADPOSITION or clause_follows(words, j)):
            return False
        if sense & d.AUXILIARY and not sense & (d.PAST_PARTICIPLE | d.PRESENT_PARTICIPLE):
            return _is_free(words, i, j)
        if sense & d.HAVE and sense & d.PAST:
            return _is_free(words, i, j)
        is_modifier = sense & d.PAST_PARTICIPLE and senses[j - 1] in _BEFORE_MODIFIER and j > i + 1
        if sense & d.PAST and not sense & (d.NOUN | d.PROPER) and not is_modifier:
            if not sense & d.PAST_PARTICIPLE or (object_follows(words, j) and not is_noun):
                return _is_free(words, i, j)
            if is_noun and j == i + 1:
                return True
        if sense & d.PRESENT and not sense & (d.NOUN | d.PROPER):
            # "reviews permits, inspects plants": a comma parts two verbs, not subject and verb.
            is_listed = is_noun and lows[j - 1] == "," and "," not in lows[i : j - 1]
            return not is_listed and _is_free(words, i, j)
        is_behind_aside = lows[j - 1] == "," and j > i + 1 and not is_noun
        if is_behind_aside and sense & d.PRESENT and not sense & d.PROPER and acts_on(words, j):
            return True  # "the portal, | built with the states, | tracks the work"
        if sense & d.BASE and not sense & _NO_BARE_VERB and senses[j - 1] & (d.NOUN | d.PROPER):
            return _is_free(words, i, j)
        j += 1
    return False


_NO_BARE_VERB = d.NOUN | d.PROPER | d.ADJECTIVE | d.ADVERB | d.ADPOSITION | d.PAST | d.AUXILIARY
# "The meeting closed with a | shared plan", "by | planned steps": nothing is done behind these.
_BEFORE_MODIFIER = frozenset({d.DETERMINER, d.POSSESSIVE, d.ADPOSITION})
_STOPS = frozenset(
    {";", ":", "who", "which", "that", "what", "but", "“", "”", '"', "—", "–", "|", "whose"}
)


_OF_ONE = frozenset({"is", "was", "has", "does"})


def _is_free(words: Undecided, i: int, j: int) -> bool:
    """Whether the finite verb at `j` goes back over `i`: nothing before `j` is its own subject."""
    k = j - 1
    while k > i and words.senses[k] & _ADVERBS and not words.senses[k] & d.NOMINAL:
        k -= 1
    if words.senses[k] & d.COORDINATOR:
        return False
    if words.lows[j] in _OF_ONE and words.senses[k] & d.NOUN and is_plural(words.lows[k]):
        return True  # "the support given by aides and mentors | is": none of theirs
    # ", and the case was": a subject after a comma or a coordinator is the verb's own.
    while k > i:
        sense = words.senses[k]
        if words.lows[k] == "," or sense == d.COORDINATOR:
            return words.lows[k] == "," and k == j - 1
        if sense & d.SUBORDINATOR and not sense & d.ADPOSITION:
            return False
        if words.lows[k] in ("after", "before", "while", "as", "since", "until"):
            return False
        k -= 1
    return True
