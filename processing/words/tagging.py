"""The part of speech of each token of a sentence.

Most words can be one thing only; for the others the rules below are asked in their order (Brill
1992 has the idea of rules over the words around). Each looks at what stands before, which is
already decided, and at what may follow.
"""

from collections.abc import Sequence
from functools import cache
from itertools import repeat
from operator import itemgetter

from processing.words import dictionary as d
from processing.words import tags as t
from processing.words.auxiliaries import AUXILIARY_RULES, PROGRESSIVE_RULES
from processing.words.finite_verbs import FINITE_RULES
from processing.words.nominals import MODIFIER_RULES, PHRASE_RULES
from processing.words.small_words import SMALL_WORD_RULES
from processing.words.undecided import Decision, Rule, Words, form_of

# Words of the closed kinds keep them with a capital in the middle of a sentence.
_SMALL = (
    d.DETERMINER | d.ADPOSITION | d.COORDINATOR | d.POSSESSIVE | d.SUBJECT_PRONOUN | d.RELATIVE
    | d.BE | d.HAVE | d.DO | d.NEGATION | d.TO
)  # fmt: skip
# At the beginning of a sentence any small word has a capital.
_OPENING = _SMALL | d.MODAL | d.SUBORDINATOR | d.PRONOUN | d.ADVERB
_SINGLE: dict[int, Decision] = {
    d.NOUN: (t.NOUN, None),
    d.NOUN | d.UNKNOWN: (t.NOUN, None),
    d.PROPER: (t.PROPER_NOUN, None),
    d.PRONOUN: (t.PRONOUN, None),
    d.PRONOUN | d.SUBJECT_PRONOUN: (t.PRONOUN, None),
    d.ADJECTIVE: (t.ADJECTIVE, None),
    d.NUMERAL: (t.NUMERAL, None),
    d.DETERMINER: (t.DETERMINER, None),
    d.POSSESSIVE: (t.DETERMINER, None),
    d.ADVERB: (t.ADVERB, None),
    d.ADPOSITION: (t.ADPOSITION, None),
    d.COORDINATOR: (t.COORDINATOR, None),
    d.SUBORDINATOR: (t.SUBORDINATOR, None),
    d.SUBORDINATOR | d.RELATIVE: (t.SUBORDINATOR, None),
    d.MODAL: (t.AUXILIARY, t.MODAL),
    d.NEGATION: (t.PARTICLE, None),
    d.MARK: (t.PUNCTUATION, None),
    d.QUOTATION: (t.QUOTATION, None),
    d.SYMBOL: (t.SYMBOL, None),
    d.TIME | d.NOUN: (t.NOUN, None),
    d.TIME | d.PROPER: (t.PROPER_NOUN, None),
    d.PAST: (t.VERB, t.PAST),
    d.BE | d.PRESENT: (t.AUXILIARY, t.PRESENT),
    d.BE | d.PAST: (t.AUXILIARY, t.PAST),
    d.BE | d.BASE: (t.AUXILIARY, t.BASE),
    d.BE | d.PAST_PARTICIPLE: (t.AUXILIARY, t.PAST_PARTICIPLE),
    d.BE | d.PRESENT_PARTICIPLE: (t.AUXILIARY, t.PRESENT_PARTICIPLE),
}
# All rules in the order in which they are asked; a test walks them.
RULES: tuple[Rule, ...] = (
    *SMALL_WORD_RULES[:4],
    *AUXILIARY_RULES[:1],
    *SMALL_WORD_RULES[4:6],
    *AUXILIARY_RULES[1:],
    *SMALL_WORD_RULES[6:],
    *PHRASE_RULES,
    *PROGRESSIVE_RULES,
    *FINITE_RULES,
    *MODIFIER_RULES,
)


