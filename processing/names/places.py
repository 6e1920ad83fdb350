"""Places: known ones, and those whose shape says so ("Poe County", "Elm City, Ohio")."""

import re

from processing.names.labels import Label, codes, pattern
from processing.names.tokens import Tokens, find_headed
from processing.names.vocabulary import regions

# "Eastern District of Ohio"
_DISTRICT = pattern(r"[COMMON CAPITALISED] TITLE_MODIFIER OF PLACE PLACE_REST*")
# "Poe County", "Lake Poe Township"
_HEADED = pattern(
    r"PLACE_OPENER? (?: [CAPITALISED GIVEN_PLACE GIVEN PLACE COMMON] PLACE_REST*){1,3} "
    r"PLACE_HEAD (?! [ORGANIZATION_HEAD'])"
)
# "Lake Poe", but not "Ada Lake Poe"; the opener first, so that the search leaps
_OPENED = pattern(
    r"PLACE_OPENER (?<! [GIVEN INITIAL].) [NAME_WORD PLACE]{1,2} (?! [NAME_WORD INITIAL "
    r"ORGANIZATION_HEAD])"
)
# "Elm City, Ohio,"
_IN_STATE = pattern(
    r"(?: PLACE PLACE_REST* | [NAME_WORD COMMON ACRONYM]{0,2} [NAME_WORD PLACE_HEAD "
    r"ACRONYM]), (?= (PLACE PLACE_REST*) [SAYING WHO,.;:)\"/\-])"
)
# "Old Mill Street"
_STREET = pattern(r"[NAME_WORD PLACE COMMON] PLACE_REST* [NAME_WORD PLACE COMMON]{0,2} STREET")
# "Ada Lund, 54, of | Elm City,"
_AFTER_AGE = pattern(r",#, OF ([NAME_WORD PLACE_OPENER COMMON PLACE]{1,3}) (?= [AND WHO,.;:)/])")
_CITY_AND_STATE = frozenset(("New York", "Washington"))
_COURT_SIDES = frozenset(("Eastern", "Western", "Northern", "Southern", "Central", "Middle"))
# "Elm | City".
_CITY_WORD = codes("NAME_WORD COMMON PLACE_HEAD PLACE ACRONYM")
# Behind these a word belongs to a person.
_OF_PEOPLE = codes("NAME_WORD INITIAL TITLE")


def mark_places(tokens: Tokens) -> None:
    """Write places over the labels, and streets as things."""
    labels = tokens.labels
    for match in list(_DISTRICT.finditer(labels)):
        first = match.start()
        if tokens.words[first] in _COURT_SIDES and tokens.words[first + 1] == "District":
            tokens.mark(first, match.end(), Label.PLACE)
    for match in list(find_headed(_STREET, labels, Label.STREET)):
        tokens.mark(*match.span(), Label.THING)
    for match in list(find_headed(_HEADED, labels, Label.PLACE_HEAD)):
        tokens.mark(*match.span(), Label.PLACE)
    for match in list(_OPENED.finditer(labels)):
        tokens.mark(*match.span(), Label.PLACE)
    for match in list(_IN_STATE.finditer(labels)):
        if _is_city_of_state(tokens, match):
            tokens.mark(match.start(), match.end(1), Label.PLACE)
    for match in list(_AFTER_AGE.finditer(labels)):
        tokens.mark(match.start(1), match.end(1), Label.PLACE)


def _is_city_of_state(tokens: Tokens, match: re.Match[bytes]) -> bool:
    """Tell "Elm City, Ohio" from "Ohio, Texas" and from "Ann Poe, Ohio"."""
    first = match.start()
    if tokens.labels[first] not in _CITY_WORD or (first and tokens.labels[first - 1] in _OF_PEOPLE):
        return False
    city = tokens.text(first, match.end() - 1)
    return tokens.text(*match.span(1)) in regions() and (
        city not in regions() or city in _CITY_AND_STATE
    )
