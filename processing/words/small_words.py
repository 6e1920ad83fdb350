"""Rules of tagging for the small words that may be several things: "to", "that", "her", "as"."""

from processing.words import dictionary as d
from processing.words import tags as t
from processing.words.inflection import PLURALS_AS_SINGULARS, is_plural
from processing.words.lookahead import clause_follows, next_word
from processing.words.undecided import Decision, Rule, Words

# What may stand behind a verb, and hardly behind a noun that looks like it.
AFTER_VERB = (
    d.DETERMINER | d.PRONOUN | d.POSSESSIVE | d.NUMERAL | d.ADPOSITION | d.ADVERB | d.TO | d.PROPER
    | d.QUOTATION | d.SUBORDINATOR | d.SYMBOL | d.PAST_PARTICIPLE | d.PRESENT_PARTICIPLE
)  # fmt: skip


_TO_ADPOSITION = frozenset(
    [
        "according",
        "due",
        "thanks",
        "related",
        "response",
        "addition",
        "prior",
        "subject",
        "close",
        "next",
        "access",
        "compared",
        "similar",
        "relative",
        "contrary",
    ]
)


def _to(words: Words, i: int) -> Decision | None:
    """As in "To" before a base form belongs to the verb; "according to report" does not."""
    if not words.senses[i] & d.TO:
        return None
    j = next_word(words, i)
    sense = words.senses[j] if j < len(words.senses) else 0
    if (sense & d.UNKNOWN or words.lows[j : j + 1] == ["last"]) and _takes_object(words, j):
        return t.PARTICLE, None
    if not sense & d.BASE or (sense & d.NOUN and i and words.lows[i - 1] in _TO_ADPOSITION):
        return t.ADPOSITION, None
    return t.PARTICLE, None


def _takes_object(words: Words, j: int) -> bool:
    """Whether an unknown word acts on what follows it: "to denigrate the"."""
    follows = words.senses[j + 1] if j + 1 < len(words.senses) else d.MARK
    wanted = d.NUMERAL | d.DETERMINER if words.lows[j] == "last" else d.DETERMINER | d.POSSESSIVE
    return bool(follows & wanted) and not is_plural(words.lows[j])


_CONTRACTS_BE = frozenset(
    [
        "it",
        "he",
        "she",
        "that",
        "there",
        "who",
        "what",
        "here",
        "let",
        "where",
        "how",
        "everything",
        "nobody",
    ]
)


def _contracted(words: Words, i: int) -> Decision | None:
    """As in "It's" is a verb, "the agency's" a possessor; "they'd" a modal or "had"."""
    sense = words.senses[i]
    if not sense & d.CONTRACTED:
        return None
    if sense & d.MODAL:
        j = next_word(words, i)
        has_participle = j < len(words.senses) and words.senses[j] & d.PAST_PARTICIPLE
        is_had = has_participle and not words.senses[j] & d.BASE
        return t.AUXILIARY, (t.PAST if is_had else t.MODAL)
    if i and words.lows[i - 1] in _CONTRACTS_BE and words.pos[i - 1] is not t.DETERMINER:
        return t.AUXILIARY, t.PRESENT
    return t.PARTICLE, None


def _possessive(words: Words, i: int) -> Decision | None:
    """As in "Her car" has a possessor, "told her" an object."""
    if not words.senses[i] & d.POSSESSIVE:
        return None
    j = i + 1
    while j < len(words.senses) and words.senses[j] == d.ADVERB:
        j += 1
    follows = words.senses[j] if j < len(words.senses) else 0
    is_owner = follows & (
        d.NOUN | d.PROPER | d.ADJECTIVE | d.NUMERAL | d.PRESENT_PARTICIPLE | d.QUOTATION
    ) or (follows & d.PAST_PARTICIPLE and words.lows[i] != "her")
    return (t.DETERMINER, None) if is_owner else (t.PRONOUN, None)


_BEFORE_CLAUSES = frozenset({t.NOUN, t.PROPER_NOUN, t.VERB, t.ADJECTIVE, t.AUXILIARY, t.PRONOUN})
_OPENS_CLAUSE = frozenset({",", "and", "today", "so", "or"})


