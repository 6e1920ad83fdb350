"""The benchmark's results as lines of plain text."""

import math
from collections.abc import Iterable, Mapping, Sequence

from benchmarks import gate
from benchmarks.gate import Change, Row


def columns(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A table: the first two columns to the left, the rest to the right."""
    table = [head, *lines]
    widths = [max(len(line[at]) for line in table) for at in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if at < 2 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in table
    )


def scores(rows: Sequence[Row], floors: Mapping[str, float]) -> str:
    """One line a row: score, target, floor, and a word where one of them is not held."""
    fallen, behind = gate.broken(rows, floors), gate.missed(rows)
    lines = []
    for row in rows:
        note = "BROKEN FLOOR" if row in fallen else "below target" if row in behind else ""
        floor = gate.bound_of(row, floors)
        lines.append(
            (row.set, row.name, _shown(row.score), _shown(row.target), _shown(floor), note)
        )
    return columns(("set", "row", "score", "target", "floor", ""), lines)


def changes(name: str, compared: Mapping[str, Change] | None, listed: int) -> list[str]:
    """What a set gained and lost, at most `listed` items of each kind by name."""
    if compared is None:
        return [f"  {name}: nothing is pinned for this data"]
    lines = []
    for aspect, change in compared.items():
        if not change.gained and not change.lost:
            continue
        lines.append(f"  {name}, {aspect}: {len(change.gained)} gained, {len(change.lost)} lost")
        for sign, items in (("+", change.gained), ("-", change.lost)):
            lines += [f"    {sign} {item}" for item in items[:listed]]
            if len(items) > listed:
                lines.append(f"    {sign} and {len(items) - listed} more")
    return lines or [f"  {name}: no item changed"]


def _shown(score: float | None) -> str:
    return "-" if score is None or math.isnan(score) else f"{score:.1f}"
