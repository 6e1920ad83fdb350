"""A stretch of a sentence that may be shown, and the first cut: of a heading run into it."""

import re
from typing import NamedTuple


class Form(NamedTuple):
    """A stretch `flat[start:end]` of one sentence, and the names of the cuts that made it."""

    start: int
    end: int
    cuts: tuple[str, ...] = ()


# What a paragraph begins with; a heading may have run into it.
_OPENER = (
    r"(?=(?:An?|The|This|These|It|If|In|One|When|With|As|At|For|By|We|You|Many|Most|There|Today)"
    r"\s[\w“\"])"
)
# Where a heading that was run into its paragraph ends: at a wide space, in mid-word, at a space.
_HEADING_ENDS = re.compile(
    rf"(?<=[\w)?!])\s{{2,}}{_OPENER}|(?<=[a-z?)]){_OPENER}(?=\w+\s[a-z])"
    rf"|(?<=[\w’'-]{{3}})\s{_OPENER}(?=\w+\s[a-z])"
)
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
    for joint in _HEADING_ENDS.finditer(flat, form.start, until):
        is_at_space = len(joint.group()) == 1
        least = _HEADING_WORDS_AT_SPACE if is_at_space else _HEADING_WORDS
        told = flat[form.start : joint.start()].split()
        tall = [word for word in told if len(word) > _SMALL_WORD]
        is_heading = (
            len(told) >= least
            and tall
            and all(word[0].isupper() or not word[0].isalpha() for word in tall)
        )
        if is_heading and _HEADING_OVER.match(flat, joint.end(), form.end):
            return Form(joint.end(), form.end, (*form.cuts, "heading"))
    return form
