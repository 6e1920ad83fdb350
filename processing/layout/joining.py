"""Lines to pieces: which line breaks part paragraphs, and which only broke one in two.

Three kinds of text break lines within a paragraph: pages wrapped at a width (PDF), sentences cut
at each link or bold word (HTML), and headlines over two lines. Each has its rules here.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from processing.layout.labels import label_kind
from processing.layout.lines import Line, Role
from processing.lexicon import words
from processing.names.labels import Label, codes
from processing.names.tokens import label_of


class Piece(NamedTuple):
    """One or more lines that are one block; `gap` says whether an empty line stands before it."""

    start: int
    end: int
    role: Role
    gap: bool


# A fragment left by a link or bold words in a sentence is a name or a phrase, not a paragraph.
_FRAGMENT = 70
# Lines shorter than this tell nothing about the width a text was wrapped at; no page is wider.
_WRAP_LEAST = 45
_WRAP_MOST = 135
# A wrapped line fills its width but for the next word; letters of unequal width blur that.
_FULL = 0.8
# A line in lower case this long goes on with a sentence; a shorter one may be a menu entry.
_LOW_LEAST = 25

# A line that says what the text is ("MEDIA RELEASE") is no longer.
_LABEL_MOST = 40
# So many characters show whether a line is written in lower case.
_ENOUGH = 200

_GOES_ON = re.compile(r"[,;:)\]%…’”](?!\.)|\.(?!\w)|\([a-z]|[&/] ")
_SPEECH_END = re.compile(r"[,?!][”\"’']\Z")
_PLACE = re.compile(r"\([^()]{3,60}\)|[A-Z][A-Z.'’ ]{2,}(?:, [A-Z][A-Za-z. ]+)?")
_DATELINE_END = re.compile(r"(?:\)|[A-Z]{2}|[A-Z][a-z]+\.?)\s*[–—-]\Z")
_SAID = re.compile(r"\b(?:said|says|added|stated|continued|noted|explained)\b")
# Tried only where a word begins, and not again from each of its letters.
_LAST_WORD = re.compile(r"(?<![\w'’])[\w'’]++\Z")
# A raised ending stands on its own line: "East 13 / th / Street".
_ORDINAL_ENDS = ("st", "nd", "rd", "th")
# A line of prose over a gap has at least so many characters.
_SENTENCE_LEAST = 80
_SAID_LAST = re.compile(
    r"[A-Z][\w’'-]*(?:,?\s[\w’'-]+){0,18},?\s(?:said|announced|added)(?: today)?\."
)
_LABEL = re.compile(r"(?:who|what|when|where|why|how)\s*:", re.I)
_NAME = re.compile(r"(?:[A-Z][\w.'’-]*\s?){2,5}")
_LOWER_WORD = re.compile(r" [(“\"‘]?[a-z]")
# "… had appointed Ada", "… said Ada N."; no name is longer than this with the word before it.
_NAME_MOST = 40
_GIVEN_LAST = re.compile(r"(?P<before>[\w.,'’-]+) (?P<name>[A-Z][\w'’-]+)(?: [A-Z]\.)?\Z")
_SURNAME_FIRST = re.compile(r"(?P<name>[A-Z][\w-]+)(?P<after>['’]s\b|[,.;]| [a-z(])")
_TITLES = codes("TITLE RANK TITLE_MODIFIER COURTESY")  # words before a name
_PLACED = frozenset({"in", "of", "from", "at", "near", "to", "for", "around", "outside"})

_STANDS_ALONE = frozenset({"end", "related", "date", "contact"})
_WITHIN = frozenset({"address", "navigation", "number", "date", "contact"})


@cache
def _open_ends() -> frozenset[str]:
    return words("layout_open_ends")


def wrap_width(lines: Sequence[Line]) -> int:
    """Return the width at which the text was wrapped, 0 where it was not.

    Wrapped means: hardly a line is longer than a page is wide, half of the long ones stop
    mid-sentence, and a good part of those are followed by a line in lower case.
    """
    lengths = sorted(n for line in lines if (n := len(line.text)) >= _WRAP_LEAST)
    if len(lengths) < 3 or lengths[len(lengths) * 9 // 10] > _WRAP_MOST:
        return 0
    broken = low = 0
    for line, following in pairwise(lines):
        if len(line.text) >= _WRAP_LEAST and not line.final:
            broken += 1
            low += following.text[0].islower()
    is_wrapped = broken * 2 >= len(lengths) and low * 4 >= broken > 0
    return lengths[len(lengths) * 9 // 10] if is_wrapped else 0


def join_lines(lines: Sequence[Line], title_key: str = "") -> list[Piece]:
    """Join the lines that one paragraph, or the headline `title_key`, was broken into."""
    width = wrap_width(lines)
    pieces: list[Piece] = []
    broken = is_open = False
    last = len(lines) - 1
    for number, line in enumerate(lines):
        if number:
            previous = lines[number - 1]
            following = lines[number + 1] if number < last else None
            if (
                _belongs(previous, line, following, width, broken)
                or (is_open and _goes_on_speaking(previous, line))
                or (
                    title_key
                    and not broken
                    and _is_title_in_two(previous.text, line.text, title_key)
                )
            ):
                is_open = leaves_open(line.text, is_open)
                first = pieces[-1]
                role: Role = first.role if first.role in ("bullet", "end") else "text"
                pieces[-1] = Piece(first.start, line.end, role, first.gap)
                broken = role != "end"
                continue
        pieces.append(Piece(line.start, line.end, line.role, line.gap))
        broken = False
        is_open = (line.text[0] in SPEECH_OPENS or "“" in line.text) and leaves_open(line.text)
    return pieces


# Marks that a paragraph of speech begins with.
SPEECH_OPENS = '“"„«'
# Two words at least, of which a line break took the rest.
_SPOKEN_LEAST = 12


def leaves_open(text: str, is_open: bool = False) -> bool:
    """Say whether speech that begins in a line, or before it, goes on behind it."""
    for sign in text:
        if sign == '"':
            is_open = not is_open
        elif sign in "“„«":
            is_open = True
        elif sign in "”»":
            is_open = False
    return is_open


def _goes_on_speaking(a: Line, b: Line) -> bool:
    """Say whether a sentence of a speech that line `a` leaves open goes on in line `b`.

    "“The storm that reached the / Harbour on Friday was no surprise.”": a name may stand first.
    """
    if a.final or a.role != "text" or b.role != "text" or len(a.text) < _SPOKEN_LEAST:
        return False
    if a.text[-1].isalnum():
        return True
    return a.text[-1] in ",-–—'’" and b.text[0] not in SPEECH_OPENS  # which may open it once more


def _is_title_in_two(a: str, b: str, title_key: str) -> bool:
    """Say whether two lines are the headline that the title gives on one."""
    if a[:3].casefold() != title_key[:3] or len(a) < 12:
        return False
    first = bare(a)
    return (
        first != title_key
        and title_key.startswith(first)
        and title_key.startswith(bare(b), len(first))
    )


_PLAIN = re.compile(r"[\W_]+")


def bare(text: str) -> str:
    """The letters and digits of a text alone, to compare lines that differ in marks or case."""
    return _PLAIN.sub("", text).casefold()


def _belongs(a: Line, b: Line, c: Line | None, width: int, broken: bool) -> bool:
    """Say whether line `b` goes on with the paragraph of line `a`; `c` comes after `b`.

    `broken` says that `a` itself was joined to the line before it.
    """
    if len(b.text) <= _LABEL_MOST and not b.text[0].islower() and label_kind(b.text) is not None:
        return False  # "… when the war is over" and "MEDIA RELEASE"
    if b.gap:
        return _belongs_over_gap(a, b, width)
    if not broken and a.role != "text" and a.role != "bullet":
        return a.role == b.role == "end" or _belongs_to_odd(a, b)
    if b.role == "mark":
        return _mark_belongs(a, b, c, broken)
    if b.role == "bullet":
        return _bullet_belongs(a, b, c)
    if b.role in _WITHIN and (a.final or not _is_within(a, b, c, broken)):
        return False
    if b.role in ("end", "related"):
        return False
    if a.final:
        return _follows_full_stop(a, b, width, broken)
    return _follows_open_line(a, b, c, width, broken)


def _belongs_over_gap(a: Line, b: Line, width: int) -> bool:
    """A page break or double spacing: the sentence plainly goes on after an empty line."""
    # "…, the Minister for Rivers and / Lakes, Ada Lund said today."
    if not a.final and len(a.text) >= _SENTENCE_LEAST and _SAID_LAST.fullmatch(b.text):
        return _is_prose(a.text)
    if a.final or a.role != "text" or b.role != "text":
        return False
    if len(a.text) < _WRAP_LEAST or a.text[-1] == ":":
        return False
    if _is_prose(a.text) and _ends_in_small_word(a):
        return True
    is_long = len(a.text) >= _SENTENCE_LEAST
    if (is_long or _is_prose(a.text)) and _is_name_in_two(a.text, b.text):
        return True
    return b.text[0].islower() or (0 < width * _FULL <= len(a.text) and _is_open(a))


def _belongs_to_odd(a: Line, b: Line) -> bool:
    """A paragraph that opens with a mark, a number or a word that is a menu entry elsewhere."""
    if b.role != "text":
        return False
    if a.role == "mark":
        return a.text in ("“", '"', "‘", "$", "€", "£", "(", "•", "·", "*", "–", "-", "—")
    low = b.text[0].islower() or b.text[0] in ",;"
    return low and len(b.text) >= _LOW_LEAST and a.role not in _STANDS_ALONE


def _mark_belongs(a: Line, b: Line, c: Line | None, broken: bool) -> bool:
    if b.text[0] in ",.;:’”)?!%":
        return not (a.final and b.text[0] in ",;:")
    if c is None or c.gap or a.final:
        return False
    if b.text in ("–", "—", "-") and _PLACE.fullmatch(a.text):
        return len(c.text) > _FRAGMENT
    if b.text in ("“", '"', "‘", "$", "€", "£"):
        return broken or _is_open(a) or _is_prose(a.text)
    return _goes_on_low(c) and (broken or _is_prose(a.text))


def _bullet_belongs(a: Line, b: Line, c: Line | None) -> bool:
    """A dash that goes on with a dateline or a name; a number that a wrapped line begins with."""
    if b.text[0] in "–—-":
        if _PLACE.fullmatch(a.text):
            return True
        in_list = c is not None and c.role == "bullet"
        short = len(a.text) <= _FRAGMENT and a.role == "text" and a.text[-1] != ":"
        return short and not a.final and not in_list and not a.text.isupper()
    return b.text[0].isdigit() and a.role == "text" and not a.final and _is_open(a)


def _is_within(a: Line, b: Line, c: Line | None, broken: bool) -> bool:
    """Say whether a link, a number or a menu word stands within a sentence that `a` left open."""
    if _is_open(a) and (broken or _is_prose(a.text) or len(a.text) < _FRAGMENT):
        return b.role != "date" or (c is not None and _goes_on_low(c))
    return c is not None and _goes_on_low(c) and (broken or _is_prose(a.text))


def _follows_full_stop(a: Line, b: Line, width: int, broken: bool) -> bool:
    begins = b.text[0]
    if begins.islower() and _SPEECH_END.search(a.text[-3:]):
        return True
    if _GOES_ON.match(b.text) and begins not in "(&/":
        return True
    if (broken or _is_prose(a.text)) and _is_name_in_two(a.text, b.text):
        return True
    if broken and begins in '“"‘' and len(a.text) <= 2 * _FRAGMENT and _SAID.search(a.text):
        return True
    # A wrapped line that fills its width may end in a full stop by chance.
    return 0 < width * 0.95 <= len(a.text) and len(b.text) >= _WRAP_LEAST and _is_prose(a.text)


def _follows_open_line(a: Line, b: Line, c: Line | None, width: int, broken: bool) -> bool:
    """The rules for a line that does not end as a sentence does."""
    if b.text[0].islower():
        return a.text[-1] != ":" or broken
    if broken and a.text in _ORDINAL_ENDS:
        return True
    if (broken or _is_prose(a.text)) and _is_name_in_two(a.text, b.text):
        return True
    if _GOES_ON.match(b.text) or _is_open(a) or _SPEECH_END.search(a.text[-3:]):
        return True
    if len(a.text) <= _FRAGMENT and _DATELINE_END.search(a.text):
        return True
    if a.text[-1] == ":":
        return _LABEL.fullmatch(a.text) is not None
    if width and len(a.text) >= _FULL * width:
        return _is_prose(a.text) or (len(b.text) >= _WRAP_LEAST and not a.text.isupper())
    if c is not None and not c.gap and _goes_on_low(c) and len(b.text) <= _FRAGMENT:
        return broken or _is_prose(a.text) or _waits_for_name(a, b, c)
    return broken and len(a.text) >= 5 and _is_prose(a.text) and _is_prose(b.text)


def _waits_for_name(a: Line, b: Line, c: Line) -> bool:
    """A title of office before a name in bold; or a word before a name that a comma follows."""
    if len(a.text) <= _FRAGMENT and a.text.rpartition(" ")[2] in words("layout_offices"):
        return _NAME.fullmatch(b.text) is not None
    return c.text[0] in ",;" and a.text.count(" ") < 3 and not a.text.isupper()


def _is_name_in_two(a: str, b: str) -> bool:
    """Say whether the one line ends in a given name and the other goes on with the surname.

    What comes after the surname shows that a sentence is under way: "Ada / Nwosu said".
    """
    surname = _SURNAME_FIRST.match(b)
    if surname is None or surname["name"] in words("sentences_openers"):
        return False
    given = _GIVEN_LAST.search(a[-_NAME_MOST:])
    if given is None:
        return False
    label, before = label_of(given["name"]), given["before"]
    # Some given names are places too: "a ferry from Charlotte / Nwosu missed" are two sentences.
    is_place = label is Label.GIVEN_PLACE
    is_given = label is Label.GIVEN or (is_place and before not in _PLACED)
    # "Los Angeles" and "Bo Austin" are whole; "Ann Mary" is whole unless a comma shows otherwise.
    led_by = label_of(before) if before[0].isupper() else None
    is_open = (
        led_by is None
        or before.endswith(",")  # "…, the Minister for Ports, Ada / Nwosu."
        or led_by in _TITLES
        or (led_by is Label.GIVEN and surname["after"] == ",")
    )
    return is_given and is_open and label_of(surname["name"]) in codes("CAPITALISED GIVEN")


def _is_open(line: Line) -> bool:
    """Say whether a line ends in a word or a mark that cannot end a paragraph."""
    is_open = line.text[-1] in ",(“‘&/$" or line.text.endswith("-old")
    return is_open or _ends_in_small_word(line)


def _ends_in_small_word(line: Line) -> bool:
    """Say whether a line ends in a word that waits for another: "for", "Mr"."""
    if not line.text[-1].isalpha():
        return False
    word = _LAST_WORD.search(line.text[-20:])
    return word is not None and word.group().lower() in _open_ends()


def _is_prose(text: str) -> bool:
    """Say whether half of the words of a line are in lower case, as in a sentence."""
    return text.count(" ") >= 3 and len(_LOWER_WORD.findall(text, 0, _ENOUGH)) * 2 >= text.count(
        " ", 0, _ENOUGH
    )


def _goes_on_low(line: Line) -> bool:
    return line.text[0].islower() or line.text[0] in ",.;)’”"
