"""Rules of tagging that tell finite verbs from participles and from nouns of the same form."""

from processing.words import dictionary as d
from processing.words import tags as t
from processing.words.inflection import is_plural, verb_lemma
from processing.words.lookahead import (
    acts_on,
    later_finite,
    may_be_finite,
    next_word,
    object_follows,
)
from processing.words.small_words import AFTER_VERB
from processing.words.tags import FINITE_FORMS, NOUNS, VERBAL
from processing.words.undecided import Decision, Rule, Words, phrase_start

_OBJECT_PRONOUNS = frozenset({"whom", "which", "what"})
_NAMING = frozenset({"called", "named", "dubbed", "titled", "entitled", "codenamed", "nicknamed"})


def _past_or_participle(words: Words, i: int) -> Decision | None:
    """As in "Officers arrested a man", "the man arrested on Monday was", "was held and tried"."""
    sense = words.senses[i]
    if not sense & d.PAST_PARTICIPLE:
        return None
    j = words.before(i)
    if not sense & d.PAST:
        return _participle_only(words, i, j)
    past, participle = (t.VERB, t.PAST), (t.VERB, t.PAST_PARTICIPLE)
    follows = words.senses[i + 1] if i + 1 < len(words.senses) else d.MARK
    if sense & d.BASE and sense & d.NOUN and i == j + 1 and words.pos[j] in NOUNS:
        if words.lows[i + 1 : i + 2] == ["of"]:
            return t.NOUN, None  # "a total capital cost of $3"
        at = phrase_start(words, j) - 1
        if at >= 0 and words.pos[at] is t.ADPOSITION and follows & (d.ADPOSITION | d.MARK):
            return t.NOUN, None  # "60 percent of project cost for firms"
    if j >= 0 and verb_lemma(words.lows[i]) in d.closed()["intransitive"]:
        return past
    if j < 0:
        return past if object_follows(words, i) and follows & d.PRONOUN else participle
    pos = words.pos[j]
    if words.senses[j] & d.SUBJECT_PRONOUN or words.lows[j] in (
        "who",
        "which",
        "that",
        "it",
        "what",
    ):
        return past
    if pos is t.QUOTATION or (words.lows[i] in ("said", "added") and pos is not t.VERB):
        return past
    if pos is t.COORDINATOR or words.lows[j] == ",":
        return _coordinated(words, i, j, follows)
    if pos in (t.NOUN, t.PROPER_NOUN, t.PRONOUN, t.NUMERAL) or words.lows[j] in (
        ")",
        "]",
        '"',
        "”",
    ):
        if words.lows[i] in _NAMING and pos is not t.PRONOUN and words.has_finite(i):
            return participle
        if pos is t.NOUN and words.has_any_finite(i) and _is_by_agent(words, i):
            return participle  # "will improve services | provided by the port"
        if words.lows[i] == "aged" and follows & d.NUMERAL:
            return participle
        has_object = object_follows(words, i)
        if _is_bare_relative(words, j) or words.is_open(j, _OBJECT_PRONOUNS):
            return past
        if words.is_title and not has_object:
            return participle  # "Two Men Arrested in Elm City"
        if words.has_finite(i) and not _reports_before(words, j):
            return participle if not has_object or _closes_object(words, j) else past
        if has_object:
            return past
        return participle if later_finite(words, i) else past
    if pos is t.VERB and not words.has_finite(i) and words.has_any_finite(i):
        return past  # "The woman whose car was stolen | called"
    if pos is t.VERB or pos is t.SUBORDINATOR:
        return participle
    if words.lows[j] in ("—", "–", "-", ";", ":", "“", "(", "["):
        return participle if follows & (d.ADPOSITION | d.TO) else past
    return participle if words.has_finite(i) else past


def _is_bare_relative(words: Words, j: int) -> bool:
    """Whether two phrases meet before the verb: "the money | the company | owed"."""
    start = phrase_start(words, j)
    if words.pos[j] not in NOUNS:
        return False
    for k in range(start + 1, j + 1):
        opens = words.pos[k] is t.DETERMINER and words.lows[k] not in ("all", "both", "each")
        if opens and words.pos[k - 1] in NOUNS and not words.senses[k - 1] & d.TIME:
            before = phrase_start(words, k - 1) - 1
            return before < 0 or words.pos[before] not in (t.VERB, t.ADPOSITION)
    return False


def _participle_only(words: Words, i: int, j: int) -> Decision:
    """As in "Stolen cars", "taken together": a form that is never a past tense."""
    follows = words.senses[i + 1] if i + 1 < len(words.senses) else d.MARK
    opens_phrase = j < 0 or words.pos[j] in (t.COORDINATOR, t.VERB)
    if opens_phrase and follows & (d.NOUN | d.PROPER) and not follows & d.TIME:
        return t.ADJECTIVE, None
    return t.VERB, t.PAST_PARTICIPLE


