"""Floors that only rise, and what changed since the run they were pinned with. Pure."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Better = Literal["higher", "lower"]

# Scores are held to a tenth of a point: the last digits of a percentage of 45 releases are noise.
_STEP = 10


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a score of a set, and what it is held against.

    Where lower is better (a length), the target itself is the bound: such a row has no floor.
    """

    set: str
    name: str
    score: float
    target: float | None = None
    better: Better = "higher"

    @property
    def key(self) -> str:
        """The name that floors are stored under and `--lower` takes."""
        return f"{self.set}/{self.name}"


@dataclass(frozen=True, slots=True)
class SetItems:
    """Which items of a set came out right: per aspect, a flag an item in the order of the set."""

    digest: str
    hits: Mapping[str, tuple[bool, ...]]


@dataclass(frozen=True, slots=True)
class Change:
    """The items of one aspect that came out right now and not before, and the reverse."""

    gained: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def broken(rows: Iterable[Row], floors: Mapping[str, float]) -> list[Row]:
    """The rows that are worse than their floor, or over their bound where lower is better."""
    return [row for row in rows if _is_worse(row, bound_of(row, floors))]


def bound_of(row: Row, floors: Mapping[str, float]) -> float | None:
    """What the row may not be worse than; None where nothing is pinned."""
    return row.target if row.better == "lower" else floors.get(row.key)


def missed(rows: Iterable[Row]) -> list[Row]:
    """The rows that have a target and do not reach it."""
    return [row for row in rows if _is_worse(row, row.target)]


def raise_floors(
    rows: Iterable[Row], floors: Mapping[str, float], lower: Iterable[str] = ()
) -> dict[str, float]:
    """The floors after this run: each moves to the score if that is better, never back.

    A row named in `lower` takes its score as it is. A name in `lower` that no row has raises
    ValueError, so that a slip of the pen is no silent lowering. Rows not run keep their floor.
    """
    found = {row.key: row for row in rows}
    if unknown := set(lower) - set(found):
        raise ValueError(f"no row is called {', '.join(sorted(unknown))}")
    raised = dict(floors)
    for key, row in found.items():
        if row.better == "lower" or not math.isfinite(row.score):
            continue
        if key not in floors or key in lower or not _is_worse(row, floors[key]):
            # Down to the tenth, which the score itself still holds.
            raised[key] = math.floor(round(row.score * _STEP, 6)) / _STEP
    return dict(sorted(raised.items()))


def compare(
    ids: Mapping[str, tuple[str, ...]], now: SetItems, pinned: SetItems | None
) -> dict[str, Change] | None:
    """Per aspect, the ids gained and lost; None where the pinned run read other data or nothing."""
    if pinned is None or pinned.digest != now.digest:
        return None
    changes = {}
    for aspect, hits in now.hits.items():
        before = pinned.hits.get(aspect, ())
        if len(before) != len(hits):
            continue
        change = Change()
        for item, was, is_now in zip(ids[aspect], before, hits, strict=True):
            if is_now and not was:
                change.gained.append(item)
            elif was and not is_now:
                change.lost.append(item)
        changes[aspect] = change
    return changes


def pack(items: SetItems) -> dict[str, object]:
    """The items as JSON values: per aspect the count, and the flags as one hexadecimal number."""
    return {
        "digest": items.digest,
        "hits": {aspect: [len(hits), _to_hex(hits)] for aspect, hits in items.hits.items()},
    }


def unpack(packed: Mapping) -> SetItems:
    """What `pack` was given."""
    hits = {aspect: _from_hex(*counted) for aspect, counted in packed["hits"].items()}
    return SetItems(packed["digest"], hits)


def _is_worse(row: Row, bound: float | None) -> bool:
    if bound is None:
        return False
    if not math.isfinite(row.score):
        return True
    slack = 1e-9  # of floating point, not of judgement
    return row.score < bound - slack if row.better == "higher" else row.score > bound + slack


def _to_hex(hits: tuple[bool, ...]) -> str:
    return format(int("1" + "".join("01"[hit] for hit in hits), 2), "x")


def _from_hex(count: int, packed: str) -> tuple[bool, ...]:
    flags = format(int(packed, 16), "b")[1:]
    if len(flags) != count:
        raise ValueError(f"{len(flags)} flags are pinned where {count} are named")
    return tuple(flag == "1" for flag in flags)
