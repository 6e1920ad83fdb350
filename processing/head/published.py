"""The day and the place a release gives for itself; a date in running prose is no such day."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from domain.facts import HeadFact
from processing.head.events import times_told
from processing.head.evidence import REPLY_HINTS
from processing.layout.datelines import Dateline, is_dateline, read_dateline
from processing.layout.dates import DateFound, find_dates, is_date_line, is_day_first, label_of_date
from processing.layout.head_lines import is_register
from processing.layout.labels import label_prefix, title_label
from processing.lexicon import words
from processing.parsed_text import Block, BlockKind, HeadKind, HeadLine, ParsedText

# A content system's stamp; it stands beneath the text of pages saved whole.
_STAMP = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d)?")
_STAMP_MOST = len("2026-05-14T10:20:30")
# A line of the head that holds a date and little else: the number of the release, a name.
_SHORT = 70
# A foot may bear the day of the letter; so many blocks of it are read.
_FOOT = 14
_DATELINE_BLOCKS = 3
# A date beneath the last paragraph of so many characters is of the foot; above it is a list's own,
# unless it stands with whom to reach.
_PARAGRAPH = 100
_REACHED = re.compile(r"\d{3,4}[ -]\d{3,4}")
# Among the first blocks it is that of a letterhead which something stands above.
_HEAD_BLOCKS = 3
# The mark of a press office at the foot: "HFW/Visit to Harrow/20 August 2026/1".
_CODED = re.compile(
    r"\A[A-Z]{2,}.{0,160}/\s?(?P<date>\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+ \d{4})\s?/\s?\d{1,2}\Z"
)
# "… on the quays. Ends. 21 July 2026 Media contact: …", where lines were run together.
ENDS = re.compile(
    r"\b(?:ends?|ENDS?)\b\W{1,4}(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?=\d{1,2}\s)",
    re.I,
)
END_HINTS = ("end",)
# The signature of a post that a release shows: "— Ada Lund (@adalund) May 4, 2026".
_POST = re.compile(r"[—–-]\s[^()\n]{2,60}\(@\w{2,30}\)\s+")
_REPLIED = re.compile(
    r"\b(?:information was (?:given|furnished|provided)|written reply|stated this)\b"
)
_HEAD_KINDS = (HeadKind.DATE, HeadKind.DATELINE, HeadKind.NUMBER, HeadKind.EMBARGO)

_Placed = tuple[DateFound, int]  # a date, and where the text asked begins


def find_date(
    reading: ParsedText, lines: tuple[HeadLine, ...], *, is_advisory: bool = False
) -> HeadFact | None:
    """The day of publication with its place; None where the text does not plainly say.

    Asked in turn: labelled dates of the head, its only other date, the dateline, the stamp of the
    content system, a date line of the foot, the posts that the release shows, an answer given.
    """
    day_first = is_day_first(reading.flat)
    times = times_told(reading)
    head = _of_head(reading, lines, day_first, times)
    if head is None and times and not is_advisory:
        head = _of_head(reading, lines, day_first, ())
    for rule, found in (
        ("head", head),
        ("dateline", _of_dateline(reading, day_first)),
        ("stamp", _of_stamp(reading)),
        ("foot", _of_foot(reading, day_first, times)),
        ("post", _of_posts(reading, day_first)),
        ("reply", _of_reply(reading)),
    ):
        if found is not None:
            one, start = found
            return _fact(reading, one.day, start + one.start, start + one.end, rule)
    return None


def _fact(reading: ParsedText, day: date, start: int, end: int, rule: str) -> HeadFact:
    return HeadFact(day.isoformat(), reading.span(start, end), rule)


def _of_head(
    reading: ParsedText,
    lines: tuple[HeadLine, ...],
    day_first: bool,
    times: Sequence[tuple[int, int]],
) -> _Placed | None:
    labelled: list[_Placed] = []
    updated: list[_Placed] = []
    others: list[_Placed] = []
    weak: list[_Placed] = []
    label = None
    for start, end, kind in _without_related(reading, lines):
        text = reading.flat[start:end]
        is_line = is_date_line(text)
        for one in find_dates(text, day_first=day_first):
            if any(first <= start + one.start < last for first, last in times):
                continue
            told = one.label or label
            if told == "published" and (is_line or is_register(text)):
                labelled.append((one, start))
            elif is_line and told == "updated":
                updated.append((one, start))
            elif (
                is_line
                or kind is HeadKind.DATELINE
                or _is_spoken_on(text, one, is_title=kind is HeadKind.TITLE)
            ):
                others.append((one, start))
            elif kind in _HEAD_KINDS or (len(text) < _SHORT and kind is not HeadKind.TITLE):
                weak.append((one, start))
        label = label_of_date(text)
    if labelled:
        return labelled[0]
    for found in (others, weak):
        if len({one.day for one, _ in found}) == 1:
            return found[0]
        if found:
            return None
    return updated[0] if len({one.day for one, _ in updated}) == 1 else None


def _is_spoken_on(text: str, one: DateFound, *, is_title: bool) -> bool:
    """Whether a line of the head says what the text is, an interview or such, and ends in a day."""
    is_last = one.end >= len(text.rstrip(" .,"))
    is_told = title_label(text) in ("transcript", "speech")
    return is_last and (is_told or (is_title and label_prefix(text) is not None))


def _without_related(
    reading: ParsedText, lines: tuple[HeadLine, ...]
) -> Iterator[tuple[int, int, HeadKind]]:
    """Leave out what stands under "More news" until the next menu entry ends that list."""
    within = False
    for start, end, kind in lines:
        key = reading.flat[start:end].casefold().strip(" :")
        if key in words("layout_related"):
            within = True
        elif key in words("layout_furniture"):
            within = False
        if not within:
            yield start, end, kind


def _bodies(reading: ParsedText) -> Iterator[Block]:
    return (block for block in reading.blocks if block.kind is BlockKind.BODY)


def datelines(reading: ParsedText) -> Iterator[Dateline]:
    """The datelines of the first paragraphs."""
    day_first = is_day_first(reading.flat)
    for block, _ in zip(_bodies(reading), range(_DATELINE_BLOCKS), strict=False):
        found = read_dateline(reading.flat, block.start, block.end, day_first=day_first)
        if found is not None:
            yield found


def _of_dateline(reading: ParsedText, day_first: bool) -> _Placed | None:
    for found in datelines(reading):
        if found.day is not None and found.when is not None:
            start, end = found.when
            one = next(find_dates(reading.flat[start:end], day_first=day_first), None)
            return (one, start) if one else None
    return None


def _of_stamp(reading: ParsedText) -> _Placed | None:
    """The first stamp that stands alone; the second is the last change."""
    for block in reading.blocks:
        if block.end - block.start <= _STAMP_MOST:
            text = reading.flat[block.start : block.end]
            if _STAMP.fullmatch(text):
                return next(((one, block.start) for one in find_dates(text[:10])), None)
    return None


def _of_foot(
    reading: ParsedText, day_first: bool, times: Sequence[tuple[int, int]]
) -> _Placed | None:
    """The one date that has a line to itself beneath the text."""
    found: list[_Placed] = []
    bodies = list(_bodies(reading))
    ends = [b.end for n, b in enumerate(bodies) if n == 0 or b.end - b.start >= _PARAGRAPH]
    last = max(ends, default=None)
    count = len(reading.blocks)
    for number, block in enumerate(reading.blocks[-_FOOT:], max(0, count - _FOOT)):
        text = reading.flat[block.start : block.end]
        if any(block.start < last and first < block.end for first, last in times):
            continue
        if coded := _CODED.search(text):
            dates = find_dates(coded["date"], day_first=day_first)
            found += ((one, block.start + coded.start("date")) for one in islice(dates, 1))
            continue
        if any(map(reading.low[block.start : block.end].__contains__, END_HINTS)) and (
            ended := ENDS.search(text)
        ):
            dates = find_dates(text[ended.end() :], day_first=day_first)
            found += ((one, block.start + ended.end()) for one in islice(dates, 1) if not one.start)
            continue
        is_beneath = last is not None and (
            block.start > last or number < _HEAD_BLOCKS or _REACHED.search(text) is not None
        )
        is_above = bodies and block.start < bodies[0].end
        if is_above or not is_beneath or block.kind is BlockKind.BODY:
            continue
        if is_date_line(text) or is_dateline(text, day_first=day_first):
            dates = find_dates(text, day_first=day_first)
            found += ((one, block.start) for one in dates if one.label != "updated")
    return found[0] if len({one.day for one, _ in found}) == 1 else None


def _of_posts(reading: ParsedText, day_first: bool) -> _Placed | None:
    """The day of the posts that a release shows, where all are of one day."""
    found: list[_Placed] = []
    for match in _POST.finditer(reading.flat):
        after = reading.flat[match.end() : match.end() + 24]
        one = next(find_dates(after, day_first=day_first), None)
        if one is not None and one.start == 0:
            found.append((one, match.end()))
    return found[0] if len({one.day for one, _ in found}) == 1 else None


def _of_reply(reading: ParsedText) -> _Placed | None:
    """The day on which a minister answered: "in a written reply in the House on 7 August 2026"."""
    if not any(map(reading.flat.__contains__, REPLY_HINTS)):
        return None
    for sentence in reading.sentences[-_FOOT:]:
        text = reading.flat[sentence.start : sentence.end]
        if _REPLIED.search(text):
            # Parliaments that are answered so write the day first.
            return next(((one, sentence.start) for one in find_dates(text, day_first=True)), None)
    return None


def find_place(reading: ParsedText, lines: tuple[HeadLine, ...]) -> HeadFact | None:
    """Where the release was issued: the place of its dateline, or of the line of place and date."""
    for found in datelines(reading):
        if found.place is not None:
            span = reading.span(*found.place)
            return HeadFact(" ".join(span.text.split()), span, "dateline")
    for line in lines:
        if line.kind is HeadKind.DATELINE:
            told = is_dateline(reading.flat[line.start : line.end])
            if told is not None and told.place is not None:
                span = reading.span(line.start + told.place[0], line.start + told.place[1])
                return HeadFact(" ".join(span.text.split()), span, "place-line")
    return None