def _closes_object(words: Words, j: int) -> bool:
    """Whether the noun at `j` ends the object of a verb: "found two men | hidden"."""
    k = phrase_start(words, j) - 1
    return k >= 0 and words.pos[k] in (t.VERB, t.ADPOSITION)


def _reports_before(words: Words, j: int) -> bool:
    """Whether a verb of reporting opens the clause whose subject ends at `j`: "said officers"."""
    for k in range(j, -1, -1):
        if words.pos[k] is t.VERB and words.forms[k] is not t.PAST_PARTICIPLE:
            return verb_lemma(words.lows[k]) in d.closed()["reporting"]
        if words.lows[k] in (";", ":"):
            return False
    return False


def _coordinated(words: Words, i: int, j: int, follows: int) -> Decision:
    """The form of the verb that goes on from an earlier one: "were arrested and charged"."""
    past, participle = (t.VERB, t.PAST), (t.VERB, t.PAST_PARTICIPLE)
    is_comma = words.lows[j] == ","
    if is_comma and _is_by_agent(words, i):
        return participle  # "grants, previously paid by the port"
    if is_comma and object_follows(words, i) and not words.has_finite(i):
        return past  # "The workers, who were not paid, | sued"
    if words.pos[j - 1] is t.ADJECTIVE and follows & (d.NOUN | d.PROPER):
        return t.ADJECTIVE, None  # "a new or renovated apartment"
    if (
        not is_comma
        and words.pos[j - 1] in NOUNS
        and _is_of_now(words, j)
        and _has_bare_noun(words, i)
    ):
        return t.ADJECTIVE, None  # "are seeing a spike and increased risk"
    for k in range(j - 1, -1, -1):
        if words.pos[k] is not t.VERB or words.forms[k] in (t.BASE, t.PRESENT_PARTICIPLE):
            continue
        if words.forms[k] is t.PAST_PARTICIPLE:
            if is_comma and not object_follows(words, i):
                return participle
            if later_finite(words, i) or _is_led(words, k):
                return participle
            continue
        if is_comma and not object_follows(words, i):
            goes_on = _list_goes_on(words, i)
            return past if goes_on else participle
        return past
    if is_comma:
        return participle if not object_follows(words, i) and later_finite(words, i) else past
    return past if object_follows(words, i) or follows & d.ADPOSITION else participle


def _is_of_now(words: Words, j: int) -> bool:
    """Whether the last verb before `j` is in the present: no past form goes on from it.

    One goes on from a participle: "have been told and | declined".
    """
    for form in reversed(words.forms[:j]):
        if form is not None and form is not t.PRESENT_PARTICIPLE and form is not t.BASE:
            return form is t.PRESENT or form is t.MODAL
    return False


def _has_bare_noun(words: Words, i: int) -> bool:
    """Whether a noun follows at once that is nothing else, as behind an adjective."""
    follows = words.senses[i + 1] if i + 1 < len(words.senses) else d.MARK
    return bool(follows & d.NOUN) and not follows & (d.TIME | d.PRONOUN | d.DETERMINER)


def _is_by_agent(words: Words, i: int) -> bool:
    """Whether "by" follows and names who acts, and not how much or when: not "by 5 percent"."""
    if words.lows[i + 1 : i + 2] != ["by"] or i + 2 >= len(words.senses):
        return False
    return not words.senses[i + 2] & (d.NUMERAL | d.SYMBOL | d.TIME | d.PRESENT_PARTICIPLE)


def _is_led(words: Words, k: int) -> bool:
    """Whether a participle has its auxiliary: "were arrested"."""
    j = words.before(k)
    return j >= 0 and words.pos[j] is t.AUXILIARY


def _list_goes_on(words: Words, i: int) -> bool:
    """Whether another verb of the same kind ends the list: "arrested, charged and sentenced"."""
    for j in range(i + 1, min(len(words.senses) - 1, i + 9)):
        if words.senses[j] == d.COORDINATOR:
            k = next_word(words, j)
            return k < len(words.senses) and bool(words.senses[k] & d.PAST)
    return False


def _past_only(words: Words, i: int) -> Decision | None:
    """As in "Took", "wrote": a past form that is no participle."""
    sense = words.senses[i]
    if sense & d.PAST and not sense & d.PAST_PARTICIPLE:
        if sense & (d.NOUN | d.BASE) and not words.senses[i - 1] & d.PHRASE:
            return None
        return t.VERB, t.PAST
    return None


