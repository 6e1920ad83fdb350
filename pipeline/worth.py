"""What a story is worth, by named reasons and the weights of `worth.toml`: pure."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from domain.archive import StoredRelease
from domain.documents import Document
from domain.news import NewsValue, Reason, Worth
from processing.layout import read_layout
from processing.news import find_news_values

# Releases whose news values are kept at hand: a day's briefings of many beats are about the same.
_READ = 512
# Said of a release in which no reason was found.
_NOTHING = "nothing"
# Digits kept of a sum of points: enough to tell, few enough to be the same on every machine.
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of release: which news values make it, which take it back, what it weighs.

    `share` is how much of what such a release tells counts.
    """

    name: str
    any: frozenset[str]
    never: frozenset[str]
    weight: float
    share: float


@dataclass(frozen=True, slots=True)
class Weights:
    """The table: the kinds in their order, and groups of reasons, each the gravest first.

    `slight` are reasons that make no news of a release which tells nothing else.
    """

    base: float
    slight: frozenset[str]
    kinds: tuple[Kind, ...]
    groups: Mapping[str, Mapping[str, float]]
    beyond: Mapping[str, float]

    @property
    def names(self) -> frozenset[str]:
        """The news values that speak for a story."""
        return frozenset(name for group in self.groups.values() for name in group)


@cache
def read_weights() -> Weights:
    """The weights of `worth.toml`; callers must not change them."""
    return to_weights(tomllib.loads(files(__package__).joinpath("worth.toml").read_text("utf-8")))


def to_weights(table: Mapping[str, object]) -> Weights:
    """The weights as the table has them."""
    entries: list[dict] = table["kind"]  # type: ignore[assignment,type-arg]
    kinds = tuple(
        Kind(k["name"], frozenset(k["any"]), frozenset(k["never"]), k["weight"], k["share"])
        for k in entries
    )
    slight = frozenset(table["slight"])  # type: ignore[call-overload]
    return Weights(table["base"], slight, kinds, table["reasons"], table["beyond"])  # type: ignore[arg-type]


def weigh(release: StoredRelease, weights: Weights | None = None) -> Worth:
    """What the release is worth by itself: what it tells, before what the archive knows of it.

    A text that is not English is not read and gets the worth of one that tells nothing.
    """
    found = read_news_values(release.document, release.analysis.title)
    return worth_of(found, weights or read_weights())


@lru_cache(maxsize=_READ)
def read_news_values(document: Document, title: str | None) -> tuple[NewsValue, ...]:
    """What makes a release news; nothing where it is in no language that is read."""
    reading = read_layout(document)
    return find_news_values(reading, title) if reading.language == "en" else ()


def worth_of(values: Iterable[NewsValue], weights: Weights) -> Worth:
    """The sum of the reasons: what the release tells by the share of its kind, and its kind."""
    by_name = {value.name: value for value in values}
    kind = kind_of(by_name, weights)
    told = [
        Reason(name, group[name] * kind.share, by_name[name].span)
        for group in weights.groups.values()
        if (name := next((n for n in group if n in by_name), None)) is not None
    ]
    against = next((by_name[name].span for name in by_name if name in kind.any), None)
    reasons = [*told, *([Reason(kind.name, kind.weight, against)] if kind.weight else [])]
    return _sum(Worth(weights.base, kind.name), reasons)


def kind_of(names: Iterable[str], weights: Weights) -> Kind:
    """The first kind that the news values make."""
    have = set(names)
    if not have & (weights.names - weights.slight):
        have.add(_NOTHING)
    return next(k for k in weights.kinds if not k.any or (have & k.any and not have & k.never))


def add(worth: Worth, *reasons: Reason) -> Worth:
    """The worth with more reasons: of the archive, of other agencies, of a server's taste."""
    return _sum(worth, reasons)


def _sum(worth: Worth, reasons: Iterable[Reason]) -> Worth:
    new = tuple(reasons)
    value = round(worth.value + sum(reason.points for reason in new), _DIGITS)
    # What speaks most first, what was found first among equals.
    ordered = sorted((*worth.reasons, *new), key=lambda reason: -abs(reason.points))
    return replace(worth, value=value, reasons=tuple(ordered))
