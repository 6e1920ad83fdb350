"""Offices as they are printed around a name: several on one line, letters, seats of parliament."""

import re

from processing.lexicon import words as entries
from processing.names.labels import codes
from processing.names.tokens import label_of

# Letters behind a name: a seat in a parliament, which is an office, or an honour, which is none.
LETTERS = frozenset(
    {
        *(
            "MP",
            "MHR",
            "MLA",
            "MLC",
            "QC",
            "KC",
            "SC",
            "AM",
            "AO",
            "AC",
            "OAM",
            "CBE",
            "OBE",
            "MBE",
        ),
        *("JP", "CSC", "PhD"),
    }
)
_SEATS = frozenset({"MP", "MHR", "MLA", "MLC"})
# Members of a parliament who are addressed so, whatever office they hold besides.
OFFICES_OF_SEATS = frozenset({"Senator", "Sen.", "Sen"})
_TIES = frozenset({"of", "for", "and", "the", "to", "&", "in", "at"})
_PARTIES = r"(?:Federal|Labor|Liberal|Greens|Democrats|Nationals)"
# A seat, or an office of the opposition, that stands behind an office without a comma.
_SECOND_OFFICE = re.compile(
    r"(?<=[a-z’'])(?<!\band)(?<!\bthe)(?<!\bto)(?<!\bof)(?<!\bfor)\s+"
    rf"(?=(?:{_PARTIES}\s)?(?:Senator|Member)\sfor\b"
    r"|Shadow\s(?:\w+\s)?Minister\sfor\b)",
    re.IGNORECASE,
)
# What is left of a seat behind a list of offices: "Minister for Mines, Federal".
_PARTY_LEFT = re.compile(rf",\s+{_PARTIES}\Z", re.IGNORECASE)
# "Minister for Mines | Senator": but "Greens Senator" is one office.
_FIELD_AND_SENATOR = re.compile(
    r"(?P<office>.*\b(?:for|of)\b.*[a-z])(?<!\band)\s+(?:Senator|Sen\.)", re.DOTALL
)


def is_judgment(word: str) -> bool:
    """Whether a word says what others think of who holds an office: "embattled", "Rookie"."""
    return word.casefold() in entries("names_judgments")


def first_office(role: str) -> str | None:
    """An office without what is printed behind it, None where only honours are left.

    "Minister for Mines Senator for Norland", "Mines Minister Senator", "MP Minister for Mines".
    """
    words = role.split()
    seats = [word for word in words if word in _SEATS]
    if all(word in LETTERS for word in words):
        return seats[0] if seats else None
    while words[0] in LETTERS or (len(words) > 1 and is_judgment(words[0])):
        words = words[1:]
    if words[-1] in OFFICES_OF_SEATS and len(words) > 1 and _is_title(words[-2]):
        words = words[:-1]
    while len(words) > 1 and words[-1].lower() in _TIES:
        words = words[:-1]
    whole = " ".join(words)
    first, *further = _SECOND_OFFICE.split(whole, maxsplit=1)
    if further and any(_is_title(word.strip(",")) for word in first.split()):
        whole = _PARTY_LEFT.sub("", first)
    titled = _FIELD_AND_SENATOR.fullmatch(whole)
    return titled.group("office") if titled is not None else whole


def _is_title(word: str) -> bool:
    return label_of(word) in codes("ANY_TITLE")
