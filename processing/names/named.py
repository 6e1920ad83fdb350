"""Organizations, operations and places gathered from the labels, same names brought together."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from processing.lexicon import table
from processing.names.labels import Label, pattern
from processing.names.organizations import Unit
from processing.names.tokens import Tokens
from processing.names.vocabulary import known_names

# A unit that the passes wrote: its first word and the others.
_ORGANIZATION = pattern(r"ORGANIZATION ORGANIZATION_REST*")
_PLACE = pattern(r"PLACE PLACE_REST*")
_LONGEST_SHORT_PLACE = 4


@dataclass(slots=True)
class Named:
    """A thing with a name: every place of the text that names it, as (start, end) offsets."""

    name: str
    rule: str
    acronym: str | None = None
    places: list[tuple[int, int]] = field(default_factory=list)


def _key(name: str) -> str:
    text = name.casefold().removeprefix("the ").replace("’", "'").replace("united states", "u.s.")
    return text.removeprefix("u.s. ")


def collect_organizations(tokens: Tokens, acronyms: Iterable[Unit]) -> list[Named]:
    """Gather the organizations; a name, its acronym and known other forms are one."""
    forms: dict[str, str] = {}
    introduced: dict[str, tuple[str, str]] = {}
    for unit in acronyms:
        assert unit.acronym is not None
        name = tokens.text(unit.first, unit.last)
        introduced[unit.acronym] = (name, unit.acronym)
        forms[_key(name)] = unit.acronym
    found: dict[str, Named] = {}
    owned: dict[str, str] = {}
    for match in _ORGANIZATION.finditer(tokens.labels):
        begin, end = _with_owner(tokens, *match.span())
        first, last, text = tokens.starts[begin], tokens.end(end), tokens.text(begin, end)
        if begin < match.start():
            owned[tokens.text(*match.span())] = text
        # Once "Brannoch Coast Guard" is named, "the Coast Guard" is that one.
        name, acronym, rule = _identify(owned.get(text, text), introduced, forms)
        key = _key(name)
        named = found.setdefault(key, Named(name, rule))
        named.acronym = named.acronym or acronym
        named.places.append((first, last))
    return list(found.values())


def _with_owner(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """Take the unknown name before a well-known agency's into it.

    "Coast Guard" alone is the one everybody knows; "Brannoch Coast Guard" is another.
    """
    is_short_form = last - first > 1 and tokens.text(first, last) in known_names()
    while is_short_form and first and tokens.labels[first - 1] == Label.CAPITALISED:
        first -= 1
    return first, last


def _identify(
    text: str, introduced: dict[str, tuple[str, str]], forms: dict[str, str]
) -> tuple[str, str | None, str]:
    if text in introduced:
        name, acronym = introduced[text]
        known = known_names().get(acronym)
        if known is not None and _key(known[0]) == _key(name):
            return known[0], acronym, "known-organization"
        return name, acronym, "acronym-introduced"
    known = known_names().get(text)
    if known is not None:
        return known[0], known[1], "known-organization"
    short = forms.get(_key(text))
    if short is not None:
        return introduced[short][0], short, "acronym-introduced"
    return text, None, "organization-shape"


def collect_operations(tokens: Tokens, units: Iterable[Unit]) -> list[Named]:
    """Gather the operations, by name."""
    found: dict[str, Named] = {}
    for unit in units:
        start, end = tokens.starts[unit.first], tokens.end(unit.last)
        name = tokens.text(unit.first, unit.last)
        named = found.setdefault(_bare(name), Named(name, unit.rule))
        named.places.append((start, end))
    return list(found.values())


def _bare(name: str) -> str:
    return name.casefold().replace('"', "").replace("“", "").replace("”", "")


def written_out(city: str) -> str:
    """A city that a dateline has in capitals, as it is written elsewhere."""
    is_shouted = city.isupper() and len(city) > _LONGEST_SHORT_PLACE
    return city.title() if is_shouted else city


def collect_places(tokens: Tokens) -> list[Named]:
    """Gather the places; "Elm City, Ohio" and "Elm City" are one."""
    shortened: dict[str, str] = table("names_words")["place_abbreviations"]
    found: dict[str, Named] = {}
    for start, end, text in _units(tokens, _PLACE):
        name = shortened.get(text, text)
        city, comma, state = name.partition(",")
        name = written_out(city) + comma + state
        named = found.setdefault(name.partition(",")[0].casefold(), Named(name, "place"))
        if len(name) > len(named.name):
            named.name = name
        named.places.append((start, end))
    return list(found.values())


def _units(tokens: Tokens, pattern: re.Pattern[bytes]) -> Iterable[tuple[int, int, str]]:
    for match in pattern.finditer(tokens.labels):
        first, last = match.span()
        yield tokens.starts[first], tokens.end(last), tokens.text(first, last)
