"""Columns of a page of print: which of its lines are read one after another. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

# Fewer lines beside each other are a table, or a head of two addresses.
_FEWEST_LINES = 3
# Prose has so many words a line in a column; the cells of a table have fewer.
_WORDS = 3.0
# Points between the beginnings of two columns; two inches hold a line of prose.
_APART = 110.0
# Lines of one row differ by less, in points.
_ROW = 3.0
# Cells of a row stand so far apart, in heights of their print; and in spaces of one piece of it.
_CELL_GAP = 1.5
_GAP = re.compile(r"\s{4,}")
_UNENDED = re.compile(r"[\w,$€£-]$")
# A sign is about half as wide as it is high.
_SIGN = 0.5


class Fragment(NamedTuple):
    """A piece of a line: where it begins, in points from the lower left, and how high it is."""

    x: float
    y: float
    text: str
    size: float


def in_reading_order(fragments: Sequence[Fragment]) -> list[str] | None:
    """The lines of a page in two columns, the left one first; None where there are no columns.

    None too where each column was written down: then they are in order.
    """
    lines = [f for f in fragments if f.text.strip()]
    right = _right_edge(lines)
    if right is None or not is_written_along_rows(lines):
        return None
    beside = [f for f in lines if f.x >= right - _ROW]
    top, bottom = max(f.y for f in beside), min(f.y for f in beside)
    above = [f for f in lines if f.y > top + _ROW]
    below = [f for f in lines if f.y < bottom - _ROW]
    within = [f for f in lines if bottom - _ROW <= f.y <= top + _ROW]
    ordered = _down(above)
    # A heading across both columns ends the ones above it.
    for across in (*(f for f in _down(within) if _is_across(f, right, beside)), None):
        band = [f for f in within if across is None or f.y > across.y + _ROW]
        band = [f for f in band if not _is_across(f, right, beside)]
        ordered += _down([f for f in band if f.x < right - _ROW])
        ordered += _down([f for f in band if f.x >= right - _ROW])
        if across is not None:
            ordered.append(across)
            within = [f for f in within if f.y < across.y - _ROW]
    return list(_spaced((*ordered, *_down(below))))


def runs_together(fragments: Sequence[Fragment]) -> bool:
    """Whether prose stands beside prose, so that a row read along its line is of two sentences.

    A table's cells end with their rows; a line of prose goes on in the next one below it, small.
    """
    lines = [f for f in fragments if f.text.strip()]
    rows = [cells for row in _rows(lines) if len(cells := _cells(row)) > 1]
    if len(rows) < _FEWEST_LINES or not is_written_along_rows(lines):
        return False
    goes_on: Counter[int] = Counter()
    for above, below in pairwise(rows):
        for number, (cell, under) in enumerate(zip(above, below, strict=False)):
            goes_on[number] += bool(_UNENDED.search(cell)) and under[:1].islower()
    words = [len(cell.split()) for cells in rows for cell in cells]
    return sum(words) >= _WORDS * len(words) and sum(n > 0 for n in goes_on.values()) > 1


def is_written_along_rows(fragments: Sequence[Fragment]) -> bool:
    """Whether what stands beside each other was written one after the other, row by row.

    Programs that set columns write each down, and what they wrote is in order as it is.
    """
    lines = [f for f in fragments if f.text.strip()]
    places = {id(one): place for place, one in enumerate(lines)}
    beside = [row for row in _rows(lines) if len(_cells(row)) > 1]
    spans = [[places[id(one)] for one in row] for row in beside]
    along = sum(max(span) - min(span) == len(span) - 1 for span in spans)
    return 2 * along > len(beside)


def _rows(lines: Sequence[Fragment]) -> Iterator[list[Fragment]]:
    """The rows of a page from above."""
    row: list[Fragment] = []
    for one in _down(lines):
        if row and abs(row[0].y - one.y) > _ROW:
            yield row
            row = []
        row.append(one)
    if row:
        yield row


def _cells(row: Iterable[Fragment]) -> list[str]:
    """The words of a row, parted where wide gaps stand between them."""
    cells: list[str] = []
    end = 0.0
    for one in sorted(row, key=lambda f: f.x):
        first, *others = _GAP.split(one.text.strip())
        is_near = bool(cells) and one.x - end < _CELL_GAP * one.size
        cells[-1:] = [f"{cells[-1]} {first}"] if is_near else [*cells[-1:], first]
        cells += others
        end = one.x + len(one.text.rstrip()) * one.size * _SIGN
    return cells


def _spaced(lines: Iterable[Fragment]) -> Iterator[str]:
    """The lines, an empty one where larger print ends: it is a heading."""
    before = 0.0
    for line in lines:
        if before > 1.15 * line.size:
            yield ""
        yield line.text.rstrip()
        before = line.size


def _right_edge(lines: Sequence[Fragment]) -> float | None:
    """Where the right column begins, None where there is none."""
    starts = Counter(round(f.x) for f in lines)
    common = [x for x, n in starts.items() if n >= _FEWEST_LINES]
    if len(common) < 2 or max(common) - min(common) < _APART:
        return None
    left = min(common)
    right = min(x for x in common if x - left >= _APART)
    others = [f for f in lines if abs(f.x - right) <= _ROW]
    rows = [f for f in lines if f.x < right - _ROW and any(abs(f.y - o.y) <= _ROW for o in others)]
    for column in (rows, others):
        words = sum(len(f.text.split()) for f in column)
        if len(column) < _FEWEST_LINES or words < _WORDS * len(column):
            return None
    # Three columns and more are not told from a table.
    return None if any(x - right >= _APART for x in common) else float(right)


def _is_across(one: Fragment, right: float, beside: Sequence[Fragment]) -> bool:
    if one.x >= right - _ROW or any(abs(one.y - f.y) <= _ROW for f in beside):
        return False
    return one.x + len(one.text.strip()) * one.size * _SIGN > right + 2 * one.size


def _down(lines: Sequence[Fragment]) -> list[Fragment]:
    # Stable: pieces of one line stay as they were written.
    return sorted(lines, key=lambda f: -round(f.y))
