"""An office that speaks in the first sentences: "The Minister for Mines, Ada Lund, today …".

The office is the issuer where its holder is named beside it as the subject of the sentence, or as
who says it at the end. A head of government alone ("the Premier") says not of what.
"""

import re
from collections.abc import Iterator, Sequence

from domain.documents import Span
from processing.head.evidence import Evidence, head_words
from processing.names.found import Mention, Names
from processing.parsed_text import ParsedText, SentenceSpan

# No name of an office is longer.
_LONGEST = 170
_RANKS = (
    r"(?:(?:Acting|Shadow|Deputy|Assistant|Federal|Union|State|Cabinet|Parliamentary|First|Senior"
    r"|Hon\u2019ble|Hon'ble|Opposition)\s+)*"
)
_TITLES = (
    r"(?:(?:the|The|Hon|Honou?rable|Rt|Right|Senator|Dr|Shri|Smt|Mr|Mrs|Ms|Prof|Cr|Sir)\.?\s+)*"
)
_OFFICE = re.compile(
    rf"(?:\A|,\s+|\band\s+)(?:[Tt]he\s+)?(?P<name>{_RANKS}"
    r"(?:Minister(?:\s+of\s+State)?|Secretary|Commissioner|Leader)"
    r"(?:\s+\([^()]{1,40}\))?\s+(?:for|of|to)\s(?P<field>[A-Z](?:(?!Minister|Secretary)[^.;:“”\"]){2,140}?))"
    rf"(?:\s+and\s+[A-Z][^,.]{{2,60}}(?:Leader|Member|Whip)[^,.]{{0,40}})?,?\s+{_TITLES}\Z"
)
_REPORTS = re.compile(
    r"\s*(?:,?\s*(?:MP|AO|AM|QC|SC|MLA|MHR)\b)*\s*,?\s*(?:has |have )?"
    r"(?:(?:said|says|announced|told|added|stated)\b|and\s+(?:the\s+)?(?:Shadow\s+)?Minister\b)"
)
# "On Lion Day 2026, Union Minister …": a time or an occasion may come first.
_LED = re.compile(r"(?:On|In|At|During|Following|After|As|Today)(?:\s[^,]{3,80})?")
_LOWER = re.compile(r"(?<![\w\u2019'-])[a-z]+")


def of_offices(
    reading: ParsedText, leads: Sequence[SentenceSpan], names: Names
) -> Iterator[Evidence]:
    """The offices that speak in the sentences given, by the people named beside them."""
    for sentence in leads:
        people = [m for m in names.mentions if m.kind == "person"]
        within = (m for m in people if sentence.start <= m.start < sentence.end)
        for mention in within:
            if (span := _office_of(reading, sentence, mention)) is not None:
                yield Evidence(" ".join(span.text.split()), span, "office")
                break


def _office_of(reading: ParsedText, sentence: SentenceSpan, mention: Mention) -> Span | None:
    begin = max(sentence.start, mention.start - _LONGEST)
    before = reading.flat[begin : mention.start]
    found = _OFFICE.search(before)
    if found is None or not _is_name_of_field(found["field"]):
        return None
    led = reading.flat[sentence.start : begin + found.start()]
    opens = not led or _LED.fullmatch(led) is not None
    if not opens and not _REPORTS.match(reading.flat, mention.end, sentence.end):
        return None
    start, end = begin + found.start("name"), begin + found.end("name")
    # "the Minister for Justice and Shadow Minister for Trade": the first is enough.
    return reading.span(start, end)


def _is_name_of_field(field: str) -> bool:
    small = head_words("small")
    return all(word in small for word in _LOWER.findall(field))
