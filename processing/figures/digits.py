"""Read a number that begins in digits, by named forms.

There is one for each way of writing the digits, and one for each thing that may go on from them.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from processing.figures.number_words import GLYPH, GLYPHS, PARTS
from processing.figures.numerals import SCALE_WORD, Numeral, scaled

# A digit run longer than this is an identifier, not a count.
_LONGEST = 18
# Who writes "3.400.000" parts thousands by points elsewhere, too. So far around it is looked.
_AROUND = 2_000


class DigitForm(NamedTuple):
    """A way of writing digits; `parting` parts the thousands, `point` the decimals."""

    rule: str
    pattern: re.Pattern[str]
    parting: str = ""
    point: str = "."


# The first that fits the whole run of digits reads it.
FORMS = (
    DigitForm("plain-digits", re.compile(r"\d+(?:\.\d+)?|\.\d+")),
    DigitForm("grouped-digits", re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?"), ","),
    DigitForm("lakh-grouped-digits", re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?"), ","),
    DigitForm("apostrophe-digits", re.compile(r"\d{1,3}(?:['’]\d{3})+(?:\.\d+)?"), "'’"),
    DigitForm("loose-groups", re.compile(r"\d{1,3}(?:,\d{2})*(?:, {1,2}\d{3})+"), ", "),
    DigitForm("spaced-digits", re.compile(r"\d{1,3}(?: \d{3})+(?:\.\d+)?"), " "),
    DigitForm(
        "continental-digits",
        re.compile(r"\d{1,3}(?:\.\d{3})+,\d{1,2}|\d{1,3}(?:\.\d{3}){2,}"), ".", ",",
    ),
)  # fmt: skip
_COMMA_DECIMAL = re.compile(r"\d{1,3},\d{1,2}")
_DECIMAL_SHOWN = re.compile(r" ?(?:%|€|percent|Mio|Mrd|mio|mln|mn|bn|m\b)")
_THOUSANDS_BY_POINT = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_CONTINENTAL_NEAR = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{3}){2,}(?![\d.]*\d)")

_LOOSE_GROUPS = re.compile(r"(?:,? 000)+(?![\d.,]*\d)")
_EXPONENT = re.compile(r" ?[×x*] ?10\^?([−–-]?\d{1,2})(?!\d)|[eE]([+-]?\d{1,2})(?!\w)")
# "$4.29 9/10": a pump price ends in tenths of a cent.
_TENTH_OF_CENT = re.compile(r" 9/10(?!\d)")
_MIXED = re.compile(
    rf"[ -]?([{GLYPH}])|[ -](\d)/(\d{{1,2}})(?![\d/])"
    rf"|(?: and |-and-)(?:a|one)[ -](half|quarter|third)\b"
)
_SLASHED = re.compile(r"/(\d{1,3})(?![\d/])")
_FOLD = re.compile(r"[ -]?fold\b", re.IGNORECASE)


def read_digits(text: str, start: int, end: int, limit: int, money: str | None) -> Numeral | None:
    """Read the number whose digits are `text[start:end]`; `money` names the currency before it."""
    if text[start] in GLYPHS:
        value = GLYPHS[text[start]]
        return Numeral(start, start + 1, value, "fraction", value, "fraction-sign")
    written = text[start:end]
    if len(written) > _LONGEST or (written[0] == "0" and written[1:2].isdigit()):
        return None
    form = _form(text, start, end, money)
    if form is None:
        return None
    rule, value = form
    numeral = Numeral(
        start, end, value, "digits", value, rule,
        is_grouped=any(word in rule for word in ("grouped", "groups", "spaced")),
    )  # fmt: skip
    return _carried_on(text, numeral, written, limit, money)


def _form(text: str, start: int, end: int, money: str | None) -> tuple[str, Decimal] | None:
    written = text[start:end]
    if _THOUSANDS_BY_POINT.fullmatch(written) and _parts_by_point(text, start, end, money):
        return "point-grouped-digits", Decimal(written.replace(".", ""))
    for form in FORMS:
        if form.pattern.fullmatch(written):
            bare = "".join(c for c in written if c not in form.parting)
            return form.rule, Decimal(bare.replace(form.point, "."))
    if _COMMA_DECIMAL.fullmatch(written) and (
        SCALE_WORD.match(text, end) or _DECIMAL_SHOWN.match(text, end)
    ):
        return "comma-decimal", Decimal(written.replace(",", "."))
    return None


def _parts_by_point(text: str, start: int, end: int, money: str | None) -> bool:
    """Whether the point of "10.000" parts thousands: no price in euros has three decimals."""
    if money == "euro":
        return True
    around = text[max(0, start - _AROUND) : end + _AROUND]
    return _CONTINENTAL_NEAR.search(around) is not None


def _carried_on(
    text: str, numeral: Numeral, written: str, limit: int, money: str | None
) -> Numeral | None:
    start, end, value = numeral.start, numeral.end, numeral.value
    if len(written) <= 3 and (more := _LOOSE_GROUPS.match(text, end, limit)):
        value *= 1000 ** more[0].count("000")
        numeral = numeral._replace(
            end=more.end(), value=value, raw=value, rule="loose-groups", is_grouped=True
        )
    elif exponent := _EXPONENT.match(text, end, limit):
        power = int((exponent[1] or exponent[2]).replace("−", "-").replace("–", "-"))
        value = value.scaleb(power)
        return numeral._replace(end=exponent.end(), value=value, rule="power-of-ten")
    elif money and "." in written and (tenth := _TENTH_OF_CENT.match(text, end, limit)):
        value += Decimal("0.009")
        return numeral._replace(end=tenth.end(), value=value, raw=value, rule="tenth-of-cent")
    elif text.startswith("/", end) and (slash := _SLASHED.match(text, end, limit)) is not None:
        part = _slashed(numeral, written, slash)
        return scaled(text, part, limit, money) if part else None
    if (mixed := _MIXED.match(text, numeral.end, limit)) is not None and "." not in written:
        value = numeral.value + _fraction(mixed)
        numeral = numeral._replace(end=mixed.end(), value=value, raw=value, rule="mixed-number")
    if fold := _FOLD.match(text, numeral.end, limit):
        return numeral._replace(start=start, end=fold.end(), form="fold", rule="fold-in-digits")
    return scaled(text, numeral, limit, money)


def _slashed(numeral: Numeral, written: str, slash: re.Match[str]) -> Numeral | None:
    """A fraction "3/4"; anything else with a slash is a date, a score or an address."""
    if not written.isdigit():
        return None
    top, bottom = int(written), int(slash[1])
    is_part = 0 < top < bottom <= 100 and (bottom <= 16 or bottom in (20, 25, 32, 64, 100))
    if not is_part or (top, bottom) == (9, 11):
        return None
    value = Decimal(top) / bottom
    return numeral._replace(
        end=slash.end(), value=value, raw=value, form="fraction", rule="slashed-fraction"
    )


def _fraction(match: re.Match[str]) -> Decimal:
    if match[1]:
        return GLYPHS[match[1]]
    if match[4]:
        return Decimal(1) / PARTS[match[4].lower()]
    return Decimal(match[2]) / max(int(match[3]), 1)
