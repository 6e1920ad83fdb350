"""Which words may be what in a name, from the word lists; the labels stand in `labels`."""

import unicodedata
from dataclasses import dataclass
from functools import cache

from processing.lexicon import ordered_words, table, words
from processing.names.labels import Label

# Later tables win where a word stands in several.
_CAPITAL_TABLES = (
    ("common", Label.COMMON),
    ("thing_heads", Label.THING_HEAD),
    ("street_heads", Label.STREET),
    ("place_heads", Label.PLACE_HEAD),
    ("place_openers", Label.PLACE_OPENER),
    ("organization_heads", Label.ORGANIZATION_HEAD),
    ("company_endings", Label.COMPANY_ENDING),
    ("title_modifiers", Label.TITLE_MODIFIER),
    ("ranks", Label.RANK),
    ("time_modifiers", Label.RANK),
    ("operation_heads", Label.OPERATION),
)
_CAPITAL_LATE = (
    ("boundaries", Label.BOUNDARY),
    ("suffixes", Label.SUFFIX),
    ("courtesies", Label.COURTESY),
)
_LOWER_TABLES = (
    ("title_modifiers_lower", Label.MODIFIER_LOWER),
    ("relations", Label.RELATION),
    ("particles", Label.PARTICLE),
    ("articles", Label.ARTICLE),
    ("possessives", Label.POSSESSIVE),
    ("saying", Label.SAYING),
    ("who", Label.WHO),
    ("of", Label.OF),
    ("for", Label.FOR),
    ("and", Label.AND),
    ("in", Label.IN),
    ("at", Label.AT),
    ("on", Label.ON),
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Labels of words: `upper` by case-folded capitalised word, `lower` and `exact` as written."""

    upper: dict[str, Label]
    lower: dict[str, Label]
    exact: dict[str, Label]


@cache
def vocabulary() -> Vocabulary:
    """The labels of all words the lexicon knows."""
    groups = table("names_words")
    upper: dict[str, Label] = {}
    lower: dict[str, Label] = {}
    for place in words("names_places") | regions():
        if " " not in place:
            upper[place.casefold()] = Label.PLACE
    for name in given_names():
        is_place = upper.get(name) is Label.PLACE
        upper[name] = Label.GIVEN_PLACE if is_place else Label.GIVEN
    for group, label in _CAPITAL_TABLES:
        _add(upper, groups[group], label)
    for name in words("names_given_words"):
        upper[name.casefold()] = Label.GIVEN_COMMON
    heads = words("names_titles")
    spelled = [head for head in heads if not head.rstrip("s").isupper()]
    _add(upper, spelled, Label.TITLE)
    _add(lower, spelled, Label.TITLE_LOWER)
    for calling in words("names_callings"):
        upper.setdefault(calling, Label.COMMON)
        lower[calling] = Label.TITLE_LOWER
    for judgment in words("names_judgments"):  # "Rookie Ports Minister" names nobody
        upper.setdefault(judgment, Label.COMMON)
    for group, label in _CAPITAL_LATE:
        _add(upper, groups[group], label)
    for group, label in _LOWER_TABLES:
        _add(lower, groups[group], label)
    exact = {word: Label.ORGANIZATION for word in known_names() if " " not in word}
    exact |= {word: Label.TITLE for word in heads if word.rstrip("s").isupper()}
    exact |= dict.fromkeys(groups["place_abbreviations"], Label.PLACE)
    exact |= dict.fromkeys(groups["united_states"], Label.UNITED_STATES)
    exact |= {word: Label.SUFFIX for word in groups["suffixes"] if word.isupper()}
    return Vocabulary(upper, lower, exact)


def _add(labels: dict[str, Label], entries: object, label: Label) -> None:
    assert hasattr(entries, "__iter__")
    for entry in entries:
        labels[entry.casefold()] = label


@cache
def regions() -> frozenset[str]:
    """States, provinces and countries, states also as newspapers shorten them."""
    return words("names_regions") | frozenset(table("names_words")["place_abbreviations"])


@cache
def given_names() -> frozenset[str]:
    """All given names, case-folded, with and without their accents."""
    names = {n.casefold() for f in ("female", "male", "unisex") for n in _grouped(f"names_{f}")}
    return frozenset(names | {plain(name) for name in names})


@cache
def gendered_names() -> dict[str, str]:
    """Map to "f" or "m", by case-folded given name; names of both lists are left out."""
    female = {plain(name) for name in _grouped("names_female")}
    male = {plain(name) for name in _grouped("names_male")}
    both = {plain(name) for name in _grouped("names_unisex")} | (female & male)
    return dict.fromkeys(female - both, "f") | dict.fromkeys(male - both, "m")


def _grouped(name: str) -> list[str]:
    """The words of a list whose lines hold several."""
    return [word for line in ordered_words(name) for word in line.split()]


@cache
def nicknames() -> dict[str, frozenset[str]]:
    """The groups ("william bill will") that a plain given name belongs to, by name."""
    groups: dict[str, set[str]] = {}
    for number, line in enumerate(ordered_words("names_nicknames")):
        for name in line.split():
            groups.setdefault(name, set()).add(str(number))
    return {name: frozenset(numbers) for name, numbers in groups.items()}


@cache
def known_names() -> dict[str, tuple[str, str | None]]:
    """Name in full and acronym of known organizations, by each way they are written."""
    known: dict[str, tuple[str, str | None]] = {}
    for entry in table("names_agencies")["agency"]:
        name, acronym = entry["name"], entry.get("acronym")
        known[name] = (name, acronym)
        if acronym is not None:
            known[acronym] = (name, acronym)
        for other in entry.get("also", ()):
            known[other] = (name, acronym)
    for name in ordered_words("names_organizations"):
        known.setdefault(name, (name, None))
    return known


@cache
def phrases() -> dict[str, dict[str, list[tuple[list[str], Label]]]]:
    """Known names of several words, labelled, by first and second word, the longest first."""
    groups = table("names_words")
    found: dict[str, dict[str, list[tuple[list[str], Label]]]] = {}
    entries = [(name, Label.ORGANIZATION) for name in known_names()]
    entries += [(name, Label.PLACE) for name in words("names_places") | regions()]
    entries += [(name, Label.THING) for name in groups["things"]]
    entries += [(name, Label.TITLE) for name in groups["title_tails"]]
    for name, label in entries:
        if " " in name:
            parts = _tokens_of(name)
            found.setdefault(parts[0], {}).setdefault(parts[1], []).append((parts, label))
    for groups_of_first in found.values():
        for group in groups_of_first.values():
            group.sort(key=lambda item: -len(item[0]))
    return found


def _tokens_of(name: str) -> list[str]:
    return name.replace(",", " ,").replace("'s ", " 's ").split()


@cache
def plain(word: str) -> str:
    """A word case-folded and without accents."""
    if word.isascii():
        return word.casefold()
    folded = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in folded if not unicodedata.combining(c)).replace("’", "'")
