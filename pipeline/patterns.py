"""Phrases made into patterns of keys, once for all texts: their words, relatives, other names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from domain.expressions import Phrase
from processing.lexicon import words
from processing.names.acronyms import acronym_of, known_acronyms
from processing.words.forms import (
    key_of_word,
    other_words,
    relatives_of,
    same_things,
    small_words,
)
from processing.words.spelling import fold

_WORD = re.compile(r"\w+")
# FBI, F.B.I., FinCEN, U.S.: at least two capitals and no space.
_ACRONYM = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})(?!.*[a-z]{4})[A-Z][\w.&-]{1,9}")
# Acronyms people type in small letters that are no words.
_SHORTEST_ACRONYM = 3
_WORDS_TOO = frozenset({"who", "ice", "sec", "dot", "aids", "cap", "care", "va", "it", "us"})
# "theft of a vehicle" for "vehicle theft".
_GAP = 3
# Both parts of a word that is written as two elsewhere: "day care", "wheel-chair".
_SHORTEST_PART = 3
_NO_PARTS = frozenset(
    ["not", "now", "just", "all", "can", "may", "out", "over", "per", "any", "one", "two"]
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words one after another, each of one of its keys, with at most `gap` others between.

    `refused` are words that share the key of the first and are another. An `acronym` stands in
    capitals, and where the text says itself what it means by it, that is among the `meant`.
    """

    words: tuple[frozenset[str], ...]
    gap: int = 0
    refused: frozenset[str] = frozenset()
    acronym: str | None = None
    meant: frozenset[str] = frozenset()
    is_split: bool = False
    is_company: bool = False


# Names that mean one thing in the records of an archive: an acronym and its long forms.
Aliases = tuple[tuple[str, ...], ...]


@lru_cache(maxsize=4096)
def plain_patterns(phrase: Phrase) -> tuple[Pattern, ...]:
    """The words themselves in any grammatical form, and nothing else."""
    keys = tuple(frozenset({key_of_word(word)}) for word in _WORD.findall(phrase.text))
    return (Pattern(keys),) if keys else ()


@lru_cache(maxsize=4096)
def patterns_of(phrase: Phrase, aliases: Aliases = ()) -> tuple[Pattern, ...]:
    """Whatever says what a phrase says; of an exact one the words alone, in their forms."""
    if phrase.is_exact:
        return (*plain_patterns(phrase), *_joined(phrase))
    found = list(_own_patterns(phrase))
    names = names_of(phrase.text, aliases)
    meant = frozenset(map(fold, (phrase.text, *names)))
    for name in names:
        found += _named(name, meant)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=4096)
def names_of(text: str, aliases: Aliases = ()) -> tuple[str, ...]:
    """The other names of what a phrase names: acronyms of a long form, long forms of an acronym."""
    own = _key(text)
    found: dict[str, None] = {}
    for group in (*aliases, *_groups().get(own, ())):
        if own in map(_key, group):
            found |= dict.fromkeys(name for name in group if _key(name) != own)
    return tuple(found)


def is_acronym(text: str) -> bool:
    """Whether a name is written as an acronym, or is one we know in small letters."""
    if _ACRONYM.fullmatch(text):
        return True
    low = text.casefold()
    is_long = len(low) >= _SHORTEST_ACRONYM
    return is_long and low not in _WORDS_TOO and text.islower() and low.upper() in known_acronyms()


def _own_patterns(phrase: Phrase) -> Iterator[Pattern]:
    text = phrase.text
    parts = _WORD.findall(text)
    if not parts:
        return
    if is_acronym(text):
        yield from _acronyms(text.upper() if text.islower() else text)
        return
    if len(parts) == 1 and text in words("words_companies"):
        yield Pattern((frozenset({key_of_word(text)}),), is_company=True)
        return
    is_name = len(parts) > 1 and all(part[0].isupper() for part in parts if part[0].isalpha()
                                     and fold(part) not in small_words())  # fmt: skip
    if is_name:
        yield from plain_patterns(phrase)
        initials = acronym_of(text)
        if initials and len(initials) > _SHORTEST_ACRONYM:
            yield from _acronyms(initials, frozenset({fold(text)}))
        return
    keys = tuple(relatives_of(part) for part in parts)
    yield Pattern(keys, refused=other_words(parts[0]) if len(parts) == 1 else frozenset())
    yield from _joined(phrase)
    if len(parts) == 2 and not small_words() & set(map(fold, parts)):
        yield Pattern(keys[::-1], gap=_GAP)


def _acronyms(text: str, meant: frozenset[str] = frozenset()) -> Iterator[Pattern]:
    """An acronym as one word, and with a full stop behind each letter."""
    letters = "".join(_WORD.findall(text))
    parts = _WORD.findall(text)
    for spelt in {letters: None, **dict.fromkeys([text])}:
        keys = tuple(frozenset({key_of_word(part)}) for part in _WORD.findall(spelt))
        yield Pattern(keys, acronym=letters, meant=meant)
    if len(parts) == 1 and letters.isupper():
        keys = tuple(frozenset({key_of_word(letter)}) for letter in letters)
        yield Pattern(keys, acronym=letters, meant=meant)


def _named(name: str, meant: frozenset[str]) -> Iterator[Pattern]:
    if is_acronym(name):
        yield from _acronyms(name, meant | {fold(name)})
    else:
        yield from plain_patterns(Phrase(name))


def _joined(phrase: Phrase) -> Iterator[Pattern]:
    """Two words written as one, one written as two: "daycare" and "day care"."""
    parts = [fold(part) for part in _WORD.findall(phrase.text)]
    if len(parts) == 2 and not small_words() & set(parts):
        yield Pattern((frozenset({key_of_word("".join(parts))}),))
    if len(parts) != 1 or not parts[0].isalpha():
        return
    (word,) = parts
    for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        first, second = word[:at], word[at:]
        if first not in _NO_PARTS and first not in small_words() and second not in small_words():
            keys = frozenset({key_of_word(first)}), frozenset({key_of_word(second)})
            yield Pattern(keys, is_split=True)


def _key(name: str) -> str:
    return " ".join(map(key_of_word, _WORD.findall(name))).removeprefix("the ")


@cache
def _groups() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Groups of names of one thing, by the key of each."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for group in (*known_acronyms().values(), *same_things()):
        for name in group:
            found.setdefault(_key(name), []).append(group)
    return {key: tuple(dict.fromkeys(groups)) for key, groups in found.items()}
