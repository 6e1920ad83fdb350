"""Heads that were run together: the breaks that a letterhead lost are put back.

Letterheads of PDF and of old pages come with two spaces, or one, where a line ended:
"MALLEE SHIRE COUNCIL  MEDIA RELEASE  17 June 2011  POOL REOPENS". The parts that a head can be told
by are set on lines of their own; what stands between them keeps its spaces.
"""

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from processing.layout.datelines import read_dateline
from processing.layout.dates import find_dates, is_date_line, may_hold_date
from processing.layout.gaps import has_lost_stops
from processing.layout.head_lines import kind_of_line
from processing.layout.labels import is_letter_spaced, label_edges, label_prefix, number_last
from processing.layout.persons import OFFICE_HELD, continues_office
from processing.lexicon import words
from processing.names.labels import Label
from processing.names.tokens import label_of
from processing.parsed_text import HeadKind

# So much of a text is looked at, and so many lines.
_HEAD = 3000
_LINES = 40
# A head that runs on in the line of the first paragraph has no more parts.
_PARTS = 12
# A part longer than this is prose.
_LONGEST = 160
_LINE = re.compile(r"\S[^\n]*")
_GAP = re.compile(r" {2,}")
_WIDE = 4
_CELL = re.compile(r"[$€£(]?\d[\d.,]*%?\)?")
_LOWER = re.compile(r"(?<!\w)[a-z]{2,}")
_PROSE_LOWER = 12
# A sentence that ends in a date has so many words in small letters.
_SENTENCE_LOWER = 4
# The first line of prose may be a notice above the letterhead.
_PROSE_LINES = 2
# Who speaks in a transcript, with the office held: "ADA LUND, MINISTER FOR PORTS  AND HARBOURS:".
_TURN = re.compile(r"[A-Z][A-Z.'’-]+(?:\s+[A-Z][A-Z.'’-]+){0,4},\s+[A-Z][A-Z\s,&'’()/-]{2,150}:")
_NO_KIND = (HeadKind.BREADCRUMB, HeadKind.SUBTITLE, HeadKind.OTHER, None)


def part_head(flat: str, title_key: str = "") -> str:
    """Put newlines for the spaces at which the lines of a head ended; the length stays.

    `title_key` is the bare form of the title: where a paragraph begins with it, it is parted off.
    """
    breaks: list[int] = []
    prose = 0
    for match in islice(_LINE.finditer(flat, 0, min(len(flat), _HEAD)), _LINES):
        text = match.group().rstrip()
        if has_lost_stops(text, 0, len(text)):
            break  # its gaps are those of the marks it lost
        labels = [label.span() for label in _TURN.finditer(text)]
        breaks += (
            match.start() + at
            for at in _breaks(text, title_key)
            if not any(start < at < end for start, end in labels)
        )
        if not title_key and not prose and (at := _title_before_lead(text)) is not None:
            breaks.append(match.start() + at)
        prose += len(text) > _LONGEST and len(_LOWER.findall(text[:400])) >= _PROSE_LOWER
        if prose == _PROSE_LINES:
            break
    if not breaks:
        return flat
    characters = list(flat)
    for at in breaks:
        characters[at] = "\n"
    return "".join(characters)


def _breaks(text: str, title_key: str) -> Iterator[int]:
    """Where within a line the head's own lines ended; each is the place of a space."""
    if is_letter_spaced(text) or (text[0].isdigit() and is_date_line(text)):
        return
    if (at := _capitals_begin(text)) is not None and len(text) <= 2 * _LONGEST:
        # Where a title in capitals begins on a line, its gaps are those of lines it was wrapped on.
        yield at
        yield from (at + place for place in sorted(_around_date(text[at:])))
        return
    edges = _parts(text)
    for number, (start, end) in enumerate(edges[:_PARTS]):
        if title_key and (at := _title_end(text, start, title_key)) is not None:
            yield at
            break
        part = text[start:end]
        if end - start > _LONGEST:
            if (capitals := _CAPITALS_FIRST.match(part)) and not _LOWER.search(capitals.group()):
                yield start + capitals.end() - 1
            break
        inner = list(_inner_breaks(part))
        yield from (start + at for at in inner)
        if number + 1 == len(edges):
            break
        is_cell = _CELL.fullmatch(part) is not None
        following = edges[number + 1]
        gap = following[0] - end
        after = text[slice(*following)]
        if continues_office(part, after) and len(_LOWER.findall(after)) >= _SENTENCE_LOWER:
            continue  # "The Minister for Quays and Harbour  Affairs must see to it that …"
        is_told = inner or (not is_cell and kind_of_line(part) not in _NO_KIND)
        is_column = is_cell or _CELL.fullmatch(after)
        if not is_column and (is_told or gap >= _WIDE or _opens_with_kind(after)):
            yield end


