"""Bounds for figures, as people type them: "fines over $10 million", "between 5 and 9 arrests".

The number and its unit are read by what reads releases, so that a bound and the figures that reach
it are understood alike. What cannot be told for certain is asked back, never guessed.
"""

import re
from dataclasses import dataclass, replace
from functools import cache

from domain.documents import Document
from domain.errors import UnreadableInputError
from domain.facts import Figure
from domain.watches import Threshold
from pipeline.units import is_currency
from processing import analyse
from processing.lexicon import table
from processing.words.forms import key_of_word, relatives_of
from processing.words.inflection import noun_lemma

_SHOWN = 80
_SIGNS = {">=": " at least ", "=>": " at least ", "≥": " at least ", "<=": " at most ",
          "=<": " at most ", "≤": " at most ", ">": " over ", "<": " below ",
          "=": " exactly "}  # fmt: skip
_SIGN = re.compile(r"\s*(>=|=>|<=|=<|[><≥≤=])\s*")
# How a bound is said before its number; the first that fits counts.
_BEFORE = (
    ("low", r"(?:at (?:the very |the )?least|(?:a |the )?minimum(?: of)?|min\.?|"
            r"(?:no|not) (?:less|fewer|lower|smaller|under) than|not (?:below|under)|starting at|"
            r"mindestens|wenigstens|au moins|al menos|por lo menos|como mínimo)"),
    ("high", r"(?:at (?:the )?most|(?:a |the )?maximum(?: of)?|max\.?|up to|capped at|"
             r"(?:no|not) (?:more|greater|higher|larger|longer|over) than|"
             r"not (?:exceeding|above|over)|not to exceed|"
             r"höchstens|au plus|au maximum|como máximo)"),
    ("over", r"(?:(?:more|greater|higher|larger|bigger|longer|older|heavier|stronger|faster) than|"
             r"(?:is |are |was )?(?:over|above|beyond)|exceed(?:ing|s)?|in excess of|upwards? of|"
             r"north of|surpass(?:ing|es)?|topp?(?:ing|s)|mehr als|über|plus de|más de)"),
    ("under", r"(?:(?:less|fewer|lower|smaller|shorter|younger|lighter) than|"
              r"(?:is |are |was )?(?:under|below|beneath)|south of|short of|"
              r"weniger als|unter|moins de|menos de)"),
    ("exact", r"(?:exactly|precisely|equal to|equals)"),
    ("vague", r"(?:about|around|approximately|approx\.?|roughly|nearly|almost|some|circa)"),
)  # fmt: skip
_AFTER = (
    ("low", r"(?:(?:or|and) (?:more|above|higher|over|greater|longer|older|up|beyond)|"
            r"(?:at )?minimum|at least|and upwards?|plus)"),
    ("high", r"(?:(?:or|and) (?:less|fewer|below|lower|under|shorter|younger)|"
             r"(?:at )?maximum|at most|max)"),
)  # fmt: skip
_FROM_TO = re.compile(r"\bfrom\s+(?=\D{0,4}\d.{0,40}?(?:\bto\b|-|–))", re.IGNORECASE)
_NUMBER = (
    r"(?:(?:US|A|C|NZ|HK|S)?[$€£₹¥₩₦]\s?|(?:Rs|INR|USD|EUR|GBP|AUD|CAD)\.?\s?)?\d"
    r"|(?:an? (?:hundred|thousand|million|billion|trillion|lakh|crore|dozen)|half an? (?:million|"
    r"billion)|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    r"fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|"
    r"ninety|hundreds?|thousands?|millions?|billions?|dozens?)\b"
)
_BETWEEN = re.compile(
    rf"\bbetween\s+(.{{1,40}}?)\s+(?:and|to|-|–|&)\s+(?=\D{{0,4}}\d|{_NUMBER})", re.IGNORECASE
)
# "COVID-19" and "B-52s" are names; "9/11" is a day.
_NUMBER_AT = re.compile(rf"(?<![\w-])(?<!\d[/.,])(?:{_NUMBER})", re.IGNORECASE)
_ARTICLE = r"(?:(?:an? |the )(?!hundred|thousand|million|billion|trillion|lakh|crore|dozen))?"
# "5k cases", "₹ 500 cr": letters that stand for a thousand and more.
_LETTERED = re.compile(r"(?<=\d)\s?(k|cr|mn|mln|mio|bn|tn)\b\.?", re.IGNORECASE)
_SCALES = {"k": "thousand", "cr": "crore", "mn": "million", "mln": "million", "mio": "million",
           "bn": "billion", "tn": "trillion"}  # fmt: skip
