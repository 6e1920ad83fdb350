"""Choose the key figures: those that a reader would want in a briefing."""

import re
from functools import cache
from math import log10
from typing import Any, NamedTuple

from processing.figures import nouns
from processing.figures.candidates import Candidate, is_of_people_counted
from processing.figures.events import telling_events
from processing.figures.joining import read_quantities
from processing.figures.measures import is_of_people, persons
from processing.figures.patterns import listed
from processing.figures.quantities import Stretch
from processing.lexicon import table
from processing.lexicon.patterns import any_word
from processing.parsed_text import ParsedText


class _Weighed(NamedTuple):
    """A candidate by its place in the list, with its total."""

    place: int
    total: float


def rank(candidates: list[Candidate], reading: ParsedText) -> dict[int, int]:
    """The place among the key figures, from 1, by index of the candidate; others are left out."""
    if not candidates:
        return {}
    news = table("figures_news")
    weighed = _without_repeats(candidates, weigh(candidates, reading))
    chosen = [
        item
        for place, item in enumerate(weighed[: news["most"]])
        if item.total >= (news["threshold"] if place >= news["few"] else news["threshold_of_few"])
    ]
    return {item.place: number for number, item in enumerate(chosen, start=1)}


def weigh(candidates: list[Candidate], reading: ParsedText) -> list[float]:
    """A total for each candidate; see the weights in figures_news.toml."""
    titles = _title_values(candidates, reading)
    counts: dict[tuple[object, ...], int] = {}
    for candidate in candidates:
        if not candidate.stretch.is_title:
            counts[_value_key(candidate)] = counts.get(_value_key(candidate), 0) + 1
    last = max(candidate.order for candidate in candidates) or 1
    stated = {c.measure for c in candidates if c.standing.status != "earlier"}
    return [
        _total(candidate, titles, counts.get(_value_key(candidate), 0), candidate.order / last)
        # Last year's number beside this year's; alone it may be the news.
        - (2.0 if candidate.standing.status == "earlier" and candidate.measure in stated else 0.0)
        for candidate in candidates
    ]


# No figure outweighs this: it is left out whatever stands around it.
_NEVER = 20.0


def _total(
    candidate: Candidate, titles: frozenset[tuple[object, ...]], count: int, place: float
) -> float:
    kind = kind_of(candidate)
    total: float = table("figures_news")["kinds"][kind]
    total += _size(candidate, kind)
    if candidate.quantity.numeral.form == "vague":
        # "Thousands of" says only that there are many.
        total -= 6.0
    if kind == "bare" and (candidate.measure is None or candidate.is_data):
        total -= 3.0
    if candidate.is_about:
        total -= 5.0
    if _is_small_talk(candidate, kind):
        total -= 2.5
    if _is_idle(candidate, kind):
        return -_NEVER
    total += _surroundings(candidate, kind)
    if _value_key(candidate) in titles:
        total += 2.5
    total += min(count - 1, 2) * 0.5
    total += 1.0 * len(candidate.claims) + (0.5 if candidate.claims else 0.0)
    if candidate.is_lead:
        total += 1.0
    total -= 1.5 * place
    if candidate.stretch.is_title:
        total -= 0.5
    if candidate.stretch.is_row:
        total -= 2.0
    if is_of_people(candidate.measure) or candidate.event in telling_events():
        total += 1.5
    return total


