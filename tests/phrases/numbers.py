"""Numbers in all their shapes; whoever can render them does (num2words, Babel's CLDR)."""

import random
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from babel.numbers import format_compact_decimal, format_decimal
from num2words import num2words


class Written(NamedTuple):
    """A number as it is written, and what it is worth; `scale` is said in a word or letter."""

    text: str
    value: Decimal
    shape: str
    scale: str = ""
    is_about: bool = False


Shape = Callable[[random.Random], Written]


def _whole(rng: random.Random, low: int, high: int) -> int:
    """A whole number that no reader takes for a year."""
    while True:
        number = rng.randint(low, high)
        if not 1000 <= number <= 2099:
            return number


def plain(rng: random.Random) -> Written:
    number = _whole(rng, 2, 999)
    return Written(str(number), Decimal(number), "plain")


def grouped(rng: random.Random) -> Written:
    number = rng.randint(1_000, 9_999_999)
    return Written(format_decimal(number, locale="en"), Decimal(number), "grouped")


def lakh_grouped(rng: random.Random) -> Written:
    number = rng.randint(100_000, 99_999_999)
    return Written(format_decimal(number, locale="en_IN"), Decimal(number), "lakh-grouped")


def swiss(rng: random.Random) -> Written:
    number = rng.randint(10_000, 9_999_999)
    return Written(format_decimal(number, locale="de_CH"), Decimal(number), "swiss")


def spaced(rng: random.Random) -> Written:
    number = rng.randint(10_000, 9_999_999)
    return Written(format_decimal(number, locale="fr"), Decimal(number), "spaced")


def continental(rng: random.Random) -> Written:
    number = Decimal(rng.randint(1_000_00, 9_999_999_00)) / 100
    text = format_decimal(number, format="#,##0.00", locale="de")
    return Written(text, number, "continental")


def decimal(rng: random.Random) -> Written:
    number = Decimal(rng.randint(11, 9_999)) / 10 ** rng.choice((1, 2))
    return Written(f"{number}", number, "decimal")


def words(rng: random.Random) -> Written:
    number = _whole(rng, 2, 10 ** rng.randint(1, 6))
    text = num2words(number)
    return Written(rng.choice((text, text.replace(" and ", " "))), Decimal(number), "words")


def lakh_words(rng: random.Random) -> Written:
    number = rng.randint(2, 95) * 10 ** rng.choice((5, 7))
    return Written(num2words(number, lang="en_IN").strip(), Decimal(number), "lakh-words")


def spoken_decimal(rng: random.Random) -> Written:
    number = Decimal(rng.randint(11, 99)) / 10
    return Written(num2words(float(number)), number, "spoken-decimal")


def spoken_scaled(rng: random.Random) -> Written:
    """As in "one point five million"."""
    spoken = spoken_decimal(rng)
    scale, power = rng.choice((("million", 6), ("billion", 9), ("thousand", 3), ("lakh", 5)))
    text = f"{spoken.text} {scale}"
    return Written(text, spoken.value * 10**power, "spoken-scaled", scale)


_WORDS = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12, "lakh": 5, "crore": 7}


def with_scale_word(rng: random.Random) -> Written:
    number = Decimal(rng.randint(11, 9_999)) / 10
    number = number if rng.random() < 0.7 else number.to_integral_value()
    word = rng.choice(list(_WORDS))
    text = format_decimal(number, locale="en").replace(",", "")
    return Written(f"{text} {word}", number * 10 ** _WORDS[word], "scale-word", word)


def compact_long(rng: random.Random) -> Written:
    number = Decimal(rng.randint(11, 999)) / 10 * 10 ** rng.choice((3, 6, 9, 12))
    text = format_compact_decimal(number, format_type="long", locale="en", fraction_digits=1)
    return Written(text, number, "compact-long", text.rpartition(" ")[2])


def compact_short(rng: random.Random) -> Written:
    number = Decimal(rng.randint(11, 999)) / 10 * 10 ** rng.choice((3, 6, 9, 12))
    text = format_compact_decimal(number, format_type="short", locale="en", fraction_digits=1)
    return Written(text, number, "compact-short", text[-1])


