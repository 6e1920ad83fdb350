"""Quotation marks: where the words between them begin and end.

Marks are often wrong or half lost; a paragraph that cannot be read never costs more than itself.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from processing.parsed_text import Block, ParsedText
from processing.quotes.lost_marks import (
    attribution_within,
    holds_attribution,
    may_lead_on,
    names_beside,
    reopens_within,
    said_by_pronoun,
    sure_end,
)
from processing.quotes.mark_shapes import (
    DOUBLE_MARK,
    SINGLE_MARK,
    Mark,
    read_double_marks,
    read_single_marks,
)

_TRIMMED = " \t\n"

# In a release that quotes in double marks, words in single ones are mostly no speech; what has the
# looks of a sentence and this length is.
_SHORTEST_SINGLE = 12
_LONGEST_SINGLE = 1_200
_SENTENCE = re.compile(r"[A-Z][^\n]*[,.?!…]")
# More marks than this are no release.
_MOST_MARKS = 10_000
# Paragraphs into which a broken page may cut a speech that opens and closes only once.
_MOST_PIECES = 4


class QuotedSpan(NamedTuple):
    """Words between marks: `start:end` without them, `outer_start:outer_end` with them.

    `is_reopened` says that the quoted span runs over several paragraphs, each reopened with a mark,
    `is_damaged` that its closing mark is lost and only what is surely spoken is in it.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    is_reopened: bool = False
    is_single: bool = False
    is_damaged: bool = False


def find_quoted_spans(reading: ParsedText) -> tuple[QuotedSpan, ...]:
    """Every quoted span between marks in the prose of a release, in order, none within another."""
    prose = [block for block in reading.blocks if block.kind.is_prose]
    double = _Reader(reading.flat, prose, DOUBLE_MARK)
    left = _MOST_MARKS
    has_single = SINGLE_MARK.search(reading.flat) is not None
    unmarked: list[Block] = []
    for number, block in enumerate(prose):
        marks = read_double_marks(reading.flat, block) if left > 0 else []
        left -= len(marks)
        if (
            has_single
            and not marks
            and not double.is_open
            and SINGLE_MARK.search(reading.flat, block.start, block.end)
        ):
            unmarked.append(block)
        double.read(number, marks)
    if not has_single:
        return double.quoted_spans()
    if not double.found or _follows_single(reading.flat, double.found[0]):
        single = _read_singles(reading.flat, prose)
        if all(_is_within(quoted_span, single) for quoted_span in double.found):
            return single  # a British release: double marks stand within single ones, if at all
    doubles = double.quoted_spans()
    more = (s for block in unmarked for s in _read_singles(reading.flat, [block]))
    sentences = [s for s in more if _is_sentence(reading.flat, s) and not _is_within(s, doubles)]
    return tuple(sorted((*doubles, *sentences), key=lambda s: s.start))


def _follows_single(flat: str, quoted_span: QuotedSpan) -> bool:
    """Whether a single mark stands before a quoted span in its paragraph, as if it held it."""
    start = flat.rfind("\n", 0, quoted_span.outer_start) + 1
    return SINGLE_MARK.search(flat, start, quoted_span.outer_start) is not None


def _read_singles(flat: str, prose: list[Block]) -> tuple[QuotedSpan, ...]:
    reader = _Reader(flat, prose, SINGLE_MARK)
    left = _MOST_MARKS
    for number, block in enumerate(prose):
        goes_on = reader.reopens(number + 1)
        marks = read_single_marks(flat, block, may_stay_open=goes_on) if left > 0 else []
        left -= len(marks)
        reader.read(number, marks)
    return reader.quoted_spans()


def _is_within(inner: QuotedSpan, outer: Sequence[QuotedSpan]) -> bool:
    number = bisect_right(outer, inner.start, key=lambda quoted_span: quoted_span.start) - 1
    return number >= 0 and inner.end <= outer[number].end


def _is_sentence(flat: str, quoted_span: QuotedSpan) -> bool:
    if not _SHORTEST_SINGLE <= quoted_span.end - quoted_span.start <= _LONGEST_SINGLE:
        return False
    return _SENTENCE.fullmatch(flat, quoted_span.start, quoted_span.end) is not None