_MILLIONS = re.compile(r"(?<=\d)\s?(m|b)\b\.?", re.IGNORECASE)
_MILLION = {"m": " million", "b": " billion"}
# Of what is compared so a number alone says too little.
_MEASURING = re.compile(r"(?:longer|older|heavier|stronger|faster|shorter|younger|lighter)\b", re.I)
# "a six-figure settlement": how many figures the number has.
_DIGITS = re.compile(r"(?:\ba )?\b(\w+)[- ]figures?\b", re.IGNORECASE)
_DIGIT_WORDS = {word: size for size, word in enumerate(
    ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 2
)}  # fmt: skip
_MOST_DIGITS = 12
_TO = re.compile(r"\bto\b|[-–]")
# Four digits alone, which a text would have as a year.
_YEAR_LIKE = re.compile(r"^(\W{0,2}[12])(\d{3})(?![\d.,/%-]*\d)")
_PLUS = re.compile(r"(?<=[\w%])\+(?=\s|$)")
_WORD = re.compile(r"[^\W_](?:[\w’'.-]*\w)?")
# Words that say how a bound is meant or tie its words together, not what it is of.
_TYING = frozenset(
    """
    a an and any are at be by count each figure figures for from has have her his in is its number
    numbers of on or per than that the their there these to total totalling totaling was were which
    who with worth
    """.split()  # noqa: SIM905
)
# What is paid: of these a number without a unit is money.
_MONEY = frozenset(
    map(
        key_of_word,
        """
        award bail benefit bond bonus bribe budget compensation contract cost damages debt deal
        deficit donation expense fee fine forfeiture fund funding grant income investment judgment
        kickback levy loan loss money payment payout penalty price profit ransom refund restitution
        revenue reward salary sale settlement spending subsidy surplus tax toll value wage worth
        """.split(),  # noqa: SIM905
    )
)
_UP = frozenset(
    map(
        key_of_word,
        [
            "hike",
            "increase",
            "raise",
            "rise",
            "growth",
            "gain",
            "jump",
            "surge",
            "climb",
            "spike",
            "uptick",
        ],
    )
)
_DOWN = frozenset(
    map(
        key_of_word,
        ["cut", "decrease", "reduction", "fall", "drop", "decline", "slump", "reduce", "plunge"],
    )
)


def read_threshold(phrase: str) -> Threshold:
    """The bound in a phrase; raises UnreadableInputError that says what is missing or unclear."""
    shown = " ".join(phrase.split())
    text = _SIGN.sub(lambda found: _SIGNS[found[1]], shown).strip(" \"“”'.")
    text = _DIGITS.sub(_with_figures, text)
    text = _LETTERED.sub(lambda found: f" {_SCALES[found[1].casefold()]}", text)
    text = _PLUS.sub(" or more", text)
    if _is_paid(text):
        text = _MILLIONS.sub(lambda found: _MILLION[found[1].casefold()], text)
    said = _between(shown, text) or _one(shown, text)
    return _threshold(shown, said)