def _is_idle(candidate: Candidate, kind: str) -> bool:
    """Whether a figure is sure to be none that a briefing tells."""
    subject, quantity, text = candidate.subject, candidate.quantity, candidate.stretch.text
    if candidate.standing.rule == "condition":
        return True  # "if the group is larger than 10"
    if candidate.context is None:
        return True  # of a list that lost its lines nobody can tell what it is
    if candidate.is_data and kind == "bare":
        return True
    if quantity.counted is not None and _TOP.search(candidate.stretch.before(quantity.start, 8)):
        return True  # "among the Top 25 clubs": a list
    if _is_code(candidate, kind) or (candidate.is_data and _is_fraction_of_things(candidate)):
        return True
    if quantity.is_attributive and quantity.kind == "duration":
        # "On a 12-month basis": how it was reckoned.
        return _RECKONED.match(text, quantity.end) is not None
    if candidate.is_data and quantity.counted is not None and not candidate.stretch.is_row:
        # Of numbers without a sentence nobody knows whether the noun before or behind is theirs.
        return subject is not None and subject.rule == "label"
    if kind == "bare" and subject is not None:
        # "The boys are 12 and 13": their ages.
        head = nouns.lemma(text[subject.head_start : subject.end].split(" ", 1)[0])
        return head in persons() or _heads().get(head) == "person"
    # "Our advice is 100% free".
    is_whole = kind == "percent" and quantity.value == _WHOLE and quantity.end < len(text)
    return is_whole and _ADJECTIVE_AFTER.match(text, quantity.end) is not None


# So few of a thing are told in passing ("three ways", "two teams"): what news agencies write out
# in words, as the AP Stylebook has it ("numerals"). "The top three" is a rank.
_FEW = 9
_RANKED = re.compile(r"\btop $")


def _is_small_talk(candidate: Candidate, kind: str) -> bool:
    """As in "two armies", "a five-course menu" further down: no reader copies it out."""
    quantity = candidate.quantity
    if candidate.claims or candidate.event in telling_events() or quantity.counted is None:
        return False
    if quantity.is_attributive:
        return kind in ("thing", "person", "idle")
    is_few = quantity.value is not None and abs(quantity.value) <= _FEW
    if not is_few or candidate.is_lead or quantity.numeral.form == "fraction":
        return False
    is_rank = _RANKED.search(candidate.stretch.before(quantity.start, 8)) is not None
    return kind in ("thing", "idle") and not is_rank and not is_of_people_counted(candidate)


_TOP = re.compile(r"\bTop $")
_LEAST_CODE = 1000


def _is_code(candidate: Candidate, kind: str) -> bool:
    """As in "the spirit of 92109": digits in a row that nothing counts are a code."""
    quantity, subject = candidate.quantity, candidate.subject
    if kind != "bare" or subject is None or subject.rule != "measure-before":
        return False
    numeral = quantity.numeral
    is_plain = numeral.form == "digits" and not numeral.is_grouped and numeral.scale == 1
    head = candidate.stretch.low[subject.head_start : subject.end].split(" ", 1)[0]
    return is_plain and numeral.value >= _LEAST_CODE and head not in listed("wholes")


def _is_fraction_of_things(candidate: Candidate) -> bool:
    """As in "199.00 Elm Board" of a table that lost its lines: nobody counts in hundredths."""
    numeral = candidate.quantity.numeral
    written = candidate.stretch.text[numeral.start : numeral.end]
    return candidate.quantity.counted is not None and numeral.scale == 1 and "." in written


_RECKONED = re.compile(r" (?:moving |rolling |trailing )?(?:basis|average|periods?|rates?|terms)\b")
_WHOLE = 100
_ADJECTIVE_AFTER = re.compile(
    r" (?!(?:of|in|on|by|to|for|from|as|at|and|or|the|this|over|increase)\b)[a-z]+"
)


def _value_key(candidate: Candidate) -> tuple[object, ...]:
    quantity = candidate.quantity
    return (quantity.value, quantity.low, quantity.high, quantity.unit)


def _title_values(
    candidates: list[Candidate], reading: ParsedText
) -> frozenset[tuple[object, ...]]:
    title = reading.document.title or ""
    stretch = Stretch(title, title.lower(), 0, len(title), is_title=True)
    named = read_quantities(stretch) if len(stretch.low) == len(title) else []
    keys = {(q.value, q.low, q.high, q.unit) for q in named}
    return frozenset(keys | {_value_key(c) for c in candidates if c.stretch.is_title})