class _Reader:
    """Pairs the marks of one paragraph after the other, and carries open speeches over."""

    def __init__(self, flat: str, prose: list[Block], mark: re.Pattern[str]) -> None:
        self.found: list[QuotedSpan] = []
        self._opening = mark
        self._flat = flat
        self._prose = prose
        # The mark of a speech that is left open and reopened by the next paragraph, and the number
        # of the paragraph in which it opens.
        self._speech: tuple[Mark, int] | None = None
        # A mark left open that the next paragraph does not reopen, and the number of its own.
        self._lone: tuple[Mark, int] | None = None

    def quoted_spans(self) -> tuple[QuotedSpan, ...]:
        """What has been found that is not empty, in order."""
        self._give_up()
        found = (quoted_span for quoted_span in self.found if quoted_span.end > quoted_span.start)
        return tuple(sorted(found, key=lambda quoted_span: quoted_span.start))

    @property
    def is_open(self) -> bool:
        """Whether a speech goes on from the paragraph before."""
        return self._speech is not None

    def read(self, number: int, marks: list[Mark]) -> None:
        """Take the marks of a paragraph."""
        goes_on = bool(marks) and self.reopens(number + 1)
        if self._speech is not None:
            speech, first = self._speech
            if self._is_anothers(first, number, marks):
                self._recover(speech, self._prose[first].end)
                self._speech = None
            else:
                self._read_reopened(speech, first, number, marks, goes_on=goes_on)
                return
        if marks and self._lone is not None:
            marks = self._close_lone(*self._lone, number, marks)
        left_open = self._read_pairs(number, marks, goes_on=goes_on)
        if left_open is not None and not goes_on:
            self._lone = (left_open, number)
        self._speech = (left_open, number) if left_open is not None and goes_on else None

    def _read_pairs(self, number: int, marks: list[Mark], *, goes_on: bool) -> Mark | None:
        """Add what the pairs of a paragraph hold, and what is sure of those that lost a mark."""
        marks = self._without_reopening(marks)
        if goes_on and self._holds_pairs(number, marks):
            return marks[0]
        pairs, left_open = _pair(marks, may_stay_open=goes_on)
        self._add(pairs)
        closed = {opening.start for opening, _ in pairs}
        end = -1
        for at, mark in enumerate(marks):
            if mark.start < end:
                continue  # within a pair
            if mark.start in closed:
                end = next(b.end for a, b in pairs if a.start == mark.start)
            elif mark.opens and mark is not left_open:
                limit = marks[at + 1].start if at + 1 < len(marks) else self._prose[number].end
                self._recover(mark, limit)
        return left_open

    def _holds_pairs(self, number: int, marks: list[Mark]) -> bool:
        """Whether a paragraph is speech that goes on below, with pairs of the same marks in it.

        "We need a "firm hand" at the helm.
        """
        block = self._prose[number]
        if len(marks) < 3 or marks[0].start != block.start or marks[-1].end == block.end:
            return False
        inner = marks[1:]
        opens = {self._flat[mark.start] for mark in marks if mark.opens}
        pairs, left_open = _pair(inner, may_stay_open=False)
        is_even = left_open is None and 2 * len(pairs) == len(inner)
        return is_even and len(opens) == 1 and marks[0].opens

    def _without_reopening(self, marks: list[Mark]) -> list[Mark]:
        """The marks without those that only reopen a speech within one line."""
        kept = marks[:1]
        for before, mark in pairwise(marks):
            is_again = before.opens and mark.opens
            if not (is_again and reopens_within(self._flat, before.end, mark.start)):
                kept.append(mark)
        return kept

    def _is_anothers(self, first: int, number: int, marks: list[Mark]) -> bool:
        """Whether the paragraph that begins with a mark is spoken by somebody else.

        Its words are credited by name, and where the open ones stand that name is not said.
        """
        if len(marks) < 2 or marks[1].opens:
            return False
        names = names_beside(self._flat, marks[1].end, self._prose[number].end)
        if not names:
            return False
        above = max(0, first - 1)
        while above > 0 and said_by_pronoun(self._flat, *self._prose[above][:2]):
            above -= 1  # “…,” he said: who that is stands further up
        start = self._prose[above].start
        before = self._flat[start : self._prose[number].start]
        if any(name in before for name in names):
            return False
        assert self._speech is not None
        opening = self._speech[0]
        is_all = opening.start == self._prose[first].start
        return not is_all or not may_lead_on(self._flat, opening.end, self._prose[first].end)

    def _read_reopened(
        self, speech: Mark, first: int, number: int, marks: list[Mark], *, goes_on: bool
    ) -> None:
        """Read a paragraph that begins with the mark by which it goes on with a speech."""
        if goes_on and self._holds_pairs(number, marks):
            return
        pairs, left_open = _pair(marks, may_stay_open=True)
        if marks and left_open is marks[0] and goes_on:
            return
        if pairs and pairs[0][0] is marks[0]:
            closing = pairs[0][1]
            self.found.append(_quoted_span(self._flat, speech, closing.start, closing.end, True))
            pairs = pairs[1:]
        else:  # the closing mark is lost: only the last paragraph is uncertain
            is_spoken = len(marks) == 1 and self._is_wholly_spoken(marks[0], number)
            last = number if is_spoken else number - 1
            sure = self._prose[last].end
            self.found.append(_quoted_span(self._flat, speech, sure, sure, last > first))
            if marks and not is_spoken:
                limit = marks[1].start if len(marks) > 1 else self._prose[number].end
                self._recover(marks[0], limit)
        self._add(pairs)
        goes_on = goes_on and left_open is not None and left_open is not marks[0]
        self._speech = (left_open, number) if left_open is not None and goes_on else None

    def _is_wholly_spoken(self, opening: Mark, number: int) -> bool:
        """Whether all of a paragraph that opens a mark and closes none is surely speech."""
        end = self._prose[number].end
        return opening.opens and sure_end(self._flat, opening.end, end) == end

    def _close_lone(self, lone: Mark, since: int, number: int, marks: list[Mark]) -> list[Mark]:
        """Close a speech that opened once and closes once, cut up by a broken page."""
        self._lone = None
        closing = marks[0]
        is_one = not closing.opens and number - since <= _MOST_PIECES
        if not is_one or attribution_within(self._flat, lone.end, closing.start):
            self._recover(lone, self._prose[since].end)
            return marks
        self.found.append(_quoted_span(self._flat, lone, closing.start, closing.end, True))
        return marks[1:]

    def _give_up(self) -> None:
        if self._lone is not None:
            lone, since = self._lone
            self._recover(lone, self._prose[since].end)
            self._lone = None

    def reopens(self, number: int) -> bool:
        """Whether this paragraph begins with a mark, as one that goes on with a speech does."""
        if number >= len(self._prose):
            return False
        block = self._prose[number]
        return self._opening.match(self._flat, block.start, block.end) is not None

    def _add(self, pairs: list[tuple[Mark, Mark]]) -> None:
        for opening, closing in pairs:
            said = holds_attribution(self._flat, opening.end, closing.start)
            if said is not None:  # two marks of two speeches: what the first one says is sure
                self.found.append(_quoted_span(self._flat, opening, said, said, is_damaged=True))
            else:
                self.found.append(_quoted_span(self._flat, opening, closing.start, closing.end))

    def _recover(self, opening: Mark, limit: int) -> None:
        """Add what is sure of words whose closing mark is lost."""
        if opening.is_single:
            return
        end = sure_end(self._flat, opening.end, limit)
        if end > opening.end:
            self.found.append(_quoted_span(self._flat, opening, end, end, is_damaged=True))


def _quoted_span(
    flat: str,
    opening: Mark,
    end: int,
    outer_end: int,
    is_reopened: bool = False,
    *,
    is_damaged: bool = False,
) -> QuotedSpan:
    start = opening.end
    while start < end and flat[start] in _TRIMMED:
        start += 1
    while end > start and flat[end - 1] in _TRIMMED:
        end -= 1
    return QuotedSpan(
        start, end, opening.start, outer_end, is_reopened, opening.is_single, is_damaged
    )


def _pair(marks: list[Mark], *, may_stay_open: bool) -> tuple[list[tuple[Mark, Mark]], Mark | None]:
    """Pair opening with closing marks, outermost pairs; also the mark left open at the end.

    Where the marks nest evenly, the outer pair is the quotation. Where they do not, one of them is
    lost, and only neighbours that open and close are paired: what lies between others is uncertain.
    """
    outer: list[tuple[Mark, Mark]] = []
    stack: list[Mark] = []
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
        if may_stay_open and stack == [marks[-1]]:
            return outer, stack[0]
    neighbours = [(a, b) for a, b in pairwise(marks) if a.opens and not b.opens]
    return neighbours, marks[-1] if marks and marks[-1].opens else None
