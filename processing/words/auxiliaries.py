"""Rules of tagging for auxiliaries and the forms right behind them."""

from processing.words import dictionary as d
from processing.words import tags as t
from processing.words.inflection import is_plural, verb_lemma
from processing.words.lookahead import next_word, object_follows
from processing.words.tags import VerbForm
from processing.words.undecided import Decision, Rule, Words, form_of, phrase_start


def _base_after_auxiliary(words: Words, i: int) -> Decision | None:
    """As in "Will report", "to report", "did not report": the base form of a verb."""
    j = words.before(i)
    if j < 0 or not words.senses[i] & d.BASE:
        return None
    if words.pos[j] is t.PARTICLE and words.senses[j] & d.TO:
        return _verb(words, i, t.BASE)
    if words.senses[j] & (d.MODAL | d.DO) and words.pos[j] is t.AUXILIARY:
        return _verb(words, i, t.BASE)
    if words.pos[j] in (t.PRONOUN, t.NOUN, t.PROPER_NOUN):
        # "did the board vote", "let the board vote"
        k = phrase_start(words, j) - 1
        if k >= 0 and (
            words.lows[k] in _INVERTING
            or (words.pos[k] is t.AUXILIARY and words.senses[k] & (d.DO | d.MODAL))
        ):
            return _verb(words, i, t.BASE)
    return None


_INVERTING = frozenset({"let", "lets", "help", "helps", "helped", "make", "makes", "made", "let's"})


def _verb(words: Words, i: int, form: VerbForm) -> Decision:
    is_auxiliary = words.senses[i] & (d.BE | d.MODAL)
    return (t.AUXILIARY if is_auxiliary else t.VERB), form


def _auxiliary(words: Words, i: int) -> Decision | None:
    """As in "Has arrested", "did not say": an auxiliary where the form after it shows it."""
    sense = words.senses[i]
    if not sense & d.AUXILIARY:
        return None
    j = words.before(i)
    if sense & d.MODAL:
        is_noun = sense & d.NOUN and j >= 0 and words.pos[j] is t.DETERMINER
        return (t.NOUN, None) if is_noun else (t.AUXILIARY, t.MODAL)
    form = _auxiliary_form(words, i, sense, j)
    if sense & d.BE:
        return t.AUXILIARY, form
    after = next_word(words, i)
    if after < len(words.senses) and words.senses[after] & (d.PRONOUN | d.DETERMINER | d.PROPER):
        # A question: "did the board vote", "has she said".
        is_question = sense & d.DO and i == 0
        return (t.AUXILIARY if is_question else t.VERB), form
    follows = words.senses[after] if after < len(words.senses) else 0
    wanted = d.PAST_PARTICIPLE if sense & d.HAVE else d.BASE
    negated = i + 1 < len(words.senses) and words.senses[i + 1] & d.NEGATION
    if follows & wanted or (negated and sense & d.DO):
        return t.AUXILIARY, form
    return t.VERB, form


def _auxiliary_form(words: Words, i: int, sense: int, j: int) -> VerbForm | None:
    if sense & d.BASE and sense & d.PRESENT:
        is_base = j >= 0 and (
            words.forms[j] is t.MODAL
            or (words.senses[j] & (d.TO | d.DO) and words.pos[j] is not t.VERB)
        )
        return t.BASE if is_base else t.PRESENT
    if sense & d.PAST and sense & d.PAST_PARTICIPLE:
        is_participle = j >= 0 and words.senses[j] & (d.HAVE | d.BE) and words.pos[j] is t.AUXILIARY
        return t.PAST_PARTICIPLE if is_participle else t.PAST
    return form_of(sense)


_FORM_BEFORE_PARTICIPLE = d.BE | d.HAVE
_GETS = frozenset(
    {
        "get", "gets", "got", "gotten", "getting", "becomes", "became", "become", "remain",
        "remains", "remained", "feel", "feels", "felt", "seem", "seems", "seemed", "stay",
        "stays", "stayed", "appear", "appears", "appeared", "look", "looks", "looked",
    }
)  # fmt: skip


