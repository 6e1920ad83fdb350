"""A text made ready to be read: its blocks and sentences, every place true to the original."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from domain.documents import Document, Span


class BlockKind(StrEnum):
    """What a block of the text is; only `PROSE` kinds hold sentences of the release itself.

    A signature names the speaker of a statement that is set as a paragraph without marks.
    """

    HEADLINE = "headline"
    SUBHEAD = "subhead"
    BODY = "body"
    LIST_ITEM = "list-item"
    SIGNATURE = "signature"
    TABLE_ROW = "table-row"
    CONTACT = "contact"
    FURNITURE = "furniture"
    BOILERPLATE = "boilerplate"

    @property
    def is_prose(self) -> bool:
        """Whether sentences of the release stand here (and not navigation, contacts, "about")."""
        return self in _PROSE


# Looked up once: a member of an enumeration is found slowly, and every block is asked often.
_PROSE = (BlockKind.BODY, BlockKind.LIST_ITEM)


class HeadKind(StrEnum):
    """What a line above the first paragraph is."""

    MASTHEAD = "masthead"
    PERSON = "person"
    NUMBER = "number"
    RELEASE_MARK = "release-mark"
    EMBARGO = "embargo"
    LABEL = "label"
    TITLE = "title"
    SUBTITLE = "subtitle"
    DATE = "date"
    DATELINE = "dateline"
    CONTACT = "contact"
    BREADCRUMB = "breadcrumb"
    OTHER = "other"


class HeadLine(NamedTuple):
    """One line of the head: `flat[start:end]`, and its kind."""

    start: int
    end: int
    kind: HeadKind


class Block(NamedTuple):
    """A paragraph, headline, list item or table row: `reading.flat[start:end]`, no edge spaces."""

    start: int
    end: int
    kind: BlockKind


class SentenceSpan(NamedTuple):
    """One sentence: offsets into the text, and the index of its block in `reading.blocks`.

    A dateline ("SANTA ANA – ") stands before `start`, outside the sentence.
    """

    start: int
    end: int
    block: int


@dataclass(frozen=True, slots=True)
class ParsedText:
    """A document cut into blocks and sentences.

    `flat` is as long as `document.text`, character for character, so that offsets into one are
    offsets into the other. In it a newline parts blocks and nothing else: a line broken within a
    block, a tab or an odd space is a plain space; curly apostrophes within words are "'"; all
    quotation marks stand as they are.
    `low` is `flat` in small letters, place for place, for all that is looked for in any case.
    `sentences` covers the prose blocks, and headlines and subheads as one sentence each; it is
    ordered, and its items do not overlap.
    """

    document: Document
    flat: str
    blocks: tuple[Block, ...]
    sentences: tuple[SentenceSpan, ...]
    language: str | None
    low: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "low", _lowered(self.flat))

    @property
    def text(self) -> str:
        """The original text, the one that receipts point into."""
        return self.document.text

    def span(self, start: int, end: int) -> Span:
        """A receipt for `text[start:end]`."""
        return Span.of(self.document.text, start, end)


def _lowered(text: str) -> str:
    """The text in small letters, as long as it was: a few letters grow when they are lowered."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower()[:1] for c in text)
