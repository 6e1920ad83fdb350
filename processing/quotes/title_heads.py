"""Words that head a title: offices, ranks and callings."""

from functools import cache

from processing.lexicon import words as entries


def is_head(word: str) -> bool:
    """Whether a word, or a part of it ("agent-in-charge"), heads a title."""
    return word in _heads() or any(part in _heads() for part in word.split("-"))


@cache
def _heads() -> frozenset[str]:
    """Heads of offices, ranks and callings, in lower case."""
    return frozenset(head.casefold() for head in entries("names_titles"))
