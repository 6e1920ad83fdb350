"""The grammar of quantities: every production by name, with the shape that it reads.

A shape is written with the names of its parts: NUMERAL is a number of any form, UNIT what measures
it, THINGS what it counts, UPPER the larger of two. The readers stand in the modules named; each
production has an example and a twin that it must leave in tests/cases/figures (a test walks this
list). `--explain` shows the name of the production that made a figure.
"""

from typing import NamedTuple


class Production(NamedTuple):
    """A rule of the grammar: its name, as figures carry it, and the shape it reads."""

    name: str
    shape: str


# digits.py
DIGITS = (
    Production("plain-digits", "digits with or without decimals: 40, 2.5, .75"),
    Production("grouped-digits", "thousands parted by commas: 12,500"),
    Production("lakh-grouped-digits", "lakhs and crores parted by commas: 12,40,000"),
    Production("apostrophe-digits", "thousands parted by apostrophes: 12’500"),
    Production("spaced-digits", "thousands parted by spaces: 12 500"),
    Production("loose-groups", "thousands parted by a comma and a space: 12, 000"),
    Production("continental-digits", "points part thousands, a comma decimals: 1.234,50"),
    Production("point-grouped-digits", "a point parts thousands, as others near it do: 2.500"),
    Production("comma-decimal", "a comma before decimals, where a scale or share follows: 3,4 Mio"),
    Production("power-of-ten", "NUMERAL × 10^N, NUMERALeN"),
    Production("tenth-of-cent", "a price and 9/10 of its last cent: $4.29 9/10"),
    Production("mixed-number", "WHOLE and a fraction: 3 1/2, 3½, 3 and a half"),
    Production("slashed-fraction", "PART/WHOLE up to sixteenths: 3/4"),
    Production("fraction-sign", "½ by itself"),
    Production("fold-in-digits", "NUMERAL-fold"),
    Production("scale-word", "NUMERAL million, crore, dozen"),
    Production("scale-in-parts", "NUMERAL crore NUMERAL lakh"),
    Production("short-scale", "NUMERALbn, NUMERAL Cr, $NUMERALm"),
)
# worded.py and ratios.py
WORDS = (
    Production("cardinal-words", "number words added up: two hundred and five thousand"),
    Production("article-and-scale", "a hundred and twenty"),
    Production("few-of-scale", "several thousand: from one to ten of the scale"),
    Production("couple-of-scale", "a couple (of) hundred: about two"),
    Production("vague-plural", "dozens, tens of thousands: from one to ten of the scale"),
    Production("part-of-scale", "half a million, three quarters of a billion"),
    Production("and-a-half", "NUMERAL and a half (million), a million and a half"),
    Production("spoken-decimal", "NUMERAL point DIGIT WORDS (million)"),
    Production("fraction-words", "two-thirds"),
    Production("part-with-article", "a third of"),
    Production("half", "half of, half the, a half"),
    Production("fold-in-words", "sixfold, ten-fold"),
    Production("part-in-whole", "NUMERAL in, out of, of every NUMERAL"),
)
# singles.py and counting.py
AMOUNTS = (
    Production("money", "SIGN NUMERAL, CODE NUMERAL, NUMERAL CURRENCY"),
    Production("unit-*", "NUMERAL UNIT, where * is the kind of the unit"),
    Production("unit-and-a-half", "a UNIT and a half, NUMERAL UNITS and a half"),
    Production("count", "NUMERAL THINGS"),
    Production("count-of-nation", "NUMERAL NATION, of those that take no ending: 270 Japanese"),
    Production("count-of", "NUMERAL of the NUMERAL THINGS"),
    Production("count-of-them", "NUMERAL of them"),
    Production("count-vague", "dozens of THINGS"),
    Production("count-hyphened", "NUMERAL-THING"),
    Production("count-strong", "NUMERAL-strong"),
    Production("count-list", "NUMERAL PEOPLE, PEOPLE and PEOPLE"),
    Production("count-list-of-things", "a total of NUMERAL THINGS, THINGS and THINGS"),
    Production("count-rate", "NUMERAL THINGS a UNIT, per NUMERAL THINGS"),
    Production("rate-of-number", "NUMERAL per THING, per NUMERAL THINGS"),
    Production("times", "NUMERAL times"),
    Production("fold", "NUMERAL-fold"),
    Production("fraction", "FRACTION by itself"),
    Production("fraction-of", "FRACTION of THINGS"),
    Production("age-of", "the age of NUMERAL"),
    Production("age-short", "NUMERAL yo"),
    Production("bare", "NUMERAL which a word of amount or its own form shows to be a quantity"),
)
# compounds.py, ranges.py and joining.py
JOINED = (
    Production("compound", "NUMERAL UPPER UNITS (and) NUMERAL LOWER UNITS"),
    Production("feet-and-inches", "NUMERAL-foot-NUMERAL, NUMERAL'NUMERAL\""),
    Production("range-by-dash", "QUANTITY-QUANTITY, with any dash"),
    Production("range-by-to", "QUANTITY to QUANTITY"),
    Production("range-by-and", "between QUANTITY and QUANTITY"),
    Production("range-by-through", "QUANTITY through QUANTITY"),
    Production("shared", "NUMERAL, NUMERAL and NUMERAL UNITS: one unit for all"),
    Production("inherited-unit", "the unit of the number before: from 208 pounds to 193"),
    Production("inherited-count", "the things of the number before: 460 boats, compared with 63"),
)
PRODUCTIONS = (*DIGITS, *WORDS, *AMOUNTS, *JOINED)


def is_production(rule: str) -> bool:
    """Whether the grammar has a production of this name; units share one for all their kinds."""
    return rule in _NAMES or rule.startswith("unit-")


_NAMES = frozenset(production.name for production in PRODUCTIONS)
