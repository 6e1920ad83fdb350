"""Text of a release made harmless: it can neither format, link, ping nor pretend."""

import re

# Discord takes a backslash before any ASCII punctuation as "this character, plainly". Escaping
# "<", "@", "#", ":" and "/" too leaves no mention, timestamp, emoji or bare address to be built.
_SPECIAL = re.compile(r"[\\*_~|`>\[\]()#@<:/-]")
# "1. " and "+ " at the start of a line make lists.
_LISTED = re.compile(r"^(\s*\d*)([.+])(?=\s)", re.MULTILINE)
# Characters that reorder or hide text (bidirectional controls, zero width, soft hyphen, fillers,
# tags), by which a name could be shown as another, and control characters except the newline.
_INVISIBLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\U000e0000-\U000e0fff]"
)
_SPACES = re.compile(r"[^\S\n]+")
# Marks stacked on one letter beyond this are there to overflow lines, not to be read.
_STACKED = re.compile(
    r"([\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{3})[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+"
)


# A soft hyphen between spaces or numbers is the dash of a range, and so are these of Windows.
_SOFT_DASH = re.compile(
    "(?<= )\xad(?= )|\xad(?<=\\d.)(?= ?[$€£₹]?\\d)|\xad(?<=\\d .)(?=[$€£₹]?\\d)"
)
_DASHES = {"\x96": "–", "\x97": "—"}


def plain(text: str) -> str:
    """Drop what cannot be seen and fold spaces; newlines stay. For terminals and choices."""
    if "\xad" in text:
        text = _SOFT_DASH.sub("-", text)
    for character, dash in _DASHES.items():
        text = text.replace(character, dash)
    seen = _INVISIBLE.sub(lambda match: " " if match[0] in "\t\r\x0b\x0c\u2028\u2029" else "", text)
    return _STACKED.sub(r"\1", _SPACES.sub(" ", seen)).strip()


def one_line(text: str) -> str:
    """The words of `text` on one line, as `plain` shows them."""
    return " ".join(plain(text).split())


def escape(text: str) -> str:
    """The words of `text` on one line, so that Discord shows them as they stand."""
    return escape_lines(one_line(text))


def escape_lines(text: str) -> str:
    """`escape`, with the line breaks kept."""
    shown = _SPECIAL.sub(r"\\\g<0>", plain(text))
    return _LISTED.sub(r"\1\\\2", shown)
