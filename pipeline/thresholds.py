"""Which figures of a release reach a bound, and are of what the bound is of."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from domain.archive import StoredRelease
from domain.documents import Span
from domain.facts import Figure, Relation
from domain.watches import Threshold
from pipeline.units import converted, is_currency
from pipeline.wording import Wording
from processing.lexicon import table, words
from processing.words.forms import key_of_word, senses_of
from processing.words.inflection import noun_lemma

_WORD = re.compile(r"[^\W_]+(?:[-.'’][^\W_]+)*")
# What a release denies or takes back reaches nothing.
_NOT_SAID = frozenset({"denied", "withdrawn"})
_SENTENCE_END = re.compile(r"[.!?]['\"”’]?\s+(?=[A-Z“\"])|\n\s*\n|\n(?=[A-Z“\"•–-])")
_PARTED = re.compile(r"[,;]|\b(?:and|or)\b")
_FAR = 400
# Words that say how a number bounds or tie it to the others.
_TYING = frozenset(
    map(
        key_of_word,
        """
        a about above all an and approximately as at been below by fewer for from had has have
        hundreds in is its least less more most nearly no of on only or other over some than that
        the their then this to total under up was were with
        """.split(),  # noqa: SIM905
    )
)
# "at 215 Agenda Street" counts nothing.
_NAMED = re.compile(r"\s+[A-Z][a-z]")
# So many telling words right before a figure, and behind it, say what it is of.
_BEFORE, _AFTER = 10, 5
# How long something lasts stands beside it: "probation for five years".
_LASTING = frozenset({"day", "hour", "minute", "month", "week", "year"})
_BESIDE = 2
_OF = re.compile(r"\s*(?:of|in|with|for)\b")
_LINK = re.compile(r"\s*(?:to|and|or|from|by|through|–|-|,)\s*")
# "from probation to 25 years": what it may be instead.
_FROM = re.compile(r"\bfrom\s+(?:[\w-]+\s+){1,4}to\s*$")
_THEN = re.compile(r"[,;]|\band\b")
_BEYOND = re.compile(
    r"\b(below|under|above|over)\s+(?:the|its|their|our|a)\s+(?:[\w.]+['’]s?\s+)?$", re.IGNORECASE
)
_DESCRIBED = re.compile(r"\b(?:of|for|in|at|from|with|to|by|on|who|which|that)\b|,")
_AGE = re.compile(r"-olds?\b|\byears? old\b", re.IGNORECASE)
_AGES = frozenset(map(key_of_word, ("old", "age", "aged", "older", "young")))
_NATION = re.compile(r"[A-Z][a-z]+(?:ans|ese|lish|is)")
_LIFE, _KILLED = key_of_word("lives"), key_of_word("killed")
_LOSING = frozenset(map(key_of_word, ("lose", "loss", "claim", "take", "cost")))
_PERSONS = frozenset(map(key_of_word, ("people", "person", "individual", "human")))


def reaching(threshold: Threshold, numbers: "Numbers") -> tuple[Figure, ...]:
    """The figures that reach the bound for certain, the most newsworthy first."""
    wanted = _wanted(threshold.words)
    if not numbers.may_have(wanted):
        return ()
    found = [
        placed.figure
        for placed in numbers.placed
        if reaches(threshold, placed.figure, placed.relation) and _is_of(threshold, wanted, placed)
    ]
    return tuple(sorted(found, key=lambda figure: figure.rank or len(numbers.placed) + 1))


def may_reach(threshold: Threshold, wording: Wording) -> bool:
    """Whether the words of a bound stand in a text at all, or people might be meant."""
    wanted = _wanted(threshold.words)
    return all(wording.has_key(keys) or keys & _PERSONS or keys & _done() for keys in wanted)


def reaches(threshold: Threshold, figure: Figure, relation: Relation) -> bool:
    """Whether a figure lies within the bound for certain, whatever the units of both.

    Of a range both ends must. "Up to 120" is not known to be over 100, "nearly 100" not to be 100.
    `relation` is the figure's, or what the words before it make of that.
    """
    if figure.status in _NOT_SAID:
        return False
    is_change = relation in ("up", "down")
    if is_change and (threshold.direction or relation) != relation:
        return False
    if is_change and threshold.direction is None and figure.unit != threshold.unit:
        return False
    low = figure.value if figure.value is not None else figure.low
    high = figure.value if figure.value is not None else figure.high
    if low is None or high is None or not _is_in_unit(threshold, figure):
        return False
    if ("number", "vague-plural") in figure.rules:  # "millions of dollars"
        high, relation = math.inf, ">"
    if not threshold.is_money:
        low = converted(low, figure.unit, threshold.unit)
        high = converted(high, figure.unit, threshold.unit)
        if low is None or high is None:
            return False
    return _is_above(threshold, relation, low) and _is_below(threshold, relation, high)


def _is_in_unit(threshold: Threshold, figure: Figure) -> bool:
    if threshold.is_money:
        return _is_same_money(threshold.unit, figure.unit)
    return (threshold.unit is None) == (figure.unit is None)


def _is_same_money(wanted: str | None, unit: str | None) -> bool:
    """Whether an amount is in a currency, or in any; a rupee may be the Indian one."""
    if unit is None or not is_currency(unit):
        return False
    if wanted is None or wanted == unit:
        return True
    return "rupee" in (wanted, unit) and wanted.endswith("rupee") and unit.endswith("rupee")


def _is_above(threshold: Threshold, relation: Relation, value: float) -> bool:
    if threshold.low is None:
        return True
    if relation == "<":
        return False
    if value == threshold.low:
        is_more = relation == ">"
        return is_more if threshold.is_open else relation != "~"
    return value > threshold.low


def _is_below(threshold: Threshold, relation: Relation, value: float) -> bool:
    if threshold.high is None:
        return True
    if relation == ">":
        return False
    if value == threshold.high:
        is_less = relation == "<" and threshold.low is None
        return is_less if threshold.is_open else relation != "~"
    return value < threshold.high


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure with the keys of the words around it, which belong to no other figure.

    `relation` is how it bounds, `counted` are of the thing counted, `own` those and what the figure
    is of; `before` stand right before it, `after` right behind it. `is_person` says that people are
    counted, `is_loose` that nothing is said to be counted.
    """

    figure: Figure
    relation: Relation
    counted: frozenset[str]
    own: frozenset[str]
    before: tuple[str, ...]
    after: tuple[str, ...]
    is_person: bool
    is_loose: bool

    @property
    def near(self) -> frozenset[str]:
        """All of these."""
        return self.own.union(self.before, self.after)


