"""The weights of `pipeline/worth.toml` fitted to marked days, each mark a number to come near.

Least squares, drawn towards a flat beginning (every reason speaks for a story alike, every kind
against it) so that what is rare in few days stays near it, and held to its sign. Ridge regression
(Hoerl and Kennard 1970) by coordinate descent: a few lines, the same on every machine.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from domain.news import NewsValue
from pipeline.worth import Weights, kind_of, read_weights

if TYPE_CHECKING:
    from benchmarks.days import Day

# Points by name: of kinds, of reasons, and "base".
Points = Mapping[str, float]
# What a mark is worth: a story that must be told more than a brief more than nothing.
_WORTH = {0: 0.0, 1: 1.0, 2: 2.2, 3: 3.6}
_FLAT, _BASE = 0.6, "base"
# How hard a weight is drawn to the beginning, in releases; rounds until nothing moves.
_RIDGE, _ROUNDS = 3.0, 200
# Reasons that speak against a story.
_LESSER = frozenset({"attempt-or-sting"})


def points_of(weights: Weights) -> Points:
    """The points of a table of weights by name; a kind that anything may be has none."""
    found = {kind.name: kind.weight for kind in weights.kinds if kind.any}
    for group in weights.groups.values():
        found |= group
    return found | {_BASE: weights.base}


def left_out(days: Sequence["Day"]) -> dict[int, list[str]]:
    """The order of each day by weights fitted on the others."""
    return {
        day.gold["day"]: order(day, fit([other for other in days if other is not day]))
        for day in days
    }


def order(day: "Day", points: Points) -> list[str]:
    """The ids of a day, what is worth most first."""
    worth = {name: _worth(values, points) for name, values in day.values.items()}
    return sorted(worth, key=lambda name: (-round(worth[name], 6), name))


def fit(days: Sequence["Day"]) -> Points:
    """The points that come nearest to the marks of the days."""
    names = list(points_of(read_weights()))
    rows = [
        (shares(day.values[name]), _WORTH[mark]) for day in days for name, mark in day.marks.items()
    ]
    begun = {name: _begin(name) for name in names}
    points = dict(begun)
    errors = [worth - sum(points[n] * share for n, share in row.items()) for row, worth in rows]
    having = {name: [i for i, (row, _) in enumerate(rows) if name in row] for name in names}
    for _ in range(_ROUNDS):
        for name in names:
            ridge = 0.01 if name == _BASE else _RIDGE
            own = [(i, rows[i][0][name]) for i in having[name]]
            pull = sum(errors[i] * share for i, share in own) + ridge * (begun[name] - points[name])
            moved = points[name] + pull / (ridge + sum(share * share for _, share in own))
            moved = min(moved, 0.0) if begun[name] < 0 else max(moved, 0.0)
            for i, share in own:
                errors[i] -= (moved - points[name]) * share
            points[name] = moved
    return points


def shares(values: Sequence[NewsValue]) -> dict[str, float]:
    """How much of each weight counts for a release of these news values."""
    weights, names = read_weights(), {value.name for value in values}
    kind = kind_of(names, weights)
    found = {_BASE: 1.0} | ({kind.name: 1.0} if kind.any else {})
    for group in weights.groups.values():
        first = next((name for name in group if name in names), None)
        if first is not None:
            found[first] = kind.share
    return found


def table(days: Sequence["Day"]) -> str:
    """The fitted points beside those in use, and how many releases each was fitted on."""
    used, fitted = points_of(read_weights()), fit(days)
    rows = [shares(values) for day in days for values in day.values.values()]
    lines = [f"{'':24}{'in use':>8}{'fitted':>8}{'releases':>10}"]
    for name, points in used.items():
        number = sum(name in row for row in rows)
        lines.append(f"{name:24}{points:8.1f}{fitted[name]:8.2f}{number:10}")
    return "\n".join(lines)


def _worth(values: Sequence[NewsValue], points: Points) -> float:
    return sum(points[name] * share for name, share in shares(values).items())


def _begin(name: str) -> float:
    kinds = {kind.name for kind in read_weights().kinds}
    return -_FLAT if name in kinds or name in _LESSER else _FLAT
