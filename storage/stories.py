"""Whether two releases tell one story. Pure.

Agencies that worked together each issue a release: the same text, the same paragraphs among others,
or the same facts in other words. What is alike in words is one story, unless it is another filling
of the same form (another town's share, another defendant) or another step; what is less alike is
one story by what both name: the operation, the law at the same step, the same list of sums.
"""

import math
import re
from collections.abc import Mapping

from storage.signatures import RANGE, Signature, words_of

# Days between two releases of one story; a trial follows an arrest later, and is another one.
DAYS_APART = 3
_PERMUTATIONS = 64
# Likeness of the words that weigh most (cosine) from which words alone make one story, and from
# which what both name may; between them two texts of one subject lie.
_ALIKE, _AKIN = 0.6, 0.3
# From here on it is enough that both tell of the same step.
_SAME_STEP = 0.53
# The same text with other parts beside it, and the same text altogether.
_COPY, _WHOLE_COPY = 0.45, 0.75
# Openings so alike in texts so much less alike are one form filled twice.
_FORM, _FILLED = 0.7, 0.15
# What two texts in other words must have in common, see `_evidence`.
_ENOUGH = 4
# Of the rarer sums of a list so many, and such a share, are the same list.
_SUMS, _SHARE = 3, 0.5
_COURT = frozenset({"accused", "convicted", "sentenced"})
# Titles of those who say something of a death, each for itself.
_MOURNS = re.compile(r"\b(?:passing|death|loss) of\b|\bmourns?\b|\bcondolences?\b|\bcondoles\b")


def is_same_story(one: Signature, other: Signature) -> bool:
    """Whether two releases tell of one thing that happened.

    What the same agency says in other words is an update, and never counts.
    """
    if one.is_sample != other.is_sample or abs(one.day - other.day) > DAYS_APART:
        return False
    if one.title == other.title and _have_nothing_in_common(*map(_ranges, (one, other))):
        # One form of a bank's statement, with another target of its rate.
        return False
    is_copy = _shared(one.digest, other.digest) >= _COPY
    if one.agency is not None and one.agency == other.agency:
        return is_copy and not _is_other_filling(one, other)
    if is_copy or not (one.terms and other.terms):
        return is_copy and not _is_other_filling(one, other)
    likeness = cosine(one.terms, other.terms, without=_issuers(one, other))
    if likeness >= _AKIN and _is_one_list(one, other):
        return True
    # First what speaks for one story, as mostly nothing does, then what speaks against it.
    is_one_step = one.step is not None and one.step == other.step
    is_alike = likeness >= (_SAME_STEP if is_one_step else _ALIKE)
    if not is_alike and not _has_evidence(one, other, likeness):
        return False
    return not _speaks_against(one, other, likeness)


def cosine(one: Mapping[str, int], other: Mapping[str, int], *, without: set[str]) -> float:
    """How alike two texts are by their weighed words, 0 to 1, but for the words `without`."""
    shared = (one.keys() & other.keys()) - without
    common = sum(one[word] * other[word] for word in shared)
    return common / (_length(one, without) * _length(other, without)) if common else 0.0


def _speaks_against(one: Signature, other: Signature, likeness: float) -> bool:
    """Whether they are two fillings of one form, two steps, or shares of two places."""
    opening = cosine(one.opening, other.opening, without=_issuers(one, other))
    if opening >= _FORM and opening - likeness > _FILLED:
        return True
    if _are_elsewhere(one, other) or _is_other_subject(one, other):
        return True
    if all(_MOURNS.search(signature.title) for signature in (one, other)):
        # Two statements of mourning: a briefing tells the event once, each has its own card.
        return True
    if _share_no_name(one, other):
        return True
    return one.is_further != other.is_further or _are_other_steps(one, other)


def _has_evidence(one: Signature, other: Signature, likeness: float) -> bool:
    """Whether what both name makes them one story in other words."""
    evidence = _evidence(one, other)
    if sum(evidence.values()) >= _ENOUGH and sum(value > 0 for value in evidence.values()) > 1:
        return True
    if likeness < _AKIN:
        return False
    return _is_one_law(one, other)


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


