"""One spelling for a word however it is written: accents, British and American forms.

Both sides of a comparison are brought to it, so that it need not be a word anybody writes:
"install" and "instal" are one, and so are "raise" and "raize".
"""

import re
import unicodedata
from functools import cache, lru_cache

from processing.lexicon import ordered_words

_REMEMBERED = 50_000
# Letters that are not a plain one with a sign.
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
_OUR = re.compile(
    r"(arb|arm|behavi|cand|clam|col|demean|endeav|enam|fav|ferv|glam|harb|hon|hum|lab|neighb|od|"
    r"parl|ranc|rig|rum|sav|savi|splend|succ|tum|val|vap|vig)our"
)
_RE = re.compile(r"(cent|theat|lit|met|fib|calib|spect|lust|sab|somb|och|meag)re(s|d)?$")
_IS = re.compile(r"(?<=[a-z]{2})(i|y)s(?=(?:e|es|ed|er|ers|ing|ation|ations|able)$)")
# A vowel that bears no stress before the last: counselled, installment, enrolls, skillful.
_LL = re.compile(
    r"([aeiouy][^aeiouy]+[aeiouy]+|^(?:fue|dia|due|jewe|crue))ll"
    r"(?=(?:ed|ing|ings|er|ers|or|ors|ery|ment|ments|ist|ists|ful|fully|s)?$)"
)
_OGUE = re.compile(r"(catal|dial|anal|epil|prol|monol|homol)ogue")
_AE = re.compile(r"(p|h|an|leuk|gyn|f|orthop|encyclop|medi|arch)ae(?=[a-z]{2})")
_OE = re.compile(r"^(?:h?om|diarrh|f|)oe(?=strogen|tus|tal|sopha|op|a)")
_ENCE = re.compile(r"(def|off|lic|pret)ence")


# Each of these rules the other way round, from its key to what is written instead.
_WRITTEN = (
    (re.compile(_OUR.pattern.removesuffix("our") + r"or"), r"\1our"),
    (re.compile(_RE.pattern.replace("re(s|d)?$", "er(s|d)?$")), r"\1re\2"),
    (re.compile(_IS.pattern.replace("(i|y)s", "(i|y)z")), r"\1s"),
    (re.compile(_LL.pattern.replace(")ll", ")l").replace("|s)?$)", ")$)")), r"\1ll"),
    (re.compile(r"^(enro|fulfi|disti|insti|appa|insta)l(?=s?$)"), r"\1ll"),
    (re.compile(_OGUE.pattern.replace("ogue", "og(?!ue)")), r"\1ogue"),
    (
        re.compile(
            r"(p(?=ed)|h(?=emo|emat)|an(?=esth|emi)|leuk(?=emi)|gyn(?=ecol)|f(?=ec)|"
            r"medi(?=eval)|arch(?=eolo))e"
        ),
        r"\1ae",
    ),
    (re.compile(r"^((?:h?om|diarrh|f)?)e(?=strogen|tus|tal|sopha|op|a)"), r"\1oe"),
    (re.compile(_ENCE.pattern.replace("ence", "ense")), r"\1ence"),
)


@lru_cache(maxsize=_REMEMBERED)
def fold(word: str) -> str:
    """A word in small letters and without accents: "Québec" to "quebec"."""
    low = word.casefold()
    if low.isascii():
        return low
    parted = unicodedata.normalize("NFKD", low.translate(_LETTERS))
    return "".join(letter for letter in parted if not unicodedata.combining(letter))


@lru_cache(maxsize=_REMEMBERED)
def spelled(word: str) -> str:
    """The one spelling of a word that `fold` has folded: "colour" to "color"; a key."""
    known = _known().get(word)
    if known is not None:
        return known
    if len(word) < 5:
        return word
    word = _OUR.sub(r"\1or", word, count=1)
    word = _RE.sub(r"\1er\2", word, count=1)
    word = _IS.sub(r"\1z", word, count=1)
    word = _LL.sub(r"\1l", word, count=1)
    word = _OGUE.sub(r"\1og", word, count=1)
    word = _AE.sub(r"\1e", word, count=1)
    word = _OE.sub(lambda found: found[0][:-2] + "e", word, count=1)
    return _ENCE.sub(r"\1ense", word, count=1)


def other_spellings(word: str) -> tuple[str, ...]:
    """How else a word that `fold` has folded may be written: "harbour" for "harbor"; often none."""
    key = spelled(word)
    guesses = [key, *(one for one, known in _known().items() if known == key)]
    guesses += [pattern.sub(written, key, count=1) for pattern, written in _WRITTEN]
    return tuple(one for one in dict.fromkeys(guesses) if one != word and spelled(one) == key)


@cache
def _known() -> dict[str, str]:
    """Spellings that follow no rule, with their plurals, by each way they are written."""
    known: dict[str, str] = {}
    for line in ordered_words("words_spellings"):
        first, *others = line.split()
        for written in (first, *others):
            known[written] = first
            known[f"{written}s"] = f"{first}s"
    return known
