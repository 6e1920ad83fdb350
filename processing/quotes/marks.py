"""Quotation marks: where the words between them begin and end.

Marks come in many shapes and are often wrong or half lost, so shape and neighbours decide together,
and a paragraph that cannot be read never costs more than itself.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from processing.reading import Block, Reading

_OPENING_SHAPES = frozenset("“„‟«〝❝")
_CLOSING_SHAPES = frozenset("”»〞❞")
# Doubled single marks stand for one double mark: ''so'', ``so'', ‘‘so’’.
DOUBLE_MARK = re.compile(r"[“”„‟\"«»〝〞❝❞＂]|''|``|‘‘|’’")
_OPENERS_BEFORE = frozenset(" \n\t([{—–-/‘'…")
_ENDERS_AFTER = frozenset(" \n\t.,;:!?)]}—–-/’'…")
_TRIMMED = " \t\n"

# British single marks: one opens at the start of a word with a capital, and one closes after the
# punctuation that a possessive or a dropped letter never has before it.
_SINGLE = re.compile(r"(?P<opens>(?<![\w'’‘])[‘'](?=[A-Z]))|(?<=[,.?!…])['’](?!\w)")
_SINGLE_CLOSING = re.compile(r"[,.?!…]['’](?!\w)")
_SHORTEST_SINGLE = 12
_LONGEST_SINGLE = 1_200
# More marks than this are no prose: the densest paragraph of 3,000 releases has under 100.
_MOST_MARKS_OF_A_BLOCK = 400
_MOST_MARKS = 10_000
# Paragraphs into which a broken page may cut a speech that opens and closes only once.
_MOST_PIECES = 4
_LONG_BLOCK = 5_000
_COUNTED = ("“", "”", '"', "''", "„", "«", "»", "``", "’’", "‘‘", "‟", "＂")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words between marks: `start:end` without them, `outer_start:outer_end` with them.

    `is_reopened` says that the stretch runs over several paragraphs, each reopened with a mark.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    is_reopened: bool = False
    is_single: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    opens: bool


def find_stretches(reading: Reading) -> tuple[Stretch, ...]:
    """Every stretch between marks in the prose of a release, in order, none within another."""
    prose = [block for block in reading.blocks if block.kind.is_prose]
    reader = _Reader(reading.flat, prose)
    left = _MOST_MARKS
    has_single = _SINGLE_CLOSING.search(reading.flat) is not None
    for number, block in enumerate(prose):
        marks = _read_marks(reading.flat, block) if left > 0 else []
        left -= len(marks)
        if not marks and has_single and not reader.is_open:
            reader.found.extend(_single_stretches(reading.flat, block))
        reader.read(number, marks)
    return tuple(s for s in reader.found if s.end > s.start)


class _Reader:
    """Pairs the marks of one paragraph after the other, and carries open speeches over."""

    def __init__(self, flat: str, prose: list[Block]) -> None:
        self.found: list[Stretch] = []
        self._flat = flat
        self._prose = prose
        # The mark of a speech that is left open and reopened by the next paragraph.
        self._speech: _Mark | None = None
        # A mark left open that the next paragraph does not reopen, and the number of its own.
        self._lone: tuple[_Mark, int] | None = None

    @property
    def is_open(self) -> bool:
        """Whether a speech goes on from the paragraph before."""
        return self._speech is not None

    def read(self, number: int, marks: list[_Mark]) -> None:
        """Take the marks of a paragraph."""
        goes_on = bool(marks) and _reopens(self._flat, self._prose, number + 1)
        if self._speech is not None:
            self._read_reopened(self._speech, number, marks, goes_on=goes_on)
            return
        if marks and self._lone is not None:
            marks = self._close_lone(*self._lone, number, marks)
        pairs, left_open = _pair(marks, may_stay_open=goes_on)
        self._add(pairs)
        if left_open is not None and not goes_on:
            self._lone = (left_open, number)
        self._speech = left_open if goes_on else None

    def _read_reopened(
        self, speech: _Mark, number: int, marks: list[_Mark], *, goes_on: bool
    ) -> None:
        """Read a paragraph that begins with the mark by which it goes on with a speech."""
        pairs, left_open = _pair(marks, may_stay_open=True)
        if marks and left_open is marks[0] and goes_on:
            return
        if pairs and pairs[0][0] is marks[0]:
            closing = pairs[0][1]
            self.found.append(_stretch(self._flat, speech, closing.start, closing.end, True))
            pairs = pairs[1:]
        else:  # the closing mark is lost: only the last paragraph is uncertain
            sure_end = self._prose[number - 1].end
            self.found.append(_stretch(self._flat, speech, sure_end, sure_end, True))
        self._add(pairs)
        self._speech = left_open if goes_on else None

    def _close_lone(self, lone: _Mark, since: int, number: int, marks: list[_Mark]) -> list[_Mark]:
        """Close a speech that opened once and closes once, cut up by a broken page."""
        self._lone = None
        closing = marks[0]
        if closing.opens or number - since > _MOST_PIECES:
            return marks
        self.found.append(_stretch(self._flat, lone, closing.start, closing.end, True))
        return marks[1:]

    def _add(self, pairs: list[tuple[_Mark, _Mark]]) -> None:
        self.found.extend(_stretch(self._flat, a, b.start, b.end) for a, b in pairs)


def _reopens(flat: str, prose: list[Block], number: int) -> bool:
    """Whether this paragraph begins with a mark, as one that goes on with a speech does."""
    if number >= len(prose):
        return False
    return DOUBLE_MARK.match(flat, prose[number].start, prose[number].end) is not None


def _stretch(
    flat: str, opening: _Mark, end: int, outer_end: int, is_reopened: bool = False
) -> Stretch:
    start = opening.end
    while start < end and flat[start] in _TRIMMED:
        start += 1
    while end > start and flat[end - 1] in _TRIMMED:
        end -= 1
    return Stretch(start, end, opening.start, outer_end, is_reopened=is_reopened)


def _read_marks(flat: str, block: Block) -> list[_Mark]:
    """The marks of a block, each told to open or close by its shape and its neighbours."""
    marks: list[_Mark] = []
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
        if before.isdigit() and shape in ('"', "''") and depth == 0:
            continue  # inches: a 12" pipe
        if shape in _OPENING_SHAPES or shape in ("``", "‘‘"):
            opens = may_open or not may_close or depth == 0
        elif shape in _CLOSING_SHAPES or shape == "’’":
            opens = may_open and not may_close and depth == 0
        elif may_open != may_close:
            opens = may_open
        else:
            opens = depth == 0
        depth = depth + 1 if opens else max(0, depth - 1)
        marks.append(_Mark(start, end, opens))
    return marks


def _pair(
    marks: list[_Mark], *, may_stay_open: bool
) -> tuple[list[tuple[_Mark, _Mark]], _Mark | None]:
    """Pair opening with closing marks, outermost pairs; also the mark left open at the end.

    Where the marks nest evenly, the outer pair is the quotation. Where they do not, one of them is
    lost, and only neighbours that open and close are paired: what lies between others is uncertain.
    """
    outer: list[tuple[_Mark, _Mark]] = []
    stack: list[_Mark] = []
    for mark in marks:
        if mark.opens:
            stack.append(mark)
        elif not stack:
            break
        else:
            opening = stack.pop()
            if not stack:
                outer.append((opening, mark))
    else:
        if not stack:
            return outer, None
        if may_stay_open and len(stack) == 1:
            return outer, stack[0]
    neighbours = [(a, b) for a, b in pairwise(marks) if a.opens and not b.opens]
    return neighbours, marks[-1] if marks and marks[-1].opens else None


def _single_stretches(flat: str, block: Block) -> list[Stretch]:
    found: list[Stretch] = []
    opening = -1
    for match in _SINGLE.finditer(flat, block.start, block.end):
        if match.group("opens") is not None:
            if opening < 0 or match.start() - opening > _LONGEST_SINGLE:
                opening = match.start()
        elif opening >= 0:
            if _SHORTEST_SINGLE <= match.start() - opening <= _LONGEST_SINGLE:
                start = opening + 1
                found.append(Stretch(start, match.start(), opening, match.end(), is_single=True))
            opening = -1
    return found