def trade_scale(rng: random.Random) -> Written:
    number = Decimal(rng.randint(11, 999)) / 10
    letters, power = rng.choice((("m", 6), ("mn", 6), ("bn", 9), ("mln", 6), ("tn", 12), ("k", 3)))
    return Written(f"{number}{letters}", number * 10**power, "trade-scale", letters)


def and_a_half(rng: random.Random) -> Written:
    part, share = rng.choice((("half", Decimal("0.5")), ("quarter", Decimal("0.25"))))
    if rng.random() < 0.5:
        whole = rng.randint(2, 12)
        scale, power = rng.choice((("", 0), (" million", 6), (" billion", 9)))
        value = (whole + share) * 10**power
        return Written(f"{num2words(whole)} and a {part}{scale}", value, "and-a-half", scale)
    scale, power = rng.choice((("million", 6), ("billion", 9), ("thousand", 3)))
    return Written(f"a {scale} and a {part}", (1 + share) * 10**power, "and-a-half", scale)


def part_of_scale(rng: random.Random) -> Written:
    scale, power = rng.choice((("million", 6), ("billion", 9), ("trillion", 12)))
    lead, share = rng.choice(
        (("half a", "0.5"), ("a quarter of a", "0.25"), ("three quarters of a", "0.75"))
    )
    return Written(f"{lead} {scale}", Decimal(share) * 10**power, "part-of-scale", scale)


def dozens(rng: random.Random) -> Written:
    number = rng.randint(2, 12)
    lead, value = rng.choice(((num2words(number), number), ("a", 1), (str(number), number)))
    return Written(f"{lead} dozen", Decimal(value * 12), "dozen", "dozen")


def couple(rng: random.Random) -> Written:
    scale, size = rng.choice((("hundred", 100), ("thousand", 1_000), ("dozen", 12)))
    of = rng.choice(("of ", ""))
    return Written(f"a couple {of}{scale}", Decimal(2 * size), "couple", scale, is_about=True)


_PARTS = {"½": "0.5", "¼": "0.25", "¾": "0.75", " 1/2": "0.5", " 3/4": "0.75", "-1/4": "0.25"}


def mixed(rng: random.Random) -> Written:
    whole, sign = rng.randint(2, 40), rng.choice(list(_PARTS))
    return Written(f"{whole}{sign}", whole + Decimal(_PARTS[sign]), "mixed")


# By what may follow: anything, a plural noun or unit, or a sign of money before.
ANYWHERE: tuple[Shape, ...] = (
    plain, grouped, decimal, words, with_scale_word, compact_long, lakh_grouped, mixed,
    spoken_decimal, spoken_scaled, and_a_half, spaced, swiss, lakh_words, part_of_scale,
)  # fmt: skip
OF_THINGS: tuple[Shape, ...] = (
    plain, grouped, words, with_scale_word, compact_long, compact_short, dozens, couple,
    lakh_grouped, lakh_words, and_a_half, part_of_scale, spaced, swiss, spoken_scaled,
)  # fmt: skip
WITH_SIGN: tuple[Shape, ...] = (
    plain, grouped, decimal, with_scale_word, compact_long, compact_short, trade_scale,
    lakh_grouped,
)  # fmt: skip

# The ends of a range that are written unlike each other.
ENDS: tuple[Shape, ...] = (plain, grouped, words, with_scale_word, spoken_scaled, dozens)
MONEY_ENDS: tuple[Shape, ...] = (plain, grouped, decimal, with_scale_word, trade_scale)


def of_two_shapes(rng: random.Random, shapes: tuple[Shape, ...]) -> tuple[Written, Written]:
    """Two numbers of two shapes, the smaller first, no more than some times apart."""
    first, second = rng.sample(shapes, 2)
    while True:
        low, high = sorted((first(rng), second(rng)), key=lambda number: number.value)
        # "Nine to eleven dozen" are dozens at both ends.
        is_scaled = high.shape == "dozen" and low.value < 13
        if low.value < high.value <= low.value * 30 and not is_scaled:
            return low, high


def small_and_large(rng: random.Random) -> tuple[Written, Written]:
    """Two numbers of one shape, the smaller first, that share no scale."""
    shape = rng.choice((plain, grouped, decimal, words, mixed))
    while True:
        low, high = sorted((shape(rng), shape(rng)), key=lambda number: number.value)
        if low.value < high.value <= low.value * 3:
            return low, high
