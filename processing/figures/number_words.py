"""The words and signs that numbers are written with, and where in a text one may begin.

Values are whole numbers or decimals, so that what is multiplied stays exact: 167.4 million is
167400000 and not a hair beside it.
"""

import re
from decimal import Decimal

from processing.lexicon.patterns import any_word

SMALL = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {
    "hundred": 100, "thousand": 10**3, "lakh": 10**5, "lac": 10**5, "million": 10**6,
    "crore": 10**7, "billion": 10**9, "trillion": 10**12, "quadrillion": 10**15, "dozen": 12,
}  # fmt: skip
# A vague plural reads from once its scale to ten times it: "hundreds" is 100 to 1,000.
VAGUE = {
    "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 10**3, "millions": 10**6,
    "billions": 10**9, "trillions": 10**12, "lakhs": 10**5, "crores": 10**7,
}  # fmt: skip
PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "twentieth": 20, "hundredth": 100,
    "thousandth": 1000,
}  # fmt: skip
_GLYPH_PARTS = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5),
    "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8),
    "⅞": (7, 8),
}  # fmt: skip
GLYPHS = {sign: Decimal(top) / bottom for sign, (top, bottom) in _GLYPH_PARTS.items()}
SHORT_SCALES = {
    "k": 10**3, "K": 10**3, "M": 10**6, "m": 10**6, "mn": 10**6, "mln": 10**6, "mil": 10**6,
    "mio": 10**6, "Mio": 10**6, "MM": 10**6, "Mn": 10**6, "b": 10**9, "B": 10**9, "bn": 10**9,
    "Bn": 10**9, "bln": 10**9, "BN": 10**9, "Mrd": 10**9, "mrd": 10**9, "t": 10**12, "T": 10**12,
    "tn": 10**12, "trn": 10**12, "tr": 10**12, "L": 10**5, "Cr": 10**7, "cr": 10**7,
}  # fmt: skip
# Short for lakh and crore: beside a sign of rupees or taka "3L" is no volume.
RUPEE_SCALES = frozenset({"L", "Cr", "cr"})

PLAIN = "|".join((*SMALL, *TENS))
_FOLDS = tuple(f"{word}fold" for word in list(SMALL)[2:13])
# What a number can begin with; a candidate is looked for in the text in small letters.
_STARTERS = (
    *SMALL, *TENS, *SCALES, *VAGUE, *_FOLDS, "couple",
    "half", "quarter", "third", "fourth", "fifth", "tenth",
)  # fmt: skip
GLYPH = "".join(GLYPHS)

# A number in words (in small letters), from its first word on.
WORDED = re.compile(rf"{any_word(_STARTERS)}(?![^\W_])")
_INITIALS = "".join(sorted({word[0] for word in _STARTERS}))
# A stretch of digits is taken whole, so that a malformed one ("1,1,1") is one failure, not many. A
# number in words is looked for behind what parts words: so the search leaps over all letters.
CANDIDATE = re.compile(
    rf"[^a-z_](?:(?<=[\d{GLYPH}])(?:[\d,.'’]*\d)?|(?<=\.)\d+(?:[\d,.'’]*\d)?"
    rf"|(?=[{_INITIALS}])(?<!\w)(?P<worded>{WORDED.pattern}))"
)
