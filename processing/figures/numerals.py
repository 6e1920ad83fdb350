"""Read one number as it is written, in digits or in words, at a place of a text."""

import re
from typing import Literal, NamedTuple

from processing.figures.number_words import (
    GLYPH,
    GLYPHS,
    PARTS,
    PLAIN,
    SCALES,
    SHORT_SCALES,
    SMALL,
    TENS,
    VAGUE,
)  # fmt: skip

Form = Literal["digits", "words", "vague", "fraction", "fold"]


class Numeral(NamedTuple):
    """A number without its unit; a vague one ("dozens") has `low` and `high` around `value`.

    `raw` is the number before its scale: 53.4 in "53.4 million", whose `scale` is a million.
    """

    start: int
    end: int
    value: float
    form: Form
    raw: float
    scale: float = 1.0
    low: float | None = None
    high: float | None = None
    is_grouped: bool = False


_CARDINAL = f"(?:{PLAIN}|hundred|thousand|lakh|lac|million|crore|billion|trillion|dozen)"
_PART = "(?:half|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|hundredth)"

_GROUPED = re.compile(
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?"
    r"|\d{1,3}(?:['’ ]\d{3})+(?:\.\d+)?"
)
_PARTING = re.compile("[,'’ ]")
_DECIMAL = re.compile(r"\d+(?:\.\d+)?|\.\d+")
# Continental writing: points part the thousands, a comma the decimals.
_CONTINENTAL = re.compile(r"\d{1,3}(?:\.\d{3})+,\d{1,2}|\d{1,3}(?:\.\d{3}){2,}")
_COMMA_DECIMAL = re.compile(r"\d{1,3},\d{1,2}")
_SPACED_GROUPS = re.compile(r"(?:,? 000)+(?![\d.,]*\d)")
_EXPONENT = re.compile(r" ?[×x*] ?10\^?([−–-]?\d{1,2})(?!\d)|[eE]([+-]?\d{1,2})(?!\w)")
_VULGAR = re.compile(
    rf"[ -]?([{GLYPH}])|[ -](\d)/(\d{{1,2}})(?![\d/])| and (?:a|one)[ -](half|quarter|third)\b"
)
_SLASHED = re.compile(r"/(\d{1,2})(?![\d/])")
_SCALE_WORD = re.compile(
    r"(?:[ -]|(?<=\d))(hundred|thousand|lakh|lac|million|crore|billion|trillion|quadrillion"
    r"|dozen)s?\b"
    r"(?! square)",
    re.IGNORECASE,
)
_SCALE_SHORT = re.compile(
    r"( ?)(mln|mio|mil|mn|Mn|MM|bn|Bn|BN|bln|trn|tn|tr"
    r"|[kKmMbBtT])(?![A-Za-z0-9'’$/²³])\.?(?!\.[a-z])"
)
_TOKEN = re.compile(rf"(?:[ -]| and )?({_CARDINAL})\b", re.IGNORECASE)
_HALF = re.compile(
    r"(?:[ -]| of )?(?:a |an )?[ -]?(hundred|thousand|million|billion|trillion|dozen)\b",
    re.IGNORECASE,
)
_WORD_PART = re.compile(rf"[ -]({_PART})(s?)\b", re.IGNORECASE)
_AND_HALF = re.compile(r" and (?:a|one)[ -](half|quarter|third)\b", re.IGNORECASE)
# "One in five adults": of adults, not of days or feet.
_ONE_IN = re.compile(
    r" (?:in|out of)(?: every)? (two|three|four|five|six|seven|eight|nine|ten|twenty|\d{1,3})"
    r"(?= (?!days?\b|weeks?\b|months?\b|years?\b|hours?\b|minutes?\b|feet\b|miles?\b)[a-z-]+)",
    re.IGNORECASE,
)
_FOLD = re.compile(r"[ -]?fold\b", re.IGNORECASE)
_TAIL_OF_FRACTION = re.compile(
    r" (?:of|the|a|an|all|its|their|his|her|our|my|your|that|those|these)\b"
)
_ARTICLE = re.compile(r"\b(?:a|an)[ -]$", re.IGNORECASE)
_TENS_OF = re.compile(r"\btens of $", re.IGNORECASE)
_VAGUE_MORE = re.compile(r" of (thousands|millions|billions|trillions)\b", re.IGNORECASE)
_FEW_LEAD = re.compile(r"\b(?:several|a few|few|many) $", re.IGNORECASE)

