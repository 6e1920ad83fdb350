"""Rates whose words no unit has: "$27 million each year", "450 people turning up every month"."""

import re

from processing.figures.quantities import Quantity, Stretch
from processing.words.sentences import ParsedSentence, Token
from processing.words.tags import MODIFIERS, VERBAL, PartOfSpeech, VerbForm

_TIME = (
    r"(?:year|month|week|day|hour|minute|quarter|night|weekend|season|session|shift|decade|semester"
    r"|fortnight|summer|winter|spring|morning|evening|afternoon|(?:Mon|Tues|Wednes|Thurs|Fri|Satur"
    r"|Sun)day|(?:financial|fiscal|school|calendar|academic) year)"
)
_OFTEN = r"(?:annually|yearly|monthly|weekly|daily|nightly|hourly|quarterly)"
# "A year earlier", "a day care" and "daily meals" are no rates.
_NO_RATE = r"(?! (?:ago|earlier|later|before|after|prior|old|long|care)\b)"
_GOES_ON = (
    r"(?=$|[.,;:!?)”\"–—]| (?:in|to|for|from|by|on|at|and|or|but|with|through|over|as|is|was|are"
    r"|were|has|have|will|[a-z]+ing)\b)"
)
_RATE = (
    rf"(?:{_OFTEN}{_GOES_ON}|(?:each|every)(?: single)? {_TIME}\b|per annum|a {_TIME}\b{_NO_RATE}"
    r"|p\.a\.|a head\b|apiece\b)"
)
_ADJACENT = re.compile(
    rf",?  ?(?:{_RATE}|each(?=$|[.,;)]| (?:in|of|for|to|from|at|on|by)\b))", re.IGNORECASE
)
# "Two guides | in each school", "$75 | for every visit": of each, not of all.
_APART = re.compile(
    rf" (?P<rate>{_RATE}|(?:per|(?:in|for|to|at|from|by|with|of) {{1,2}}(?:each|every)"
    r"(?: of (?:the|its|their))?) {1,2}(?!cent\b|capita\b)[A-Za-z][\w'’-]*"
    r"(?-i:(?: {1,2}[A-Z][\w'’-]*){0,4}))",
    re.IGNORECASE,
)
_OPENING = re.compile(
    rf"(?:^|[.;] )(?P<rate>(?:each|every) {_TIME}|on (?:an? )?(?:average )?(?:annual|daily|monthly"
    r"|weekly) basis),? [^.;:\d]{0,90}$",
    re.IGNORECASE,
)
# "An annual budget of $3 million": not all that was ever spent.
_REGULAR = re.compile(
    r"\b(?P<rate>annual|yearly|monthly|weekly|daily|hourly|nightly|quarterly)"
    r" (?!report|meeting|conference|survey|review|average|release|statement|newsletter)"
    r"(?:[a-z]+ ){0,3}?[a-z]+ (?:of|at|worth|to|is|was|totall?(?:ed|ing))"
    r" (?:(?:about|around|nearly|almost|over|more than|up to|at least|just|approximately|roughly"
    r"|some|an estimated|only) )*$",
    re.IGNORECASE,
)
# "Every 113 shares become one."
_EVERY = re.compile(r"\b(?P<rate>every|each) $", re.IGNORECASE)
# Each with letters of which some stand in all that it can match; asked first, as they seldom do.
LEADS = (
    (
        _REGULAR,
        ("annual", "yearly", "monthly", "weekly", "daily", "hourly", "nightly", "quarterly"),
    ),
    (_OPENING, ("each ", "every ", " basis")),
    (_EVERY, ("every ", "each ")),
)
# Further from its number a rate is of another.
_FAR = 90


def end_of_rate(text: str, end: int, limit: int) -> int:
    """Where the words of a rate that stand right behind a number end; `end` if there are none.

    "A year" and "per day" are read as part of the unit before.
    """
    match = _ADJACENT.match(text, end, limit)
    return match.end() if match else end


def rate_of(stretch: Stretch, quantity: Quantity, parsed: ParsedSentence) -> tuple[int, int] | None:
    """The words apart from a number that make it one of a rate, None where it is none."""
    if quantity.is_attributive or " per " in f" {quantity.unit or ''}" or quantity.is_age:
        return None
    text = stretch.text
    lead, low = stretch.before(quantity.start, 130), stretch.low_before(quantity.start, 130)
    for pattern, hints in LEADS:
        if any(map(low.__contains__, hints)) and (match := pattern.search(lead)):
            begin = quantity.start - len(lead)
            return begin + match.start("rate"), begin + match.end("rate")
    for match in _APART.finditer(text, quantity.end, min(stretch.end, quantity.end + _FAR)):
        between = parsed.tokens[
            parsed.token_at(quantity.end - 1) + 1 : parsed.token_at(match.start("rate"))
        ]
        is_time = _TIMED.fullmatch(match["rate"]) is not None
        if _leads_on(between, is_time=is_time) or _is_said_of(
            stretch, quantity, match.start("rate"), parsed
        ):
            return match.span("rate")
        break
    return None


_TIMED = re.compile(rf"(?:in |on )?{_RATE}", re.IGNORECASE)


def _leads_on(tokens: tuple[Token, ...], *, is_time: bool = True) -> bool:
    """Whether words only go on with what is counted: "of fuel", "of homes sold to strangers"."""
    is_open = False
    for index, token in enumerate(tokens):
        part = token.part_of_speech
        if token.lower in ("(", ")"):
            is_open = token.lower == "("
            continue
        if is_open:
            continue  # "two guides (one for walkers) | in each school"
        if part is PartOfSpeech.NUMERAL:
            return False
        if part in VERBAL:
            # "40 people | turning up every month"; "linked | to each of them" is no rate
            if index or token.form not in _REDUCED or not is_time:
                return False
            continue
        if part not in _IN_PHRASE and token.lower not in ("and", "up", "out", "in", "on"):
            return False
    return True


def _is_said_of(stretch: Stretch, quantity: Quantity, place: int, parsed: ParsedSentence) -> bool:
    """As in "40 reports are needed | annually": one verb leads from what is counted to its rate."""
    first, last = parsed.token_at(quantity.end - 1) + 1, parsed.token_at(place)
    group = next((g for g in parsed.verb_groups if first <= g.first and g.end <= last), None)
    if group is None or group.end != last or not group.is_finite:
        return False
    tokens = parsed.tokens[first : group.first]
    lead = stretch.before(quantity.start, 40)
    return _leads_on(tokens) and len(tokens) <= _MOST_BETWEEN and not _UNDER.search(lead)


_MOST_BETWEEN = 5
# "In 40 towns meals are given daily": the meals are.
_UNDER = re.compile(r"\b(?:in|for|with|from|to|by|on|after|at) (?:\w+ )?$", re.IGNORECASE)
_REDUCED = (VerbForm.PRESENT_PARTICIPLE, VerbForm.PAST_PARTICIPLE, VerbForm.PAST)
_IN_PHRASE = MODIFIERS | {
    PartOfSpeech.ADPOSITION, PartOfSpeech.DETERMINER, PartOfSpeech.PARTICLE, PartOfSpeech.ADVERB,
}  # fmt: skip
