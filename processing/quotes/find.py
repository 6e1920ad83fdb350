"""From a release to its quotes, step by step."""

from domain.facts import Quote
from processing.names.found import Names
from processing.quotes.marks import find_stretches
from processing.reading import Reading


def find_quotes(reading: Reading, names: Names) -> tuple[Quote, ...]:
    """Every quote of a release with its cue and its speaker, in order and disjoint."""
    return tuple(
        Quote(span=reading.span(s.start, s.end), kind="direct", rule="marks")
        for s in find_stretches(reading)
    )