# A digit run longer than this is an identifier, not a count.
_LONGEST = 18
# "Nine hundred ninety-nine billion nine hundred ninety-nine million ..." has no more words.
_MOST_WORDS = 24


def read_numeral(
    text: str, start: int, end: int, limit: int, has_money_sign: bool
) -> Numeral | None:
    """Read the number whose candidate is `text[start:end]`, looking on to `limit` at most.

    `has_money_sign` lets one letter stand for a scale ("$3m"). None where it is no number.
    """
    first = text[start]
    if first.isdigit() or first == ".":
        return _read_digits(text, start, end, limit, has_money_sign)
    if first in GLYPHS:
        value = GLYPHS[first]
        return Numeral(start, end, value, "fraction", value)
    return _read_words(text, start, end, limit)


def _read_digits(
    text: str, start: int, end: int, limit: int, has_money_sign: bool
) -> Numeral | None:
    written = text[start:end]
    if len(written) > _LONGEST or (written[0] == "0" and written[1:2].isdigit()):
        return None
    raw = _decimal(written, text, end, has_money_sign)
    if raw is None:
        return None
    is_grouped = _GROUPED.fullmatch(written) is not None
    if not is_grouped and len(written) <= 3 and (more := _SPACED_GROUPS.match(text, end, limit)):
        raw *= 1000.0 ** more[0].count("000")
        end, is_grouped = more.end(), True
    if exponent := _EXPONENT.match(text, end, limit):
        power = int((exponent[1] or exponent[2]).replace("−", "-").replace("–", "-"))
        return Numeral(start, exponent.end(), raw * 10.0**power, "digits", raw)
    if text.startswith("/", end) and (slash := _SLASHED.match(text, end, limit)) is not None:
        return _slashed(text, start, written, slash, limit)
    if (vulgar := _VULGAR.match(text, end, limit)) is not None:
        raw, end = raw + _fraction_value(vulgar), vulgar.end()
    if fold := _FOLD.match(text, end, limit):
        return Numeral(start, fold.end(), raw, "fold", raw)
    return _scaled(text, start, end, limit, raw, "digits", is_grouped, has_money_sign)


def _decimal(written: str, text: str, end: int, has_money_sign: bool) -> float | None:
    if _DECIMAL.fullmatch(written):
        # "€10.000": no price has three decimals, and the sign is one of the continent.
        if (
            has_money_sign
            and re.fullmatch(r"\d{1,3}\.\d{3}", written)
            and "€" in text[max(0, end - len(written) - 2) : end]
        ):
            return float(written.replace(".", ""))
        return float(written)
    if _GROUPED.fullmatch(written):
        return float(_PARTING.sub("", written))
    if _CONTINENTAL.fullmatch(written):
        return float(written.replace(".", "").replace(",", "."))
    if _COMMA_DECIMAL.fullmatch(written) and (
        _SCALE_WORD.match(text, end) or re.match(r" ?(?:%|€|percent)", text[end : end + 9])
    ):
        return float(written.replace(",", "."))
    return None


def _slashed(
    text: str, start: int, written: str, slash: re.Match[str], limit: int
) -> Numeral | None:
    """A fraction "3/4"; anything else with a slash is a date, a score or an address."""
    if not written.isdigit():
        return None
    top, bottom = int(written), int(slash[1])
    if (
        not (0 < top < bottom <= 100)
        or (top, bottom) in {(9, 11)}
        or (bottom > 16 and bottom != 100)
    ):
        return None
    return _scaled(text, start, slash.end(), limit, top / bottom, "fraction", False, False)


