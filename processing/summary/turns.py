"""What is answered in a transcript, each behind the label that says who answers.

"LUND: The fees of the harbour will not rise this year." Without the label it would be told as the
release's own.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from domain.documents import Span
from domain.facts import Quote
from processing.parsed_text import ParsedText
from processing.summary.worth import content_of, words_of

# Words of a label with what it says of its bearer.
_LONGEST_LABEL = 12
# Words of an answer that tells something, and of what is shown of one.
_FEWEST, _MOST = 8, 46
# Words of all that is shown, the subjects included; answers at most.
_BUDGET, _ANSWERS = 64, 2
# What an answer is worth for each subject's word in it, beside a number and the first place.
_NUMBER, _FIRST = 1.0, 1.5
# What opens with one of these answers a question that is not shown, or greets.
_ANAPHORIC = re.compile(
    r"(?:yes|yeah|no|oh|ah|absolutely|certainly|sure|of course|again|yet again|correct"
    r"|exactly|indeed|good (?:morning|afternoon|evening)|thank|thanks|hello|welcome|to be|as i)\b",
    re.IGNORECASE,
)
# Words of the subject in an answer that is about it, however it opens.
_ON_SUBJECT = 2
# So an answer may open and still tell something, if it has words of the subject.
_SOFT = re.compile(r"(?:well|look|now),? ", re.IGNORECASE)
_POINTS = re.compile(
    r"\b(?:he|she|they|them|their|his|her|this|that|these|those|it)\b", re.IGNORECASE
)
_SOMEBODY = re.compile(r"\b(?:he|him|she)\b", re.IGNORECASE)
_POINTING_FIRST = 6  # words


class _Turn(NamedTuple):
    """The stretch `start:end`, its words, and what it is worth."""

    start: int
    end: int
    cost: int
    worth: float


def find_answers(
    reading: ParsedText, quotes: Sequence[Quote], topics: Span | None, title: str
) -> list[Span]:
    """The answers of a transcript that tell most of its subjects, in order; each with its label."""
    asked = content_of(words_of(f"{topics.text if topics else ''} {title}".lower()))
    left = _BUDGET - (len(topics.text.split()) if topics else 0)
    turns = sorted(_turns(reading, quotes, asked), key=lambda turn: -turn.worth)
    taken: list[_Turn] = []
    for turn in turns:
        if turn.cost <= left and len(taken) < _ANSWERS:
            taken.append(turn)
            left -= turn.cost
    return [reading.span(turn.start, turn.end) for turn in sorted(taken)]


def _turns(reading: ParsedText, quotes: Sequence[Quote], asked: frozenset[str]) -> Iterator[_Turn]:
    is_first = True
    for quote in quotes:
        label = quote.speaker
        if quote.rule != "transcript" or label is None:
            continue
        start, said = label.start, quote.span.start
        before = reading.flat[start:said]
        if len(before.split()) > _LONGEST_LABEL:
            continue
        end = _told_until(reading, said, quote.span.end, asked)
        if end is None:
            continue
        low = reading.low[said:end]
        told = len(content_of(words_of(low)) & asked)
        if not told:
            continue
        worth = told + _NUMBER * any(c.isdigit() for c in low)
        yield _Turn(start, end, len(reading.flat[start:end].split()), worth + _FIRST * is_first)
        is_first = False


def _told_until(reading: ParsedText, start: int, limit: int, asked: frozenset[str]) -> int | None:
    """Where the first sentences of an answer end that tell something; None where they are none."""
    for sentence in reading.sentences:
        if sentence.end <= start or sentence.end > limit:
            continue
        said = reading.flat[start : sentence.end]
        count = len(said.split())
        if count > _MOST or "\n\n" in said:
            return None
        if count >= _FEWEST:
            opens = " ".join(said.split()[:_POINTING_FIRST])
            is_anaphoric = _ANAPHORIC.match(said) is not None or _POINTS.search(opens) is not None
            is_anaphoric = is_anaphoric or _SOMEBODY.search(said) is not None
            if _SOFT.match(said) and len(content_of(words_of(said.lower())) & asked) < _ON_SUBJECT:
                is_anaphoric = True
            is_plain = said.endswith(".") and not is_anaphoric
            return sentence.end if is_plain else None
    return None
