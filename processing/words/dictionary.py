"""What a word may be, before the words around it decide: its senses, as one number of bits.

Bits, because every word of every sentence is asked several times what it can be.
"""

from functools import cache
from typing import Final

from processing.lexicon import table, words
from processing.words.inflection import verbs

NOUN: Final = 1
PROPER: Final = 1 << 1
PRONOUN: Final = 1 << 2
ADJECTIVE: Final = 1 << 3
NUMERAL: Final = 1 << 4
DETERMINER: Final = 1 << 5
ADVERB: Final = 1 << 6
ADPOSITION: Final = 1 << 7
COORDINATOR: Final = 1 << 8
SUBORDINATOR: Final = 1 << 9
RELATIVE: Final = 1 << 10
MODAL: Final = 1 << 11
BE: Final = 1 << 12
HAVE: Final = 1 << 13
DO: Final = 1 << 14
BASE: Final = 1 << 15
PRESENT: Final = 1 << 16
PAST: Final = 1 << 17
PAST_PARTICIPLE: Final = 1 << 18
PRESENT_PARTICIPLE: Final = 1 << 19
NEGATION: Final = 1 << 20
TO: Final = 1 << 21
POSSESSIVE: Final = 1 << 22
TIME: Final = 1 << 23
MARK: Final = 1 << 24
QUOTATION: Final = 1 << 25
SUBJECT_PRONOUN: Final = 1 << 26
SYMBOL: Final = 1 << 27
CONTRACTED: Final = 1 << 28
UNKNOWN: Final = 1 << 29

VERB: Final = BASE | PRESENT | PAST | PAST_PARTICIPLE | PRESENT_PARTICIPLE
AUXILIARY: Final = BE | HAVE | DO | MODAL
NOMINAL: Final = NOUN | PROPER | PRONOUN | NUMERAL
# What a noun phrase may begin with or hold.
PHRASE: Final = NOMINAL | ADJECTIVE | DETERMINER | POSSESSIVE | SYMBOL

_BE = ("be", "am", "is", "are", "was", "were", "been", "being", "'re", "’re", "'m", "’m")
_HAVE = ("have", "has", "had", "having", "'ve", "’ve")
_DO = ("do", "does", "did", "done", "doing")
_MARKS = frozenset(",;:()[]“”\"‘’'„«»‹›.!?…—–-―/|•*…_")
_SYMBOLS = frozenset("$€£¥₹%#&+=@§°~<>")


@cache
def closed() -> dict[str, frozenset[str]]:
    """The tables of small words, by name."""
    return {name: frozenset(entries) for name, entries in table("words_closed").items()}


_NONFINITE = (PAST, PAST_PARTICIPLE, PRESENT_PARTICIPLE)


@cache
def dictionary() -> dict[str, int]:
    """The senses of every word that the lexicon knows, by its lower-case form."""
    senses: dict[str, int] = {}
    nouns = {base for line in words("words_verb_nouns") for base in line.split()}
    for forms in verbs():
        noun = NOUN if forms.base in nouns else 0
        for form, sense in zip(
            forms, (BASE | noun, PRESENT | noun, *_NONFINITE), strict=True
        ):  # fmt: skip
            _add(senses, form, sense)
    for gerund in _listed("words_gerund_nouns"):
        _add(senses, gerund, NOUN | PRESENT_PARTICIPLE)
    for adjective in _listed("words_adjectives"):
        _add(senses, adjective, ADJECTIVE)
    tables = closed()
    for name, sense in _TABLES:
        for word in tables[name]:
            _add(senses, word, sense)
    for word in tables["modals"]:
        senses[word] = MODAL | (NOUN if word in ("will", "can", "might") else 0)
    for verb, sense in ((_BE, BE), (_HAVE, HAVE), (_DO, DO)):
        for form in verb:
            senses[form] = senses.get(form, 0) & VERB | sense
    senses |= dict.fromkeys(("am", "are", "is", "'re", "’re", "'m", "’m"), BE | PRESENT)
    senses |= {"were": BE | PAST, "'ve": HAVE | PRESENT, "’ve": HAVE | PRESENT}
    senses |= {"have": HAVE | BASE | PRESENT, "do": DO | BASE | PRESENT}
    senses |= {"to": TO | ADPOSITION, "'d": MODAL | CONTRACTED, "’d": MODAL | CONTRACTED}
    senses |= {"'s": CONTRACTED, "’s": CONTRACTED, "s": CONTRACTED, "i": SUBJECT_PRONOUN | PRONOUN}
    senses |= {"cannot": MODAL, "not": NEGATION, "n't": NEGATION, "n’t": NEGATION}
    senses |= _EXCEPTIONS
    return senses