def _title_end(text: str, start: int, title_key: str) -> int | None:
    """The space after the title where a paragraph begins with it and goes on."""
    if len(text) - start - len(title_key) < _GOES_ON:
        return None  # the title itself, or a line that is shorter
    at, matched = start, 0
    for at in range(start, min(len(text), start + 2 * len(title_key) + 40)):
        if not text[at].isalnum():
            continue
        if text[at].casefold() != title_key[matched : matched + 1]:
            return None
        matched += 1
        if matched == len(title_key):
            break
    rest = text.find(" ", at)
    is_whole = matched == len(title_key) and rest >= 0 and not text[at + 1 : rest].strip(_MARKS)
    return rest if is_whole and len(text) - rest > _GOES_ON else None


def _title_before_lead(text: str) -> int | None:
    """The space at which a title ends that the first paragraph runs on from; None for none.

    A wrapped paragraph shows it by a line that ends though the next word had room in it; else "The"
    in mid-sentence does, behind a word that no name goes on from.
    """
    if len(text) <= _LONGEST or read_dateline(text, 0, len(text)) is not None:
        return None
    parts = _parts(text)
    widths = sorted(end - start for start, end in parts[:-1])
    if len(widths) > 1 and widths[-1] >= _LINE_LEAST and widths[len(widths) // 2] >= _LINE_HALF:
        for (start, end), (after, until) in pairwise(parts[: _TITLE_LINES + 1]):
            line, following = text[start:end], text[after:until]
            if kind_of_line(line) is not None:
                continue
            is_short = len(line) + 1 + following.find(" ") < _ROOM * widths[-1]
            if is_short and _may_be_title(text[:end]) and _OPENS_PROSE.match(following):
                return end
        return None
    found = _RESTART.search(text, 0, _TITLE_MOST)
    if found is not None and _may_be_title(text[: found.start()]):
        return found.start()
    return None


def _may_be_title(text: str) -> bool:
    told = text.split()
    if len(told) < _TITLE_WORDS or text[-1] in _STOPS or _MARKED.search(text):
        return False
    last = told[-1].lower()
    if last in words("sentences_attribution") or last in words("layout_open_ends"):
        return False
    return _LOWER_LAST.search(text) is None and _SPEAKER.match(text) is None


# The lines of a wrapped paragraph are so long, half of them at least so; a title has no more lines,
# and ends where the next word would have left the line under this share of the longest.
_LINE_LEAST = 60
_LINE_HALF = 45
_TITLE_LINES = 3
_ROOM = 0.85
_TITLE_MOST = 150
_TITLE_WORDS = 4
_STOPS = ".,:;!?–—-”\"'’(|/"
_MARKED = re.compile(r"[.!?][”\"]?(?:\s|\Z)|[“”\"]\Z")
_SPEAKER = re.compile(r"(?:[A-Z][A-Z.’'-]+ ){0,3}[A-Z]{3,}:")
_OPENS_PROSE = re.compile(r"[A-Z][\w'’-]*(?:,? [\w'’$-]+){0,7}? [a-z]{2,}")
_RESTART = re.compile(r"\s+(?=(?:The|This)\s[\w'’-]+\s[\w'’-]+\s)")
# So much follows a title that a paragraph begins with.
_GOES_ON = 60
_MARKS = ".:;!?\"'’”)–—-"
_CAPITALS_FIRST = re.compile(r"(?:[A-Z0-9$'’“”\".,:;&-]+ ){4,}(?=[A-Z][a-z]*[ ’'][A-Za-z]*[a-z])")


def _parts(text: str) -> list[tuple[int, int]]:
    if "  " not in text:
        return [(0, len(text))]
    parts, last = [], 0
    for gap in _GAP.finditer(text):
        parts.append((last, gap.start()))
        last = gap.end()
        if len(parts) > _PARTS:
            break
    parts.append((last, len(text)))
    return [(start, end) for start, end in parts if end > start]


def _opens_with_kind(part: str) -> bool:
    if len(part) > _LONGEST or (part.endswith(".") and not part[-2:-1].isupper()):
        return False  # "… to the Harbour  Appeals Tribunal." ends a sentence
    return label_prefix(part) is not None or (
        kind_of_line(part) not in _NO_KIND or next(_inner_breaks(part), None) is not None
    )


def _inner_breaks(part: str) -> Iterator[int]:
    """Within a part of single spaces: before or after a label, a date, a number of the release."""
    if not _MAY_PART.search(part) or kind_of_line(part) is not None:
        return
    if (at := _capitals_begin(part)) is not None:
        yield at
    if (at := _signed_title(part)) is not None:
        yield at
    around = sorted(_around_date(part))
    first, last = label_edges(part)
    if last is None and around:
        # "Fees Fall MEDIA RELEASE 4 May 2026"
        last = label_edges(part[: around[-1]])[1]
    if first is not None:
        yield first
    yield from around
    if last is not None:
        yield last
    if (at := number_last(part)) is not None:
        yield at


def _around_date(part: str) -> Iterator[int]:
    """The spaces around a date at the edge of a line, with its day of the week."""
    if not may_hold_date(part):
        return
    found = list(find_dates(part))
    if len(found) != 1:
        return
    start, end = found[0].start, found[0].end
    for before in (_WEEKDAY, _DATED):
        led = before.search(part, 0, start)
        start = led.start() if led else start
    if part[end:].strip() == "." and len(_LOWER.findall(part)) >= _SENTENCE_LOWER:
        return  # "… is to be held 4 May 2026."
    if start > 1 and not part[end:].strip(" .-–)") and part[start - 1] == " ":
        # "… in Canberra, 20 September 2011" and "on 4 May 2026" go on.
        if part[: start - 1][-1].isalnum() and not _LOWER_LAST.search(part[: start - 1]):
            yield start - 1
    elif start == 0 and end < len(part) and part[end] == " " and part[end + 1 : end + 2].isupper():
        yield end


# Nothing of a head can be told within a line that has none of these.
_MAY_PART = re.compile(
    r"\d|(?i:media|press|news)|STATEMENT|TRANSCRIPT|CORRECTION|UPDATE|[A-Z]{2,} [A-Z]{2,} [A-Z]{2}"
    r"| [-–] [A-Z]"
)
_WEEKDAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+\Z|(?:mon|tue|wed|thu|fri|sat|sun),\s+\Z", re.I
)
_DATED = re.compile(r"(?:dated|date|posted|published|issued)(?: on)?:?\s+\Z", re.I)
# "Michael Keenan MP - Federal Member for Stirling MORE BOATS THAN EVER BEFORE".
_CAPITALS = re.compile(r" (?=(?:[A-Z0-9$'’“,-]+ +){3,}[A-Z]{2})")


def _capitals_begin(part: str) -> int | None:
    """Where after a known line the title goes on in capitals: its space."""
    found = _CAPITALS.search(part)
    if found is None or not _LOWER.search(part, 0, found.start()):
        return None
    before = " ".join(part[: found.start()].split())
    return found.start() if kind_of_line(before) is not None else None


# "Human Rights Training In Harrow Ada Lund - Shadow Minister for Quays": who speaks, run on.
_SIGNED = re.compile(r" (?P<given>[A-Z][a-z]+) [A-Z][\w'’-]+ [-–] (?P<office>[A-Z].*)")


def _signed_title(part: str) -> int | None:
    """Where behind a title the name of who speaks and the office held begin: its space."""
    found = _SIGNED.search(part)
    if found is None or label_of(found["given"]) is not Label.GIVEN:
        return None
    return found.start() if OFFICE_HELD.fullmatch(found["office"]) else None


_LOWER_LAST = re.compile(
    r"(?:\s|^)(?:on|in|at|of|by|for|from|to|until|since|before|after|and|the|dated)\Z", re.I
)