def _that(words: Words, i: int) -> Decision | None:
    """As in "The man that fled", "said that", "that day", "that is"."""
    if words.lows[i] != "that":
        return None
    j = next_word(words, i)
    follows = words.senses[j] if j < len(words.senses) else 0
    before = words.pos[i - 1] if i else None
    if before in (t.NOUN, t.PROPER_NOUN) and follows & (d.VERB | d.AUXILIARY):
        if not follows & (d.NOUN | d.ADJECTIVE) or follows & (d.PAST | d.AUXILIARY | d.PRESENT):
            return t.PRONOUN, None
        after = words.senses[j + 1] if j + 1 < len(words.senses) else 0
        if follows & d.BASE and is_plural(words.lows[i - 1]) and after & (AFTER_VERB | d.NOUN):
            return t.PRONOUN, None
    may_open = before in _BEFORE_CLAUSES or (i and words.lows[i - 1] in _OPENS_CLAUSE)
    if may_open and follows & d.PHRASE and clause_follows(words, i):
        return t.SUBORDINATOR, None
    if follows & (d.NOUN | d.ADJECTIVE | d.NUMERAL | d.PROPER) and not follows & (d.AUXILIARY):
        is_many = may_open and (words.lows[j] == "people" or _is_surely_plural(words.lows[j]))
        return (t.SUBORDINATOR if is_many else t.DETERMINER), None
    if follows & (d.VERB | d.AUXILIARY):
        return t.PRONOUN, None
    return (t.SUBORDINATOR, None) if i else (t.PRONOUN, None)


def _is_surely_plural(low: str) -> bool:
    return is_plural(low) and low not in PLURALS_AS_SINGULARS


def _each(words: Words, i: int) -> Decision | None:
    """As in "Were both arrested", "they each fired": said of the subject, no phrase of its own."""
    if words.lows[i] not in ("both", "all", "each") or i == 0:
        return None
    j = next_word(words, i)
    follows = words.senses[j] if j < len(words.senses) else 0
    if words.pos[i - 1] not in (t.AUXILIARY, t.PRONOUN, t.NOUN, t.PROPER_NOUN):
        return None
    is_verb = follows & (d.VERB | d.AUXILIARY) and (
        not follows & d.NOUN
        or words.pos[i - 1] is t.PRONOUN
        or (words.lows[i] == "each" and follows & d.BASE and is_plural(words.lows[i - 1]))
    )
    return (t.ADVERB, None) if is_verb else None


def _determiner(words: Words, i: int) -> Decision | None:
    """As in "These arrests" has a determiner, "these are" a pronoun, "most of" too."""
    sense = words.senses[i]
    if not sense & d.DETERMINER:
        return None
    if words.lows[i] == "no" and words.lows[i + 1 : i + 2] == ["longer"]:
        return t.ADVERB, None
    if words.lows[i] in ("the", "a", "an", "every", "no"):
        return t.DETERMINER, None
    if words.lows[i] == "which" and i and words.pos[i - 1] is t.ADPOSITION:
        is_case = words.lows[i + 1 : i + 2] in (["case"], ["event"], ["time"])
        return (t.DETERMINER if is_case else t.PRONOUN), None  # "areas in which asbestos is"
    j = i + 1
    while j < len(words.senses) and words.senses[j] == d.ADVERB:
        j += 1
    follows = words.senses[j] if j < len(words.senses) else 0
    if (
        sense & d.ADVERB
        and words.lows[i] in ("most", "much")
        and (follows & (d.ADJECTIVE | d.ADVERB) or (j > i + 1 and follows & d.PAST_PARTICIPLE))
    ):
        return t.ADVERB, None  # "the sectors most adversely affected"
    if follows & (
        d.NOUN | d.PROPER | d.ADJECTIVE | d.NUMERAL | d.SYMBOL | d.DETERMINER | d.POSSESSIVE
    ):
        is_verb = follows & (d.AUXILIARY | d.PAST) or (
            words.lows[i] in ("this", "that", "which", "what")
            and (follows & (d.PRESENT | d.DETERMINER | d.POSSESSIVE) or j > i + 1)
        )
        if not is_verb:
            return t.DETERMINER, None
    after = words.senses[j + 1] if j + 1 < len(words.senses) else 0
    is_modifier = (
        follows & (d.PAST_PARTICIPLE | d.PRESENT_PARTICIPLE)
        and not follows & d.AUXILIARY
        and not after & d.TIME
    )
    is_subject = words.lows[i] == "which" and i and words.lows[i - 1] == "," and follows & d.PAST
    if is_modifier and after & (d.NOUN | d.PROPER) and not is_subject:
        return t.DETERMINER, None  # not "in May, which gave people access"
    if sense & d.ADJECTIVE and not follows & (d.VERB | d.AUXILIARY | d.ADPOSITION):
        return t.ADJECTIVE, None
    return (t.PRONOUN, None) if sense & (d.PRONOUN | d.RELATIVE) else (t.DETERMINER, None)


def _relative(words: Words, i: int) -> Decision | None:
    """As in "Who" and "which" are pronouns, "when" and "where" open clauses."""
    sense = words.senses[i]
    if not sense & d.RELATIVE:
        return None
    return (t.PRONOUN, None) if sense & d.PRONOUN else (t.SUBORDINATOR, None)


def _there(words: Words, i: int) -> Decision | None:
    """As in "There were": a subject in form; elsewhere a place."""
    if words.lows[i] != "there":
        return None
    j = next_word(words, i)
    follows = words.senses[j] if j < len(words.senses) else 0
    return (t.PRONOUN, None) if follows & (d.AUXILIARY | d.CONTRACTED) else (t.ADVERB, None)


