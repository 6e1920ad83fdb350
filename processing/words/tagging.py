"""The part of speech of each token of a sentence.

Most words can be one thing only; for the others the rules below are asked in their order (Brill
1992 has the idea of rules over the words around). Each looks at what stands before, which is
already decided, and at what may follow.
"""

from collections.abc import Sequence
from functools import cache

from processing.words import dictionary as d
from processing.words.auxiliaries import AUXILIARY_RULES, PROGRESSIVE_RULES
from processing.words.finite_verbs import FINITE_RULES
from processing.words.nominals import MODIFIER_RULES, PHRASE_RULES
from processing.words.small_words import SMALL_WORD_RULES
from processing.words.tags import PartOfSpeech, VerbForm
from processing.words.undecided import Decision, Rule, Words, form_of

_P = PartOfSpeech
_F = VerbForm
# Words of the closed kinds keep them with a capital in the middle of a sentence.
_SMALL = (
    d.DETERMINER | d.ADPOSITION | d.COORDINATOR | d.POSSESSIVE | d.SUBJECT_PRONOUN | d.RELATIVE
    | d.BE | d.HAVE | d.DO | d.NEGATION | d.TO
)  # fmt: skip
# At the beginning of a sentence any small word has a capital.
_OPENING = _SMALL | d.MODAL | d.SUBORDINATOR | d.PRONOUN | d.ADVERB
_SINGLE: dict[int, Decision] = {
    d.NOUN: (_P.NOUN, None),
    d.NOUN | d.UNKNOWN: (_P.NOUN, None),
    d.PROPER: (_P.PROPER_NOUN, None),
    d.PRONOUN: (_P.PRONOUN, None),
    d.PRONOUN | d.SUBJECT_PRONOUN: (_P.PRONOUN, None),
    d.ADJECTIVE: (_P.ADJECTIVE, None),
    d.NUMERAL: (_P.NUMERAL, None),
    d.DETERMINER: (_P.DETERMINER, None),
    d.POSSESSIVE: (_P.DETERMINER, None),
    d.ADVERB: (_P.ADVERB, None),
    d.ADPOSITION: (_P.ADPOSITION, None),
    d.COORDINATOR: (_P.COORDINATOR, None),
    d.SUBORDINATOR: (_P.SUBORDINATOR, None),
    d.SUBORDINATOR | d.RELATIVE: (_P.SUBORDINATOR, None),
    d.MODAL: (_P.AUXILIARY, _F.MODAL),
    d.NEGATION: (_P.PARTICLE, None),
    d.MARK: (_P.PUNCTUATION, None),
    d.QUOTATION: (_P.QUOTATION, None),
    d.SYMBOL: (_P.SYMBOL, None),
    d.TIME | d.NOUN: (_P.NOUN, None),
    d.TIME | d.PROPER: (_P.PROPER_NOUN, None),
    d.PAST: (_P.VERB, _F.PAST),
    d.BE | d.PRESENT: (_P.AUXILIARY, _F.PRESENT),
    d.BE | d.PAST: (_P.AUXILIARY, _F.PAST),
    d.BE | d.BASE: (_P.AUXILIARY, _F.BASE),
    d.BE | d.PAST_PARTICIPLE: (_P.AUXILIARY, _F.PAST_PARTICIPLE),
    d.BE | d.PRESENT_PARTICIPLE: (_P.AUXILIARY, _F.PRESENT_PARTICIPLE),
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
    texts: Sequence[str], lows: Sequence[str], named: Sequence[bool], *, is_title: bool = False
) -> Words:
    """Tag the tokens of a sentence, given as written and in small letters.

    `named` says of each whether it belongs to a name that is known. In a title capitals say
    nothing. The quotation that stands for one word is the empty string.
    """
    words = Words(lows, read_senses(texts, lows, named, is_title=is_title), is_title=is_title)
    pos, forms, rules, senses = words.pos, words.forms, words.rules, words.senses
    for i, sense in enumerate(senses):
        known = _SINGLE.get(sense)
        if known is not None:
            rule = "only-sense"
            if i and (sense & d.UNKNOWN or lows[i] == "last") and _wants_verb(words, i - 1):
                known, rule = (_P.VERB, _F.BASE), "unknown-verb"
        else:
            known, rule = _decide(words, i, sense)
        pos.append(known[0])
        forms.append(known[1])
        rules.append(rule)
    return words


def _wants_verb(words: Words, i: int) -> bool:
    """Whether only a verb can follow: "should | boil", "to | denigrate the"."""
    return words.forms[i] is _F.MODAL or (words.pos[i] is _P.PARTICLE and words.lows[i] == "to")


def read_senses(
    texts: Sequence[str], lows: Sequence[str], named: Sequence[bool], *, is_title: bool
) -> list[int]:
    """What each token may be, by its letters, its capital and whether it belongs to a name."""
    known = d.senses()
    found = [known[low] if low else d.QUOTATION for low in lows]
    for i, text in enumerate(texts):
        if named[i]:
            if found[i] not in (d.CONTRACTED, d.MARK):
                found[i] = d.PROPER | (found[i] & d.TIME)
            continue
        if not text or not text[0].isupper() or text == "I":
            continue
        sense = found[i]
        if is_title and not (text.isupper() and len(text) > 1 and not sense & _SMALL):
            continue
        opens = i == 0 or (found[i - 1] in (d.MARK, d.QUOTATION) and lows[i - 1] not in (",", "."))
        if sense & (_OPENING if opens else _SMALL) and not (text.isupper() and len(text) > 1):
            continue
        if opens:
            if text.isupper() and len(text) > 1:
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
    (d.NUMERAL, _P.NUMERAL),
    (d.PROPER, _P.PROPER_NOUN),
    (d.NOUN, _P.NOUN),
    (d.ADJECTIVE, _P.ADJECTIVE),
    (d.ADPOSITION, _P.ADPOSITION),
    (d.ADVERB, _P.ADVERB),
    (d.DETERMINER, _P.DETERMINER),
    (d.POSSESSIVE, _P.DETERMINER),
    (d.PRONOUN, _P.PRONOUN),
    (d.COORDINATOR, _P.COORDINATOR),
    (d.SUBORDINATOR, _P.SUBORDINATOR),
)


def _first_sense(sense: int) -> Decision:
    if sense & d.AUXILIARY:
        return _P.AUXILIARY, form_of(sense)
    for bit, pos in _ORDER:
        if sense & bit:
            return pos, None
    return (_P.VERB, form_of(sense)) if sense & d.VERB else (_P.NOUN, None)
