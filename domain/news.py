"""What makes a release news, and what a story is worth by that."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.documents import Span


@dataclass(frozen=True, slots=True)
class NewsValue:
    """Something a release tells that makes it news, or none, by the name of its rule.

    "convicted", "several-killed", "ceremony": processing/lexicon/news_values.toml has them all.
    `span` is None where the title alone says it, or what is missing does.
    """

    name: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """A part of a story's worth: its name, its points, and the words of the release it rests on.

    `facts` are what a sentence about it names, such as the day since when a figure is the largest.
    """

    name: str
    points: float
    span: Span | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Worth:
    """How much of a story a release is, on an editor's scale.

    0 is to be left out, 1 a brief, 2 a story, 3 what must be told.
    `kind` is what kind of release it is ("ceremony", "reply", "report"); `reasons` are what speaks
    for it and against it, what weighs most first.
    """

    value: float = 0.0
    kind: str = "report"
    reasons: tuple[Reason, ...] = ()
