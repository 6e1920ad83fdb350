"""Statements set as paragraphs of their own, without marks around them.

Some issuers set what a speaker says as a paragraph above a line with the speaker's name, or below
one that announces it ("The Premier released the following statement:"). What surely is such a
statement is a quotation; all else stays prose.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Literal

from processing.names.signatures import read_signature
from processing.parsed_text import BlockKind, ParsedText
from processing.quotes.announcing import Announcement, read_announcement
from processing.quotes.attributed_quotes import SpeakerAttribution
from processing.quotes.marks import QuotedSpan
from processing.quotes.quote_contexts import QuoteContexts

# Words of one who speaks of themselves and theirs.
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Oo]urs?|us|[Mm]y|me|[Oo]urselves|myself)\b(?!\.)")
_QUOTE_OPENS = frozenset("“\"‘«„'「『‹›»")
# A mark around so many characters in a paragraph says that the paragraph is no statement itself.
_SPEECH_LEAST = 40
# Characters in which a paragraph names the one whom it is about.
_OPENING = 30
# A name and a colon on a line of its own.
_LABEL = 60
# "… in Elm City pic.twitter.com/abc — Ada Lund (@adalund) May 4, 2026"
_POST = re.compile(
    r"\s*(?:(?:pic\.twitter\.com|https?://t\.co)/\w+\s*)*[—–-]\s*"
    r"(?P<name>[^\n—(]{2,60}?) \(@\w{1,20}\)"
    r"\s+[A-Z][a-z]+ \d{1,2}, \d{4}\s*\Z"
)
_BODY, _SIGNATURE = BlockKind.BODY, BlockKind.SIGNATURE

StatementRule = Literal[
    "signature", "signature-above", "announced", "statement", "post", "transcript"
]


@dataclass(frozen=True, slots=True)
class Statement:
    """A quotation without marks: its place, and what names its speaker.

    That is an announcement (`voice`) or a line with a name (`signature`, its place).
    """

    start: int
    end: int
    rule: StatementRule
    source: SpeakerAttribution | None = None
    signature: tuple[int, int] | None = None


class Statements:
    """Finds the statements of one release."""

    def __init__(
        self, reading: ParsedText, quoted_spans: Sequence[QuotedSpan], contexts: QuoteContexts
    ) -> None:
        self._reading = reading
        self._blocks = reading.blocks
        self._quoted_spans = quoted_spans
        self._contexts = contexts

    def find(self) -> Iterator[Statement]:
        """Every statement in the order of the text, none within another."""
        done = -1
        signed = self._signed()
        for number in range(len(self._blocks)):
            if number <= done:
                continue
            found = self._announced(number) or self._posted(number)
            if found is None and number in signed:
                found = signed[number]
            if found is not None:
                statement, done = found
                yield statement

    # Announced: "The Premier released the following statement:"

    def _announced(self, number: int) -> tuple[Statement, int] | None:
        """The statement that the block before announces, and its last block."""
        if number == 0 or not self._may_be_statement(number):
            return None
        before = self._blocks[number - 1]
        if self._reading.flat[before.end - 1] != ":" or before.kind in _NOT_READ:
            return None
        announcement = read_announcement(self._contexts.last_sentence(number - 1))
        if announcement is None:
            return None
        last = self._last_of(number, announcement)
        start, end = self._blocks[number].start, self._blocks[last].end
        rule: StatementRule = "statement" if announcement.is_whole else "announced"
        signature = self._signature_of(last + 1)
        if signature is not None:
            return Statement(start, end, rule, signature=signature), last + 1
        return Statement(start, end, rule, source=announcement.source), last

    def _last_of(self, first: int, announcement: Announcement) -> int:
        """The last block of an announced statement.

        A statement goes on to its end, what a transcript gives to the next name, a remark while
        its paragraphs speak of "us".
        """
        surname = self._surname(announcement)
        is_whole = announcement.is_whole or (announcement.is_label and self._is_transcript)
        last = first
        for number in range(first + 1, len(self._blocks)):
            if not self._goes_on(number, surname):
                break
            is_own = self._is_first_person(number)
            if not (is_own or is_whole) or (
                self._holds_speech(number) and not (is_own and is_whole)
            ):
                break
            last = number
        return last

    @cached_property
    def _is_transcript(self) -> bool:
        """Whether several lines are a name and a colon."""
        flat = self._reading.flat
        labels = (b for b in self._blocks if b.end - b.start < _LABEL and flat[b.end - 1] == ":")
        return len(list(islice(labels, 3))) == 3

    def _goes_on(self, number: int, surname: str | None) -> bool:
        block = self._blocks[number]
        flat = self._reading.flat
        is_item = block.kind is BlockKind.LIST_ITEM and self._opens_list(number - 1)
        if block.kind is not _BODY and not is_item:
            return False
        if flat[block.start] in _QUOTE_OPENS:
            return False
        if flat[block.end - 1] == ":":
            if block.end - block.start < _LABEL and self._is_transcript:
                return False
            if read_announcement(self._contexts.last_sentence(number)) is not None:
                return False
        return surname is None or surname not in flat[block.start : block.end]

    def _opens_list(self, number: int) -> bool:
        """Whether a block leads to the items of a list, or is one of them."""
        block = self._blocks[number]
        return block.kind is BlockKind.LIST_ITEM or self._reading.flat[block.end - 1] in ":;"

    def _surname(self, announcement: Announcement) -> str | None:
        speaker = announcement.source.attribution.speaker
        if speaker is None:
            return None
        word = announcement.source.words[speaker.last]
        return self._reading.flat[word.start : word.end] if word.mention >= 0 else None

    # Signed: a paragraph above the line of its speaker

    def _signed(self) -> dict[int, tuple[Statement, int]]:
        """The statements beside the lines of their speakers, by first block, with the last."""
        lines = [n for n, block in enumerate(self._blocks) if block.kind is _SIGNATURE]
        if not lines:
            return {}
        below = sum(self._is_first_person(n - 1) for n in lines)
        above = sum(self._is_first_person(n + 1) for n in lines)
        if above > below:
            return self._headed(lines)
        neighbours = frozenset(lines)
        found: dict[int, tuple[Statement, int]] = {}
        for line in lines:
            number = line - 1
            signature = self._signature_of(line)
            if signature is None or not self._may_be_statement(number):
                continue
            is_row = not neighbours.isdisjoint((line - 2, line + 2))
            is_likely = 2 * below >= len(lines) and (is_row or self._stands_within(line))
            if self._is_about(number, signature) or self._opens_with(line + 1, signature):
                continue
            if self._is_first_person(number) or is_likely or self._is_dashed(line):
                first = self._first_of(number)
                start, end = self._blocks[first].start, self._blocks[number].end
                found[first] = Statement(start, end, "signature", signature=signature), number
        return found

    def _first_of(self, last: int) -> int:
        """The first paragraph of a signed statement.

        Where an empty line sets it off with its signature, all from there; else those before it
        that speak of "us" too.
        """
        first = last
        while first > 1 and self._may_be_statement(first - 1) and not self._is_set_off(first):
            first -= 1
        is_block = not self._is_set_off(last + 1) and self._is_set_off(first)
        is_block = is_block and (last + 2 == len(self._blocks) or self._is_set_off(last + 2))
        if is_block and any(block.kind is _BODY for block in self._blocks[:first]):
            return first
        own = last
        while own > max(1, first) and self._is_first_person(own) and self._is_first_person(own - 1):
            own -= 1
        return own

    def _is_set_off(self, number: int) -> bool:
        """Whether an empty line stands before a block."""
        start, end = self._blocks[number - 1].end, self._blocks[number].start
        return self._reading.flat.count("\n", start, end) > 1

    def _is_dashed(self, number: int) -> bool:
        """Whether a line begins with a dash, as only a signature does under a paragraph."""
        return self._reading.flat[self._blocks[number].start] in "—–―~"

    def _headed(self, lines: Sequence[int]) -> dict[int, tuple[Statement, int]]:
        """Statements below the lines of their speakers: surely first person, one paragraph each."""
        found: dict[int, tuple[Statement, int]] = {}
        for line in lines:
            number = line + 1
            signature = self._signature_of(line)
            if signature is None or not self._is_first_person(number):
                continue
            if self._may_be_statement(number) and not self._is_about(number, signature):
                start, end = self._blocks[number].start, self._blocks[number].end
                found[number] = (
                    Statement(start, end, "signature-above", signature=signature),
                    number,
                )
        return found

    def _stands_within(self, line: int) -> bool:
        """Whether prose goes on below a signature, and not with the life of its bearer."""
        if line + 1 >= len(self._blocks) or self._blocks[line + 1].kind is not _BODY:
            return False
        signature = self._signature_of(line)
        return signature is None or not self._is_about(line + 1, signature)

    def _is_about(self, number: int, signature: tuple[int, int]) -> bool:
        """Whether a block speaks of the one whom a line names: then it is not their statement."""
        block = self._blocks[number]
        names = self._reading.flat[slice(*signature)].split()
        text = self._reading.flat[block.start : block.end]
        return any(
            len(name) > 2 and re.search(rf"\b{re.escape(name)}\b", text)
            for name in (names[0], names[-1])
        )

    def _opens_with(self, number: int, signature: tuple[int, int]) -> bool:
        """Whether a block begins with the name of a line above it, as a life does."""
        if number >= len(self._blocks):
            return False
        surname = self._reading.flat[slice(*signature)].split()[-1]
        start = self._blocks[number].start
        return surname in self._reading.flat[start : start + _OPENING]

    def _signature_of(self, number: int) -> tuple[int, int] | None:
        """The place of the name that a block is a signature of."""
        if number >= len(self._blocks) or self._blocks[number].kind is not _SIGNATURE:
            return None
        block = self._blocks[number]
        signature = read_signature(self._reading.flat[block.start : block.end], is_marked=True)
        if signature is None:
            return None
        return block.start + signature.name[0], block.start + signature.name[1]

    # Posted: a message embedded from a network

    def _posted(self, number: int) -> tuple[Statement, int] | None:
        block = self._blocks[number]
        if "(@" not in self._reading.flat[block.start : block.end]:
            return None
        post = _POST.search(self._reading.flat, block.start, block.end)
        if post is None or post.start() <= block.start:
            return None
        return Statement(block.start, post.start(), "post", signature=post.span("name")), number

    # What a paragraph says of itself

    def _may_be_statement(self, number: int) -> bool:
        """Whether a block is prose that neither opens with a mark nor holds speech in marks."""
        block = self._blocks[number]
        if block.kind is not _BODY or self._reading.flat[block.start] in _QUOTE_OPENS:
            return False
        return not self._holds_speech(number)

    def _holds_speech(self, number: int) -> bool:
        block = self._blocks[number]
        at = bisect_left(self._quoted_spans, block.start, key=lambda s: s.outer_end)
        for quoted_span in self._quoted_spans[at:]:
            if quoted_span.outer_start >= block.end:
                break
            if quoted_span.end - quoted_span.start >= _SPEECH_LEAST:
                return True
        return False

    def _is_first_person(self, number: int) -> bool:
        """Whether a paragraph speaks of "us", outside all marks."""
        if not 0 <= number < len(self._blocks) or self._blocks[number].kind is not _BODY:
            return False
        block = self._blocks[number]
        own = _FIRST_PERSON.finditer(self._reading.flat, block.start, block.end)
        return any(not self._is_quoted(match.start()) for match in own)

    def _is_quoted(self, place: int) -> bool:
        at = bisect_right(self._quoted_spans, place, key=lambda s: s.outer_start) - 1
        return at >= 0 and place < self._quoted_spans[at].outer_end


_NOT_READ = (BlockKind.FURNITURE, BlockKind.CONTACT, BlockKind.BOILERPLATE)
