"""The shapes of quotation marks, and which of them open and which close.

Shape and neighbours decide together: marks come in many shapes, and British single marks look
like apostrophes.
"""

import re
from functools import cache
from typing import NamedTuple

from processing.lexicon import table
from processing.parsed_text import Block

_OPENING_SHAPES = frozenset("“„‟«‹〝❝「『")
_CLOSING_SHAPES = frozenset("”»›〞❞」』")
# Marks that a page wrote for browsers and that came through as they were.
_WRITTEN_OUT = {
    "&quot;": '"',
    "&#34;": '"',
    "&ldquo;": "“",
    "&#8220;": "“",
    "&bdquo;": "„",
    "&rdquo;": "”",
    "&#8221;": "”",
    "&laquo;": "«",
    "&raquo;": "»",
}
# Doubled single marks stand for one double mark: ''so'', ``so'', ‘‘so’’.
# All of them in one set first: so the search leaps from mark to mark.
DOUBLE_MARK = re.compile(
    r"[“”„‟\"«»‹›〝〞❝❞＂「」『』'`‘’&](?:(?<=[^'`‘’&])|(?<=')'|(?<=`)`|(?<=‘)‘|(?<=’)’"
    rf"|(?<=&)(?:{'|'.join(written[1:] for written in _WRITTEN_OUT)}))"
)
_OPENERS_BEFORE = frozenset(" \n\t([{—–-/‘'…")
_ENDERS_AFTER = frozenset(" \n\t.,;:!?)]}—–-/’'…")

# The mark comes first in these patterns and what stands before it is looked back at: so the search
# leaps from mark to mark.
# A single mark that may open: at the start of a word, and no apostrophe of a word cut short
# ("the '90s", "give 'em time", "rock 'n' roll").
_CUT_SHORT = (
    r"(?!(?:em|til|till|tis|twas|twere|n|cause|cos|bout|round|cept)\b|\d0s\b|\d\d\b(?!,\d))"
)
SINGLE_MARK = re.compile(rf"[‘'](?<![\w'’‘].){_CUT_SHORT}(?=[\w(\[“\"£$€])")
_SINGLE = re.compile(rf"(?P<opens>{SINGLE_MARK.pattern})|[’'](?<=[^\s‘].)(?!\w)")
# After these a mark that closes nothing is the apostrophe of an owner or of a letter dropped:
# "the farmers’ fields", "huntin’ season".
_MAY_OWN = ("s", "x", "z", "S", "in")
_OWNED = re.compile(r"\s+([^\W\d_]+)")
# More marks than this are no prose: the densest paragraph of 3,000 releases has under 100.
_MOST_MARKS_OF_A_BLOCK = 400
_LONG_BLOCK = 5_000
_COUNTED = (
    "“",
    "”",
    '"',
    "''",
    "„",
    "«",
    "»",
    "‹",
    "›",
    "``",
    "’’",
    "‘‘",
    "‟",
    "＂",
    "&",
    "「",
    "」",
)


class Mark(NamedTuple):
    """A quotation mark at `start:end` that opens or closes."""

    start: int
    end: int
    opens: bool
    is_single: bool = False


def read_double_marks(flat: str, block: Block) -> list[Mark]:
    """The marks of a block, each told to open or close by its shape and its neighbours."""
    marks: list[Mark] = []
    if block.end - block.start > _LONG_BLOCK:
        count = sum(flat.count(mark, block.start, block.end) for mark in _COUNTED)
        if count > _MOST_MARKS_OF_A_BLOCK:
            return marks
    depth = 0
    for match in DOUBLE_MARK.finditer(flat, block.start, block.end):
        start, end = match.span()
        before = flat[start - 1] if start > block.start else "\n"
        after = flat[end] if end < block.end else "\n"
        may_open = before in _OPENERS_BEFORE and after not in " \n\t"
        may_close = before not in " \n\t" and (after in _ENDERS_AFTER or not after.isalnum())
        shape = match.group()
        if shape[0] == "&":
            shape = _WRITTEN_OUT[shape]
        if before.isdigit() and shape in ('"', "''") and depth == 0:
            continue  # inches: a 12" pipe
        if shape in _OPENING_SHAPES or shape in ("``", "‘‘"):
            # ` “` between spaces, behind words that are open, was meant to close them.
            is_apart = before in " \n\t" and after in " \n\t" and depth > 0
            opens = may_open or (not may_close and not is_apart) or depth == 0
        elif shape in _CLOSING_SHAPES or shape == "’’":
            opens = may_open and not may_close and depth == 0
        elif may_open != may_close:
            opens = may_open
        else:
            opens = depth == 0
        depth = depth + 1 if opens else max(0, depth - 1)
        marks.append(Mark(start, end, opens))
    return marks


def read_single_marks(flat: str, block: Block, *, may_stay_open: bool = False) -> list[Mark]:
    """The single marks of a block without the apostrophes.

    Where a mark may be either ("the farmers’ fields"), it closes only if no plainer one does, and
    none has to where the speech goes on.
    """
    marks: list[Mark] = []
    doubtful: Mark | None = None
    is_open = False
    for match in _SINGLE.finditer(flat, block.start, block.end):
        start, end = match.span()
        mark = Mark(start, end, match.group("opens") is not None, is_single=True)
        if mark.opens:
            if is_open and doubtful is not None:
                marks.append(doubtful)
            doubtful = None
            marks.append(mark)
            is_open = True
        elif is_open:
            if flat.endswith(_MAY_OWN, block.start, start) and _owns(flat, end, block.end):
                doubtful = doubtful or mark
            else:
                marks.append(mark)
                is_open, doubtful = False, None
    if is_open and doubtful is not None and not may_stay_open:
        marks.append(doubtful)
    return marks if len(marks) <= _MOST_MARKS_OF_A_BLOCK else []


def _owns(flat: str, place: int, end: int) -> bool:
    """Whether what follows may be owned: a word, and none of those that no noun begins with."""
    following = _OWNED.match(flat, place, end)
    return following is not None and following.group(1).lower() not in _small_words()


@cache
def _small_words() -> frozenset[str]:
    words = table("quotes_words")
    return frozenset(word for name in _SMALL for word in words[name]["words"])


_SMALL = (
    "subject_pronouns",
    "relative_pronouns",
    "prepositions",
    "conjunctions",
    "subordinators",
    "auxiliaries",
)
