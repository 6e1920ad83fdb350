"""What the head of a page says of the release: its title, its agency, its day."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from processing.layout.dates import is_date_line, read_date
from processing.layout.lines import strip_release_mark
from processing.layout.titles import issuer, read_title
from processing.lexicon import words
from processing.reading import Block, BlockKind, Reading

# An agency's own line: "Office of the Marsh County Auditor", "Marsh County Sheriff's Office".
_AGENCY_LINE = re.compile(
    r"(?:(?:The )?(?:Office|Department|Bureau|Ministry) of (?:the )?[A-Z][\w.'’ -]{3,60}"
    r"|[A-Z][\w.'’ -]{3,60} (?:Office|Department|Agency|Commission|Bureau|Administration))"
)
# Labels that say which of several dates is the day of publication.
_PUBLISHED = re.compile(
    r"(?:published|posted|released?|release date|for (?:immediate )?release|issued|date)\b", re.I
)
_PUBLISHED_ALONE = frozenset({"published", "posted", "date", "for immediate release", "released"})
# A content system's stamp; it stands beneath the text of pages saved whole.
_STAMP = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d)?")


@dataclass(frozen=True, slots=True)
class Head:
    """The facts of the head; each is None where the page does not plainly say."""

    title: str | None
    agency: str | None
    published_at: date | None


def read_head(reading: Reading) -> Head:
    """Read title, agency and day of publication off the head of the page.

    What the document itself gives as agency wins; a date is never taken from running prose.
    """
    title = read_title(reading.document.title)
    head = _head_blocks(reading.blocks)
    return Head(
        title=title.headline or _headline(reading) or reading.document.title,
        agency=reading.document.agency or issuer(title.site) or _agency_line(reading, head),
        published_at=_head_date(reading, head) or _dateline_date(reading) or _stamp(reading),
    )


def _head_blocks(blocks: Sequence[Block]) -> list[Block]:
    """The blocks before the first paragraph, without the list of other releases above it."""
    head: list[Block] = []
    for block in blocks:
        if block.kind is BlockKind.BODY:
            break
        head.append(block)
    return head


def _words(reading: Reading, block: Block) -> str:
    return reading.flat[block.start : block.end]


def _headline(reading: Reading) -> str | None:
    for block in reading.blocks:
        if block.kind is BlockKind.HEADLINE:
            text = " ".join(strip_release_mark(_words(reading, block)).split())
            if read_title(text).headline:
                return text
    return None


def _agency_line(reading: Reading, head: Sequence[Block]) -> str | None:
    """An office that has a line of its own among the contacts of the head."""
    for block in head:
        text = _words(reading, block)
        if block.kind in (BlockKind.CONTACT, BlockKind.SUBHEAD) and _AGENCY_LINE.fullmatch(text):
            return issuer(text)
    return None


def _head_date(reading: Reading, head: Sequence[Block]) -> date | None:
    """The labelled date of the head, else its only one; two that differ are no answer."""
    labelled: list[date] = []
    others: list[date] = []
    label = False
    for text in _without_related(_words(reading, block) for block in head):
        if is_date_line(text):
            found = read_date(text)
            if found is not None:
                (labelled if label or _PUBLISHED.match(text) else others).append(found)
        label = text.casefold().strip(" :") in _PUBLISHED_ALONE
    if labelled:
        return labelled[0]
    return others[0] if len(set(others)) == 1 else None


def _without_related(texts: Iterator[str]) -> Iterator[str]:
    """Leave out what stands under "More news" until the next menu entry ends that list."""
    within = False
    for text in texts:
        key = text.casefold().strip(" :")
        if key in words("layout_related"):
            within = True
        elif key in words("layout_furniture"):
            within = False
        if not within:
            yield text


def _dateline_date(reading: Reading) -> date | None:
    """The date of a dateline: "WASHINGTON, May 3, 2026 — "."""
    for sentence in reading.sentences:
        block = reading.blocks[sentence.block]
        if block.kind is BlockKind.BODY:
            return read_date(reading.flat[block.start : sentence.start])
    return None


def _stamp(reading: Reading) -> date | None:
    """The first stamp of the content system that stands alone; the second is the last change."""
    for block in reading.blocks:
        text = (
            _words(reading, block) if block.end - block.start <= len("2026-05-14 10:20:30") else ""
        )
        if _STAMP.fullmatch(text):
            return read_date(text)
    return None