def _fraction_value(match: re.Match[str]) -> float:
    if match[1]:
        return GLYPHS[match[1]]
    if match[4]:
        return 1 / PARTS[match[4].lower()]
    return int(match[2]) / max(int(match[3]), 1)


def _scaled(
    text: str, start: int, end: int, limit: int, raw: float, form: Form, is_grouped: bool,
    has_money_sign: bool,
) -> Numeral:  # fmt: skip
    scale = 1.0
    while (word := _SCALE_WORD.match(text, end, limit)) is not None:
        scale *= SCALES[word[1].lower()]
        end = word.end()
        if scale > 1e15:
            break
    if scale == 1.0 and (short := _SCALE_SHORT.match(text, end, limit)) is not None:
        gap, letters = short[1], short[2]
        if (
            has_money_sign
            or (not gap and (len(letters) > 1 or letters in "kKMB"))
            or (gap and len(letters) > 1 and letters not in {"MM", "tr", "mil"})
            or (gap and letters == "B" and re.match(r" [a-z]+s?\b", text[end + 2 : end + 20]))
        ):
            scale, end = SHORT_SCALES[letters], short.end(2)
        elif not gap and letters == "m" and _counts_things(text, short.end(2)):
            scale, end = 1e6, short.end(2)
    return Numeral(start, end, raw * scale, form, raw, scale, is_grouped=is_grouped)


# "35m of its devices" and "2.7m combined sales" are millions, "37m long" and "the 48m." are metres.
_LENGTH_TALK = re.compile(
    r" (?:long|wide|high|tall|deep|thick|away|from|below|above|under|in|by|x|to|or|at|for|on"
    r"|and|down|up|high)\b"
)
_THINGS = re.compile(
    r" (?:of (?:its|the|their|his|her|our|these|those|all)\b|(?:[a-z-]+ ){0,4}?[a-z-]{3,}s\b"
    r"|people\b)"
)


def _counts_things(text: str, pos: int) -> bool:
    tail = text[pos : pos + 60]
    return not _LENGTH_TALK.match(tail) and _THINGS.match(tail) is not None


def _read_words(text: str, start: int, end: int, limit: int) -> Numeral | None:
    word = text[start:end].lower()
    if word.endswith("fold"):
        value = float(SMALL[word.removesuffix("fold")])
        return Numeral(start, end, value, "fold", value)
    if word in VAGUE:
        return _read_vague(text, start, end, word)
    if word == "half":
        return _read_half(text, start, end, limit)
    if word in PARTS:
        return _read_part(text, start, end, word)
    if word in SCALES:
        return _read_bare_scale(text, start, limit)
    value, end, is_scaled = _cardinal(text, start, limit)
    part = _WORD_PART.match(text, end, limit)
    if part and value < 100 and (value > 1) == bool(part[2] or part[1].lower() == "half"):
        value /= PARTS[part[1].lower()]
        if scale := _HALF.match(text, part.end(), limit):
            value *= SCALES[scale[1].lower()]
            return Numeral(start, scale.end(), value, "words", value, 10.0)
        return Numeral(start, part.end(), value, "fraction", value)
    if one_in := _ONE_IN.match(text, end, limit):
        whole = _cardinal_of(one_in[1])
        if value < whole:
            return Numeral(start, one_in.end(), value / whole, "fraction", value / whole)
    if half := _AND_HALF.match(text, end, limit):
        value += 1 / PARTS[half[1].lower()]
        return _scaled(text, start, half.end(), limit, value, "words", False, False)
    if fold := _FOLD.match(text, end, limit):
        return Numeral(start, fold.end(), value, "fold", value)
    return Numeral(start, end, value, "words", value, 10.0 if is_scaled else 1.0)


