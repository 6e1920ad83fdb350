"""In which sense a word stands: what a rule looks for makes news in one of them alone.

The table is `lexicon/news_senses.toml`. It is asked only where a rule was met.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from processing import lexicon
from processing.news.patterns import compile_any, expand
from processing.news.zones import Zone
from processing.words import tags as t
from processing.words.sentences import parse

_PARTS = {"noun": t.NOUNS, "verb": t.VERBAL}


@dataclass(frozen=True, slots=True)
class Part:
    """A word that makes news only as one of these parts of speech."""

    word: re.Pattern[str]
    parts: frozenset[t.PartOfSpeech]


@dataclass(frozen=True, slots=True)
class Senses:
    """Of one rule: words among which what it looks for means something else, and as what part."""

    others: tuple[re.Pattern[str], ...]
    parts: tuple[Part, ...]


def means_other(rule: str, zone: Zone, start: int, end: int) -> bool:
    """Whether `zone.words[start:end]`, which meets the rule, means something else there."""
    senses = senses_of_rules().get(rule)
    if senses is None:
        return False
    others = (other.span() for one in senses.others for other in one.finditer(zone.words))
    if any(first < end and start < last for first, last in others):
        return True
    return any(_is_other_part(part, zone, start) for part in senses.parts)


@cache
def senses_of_rules() -> Mapping[str, Senses]:
    """The table by the rules of which it holds."""
    table = lexicon.table("news_senses")
    sets = expand(table["sets"])
    others = [(entry["rules"], compile_any(entry["any"], sets)) for entry in table["other"]]
    parts = [(entry["rules"], _part(entry, sets)) for entry in table["part"]]
    return {
        rule: Senses(
            tuple(pattern for rules, pattern in others if rule in rules),
            tuple(part for rules, part in parts if rule in rules),
        )
        for rule in sorted({rule for rules, _ in (*others, *parts) for rule in rules})
    }


def _part(entry: Mapping[str, Any], sets: Mapping[str, str]) -> Part:
    return Part(compile_any([rf"{entry['word']}\b"], sets), _PARTS[entry["part"]])


def _is_other_part(part: Part, zone: Zone, start: int) -> bool:
    if not part.word.match(zone.words, start):
        return False
    sentence = parse(zone.words, 0, len(zone.words), is_title=zone.is_title)
    tokens, at = sentence.tokens, sentence.token_at(start)
    if at < 0 or tokens[at].part_of_speech in part.parts:
        return False
    # In capitals it stays open whether a verb follows a name: MAYOR HILL NAMES CHIEF.
    is_open = part.parts is t.VERBAL and at > 0 and tokens[at - 1].part_of_speech in t.NOUNS
    return not is_open
