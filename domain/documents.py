"""What a source yields: a document and its places."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.errors import MissingReceiptError

# A release that names only its day has no hour: the type keeps what was known (datetime is aware).
Published = date | datetime


@dataclass(frozen=True, slots=True)
class Span:
    """A receipt: code-point offsets into a text (end exclusive) and the words that stand there."""

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Span":
        """Cut `text[start:end]`; an empty or reversed place raises MissingReceiptError."""
        if not 0 <= start < end <= len(text):
            raise MissingReceiptError(f"no words stand at {start}:{end} of {len(text)} characters")
        return cls(start, end, text[start:end])

    def stands_in(self, text: str) -> bool:
        """Say whether these very words stand at this place of `text`."""
        return text[self.start : self.end] == self.text


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of a release: where it lies, and the words by which its page describes it."""

    address: str
    words: str


@dataclass(frozen=True, slots=True)
class Document:
    """One release as a source yields it. `text` parts its paragraphs with newlines.

    `site` is whose site its page says to be of, if it was read from one; it is not kept.

    `key` names the release where its address does not (several share one); None elsewhere.

    `mixes_columns` says that it was printed in columns that could not be told apart: a sentence may
    go on in words of another.
    """

    id: str
    text: str
    title: str | None = None
    published_at: Published | None = None
    url: str | None = None
    agency: str | None = None
    source: str | None = None
    is_sample: bool = False
    key: str | None = None
    site: str | None = None
    images: tuple[Image, ...] = ()
    mixes_columns: bool = False
