"""Noun phrases that follow a number or a preposition, read as what a figure measures."""

import re
from typing import NamedTuple

from processing.figures import nouns
from processing.figures.patterns import listed
from processing.figures.quantities import Stretch


class Subject(NamedTuple):
    """Offsets of the words that say what is measured, and the rule that found them."""

    start: int
    end: int
    head_start: int
    rule: str


# A subject longer than this is a list or a misreading.
LONGEST = 10

_TAIL = re.compile(
    r" (?:laced|mixed|contaminated|filled|bound|destined|intended|hidden|concealed) (?:with"
    r"|for|in|inside)"
    r" (?:(?:the|a|an) )?[\w-]+(?: [\w-]+s\b)?"
)
_PREPOSITION_INSIDE = re.compile(
    r" (?:of|for|on|in|with|laced|from|at|to) |(?<! )(?<=\w) and (?=\w+$)"
)
_WORD = re.compile(r"[^\W_](?:[\w'’&./-]{0,50}[\w'’])?")


def noun_phrase(stretch: Stretch, start: int, rule: str) -> Subject | None:
    """The noun phrase at `start`, with "of", "for" and "and" inside, up to a verb or a mark."""
    text, limit = stretch.text, min(stretch.end, start + 90)
    first = last = None
    pos, count, joint = start, 0, ""
    for token in _WORD.finditer(text, start, limit):
        word, low = token[0], token[0].lower()
        if token.start() > pos + 1 or word[0].isdigit():
            break
        if count and low in ("of", "and", "for", "on", "from"):
            pos, joint = token.end(), low
            continue
        if joint and low in ("the", "a", "an", "its", "their"):
            pos = token.end()
            continue
        if (nouns.is_stop(word) or low in listed("not_heads")) and not word.isupper():
            break
        if nouns.is_verb(word) and word[0].islower() and (count or word.endswith("ed")):
            break
        if count and low.endswith("ed") and _PARTICIPLE_GOES_ON.match(text, token.end(), limit):
            break
        first = first or token
        last, pos, joint = token, token.end(), ""
        count += 1
        if count == LONGEST - 3:
            break
    if first is None or last is None:
        return None
    end = last.end()
    head = _head(text, first.start(), end)
    if tail := _TAIL.match(text, end, stretch.end):
        end = tail.end()
    return Subject(first.start(), end, head, rule)


_PARTICIPLE_GOES_ON = re.compile(r" (?:with|in|for|by|from|to|on|at|as|into|under|during)\b")


def _head(text: str, start: int, end: int) -> int:
    """Where the head noun stands: the last word before the first preposition."""
    cut = _PREPOSITION_INSIDE.search(text, start, end)
    return max(text.rfind(" ", start, cut.start() if cut else end) + 1, start)