def tag(
    texts: Sequence[str],
    lows: Sequence[str],
    capitals: Sequence[int],
    mentions: Sequence[int],
    *,
    is_title: bool = False,
) -> Words:
    """Tag the tokens of a sentence, given as written and in small letters.

    `capitals` are the places of those with a capital, `mentions` gives of each the name that it
    belongs to, -1 for none. In a title capitals say nothing. The quotation that stands for one word
    is the empty string.
    """
    senses = _read_senses(texts, lows, capitals, mentions, is_title=is_title)
    words = Words(lows, senses, is_title=is_title)
    pos, forms, rules = words.pos, words.forms, words.rules
    # Three words in four can be one thing only: they are decided in one go, the others in turn.
    decided = list(map(_SINGLE.get, senses, repeat(_UNDECIDED)))
    pos += map(_PART, decided)
    forms += map(_FORM, decided)
    rules += ["only-sense"] * len(decided)
    for i, sense in enumerate(senses):
        if decided[i] is _UNDECIDED:
            (pos[i], forms[i]), rules[i] = _decide(words, i, sense)
        elif i and (sense == _UNKNOWN or lows[i] == "last") and _wants_verb(words, i - 1):
            pos[i], forms[i], rules[i] = t.VERB, t.BASE, "unknown-verb"
    return words


# What stands for a word until the rules are asked: no rule looks at what is not decided yet.
_UNDECIDED: Decision = (t.NOUN, None)
_PART, _FORM = itemgetter(0), itemgetter(1)
# The one set of senses of an unknown word that stands in `_SINGLE`.
_UNKNOWN = d.NOUN | d.UNKNOWN


def _wants_verb(words: Words, i: int) -> bool:
    """Whether only a verb can follow: "should | boil", "to | denigrate the"."""
    return words.forms[i] is t.MODAL or (words.pos[i] is t.PARTICLE and words.lows[i] == "to")


def _read_senses(
    texts: Sequence[str],
    lows: Sequence[str],
    capitals: Sequence[int],
    mentions: Sequence[int],
    *,
    is_title: bool,
) -> list[int]:
    """What each token may be, by its letters, its capital and whether it belongs to a name."""
    found = list(map(d.senses().__getitem__, lows))
    for i in capitals:
        text, sense = texts[i], found[i]
        if mentions[i] >= 0:
            if sense not in (d.CONTRACTED, d.MARK):
                found[i] = d.PROPER | (sense & d.TIME)
            continue
        if text == "I":
            continue
        shouts = text.isupper() and len(text) > 1
        if is_title and not (shouts and not sense & _SMALL):
            continue
        opens = i == 0 or (found[i - 1] in (d.MARK, d.QUOTATION) and lows[i - 1] not in (",", "."))
        if sense & (_OPENING if opens else _SMALL) and not shouts:
            continue
        if opens:
            if shouts:
                found[i] = sense if sense & _OPENING else d.PROPER
            elif i + 1 < len(texts) and texts[i + 1][:1].isupper():
                found[i] = d.PROPER | (sense & d.TIME)
            elif sense & d.VERB and not sense & (d.PAST_PARTICIPLE | d.PRESENT_PARTICIPLE):
                found[i] = sense | d.NOUN
            continue
        found[i] = d.PROPER | (sense & d.TIME)
    return found


def _decide(words: Words, i: int, sense: int) -> tuple[Decision, str]:
    for rule in _rules_of(sense):
        decision = rule.decide(words, i)
        if decision is not None:
            return decision, rule.name
    return _first_sense(sense), "first-sense"


@cache
def _rules_of(sense: int) -> tuple[Rule, ...]:
    """The rules that may decide on a word of these senses; of such sets there are few."""
    return tuple(rule for rule in RULES if sense & rule.concerns)


_ORDER = (
    (d.NUMERAL, t.NUMERAL),
    (d.PROPER, t.PROPER_NOUN),
    (d.NOUN, t.NOUN),
    (d.ADJECTIVE, t.ADJECTIVE),
    (d.ADPOSITION, t.ADPOSITION),
    (d.ADVERB, t.ADVERB),
    (d.DETERMINER, t.DETERMINER),
    (d.POSSESSIVE, t.DETERMINER),
    (d.PRONOUN, t.PRONOUN),
    (d.COORDINATOR, t.COORDINATOR),
    (d.SUBORDINATOR, t.SUBORDINATOR),
)


def _first_sense(sense: int) -> Decision:
    if sense & d.AUXILIARY:
        return t.AUXILIARY, form_of(sense)
    for bit, pos in _ORDER:
        if sense & bit:
            return pos, None
    return (t.VERB, form_of(sense)) if sense & d.VERB else (t.NOUN, None)