def _with_figures(found: re.Match[str]) -> str:
    """The bound that says how many figures a number has: six are from 100,000 to 999,999."""
    word = found[1].casefold()
    size = int(word) if word.isdecimal() else _DIGIT_WORDS.get(word, 0)
    if not 2 <= size <= _MOST_DIGITS:
        return found[0]
    return f"between {10 ** (size - 1):,} and {10**size - 1:,} "


@dataclass(frozen=True, slots=True)
class _Said:
    """What was read: a figure of which both ends are known, how it bounds, the words left over."""

    figure: Figure
    bound: str
    rest: str
    low: float | None = None


def _between(shown: str, text: str) -> _Said | None:
    """The two ends of "between 5 and 9 arrests", "5 to 9 arrests"."""
    found = _BETWEEN.search(text)
    if found is None:
        plain = _FROM_TO.sub("", text)
        at = _NUMBER_AT.search(plain)
        if at is None or not _TO.search(plain, at.start()):
            return None
        figure, tail = _figure_of(shown, plain[at.start() :])
        if figure.low is None or figure.high is None:
            return None
        return _Said(figure, "between", f"{plain[: at.start()]} {tail}")
    upper, tail = _figure_of(shown, text[found.end() :])
    unit = upper.unit_text or ""
    lower, _ = _figure_of(shown, found[1] if upper.unit is None else _with_unit(found[1], unit))
    if upper.value is None or lower.value is None:
        raise _unclear(shown)
    low, high = lower.value, upper.value
    if upper.unit is None and is_currency(lower.unit):
        upper = replace(upper, unit=lower.unit)  # "between $1 and 2 million"
    # "between 5 and 9 million": what the second is counted in, the first is too.
    scale = _scale_of(text[found.end() :])
    if scale and not _scale_of(found[1]) and low < high / scale:
        low *= scale
    if low > high:
        raise _unclear(shown)
    return _Said(upper, "between", f"{text[: found.start()]} {tail}", low)


def _one(shown: str, text: str) -> _Said:
    """The one number, and what stands before or behind it that says how it bounds."""
    for bound, pattern in _BEFORE:
        cue = re.search(rf"(?<![\w-]){pattern}\s+{_ARTICLE}(?=(?:{_NUMBER}))", text, re.IGNORECASE)
        if cue is not None:
            figure, tail = _figure_of(shown, _no_year(text[cue.end() :]))
            if figure.unit is None and _MEASURING.match(cue[0]):
                raise _unclear(shown)  # older than 65 what?
            return _Said(figure, bound, f"{text[: cue.start()]} {tail}")
    at = _NUMBER_AT.search(text)
    if at is None:
        raise _unclear(shown)
    number, before = text[at.start() :], text[: at.start()]
    if any(re.search(rf"(?<![\w-]){p}(?![\w-])", number, re.IGNORECASE) for _, p in _AFTER):
        number = _no_year(number)
    figure, tail = _figure_of(shown, number)
    for bound, pattern in _AFTER:
        cue = re.search(rf"(?<![\w-]){pattern}(?![\w-])", tail, re.IGNORECASE)
        if cue is not None:
            return _Said(figure, bound, f"{before} {tail[: cue.start()]} {tail[cue.end() :]}")
    # "500+" and "up to 5" are read as they are read in releases.
    bound = {">": "low", "<": "high", "~": "vague"}.get(figure.relation, "exact")
    return _Said(figure, bound, f"{before} {tail}")


def _no_year(text: str) -> str:
    """The text whose first number is none of a year: of "over 1903 arrests" it is how many."""
    return _YEAR_LIKE.sub(r"\1,\2", text, count=1)


