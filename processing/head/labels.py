"""What a release calls itself, and what it takes back of what was issued before."""

import re
from collections.abc import Iterator, Sequence
from typing import cast

from domain.facts import Correction, Label, LabelKind
from processing.layout.labels import (
    issues_statement,
    joint_label,
    label_begun,
    label_kind,
    label_prefix,
    title_label,
)
from processing.parsed_text import Block, BlockKind, HeadKind, HeadLine, ParsedText

# The plain label says nothing; of several the rarest counts.
_BY_WORTH: tuple[LabelKind, ...] = (
    "correction",
    "transcript",
    "advisory",
    "update",
    "statement",
    "speech",
    "opinion",
    "factsheet",
    "release",
)
# Ways to say so, each with words (in small letters) of which one stands in every match: they are
# asked for before the pattern is tried.
_CORRECTS = tuple(
    (hints, re.compile(pattern, re.I))
    for hints, pattern in (
        (
            ("correct", "corrigendum", "erratum"),
            r"\b(?:corrects?|corrected|corrections?|corrigendum|erratum)\b[^.]{0,120}?\b(?:release"
            r"|version|statement|figure|report|issued|published|stated|notice|name|date|number"
            r"|headline|error)\b",
        ),
        (
            ("incorrectly", "erroneously", "mistakenly", "inaccurately"),
            r"\b(?:incorrectly|erroneously|mistakenly|inaccurately)\s+(?:stated|said|reported|listed"
            r"|named|identified|gave|noted|described|referred|indicated|spelled|attributed)\b",
        ),
        (
            ("misstated", "misidentified", "misspelled", "misreported"),
            r"\b(?:misstated|misidentified|misspelled|misreported)\b",
        ),
        (
            ("replaces",),
            r"\breplaces\s+(?:the|a|an|our|its|any|all)\s+(?:\w+\s+){0,3}(?:release|version|statement"
            r"|notice|advisory|report)\b",
        ),
        (
            ("withdrawn", "retracted", "superseded", "replaced"),
            r"\b(?:release|statement|version)\s+(?:\w+\s+){0,4}(?:is|was|has been)\s+"
            r"(?:withdrawn|retracted|superseded|replaced)\b",
        ),
        (
            ("earlier", "previous", "prior", "original"),
            r"\b(?:earlier|previous|prior|original)\s+(?:version|release|statement)\b[^.]{0,80}?\b"
            r"(?:error|incorrect|wrong|contained|misstated|stated that|should have)\b",
        ),
        (("should",), r"\bshould\s+(?:have\s+)?(?:read|be read as)\b"),
        (("please",), r"\bplease\s+(?:note|see)\b[^.]{0,60}\bcorrect(?:ed|ion)\b"),
    )
)
_CORRECTIONS_MOST = 3
# A line that says who else issues it stands among the first.
_JOINT_READ = 6
_READ = 40


def find_label(reading: ParsedText, lines: Sequence[HeadLine], title: str | None) -> Label | None:
    """The label of a release: of a line of its head, of its title, or of a correction it makes."""
    found = [*_of_lines(reading, lines), *_of_title(reading, lines, title), *_of_notes(reading)]
    return min(found, key=lambda label: _BY_WORTH.index(label.kind), default=None)


_MAY_LABEL = (HeadKind.TITLE, HeadKind.SUBTITLE, HeadKind.OTHER, HeadKind.LABEL)


def _of_lines(reading: ParsedText, lines: Sequence[HeadLine]) -> Iterator[Label]:
    for block in reading.blocks[:_JOINT_READ]:
        if (kind := joint_label(reading.flat[block.start : block.end])) is not None:
            yield Label(cast(LabelKind, kind), reading.span(block.start, block.end), "joint")
    for line in lines:
        text = reading.flat[line.start : line.end]
        kind = label_kind(text) if line.kind is HeadKind.LABEL else None
        rule = "label-line"
        if kind is None and (prefix := label_prefix(text)) is not None:
            kind, rule = prefix[0], "label-before"
        if kind is None and line.kind in _MAY_LABEL:
            kind, rule = title_label(text), "label-in-title"
        if kind is None and line.kind is HeadKind.LABEL:
            kind, rule = label_begun(text), "label-line"
        if kind is not None:
            yield Label(cast(LabelKind, kind), reading.span(line.start, line.end), rule)