_HEDGES = frozenset(
    [
        "about",
        "over",
        "around",
        "under",
        "nearly",
        "almost",
        "some",
        "up",
        "above",
        "below",
        "roughly",
        "only",
        "just",
        "more",
        "less",
        "fewer",
        "than",
    ]
)


def _hedge(words: Words, i: int) -> Decision | None:
    """As in "About 40 people", "over $3 million": of degree, where no verb wants a preposition."""
    if words.lows[i] not in _HEDGES or i + 1 >= len(words.senses):
        return None
    follows = words.senses[i + 1]
    if follows & d.SUBORDINATOR and words.lows[i + 1] == "than":
        follows = words.senses[i + 2] if i + 2 < len(words.senses) else 0
    if not follows & (d.NUMERAL | d.SYMBOL) and words.lows[i + 2 : i + 3] not in (["a"], ["half"]):
        return None
    if words.lows[i] == "than" and not (i and words.lows[i - 1] in ("more", "less", "fewer")):
        return None
    before = words.pos[i - 1] if i else None
    if words.lows[i] in ("above", "below", "under", "over") and before in (t.NOUN, t.PROPER_NOUN):
        return t.ADPOSITION, None
    return t.ADVERB, None


def _subordinator(words: Words, i: int) -> Decision | None:
    """As in "After officers arrived" opens a clause, "after the arrest" only a phrase."""
    sense = words.senses[i]
    if not sense & d.SUBORDINATOR or not sense & (d.ADPOSITION | d.ADVERB | d.BASE):
        return None
    low = words.lows[i]
    follows = words.senses[i + 1] if i + 1 < len(words.senses) else 0
    if low == "because" and words.lows[i + 1 : i + 2] == ["of"]:
        return t.ADPOSITION, None
    if low == "so" and follows & (d.ADJECTIVE | d.ADVERB):
        return t.ADVERB, None
    if low == "like" and sense & d.BASE:
        j = words.before(i)
        if j >= 0 and (words.senses[j] & d.TO or words.forms[j] is t.MODAL):
            return t.VERB, t.BASE
    if clause_follows(words, i) and (
        follows & d.SUBJECT_PRONOUN or not _describes_subject(words, i)
    ):
        return t.SUBORDINATOR, None
    if sense & d.ADPOSITION and (
        follows & d.PHRASE or follows & (d.PRESENT_PARTICIPLE | d.ADVERB | d.QUOTATION)
    ):
        return t.ADPOSITION, None
    if low in ("as", "than", "because", "while"):
        return t.SUBORDINATOR, None
    return (t.ADVERB, None) if sense & d.ADVERB else (t.ADPOSITION, None)


def _describes_subject(words: Words, i: int) -> bool:
    """As in "States like Maine are": the verb is that of what stands before."""
    if words.lows[i] not in ("as", "like", "than") or words.has_finite(i) or i == 0:
        return False
    return words.pos[i - 1] in (t.NOUN, t.PROPER_NOUN)


_PARTICLES = frozenset(
    ["up", "down", "out", "off", "over", "back", "through", "around", "along", "away", "in", "on"]
)


def _particle(words: Words, i: int) -> Decision | None:
    """As in "Carried out the search": the particle of a verb; "out of" is a preposition."""
    sense = words.senses[i]
    if not sense & d.ADPOSITION or not sense & d.ADVERB:
        return None
    follows = words.senses[i + 1] if i + 1 < len(words.senses) else d.MARK
    if (
        words.lows[i] in ("out", "up")
        and i + 1 < len(words.senses)
        and words.lows[i + 1] in ("of", "to")
    ):
        return t.ADPOSITION, None
    if follows & (d.PHRASE | d.PRESENT_PARTICIPLE | d.QUOTATION):
        if words.lows[i] in ("up", "out", "off", "down") and i and words.pos[i - 1] is t.VERB:
            return t.ADVERB, None
        return t.ADPOSITION, None
    return t.ADVERB, None


SMALL_WORD_RULES: tuple[Rule, ...] = (
    Rule("contraction", d.CONTRACTED, _contracted),
    Rule("to", d.TO, _to),
    Rule("that", d.DETERMINER, _that),
    Rule("there", d.PRONOUN | d.ADVERB, _there),
    Rule("possessive-or-object", d.POSSESSIVE, _possessive),
    Rule("hedge", d.ADVERB | d.ADPOSITION | d.DETERMINER, _hedge),
    Rule("of-each", d.DETERMINER, _each),
    Rule("determiner-or-pronoun", d.DETERMINER, _determiner),
    Rule("relative", d.RELATIVE, _relative),
    Rule("clause-or-phrase", d.SUBORDINATOR, _subordinator),
    Rule("particle", d.ADPOSITION, _particle),
)
