"""Acronyms: of which words they are made, and those of agencies that everybody knows."""

import re
from collections.abc import Mapping
from functools import cache

from processing.lexicon import table

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# Words that give no letter: of the Bureau of Alcohol, Tobacco, Firearms and Explosives B A T F E.
_SILENT = frozenset(
    [
        "a",
        "an",
        "and",
        "at",
        "by",
        "de",
        "du",
        "et",
        "for",
        "in",
        "la",
        "of",
        "on",
        "or",
        "the",
        "to",
        "&",
        "y",
    ]
)
_SHORTEST, _LONGEST = 2, 10


def acronym_of(name: str) -> str | None:
    """The first letters of the words of a name, in capitals; None where there are too few."""
    letters = [word[0] for word in _WORD.findall(name) if word.casefold() not in _SILENT]
    acronym = "".join(letters).upper()
    return acronym if _SHORTEST <= len(acronym) <= _LONGEST else None


def initials_of(name: str) -> str:
    """The first letters of all words of a name, in capitals."""
    return "".join(word[0] for word in _WORD.findall(name)).upper()


def is_made_of(acronym: str, name: str) -> bool:
    """Whether an acronym is made of the first letters of a name: SEC of the U.S. Securities …."""
    wanted = "".join(letter for letter in acronym if letter.isalpha()).upper()
    own = acronym_of(name)
    full = initials_of(name)
    return len(wanted) >= _SHORTEST and wanted in (own, full, (own or "").removeprefix("US"))


@cache
def known_acronyms() -> Mapping[str, tuple[str, ...]]:
    """By acronym, it and the long forms of the agency everybody knows it of."""
    return {
        entry["acronym"]: (entry["acronym"], entry["name"], *entry.get("also", ()))
        for entry in table("names_agencies")["agency"]
        if "acronym" in entry
    }
