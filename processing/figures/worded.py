"""Read a number in words: cardinals of any length, spoken decimals, parts, vague counts."""

import re
from decimal import Decimal
from typing import NamedTuple

from processing.figures.number_words import PARTS, PLAIN, SCALES, SMALL, TENS, VAGUE
from processing.figures.numerals import SCALE_WORD, Numeral, scaled
from processing.figures.patterns import listed
from processing.figures.units import unit_after

_CARDINAL = f"(?:{PLAIN}|hundred|thousand|lakh|lac|million|crore|billion|trillion|dozen)"
_PART = (
    "(?:half|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twentieth|hundredth"
    "|thousandth)"
)
_SCALES = "(hundred|thousand|lakh|million|crore|billion|trillion|dozen)"

_TOKEN = re.compile(rf"(?:[ -]| and |-and-|, (?:and )?)?({_CARDINAL})\b", re.IGNORECASE)
_HALF = re.compile(rf"(?:[ -]| of )?(?:a |an )?[ -]?{_SCALES}\b", re.IGNORECASE)
_WORD_PART = re.compile(rf"[ -]({_PART})(s?)\b", re.IGNORECASE)
_AND_HALF = re.compile(r"(?: and |-and-)(a|one|three)[ -](half|quarter|third)s?\b", re.IGNORECASE)
_POINT = re.compile(rf" point ((?:(?:{PLAIN}|oh)\b[ -]?)+)", re.IGNORECASE)
_AT = re.compile(r"\bat $", re.IGNORECASE)
_FOLD = re.compile(r"[ -]?fold\b", re.IGNORECASE)
_ORDINAL = re.compile(
    r"(?:-|(?<=hundred)(?: and)? |(?<=thousand)(?: and)? )"
    r"(?:first|(second)|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teenth|(?:twen|thir|for|fif|six|seven|eigh|nine)tieth)"
    r"(?:-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))?\b",
    re.IGNORECASE,
)
_INDEFINITE = re.compile(r"\b(?:a|an|another|one|each|every) $", re.IGNORECASE)
_OWNED = re.compile(r"\b(?:the|its|his|her|their|our|my|your|this|that|\w+['’]s) $", re.IGNORECASE)
_NOUN_AFTER = re.compile(r"[ -]([a-z]+)\b", re.IGNORECASE)
_TAIL_OF_FRACTION = re.compile(
    r" (?:of|the|a|an|all|its|their|his|her|our|my|your|that|those|these)\b"
)
_ARTICLE = re.compile(r"\b(?:a|an)[ -]$", re.IGNORECASE)
_TENS_OF = re.compile(r"\btens of $", re.IGNORECASE)
_VAGUE_MORE = re.compile(
    r" of (thousands|millions|billions|trillions|lakhs|crores)\b", re.IGNORECASE
)
_FEW_LEAD = re.compile(r"\b(?:several|a few|few|many) $", re.IGNORECASE)
_COUPLE = re.compile(rf"(?: of)?(?: {_SCALES}\b| (?=[a-z]))", re.IGNORECASE)
# "The dozen-plus towns": what hangs on it shows that it is a number.
_DOZEN_PLUS = re.compile(r"dozen-(?:plus|odd)\b", re.IGNORECASE)
_HALF_OF_TWO = re.compile(
    r"\b(?:first|second|other|latter|this|that|back|front|top|bottom|upper|lower|last|final"
    r"|next|better"
    r"|each|early|late|one)[ -]$",
    re.IGNORECASE,
)
_HALF_UNIT = re.compile(
    r"[ -](?:of|turn|hour|mile|day|year|percent|point|pound|ounce|inch|dozen)\b"
)

# "Nine hundred ninety-nine billion nine hundred ninety-nine million ..." has no more words.
_MOST_WORDS = 24


class _Cardinal(NamedTuple):
    """Number words added up; `last` is the last of them."""

    value: Decimal
    end: int
    is_scaled: bool
    last: str


def read_words(text: str, start: int, end: int, limit: int) -> Numeral | None:
    """Read the number whose first word is `text[start:end]`; None where it is no number."""
    word = text[start:end].lower()
    if word.endswith("fold"):
        value = Decimal(SMALL[word.removesuffix("fold")])
        return Numeral(start, end, value, "fold", value, "fold-in-words")
    if word in VAGUE:
        return _vague(text, start, end, word)
    if word == "half":
        return _half(text, start, end, limit)
    if word == "couple":
        return _couple(text, start, end, limit)
    if word in PARTS:
        return _part(text, start, end, word)
    if word in SCALES:
        return _bare_scale(text, start, limit)
    return _cardinal_numeral(text, start, limit)