def _is_one_law(one: Signature, other: Signature) -> bool:
    """Whether both begin with one law, and with the same step of it."""
    is_one_step = one.step is not None and one.step == other.step
    return bool(_common(one.laws, other.laws)) and is_one_step


def _is_one_list(one: Signature, other: Signature) -> bool:
    """Whether both list the same sums, or one a part of what the other lists."""
    common = len(_common(one.sums, other.sums))
    is_list = common >= _SUMS and common >= _SHARE * min(len(one.sums), len(other.sums))
    return is_list and not _is_other_subject(one, other)


def _are_elsewhere(one: Signature, other: Signature) -> bool:
    """Whether the titles name places, and each one that the other does not name."""
    return _names_own(one.places, other.title) and _names_own(other.places, one.title)


def _names_own(places: tuple[str, ...], title: str) -> bool:
    words = set(title.split())
    return any(not words & set(place.split()) for place in places)


def _is_other_subject(one: Signature, other: Signature) -> bool:
    """Whether alike titles each have weighty words of their own: one form, another subject."""
    if _title_points(one.title, other.title) < 2:
        return False
    issuers = _issuers(one, other)
    mine, yours = (set(s.title.split()) - issuers for s in (one, other))
    own = {w for w in mine - yours if w in one.terms and w not in other.terms}
    return bool(own) and any(w in other.terms and w not in one.terms for w in yours - mine)


def _are_other_steps(one: Signature, other: Signature) -> bool:
    """Whether they tell of two steps, or of two cases that came as far as each other."""
    if one.step in _COURT and other.step in _COURT:
        return one.step != other.step or _differ(one.people, other.people)
    steps = {one.step, other.step}
    return steps in ({"introduced", "passed"}, {"introduced", "signed"}, {"dead", "passed"})


def _is_other_filling(one: Signature, other: Signature) -> bool:
    """Whether copies are two fillings of one form: another person, other sums."""
    if one.title != other.title and _differ(one.operations, other.operations):
        return True
    is_whole = _shared(one.digest, other.digest) >= _WHOLE_COPY
    if not is_whole and (_are_elsewhere(one, other) or _is_other_subject(one, other)):
        return True
    issuers = _issuers(one, other)
    named = [
        _named(signature, issuers, with_figures=not (one.is_bare or other.is_bare))
        for signature in (one, other)
    ]
    return _differ(*named)


def _share_no_name(one: Signature, other: Signature) -> bool:
    """Whether both name people and figures, and not one of the other's."""
    if one.is_bare or other.is_bare:
        return False
    issuers = _issuers(one, other)
    people = [_named(s, issuers, with_figures=False) for s in (one, other)]
    figures = [one.figures, other.figures]
    return all(_have_nothing_in_common(*names) for names in (people, figures))


def _ranges(signature: Signature) -> tuple[str, ...]:
    return tuple(figure for figure in signature.figures if RANGE in figure)


def _have_nothing_in_common(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return bool(one) and bool(other) and not _common(one, other)


def _named(signature: Signature, issuers: set[str], *, with_figures: bool) -> tuple[str, ...]:
    """The people that a release names, but for its issuers, and its figures."""
    people = [name for name in signature.people if not issuers & set(name.split())]
    return (*people, *(signature.figures if with_figures else ()))


def _differ(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    fewer = min(len(set(one)), len(set(other)))
    return fewer > 0 and len(_common(one, other)) * 2 < fewer


def _shared(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """The likeness of two texts by their digests (Broder 1997)."""
    equal = sum(a == b for a, b in zip(one, other, strict=False))
    return equal / _PERMUTATIONS


def _issuers(one: Signature, other: Signature) -> set[str]:
    """The words of the agencies' names, which each writes into its own text."""
    return set(words_of(f"{one.agency or ''} {other.agency or ''}"))


def _length(words: Mapping[str, int], without: set[str]) -> float:
    left_out = sum(words[word] ** 2 for word in without if word in words)
    return math.sqrt(sum(weight * weight for weight in words.values()) - left_out)


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> set[str]:
    return set(one) & set(other)
