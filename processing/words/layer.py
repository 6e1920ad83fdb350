"""The words of a release, each sentence read when it is first asked for, and only once."""

from collections.abc import Sequence
from functools import partial

from processing.parsed_text import BlockKind, ParsedText
from processing.words.sentences import MentionIndex, ParsedSentence, parse_between
from processing.words.tokens import Tokens, cut

_TITLES = (BlockKind.HEADLINE, BlockKind.SUBHEAD)


class WordLayer:
    """The sentences of a text as tokens, phrases and clauses.

    `mentions` are the (start, end) of the names that were found, in order and not overlapping;
    `tokens` those of the release, where it was cut already.
    """

    def __init__(
        self,
        reading: ParsedText,
        mentions: Sequence[tuple[int, int]] = (),
        tokens: Tokens | None = None,
    ) -> None:
        self._reading = reading
        self._between = tokens.between if tokens else partial(cut, reading.flat)
        self._mentions = MentionIndex(mentions)
        self._parsed: dict[tuple[int, int, tuple[tuple[int, int], ...]], ParsedSentence] = {}

    def sentence(self, number: int) -> ParsedSentence:
        """The sentence `reading.sentences[number]`, quotations read as the words they are."""
        span = self._reading.sentences[number]
        is_title = self._reading.blocks[span.block].kind in _TITLES
        return self.parse(span.start, span.end, is_title=is_title)

    def parse(
        self,
        start: int,
        end: int,
        quotations: Sequence[tuple[int, int]] = (),
        *,
        is_title: bool = False,
    ) -> ParsedSentence:
        """Any stretch read as one sentence; each of `quotations` (start, end) is one word of it."""
        key = (start, end, tuple(quotations))
        known = self._parsed.get(key)
        if known is None:
            known = parse_between(
                self._between,
                start,
                end,
                quotations=quotations,
                mention_at=self._mentions,
                is_title=is_title,
            )
            self._parsed[key] = known
        return known
