"""Rules of tagging for nouns, adjectives and adverbs of degree."""

from processing.words import dictionary as d
from processing.words import tags as t
from processing.words.undecided import Decision, Rule, Words

_BEFORE_NOUN = frozenset({t.DETERMINER, t.ADJECTIVE, t.NUMERAL, t.SYMBOL})


def _in_noun_phrase(words: Words, i: int) -> Decision | None:
    """Behind a determiner, an adjective, a number or an owner stands a noun or its modifier."""
    j = words.before(i)
    if j < 0 or (words.pos[j] not in _BEFORE_NOUN and not _is_possessor(words, j)):
        return None
    is_numbered = words.pos[j] is t.NUMERAL and j and words.pos[j - 1] is t.PROPER_NOUN
    if is_numbered and not words.senses[j - 1] & d.TIME:
        return None  # "Article 33 reads", but "the January 18 report"
    if words.pos[j] is t.ADJECTIVE and j and words.pos[j - 1] is t.AUXILIARY:
        return None  # "was able", "is likely"
    sense = words.senses[i]
    follows = words.senses[i + 1] if i + 1 < len(words.senses) else d.MARK
    is_noun = follows & (d.NOUN | d.PROPER) and not follows & (d.TIME | d.MODAL)
    goes_on = bool(is_noun or follows & d.ADJECTIVE)
    if sense & (d.PAST_PARTICIPLE | d.PRESENT_PARTICIPLE):
        is_counted = words.pos[j] is t.NUMERAL and sense & d.PAST and j == i - 1
        if goes_on and not is_counted:
            return t.ADJECTIVE, None
        if sense & d.NOUN:
            return t.NOUN, None
        if words.pos[j] is t.NUMERAL or (sense & d.PAST and words.pos[j] is t.ADJECTIVE):
            return None
        return (t.NOUN, None) if words.lows[j] not in ("all", "both", "this", "that") else None
    if sense & d.NOUN:
        return t.NOUN, None
    if sense & d.ADJECTIVE:
        return t.ADJECTIVE, None
    is_alone = words.lows[j] in _ALONE or (
        words.pos[j] is not t.DETERMINER and follows & _AFTER_PRESENT
    )
    if sense & d.PRESENT and not sense & d.AUXILIARY and not is_alone:
        return t.NOUN, None  # "40 new buses", "the remains"
    return None


# What a verb acts on: "the military | contains 5 bombs".
_AFTER_PRESENT = (
    d.DETERMINER | d.NUMERAL | d.POSSESSIVE | d.SYMBOL | d.PRONOUN | d.ADPOSITION | d.TO
    | d.QUOTATION | d.SUBORDINATOR | d.ADVERB
)  # fmt: skip
# Determiners and numbers that are as often a subject of their own.
_ALONE = frozenset(
    {"this", "that", "which", "what", "each", "one", "some", "all", "both", "either", "neither"}
)


def _is_possessor(words: Words, j: int) -> bool:
    return words.pos[j] is t.PARTICLE and words.lows[j] in ("'s", "’s", "'", "’")


def _after_adposition(words: Words, i: int) -> Decision | None:
    """As in "Of seized drugs", "by arresting", "in custody"."""
    if i == 0 or words.pos[i - 1] is not t.ADPOSITION:
        return None
    sense = words.senses[i]
    follows = words.senses[i + 1] if i + 1 < len(words.senses) else d.MARK
    if sense & d.PRESENT_PARTICIPLE:
        if sense & d.NOUN and not follows & (d.DETERMINER | d.POSSESSIVE | d.PROPER | d.NUMERAL):
            return t.NOUN, None
        return t.VERB, t.PRESENT_PARTICIPLE
    if sense & d.NOUN:
        return t.NOUN, None
    if sense & d.PAST_PARTICIPLE:
        if follows & (d.NOUN | d.PROPER | d.ADJECTIVE):
            return t.ADJECTIVE, None
        return t.VERB, t.PAST_PARTICIPLE
    if sense & d.ADJECTIVE and not sense & d.ADVERB:
        return t.ADJECTIVE, None
    return None


def _modifier(words: Words, i: int) -> Decision | None:
    """An adjective before a noun or after "is"; an adverb before another or beside a verb."""
    sense = words.senses[i]
    if not sense & d.ADJECTIVE:
        return None
    follows = words.senses[i + 1] if i + 1 < len(words.senses) else d.MARK
    if sense & d.ADVERB:
        before = words.pos[i - 1] if i else None
        is_adjective = follows & (d.NOUN | d.PROPER) or before in (t.AUXILIARY, t.DETERMINER)
        is_adjective = is_adjective and not (follows & d.VERB and not follows & d.NOUN)
        return (t.ADJECTIVE, None) if is_adjective else (t.ADVERB, None)
    if sense & d.NOUN:
        is_adjective = follows & (d.NOUN | d.PROPER | d.ADJECTIVE) and not follows & d.PRESENT
        return (t.ADJECTIVE, None) if is_adjective else (t.NOUN, None)
    return t.ADJECTIVE, None


def _of_degree(words: Words, i: int) -> Decision | None:
    """As in "More people", "more likely", "most of them"."""
    sense = words.senses[i]
    if not sense & d.ADVERB:
        return None
    follows = words.senses[i + 1] if i + 1 < len(words.senses) else d.MARK
    if (
        words.lows[i] in ("more", "less", "first")
        and follows & (d.NOUN | d.PROPER)
        and not follows & d.VERB
    ):
        return t.ADJECTIVE, None
    if sense & d.PRONOUN:
        return None
    return t.ADVERB, None


PHRASE_RULES: tuple[Rule, ...] = (
    Rule("within-noun-phrase", d.NOUN | d.ADJECTIVE | d.VERB, _in_noun_phrase),
    Rule("after-adposition", d.NOUN | d.ADJECTIVE | d.VERB, _after_adposition),
)
MODIFIER_RULES: tuple[Rule, ...] = (
    Rule("degree", d.ADVERB, _of_degree),
    Rule("modifier", d.ADJECTIVE, _modifier),
)
