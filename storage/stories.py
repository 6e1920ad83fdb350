"""Whether two releases tell one story: what is kept of each for that, and the decision. Pure.

Agencies that worked together each issue a release: the same text, the same paragraphs among others,
or the same facts in other words. The first kinds are found by MinHash over shingles of three words
(Broder 1997), the last by what the releases name: operation, quotation, people and figures.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from domain.documents import Document
from domain.facts import Analysis, Figure

# Days between two releases of one story; a trial follows an arrest later, and is another one.
DAYS_APART = 3
# 64 permutations tell the likeness to about a sixteenth; they never change, or every stored digest
# would have to be made anew.
_PERMUTATIONS, _SEED, _SHINGLE = 64, 1, 3
# Bands of two of the first 32: texts of which two fifths are alike share a band in 94 of 100 cases.
_BANDS, _ROWS = 16, 2
# From here on the words alone make one story, if nothing they name speaks against it.
_ALIKE = 0.45
_RELATED = 0.1
# What two texts in other words must have in common, see `_evidence`.
_ENOUGH = 4
_QUOTED_WORDS = 6
# Lengths of time and shares are the same in many stories.
_COMMON_UNITS = frozenset(
    {"year", "month", "week", "day", "hour", "minute", "percent", "percentage"}
)
_FEWEST, _LEAST_MEASURED = 20, 10
# A long release names many; so many of each tell it from the rest.
_AT_MOST = 12
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Signature:
    """What of a release tells its story from others; `day` is an ordinal as `date` counts them."""

    agency: str | None
    day: int
    is_sample: bool
    title: str
    digest: tuple[int, ...]
    operations: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()


def sign(document: Document, analysis: Analysis, title: str, *, first_seen: datetime) -> Signature:
    """The signature of a release under the title it is listed by."""
    published = document.published_at or first_seen
    quotes = (_words(quote.span.text) for quote in analysis.quotes)
    return Signature(
        agency=_fold(document.agency or "") or None,
        day=published.toordinal(),
        is_sample=document.is_sample,
        title=_fold(title),
        digest=_digest(document.text),
        operations=_some(_fold(operation.name) for operation in analysis.operations),
        quotes=_some(
            " ".join(words[:_QUOTED_WORDS]) for words in quotes if len(words) >= _QUOTED_WORDS
        ),
        people=_some(_fold(p.name) for p in analysis.people if len(_words(p.name)) > 1),
        figures=_some(_figure(f) for f in analysis.figures if _is_telling(f)),
    )


def marks_of(signature: Signature) -> tuple[int, ...]:
    """Numbers of 63 bits under which releases of one story find each other: any one in common."""
    return tuple(dict.fromkeys(_number(mark) for mark in _marks(signature)))


def is_same_story(one: Signature, other: Signature) -> bool:
    """Whether two releases tell of one thing that happened.

    What the same agency says in other words is an update, and never counts.
    """
    if one.is_sample != other.is_sample or abs(one.day - other.day) > DAYS_APART:
        return False
    likeness = _likeness(one, other)
    if likeness >= _ALIKE:
        return not _speaks_against(one, other)
    if one.agency is not None and one.agency == other.agency:
        return False
    evidence = _evidence(one, other)
    points = sum(evidence.values()) + (likeness >= _RELATED)
    return points >= _ENOUGH and sum(value > 0 for value in evidence.values()) > 1


def _evidence(one: Signature, other: Signature) -> dict[str, int]:
    """Points for what both name, by kind.

    An operation or the same words of a speaker weigh most; an official is named in many releases,
    and one figure may agree by chance, but hardly two.
    """
    return {
        "operation": 3 * bool(_common(one.operations, other.operations)),
        "quote": 3 * bool(_common(one.quotes, other.quotes)),
        "people": min(2, len(_common(one.people, other.people))),
        "figures": (0, 1, 3)[min(2, len(_common(one.figures, other.figures)))],
        "title": _title_points(one.title, other.title),
    }


def _title_points(one: str, other: str) -> int:
    # Imported late: not every use of the storage compares.
    from rapidfuzz.fuzz import token_sort_ratio

    likeness = token_sort_ratio(one, other)
    return 2 if likeness >= 75 else int(likeness >= 60)


def _speaks_against(one: Signature, other: Signature) -> bool:
    """Whether alike texts are two fillings of one form: another person, other sums."""
    if one.title != other.title and _differ(one.operations, other.operations):
        return True
    return _differ((*one.people, *one.figures), (*other.people, *other.figures))


def _differ(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    fewer = min(len(set(one)), len(set(other)))
    return fewer > 0 and len(_common(one, other)) * 2 < fewer


def _likeness(one: Signature, other: Signature) -> float:
    equal = sum(a == b for a, b in zip(one.digest, other.digest, strict=False))
    return equal / _PERMUTATIONS


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> set[str]:
    return set(one) & set(other)


def _marks(signature: Signature) -> Iterator[str]:
    for band in range(_BANDS if signature.digest else 0):
        rows = signature.digest[band * _ROWS : (band + 1) * _ROWS]
        yield f"band {band} {rows}"
    for kind in ("operations", "quotes", "people", "figures"):
        yield from (f"{kind} {value}" for value in getattr(signature, kind))


def _number(mark: str) -> int:
    digest = hashlib.blake2b(mark.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def _digest(text: str) -> tuple[int, ...]:
    from rensa import RMinHash

    words = _words(text)
    shingles = [" ".join(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)]
    if not shingles:
        return ()
    minhash = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    minhash.update(shingles)
    return tuple(minhash.digest())


def _is_telling(figure: Figure) -> bool:
    if figure.value is None or figure.unit in _COMMON_UNITS:
        return False
    return abs(figure.value) >= (_FEWEST if figure.unit is None else _LEAST_MEASURED)


def _figure(figure: Figure) -> str:
    return f"{figure.value:.12g} {figure.unit or ''}".rstrip()


def _some(values: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))[:_AT_MOST]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().encode("utf-8", "replace").decode())


def _fold(text: str) -> str:
    return " ".join(_words(text))