def _participle_after_auxiliary(words: Words, i: int) -> Decision | None:
    """As in "Was arrested", "has been charged", "were later reported"."""
    sense = words.senses[i]
    if not sense & d.PAST_PARTICIPLE:
        return None
    j = words.before(i)
    if j < 0:
        return None
    if words.pos[j] is t.AUXILIARY and (
        words.senses[j] & _FORM_BEFORE_PARTICIPLE or words.lows[j] in ("'s", "’s", "'d", "’d")
    ):
        if sense & d.ADJECTIVE and not words.senses[j] & d.HAVE:
            return t.ADJECTIVE, None
        return t.VERB, t.PAST_PARTICIPLE
    if words.lows[j] in _GETS and words.pos[j] is t.VERB and not words.senses[i] & d.NOUN:
        is_passive = verb_lemma(words.lows[j]) == "get"
        return (t.VERB, t.PAST_PARTICIPLE) if is_passive else (t.ADJECTIVE, None)
    return None


def _progressive(words: Words, i: int) -> Decision | None:
    """As in "Is investigating": with a form of "be" before it; else often a noun's modifier."""
    sense = words.senses[i]
    if not sense & d.PRESENT_PARTICIPLE:
        return None
    j = words.before(i)
    follows = words.senses[i + 1] if i + 1 < len(words.senses) else d.MARK
    if j >= 0 and words.pos[j] is t.AUXILIARY and words.senses[j] & (d.BE | d.CONTRACTED):
        if sense & d.ADJECTIVE and not object_follows(words, i):
            return t.ADJECTIVE, None
        return t.VERB, t.PRESENT_PARTICIPLE
    if j == i - 1 and j >= 0 and follows & d.AUXILIARY and _is_thing_done(words, i):
        return t.NOUN, None
    if sense & d.NOUN and j >= 0 and words.pos[j] in (t.NOUN, t.PROPER_NOUN):
        is_verb = follows & (d.DETERMINER | d.POSSESSIVE | d.PROPER | d.NUMERAL)
        return (t.VERB, t.PRESENT_PARTICIPLE) if is_verb else (t.NOUN, None)
    if sense & d.NOUN and (j < 0 or words.pos[j] in (t.COORDINATOR, t.PUNCTUATION, t.VERB)):
        is_verb = follows & (d.DETERMINER | d.POSSESSIVE | d.PROPER | d.NUMERAL)
        return (t.VERB, t.PRESENT_PARTICIPLE) if is_verb else (t.NOUN, None)
    if sense & d.ADJECTIVE and follows & (d.NOUN | d.PROPER):
        return t.ADJECTIVE, None
    return t.VERB, t.PRESENT_PARTICIPLE


def _is_thing_done(words: Words, i: int) -> bool:
    """As in "contact | tracing is", "immense | suffering was"; not "the man | speaking is"."""
    follows = words.senses[i + 1]
    is_finite = follows & (d.PRESENT | d.PAST | d.MODAL) and not follows & d.CONTRACTED
    if not is_finite or words.has_finite(i):
        return False
    if words.pos[i - 1] is t.ADJECTIVE:
        return True
    first = phrase_start(words, i - 1)
    is_bare = words.pos[i - 1] is t.NOUN and words.pos[first] is not t.DETERMINER
    return is_bare and not is_plural(words.lows[i - 1])


AUXILIARY_RULES: tuple[Rule, ...] = (
    Rule("auxiliary", d.AUXILIARY, _auxiliary),
    Rule("base-after-auxiliary", d.BASE, _base_after_auxiliary),
    Rule("participle-after-auxiliary", d.PAST_PARTICIPLE, _participle_after_auxiliary),
)
PROGRESSIVE_RULES: tuple[Rule, ...] = (Rule("progressive", d.PRESENT_PARTICIPLE, _progressive),)
