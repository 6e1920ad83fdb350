"""Finds what makes a release news by the rules of `lexicon/news_values.toml`."""

import re
from dataclasses import dataclass
from functools import cache

from domain.news import NewsValue
from processing import lexicon
from processing.news.patterns import compile_any, expand
from processing.news.senses import means_other
from processing.news.told import tells_other
from processing.news.zones import Zone, ZoneName, zones_of
from processing.parsed_text import ParsedText

# A release of less prose than this tells nothing of what its title names.
_FRAGMENT = 120


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule: where it looks, what for, what takes it back, what it takes besides.

    Of `weak` words one proves nothing; two different ones meet the rule.
    """

    name: str
    zone: ZoneName
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    needs: frozenset[str]
    weak: re.Pattern[str] | None = None


def find_news_values(reading: ParsedText, title: str | None) -> tuple[NewsValue, ...]:
    """What the release tells that makes it news or none, each name once, in the order of the rules.

    Never raises for any text.
    """
    zones = zones_of(reading, title)
    held = (_hold(rule, zones[rule.zone], reading) for rule in rules())
    found = tuple(value for value in held if value is not None)
    prose = sum(s.end - s.start for s in reading.sentences if reading.blocks[s.block].kind.is_prose)
    return (*_complete(found), *([NewsValue("fragment")] if prose < _FRAGMENT else []))


@cache
def rules() -> tuple[Rule, ...]:
    """The rules in the order of the table."""
    table = lexicon.table("news_values")
    sets = expand(table["sets"])
    return tuple(
        Rule(
            entry["name"],
            ZoneName(entry["zone"]),
            compile_any(entry["any"], sets),
            compile_any(entry["unless"], sets) if "unless" in entry else None,
            frozenset(entry.get("needs", ())),
            compile_any(entry["weak"], sets) if "weak" in entry else None,
        )
        for entry in table["rule"]
    )


def _hold(rule: Rule, zones: tuple[Zone, ...], reading: ParsedText) -> NewsValue | None:
    """The rule held against its zones: the first words that meet it, of the text if any do."""
    if rule.unless is not None and any(rule.unless.search(zone.words) for zone in zones):
        return None
    found = _value(rule, rule.pattern, zones, reading)
    if found is None and rule.weak is not None:
        words = {m[0].casefold() for zone in zones for m in rule.weak.finditer(zone.words)}
        if len(words) > 1:
            return _value(rule, rule.weak, zones, reading)
    return found


def _value(
    rule: Rule, pattern: re.Pattern[str], zones: tuple[Zone, ...], reading: ParsedText
) -> NewsValue | None:
    """The first words of the zones that meet the pattern, of the text if any do."""
    untraced: NewsValue | None = None
    for zone in zones:
        place = _find(rule, pattern, zone)
        if place is None:
            continue
        if zone.start is not None:
            start, end = (zone.start + within for within in place)
            return NewsValue(rule.name, reading.span(start, end))
        untraced = untraced or NewsValue(rule.name)
    return untraced


def _find(rule: Rule, pattern: re.Pattern[str], zone: Zone) -> tuple[int, int] | None:
    """Where the first words stand that meet the pattern, mean what is looked for and tell it."""
    for match in pattern.finditer(zone.words):
        if not match[0] or means_other(rule.name, zone, *match.span()):
            continue
        if not tells_other(rule.name, zone, *match.span()):
            return match.span()
    return None


def _complete(found: tuple[NewsValue, ...]) -> tuple[NewsValue, ...]:
    """Those that have one of what they need, and what they need has what it needs."""
    needs = {rule.name: rule.needs for rule in rules()}
    while True:
        names = {value.name for value in found}
        kept = tuple(v for v in found if not needs[v.name] or needs[v.name] & names)
        if kept == found:
            return kept
        found = kept