def _cardinal_numeral(text: str, start: int, limit: int) -> Numeral | None:
    """A cardinal and what may go on from it: a part, a decimal, a half more."""
    value, end, is_scaled, last = cardinal(text, start, limit)
    if _is_ordinal(text, start, end, value, limit):
        return None
    part = _WORD_PART.match(text, end, limit)
    if part and value < 100 and (value > 1) == bool(part[2] or part[1].lower() == "half"):
        return _parts_of(text, start, value, part, limit)
    size = SCALES.get(last, 1) if value % SCALES.get(last, 1) == 0 else 1
    scale = Decimal(size) if size > 1 else Decimal(10) if is_scaled else Decimal(1)
    numeral = Numeral(start, end, value, "words", value / size, "cardinal-words", scale)
    if not is_scaled and (spoken := _spoken_decimal(text, numeral, limit)):
        return scaled(text, spoken, limit, None, may_be_short=False)
    if half := _AND_HALF.match(text, end, limit):
        return _and_half(text, numeral, half, last, limit)
    if fold := _FOLD.match(text, end, limit):
        return numeral._replace(end=fold.end(), form="fold", rule="fold-in-words")
    return numeral


def cardinal(text: str, start: int, limit: int) -> _Cardinal:
    """Add up number words from `start`: the value, its end and whether a scale is in it."""
    total, current, end, is_scaled, last = 0, 0, start, False, ""
    pos, before_and = start, (0, start)
    for _ in range(_MOST_WORDS):
        token = _TOKEN.match(text, pos, limit)
        if token is None:
            break
        word = token[1].lower()
        if (token.start(1) > token.start()) == (pos == start):
            break
        joint = token[0][: token.start(1) - token.start()].lower()
        if ("and" in joint or "," in joint) and (last not in SCALES or word in SCALES):
            break
        if "," in joint and last in ("hundred", "dozen"):
            break
        if "and" in joint:
            before_and = (current, end)
        if word in SMALL or word in TENS:
            value = SMALL.get(word, TENS.get(word, 0))
            if last and not _fits(last, value, current):
                break
            current += value
        elif word in ("hundred", "dozen"):
            if last in SCALES and last != "hundred":
                break
            if word == "hundred" and current > 100 and before_and[0]:
                # "Between five hundred and eight hundred": the second number is one of its own.
                current, end, last = *before_and, "hundred"
                break
            current = (current or 1) * SCALES[word]
            is_scaled = True
        else:
            scale = SCALES[word]
            if total and current == 0:
                total *= scale
            else:
                total, current = total + (current or 1) * scale, 0
            is_scaled = True
        last, end = word, token.end()
        pos = end
    return _Cardinal(Decimal(total + current), end, is_scaled, last)


def _fits(last: str, value: int, current: int) -> bool:
    """Whether a word below a hundred may follow: "twenty one", "hundred five", not "five two"."""
    if last in TENS:
        return 0 < value < 10
    return last in SCALES and last != "dozen" and value > 0 and current % 100 == 0


def _is_ordinal(text: str, start: int, end: int, value: Decimal, limit: int) -> bool:
    """As in "her forty-second order", "its one-hundredth case": a place in a row, no number.

    "A forty-second silence" lasts, and so does "the thirty-second spot".
    """
    before = text[max(0, start - 16) : start]
    if value == 1:
        part = _WORD_PART.match(text, end, limit)
        is_high = part is not None and PARTS[part[1].lower()] >= 20
        return is_high and _OWNED.search(before) is not None
    if value < 20 or (value < 100 and value % 10):
        return False
    ordinal = _ORDINAL.match(text, end, limit)
    if ordinal is None:
        return False
    if not ordinal[1] or value >= 100:
        return True
    noun = _NOUN_AFTER.match(text, ordinal.end(), limit)
    is_lasting = noun is not None and noun[1].lower().removesuffix("s") in listed("lasting")
    return not is_lasting and not _INDEFINITE.search(before)


def _parts_of(
    text: str, start: int, value: Decimal, part: re.Match[str], limit: int
) -> Numeral | None:
    """As in "two-thirds", "three quarters of a million"."""
    value /= PARTS[part[1].lower()]
    if scale := _HALF.match(text, part.end(), limit):
        value *= SCALES[scale[1].lower()]
        return Numeral(start, scale.end(), value, "words", value, "part-of-scale", Decimal(10))
    return Numeral(start, part.end(), value, "fraction", value, "fraction-words")