@cache
def _heads() -> dict[str, str]:
    lists = table("figures_news")["heads"]
    return {head: kind for kind, heads in lists.items() for head in heads}


_PRISON = re.compile(
    r"(?:[ -](?:in|of|behind)(?: (?:a|an|the|federal|state|county|local|home|U\.S\.|custody"
    r"|solitary))*[ -](?:prison|jail|custody|imprisonment|incarceration|confinement|bars"
    r"|penitentiary|detention)"
    r"|[ -]to[ -]life|[ -](?:federal |state )?(?:prison|jail|sentence|term)\b| behind bars"
    r"| imprisonment| without parole| incarceration)",
    re.IGNORECASE,
)
_PRISON_BEFORE = re.compile(
    r"\b(?:sentenced?(?: \w+){0,6} to|sentence of|(?:prison|jail) (?:term|sentence) of"
    r"|(?:jailed|imprisoned|locked up|incarcerated)(?: \w+){0,4} for"
    r"|face[sd]?(?: a)?(?: \w+){0,3}|term of|serve|serving|imprisonment (?:of|for))"
    r" (?:up to |at least |more than |a |an |another |an additional |nearly |total of |combined"
    r" )*$",
    re.IGNORECASE,
)
# "Three days later": when it happened, not how much of anything.
_AGO = re.compile(r" (?:from now|ago|earlier|later|before|after|apart|away|prior|old)\b")
# "Over the last two years", "in the first four months": when, not how long.
_LATELY = re.compile(
    r"(?<!\bfor the )\b(?:last|past|next|first|previous|preceding|entire|coming|final|recent"
    r"|every|each|within)"
    r" (?:about )?$",
    re.IGNORECASE,
)
_SUPERVISION = re.compile(
    r" (?:of |on )?(?:\w+[- ]){0,2}(?:probation|supervised release|supervision"
    r"|community service|parole|home detention|house arrest)",
    re.IGNORECASE,
)


def kind_of(candidate: Candidate) -> str:
    """The kind of news a figure is: a row of `kinds` in figures_news.toml."""
    quantity, text = candidate.quantity, candidate.stretch.text
    if quantity.is_age:
        return "age"
    if quantity.kind == "duration":
        limit = candidate.stretch.end
        if _SUPERVISION.match(text, quantity.end, limit):
            return "supervision"
        floor = max(candidate.stretch.start, quantity.start - 60)
        if _PRISON.match(text, quantity.end, limit) or (
            quantity.unit in ("year", "month")
            and _PRISON_BEFORE.search(text, floor, quantity.start)
        ):
            return "prison"
        is_moment = _AGO.match(text, quantity.end, limit) or _LATELY.search(
            text, floor, quantity.start
        )
        return "moment" if is_moment else "duration"
    if quantity.kind == "share":
        return "percent" if (quantity.unit or "").startswith(("percent", "fold")) else "measure"
    if quantity.kind in ("money", "mass"):
        return quantity.kind
    if quantity.unit is not None:
        return "measure"
    return _counted_kind(candidate)


def _counted_kind(candidate: Candidate) -> str:
    quantity = candidate.quantity
    if quantity.counted is None:
        return "bare"
    head = nouns.lemma(candidate.stretch.text[quantity.counted.head_start : quantity.counted.end])
    if head == "time":
        return "times"
    return _heads().get(head, "thing") if _heads().get(head) != "idle" else "idle"


def _size(candidate: Candidate, kind: str) -> float:
    """Large sums and counts weigh more; one of a thing is seldom news."""
    quantity = candidate.quantity
    value = abs(float(quantity.value if quantity.value is not None else (quantity.high or 0)))
    if kind == "money":
        return min(max(log10(value + 1) - 4.0, -2.5), 4.0) * 0.6
    if kind == "prison":
        # The longer term is the news: what a judge gave or could give.
        years = value / 12 if quantity.unit == "month" else value
        return min(years, 30.0) / 20 if quantity.unit in ("year", "month") else 0.0
    if quantity.unit is not None or quantity.numeral.form == "vague":
        return 0.0
    if value <= 1 and quantity.numeral.form != "fraction":
        return -3.0 if kind in ("charge", "event", "person") else -_NEVER
    return min(log10(max(value, 1.0)), 5.0) * (0.4 if kind == "bare" else 0.8)


