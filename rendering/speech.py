"""Words of a quotation as they are shown: without the marks that each further paragraph opens with.

The receipt of a quotation over several paragraphs points at all of it, marks and all. Shown on one
line such marks would stand in the middle of the words: "It held. “Nobody was hurt."
"""

import re

from domain.archive import StoredRelease
from domain.facts import Quote
from rendering.citation import cite

_MARK = re.compile(r"&ldquo;|&quot;|[“”„\"«»]|‘‘|’’|''|``")
_OPENS = frozenset({"“", "„", "«", "‘‘", "``", "&ldquo;"})
_CLOSES = frozenset({"”", "»", "’’"})
# A single mark that opens a paragraph within words in single marks.
_SINGLE = re.compile(r"(?:(?<=\n)|(?<=[.?!…]))(?P<gap>\s*)(?<=\s)[‘'](?=\S)")


def spoken_words(release: StoredRelease, quote: Quote) -> str:
    """The words of a quotation on one line, as they are shown between marks.

    Raises MissingReceiptError where they do not stand in the release.
    """
    return _without_reopening(cite(release, quote.span), quote)


def _without_reopening(words: str, quote: Quote) -> str:
    if quote.marks == "none" or "reopened-paragraphs" not in quote.rule:
        return words
    if quote.marks == "single":
        return _SINGLE.sub(lambda m: m["gap"], words)
    marks = list(_MARK.finditer(words))
    dropped = [
        mark
        for number, mark in enumerate(marks)
        if _opens(words, mark)
        # What is closed before another opens is a pair of its own: a “firm hand”.
        and (number + 1 == len(marks) or _opens(words, marks[number + 1]))
    ]
    for mark in reversed(dropped):
        words = words[: mark.start()] + words[mark.end() :].lstrip()
    return words


def _opens(words: str, mark: re.Match[str]) -> bool:
    """Whether a mark opens: by its shape, else where a word begins behind it."""
    if mark.group() in _OPENS:
        return True
    if mark.group() in _CLOSES:
        return False
    is_after_gap = mark.start() == 0 or words[mark.start() - 1] in " ([—–"
    return is_after_gap and not words[mark.end() : mark.end() + 1].isspace()
