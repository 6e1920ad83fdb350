"""Find the comparisons a text makes of its figures, and the figure each is made of."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from domain.facts import ClaimKind, Relation
from processing.figures import nouns
from processing.figures.former import is_former
from processing.figures.quantities import Quantity, Stretch
from processing.lexicon import table

# Between a figure and what is claimed of it stand at most so many characters of one clause.
_NEAR = 180
# No sentence compares more often; it bounds the work on texts that are no prose.
_MOST_IN_SENTENCE = 12


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A comparison at a place of the text; `noun` is the lemma of what it is about, where it says.

    `is_after` tells that it speaks of the figure after it ("a record 6.8 tonnes").
    """

    kind: ClaimKind
    start: int
    end: int
    rule: str
    value: float | None = None
    relation: Relation | None = None
    noun: str | None = None
    is_after: bool = False


@dataclass(frozen=True, slots=True)
class ClaimPattern:
    """A kind of comparison; a text without any of `needs`, in small letters, holds none."""

    kind: ClaimKind
    rule: str
    needs: tuple[str, ...]
    pattern: re.Pattern[str]


@cache
def _patterns() -> tuple[ClaimPattern, ...]:
    return tuple(
        ClaimPattern(
            entry["kind"], entry["rule"], tuple(entry["needs"]), _in_small_letters(entry["pattern"])
        )
        for entry in table("figures_claims")["claim"]
    )


# What looks back has a fixed width.
_SPACE = re.compile(r"(\(\?<[=!][^()]*\))|\\s(?![?*+{])")
_CAPITAL = re.compile(r"(\\.|\(\?P)|([A-Z])")


def _in_small_letters(pattern: str) -> re.Pattern[str]:
    """The pattern for a text in small letters: it scans twice as fast as one for any case."""
    # Texts out of papers part their words by two spaces here and there.
    spaced = _SPACE.sub(lambda part: part[1] or r"\s{1,2}", pattern)
    return re.compile(_CAPITAL.sub(lambda part: part[1] or part[2].lower(), spaced))


@cache
def _amounts() -> dict[str, float]:
    return {word: float(amount) for word, amount in table("figures_claims")["amounts"].items()}


class LivePattern(NamedTuple):
    """A pattern with the places of a text where one of the words it needs stands."""

    pattern: ClaimPattern
    places: list[int]

    def may_match(self, start: int, end: int) -> bool:
        """Whether the pattern is worth trying between these places."""
        index = bisect_left(self.places, start)
        return index < len(self.places) and self.places[index] < end


def live_patterns(low: str) -> list[LivePattern]:
    """The patterns that a text in small letters can match at all: mostly few of them."""
    places: dict[int, list[int]] = {}
    for tail, needs in _needs_by_tail():
        place = low.find(tail)
        while place >= 0:
            end = place + len(tail)
            for word, index in needs:
                if low.endswith(word, 0, end):
                    places.setdefault(index, []).append(end - len(word))
            place = low.find(tail, place + 1)
    patterns = _patterns()
    return [LivePattern(patterns[index], sorted(places[index])) for index in sorted(places)]


# Half of the needed words share their last letters ("largest", "busiest", "number of", "total
# of"): looking for those first goes through the text half as often.
_TAIL = 3


@cache
def _needs_by_tail() -> tuple[tuple[str, list[tuple[str, int]]], ...]:
    """The words that patterns need, each with the index of its pattern, by their last letters."""
    tails: dict[str, list[tuple[str, int]]] = {}
    for index, entry in enumerate(_patterns()):
        for word in entry.needs:
            tails.setdefault(word[-_TAIL:], []).append((word, index))
    # A word that shares its tail with no other is looked for whole.
    return tuple(
        (tail if len({word for word, _ in needs}) > 1 else needs[0][0], needs)
        for tail, needs in tails.items()
    )


def claims_in(stretch: Stretch, patterns: list[LivePattern]) -> list[FoundClaim]:
    """Every comparison of a sentence, in the order of the text; they do not overlap."""
    low, start, end = stretch.low, stretch.start, stretch.end
    found: list[FoundClaim] = []
    for entry in patterns:
        if not entry.may_match(start, end):
            continue
        for match in entry.pattern.pattern.finditer(low, start, end):
            claim = _claim(entry.pattern, match)
            if all(claim.end <= other.start or claim.start >= other.end for other in found):
                found.append(claim)
            if len(found) == _MOST_IN_SENTENCE:
                return sorted(found, key=lambda claim: claim.start)
    return sorted(found, key=lambda claim: claim.start) if found else found


