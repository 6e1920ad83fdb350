"""Sentences of texts that lost their punctuation: a double space stands where a mark stood.

Archives that dropped every full stop and comma kept the spaces around them. A gap is the end of a
sentence only where the next word opens sentences; elsewhere a comma may have stood there.
"""

import re
from collections.abc import Iterator
from functools import cache

from processing.lexicon import words

# Prose has a full stop in every thirty words; so long a paragraph with hardly one has lost them.
_LONG = 300
_STOPS_PER = 1200
_GAPS_LEAST = 3
_STOP = re.compile(r"\w[.!?][\s”\"]")
_GAP = re.compile(r"\w {2,}\w")


@cache
def _boundary() -> re.Pattern[str]:
    openers = "|".join(sorted(map(re.escape, words("sentences_openers"))))
    return re.compile(rf"(?<=[\w)”]) {{2,}}(?=(?:{openers}|Senator|Congress\w+|Under|Today)\b)")


def has_lost_stops(flat: str, start: int, end: int) -> bool:
    """Say whether a paragraph has gaps where its full stops stood."""
    if end - start < _LONG or "  " not in flat[start:end]:
        return False
    stops = sum(1 for _ in _STOP.finditer(flat, start, end))
    gaps = sum(1 for _ in _GAP.finditer(flat, start, end))
    return stops * _STOPS_PER < end - start and gaps >= _GAPS_LEAST


def split_at_gaps(flat: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of each stretch that can be told to be a sentence."""
    begin = start
    for gap in _boundary().finditer(flat, start, end):
        yield begin, gap.start()
        begin = gap.end()
    if begin < end:
        yield begin, end
