"""Words in their forms: what is compared of a word, and what else says the same.

A key is what all grammatical forms and spellings of a word have in common ("stolen", "steals");
relatives are the keys of what is made of it ("theft"). Keys are for comparing, not always words.
"""

from collections.abc import Iterator
from functools import cache, lru_cache

from processing.lexicon import ordered_words, words
from processing.words.inflection import IRREGULAR_PLURALS, verb_lemma, verbs
from processing.words.spelling import fold, spelled
from processing.words.stemming import stem

_REMEMBERED = 50_000
# Forms of verbs that are words of their own more often, or names.
_OWN_WORDS = frozenset(
    """
    bit bore born bound dove fell felt found ground laid lay led left lit rose sank saw shed shot
    slid sought spat spoke spun stuck thought wore wound
    """.split()  # noqa: SIM905
)
# What a verb takes to become the doing of it. A candidate that is no word is found nowhere.
_OF_DOING = ("ment", "ion", "ation", "al", "ance", "ure", "ery", "ing")
_DOERS = ("er", "or")
# Nouns whose verb says something else by now: who watches departments waits for no departure.
_GROWN_APART = frozenset(
    """
    action administration apartment appliance application association assumption attendance
    attraction building capital clothing commission commitment committal condition conference
    constitution corporation department direction document edition election engagement evening
    exhibition expression finance foundation general government hearing hospital housing
    information instruction intention invention king meaning meeting mission moment morning motion
    nation occupation operation organization parliament partition passion performance picture
    portion position possession practice procedure profession promotion proportion provision
    pursuance ration reaction reception reference relation reservation residence resolution
    revolution rotation saying section session setting spring state statement station string
    supplement thing tradition treatment trial union
    """.split()  # noqa: SIM905
)


@lru_cache(maxsize=_REMEMBERED)
def key_of_word(word: str) -> str:
    """What the forms and spellings of a word share, of any case: "Travelled" and "traveling"."""
    word = fold(word)
    known = IRREGULAR_PLURALS.get(word) or _irregular().get(word, word)
    return stem(spelled(known))


@lru_cache(maxsize=4096)
def relatives_of(word: str) -> frozenset[str]:
    """The keys of the word and of what is made of the same verb, its own key among them."""
    own = key_of_word(word)
    family = _families().get(own, frozenset())
    return frozenset({own}) | family | frozenset(map(key_of_word, _derived(spelled(fold(word)))))


@lru_cache(maxsize=4096)
def senses_of(word: str) -> frozenset[str]:
    """The keys of what says the same of a number: "killed" is said as "died" as well."""
    keys = relatives_of(word)
    return keys.union(*(_senses().get(key, ()) for key in keys))


@lru_cache(maxsize=4096)
def other_words(word: str) -> frozenset[str]:
    """Words that share the key of a noun of doing and are things: "traffic" is no trafficking."""
    low = spelled(fold(word))
    if not low.endswith("ing"):
        return frozenset()
    base = verb_lemma(fold(word)) if fold(word) in _known_verb_forms() else low.removesuffix("ing")
    bases = {base, spelled(base), low.removesuffix("ing")}
    things = {noun for noun in bases if noun in _nouns_too()}
    return frozenset(things | {f"{noun}s" for noun in things})


def _derived(low: str) -> Iterator[str]:
    """Words that may be made of the verb of a noun of doing, or of a verb."""
    if low in _GROWN_APART or low.removesuffix("s") in _GROWN_APART:
        return
    base = _verb_of(low)
    if base is None:
        return
    root = base.removesuffix("e")
    if low != base:
        yield base
    yield from (root + ending for ending in (*_OF_DOING, *_DOERS) if _is_told(root + ending))
    yield from (base + ending for ending in ("ment",) if _is_told(base + ending))


def _is_told(noun: str) -> bool:
    return noun not in _GROWN_APART


def _verb_of(low: str) -> str | None:
    """The verb that a word is of, None for one that is of none we know."""
    for ending in ("ments", "ment", "ations", "ation", "ions", "ion", "als", "al", "ances", "ance",
                   "ures", "ure", "eries", "ery", "ings", "ing"):  # fmt: skip
        root = low.removesuffix(ending)
        if root != low and len(root) > 2:
            found = next((v for v in (root, f"{root}e") if v in _bases()), None)
            if found is not None:
                return found
    return low if low in _bases() and low not in _nouns_too() else None


@cache
def _bases() -> frozenset[str]:
    return frozenset(spelled(forms.base) for forms in verbs())


@cache
def _known_verb_forms() -> frozenset[str]:
    return frozenset(form for forms in verbs() for form in forms)


@cache
def _nouns_too() -> frozenset[str]:
    """Verbs whose base is a noun as well."""
    lines = ordered_words("words_verb_nouns")
    return frozenset(spelled(word) for line in lines for word in line.split())


@cache
def _irregular() -> dict[str, str]:
    """The base of verbs by their forms that no rule leads back."""
    found: dict[str, str] = {}
    for forms in verbs():
        for form in (forms.past, forms.past_participle):
            is_regular = form.endswith("ed") and form.startswith(forms.base[:3])
            if not is_regular and form not in _OWN_WORDS and form not in _bases():
                found.setdefault(form, forms.base)
    return found


@cache
def _families() -> dict[str, frozenset[str]]:
    """By the key of each word of a line the keys of all its words."""
    found: dict[str, frozenset[str]] = {}
    for line in ordered_words("words_families"):
        keys = frozenset(map(key_of_word, line.split()))
        for key in keys:
            found[key] = found.get(key, frozenset()) | keys
    return found


@cache
def _senses() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in ordered_words("words_senses"):
        keys = frozenset().union(*(relatives_of(word) for word in line.split()))
        for word in line.split():
            found[key_of_word(word)] = found.get(key_of_word(word), frozenset()) | keys
    return found


@cache
def same_things() -> tuple[tuple[str, ...], ...]:
    """Phrases that name one thing, a group each; those in capitals stand so in a text."""
    return tuple(
        tuple(phrase.strip() for phrase in line.split("|")) for line in ordered_words("words_same")
    )


@cache
def small_words() -> frozenset[str]:
    """Words between the words of a phrase that say little: "theft of a vehicle"."""
    return frozenset(
        [
            "a",
            "an",
            "and",
            "at",
            "by",
            "for",
            "from",
            "in",
            "into",
            "of",
            "on",
            "the",
            "their",
            "to",
            "with",
        ]
    ) | words("summary_stopwords") & frozenset(
        ["its", "his", "her", "our", "this", "that", "these", "those"]
    )