_SINGULAR_SUBJECTS = frozenset(
    {"it", "he", "she", "who", "which", "that", "this", "what", "everyone", "nobody", "each"}
)
_PLURAL_SUBJECTS = frozenset(
    {
        "i", "we", "you", "they", "who", "which", "that", "these", "those", "many", "some", "most",
        "others", "both", "all", "several", "few",
    }
)  # fmt: skip


def _present(words: Words, i: int) -> Decision | None:
    """As in "The agency plans to", "officials report that": a verb right behind its subject."""
    sense = words.senses[i]
    if not sense & (d.PRESENT | d.BASE) or sense & d.AUXILIARY:
        return None
    j = words.before(i)
    is_base = bool(sense & d.BASE)
    form = t.PRESENT
    if j < 0:
        return _opens(words, i, sense)
    low, pos = words.lows[j], words.pos[j]
    if sense & d.ADJECTIVE and pos is t.AUXILIARY and words.senses[j] & d.BE:
        return t.ADJECTIVE, None  # "is clear"
    if pos is t.DETERMINER and not sense & d.ADJECTIVE:
        return t.NOUN, None  # "the remains"
    if pos is t.PRONOUN:
        subjects = _PLURAL_SUBJECTS if is_base else _SINGULAR_SUBJECTS
        follows = words.senses[i + 1] if i + 1 < len(words.senses) else d.MARK
        if sense & d.NOUN and low in _OBJECT_PRONOUNS and may_be_finite(follows):
            return t.NOUN, None  # "what pilots | refer to"
        if low in subjects or not sense & d.NOUN:
            return t.VERB, form
    if pos is t.COORDINATOR or low == ",":
        return _coordinated_present(words, i, j, sense)
    if pos not in (t.NOUN, t.PROPER_NOUN, t.NUMERAL, t.PRONOUN) and low not in (
        ")",
        '"',
        "”",
        "’",
    ):
        if not sense & d.NOUN:
            return t.VERB, (t.BASE if is_base else form)
        return t.NOUN, None
    if not sense & d.NOUN:
        return t.VERB, form
    if not _may_be_present(words, i, j, is_base=is_base):
        return t.NOUN, None
    if not is_base and words.lows[i] in _CAUSING:
        return t.VERB, form  # "the clinic | helps people walk"
    return (t.NOUN, None) if later_finite(words, i, is_noun=True) else (t.VERB, form)


# Behind these and whom they act on stands a verb in its base form.
_CAUSING = frozenset({"helps", "lets", "makes"})


def _may_be_present(words: Words, i: int, j: int, *, is_base: bool) -> bool:
    """Whether a word that may be a noun can be the verb of the noun at `j`: "the city | funds"."""
    agrees = (
        _is_plural_subject(words, j) if is_base else not _is_plural_subject(words, j, sure=True)
    )
    if not agrees and not (is_base and _is_joined(words, j)):
        return False
    if "not" in words.lows[j + 1 : i] or "never" in words.lows[j + 1 : i]:
        return True
    if _is_acted_on(words, j):
        return False
    follows = words.senses[i + 1] if i + 1 < len(words.senses) else d.MARK
    is_open = words.is_open(j)
    if follows == d.MARK:
        is_end = i + 2 >= len(words.senses) and words.lows[i + 1 : i + 2] == ["."]
        if not is_open and not (is_end and not words.has_any_finite(i)):
            return False
    elif not _may_go_on(words, i, follows) or (
        not is_open and words.has_any_finite(i) and _is_under_adposition(words, j)
    ):
        return False
    return is_open or not words.has_finite(i) or _reports_before(words, j)


def _is_joined(words: Words, j: int) -> bool:
    """Whether the noun at `j` ends a subject of two: "Families and society | share the cost"."""
    k = phrase_start(words, j) - 1
    is_list = k > 0 and words.lows[k] == "and" and words.pos[k - 1] in NOUNS
    return is_list and not words.has_any_finite(k) and t.ADPOSITION not in words.pos[:k]


def _may_go_on(words: Words, i: int, follows: int) -> bool:
    """Whether what follows may stand behind a verb; "of" stands behind few."""
    if words.lows[i + 1] == "of":
        return verb_lemma(words.lows[i]) in d.closed()["before_of"]
    return bool(follows & (AFTER_VERB | d.NOUN | d.ADJECTIVE))


def _is_under_adposition(words: Words, j: int) -> bool:
    """As in "across state | lines": the noun at `j` ends a phrase under a preposition."""
    k = phrase_start(words, j) - 1
    return k >= 0 and words.pos[k] is t.ADPOSITION


def _is_acted_on(words: Words, j: int) -> bool:
    """Whether the noun at `j` ends what a verb acts on: "sending text | messages"."""
    k = phrase_start(words, j) - 1
    if k < 0 or words.pos[k] is not t.VERB or words.forms[k] in FINITE_FORMS:
        return False
    return verb_lemma(words.lows[k]) not in d.closed()["reporting"]