def _spoken_decimal(text: str, whole: Numeral, limit: int) -> Numeral | None:
    """As in "one point five", "three point one four", "two point twenty-five"."""
    match = _POINT.match(text, whole.end, limit)
    if match is None:
        return None
    digits, end = "", match.start(1)
    for word in re.finditer("[a-z]+", match[1].lower()):
        number = 0 if word[0] == "oh" else SMALL.get(word[0], TENS.get(word[0], 0))
        if digits and number >= 10:
            break
        is_unit_of_ten = len(digits) == 2 and digits[1] == "0" and digits[0] != "0"
        digits = digits[0] + str(number) if is_unit_of_ten and number else digits + str(number)
        end = match.start(1) + word.end()
    value = Decimal(f"{whole.value}.{digits}")
    is_moment = whole.value == 1 and _AT.search(text, max(0, whole.start - 4), whole.start)
    if is_moment and not SCALE_WORD.match(text, end) and unit_after(text, end, limit) is None:
        return None
    return whole._replace(end=end, value=value, raw=value, rule="spoken-decimal")


def _and_half(text: str, numeral: Numeral, half: re.Match[str], last: str, limit: int) -> Numeral:
    """As in "two and a half million", "a million and a half": half of the scale before it."""
    top = 3 if half[1].lower() == "three" else 1
    part = Decimal(top) / PARTS[half[2].lower()]
    value = numeral.value + part * SCALES.get(last, 1)
    whole = numeral._replace(end=half.end(), value=value, raw=value, rule="and-a-half")
    return whole if last in SCALES else scaled(text, whole, limit, None, may_be_short=False)


def _vague(text: str, start: int, end: int, word: str) -> Numeral:
    """As in "dozens", "tens of thousands", "hundreds of millions"."""
    low = VAGUE[word]
    if tens := _TENS_OF.search(text, max(0, start - 8), start):
        start, low = tens.start(), low * 10
    elif more := _VAGUE_MORE.match(text, end):
        end, low = more.end(), low * VAGUE[more[1].lower()]
    value = Decimal(low)
    return Numeral(
        start, end, value, "vague", value, "vague-plural", Decimal(10), value, value * 10
    )


def _half(text: str, start: int, end: int, limit: int) -> Numeral | None:
    begin, half = start, Decimal("0.5")
    if _HALF_OF_TWO.search(text, max(0, start - 9), start):
        return None
    if article := _ARTICLE.search(text, max(0, start - 3), start):
        begin = article.start()
    if scale := _HALF.match(text, end, limit):
        value = half * SCALES[scale[1].lower()]
        return Numeral(begin, scale.end(), value, "words", half, "part-of-scale", Decimal(10))
    is_whole = begin == start and _TAIL_OF_FRACTION.match(text, end, limit)
    if is_whole or (begin != start and _HALF_UNIT.match(text, end, limit)):
        return Numeral(begin, end, half, "fraction", half, "half")
    return None


def _part(text: str, start: int, end: int, word: str) -> Numeral | None:
    """As in "A third of", "a quarter million": a part needs its article and what it is part of."""
    article = _ARTICLE.search(text, max(0, start - 3), start)
    part = Decimal(1) / PARTS[word]
    if word == "quarter" and (scale := _HALF.match(text, end)):
        begin = article.start() if article else start
        value = part * SCALES[scale[1].lower()]
        return Numeral(begin, scale.end(), value, "words", part, "part-of-scale", Decimal(10))
    if article and text.startswith(" of ", end):
        return Numeral(article.start(), end, part, "fraction", part, "part-with-article")
    return None


def _couple(text: str, start: int, end: int, limit: int) -> Numeral | None:
    """As in "a couple of hundred"; a couple without a scale is two people, and no number."""
    article = _ARTICLE.search(text, max(0, start - 3), start)
    scale = _COUPLE.match(text, end, limit)
    if article is None or scale is None or scale[1] is None:
        return None
    value = Decimal(2 * SCALES[scale[1].lower()])
    return Numeral(
        article.start(), scale.end(), value, "words", Decimal(2), "couple-of-scale", Decimal(10),
        is_about=True,
    )  # fmt: skip


def _bare_scale(text: str, start: int, limit: int) -> Numeral | None:
    """As in "A hundred", "several thousand"; a scale alone is no number ("thousand-mile")."""
    article = _ARTICLE.search(text, max(0, start - 3), start)
    few = _FEW_LEAD.search(text, max(0, start - 9), start)
    if article is None and few is None and not _DOZEN_PLUS.match(text, start, limit):
        return None
    value, end, _, last = cardinal(text, start, limit)
    if article:
        begin = article.start()
        if _is_ordinal(text, begin, end, max(value, Decimal(100)), limit):
            return None
        numeral = Numeral(begin, end, value, "words", value, "article-and-scale", Decimal(10))
        half = _AND_HALF.match(text, end, limit)
        return _and_half(text, numeral, half, last, limit) if half else numeral
    if few:
        return Numeral(
            few.start(), end, value, "vague", value, "few-of-scale", Decimal(10), value, value * 10
        )
    return Numeral(start, end, value, "words", value, "article-and-scale", Decimal(10))
