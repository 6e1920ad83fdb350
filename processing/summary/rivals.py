"""Which of several things of one kind "the platform" means: the one that was named last.

Where a text names a booking platform and then a training platform, "the platform" behind both is
the second, and the first above it would say something else.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from processing.parsed_text import SentenceSpan
from processing.summary.form import summary_words

# A text speaks of few things, each often.
_LATELY = 256


def find_nearest(
    low: str, noun: str, prose: Sequence[SentenceSpan], order: int
) -> frozenset[int] | None:
    """The sentences before one that speak of the thing of a kind that was named last.

    `low` is the text in small letters, `noun` the singular. None where the text has named but one
    thing of the kind, or none.
    """
    if order == 0:
        return None
    start, end = prose[0].start, prose[order].start
    starts = [sentence.start for sentence in prose[:order]]
    # Each mention belongs to the kind that was named last; one before the first to none.
    kind = ""
    kinds: dict[str, list[int]] = {}
    for place, before in _mentions(low, noun, start, end):
        if before and before not in summary_words("pointing"):
            kind = before
        kinds.setdefault(kind, []).append(place)
    if len(kinds.keys() - {""}) < 2:
        return None
    return frozenset(bisect_right(starts, place) - 1 for place in kinds[kind])


def _mentions(low: str, noun: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Where a noun stands, and the word before it."""
    for match in _pattern(noun).finditer(low, start, end):
        yield match.start("noun"), match["before"] or ""


@lru_cache(maxsize=_LATELY)
def _pattern(noun: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?P<before>[\w’'-]+)\s)?(?P<noun>{re.escape(noun)}(?:s|es)?)\b")