def _of_title(reading: ParsedText, lines: Sequence[HeadLine], title: str | None) -> Iterator[Label]:
    """A label that only the source's title has; its receipt is where the text repeats the words."""
    if title is None:
        return
    prefix = label_prefix(title)
    kind = prefix[0] if prefix else title_label(title)
    if kind is None:
        return
    line = next((line for line in lines if line.kind is HeadKind.TITLE), None)
    span = reading.span(line.start, line.end) if line else None
    yield Label(cast(LabelKind, kind), span, "title-given")


# "This news release has been updated to …", "Premier Ada Lund issued the following statement:".
CHANGED = re.compile(
    r"\bha(?:s|ve) been (?:(?P<update2>updated)|(?P<correction2>corrected|amended|revised))"
    r" in this (?:(?:news|media|press) )?(?:release|statement|notice)\b|"
    r"\bthis (?:(?:news|media|press) )?(?:release|statement|notice) (?:has been|was|is) "
    r"(?:an? )?(?:(?P<update>updated?)|(?P<correction>corrected|amended|revised))\b",
    re.I,
)
# One of these stands in each; asked before the pattern is tried.
CHANGE_HINTS = ("updat", "corrected", "amended", "revised")
_NOTES_READ = 8
WE_CHANGED = re.compile(
    r"\bwe (?:have )?(?:(?P<update>updated)|(?P<correction>corrected|amended|revised)) this "
    r"(?:(?:news|media|press) )?(?:release|statement|notice)\b",
    re.I,
)


def _named(found: re.Match[str]) -> Iterator[str]:
    """The names of the groups that matched."""
    return (name for name, words in found.groupdict().items() if words)


def _of_notes(reading: ParsedText) -> Iterator[Label]:
    """What the first paragraphs say the text is: updated, corrected, somebody's statement."""
    has_begun = False
    for block in reading.blocks[:_NOTES_READ]:
        text = reading.flat[block.start : block.end]
        may_change = any(map(reading.low[block.start : block.end].__contains__, CHANGE_HINTS))
        if may_change and (found := CHANGED.search(text) or WE_CHANGED.search(text)):
            is_update = any(name.startswith("update") for name in _named(found))
            kind = "update" if is_update else "correction"
            yield Label(cast(LabelKind, kind), reading.span(block.start, block.end), "says-so")
        elif block.kind is BlockKind.BODY:
            if not has_begun and issues_statement(text):
                yield Label("statement", reading.span(block.start, block.end), "says-so")
            has_begun = True


def find_corrections(reading: ParsedText) -> tuple[Correction, ...]:
    """The sentences that correct, replace or withdraw what was issued before, in order.

    In running prose the words must speak of a text, not of corrections officers.
    """
    # Few of the hints stand in a text at all: only their patterns are asked of each paragraph.
    patterns = [entry for entry in _CORRECTS if any(map(reading.low.__contains__, entry[0]))]
    found: list[Correction] = []
    for block in reading.blocks[:_READ] if patterns else ():
        place = None
        if block.kind is not BlockKind.BOILERPLATE:
            place = _corrected_at(reading, block, patterns)
        if place is not None and len(found) < _CORRECTIONS_MOST:
            start, end = _sentence_at(reading, block, place)
            found.append(Correction(reading.span(start, end), "corrects"))
    return tuple(found)


def _corrected_at(
    reading: ParsedText, block: Block, patterns: Sequence[tuple[tuple[str, ...], re.Pattern[str]]]
) -> int | None:
    """Where the first words of a paragraph stand that correct something; None where none do."""
    low = reading.low[block.start : block.end]
    found = (
        pattern.search(reading.flat, block.start, block.end)
        for hints, pattern in patterns
        if any(map(low.__contains__, hints))
    )
    return min((match.start() for match in found if match), default=None)


def _sentence_at(reading: ParsedText, block: Block, place: int) -> tuple[int, int]:
    """The sentence around a place of a block, the whole block where it has none."""
    around = (s for s in reading.sentences if s.start <= place < s.end)
    found = next(around, None)
    return (found.start, found.end) if found else (block.start, block.end)
