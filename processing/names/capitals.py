"""Names and offices that a release sets in capitals, spelled as they are in a sentence.

"ADA MCNALLY, MINISTER FOR PORTS AND THE COAST" is Ada McNally, Minister for Ports and the Coast.
What the release itself writes in small letters anywhere is taken from there.
"""

import re
from collections.abc import Callable

from processing.names.office_lines import LETTERS
from processing.names.vocabulary import vocabulary

_WORD = re.compile(r"[^\W\d_][\w'’]*")
_NUMERALS = re.compile(r"I{2,3}|IV|VI{0,3}")
_SHORTENED = {"JR": "Jr", "SR": "Sr", "PHD": "PhD", "ESQ": "Esq"}
# Small within a name, never its first word.
_PARTICLES = frozenset(
    {"de", "da", "dos", "del", "della", "den", "der", "du", "la", "van", "von", "bin", "ibn", "ter"}
)
# "McNally", "O'Hara", "D'Arcy": a capital stands behind these.
_OPENERS = re.compile(r"(?:Mc|O['’]|D['’]|L['’])(?=[^\W\d_]{2})")
_VOWELS = frozenset("AEIOUYÀÁÂÄÅÆÈÉÊËÌÍÎÏÒÓÔÖØÙÚÛÜ")
# Surnames that are written without a vowel; others so short are initials ("JD").
_NO_INITIALS = frozenset({"NG", "MC"})
_SMALL = frozenset(
    {"of", "the", "and", "for", "to", "in", "on", "at", "with", "by", "from", "a", "an", "or"}
)
# Unicode's own hyphens, which no search is typed with.
_HYPHENS = str.maketrans("\u2010\u2011", "--")
_INITIALS, _ACRONYM, _LONGEST_ACRONYM = 2, 3, 5


def spell_name(name: str, text: str) -> str:
    """A name in capitals as a sentence writes it; of others only the hyphens are made plain."""
    name = name.translate(_HYPHENS)
    if not _is_shouted(name):
        return name
    return _written(name, text) or _join(name, _name_word)


def spell_office(office: str, text: str) -> str:
    """An office in capitals as a sentence writes it; a single word or acronym stays as it is."""
    words = office.split()
    if len(words) < 2 or not _is_shouted(office):
        return office
    known = _written(office, text)
    return known or _join(office, lambda word, place: _office_word(word, place, text))


def _is_shouted(words: str) -> bool:
    letters = [sign for sign in words if sign.isalpha()]
    return len(letters) > _ACRONYM and all(sign.isupper() for sign in letters)


def _written(words: str, text: str) -> str | None:
    """The words as the text writes them with small letters, each begun with a capital."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    for found in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE):
        written = " ".join(found.group().split())
        if not written.isupper() and written[0].isupper() and written.split()[-1][0].isupper():
            return written
    return None


def _join(words: str, spell: Callable[[str, int], str]) -> str:
    return _WORD.sub(lambda word: spell(word.group(), word.start()), words)


def _name_word(word: str, place: int) -> str:
    if place and word.lower() in _PARTICLES:
        return word.lower()
    if word in _SHORTENED:
        return _SHORTENED[word]
    is_initials = len(word) <= _INITIALS and not _VOWELS & set(word) and word not in _NO_INITIALS
    if is_initials or (place and (_NUMERALS.fullmatch(word) or word in LETTERS)):
        return word
    return _capitalised(word)


def _capitalised(word: str) -> str:
    small = word[0] + word[1:].lower()
    opener = _OPENERS.match(small)
    if opener is None:
        return small
    at = opener.end()
    return small[:at] + small[at].upper() + small[at + 1 :]


def _office_word(word: str, place: int, text: str) -> str:
    if place and word.lower() in _SMALL:
        return word.lower()
    is_acronym = word in LETTERS or word in vocabulary().exact or not _VOWELS & set(word)
    if len(word) <= _LONGEST_ACRONYM and not is_acronym:
        # "ICE" stands so in the midst of small letters too.
        is_acronym = re.search(rf"[a-z] {word}\b|\b{word} [a-z]", text) is not None
    return word if is_acronym else _capitalised(word)
