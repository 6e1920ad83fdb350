"""What a word is in a reporter's sentence around quotations, and the sets that rules ask for.

The parts of speech are those of `processing.words`, with what matters around a quotation told
apart: verbs that report from verbs that context a fragment, nouns for what was said from others.
"""

from enum import Enum, auto


class WordKind(Enum):
    """The kind of a word; a whole quotation is one word."""

    # Members are looked up in sets all the time: by identity, as any other object is.
    __hash__ = object.__hash__

    QUOTATION = auto()
    NAME = auto()
    NOUN = auto()  # any other word: mostly nouns and adjectives
    SPOKEN_NOUN = auto()  # a noun for what was said: "her promise"
    PRONOUN = auto()
    RELATIVE = auto()
    POSSESSIVE = auto()
    DETERMINER = auto()
    NUMERAL = auto()
    TIME = auto()
    REPORTING = auto()  # a verb of saying, finite or in its base form
    REPORTING_PARTICIPLE = auto()
    FRAMING = auto()  # a verb that contexts a fragment ("called it"), finite or in its base form
    FRAMING_PARTICIPLE = auto()
    VERB = auto()  # a verb that reports nothing
    AUXILIARY = auto()
    ADVERB = auto()
    ADPOSITION = auto()
    COORDINATOR = auto()
    SUBORDINATOR = auto()
    COMMA = auto()
    COLON = auto()
    DASH = auto()
    OPENING = auto()
    CLOSING = auto()


_K = WordKind

# Nouns and what stands for them.
NOUNS = frozenset({_K.NAME, _K.NOUN})
COMMON_NOUNS = frozenset({_K.NOUN, _K.SPOKEN_NOUN})
NOMINAL = NOUNS | {_K.SPOKEN_NOUN}
DETERMINERS = frozenset({_K.POSSESSIVE, _K.DETERMINER})
PRONOUNS = frozenset({_K.PRONOUN, _K.RELATIVE})
SPEAKERS = frozenset({_K.NAME, _K.PRONOUN})
UNNAMED = frozenset({_K.NOUN, _K.PRONOUN})
BEARERS = UNNAMED | {_K.NAME}
DESCRIBING = frozenset({_K.NOUN, _K.DETERMINER})
NAMING = NOUNS | {_K.DETERMINER}

# Verbs.
CUES = frozenset({_K.REPORTING, _K.FRAMING})
CUE_PARTICIPLES = frozenset({_K.REPORTING_PARTICIPLE, _K.FRAMING_PARTICIPLE})
PARTICIPLES = CUE_PARTICIPLES | {_K.NOUN}
CUE_OR_AUXILIARY = CUES | {_K.AUXILIARY}
FINITE_VERBS = CUES | {_K.VERB}
VERBAL = FINITE_VERBS | {_K.AUXILIARY}
OPEN_CLASSES = FINITE_VERBS | CUE_PARTICIPLES | {_K.SPOKEN_NOUN}
ADVERBIALS = frozenset({_K.TIME, _K.ADVERB})
MAY_BE_VERB = FINITE_VERBS | COMMON_NOUNS
VERB_GROUP = ADVERBIALS | {_K.AUXILIARY}

# Signs.
PAUSES = frozenset({_K.COMMA, _K.DASH})
LEADS_IN = frozenset({_K.COMMA, _K.COLON})
MARKS = PAUSES | {_K.COLON}
MARKS_OR_QUOTATION = MARKS | {_K.QUOTATION}
JOINS = frozenset({_K.COORDINATOR, _K.COMMA})
NAME_ENDS = frozenset({_K.NAME, _K.CLOSING})
BEFORE_CLOSING_CUE = frozenset({_K.QUOTATION, _K.COMMA})

# What a noun phrase begins with, is made of, ends in.
INVERTED_OPENERS = NAMING | {_K.POSSESSIVE}
SUBJECT_OPENERS = NAMING | {_K.PRONOUN}
CLAUSE_OPENERS = SUBJECT_OPENERS | {_K.POSSESSIVE}
PHRASE_OPENERS = INVERTED_OPENERS | {_K.SPOKEN_NOUN, _K.NUMERAL}
APPOSITION_OPENERS = PHRASE_OPENERS | {_K.ADVERB}
PHRASE_WITH_TIES = INVERTED_OPENERS | {_K.SPOKEN_NOUN, _K.ADPOSITION}
PHRASE_HEADS = NOMINAL | {_K.NUMERAL}
PHRASE_INNER = PHRASE_OPENERS | {_K.TIME}
PHRASE_WORDS = PHRASE_OPENERS | {_K.VERB}
APPOSITION_WORDS = PHRASE_INNER | {_K.ADPOSITION, _K.COORDINATOR}
DESCRIPTION = PHRASE_INNER | {_K.ADPOSITION, _K.COMMA}
PASSIVE_SUBJECT = CLAUSE_OPENERS | VERB_GROUP | {_K.NUMERAL, _K.OPENING, _K.CLOSING}
LOOSE_ENDS = DETERMINERS | {_K.VERB}
SUBJECT_ENDS = NOMINAL | {_K.CLOSING}
BEFORE_APPOSITION = SUBJECT_OPENERS | {_K.SPOKEN_NOUN, _K.CLOSING}

# What may follow an attribution that says all of itself.
ENDS_INVERTED_CLAUSE = PAUSES | {_K.QUOTATION, _K.ADPOSITION}
ENDS_INVERTED = ENDS_INVERTED_CLAUSE | {_K.TIME}
ENDS_CUE = PAUSES | ADVERBIALS | {_K.ADPOSITION}
ENDS_CUE_OR_QUOTES = ENDS_INVERTED | {_K.ADVERB}
ENDS_SENTENCE_CUE = ENDS_CUE | {_K.SUBORDINATOR}
BEFORE_COLON = ADVERBIALS | {_K.DETERMINER, _K.ADPOSITION, _K.COMMA}

# Where a clause, a row of speakers or a title ends or begins.
OPENS_DEPENDENT = frozenset({_K.RELATIVE, _K.SUBORDINATOR})
NESTS = OPENS_DEPENDENT | CUE_PARTICIPLES | {_K.REPORTING, _K.FRAMING, _K.ADPOSITION}
BEFORE_CLAUSE = PAUSES | {_K.QUOTATION, _K.SUBORDINATOR}
PARTS_CLAUSES = MARKS | {_K.COORDINATOR}
ENDS_RELATIVE = PARTS_CLAUSES | {_K.QUOTATION, _K.SUBORDINATOR}
ENDS_TITLE = CUE_OR_AUXILIARY | {_K.QUOTATION}
ENDS_SPEAKERS = VERBAL | OPENS_DEPENDENT | {_K.QUOTATION, _K.COLON, _K.DASH}
ENDS_ROW = ENDS_SPEAKERS | {_K.PRONOUN}
NO_LABEL = VERBAL | PRONOUNS | {_K.SUBORDINATOR}