def _figure_of(shown: str, text: str) -> tuple[Figure, str]:
    """The number a text begins with, and what stands behind it but for its unit."""
    opening = "There were "
    for tried in (text, f"{text} in all"):
        found = analyse(Document("bound", f"{opening}{tried}.", None, None, None, None)).figures
        first = next((f for f in found if f.span.start <= len(opening) + 2), None)
        if first is not None:
            break
    else:
        raise _unclear(shown)
    if any(f.value is not None or f.low is not None for f in found if f is not first):
        raise _unclear(shown)
    if first.unit == "metre" and _MILLIONS.search(first.span.text):
        raise UnreadableInputError(
            "“{phrase}” may mean metres or millions. Write the number in full, as “fines over 5 "
            "million euros”.",
            phrase=shown[:_SHOWN],
        )
    tail = text[first.span.end - len(opening) :]
    return first, f"{first.counted or ''} {tail}"


def _threshold(shown: str, said: _Said) -> Threshold:
    figure, bound = said.figure, said.bound
    if bound == "vague" or (figure.value is None and bound != "between"):
        raise _unclear(shown)
    if figure.unit is None and 0 < (figure.value or 0) < 1:
        raise _unclear(shown)  # "1 in 5 schools" is no number of schools
    words = [w for w in _WORD.findall(said.rest) if w.casefold().strip(".") not in _TYING]
    if any(word.isdecimal() for word in words):
        raise _unclear(shown)  # "2 of 3 boxes over 4 kg"
    words = list(dict.fromkeys(w.strip("’'").removesuffix("'s").removesuffix("’s") for w in words))
    direction = _direction_of(words)
    if direction:
        words = [w for w in words if key_of_word(w) not in _UP | _DOWN | {"up", "down"}]
    is_money = is_currency(figure.unit) or (figure.unit is None and _is_paid(said.rest))
    if not words and not (is_money and figure.unit):
        raise UnreadableInputError(
            "“{phrase}” does not say what is counted. Write it as “fentanyl over 100 kg”.",
            phrase=shown[:_SHOWN],
        )
    low, high = figure.value, figure.value
    if bound == "between":
        low = said.low if said.low is not None else figure.low
        high = figure.value if figure.value is not None else figure.high
    elif bound in ("low", "over"):
        high = None
    elif bound in ("high", "under"):
        low = None
    return Threshold(
        phrase=shown,
        low=low,
        high=high,
        is_open=bound in ("over", "under"),
        unit=figure.unit,
        is_money=is_money,
        words=tuple(words),
        direction=direction,
    )


def _is_paid(text: str) -> bool:
    """Whether the words are of what is paid, or name a currency."""
    return any(
        relatives_of(word) & _MONEY or noun_lemma(word) in _currency_words()
        for word in _WORD.findall(text)
    )


@cache
def _currency_words() -> frozenset[str]:
    entries = table("figures_currencies").values()
    return frozenset(word for entry in entries for word in entry.get("words", ()))


def _direction_of(words: list[str]) -> str | None:
    """Whether a rise or a fall is asked for: "rate hike", "cut in prices", "prices up"."""
    keys = [key_of_word(word) for word in words]
    for key in (keys[-1], keys[0]) if len(keys) > 1 else ():
        if key in _UP or (key == keys[-1] and key == "up"):
            return "up"
        if key in _DOWN or (key == keys[-1] and key == "down"):
            return "down"
    return None


def _with_unit(number: str, unit: str) -> str:
    """The lower end with the unit of the upper one, where it has none of its own."""
    return number if any(c in "$€£₹¥%" for c in number) else f"{number} {unit}".strip()


def _scale_of(text: str) -> int | None:
    found = re.match(
        r"\W{0,3}[\d.,]+\s*(hundred|thousand|million|billion|trillion|lakh|crore)", text
    )
    sizes = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9,
             "trillion": 10**12, "lakh": 10**5, "crore": 10**7}  # fmt: skip
    return sizes[found[1]] if found else None


def _unclear(shown: str) -> UnreadableInputError:
    return UnreadableInputError(
        "“{phrase}” has no bound Lede can read. Write it with one number, as “fentanyl over "
        "100 kg”, “at least 500 arrests” or “between 5 and 9 arrests”.",
        phrase=shown[:_SHOWN],
    )