class Numbers:
    """The figures of a release with what stands around them, read once for all bounds."""

    def __init__(self, release: StoredRelease) -> None:
        self._release = release

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        """Every figure of the release, in the order of the text."""
        text, figures = self._release.document.text, self._release.analysis.figures
        found: list[Placed] = []
        for number, figure in enumerate(figures):
            following = figures[number + 1] if number + 1 < len(figures) else None
            found.append(_placed(text, figure, found[-1] if found else None, following))
        return tuple(found)

    def may_have(self, wanted: Iterable[frozenset[str]]) -> bool:
        """Whether every word that is wanted stands near some figure."""
        return all(not self._keys.isdisjoint(keys) or keys & _PERSONS for keys in wanted)

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset().union(*(placed.near for placed in self.placed))


def _placed(text: str, figure: Figure, last: Placed | None, following: Figure | None) -> Placed:
    span = figure.span
    start, end = _sentence(text, span)
    is_second = last is not None and last.figure.span.end > start
    first = last.figure.span.end if last is not None and is_second else start
    raw = text[first : span.start]
    if is_second and _OF.match(raw):
        # What the number before is of stands right behind it: "2 kilograms of fentanyl and 120 …".
        raw = _PARTED.sub("\0", raw, count=1).partition("\0")[2]
    before = _telling(raw)[-(_BESIDE if figure.unit in _LASTING else _BEFORE) :]
    if last is not None and is_second and _LINK.fullmatch(text[first : span.start]):
        before = last.before  # "by 25 basis points to 5 percent", "from 3 to 5 percent"
    elif _FROM.search(raw):
        before = ()
    stop = min(end, following.span.start) if following else end
    after = text[span.end : stop]
    if stop < end and _THEN.search(after):
        after = _THEN.split(after)[0]
    counted = frozenset(_keys(figure.counted or ""))
    own = " ".join(part for part in (figure.measure, _head(figure.subject)) if part)
    is_person = _is_person(figure)
    keys = counted | frozenset(_keys(own)) | frozenset(_keys(span.text))
    behind = _telling(after)[:_AFTER]
    if _LIFE in keys.union(behind) and not _LOSING.isdisjoint(keys.union(before, behind)):
        keys |= {_KILLED}
        is_person = True
    relation = _relation(figure, raw)
    is_loose = not figure.counted and not _NAMED.match(after)
    return Placed(figure, relation, counted, keys, before, behind, is_person, is_loose)


