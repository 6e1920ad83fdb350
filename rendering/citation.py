"""Words of a release on their way to a reader: only with their receipt."""

import re
from dataclasses import dataclass

from domain.archive import StoredRelease
from domain.documents import Span
from domain.errors import MissingReceiptError
from rendering.addresses import is_web_address
from rendering.escape import one_line
from rendering.fragments import fragment_address

# Enough of the surroundings to judge a figure by, and short enough to list ten on a page.
CONTEXT = 180
# A sentence of a release is hardly ever longer, to either side of what is stated.
_FAR = 600
# A quotation mark and the first letter of a sentence.
_BEGINNING = 2
# Where a sentence or a paragraph ends. A line that goes on in lower case was broken inside a
# sentence, and so was most likely one of 60 characters or more: texts are wrapped at 70 or 80.
# The commonest abbreviations end nothing; a wrong cut here only shortens what is shown.
_BOUNDARY = re.compile(
    r"(?<![A-Z])(?<!\b[DM]r)(?<!\bM[rs]s)(?<!\bMs)(?<!\bSt)(?<!\bNo)[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n(?=\s*\n)|(?<![^\n]{60})\n(?![a-z,.;])"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """Words of a release with their receipt: there is none that does not stand in the release.

    Raises MissingReceiptError where the words do not stand at `span`.
    """

    release: StoredRelease
    span: Span

    def __post_init__(self) -> None:
        """Hold the words against the text."""
        if not self.span.stands_in(self.release.document.text):
            raise MissingReceiptError(
                f"release {self.release.head.release_id} does not say at "
                f"{self.span.start}:{self.span.end} what its record claims"
            )

    @property
    def words(self) -> str:
        """The words on one line, not yet escaped."""
        return one_line(self.span.text)

    @property
    def sentence(self) -> Span:
        """The sentence or sentences around the words, as far as it is looked for."""
        text = self.release.document.text
        before = _before(text, max(0, self.span.start - _FAR), self.span.start)
        after = _after(text, self.span.end, min(len(text), self.span.end + _FAR))
        before = before.removeprefix("… ").lstrip()
        return Span.of(
            text, self.span.start - len(before), self.span.end + len(after.removesuffix(" …"))
        )

    @property
    def paragraph(self) -> Span:
        """The lines the words stand on."""
        text = self.release.document.text
        start = text.rfind("\n", 0, self.span.start) + 1
        end = text.find("\n", self.span.end)
        return Span.of(text, start, len(text) if end < 0 else end)

    @property
    def address(self) -> str | None:
        """The agency's page, opened at the sentence; None where there is no such page."""
        url = self.release.head.url
        if not url or not is_web_address(url):
            return None
        return fragment_address(url, self.release.document.text, self.sentence)


def cite(release: StoredRelease, span: Span) -> str:
    """The words of `span` on one line; raises MissingReceiptError where they do not stand there."""
    return Statement(release, span).words


def surroundings(release: StoredRelease, span: Span, limit: int = CONTEXT) -> str:
    """The sentence around `span` as plain text, about `limit` characters, cut at words."""
    room = max(0, limit - len(cite(release, span))) // 2
    text = release.document.text
    return words_between(release, max(0, span.start - room), span, min(len(text), span.end + room))


def words_between(release: StoredRelease, first: int, span: Span, last: int) -> str:
    """The words around `span` as plain text, none of before `first` or after `last`."""
    text = release.document.text
    before = _before(text, first, span.start)
    return one_line(before + cite(release, span) + _after(text, span.end, last))


def _before(text: str, start: int, end: int) -> str:
    """The end of `text[start:end]` from its last boundary, or from its first whole word."""
    # Searched in the whole text, so that a boundary may look beyond both ends: right before `end`
    # it is one only if it sees how the words there begin.
    found = _BOUNDARY.finditer(text, start, min(len(text), end + _BEGINNING))
    boundaries = [boundary for boundary in found if boundary.end() <= end]
    if boundaries:
        return text[boundaries[-1].end() : end]
    piece = text[start:end]
    return "… " + piece.partition(" ")[2] if start else piece


def _after(text: str, start: int, end: int) -> str:
    """The start of `text[start:end]` up to its first boundary, or to its last whole word."""
    boundary = _BOUNDARY.search(text, start, end)
    if boundary:
        return text[start : boundary.end()].rstrip()
    piece = text[start:end]
    return piece.rpartition(" ")[0] + " …" if end < len(text) else piece
