"""The title of a release: the one its source gives without the site's name, or its headline."""

import re
from collections.abc import Sequence
from html import unescape

from domain.facts import HeadFact
from processing.head.events import begins_label
from processing.layout.dates import is_date_line
from processing.layout.joining import bare
from processing.layout.labels import label_prefix
from processing.layout.lines import is_final, strip_release_mark
from processing.layout.persons import OFFICE_HELD
from processing.layout.titles import read_title
from processing.layout.transcripts import is_setting_line, is_transcript, topics_of
from processing.parsed_text import Block, BlockKind, HeadKind, HeadLine, ParsedText

# A label is cut off a title only if so many words are left.
_LEAST_WORDS = 3


def find_title(reading: ParsedText, lines: Sequence[HeadLine]) -> HeadFact | None:
    """The title and, where a line of the head repeats it, the place of that line."""
    given = reading.document.title
    headline = read_title(given).headline
    placed = next((line for line in lines if line.kind is HeadKind.TITLE), None)
    if placed is not None and _NUMBERED.match(reading.flat, placed.start):
        placed = None  # "1.1. Honours of the active list" heads a part
    if placed is not None:
        placed = _past_labels(reading, lines, placed)
    if placed is not None:
        placed = _whole(reading.flat, lines, placed)
    if headline is not None:
        title = cut_label(headline)
        is_repeated = placed is not None and bare(title) in bare(
            reading.flat[placed.start : placed.end]
        )
        span = reading.span(placed.start, placed.end) if placed and is_repeated else None
        return HeadFact(title, span, "given")
    if given is None and (subjects := _subjects(reading, lines, placed)) is not None:
        return subjects
    if placed is not None:
        text = " ".join(strip_release_mark(reading.flat[placed.start : placed.end]).split())
        text = _without_date(_ADDRESS_LAST.sub("", unescape(text)))
        if read_title(text).headline:
            return HeadFact(cut_label(text), reading.span(placed.start, placed.end), "headline")
    if given is None and (above := _above_labels(reading)) is not None:
        text = " ".join(reading.flat[above.start : above.end].split())
        return HeadFact(cut_label(text), reading.span(above.start, above.end), "headline")
    return HeadFact(given, None, "given-whole") if given else None


def _past_labels(
    reading: ParsedText, lines: Sequence[HeadLine], placed: HeadLine
) -> HeadLine | None:
    """The title, or the line beneath it where it only says what the text is and for whom.

    "OPINION - THE HERALD" above the headline, or the office of a member of a parliament.
    """
    text = reading.flat[placed.start : placed.end]
    prefix = label_prefix(text)
    is_label = prefix is not None and len(text[prefix[1] :].split()) < _LEAST_WORDS
    shown = " ".join(text.split())
    is_office = _OFFICE_FOR.match(shown) and OFFICE_HELD.fullmatch(shown) is not None
    if not is_label and not is_office:
        return placed
    behind = lines[lines.index(placed) + 1 :]
    return next((line for line in behind if line.kind is HeadKind.SUBTITLE), placed)


# "Mayor to open bridge" begins with an office too.
_OFFICE_FOR = re.compile(
    r"(?:(?:Shadow|Assistant|Deputy|Parliamentary|Federal|Acting) )*"
    r"(?:Minister|Secretary|Member|Spokes\w+) (?:for|of)\b",
    re.I,
)
_NUMBERED = re.compile(r"\d+\.\d+\.?\s+[A-Z]")


def _above_labels(reading: ParsedText) -> Block | None:
    """The headline of an invitation without a sentence: what stands above WHO, WHAT and WHEN."""
    body = [n for n, block in enumerate(reading.blocks) if block.kind is BlockKind.BODY]
    if len(body) != 1:
        return None
    block, following = reading.blocks[body[0]], reading.blocks[body[0] + 1 :]
    below = next((b for b in following if b.kind is not BlockKind.CONTACT), None)
    text = reading.flat[block.start : block.end]
    is_above = below is not None and begins_label(reading, below)
    return block if is_above and not is_final(text) and read_title(text).headline else None


# An address that a page prints behind its title: "… http://www.harrow.gov/26.htm".
_ADDRESS_LAST = re.compile(
    r"\s+(?:\(?(?:https?://|www\.)\S+|(?:Published on [^()]{3,60} )?\(https?://[^()]+\)"
    r"|[a-z][\w-]*(?:\.[\w-]+){2,}(?:\s?/\S*)*)\s*\Z"
)


def _without_date(title: str) -> str:
    """A title without the day that a page prints behind it: "Media release - … - 4 May 2026"."""
    head, dash, last = title.rpartition(" - ")
    is_labelled = label_prefix(title) is not None
    return head if is_labelled and dash and head and is_date_line(last) else title


def _subjects(
    reading: ParsedText, lines: Sequence[HeadLine], placed: HeadLine | None
) -> HeadFact | None:
    """What an interview says it is about, where no line of some length above it is the title."""
    labels = [reading.flat[n.start : n.end] for n in lines if n.kind is HeadKind.LABEL]
    if not is_transcript(reading.flat) and "transcript" not in " ".join(labels).lower():
        return None
    found = topics_of(reading.flat, [(b.start, b.end) for b in reading.blocks])
    if found is None:
        return None
    start, end = found
    if placed is not None and placed.end <= start:
        text = reading.flat[placed.start : placed.end]
        is_office = OFFICE_HELD.match(text) is not None
        if len(text.split()) > _LEAST_WORDS and not is_office and not is_setting_line(text):
            return None
    return HeadFact(" ".join(reading.flat[start:end].split()), reading.span(start, end), "subjects")


def cut_label(title: str) -> str:
    """The title without the label before it: "MEDIA ADVISORY: Mayor to open bridge"."""
    prefix = label_prefix(title)
    rest = title[prefix[1] :].strip() if prefix else title
    return rest if len(rest.split()) >= _LEAST_WORDS else title


# A headline of capitals that goes on in a second line fills its first one.
_FULL = 30
_SMALL = r"(?:of|in|for|to|on|by|with|from|at|and|or|as|the|a|an|into|over|under)"
_GOES_ON = re.compile(rf"{_SMALL}\b", re.I)
_ENDS_OPEN = re.compile(rf"\b{_SMALL}\Z|,\Z", re.I)
_FREE = (HeadKind.SUBTITLE, HeadKind.OTHER)


def _whole(flat: str, lines: Sequence[HeadLine], placed: HeadLine) -> HeadLine:
    """The title with the line it goes on in, or began in, where it was set on two."""
    at = lines.index(placed)
    whole = placed
    if (
        at + 1 < len(lines)
        and lines[at + 1].kind in _FREE
        and _are_one(flat, placed, lines[at + 1])
    ):
        whole = whole._replace(end=lines[at + 1].end)
    if at > 0 and lines[at - 1].kind in _FREE and _are_one(flat, lines[at - 1], placed):
        whole = whole._replace(start=lines[at - 1].start)
    return whole


def _are_one(flat: str, first: HeadLine, second: HeadLine) -> bool:
    """Whether a headline in capitals goes on from one line to the next."""
    a, b = flat[first.start : first.end], flat[second.start : second.end]
    if not (a.isupper() and b.isupper()) or flat[first.end : second.start].count("\n") > 2:
        return False
    return len(a) >= _FULL and (_ENDS_OPEN.search(a) or _GOES_ON.match(b)) is not None
