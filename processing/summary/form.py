"""A stretch of a sentence that may be shown, and the first cut: of a heading run into it."""

import re
from functools import cache
from typing import NamedTuple

from processing.lexicon import table


class Form(NamedTuple):
    """A stretch `flat[start:end]` of one sentence, and the names of the cuts that made it."""

    start: int
    end: int
    cuts: tuple[str, ...] = ()


@cache
def summary_words(name: str) -> frozenset[str]:
    """A set of words that cuts are decided by, under its name in `summary_words.toml`."""
    return frozenset(table("summary_words")[name])


# What a paragraph begins with; a heading may have run into it.
_OPENER = re.compile(
    r"(?:An?|The|This|These|It|If|In|One|When|With|As|At|For|By|We|You|Many|Most|There|Today)"
    r"(?=\s[\w“\"])"
)
# A paragraph goes on with a small word, or a year.
_GOES_ON = re.compile(r"\w+\s[a-z\d]")
_HEADING_OVER = re.compile(r"[A-Z][\w'’-]*,?\s(?:\S+\s){0,3}?[a-z]+\s(?:\S+\s){0,4}?[a-z]+")
_HEADING_MOST = 140
_HEADING_WORDS = 3
# Where nothing but a space parts it.
_HEADING_WORDS_AT_SPACE = 5
# A word of a heading up to so many letters may be small.
_SMALL_WORD = 4


def without_heading(flat: str, form: Form) -> Form:
    """The form without a heading that lost its line break: "How to Cross the FordThe ford is …"."""
    until = min(form.end, form.start + _HEADING_MOST)
    for opener in _OPENER.finditer(flat, form.start, until):
        place = opener.start()
        joint = _joint_before(flat, form.start, place, until)
        if joint is None:
            continue
        least = _HEADING_WORDS_AT_SPACE if place - joint == 1 else _HEADING_WORDS
        told = flat[form.start : joint].split()
        tall = [word for word in told if len(word) > _SMALL_WORD]
        is_heading = (
            len(told) >= least
            and tall
            and all(word[0].isupper() or not word[0].isalpha() for word in tall)
        )
        if is_heading and _HEADING_OVER.match(flat, place, form.end):
            return Form(place, form.end, (*form.cuts, "heading"))
    return form


def _joint_before(flat: str, start: int, place: int, until: int) -> int | None:
    """Where a heading ends before the word at `place`: at a wide space, in mid-word, at a space."""
    joint = start + len(flat[start:place].rstrip())
    width, before = place - joint, flat[max(start, joint - 3) : joint]
    if width > 1:
        return joint if before and (before[-1].isalnum() or before[-1] in "_)?!") else None
    if width == 1:
        is_word = len(before) == 3 and all(c.isalnum() or c in "_’'-" for c in before)
    else:
        is_word = before[-1:] in _SMALL_ENDS
    return joint if is_word and _GOES_ON.match(flat, place, until) else None


_SMALL_ENDS = frozenset("abcdefghijklmnopqrstuvwxyz?)")