def _opens(words: Words, i: int, sense: int) -> Decision | None:
    """A first word: "Report crimes" asks for something, "Reports of crimes" names it."""
    follows = words.senses[i + 1] if i + 1 < len(words.senses) else d.MARK
    is_asking = (
        sense & d.BASE
        and follows & (d.DETERMINER | d.POSSESSIVE | d.NUMERAL | d.PRONOUN)
        and not later_finite(words, i)
    )
    if is_asking or not sense & d.NOUN:
        return t.VERB, (t.BASE if sense & d.BASE else t.PRESENT)
    return t.NOUN, None


def _coordinated_present(words: Words, i: int, j: int, sense: int) -> Decision | None:
    """As in "Investigates and reports": goes on from an earlier verb in the same form."""
    follows = words.senses[i + 1] if i + 1 < len(words.senses) else d.MARK
    is_closing = words.lows[j] == "," and words.follows_relative(i)
    is_again = j < i - 1 and words.lows[i - 1] in _AGAIN
    goes_on = is_again or follows & AFTER_VERB
    if is_closing and sense & d.PRESENT and goes_on and _may_go_on(words, i, follows):
        return t.VERB, t.PRESENT  # "The amendment, which passed, | advocates"
    if sense & d.PRESENT and (_goes_on_again(words, i, j) or _ends_aside(words, i, j)):
        return t.VERB, t.PRESENT
    wanted = (t.PRESENT, t.BASE) if sense & d.BASE else (t.PRESENT,)
    for k in range(j - 1, -1, -1):
        if words.pos[k] is t.VERB and words.forms[k] is not t.PRESENT_PARTICIPLE:
            if words.forms[k] in wanted and (
                not sense & d.NOUN or object_follows(words, i) or words.pos[j - 1] is t.VERB
            ):
                return t.VERB, words.forms[k]
            break
    if sense & d.NOUN:
        return t.NOUN, None
    # "Lund and Roe, led by a guide, | bring gifts"
    is_base = sense & d.BASE and not (_closes_aside(words, i, j) and object_follows(words, i))
    return t.VERB, (t.BASE if is_base else t.PRESENT)


def _goes_on_again(words: Words, i: int, j: int) -> bool:
    """Whether a second verb stands behind "and": "and now | trades as", "is … and | helps to find".

    `j` is the coordinator.
    """
    if words.pos[j] is not t.COORDINATOR or not words.has_any_finite(j):
        return False
    if j < i - 1:
        return words.lows[i - 1] in _AGAIN and words.lows[i + 1 : i + 2] != ["of"]
    last = next((k for k in range(j - 1, -1, -1) if words.pos[k] in VERBAL), 0)
    if words.pos[last] is not t.AUXILIARY or words.forms[last] is not t.PRESENT:
        return False
    return acts_on(words, i)


# What stands between "and" and the second verb of one subject, and seldom before a noun.
_AGAIN = frozenset({"now", "also", "still", "currently", "then", "always", "often", "regularly"})


def _ends_aside(words: Words, i: int, j: int) -> bool:
    """Whether a comma closes what stands between a subject and its verb.

    "Elm Tools, led by Ada Lund, | offers a hammer": no other verb is finite.
    """
    if not _closes_aside(words, i, j) or not acts_on(words, i):
        return False
    opens = words.pos[0] in NOUNS or (words.pos[0] is t.DETERMINER and j > 2)
    return opens and not later_finite(words, i, is_noun=True)


def _closes_aside(words: Words, i: int, j: int) -> bool:
    """Whether the comma at `j`, right before `i`, is a second one and no verb before is finite."""
    is_second = words.lows[j] == "," and j == i - 1 and "," in words.lows[:j]
    return is_second and not words.is_title and not words.has_any_finite(i)


def _is_plural_subject(words: Words, j: int, *, sure: bool = False) -> bool:
    low = words.lows[j]
    if words.pos[j] is t.PROPER_NOUN:
        return not sure and low.endswith("s")
    if words.pos[j] is t.NUMERAL:
        # "Findex 2025 | highlights": the number is of the name.
        is_of_name = j > 0 and words.pos[j - 1] is t.PROPER_NOUN
        return low != "one" and not (is_of_name and not words.senses[j - 1] & d.TIME)
    return is_plural(low) and not (sure and low in ("police", "staff", "crew", "data", "series"))


FINITE_RULES: tuple[Rule, ...] = (
    Rule("past-or-participle", d.PAST_PARTICIPLE, _past_or_participle),
    Rule("past-only", d.PAST, _past_only),
    Rule("present", d.PRESENT | d.BASE, _present),
)