# Words of which only these senses matter in running text.
_EXCEPTIONS = {
    "found": PAST | PAST_PARTICIPLE, "saw": PAST, "said": PAST | PAST_PARTICIPLE,
    "left": PAST | PAST_PARTICIPLE, "like": ADPOSITION | BASE | SUBORDINATOR,
    "no": DETERMINER | ADVERB, "thing": NOUN,
    "can": MODAL, "may": MODAL, "might": MODAL, "must": MODAL,
    "including": ADPOSITION, "following": ADPOSITION | NOUN | ADJECTIVE, "according": ADPOSITION,
    "there": PRONOUN | ADVERB, "cost": NOUN | BASE | PAST | PAST_PARTICIPLE,
    "people": NOUN, "police": NOUN, "officer": NOUN, "number": NOUN, "evidence": NOUN,
    "state": NOUN | BASE, "states": NOUN | PRESENT, "time": NOUN, "times": NOUN, "house": NOUN,
    "houses": NOUN, "group": NOUN, "groups": NOUN, "man": NOUN, "men": NOUN, "author": NOUN,
    "authors": NOUN, "center": NOUN, "centers": NOUN, "couple": NOUN, "couples": NOUN,
    "others": PRONOUN, "well": ADVERB, "back": ADVERB | NOUN, "own": ADJECTIVE | BASE,
    "further": ADVERB | ADJECTIVE, "that": DETERMINER | PRONOUN | SUBORDINATOR | RELATIVE,
    "lay": PAST | BASE, "long": ADJECTIVE | ADVERB, "close": ADJECTIVE | BASE | ADVERB,
    "due": ADJECTIVE, "per": ADPOSITION, "spring": NOUN | TIME, "dates": NOUN, "date": NOUN,
    "mine": NOUN | PRONOUN, "second": ADJECTIVE | NOUN, "seconds": NOUN, "fellow": ADJECTIVE,
    "never": ADVERB, "hardly": ADVERB, "barely": ADVERB, "scarcely": ADVERB, "prior": ADJECTIVE,
    "better": ADJECTIVE | ADVERB, "forward": ADVERB, "home": NOUN, "downtown": NOUN | ADVERB,
    "select": ADJECTIVE | BASE, "last": ADJECTIVE, "please": ADVERB, "thanks": NOUN,
    "fair": NOUN | ADJECTIVE, "minute": NOUN, "minutes": NOUN, "hundreds": NOUN,
    "thousands": NOUN, "millions": NOUN, "dozens": NOUN, "billions": NOUN, "united": ADJECTIVE,
    "set": NOUN | BASE | PAST | PAST_PARTICIPLE, "yet": ADVERB | COORDINATOR,
    "plus": COORDINATOR | ADPOSITION,
    "hers": PRONOUN, "ours": PRONOUN, "theirs": PRONOUN, "let": BASE | PAST | PAST_PARTICIPLE,
    "such": DETERMINER | ADJECTIVE, "same": ADJECTIVE, "other": ADJECTIVE, "due to": ADPOSITION,
    "whose": POSSESSIVE | RELATIVE, "who": PRONOUN | RELATIVE, "whom": PRONOUN | RELATIVE,
    "which": PRONOUN | RELATIVE | DETERMINER, "what": PRONOUN | RELATIVE | DETERMINER,
}  # fmt: skip

_TABLES = (
    ("determiners", DETERMINER),
    ("possessives", POSSESSIVE),
    ("subject_pronouns", PRONOUN | SUBJECT_PRONOUN),
    ("object_pronouns", PRONOUN),
    ("pronouns", PRONOUN),
    ("adpositions", ADPOSITION),
    ("subordinators", SUBORDINATOR),
    ("coordinators", COORDINATOR),
    ("adverbs", ADVERB),
    ("numerals", NUMERAL),
    ("times", TIME | NOUN),
)


def _add(senses: dict[str, int], word: str, sense: int) -> None:
    senses[word] = senses.get(word, 0) | sense


def _listed(name: str) -> list[str]:
    return [word for line in words(name) for word in line.split()]


class _Senses(dict[str, int]):
    """The senses of words by their lower-case form, unknown ones told by their shape."""

    def __missing__(self, word: str) -> int:
        senses = guess(word)
        if len(self) < _MOST_GUESSES:
            self[word] = senses
        return senses


_MOST_GUESSES = 60_000


@cache
def senses() -> dict[str, int]:
    """A mapping that answers for every word, known or not."""
    return _Senses(dictionary())


_VERB_ENDINGS = ("ize", "ify", "ate")
_ADJECTIVE_ENDINGS = ("ous", "ful", "less", "able", "ible", "ical", "ish", "esque")


def guess(word: str) -> int:
    """What an unknown lower-case word may be, by its letters; a quotation is the empty one."""
    if not word:
        return QUOTATION
    if not word[0].isalpha():
        return _guess_sign(word)
    if "-" in word:
        return _guess_hyphened(word)
    if word.endswith("ly") and len(word) > 4 and word not in closed()["not_adverbs"]:
        return ADVERB
    if word.endswith("ed") and len(word) > 4:
        if word.startswith("un") and word[2:] in dictionary() and word[:4] != "unde":
            return ADJECTIVE  # "unharmed"
        return PAST | PAST_PARTICIPLE
    if word.endswith("ing") and len(word) > 5:
        return PRESENT_PARTICIPLE
    if word.endswith(_ADJECTIVE_ENDINGS) and len(word) > 5:
        return ADJECTIVE
    if word.endswith(("izes", "ifies")):
        return PRESENT
    if word.endswith(_VERB_ENDINGS):
        return BASE | (NOUN if word.endswith("ate") else 0)
    return NOUN | UNKNOWN


def _guess_sign(word: str) -> int:
    if word.endswith(("-old", "-olds")):
        return NOUN | ADJECTIVE
    if word[0].isdigit() or word[-1].isdigit():
        return NUMERAL
    if word in _SYMBOLS:
        return SYMBOL
    return MARK


def _guess_hyphened(word: str) -> int:
    last = word.rpartition("-")[2]
    if not last or not last.isalpha():
        return NOUN
    known = dictionary().get(last)
    if word.startswith(("co-", "re-")) and known and known & PAST_PARTICIPLE:
        return known  # "was co-written by"
    if last.endswith(("ed", "ing")) or known in (ADJECTIVE, PAST_PARTICIPLE):
        return ADJECTIVE
    if word.startswith(("co-", "re-", "pre-", "over-", "under-", "out-")) and known:
        return known
    # "ten-week", "long-term": before a noun, and where they end a phrase, they act alike.
    return ADJECTIVE | NOUN