def _cardinal(
    text: str, start: int, limit: int, lead: float | None = None
) -> tuple[float, int, bool]:
    """Add up number words from `start`: the value, its end and whether a scale is in it."""
    total, current, end, is_scaled, last = 0.0, lead or 0.0, start, False, ""
    pos = start
    for _ in range(_MOST_WORDS):
        token = _TOKEN.match(text, pos, limit)
        if token is None:
            break
        word = token[1].lower()
        if (token.start(1) > token.start()) == (pos == start):
            break
        joined = " and " in token[0].lower()
        if joined and (last not in SCALES or word in SCALES):
            break
        if word in SMALL or word in TENS:
            value = SMALL.get(word, TENS.get(word, 0))
            if last and not _fits(last, value, current):
                break
            current += value
        elif word in ("hundred", "dozen"):
            if last in SCALES and last != "hundred":
                break
            current = (current or 1.0) * SCALES[word]
            is_scaled = True
        else:
            scale = SCALES[word]
            if total and current == 0.0:
                total *= scale
            else:
                total, current = total + (current or 1.0) * scale, 0.0
            is_scaled = True
        last, end = word, token.end()
        pos = end
    return total + current, end, is_scaled


def _cardinal_of(word: str) -> float:
    low = word.lower()
    return float(low) if low.isdigit() else float(SMALL.get(low) or TENS.get(low, 0))


def _fits(last: str, value: float, current: float) -> bool:
    """Whether a word below a hundred may follow: "twenty one", "hundred five", not "five two"."""
    if last in TENS:
        return 0 < value < 10
    return last in SCALES and last != "dozen" and value > 0 and current % 100 == 0


def _read_vague(text: str, start: int, end: int, word: str) -> Numeral:
    """As in "dozens", "tens of thousands", "hundreds of millions"."""
    low = VAGUE[word]
    if tens := _TENS_OF.search(text, max(0, start - 8), start):
        start, low = tens.start(), low * 10
    elif more := _VAGUE_MORE.match(text, end):
        end, low = more.end(), low * VAGUE[more[1].lower()]
    return Numeral(start, end, low, "vague", low, 10.0, low, low * 10)


_HALF_OF_TWO = re.compile(
    r"\b(?:first|second|other|latter|this|that|back|front|top|bottom|upper|lower|last|final"
    r"|next|better"
    r"|each|early|late|one)[ -]$",
    re.IGNORECASE,
)


def _read_half(text: str, start: int, end: int, limit: int) -> Numeral | None:
    begin = start
    if _HALF_OF_TWO.search(text, max(0, start - 9), start):
        return None
    if article := _ARTICLE.search(text, max(0, start - 3), start):
        begin = article.start()
    if scale := _HALF.match(text, end, limit):
        value = 0.5 * SCALES[scale[1].lower()]
        return Numeral(begin, scale.end(), value, "words", 0.5, 10.0)
    if _TAIL_OF_FRACTION.match(text, end, limit) and begin == start:
        return Numeral(start, end, 0.5, "fraction", 0.5)
    if begin != start and (
        re.match(
            r"[ -](?:of|turn|hour|mile|day|year|percent|point|pound|ounce|inch|dozen)\b",
            text[end : end + 9],
        )
    ):
        return Numeral(begin, end, 0.5, "fraction", 0.5)
    return None


def _read_part(text: str, start: int, end: int, word: str) -> Numeral | None:
    """As in "A third of", "a quarter million": a part needs its article and what it is part of."""
    article = _ARTICLE.search(text, max(0, start - 3), start)
    if word == "quarter" and (scale := _HALF.match(text, end)):
        value = 0.25 * SCALES[scale[1].lower()]
        return Numeral(
            article.start() if article else start, scale.end(), value, "words", 0.25, 10.0
        )
    if article and text.startswith(" of ", end):
        return Numeral(article.start(), end, 1 / PARTS[word], "fraction", 1 / PARTS[word])
    return None


def _read_bare_scale(text: str, start: int, limit: int) -> Numeral | None:
    """As in "A hundred", "several thousand"; a scale alone is no number ("thousand-mile")."""
    article = _ARTICLE.search(text, max(0, start - 3), start)
    few = _FEW_LEAD.search(text, max(0, start - 9), start)
    if article is None and few is None:
        return None
    value, end, _ = _cardinal(text, start, limit)
    if article:
        return Numeral(article.start(), end, value, "words", value, 10.0)
    if few:
        return Numeral(few.start(), end, value, "vague", value, 10.0, value, value * 10)
    return None
