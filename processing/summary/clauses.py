"""Cutting a sentence at its edges: what is left is a clause that stands in the text as it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from processing.lexicon import ordered_words


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch `flat[start:end]` of one sentence, and the names of the cuts that made it."""

    start: int
    end: int
    cuts: tuple[str, ...] = ()


# Who speaks before "announced today that": names, titles, agencies and what joins them. A lower-case
# verb among them would mean that a whole clause stands there, and cutting it would lose a fact.
_NAME = (
    r"(?:[A-Z$][\w.,'’&/-]*|the|of|for|and|with|together|in|today|also|,|today,|a|an|his|her|its)"
)
_ANNOUNCERS = rf"(?:{_NAME}\s+){{1,24}}?"
_WHEN = r"(?:\s+(?:today|yesterday|this week|this morning|on \w+day))?"
_SAYING = r"(?:announced|said|confirmed|reported|noted|stated|revealed)"
_ATTRIBUTION_FIRST = re.compile(
    rf"{_ANNOUNCERS}{_SAYING}{_WHEN}\s+that,?\s+(?:according to [^,]{{3,60}},\s+)?"
)
_SOURCE_FIRST = re.compile(
    r"(?:According to|As alleged in|As detailed in|As set forth in|Based on) [^,]{3,90},\s+"
)
_ATTRIBUTION_LAST = re.compile(
    rf",\s+(?:(?:[Tt]he )?[^,;“”\"]{{2,90}}?(?:,\s[^;“”\"]{{2,120}})?\s{_SAYING}{_WHEN}"
    rf"|{_SAYING}{_WHEN}\s[^“”\"]+"
    r"|(?:according to|as alleged in|as stated in) [^“”\"]{3,90})[.]?$"
)
_PARENTHESIS_LAST = re.compile(r"\s+\([^()]{1,120}\)[.]?$")
_CONNECTIVE_FIRST = re.compile(
    "(?:"
    + "|".join(re.escape(phrase) for phrase in ordered_words("summary_connectives"))
    + r"),?\s+"
)
# A relative clause, a participle or a second main clause that ends the sentence.
_TAIL = re.compile(
    r",\s+(?:which|who|whose|where|including|marking|bringing|making|allowing|effectively)\b"
    r"|,?\s+(?:as well as|in addition to|while)\s"
    r"|;\s+|,\s+(?:and|but)\s+(?=(?:the|he|she|it|they|a|an|was|were|is|are|has|had|will)\s)"
    r"|\s+[—–]\s+"
)
# Under this many words a piece no longer says enough to stand alone.
_LEAST_WORDS = 6
# A sentence longer than this (characters) is not read: no clause of it could be shown whole.
LONGEST = 1200


def cut(flat: str, start: int, end: int) -> Clause:
    """Drop what only says who says so, or ties the sentence to one that is not shown."""
    sentence = flat[start:end]
    first, last, cuts = 0, len(sentence), []
    for name, pattern in _FIRST_CUTS:
        if (found := pattern.match(sentence, first)) and _stands(sentence[found.end() : last]):
            first = found.end()
            cuts.append(name)
    for name, pattern in _LAST_CUTS:
        if (found := pattern.search(sentence, first, last)) and _stands(
            sentence[first : found.start()]
        ):
            last = found.start()
            cuts.append(name)
    return Clause(start + first, start + last, tuple(cuts))


def shorter(flat: str, clause: Clause) -> Iterator[Clause]:
    """The clause without its tails, the longest first."""
    text = flat[clause.start : clause.end]
    for found in reversed(list(_TAIL.finditer(text))):
        head = text[: found.start()]
        if _stands(head) and head.count("(") == head.count(")") and _is_balanced(head):
            yield Clause(clause.start, clause.start + found.start(), (*clause.cuts, "tail"))


_FIRST_CUTS = (
    ("connective", _CONNECTIVE_FIRST),
    ("source", _SOURCE_FIRST),
    ("attribution", _ATTRIBUTION_FIRST),
)
_LAST_CUTS = (("attribution-last", _ATTRIBUTION_LAST), ("parenthesis", _PARENTHESIS_LAST))


def _stands(piece: str) -> bool:
    return len(piece.split()) >= _LEAST_WORDS


def _is_balanced(piece: str) -> bool:
    return piece.count("“") == piece.count("”") and piece.count('"') % 2 == 0
