"""Measures by what people type of them: "arrests" and "suspects apprehended" are "people arrested".

A measure is kept under one name (`processing.figures.measures`), its unit in brackets behind it.
What is typed is held against the words of that name in any form, and against what says the same.
"""

import re
from functools import lru_cache

from domain.archive import Term, TermKind
from domain.measures import thing_of, unit_of
from processing.figures.measures import persons
from processing.lexicon import words
from processing.words.forms import key_of_word, senses_of
from processing.words.inflection import noun_lemma
from storage import Storage

# Measures that are looked through, those of most releases first.
_KNOWN = 5_000
_REMEMBERED = 20_000
_AS_PEOPLE = 1e-4
# Percentage points are what something changed by; who names it means how high it is.
_AS_CHANGE = 0.1
# A word of this many letters may be the beginning of one.
_BEGINNING = 3
_WORD = re.compile(r"\w+")
_PLAIN = re.compile(r"\w[\w ’'/&.-]*\w")
# What stands in a question and names nothing.
_ASKING = frozenset(
    """
    the a an of in for by and number numbers total amount how many much
    """.split()  # noqa: SIM905
)
_PEOPLE = "people"
# Names under which nothing is compared: they say when, or how, and not what.
_VAGUE = frozenset(
    """
    time times year years day days week weeks month months hour hours minute minutes second seconds
    number numbers total totals amount amounts figure figures basis way ways thing things part parts
    item items page pages section sections mention mentions lead one ones other others
    """.split()  # noqa: SIM905
)


async def complete_measures(storage: Storage, typed: str, *, limit: int = 25) -> list[Term]:
    """The measures that what is typed may mean, the likeliest first; no name that names nothing."""
    known = await storage.terms.complete(TermKind.MEASURE, "", limit=_KNOWN)
    scored = [(_score(typed, term), term) for term in known if is_telling(term.name)]
    found = sorted((one for one in scored if one[0] > 0), key=lambda one: -one[0])
    return [term for _, term in found[:limit]]


@lru_cache(maxsize=_REMEMBERED)
def is_telling(measure: str) -> bool:
    """Whether a name says what is measured: no remainder of a table, no span of time, no person."""
    thing = thing_of(measure).strip()
    if not _PLAIN.fullmatch(thing) or thing.endswith(("'s", "’s")):
        return False
    parts = thing.casefold().split()
    if all(part in _VAGUE or part.isdigit() for part in parts):
        return False
    return unit_of(measure) is not None or not _is_person(parts)


def _is_person(words_of_name: list[str]) -> bool:
    """Whether a name is a given name and another one: "tin seized" and "grace periods" are none."""
    if len(words_of_name) != 2 or words_of_name[0] not in _given_names():
        return False
    return not words_of_name[1].endswith(("s", "ed", "ing", "en"))


@lru_cache(maxsize=1)
def _given_names() -> frozenset[str]:
    """Names of persons that are no words as well."""
    male, female, alike = (
        {name.casefold() for line in words(kind) for name in line.split()}
        for kind in ("names_male", "names_female", "names_given_words")
    )
    return frozenset((male | female) - alike)


def _score(typed: str, term: Term) -> float:
    """How well a measure meets what is typed, 0 where a word of that is not met.

    Of two that are met alike the one of more releases; a name with much else in it is worth less.
    """
    asked = _asked(typed)
    if not asked:
        return float(term.number)
    keys = _keys(term.name)
    met: set[int] = set()
    likely = 1.0
    for word in asked:
        places = _met(word, keys)
        if not places and noun_lemma(word) in persons():
            # "Suspects" may be kept as people, but what is kept as suspects comes first.
            places = {i for i, key in enumerate(keys) if key == _PEOPLE}
            likely *= _AS_PEOPLE
        if not places:
            return 0.0
        met |= places
    if unit_of(term.name) == "percentage point":
        likely *= _AS_CHANGE
    named = [key for key in _keys(thing_of(term.name)) if key != _PEOPLE] or [_PEOPLE]
    return likely * term.number * min(1.0, len(met) / len(named)) ** 2


def _met(word: str, keys: tuple[str, ...]) -> set[int]:
    """The places of a name's words that a typed word means."""
    own = senses_of(word)
    places = {i for i, key in enumerate(keys) if key in own}
    if not places and len(word) >= _BEGINNING:
        places = {i for i, key in enumerate(keys) if key.startswith(word)}
    return places


def _asked(typed: str) -> list[str]:
    """The words that are typed, without those that ask; people only where nothing else is asked."""
    asked = [word for word in _WORD.findall(typed.casefold()) if word not in _ASKING]
    return [word for word in asked if noun_lemma(word) not in persons()] or asked


@lru_cache(maxsize=_REMEMBERED)
def _keys(name: str) -> tuple[str, ...]:
    return tuple(
        _PEOPLE if word == _PEOPLE else key_of_word(word) for word in _WORD.findall(name.casefold())
    )
