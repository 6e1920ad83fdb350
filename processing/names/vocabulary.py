"""Which words may be what in a name, from the word lists; a word has one letter as its label.

Capitalised words:
G given name · D given name and place · E given name and common word · N any other capitalised word
A letters all capital · I initials · S suffix (Jr.) · C courtesy (Mr.) · T office or rank
M word before an office (District) · F word of rank or time before it (Deputy, Former) · U "U.S."
O head of an organization (Department) · Y ending of a company (Inc.) · K known organization
L known place · Q head of a place (County) · J opening of a place (Lake) · R street
H head of a thing that is nobody (Act, Bowl) · W common word of names (National) · P operation
B word that only opens a sentence, month, day · Z any other name of a thing

Lower-case words:
f of · r for · h article · a and · i in · j at · n on · p particle (de la) · t office
m word before it · e relation (sister) · v verb of saying · w who · y possessive · x any other word

Signs stand for themselves, a possessive 's is "'", a number "#", the end of a block "/",
a gap of several spaces "|", a word of a headline "_".
"""

import unicodedata
from dataclasses import dataclass
from functools import cache

from processing.lexicon import ordered_words, table, words

# Later tables win where a word stands in several.
_CAPITAL_TABLES = (
    ("common", "W"),
    ("thing_heads", "H"),
    ("street_heads", "R"),
    ("place_heads", "Q"),
    ("place_openers", "J"),
    ("organization_heads", "O"),
    ("company_endings", "Y"),
    ("title_modifiers", "M"),
    ("ranks", "F"),
    ("time_modifiers", "F"),
    ("operation_heads", "P"),
)
_CAPITAL_LATE = (("boundaries", "B"), ("suffixes", "S"), ("courtesies", "C"))
_LOWER_TABLES = (
    ("title_modifiers_lower", "m"),
    ("relations", "e"),
    ("particles", "p"),
    ("articles", "h"),
    ("possessives", "y"),
    ("saying", "v"),
    ("who", "w"),
    ("of", "f"),
    ("for", "r"),
    ("and", "a"),
    ("in", "i"),
    ("at", "j"),
    ("on", "n"),
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Labels of words: `upper` by case-folded capitalised word, `lower` and `exact` as written."""

    upper: dict[str, str]
    lower: dict[str, str]
    exact: dict[str, str]


@cache
def vocabulary() -> Vocabulary:
    """The labels of all words the lexicon knows."""
    groups = table("names_words")
    upper: dict[str, str] = {}
    lower: dict[str, str] = {}
    for place in words("names_places") | regions():
        if " " not in place:
            upper[place.casefold()] = "L"
    for name in given_names():
        upper[name] = "D" if upper.get(name) == "L" else "G"
    for group, label in _CAPITAL_TABLES:
        _add(upper, groups[group], label)
    for name in words("names_given_words"):
        upper[name.casefold()] = "E"
    heads = words("names_titles")
    spelled = [head for head in heads if not head.rstrip("s").isupper()]
    _add(upper, spelled, "T")
    _add(lower, spelled, "t")
    for calling in words("names_callings"):
        upper.setdefault(calling, "W")
        lower[calling] = "t"
    for group, label in _CAPITAL_LATE:
        _add(upper, groups[group], label)
    for group, label in _LOWER_TABLES:
        _add(lower, groups[group], label)
    exact = {word: "K" for word in known_names() if " " not in word}
    exact |= {word: "T" for word in heads if word.rstrip("s").isupper()}
    exact |= dict.fromkeys(groups["place_abbreviations"], "L")
    exact |= dict.fromkeys(groups["united_states"], "U")
    exact |= {word: "S" for word in groups["suffixes"] if word.isupper()}
    return Vocabulary(upper, lower, exact)


def _add(labels: dict[str, str], entries: object, label: str) -> None:
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
def phrases() -> dict[str, dict[str, list[tuple[list[str], str]]]]:
    """Known names of several words, labelled, by first and second word, the longest first."""
    groups = table("names_words")
    found: dict[str, dict[str, list[tuple[list[str], str]]]] = {}
    entries = [(name, "K") for name in known_names()]
    entries += [(name, "L") for name in words("names_places") | regions()]
    entries += [(name, "Z") for name in groups["things"]]
    entries += [(name, "T") for name in groups["title_tails"]]
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