def _relation(figure: Figure, before: str) -> Relation:
    """How a figure bounds, also where a goal stands between: "below its 2 percent goal"."""
    found = _BEYOND.search(before)
    if figure.relation != "=" or found is None:
        return figure.relation
    return "<" if found[1].casefold() in ("below", "under") else ">"


def _is_of(threshold: Threshold, wanted: tuple[frozenset[str], ...], placed: Placed) -> bool:
    """Whether the figure is of what the bound is of: all its words stand at the figure.

    What is counted must be the thing, or people to whom it happened: "50 arrests", "50 people
    arrested", not "50 vessels" beside an arrest.
    """
    if threshold.direction is not None and not _is_moved(threshold.direction, placed):
        return False
    if not wanted:
        return True
    near = placed.near
    if not all(keys & near or (keys & _PERSONS and placed.is_person) for keys in wanted):
        return False
    if placed.figure.unit is not None:
        return not _AGE.search(placed.figure.span.text) or bool(wanted[-1] & _AGES)
    if placed.counted & wanted[-1] or any(keys & _PERSONS for keys in wanted):
        return placed.is_person or bool(placed.counted & wanted[-1])
    if placed.is_loose:
        return bool(wanted[-1] & {*placed.before[-1:], *placed.after[:2]})
    return placed.is_person and _is_done(wanted[-1])


def _is_moved(direction: str, placed: Placed) -> bool:
    """Whether a figure is by how much something rose, or fell."""
    if placed.figure.relation in ("up", "down"):
        return placed.figure.relation == direction
    beside = {*placed.before, *placed.after[:3]}
    up, down = bool(beside & _senses_of("rise")), bool(beside & _senses_of("cut"))
    return up and not down if direction == "up" else down and not up


def _is_done(keys: frozenset[str]) -> bool:
    """Whether a word is of what is done to people, not of what they are."""
    return any(key in _done() for key in keys)


@cache
def _done() -> frozenset[str]:
    groups = table("figures_measures")
    done = {*groups["people"], *groups["people"].values(), *groups["event_nouns"]}
    done |= set(table("figures_words")["lists"]["telling_events"])
    return frozenset(key for word in done for key in senses_of(word))


@lru_cache(maxsize=16)
def _senses_of(word: str) -> frozenset[str]:
    return senses_of(word)


@lru_cache(maxsize=4096)
def _wanted(words: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    return tuple(senses_of(word) for word in words)


def _head(subject: str | None) -> str:
    """The words of a subject up to where it is described: "officer", not whose."""
    words = _WORD.findall(_DESCRIBED.split(subject or "", maxsplit=1)[0])
    return words[-1] if words else ""


def _is_person(figure: Figure) -> bool:
    if (figure.measure or "").startswith("people"):
        return True
    for word in (figure.counted or "").replace("-", " ").split():
        lemma = noun_lemma(word)
        if lemma in table("figures_measures")["persons"] or lemma in words("words_persons"):
            return True
        if _NATION.fullmatch(word):
            return True
    return False


def _keys(text: str) -> list[str]:
    found = []
    for word in _WORD.findall(text):
        found.append(key_of_word(word.strip(".")))
        if "-" in word:
            found += [key_of_word(part) for part in word.split("-") if len(part) > 2]
    return found


def _telling(text: str) -> tuple[str, ...]:
    return tuple(key for key in _keys(text) if key not in _TYING)


def _sentence(text: str, span: Span) -> tuple[int, int]:
    floor, ceiling = max(0, span.start - _FAR), min(len(text), span.end + _FAR)
    starts = [found.end() for found in _SENTENCE_END.finditer(text, floor, span.start)]
    stop = _SENTENCE_END.search(text, span.end, ceiling)
    return starts[-1] if starts else floor, stop.start() if stop else ceiling
