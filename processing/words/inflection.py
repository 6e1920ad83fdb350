"""The forms of English verbs and nouns, and the way back from a form to its dictionary form."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from processing.lexicon import ordered_words

_VOWELS = "aeiou"
_ENDS_DOUBLED = re.compile(r"[^aeiou]*(?:qu)?[aeiou][bdfgklmnprstvz]")
_SIBILANTS = ("s", "sh", "ch", "x", "z", "o")


class VerbForms(NamedTuple):
    """The five forms of a verb, lower case."""

    base: str
    present: str
    past: str
    past_participle: str
    present_participle: str


def inflect(base: str) -> VerbForms:
    """The forms of a regular verb: "stop" to "stops", "stopped", "stopping"."""
    if base.endswith("ie"):
        return VerbForms(base, f"{base}s", f"{base}d", f"{base}d", f"{base[:-2]}ying")
    if base.endswith("e"):
        stem = base if base.endswith(("ee", "oe", "ye")) else base[:-1]
        return VerbForms(base, f"{base}s", f"{base}d", f"{base}d", f"{stem}ing")
    if base.endswith("y") and base[-2] not in _VOWELS:
        past = f"{base[:-1]}ied"
        return VerbForms(base, f"{base[:-1]}ies", past, past, f"{base}ing")
    stem = base + base[-1] if _ENDS_DOUBLED.fullmatch(base) else base
    ending = "es" if base.endswith(_SIBILANTS) else "s"
    return VerbForms(base, base + ending, f"{stem}ed", f"{stem}ed", f"{stem}ing")


@cache
def verbs() -> tuple[VerbForms, ...]:
    """All verbs of the lexicon `words_verbs` with their forms."""
    found: list[VerbForms] = []
    for line in ordered_words("words_verbs"):
        if line.startswith(">"):
            found.append(VerbForms(*line[1:].split()))
        else:
            found += [inflect(base) for base in line.split()]
    return tuple(found)


@cache
def _verb_lemmas() -> dict[str, str]:
    lemmas: dict[str, str] = {}
    for forms in verbs():
        for form in forms:
            lemmas.setdefault(form, forms.base)
    # "found" and "lay" are forms of "find" and "lie" far more often than verbs of their own.
    return lemmas | {
        "found": "find",
        "saw": "see",
        "left": "leave",
        "felt": "feel",
        "ground": "ground",
    }


_OTHER_FORMS = {
    "am": "be", "are": "be", "were": "be", "'s": "be", "’s": "be", "'d": "have", "’d": "have",
    "'m": "be", "'re": "be", "’m": "be", "’re": "be",
    "'ve": "have", "’ve": "have", "got": "get", "'ll": "will", "’ll": "will", "ca": "can",
    "wo": "will", "sha": "shall", "cannot": "can",
}  # fmt: skip


@lru_cache(maxsize=8192)
def verb_lemma(form: str) -> str:
    """The base form of a verb, given in lower case: "seized" to "seize", unknown ones by ending."""
    known = _OTHER_FORMS.get(form) or _verb_lemmas().get(form)
    if known is not None:
        return known
    for ending, least in (("ied", 5), ("ies", 5)):
        if form.endswith(ending) and len(form) >= least:
            return f"{form[:-3]}y"
    for ending in ("ing", "ed"):
        if form.endswith(ending) and len(form) > len(ending) + 2:
            return _unstemmed(form.removesuffix(ending))
    if form.endswith(("shes", "ches", "xes", "zes", "sses")):
        return form[:-2]
    return form[:-1] if form.endswith("s") and not form.endswith("ss") else form


def _unstemmed(stem: str) -> str:
    """The base form of an unknown verb whose ending is cut off."""
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "lsz":
        return stem[:-1]
    if stem.endswith(("at", "iz", "is", "v", "c", "u", "ng", "bl", "dl", "tl", "gl", "pl")):
        return f"{stem}e"
    return stem


# Plurals that do not only add an s, by which nouns and stems go back to their singular.
IRREGULAR_PLURALS = {
    "men": "man", "women": "woman", "children": "child", "people": "people",
    "policemen": "policeman",
    "policewomen": "policewoman", "firemen": "fireman", "servicemen": "serviceman", "feet": "foot",
    "teeth": "tooth", "mice": "mouse", "geese": "goose", "lives": "life", "wives": "wife",
    "knives": "knife", "halves": "half", "wolves": "wolf", "thieves": "thief", "leaves": "leaf",
    "calves": "calf", "shelves": "shelf", "loaves": "loaf", "criteria": "criterion",
    "phenomena": "phenomenon", "bacteria": "bacterium", "crises": "crisis", "analyses": "analysis",
    "oxen": "ox", "buses": "bus", "viruses": "virus", "indictees": "indictee", "dice": "die",
    "hooves": "hoof", "scarves": "scarf", "selves": "self", "elves": "elf", "bases": "base",
    "theses": "thesis", "hypotheses": "hypothesis", "diagnoses": "diagnosis", "axes": "axe",
    "oases": "oasis", "parentheses": "parenthesis", "fungi": "fungus", "alumni": "alumnus",
    "cacti": "cactus", "nuclei": "nucleus", "stimuli": "stimulus", "larvae": "larva",
    "vertebrae": "vertebra", "indices": "index", "matrices": "matrix", "appendices": "appendix",
    "movies": "movie", "cookies": "cookie", "ties": "tie", "pies": "pie", "lies": "lie",
    "calories": "calorie", "rookies": "rookie", "zombies": "zombie", "prairies": "prairie",
    "gases": "gas", "lenses": "lens", "statuses": "status", "campuses": "campus",
    "bonuses": "bonus", "caucuses": "caucus", "heroes": "hero", "potatoes": "potato",
    "tomatoes": "tomato", "echoes": "echo", "vetoes": "veto", "cargoes": "cargo",
    "torpedoes": "torpedo", "volcanoes": "volcano", "mosquitoes": "mosquito", "shoes": "shoe",
}  # fmt: skip
PLURALS_AS_SINGULARS = frozenset(
    [
        "aircraft",
        "bison",
        "cattle",
        "clergy",
        "crew",
        "data",
        "deer",
        "elk",
        "fish",
        "headquarters",
        "livestock",
        "media",
        "moose",
        "offspring",
        "others",
        "people",
        "personnel",
        "police",
        "poultry",
        "salmon",
        "series",
        "sheep",
        "spacecraft",
        "species",
        "staff",
        "troops",
        "trout",
        "youth",
        "folk",
    ]
)
_NO_PLURALS = frozenset(
    [
        "always",
        "as",
        "besides",
        "does",
        "has",
        "his",
        "is",
        "its",
        "less",
        "news",
        "perhaps",
        "this",
        "thus",
        "us",
        "was",
        "whereas",
        "yes",
        "diabetes",
        "measles",
        "mathematics",
        "physics",
        "politics",
        "economics",
        "ethics",
        "athletics",
        "logistics",
        "lens",
        "gas",
        "bus",
        "iris",
        "business",
        "process",
        "access",
        "success",
        "progress",
        "congress",
        "address",
        "press",
        "stress",
        "mass",
        "class",
        "loss",
        "boss",
        "glass",
        "grass",
        "cross",
        "crisis",
        "basis",
        "analysis",
        "diagnosis",
        "emphasis",
        "thesis",
        "status",
        "campus",
        "virus",
        "census",
        "consensus",
        "focus",
        "bonus",
        "chaos",
        "tennis",
        "pancreas",
        "texas",
        "arkansas",
        "kansas",
    ]
)
_COMPOUND_PLURAL = re.compile(r"(?:men|women|people|children|folk|aircraft|feet)$")
_SINGULAR_ENDING = re.compile(r"(?:ss|us|is|ous|[^s]['’]s|['’])$")
_POSSESSIVE = re.compile(r"['’]s$|(?<=s)['’]$")
_COMPOUND_TAILS = (
    ("fishermen", "fisherman"), ("women", "woman"), ("men", "man"), ("children", "child"),
)  # fmt: skip


@lru_cache(maxsize=8192)
def is_plural(low: str) -> bool:
    """Whether a lower-case word looks like a plural noun."""
    if low in _NO_PLURALS:
        return False
    if low in PLURALS_AS_SINGULARS or low in IRREGULAR_PLURALS or _COMPOUND_PLURAL.search(low):
        return True
    return len(low) > 2 and low.endswith("s") and not _SINGULAR_ENDING.search(low)


@lru_cache(maxsize=8192)
def noun_lemma(word: str) -> str:
    """The dictionary form of a noun, lower case: "arrests" to "arrest", "bodies" to "body"."""
    low = _POSSESSIVE.sub("", word.lower()).strip(".")
    if low in IRREGULAR_PLURALS:
        return IRREGULAR_PLURALS[low]
    if low in PLURALS_AS_SINGULARS or low in _NO_PLURALS or len(low) < 4:
        return low
    for tail, single in _COMPOUND_TAILS:
        if low.endswith(tail) and low not in ("omen", "semen", "specimen", "regimen", "acumen"):
            return low.removesuffix(tail) + single
    if low.endswith("ies"):
        return f"{low[:-3]}y"
    if low.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return low[:-2]
    return low[:-1] if low.endswith("s") and not _SINGULAR_ENDING.search(low) else low
