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
# Where a sentence or a paragraph ends; a line broken inside a sentence goes on in lower case.
_BOUNDARY = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n(?![a-z,.;])")


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
    words = cite(release, span)
    room = max(0, limit - len(words)) // 2
    before = _before(
        release.document.text[max(0, span.start - room) : span.start], span.start > room
    )
    text = release.document.text
    after = _after(text[span.end : span.end + room], span.end + room < len(text))
    return one_line(before + span.text + after)


def _before(piece: str, goes_on: bool) -> str:
    """The end of `piece` from its last boundary, or from its first whole word."""
    boundaries = list(_BOUNDARY.finditer(piece))
    if boundaries:
        return piece[boundaries[-1].end() :]
    return "… " + piece.partition(" ")[2] if goes_on else piece


def _after(piece: str, goes_on: bool) -> str:
    """The start of `piece` up to its first boundary, or to its last whole word."""
    boundary = _BOUNDARY.search(piece)
    if boundary:
        return piece[: boundary.end()].rstrip()
    return piece.rpartition(" ")[0] + " …" if goes_on else piece
