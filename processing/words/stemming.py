"""Words without grammatical endings: "gangs" and "gang" are one, "customers" and "customs" two.

The steps of Porter's second algorithm that undo inflection (0, 1 and the final e of 5,
https://snowballstem.org/algorithms/english/stemmer.html). The steps that take words apart further
are left out: they make one of "securities" and "secure", "executive" and "executed".
"""

import re
from functools import lru_cache

from processing.words.inflection import IRREGULAR_PLURALS

# Words that name something else than many of what their singular names.
_OWN = frozenset({"arms", "customs", "goods", "news", "securities", "series", "species"})
_VOWEL = re.compile(r"[aeiouy]")
# The region behind the first consonant that follows a vowel.
_REGION = re.compile(r"[aeiouy][^aeiouy]")
# A consonant, a vowel and a consonant, or a vowel and a consonant that begin the word.
_SHORT = re.compile(r"(?:[^aeiouy][aeiouy][^aeiouywx]|^[aeiouy][^aeiouy])$")
_DOUBLED = re.compile(r"(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$")
_SHORTEST = 3
# Words of releases repeat: so many are remembered, a few megabytes.
_REMEMBERED = 50_000


@lru_cache(maxsize=_REMEMBERED)
def stem(word: str) -> str:
    """A word in small letters without its grammatical ending; a key, not always a word."""
    if len(word) < _SHORTEST or word in _OWN:
        return word
    word = IRREGULAR_PLURALS.get(word, word)
    region = _region(word)
    word = _without_plural(word)
    word = _without_tense(word, region)
    if word.endswith("y") and len(word) > 2 and not _VOWEL.match(word[-2]):
        word = f"{word[:-1]}i"
    return _without_e(word, region)


def _region(word: str) -> int:
    """Where the region begins in which endings are taken off."""
    found = _REGION.search(word)
    return found.end() if found else len(word)


def _without_plural(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith(("ies", "ied")):
        return word[:-2] if len(word) > 4 else word[:-1]
    if word.endswith("s") and not word.endswith(("us", "ss", "is")) and _VOWEL.search(word[:-2]):
        return word[:-1]
    return word


def _without_tense(word: str, region: int) -> str:
    if word.endswith("eed"):
        return word[:-1] if len(word) - 3 >= region else word
    ending = next((e for e in ("ed", "ing") if word.endswith(e)), None)
    if ending is None or not _VOWEL.search(kept := word[: -len(ending)]):
        return word
    if kept.endswith(("at", "bl", "iz")):
        return f"{kept}e"
    if _DOUBLED.search(kept):
        return kept if len(kept) <= _SHORTEST else kept[:-1]
    is_short = _region(kept) >= len(kept) and _SHORT.search(kept)
    return f"{kept}e" if is_short else kept


def _without_e(word: str, region: int) -> str:
    """The word without a final e that is not part of its sound: charge, not care."""
    if not word.endswith("e") or len(word) - 1 < region:
        return word
    second = _REGION.search(word, region)
    if second is not None and len(word) - 1 >= second.end():
        return word[:-1]
    return word if _SHORT.search(word[:-1]) else word[:-1]
