"""What a word is in its sentence, and the sets of such kinds that rules ask for.

The parts of speech are those of Universal Dependencies (universaldependencies.org/u/pos), written
out; a quotation that is read as one word is the one addition.
"""

from enum import Enum, StrEnum, auto
from typing import Final


class _Quick(Enum):
    """An enumeration whose members are found in sets at the speed of any other object."""

    __hash__ = object.__hash__


class PartOfSpeech(_Quick):
    """The part of speech of a token."""

    NOUN = auto()
    PROPER_NOUN = auto()
    PRONOUN = auto()
    ADJECTIVE = auto()
    NUMERAL = auto()
    DETERMINER = auto()
    VERB = auto()
    AUXILIARY = auto()
    ADVERB = auto()
    ADPOSITION = auto()
    COORDINATOR = auto()
    SUBORDINATOR = auto()
    PARTICLE = auto()
    SYMBOL = auto()
    PUNCTUATION = auto()
    QUOTATION = auto()


class VerbForm(_Quick):
    """The form in which a verb or an auxiliary stands; None for all other words."""

    BASE = auto()
    PRESENT = auto()
    PAST = auto()
    PAST_PARTICIPLE = auto()
    PRESENT_PARTICIPLE = auto()
    MODAL = auto()


class Tense(StrEnum):
    """When the event of a verb group is set; `NONE` for forms that say nothing of it."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    NONE = "none"


class ClauseKind(StrEnum):
    """How a clause hangs on the one it is embedded in."""

    MAIN = "main"
    COORDINATE = "coordinate"
    COMPLEMENT = "complement"
    RELATIVE = "relative"
    ADVERBIAL = "adverbial"
    PARTICIPIAL = "participial"
    INFINITIVAL = "infinitival"


# The members once more as names of this module (`t.NOUN`): looked up through its class, a member of
# an enumeration takes six times as long, and rules ask for them some thousand times a release.
NOUN: Final = PartOfSpeech.NOUN
PROPER_NOUN: Final = PartOfSpeech.PROPER_NOUN
PRONOUN: Final = PartOfSpeech.PRONOUN
ADJECTIVE: Final = PartOfSpeech.ADJECTIVE
NUMERAL: Final = PartOfSpeech.NUMERAL
DETERMINER: Final = PartOfSpeech.DETERMINER
VERB: Final = PartOfSpeech.VERB
AUXILIARY: Final = PartOfSpeech.AUXILIARY
ADVERB: Final = PartOfSpeech.ADVERB
ADPOSITION: Final = PartOfSpeech.ADPOSITION
COORDINATOR: Final = PartOfSpeech.COORDINATOR
SUBORDINATOR: Final = PartOfSpeech.SUBORDINATOR
PARTICLE: Final = PartOfSpeech.PARTICLE
SYMBOL: Final = PartOfSpeech.SYMBOL
PUNCTUATION: Final = PartOfSpeech.PUNCTUATION
QUOTATION: Final = PartOfSpeech.QUOTATION

BASE: Final = VerbForm.BASE
PRESENT: Final = VerbForm.PRESENT
PAST: Final = VerbForm.PAST
PAST_PARTICIPLE: Final = VerbForm.PAST_PARTICIPLE
PRESENT_PARTICIPLE: Final = VerbForm.PRESENT_PARTICIPLE
MODAL: Final = VerbForm.MODAL

MAIN: Final = ClauseKind.MAIN
COORDINATE: Final = ClauseKind.COORDINATE
COMPLEMENT: Final = ClauseKind.COMPLEMENT
RELATIVE: Final = ClauseKind.RELATIVE
ADVERBIAL: Final = ClauseKind.ADVERBIAL
PARTICIPIAL: Final = ClauseKind.PARTICIPIAL
INFINITIVAL: Final = ClauseKind.INFINITIVAL

NOUNS = frozenset({NOUN, PROPER_NOUN})
# What may be the head of a noun phrase.
NOMINAL = NOUNS | {PRONOUN, NUMERAL}
# What may stand between a determiner and the head.
MODIFIERS = NOUNS | {ADJECTIVE, NUMERAL, SYMBOL}
VERBAL = frozenset({VERB, AUXILIARY})
FINITE_FORMS = frozenset({PRESENT, PAST, MODAL})
PARTICIPLES = frozenset({PAST_PARTICIPLE, PRESENT_PARTICIPLE})
