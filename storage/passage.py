"""The passage of a text that best shows why it matches. Pure."""

import re
from bisect import bisect_left

from domain.documents import Span

# Characters of a passage: about two lines of a Discord message on a telephone, and room for the
# title beside it.
PASSAGE_LENGTH = 280

_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])")


def best_passage(text: str, matches: list[Span]) -> tuple[Span, tuple[Span, ...]] | None:
    """The stretch with the most different matching words, and the matches that lie in it.

    Stays within a paragraph and begins and ends with a sentence where that fits, else with a word.
    None if nothing matches. `matches` are ordered and do not overlap.
    """
    if not matches:
        return None
    window = max(_windows(text, matches), key=lambda found: _worth(found, matches))
    start, end = _widen(text, matches[window[0]].start, matches[window[1]].end)
    inside = tuple(m for m in matches if start <= m.start and m.end <= end)
    return Span.of(text, start, end), inside


def _windows(text: str, matches: list[Span]) -> list[tuple[int, int]]:
    """For each match, the last one that fits into a passage with it: (first, last)."""
    starts = [match.start for match in matches]
    windows = []
    for first, match in enumerate(matches):
        paragraph_end = text.find("\n", match.end)
        limit = min(match.start + PASSAGE_LENGTH, len(text) if paragraph_end < 0 else paragraph_end)
        last = bisect_left(starts, limit) - 1
        while last > first and matches[last].end > limit:
            last -= 1
        windows.append((first, max(first, last)))
    return windows


def _worth(window: tuple[int, int], matches: list[Span]) -> tuple[int, int, int]:
    """Different words first, then how many, then how early they stand."""
    found = matches[window[0] : window[1] + 1]
    return len({m.text.casefold() for m in found}), len(found), -window[0]


def _widen(text: str, start: int, end: int) -> tuple[int, int]:
    """Grow from the matches to the sentences around them, as far as a passage may be long."""
    paragraph_start = text.rfind("\n", 0, start) + 1
    paragraph_end = text.find("\n", end)
    paragraph_end = len(text) if paragraph_end < 0 else paragraph_end
    room = max(0, PASSAGE_LENGTH - (end - start))
    left = _lead(text, paragraph_start, start, room)
    ceiling = min(paragraph_end, left + max(PASSAGE_LENGTH, end - left))
    right = ceiling
    if ceiling < paragraph_end:
        ends = [m.end() for m in _SENTENCE_END.finditer(text, end, ceiling)]
        right = ends[-1] if ends else _last_word(text, end, ceiling)
    return _trimmed(text, left, max(right, end), start, end)


def _lead(text: str, paragraph_start: int, start: int, room: int) -> int:
    """Where to begin: with the sentence, if a third of the room is left for what follows."""
    floor = max(paragraph_start, start - room * 2 // 3)
    # One letter more, because a sentence may begin with the match itself.
    begins = [m.end() for m in _SENTENCE_END.finditer(text, floor, start + 1)]
    if begins:
        return begins[-1]
    if floor == paragraph_start:
        return floor
    # In the midst of a long sentence, the matches stand in the middle.
    return _next_word(text, max(paragraph_start, start - room // 2), start)


def _next_word(text: str, floor: int, start: int) -> int:
    space = re.compile(r"\s").search(text, floor, start)
    return start if space is None else space.end()


def _last_word(text: str, end: int, ceiling: int) -> int:
    for at in range(ceiling - 1, end - 1, -1):
        if text[at].isspace():
            return at
    return end


def _trimmed(text: str, left: int, right: int, start: int, end: int) -> tuple[int, int]:
    while left < start and text[left].isspace():
        left += 1
    while right > end and text[right - 1].isspace():
        right -= 1
    return left, right
