"""What a word is in its sentence, and the sets of such kinds that rules ask for.

The parts of speech are those of Universal Dependencies (universaldependencies.org/u/pos), written
out; a quotation that is read as one word is the one addition.
"""

from enum import Enum, StrEnum, auto


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


NOUNS = frozenset({PartOfSpeech.NOUN, PartOfSpeech.PROPER_NOUN})
# What may be the head of a noun phrase.
NOMINAL = NOUNS | {PartOfSpeech.PRONOUN, PartOfSpeech.NUMERAL}
# What may stand between a determiner and the head.
MODIFIERS = NOUNS | {PartOfSpeech.ADJECTIVE, PartOfSpeech.NUMERAL, PartOfSpeech.SYMBOL}
VERBAL = frozenset({PartOfSpeech.VERB, PartOfSpeech.AUXILIARY})
FINITE_FORMS = frozenset({VerbForm.PRESENT, VerbForm.PAST, VerbForm.MODAL})
PARTICIPLES = frozenset({VerbForm.PAST_PARTICIPLE, VerbForm.PRESENT_PARTICIPLE})
