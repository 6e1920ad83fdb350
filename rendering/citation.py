"""Words of a release on their way to a reader: only with their receipt."""

import re

from domain.archive import StoredRelease
from domain.documents import Span
from domain.errors import MissingReceiptError
from rendering.escape import one_line

# Enough of the surroundings to judge a figure by, and short enough to list ten on a page.
CONTEXT = 180
# In a briefing: one line of a wide screen, two of a phone.
BRIEF_CONTEXT = 110
# Where a sentence or a paragraph ends. A line that goes on in lower case was broken inside a
# sentence, and so was most likely one of 60 characters or more: texts are wrapped at 70 or 80.
# The commonest abbreviations end nothing; a wrong cut here only shortens what is shown.
_BOUNDARY = re.compile(
    r"(?<![A-Z])(?<!\b[DM]r)(?<!\bM[rs]s)(?<!\bMs)(?<!\bSt)(?<!\bNo)[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n(?=\s*\n)|(?<![^\n]{60})\n(?![a-z,.;])"
)


def cite(release: StoredRelease, span: Span) -> str:
    """The words of `span` on one line, after holding them against the release.

    Raises MissingReceiptError when they do not stand there.
    """
    if not span.stands_in(release.document.text):
        raise MissingReceiptError(
            f"release {release.head.release_id} does not say at {span.start}:{span.end} "
            "what its record claims"
        )
    return one_line(span.text)


def surroundings(release: StoredRelease, span: Span, limit: int = CONTEXT) -> str:
    """The sentence around `span` as plain text, about `limit` characters, cut at words."""
    room = max(0, limit - len(cite(release, span))) // 2
    text = release.document.text
    before = _before(text, max(0, span.start - room), span.start)
    after = _after(text, span.end, min(len(text), span.end + room))
    return one_line(before + span.text + after)


def _before(text: str, start: int, end: int) -> str:
    """The end of `text[start:end]` from its last boundary, or from its first whole word."""
    # Searched in the whole text, so that a boundary may look back beyond `start`.
    boundaries = list(_BOUNDARY.finditer(text, start, end))
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
