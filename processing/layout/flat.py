"""The text character for character, with every odd space, break and apostrophe made plain."""

import re

# What a plain space stands for: tabs, the spaces of typography, invisible marks between words and
# control characters. A soft hyphen or a joiner stays: within a word a space would cut the word.
_SPACES = (
    "\t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u202f\u205f\u3000\ufeff\x7f"
    "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1f"
)
_BREAKS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
# The mark comes first in these patterns, the look behind it second: a literal is found fast.
_APOSTROPHE = re.compile(r"\u2019(?<=\w.)(?=\w)")
_APOSTROPHE_AFTER = re.compile(r"\u2019(?<=\w.)")

# Pages saved without their tags keep a run of spaces where a headline or a box ended. Only in a
# line no page is wide enough for: in a short one the run sets the columns of a table.
_GAP = " " * 8
_WIDE = re.compile(r"[^\n]{200,}")
_RUN = re.compile(r" {8,}")


def _part(line: re.Match[str]) -> str:
    """Make the first space of each wide gap of a long line a newline."""
    return _RUN.sub(lambda run: "\n" + run.group()[1:], line.group())


# A hyphen at which no line may end, and Unicode's own.
_HYPHENS = "\u2010\u2011"
# Dashes of typography beside those of the keyboard.
_DASHES = {"\u2012": "–", "\u2015": "—", "\ufe58": "—", "\ufe63": "-", "\uff0d": "-"}
# A soft hyphen, a dash of Windows or a sign that got lost is a dash between spaces or two numbers.
_SOFT_DASH = re.compile(
    "(?<= )[\xad\x96\x97\ufffd](?= )"
    "|[\xad\x96\x97](?:(?<=\\d.)(?= ?[$€£₹]?\\d)|(?<=\\d .)(?=[$€£₹]?\\d))"
)


def flatten(text: str) -> str:
    """Map `text` to plain characters, as long as before; newlines part lines, joining comes later.

    A closing single quotation mark stays curly where the text opens single quotation marks at all;
    where it opens none, ’ after a word can only be an apostrophe ("the workers’ union").
    A run of eight or more spaces in a long line is a line break like a newline.
    """
    flat = text
    if "\r" in flat:
        flat = flat.replace("\r\n", " \n").replace("\r", "\n")
    for character in _BREAKS:
        flat = flat.replace(character, "\n")
    for character in _SPACES:
        flat = flat.replace(character, " ")
    for character in _HYPHENS:
        flat = flat.replace(character, "-")
    for character, dash in _DASHES.items():
        flat = flat.replace(character, dash)
    if any(map(flat.__contains__, "\xad\x96\x97\ufffd")):
        flat = _SOFT_DASH.sub("-", flat)
    if _GAP in flat:
        flat = _WIDE.sub(_part, flat)
    if "\u2018" in flat:
        return _APOSTROPHE.sub("'", flat)
    return _APOSTROPHE_AFTER.sub("'", flat) if "\u2019" in flat else flat
