"""Which of several things of one kind "the platform" means: the one that was named last.

Where a text names a booking platform and then a training platform, "the platform" behind both is
the second, and the first above it would say something else.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from processing.parsed_text import SentenceSpan
from processing.summary.form import summary_words


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


# "The winner is Ada Lund", "The first prize goes to Orrin Foods": who or what somebody is.
_IDENTITY = re.compile(
    r"(?P<what>[Tt]he (?:[\w’'-]+ ){1,5}?(?:is|are|was|were|goes to|went to)) (?=(?:the )?[A-Z])"
)


def is_one_of_several(flat: str, prose: Sequence[SentenceSpan], order: int) -> bool:
    """Say whether a sentence names one of several of a kind, as "The winner is Ada Lund" may.

    Another sentence says the same of somebody else, so that only the one before tells which.
    """
    found = _IDENTITY.match(flat, prose[order].start, prose[order].end)
    if found is None:
        return False
    whole = flat[prose[order].start : prose[order].end]
    return any(
        flat.startswith(found["what"], other.start)
        and _IDENTITY.match(flat, other.start, other.end)
        and flat[other.start : other.end] != whole
        for other in prose
    )


def _mentions(low: str, noun: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Where a noun stands, and the word before it."""
    at = low.find(noun, start, end)
    while at >= 0:
        ending = _ENDING.match(low, at + len(noun), end)
        if ending is None:
            at = low.find(noun, at + 1, end)
            continue
        yield at, _word_before(low, at, start)
        start = ending.end()
        at = low.find(noun, start, end)


_ENDING = re.compile(r"(?:s|es)?\b")


def _word_before(low: str, at: int, floor: int) -> str:
    """The word that one space parts from `at`, not reaching before `floor`; empty for none."""
    end = at - 1
    if end < floor or not low[end].isspace():
        return ""
    begin = end
    while begin > floor and (low[begin - 1].isalnum() or low[begin - 1] in "_’'-"):
        begin -= 1
    return low[begin:end]
