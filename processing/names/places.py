"""Places: known ones, and those whose shape says so ("Poe County", "Elm City, Ohio")."""

import re

from processing.names.tokens import Tokens, find_headed
from processing.names.vocabulary import regions

_DISTRICT = re.compile(rb"[WN]MfLl*")
_HEADED = re.compile(rb"J?(?:[NDGLW]l*){1,3}Q(?![O'])")
_OPENED = re.compile(rb"J(?<![GI].)[NGDEL]{1,2}(?![NGDEIO])")  # J first: so the search leaps
_IN_STATE = re.compile(rb"(?:Ll*|[NDGEWA]{0,2}[NDGEQA]),(?=(Ll*)[,.;:)\"/\-vw])")
_STREET = re.compile(rb"[NDGLWE]l*[NDGLWE]{0,2}R")
_AFTER_AGE = re.compile(rb",#,f([NDGEJWL]{1,3})(?=[,.;:)/aw])")
_CITY_AND_STATE = frozenset(("New York", "Washington"))
_COURT_SIDES = frozenset(("Eastern", "Western", "Northern", "Southern", "Central", "Middle"))


def mark_places(tokens: Tokens) -> None:
    """Write places over the labels, and streets as things."""
    labels = tokens.labels
    for match in list(_DISTRICT.finditer(labels)):
        first = match.start()
        if tokens.words[first] in _COURT_SIDES and tokens.words[first + 1] == "District":
            tokens.mark(first, match.end(), "L")
    for match in list(find_headed(_STREET, labels, b"R")):
        tokens.mark(*match.span(), "Z")
    for match in list(find_headed(_HEADED, labels, b"Q")):
        tokens.mark(*match.span(), "L")
    for match in list(_OPENED.finditer(labels)):
        tokens.mark(*match.span(), "L")
    for match in list(_IN_STATE.finditer(labels)):
        if _is_city_of_state(tokens, match):
            tokens.mark(match.start(), match.end(1), "L")
    for match in list(_AFTER_AGE.finditer(labels)):
        tokens.mark(match.start(1), match.end(1), "L")


def _is_city_of_state(tokens: Tokens, match: re.Match[bytes]) -> bool:
    """Tell "Elm City, Ohio" from "Ohio, Texas" and from "Ann Poe, Ohio"."""
    first = match.start()
    if tokens.labels[first] not in b"NDGEWQLA" or (first and tokens.labels[first - 1] in b"NGDEIT"):
        return False
    city = tokens.text(first, match.end() - 1)
    return tokens.text(*match.span(1)) in regions() and (
        city not in regions() or city in _CITY_AND_STATE
    )
