"""Patterns of the tables of news made into regular expressions: sets put in, spaces let run."""

import re
from collections.abc import Iterable, Mapping

_SET = re.compile(r"\{([a-z]\w*)\}")


def expand(table: Mapping[str, list[str]]) -> dict[str, str]:
    """The named sets as patterns; one may hold those that stand before it."""
    sets: dict[str, str] = {}
    for name, words in table.items():
        sets[name] = _filled(_either(words), sets)
    return sets


def compile_any(patterns: Iterable[str], sets: Mapping[str, str]) -> re.Pattern[str]:
    """Patterns of a table: sets put in, a space for any run of spaces, from a word's start."""
    whole = _filled(_either(patterns), sets)
    whole = whole.replace(" ?", r"\s*").replace(" ", r"\s+")
    return re.compile(rf"(?<!\w){whole}", re.IGNORECASE)


def _either(patterns: Iterable[str]) -> str:
    return f"(?:{'|'.join(patterns)})"


def _filled(pattern: str, sets: Mapping[str, str]) -> str:
    return _SET.sub(lambda found: sets[found[1]], pattern)