_LETTERS = re.compile("[a-z]+(?: points?)?")
_NUMBER_GOES_ON = re.compile(
    r"(?<=\d)(?:[, ]\d{2,3}(?!\d))*(?:\.\d+)?(?: ?%| ?(?:percent(?:age points?)?|per cent|lakh"
    r"|crore|million"
    r"|billion)\b)?(?!\d)"
)


def _claim(entry: ClaimPattern, match: re.Match[str]) -> FoundClaim:
    groups = match.groupdict()
    start, end = match.span("claim")
    # "Up from 34.09 lakh": the number belongs to the claim as it stands.
    if more := _NUMBER_GOES_ON.match(match.string, end):
        end = more.end()
    elif match.string[end - 1 : end + 1].isalpha() and (rest := _LETTERS.match(match.string, end)):
        end = rest.end()
    while match.string[end - 1] in ".,;:" and end > start + 1:
        end -= 1
    amount = groups.get("amount")
    noun = groups.get("noun")
    return FoundClaim(
        entry.kind, start, end, entry.rule,
        value=_value(amount), relation=_relation(groups.get("near")) if amount else None,
        noun=nouns.lemma(noun) if noun else None,
        is_after=groups.get("after") is not None,
    )  # fmt: skip


def _value(amount: str | None) -> float | None:
    if amount is None:
        return None
    low, half, _ = amount.lower().removesuffix("-fold").partition(" and a half")
    if low in _amounts():
        return _amounts()[low] + (0.5 if half else 0.0)
    digits = re.match(r"\d+(?:\.\d+)?", low)
    return float(digits[0]) + (0.5 if half else 0.0) if digits else None


def _relation(near: str | None) -> Relation:
    low = (near or "").strip().lower()
    if not low:
        return "="
    if low.startswith(("more", "over", "well", "at least")):
        return ">"
    return "<" if low.startswith(("less", "under", "up")) else "~"


# "A record | approximately | $178 million", "a record high | of over | $2,450".
_LEADS_ON = re.compile(
    r"(?: of)? ?(?:(?:approximately|about|around|nearly|almost|over|some|more than|roughly"
    r"|an estimated|just over) )? ?",
    re.IGNORECASE,
)


def owner_of(claim: FoundClaim, stretch: Stretch, found: list[Quantity]) -> int | None:
    """The index of the figure in the same sentence that the claim is made of, if there is one."""
    text = stretch.text
    if claim.is_after:
        following = [i for i, q in enumerate(found) if q.start >= claim.end - 1]
        if following and _LEADS_ON.fullmatch(text, claim.end, found[following[0]].start):
            return following[0]
    before = [i for i, q in enumerate(found) if q.end <= claim.start]
    if claim.noun is not None:
        return next((i for i in before if _speaks_of(text, found[i], claim.noun)), None)
    # "11.8 percent, down from 13.1 percent a year ago but twice the rate": not of the old number.
    while len(before) > 1 and is_former(stretch, found[before[-1]]):
        before.pop()
    if not before:
        return None
    nearest = found[before[-1]]
    gap = text[nearest.end : claim.start]
    if len(gap) > _NEAR or _OTHER_SUBJECT.search(gap):
        return None
    if claim.kind == "first" and _WHO.search(gap):
        return None  # "40 people who vote for the first time": of their vote
    return before[-1] if may_speak_of(claim, text, nearest) else None


def may_speak_of(claim: FoundClaim, text: str, quantity: Quantity) -> bool:
    """Whether the figure is of a kind that the claim can be made of.

    "Jailed for 14 months in the largest case of the year": a time is long, not large.
    """
    if quantity.unit not in _DURATIONS or claim.kind in ("ratio", "difference"):
        return True
    return _LONG.search(text, claim.start, claim.end) is not None


_DURATIONS = frozenset({"second", "minute", "hour", "day", "week", "month", "year"})
_LONG = re.compile(r"long|short|sentence|term|record", re.IGNORECASE)
_WHO = re.compile(r"\b(?:who|which|that|to)\b")
# A new clause with a subject of its own stands between: the claim is of that subject.
_OTHER_SUBJECT = re.compile(
    r"[;:]|\. [A-Z]|\b(?:while|but|although|whereas|because)\b| and (?:the|its|their|his|her)\b"
)


def _speaks_of(text: str, quantity: Quantity, noun: str) -> bool:
    words = text[quantity.start : quantity.end + 40].split()
    return any(nouns.lemma(word.strip(",.;:")) == noun for word in words)