@cache
def _cue() -> re.Pattern[str]:
    """Any of these words, whole: found in half the time of reading every word of a sentence."""
    good, bad = _cues()
    return re.compile(rf"(?<![a-z])(?:{any_word(sorted(good | bad))})(?![a-z])")


@cache
def _cues() -> tuple[frozenset[str], frozenset[str]]:
    """Words that raise and that lower a figure; what has several words is not among those met."""
    cues: dict[str, Any] = table("figures_news")["cues"]
    good, bad = (frozenset(filter(str.isalpha, cues[name])) for name in ("raise", "lower"))
    return good, bad


def _surroundings(candidate: Candidate, kind: str) -> float:
    stretch, quantity = candidate.stretch, candidate.quantity
    floor, limit = max(stretch.start, quantity.start - 120), min(stretch.end, quantity.end + 80)
    words = set(_cue().findall(stretch.low[floor:limit]))
    good, bad = _cues()
    return min(len(words & good), 3) * 0.6 - min(len(words & bad), 2) * 0.6


# "29.13 lakh beneficiaries" of a headline says again what the text says in full.
_NEAR = 0.006


def _rounded(candidates: list[Candidate]) -> frozenset[int]:
    """Those that say in a round number what another says of the same things more exactly."""
    by_thing: dict[tuple[object, ...], list[int]] = {}
    for index, candidate in enumerate(candidates):
        quantity = candidate.quantity
        if quantity.value is not None and (quantity.counted or quantity.kind == "money"):
            thing = (quantity.unit, _head_of(candidate))
            by_thing.setdefault(thing, []).append(index)
    found: set[int] = set()
    for places in by_thing.values():
        for index in places:
            value = float(candidates[index].quantity.value or 0)
            for other in places:
                exact = float(candidates[other].quantity.value or 0)
                is_near = value != exact and abs(value - exact) <= abs(exact) * _NEAR
                if is_near and _digits(candidates[other]) > _digits(candidates[index]):
                    found.add(index)
    return frozenset(found)


def _head_of(candidate: Candidate) -> str:
    counted = candidate.quantity.counted
    if counted is None:
        return ""
    return nouns.lemma(candidate.stretch.text[counted.head_start : counted.end])


def _digits(candidate: Candidate) -> int:
    """How many digits of a number are told."""
    value = candidate.quantity.value
    return (
        len(str(value.normalize()).rstrip("0").replace(".", "").partition("E")[0]) if value else 0
    )


_NOT_STOOD_BY = frozenset({"denied", "withdrawn"})


def _without_repeats(candidates: list[Candidate], totals: list[float]) -> list[_Weighed]:
    """Best first, each value of one measure once: in the body rather than in a headline."""
    by_weight = sorted(
        (_Weighed(index, total) for index, total in enumerate(totals)),
        key=lambda item: (-item.total, item.place),
    )
    taken: set[tuple[object, ...]] = set()
    rounded = _rounded(candidates)
    measures: dict[str, int] = {}
    kept: list[_Weighed] = []
    for item in by_weight:
        candidate = candidates[item.place]
        key, measure = _value_key(candidate), candidate.measure or ""
        # What another figure is held against is no news, were it a large sum or a crowd; and what
        # the text does not stand by is not told as if it did.
        if (
            item.place in rounded
            or key in taken
            or candidate.is_compared_with
            or candidate.standing.status in _NOT_STOOD_BY
        ):
            continue
        taken.add(key)
        repeats = measures.get(measure, 0) if measure else 0
        measures[measure] = repeats + 1
        kept.append(_Weighed(item.place, item.total - min(repeats, 3) * 0.3))
    return sorted(kept, key=lambda item: -item.total)
