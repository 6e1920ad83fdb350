"""QuoteContexts: the reporter's sentences around quotations, each read into words."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import pairwise

from processing.names.signatures import read_signature
from processing.parsed_text import BlockKind, ParsedText
from processing.quotes.marks import QuotedSpan
from processing.quotes.word_kinds import WordKind
from processing.quotes.words import NameIndex, Word, read_words
from processing.words.layer import WordLayer


@dataclass(frozen=True)
class QuoteContext:
    """One sentence of the reporter, its quotations taken as one word each.

    `paragraph` is the index of the block it begins in. Its words are read when they are asked for:
    most sentences without a quotation never are.
    """

    start: int
    end: int
    paragraph: int
    has_quote: bool
    read: Callable[[], list[Word]]

    @cached_property
    def words(self) -> list[Word]:
        """The words of the sentence."""
        return self.read()


_PAGE = re.compile(r"(?:-\s*)?(?:[Pp]age\s+)?\d{1,3}(?:\s+of\s+\d{1,3})?(?:\s*-)?")
# Characters of a line that may sign a quotation; a longer one is a paragraph.
_LONGEST_SIGNATURE = 160
# Characters beside a quotation that are read; no sentence of a reporter is longer.
_REACH = 1_200
# Quotations in one context; a longer row of them is no sentence (and would cost too much).
_MOST_QUOTES = 24


class QuoteContexts:
    """Cuts the paragraphs that hold quotations into contexts."""

    def __init__(
        self,
        reading: ParsedText,
        quoted_spans: Sequence[QuotedSpan],
        index: NameIndex,
        layer: WordLayer,
    ) -> None:
        self._reading = reading
        self._quoted_spans = quoted_spans
        self._index = index
        self._layer = layer
        self._block_starts = [block.start for block in reading.blocks]
        self._sentence_starts = [sentence.start for sentence in reading.sentences]

    def regions(self) -> Iterator[list[QuoteContext]]:
        """The contexts of each paragraph with a quotation; a reopened speech ties paragraphs."""
        number = 0
        while number < len(self._quoted_spans):
            block = self.block_at(self._quoted_spans[number].outer_start)
            end = self._reading.blocks[block].end
            upto = number
            while upto < len(self._quoted_spans) and self._quoted_spans[upto].outer_start < end:
                closing = self.block_at(self._quoted_spans[upto].outer_end - 1)
                end = self._reading.blocks[closing].end
                upto += 1
            yield self._cut(block, end, number, upto)
            number = upto

    def last_before(self, paragraph: int) -> QuoteContext | None:
        """The last sentence of the prose before a paragraph, read without its quotations."""
        before = self.prose_before(paragraph)
        if before < 0:
            return None
        start, end = self._reading.blocks[before].start, self._reading.blocks[before].end
        place = bisect_right(self._sentence_starts, end - 1) - 1
        start = max(start, self._sentence_starts[place]) if place >= 0 else start
        start = max(start, end - _REACH)
        return self._read_later(start, end, (), 0, before)

    def last_sentence(self, number: int) -> list[Word]:
        """The words of the last sentence of a block, which may be a headline too."""
        block = self._reading.blocks[number]
        place = bisect_right(self._sentence_starts, block.end - 1) - 1
        start = max(block.start, self._sentence_starts[place]) if place >= 0 else block.start
        return self._read_later(max(start, block.end - _REACH), block.end, (), 0, number).words

    def first_sentence_after(self, place: int) -> list[Word]:
        """The words of the first sentence of the next prose block; none where none follows."""
        number = self.block_at(place - 1) + 1
        if number >= len(self._reading.blocks):
            return []
        block = self._reading.blocks[number]
        if not block.kind.is_prose:
            return []
        at = bisect_right(self._sentence_starts, block.start)
        end = self._sentence_starts[at] if at < len(self._sentence_starts) else block.end
        end = min(end, block.end, block.start + _REACH)
        return self._read_later(block.start, end, (), 0, number).words

    def line_after(self, place: int) -> QuoteContext | None:
        """The next prose block, where it is a single line without quotations."""
        number = self.block_at(place - 1) + 1
        if number >= len(self._reading.blocks):
            return None
        block = self._reading.blocks[number]
        if block.end - block.start > _LONGEST_SIGNATURE:
            return None
        is_line = block.kind.is_prose or block.kind is BlockKind.SIGNATURE
        # A short line of capitals is now and then set like a subhead.
        if not is_line and not self._is_signature(number):
            return None
        return self._read_later(block.start, block.end, (), 0, number)

    def opens_paragraph(self, context: QuoteContext) -> bool:
        """Whether a context is the first of its paragraph, which no line of a name leads to."""
        if self._reading.blocks[context.paragraph].start != context.start:
            return False
        above = context.paragraph - 1
        is_named = above >= 0 and self._is_signature(above)
        # The line above may stand below the quotation before it.
        is_of_other = is_named and above > 0 and self._ends_with_quotation(above - 1)
        return not is_named or is_of_other

    def signer(self, line: QuoteContext) -> int | None:
        """Which word of a line is the name that it says with an office; None where it is none."""
        signature = read_signature(self._reading.flat[line.start : line.end])
        if signature is None or not signature.is_sure:
            return None
        begin, end = line.start + signature.name[0], line.start + signature.name[1]
        for at, word in enumerate(line.words):
            if word.kind is WordKind.NAME and word.start < end and begin < word.end:
                return at
        return None

    def _is_signature(self, number: int) -> bool:
        block = self._reading.blocks[number]
        line = self._reading.flat[block.start : block.end]
        signature = read_signature(line) if line else None
        return signature is not None and signature.is_sure

    def _ends_with_quotation(self, number: int) -> bool:
        end = self._reading.blocks[number].end
        return any(quoted.outer_end == end for quoted in self._quoted_spans)

    def prose_before(self, paragraph: int) -> int:
        """The paragraph directly before, -1 where none stands there or it is no prose.

        The number of a page between two paragraphs is passed over.
        """
        before = paragraph - 1
        if before > 0:
            block = self._reading.blocks[before]
            before -= _PAGE.fullmatch(self._reading.flat, block.start, block.end) is not None
        if before < 0 or not self._reading.blocks[before].kind.is_prose:
            return -1
        return before

    def people_before(self, paragraph: int) -> int:
        """How many people the paragraph directly before names."""
        before = self.prose_before(paragraph)
        if before < 0:
            return 0
        block = self._reading.blocks[before]
        return self._index.people_between(block.start, block.end)

    def asks(self, paragraph: int) -> bool:
        """Whether a paragraph ends with a question, as an interviewer's does."""
        if paragraph < 0:
            return False
        return self._reading.flat[self._reading.blocks[paragraph].end - 1] == "?"

    def block_at(self, place: int) -> int:
        """The index of the paragraph that holds a place of the text."""
        return max(0, bisect_right(self._block_starts, place) - 1)

    def _cut(self, block: int, end: int, number: int, upto: int) -> list[QuoteContext]:
        start = self._reading.blocks[block].start
        quoted_spans = self._quoted_spans[number:upto]
        low = bisect_right(self._sentence_starts, start)
        high = bisect_right(self._sentence_starts, end - 1)
        first = start
        if low > 0 and self._sentence_starts[low - 1] >= start:
            first = self._sentence_starts[low - 1]
        elif low < high:  # a dateline stands before the first sentence
            first = min(self._sentence_starts[low], quoted_spans[0].outer_start)
        inside = 0
        cuts: list[int] = []
        for cut in self._sentence_starts[low:high]:
            while inside < len(quoted_spans) and quoted_spans[inside].outer_end <= cut:
                inside += 1
            if inside < len(quoted_spans) and quoted_spans[inside].outer_start < cut:
                continue
            if cut > first:
                cuts.append(cut)
        edges = [first, *cuts, end]
        contexts: list[QuoteContext] = []
        at = 0
        for left, right in pairwise(edges):
            upper = at
            while upper < len(quoted_spans) and quoted_spans[upper].outer_start < right:
                upper += 1
            for low, high in self._pieces(quoted_spans, at, upper):
                contexts.append(
                    self._context(left, right, quoted_spans[low:high], number + low, block)
                )
            at = upper
        return contexts

    def _pieces(
        self, quoted_spans: Sequence[QuotedSpan], at: int, upper: int
    ) -> Iterator[tuple[int, int]]:
        """The quotations of a sentence in portions: mostly all of them."""
        if upper == at:
            yield at, upper
        start = at
        for i in range(at + 1, upper + 1):
            if (
                i == upper
                or i - start == _MOST_QUOTES
                or quoted_spans[i].outer_start - quoted_spans[i - 1].outer_end > 2 * _REACH
            ):
                yield start, i
                start = i

    def _context(
        self, left: int, right: int, quoted_spans: Sequence[QuotedSpan], number: int, block: int
    ) -> QuoteContext:
        if quoted_spans:
            left = max(left, quoted_spans[0].outer_start - _REACH)
            right = min(right, quoted_spans[-1].outer_end + _REACH)
        else:
            right = min(right, left + _REACH)
        return self._read_later(left, right, quoted_spans, number, block)

    def _read_later(
        self, start: int, end: int, quoted_spans: Sequence[QuotedSpan], first: int, block: int
    ) -> QuoteContext:
        read = partial(self._words, start, end, quoted_spans, first)
        return QuoteContext(start, end, block, bool(quoted_spans), read)

    def _words(
        self, start: int, end: int, quoted_spans: Sequence[QuotedSpan], first: int
    ) -> list[Word]:
        quotations = [
            (quoted_span.outer_start, quoted_span.outer_end) for quoted_span in quoted_spans
        ]
        parsed = self._layer.parse(start, end, quotations)
        return read_words(parsed, self._reading.flat, quoted_spans, first, self._index)
