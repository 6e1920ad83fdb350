"""Single signs: those that are set by programs and read by nobody, and digits that are raised."""

import re

# Where a word may be cut, and what has no width: they hide words from every search. The joiners of
# Arabic and Indian scripts are letters there.
_UNREAD = re.compile("(?<![\u0600-\u0dff])[\u00ad\u200b\u2060\ufeff\u200e\u200f]")
_RAISED = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
_NUMBER = re.compile(r"[+\-−]?\d{1,3}")
# Of Windows' own code page, in texts that are said to be in the standard's.
_CONTROLS = re.compile("[\x80-\x9f]")


def without_unread(text: str) -> str:
    """The text without soft hyphens and signs of no width."""
    return _UNREAD.sub("", text)


def raised(written: str) -> str:
    """A raised number in raised digits, so that 10 to the third is not 103; other signs as is."""
    number = written.strip()
    return number.translate(_RAISED) if _NUMBER.fullmatch(number) else written


def of_windows(text: str) -> str:
    """The text with the controls that are Windows' quotation marks and dashes read as these."""
    return _CONTROLS.sub(lambda m: m[0].encode("latin-1").decode("cp1252", "replace"), text)
