"""Word lists of the figures."""

from functools import cache

from processing.lexicon import table


@cache
def listed(name: str) -> frozenset[str]:
    """The entries of a list in figures_words.toml."""
    return frozenset(table("figures_words")["lists"][name])
