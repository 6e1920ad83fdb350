"""What a piece of a sentence points back to, and the piece itself."""

from collections.abc import Collection
from typing import NamedTuple

from processing.parsed_text import SentenceSpan
from processing.summary.occurrences import holds
from processing.words.sentences import ParsedSentence, Token


class Reference(NamedTuple):
    """Something that a piece points back to, and what above it would tell what is meant.

    `word` (small letters) names it, None where only a sentence does; `orders` are the sentences any
    of which tells it. What has neither can never be shown.
    """

    kind: str
    word: str | None = None
    orders: frozenset[int] = frozenset()

    def is_met(self, above: str, shown: Collection[int]) -> bool:
        """Whether what stands `above` (small letters) or the sentences shown tell what it is."""
        if self.word is not None and holds(above, self.word):
            return True
        return not self.orders.isdisjoint(shown)

    @property
    def is_hopeless(self) -> bool:
        """Whether nothing above could tell what is meant: it was cut off, or stands beneath."""
        return self.word is None and not self.orders


class Piece(NamedTuple):
    """The tokens `first` to `last` of a sentence, which would be shown as `start:end`."""

    start: int
    end: int
    order: int
    sentence: SentenceSpan
    parsed: ParsedSentence
    first: int
    last: int

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens that would be shown."""
        return self.parsed.tokens[self.first : self.last]

    @property
    def previous(self) -> frozenset[int]:
        """The sentence before."""
        return frozenset({self.order - 1})


def lower_at(piece: Piece, i: int) -> str:
    """The token of that index in small letters, empty beyond the sentence."""
    return piece.parsed.tokens[i].lower if 0 <= i < len(piece.parsed.tokens) else ""
