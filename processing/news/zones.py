"""Where news is told: the title, the sentences that open a release, its text."""

import re
from dataclasses import dataclass
from enum import StrEnum

from processing.parsed_text import ParsedText

# Of a title, of the opening and of the text so many characters are read: flat texts have a whole
# release in one line, and what an agency buries on its third page is not its news.
_TITLE, _LEAD, _TEXT = 240, 520, 6000
_OPENING = 2
_TITLE_WORDS = 40


class ZoneName(StrEnum):
    """Where a rule looks. The head is the title and the lead."""

    TITLE = "title"
    LEAD = "lead"
    HEAD = "head"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Zone:
    """Words that rules are held against; `start` is their place in the text, None for none."""

    words: str
    start: int | None
    is_title: bool = False


def zones_of(reading: ParsedText, title: str | None) -> dict[ZoneName, tuple[Zone, ...]]:
    """The zones of a release by name, each a run of words or several."""
    titles, lead = _titles(reading, title), _lead(reading)
    return {
        ZoneName.TITLE: titles,
        ZoneName.LEAD: lead,
        ZoneName.HEAD: (*titles, *lead),
        ZoneName.TEXT: (*titles, Zone(reading.flat[:_TEXT], 0)),
    }


def _titles(reading: ParsedText, title: str | None) -> tuple[Zone, ...]:
    """The title, where it stands in the text if it does."""
    if not title:
        return ()
    words = r"\s+".join(map(re.escape, title.split()[:_TITLE_WORDS]))
    match = re.search(words, reading.flat)
    if match is None:
        return (Zone(title[:_TITLE], None, is_title=True),)
    end = min(match.end(), match.start() + _TITLE)
    return (Zone(reading.flat[match.start() : end], match.start(), is_title=True),)


def _lead(reading: ParsedText) -> tuple[Zone, ...]:
    """The first sentences of the prose; of a text without any its beginning."""
    opening: list[Zone] = []
    left = _LEAD
    for sentence in reading.sentences:
        if not reading.blocks[sentence.block].kind.is_prose:
            continue
        end = min(sentence.end, sentence.start + left)
        opening.append(Zone(reading.flat[sentence.start : end], sentence.start))
        left -= end - sentence.start
        if len(opening) >= _OPENING or left <= 0:
            break
    if not opening and reading.flat.strip():
        opening.append(Zone(reading.flat[:_LEAD], 0))
    return tuple(opening)
