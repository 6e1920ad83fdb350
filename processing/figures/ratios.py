"""Read a part of a whole said in two numbers: "1 in 8", "2 out of 5", "two of every three"."""

import re
from decimal import Decimal

from processing.figures import nouns, units
from processing.figures.digits import read_digits
from processing.figures.number_words import WORDED
from processing.figures.numerals import Numeral
from processing.figures.patterns import listed
from processing.figures.worded import read_words

_JOINT = re.compile(
    r"(?:[ -](in|out of)(?: every| each)?| (?:of|for|from) (?:every|each)| (of))[ -](?:an? )?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d(?:[\d,]*\d)?(?![\d.]*\d)")
_YEARS = range(1900, 2100)
# "Three in ten" is a share, whereas "arrested three in 17 raids" is none: beside a larger top than
# one the whole is small or round.
_SMALL_WHOLE = 10
_ROUND = frozenset({12, 15, 20, 25, 30, 40, 50, 100, 1_000, 10_000, 100_000, 1_000_000})
_WORD_BEFORE = re.compile(r"([A-Za-z]+) $")


def read_numeral(text: str, start: int, end: int, limit: int, money: str | None) -> Numeral | None:
    """Read the number whose candidate is `text[start:end]`, looking on to `limit` at most.

    `money` names the currency before it, which lets one letter stand for a scale ("$3m"). None
    where it is no number.
    """
    if text[start].isalpha():
        numeral = read_words(text, start, end, limit)
    else:
        numeral = read_digits(text, start, end, limit, money)
    if numeral is None or money is not None or numeral.form not in ("digits", "words"):
        return numeral
    return _ratio(text, numeral, limit) or numeral


def _ratio(text: str, top: Numeral, limit: int) -> Numeral | None:
    joint = _JOINT.match(text, top.end, limit)
    if joint is None or top.value % 1 or top.value <= 0:
        return None
    whole = _whole(text, joint.end(), limit)
    if whole is None or not top.value < whole.value or whole.value % 1:
        return None
    if units.unit_after(text, whole.end, limit) is not None:
        return None
    is_plain_of = joint[2] is not None
    if is_plain_of and (top.scale != 1 or _has_noun(text, whole.end, limit)):
        return None
    if (joint[1] or "").lower() == "in" and not _is_share(text, top, whole):
        return None
    share = top.value / whole.value
    return top._replace(
        end=whole.end, value=share, raw=share, form="fraction", rule="part-in-whole",
        scale=Decimal(1),
    )  # fmt: skip


def _whole(text: str, pos: int, limit: int) -> Numeral | None:
    if digits := _DIGITS.match(text, pos, limit):
        if len(digits[0]) == 4 and int(digits[0].replace(",", "")) in _YEARS:
            return None
        return read_digits(text, pos, digits.end(), limit, None)
    word = WORDED.match(text[pos : pos + 12].lower())
    return read_words(text, pos, pos + word.end(), limit) if word else None


def _has_noun(text: str, end: int, limit: int) -> bool:
    return nouns.read_counted(text, end, limit, is_one=False, is_title=False) is not None


def _is_share(text: str, top: Numeral, whole: Numeral) -> bool:
    if top.value == 1:
        return True
    if whole.value > _SMALL_WHOLE and whole.value not in _ROUND:
        return False
    before = _WORD_BEFORE.search(text, max(0, top.start - 20), top.start)
    if before is None or before[1].lower() in listed("reporting"):
        return True
    return not before[1].endswith("ed") and not nouns.is_verb(before[1])
