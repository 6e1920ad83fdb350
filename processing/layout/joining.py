"""Lines to pieces: which line breaks part paragraphs, and which only broke one in two."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from processing.layout.lines import Line, Role, is_final
from processing.lexicon import words


class Piece(NamedTuple):
    """One or more lines that are one block; `role` is that of its first line."""

    start: int
    end: int
    role: Role
    gap: bool


_JOINABLE = frozenset({Role.TEXT, Role.BULLET})
_GOES_ON = re.compile(r"[,;:.)\]%…’”](?!\.)|&\s|[–—]\s*\w")
_SPEECH_ENDS = re.compile(r"[,?!][”\"’]\Z")
_DATELINE_END = re.compile(r"(?:\)|[A-Z]{2}|[A-Z][a-z]+\.?)\s*[–—-]\Z")
_PLACE = re.compile(r"\(?[A-Z][A-Z.'’ ]{2,}(?:, [A-Z][A-Za-z. ]+)?\)?")
_OPENING = '“"‘'
_SAID = re.compile(r"\b(?:said|says|added|stated|continued|noted|explained)\b")
_LAST_WORD = re.compile(r"[\w'’]+\Z")

# A fragment left by a link or bold words in a sentence is a name or a phrase, not a paragraph.
_FRAGMENT = 70
# Lines shorter than this tell nothing about the width a text was wrapped at.
_WRAP_LEAST = 45
_WRAP_MOST = 135
# A wrapped line fills its width but for the next word: measured on proportional fonts, 80 %.
_FULL = 0.8


@cache
def _open_ends() -> frozenset[str]:
    return words("layout_open_ends")


def wrap_width(lines: Sequence[Line]) -> int:
    """Return the width at which the text was wrapped, 0 where it was not.

    Wrapped means: no line is longer than a page is wide, and half of the long ones stop mid-sentence.
    """
    long = [line for line in lines if len(line.text) >= _WRAP_LEAST]
    if len(long) < 3:
        return 0
    lengths = sorted(len(line.text) for line in long)
    widest = lengths[len(lengths) * 9 // 10]
    if widest > _WRAP_MOST:
        return 0
    broken = sum(not is_final(line.text) for line in long)
    return widest if broken * 2 >= len(long) else 0


def join_lines(lines: Sequence[Line]) -> list[Piece]:
    """Join the lines that one paragraph was broken into."""
    width = wrap_width(lines)
    pieces: list[Piece] = []
    joined = False
    previous: Line | None = None
    count = len(lines)
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < count else None
        if previous is not None and _belongs(previous, line, following, width, joined):
            first = pieces[-1]
            pieces[-1] = Piece(first.start, line.end, _stronger(first.role, line.role), first.gap)
            joined = True
        else:
            pieces.append(Piece(line.start, line.end, line.role, line.gap))
            joined = False
        previous = line
    return pieces


def _stronger(first: Role, added: Role) -> Role:
    """A mark that opens a paragraph takes the role of what follows it."""
    return added if first is Role.MARK else first


def _belongs(a: Line, b: Line, c: Line | None, width: int, joined: bool) -> bool:
    """Say whether line `b` goes on with the paragraph of line `a`; `c` comes after `b`."""
    if a.role is Role.MARK:
        return b.role is Role.TEXT and (
            joined or (a.text in '“"‘(•–—-' and not b.gap and len(b.text) > _FRAGMENT)
        )
    if a.role not in _JOINABLE and not (joined and a.role is not Role.END):
        return False
    if b.role is Role.MARK:
        return not b.gap and (b.text[0] in ',.;:’”")?!' or _opens_dateline(a, b, c))
    if b.role not in _JOINABLE:
        return not b.gap and b.role in (Role.ADDRESS, Role.NAVIGATION, Role.NUMBER) and _is_open(a)
    if b.gap:
        return _is_open(a) and len(a.text) >= _WRAP_LEAST and b.text[0].islower()
    return _continues(a, b, c, width, joined)


def _opens_dateline(a: Line, b: Line, c: Line | None) -> bool:
    return (
        b.text in "–—-"
        and _PLACE.fullmatch(a.text) is not None
        and c is not None
        and len(c.text) > _FRAGMENT
    )


def _is_open(line: Line) -> bool:
    """Say whether a line ends in a word or a mark that cannot end a paragraph."""
    last = line.text[-1]
    if last in ",;(“‘&/":
        return True
    word = _LAST_WORD.search(line.text[-20:])
    return word is not None and word.group() in _open_ends()


def _is_prose(text: str) -> bool:
    """Say whether most of the words of a line are in lower case, as in a sentence."""
    parts = text.split()
    return len(parts) >= 4 and sum(part[0].islower() for part in parts) * 2 >= len(parts)


def _continues(a: Line, b: Line, c: Line | None, width: int, joined: bool) -> bool:
    final = is_final(a.text)
    begins = b.text[0]
    if b.role is Role.BULLET:
        return begins in "–—" and _PLACE.fullmatch(a.text) is not None
    if begins.islower():
        return not final and a.text[-1] != ":" or _SPEECH_ENDS.search(a.text[-3:]) is not None
    if _GOES_ON.match(b.text):
        return begins not in "–—" or _PLACE.fullmatch(a.text) is not None or not final
    if a.text[-1] == "," or a.text[-2:] in (",”", ',"') or _is_open(a):
        return a.role is Role.TEXT or _is_open(a)
    if _DATELINE_END.search(a.text) and len(a.text) <= _FRAGMENT:
        return True
    if joined and begins in _OPENING and len(a.text) <= 2 * _FRAGMENT and _SAID.search(a.text):
        return True
    if final:
        return 0 < width * 0.95 <= len(a.text) and _is_prose(a.text)
    if width and len(a.text) >= _FULL * width and a.role in _JOINABLE:
        return _is_prose(a.text) or len(b.text) >= _WRAP_LEAST
    inside = c is not None and not c.gap and _goes_on_low(c) and len(b.text) <= _FRAGMENT
    return inside and (_is_prose(a.text) or joined)


def _goes_on_low(line: Line) -> bool:
    return line.text[0].islower() or line.text[0] in ",.;)’”"
