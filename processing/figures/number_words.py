"""The words and signs that numbers are written with, and where in a text one may begin."""

import re

from processing.figures.patterns import any_word

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
    "hundred": 1e2, "thousand": 1e3, "lakh": 1e5, "lac": 1e5, "million": 1e6, "crore": 1e7,
    "billion": 1e9, "trillion": 1e12, "quadrillion": 1e15, "dozen": 12.0,
}  # fmt: skip
# A vague plural reads from once its scale to ten times it: "hundreds" is 100 to 1,000.
VAGUE = {
    "dozens": 12.0, "scores": 20.0, "hundreds": 1e2, "thousands": 1e3, "millions": 1e6,
    "billions": 1e9, "trillions": 1e12, "lakhs": 1e5, "crores": 1e7,
}  # fmt: skip
PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "twentieth": 20, "hundredth": 100,
    "thousandth": 1000,
}  # fmt: skip
GLYPHS = {
    "½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5,
    "⅘": 4 / 5, "⅙": 1 / 6, "⅚": 5 / 6, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8,
}  # fmt: skip
SHORT_SCALES = {
    "k": 1e3, "K": 1e3, "M": 1e6, "m": 1e6, "mn": 1e6, "mln": 1e6, "mil": 1e6, "mio": 1e6,
    "MM": 1e6, "Mn": 1e6, "b": 1e9, "B": 1e9, "bn": 1e9, "Bn": 1e9, "bln": 1e9, "BN": 1e9,
    "t": 1e12, "T": 1e12, "tn": 1e12, "trn": 1e12, "tr": 1e12,
}  # fmt: skip

PLAIN = "|".join((*SMALL, *TENS))
_FOLDS = tuple(f"{word}fold" for word in list(SMALL)[2:13])
# What a number can begin with; a candidate is looked for in the text in small letters.
_STARTERS = (
    *SMALL, *TENS, *SCALES, *VAGUE, *_FOLDS,
    "half", "quarter", "third", "fourth", "fifth", "tenth",
)  # fmt: skip
GLYPH = "".join(GLYPHS)

# A number in words (in small letters), from its first word on.
WORDED = re.compile(rf"{any_word(_STARTERS)}(?![^\W_])")
_INITIALS = "".join(sorted({word[0] for word in _STARTERS}))
# A stretch of digits is taken whole, so that a malformed one ("1,1,1") is one failure, not many. A
# number in words is looked for behind what parts words: so the search leaps over all letters.
CANDIDATE = re.compile(
    rf"[^a-z_](?:(?<=[\d{GLYPH}])(?:[\d,.'’]*\d)?|(?<=\.)\d+"
    rf"|(?=[{_INITIALS}])(?<!\w)(?P<worded>{WORDED.pattern}))"
)
