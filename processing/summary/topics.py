"""What a transcript is about, where it names its subjects: "Subjects: fees; two ferries"."""

import re

from domain.documents import Span
from processing.parsed_text import ParsedText

# The line stands in the head of a transcript.
_HEAD = 3000
# Who speaks first: "ADA LUND, MINISTER FOR QUAYS:", "Senator Lund:", "Reporter:".
_SPEAKER = (
    r"\s(?:(?:[A-Z][A-Z.’'-]+\s{1,3}){0,4}[A-Z][A-Z.’'-]+(?:,[^:;]{3,170})?"
    r"|(?:Senator|Mr|Ms|Mrs|Dr|Minister|Reporter|Journalist|Question|Interviewer|Presenter)\b"
    r"[^:;,]{0,40}):"
)
_TOPICS = re.compile(
    r"(?:^|(?<=\s))(?:SUBJECTS?|Subjects?|TOPICS?|Topics?)(?:\s?/\s?S|\(s\))?\s*:\s*"
    rf"(?P<told>\S[^\n]{{2,400}}?)\s*(?=\n|\Z|[.…]{{3}}|\bE\W{{0,3}}&\W{{0,3}}O|{_SPEAKER})",
    re.M,
)
# Longer ones are prose.
_MOST = 40


def find_topics(reading: ParsedText) -> Span | None:
    """The subjects a transcript names in its head, with its word for them; None where it has none.

    Without the word ("Subjects:") nobody could tell what they are.
    """
    found = _TOPICS.search(reading.flat, 0, _HEAD)
    if found is None or len(found["told"].split()) > _MOST:
        return None
    told = found["told"].rstrip(" ;,")
    return reading.span(found.start(), found.start("told") + len(told))
