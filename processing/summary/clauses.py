"""Cutting a sentence at its edges: what is left is a clause that stands in the text as it is.

Only edges are cut, so every form of a sentence is one stretch of the text. A cut is a rule with a
name; the names of the cuts that made a form travel with it.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from processing.lexicon import ordered_words, words


class Clause(NamedTuple):
    """A stretch `flat[start:end]` of one sentence, and the names of the cuts that made it."""

    start: int
    end: int
    cuts: tuple[str, ...] = ()


# Under this many words a piece no longer says enough to stand alone.
_LEAST_WORDS = 6
# A sentence longer than this (characters) is not read: no clause of it could be shown whole.
LONGEST = 1200

_BULLET_FIRST = re.compile(r"\([A-Z][^()]{1,40}\)\s+(?:[–—-]\s+)?|[–—•*·-]+\s+|[A-Z]{3,10}:\s+")
# Who speaks before "announced today that": names, titles, agencies and what joins them. Another
# lower-case word there would be part of a whole clause, and cutting it would lose a fact.
_NAME = (
    r"(?:[A-Z$][\w.,'’&/-]*"
    r"|the|of|for|and|with|together|in|today|today,|also|,|a|an|his|her|its|that|it|is|alleged)"
)
_WHEN = r"(?:\s+(?:today|yesterday|this week|this morning|(?:on|last) [A-Z]\w+))?"
_SAID = r"(?:announced|said|confirmed|reported|noted|stated|revealed|alleges|alleged)"
_ATTRIBUTION_FIRST = re.compile(rf"(?:{_NAME}\s+){{1,24}}?{_SAID}{_WHEN}\s+that,?\s+")
_SOURCE_FIRST = re.compile(
    r"(?:[Aa]ccording to|[Aa]s (?:alleged|detailed|described|stated|set forth) in|[Bb]ased on)"
    r"\s[^,“”\"]{3,90},\s+"
)
_ATTRIBUTION_LAST = re.compile(
    rf",\s+[^,;“”\"]{{2,90}}\s{_SAID}{_WHEN}[.]?$"
    rf"|,\s+[A-Z][^,;“”\"]{{2,60}},\s[^,;“”\"]{{2,90}},\s{_SAID}{_WHEN}[.]?$"
    rf"|,\s+{_SAID}{_WHEN}\s[^“”\"]+[.]?$"
    r"|,\s+(?:according to|as alleged in|as stated in)\s[^“”\"]{3,90}[.]?$"
    r"|,\s+the (?:evidence|investigation|records?) (?:showed|shows)[.]?$"
)
# "announced A of the B, C of the D and E": what follows the first of those who announce.
_OTHER_ANNOUNCERS = re.compile(
    rf",\s+{_SAID}{_WHEN}\s(?:[^,;“”\"]{{3,120}}?)(?=,?\s+and\s+[A-Z]|,\s+[A-Z])"
)
_COLON_LAST = re.compile(r":$")
_PARENTHESIS_LAST = re.compile(r"\s+\([^()]{1,120}\)[.]?$")


# A personal pronoun among the first words, before anybody is named or called a person.
_EARLY_PRONOUN = re.compile(
    r"(?:(?!(?:man|men|woman|women|people|person|boy|girl|child|teenager|couple|driver|officer"
    r"|official|owner|defendants?|suspects?|victims?|residents?|members?)\b)[a-z0-9,'’-]+\s+){0,14}?"
    r"(?:he|she|his|her|they|their)\s"
)


@cache
def _connective_first() -> re.Pattern[str]:
    phrases = "|".join(re.escape(phrase) for phrase in ordered_words("summary_connectives"))
    return re.compile(rf"(?:{phrases}),\s+")


_PRONOUN = r"(?:he|she|it|they|we|there|this|that)"
_FINITE = (
    r"(?:[a-z]+ed|is|are|was|were|has|have|had|will|would|may|can|could|faces?|fled|took|made)"
)
# Where a sentence may end early. Each leaves a whole main clause before it, if that has a verb.
_TAILS = {
    "relative": r",\s+(?:which|who|whose|where|when)\s(?=[^,]*$)",
    "addition": r",?\s(?:as well as|in addition to|along with)\s",
    "while": r",?\s(?:while|although|though|despite)\s",
    "condition": r",?\s(?:if|unless)\s",
    "circumstance": r",\s+(?:during|following|after|before|since|until)\s",
    "participle": r",\s+(?:\w+ly\s+)?[a-z]+ing\s",
    "apposition": r",\s+(?:a|an|all of|located|described|known)\s(?![^,]*\sand\s)",
    "second_clause": (
        r",\s+(?:and|but|so)\s+(?:then\s+|later\s+|also\s+)?"
        rf"(?:{_PRONOUN}|{_FINITE}|(?:the|a|an)\s[^,]+?\s{_FINITE})\s"
    ),
    "semicolon": r";\s+(?!and\s)",
    "dash": r"[—–]|\s-\s",
}
# "has run the library and, since May, its bus": what is cut at the comma hangs in the air.
_HANGING = re.compile(
    r"\s(?:and|or|but|the|an?|of|to|in|for|with|that|as|by|on|at|from|than|is|was)$"
)
# Tails are tried only where one can begin: most of a sentence is passed over quickly.
_BREAK = re.compile(
    r"[,;—–]"
    r"|\s(?=(?:while|although|though|despite|if|unless|as well as|in addition to|along with|-)\s)"
)
_TAIL = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _TAILS.items()))


def forms(flat: str, start: int, end: int) -> Iterator[Clause]:
    """The forms in which a sentence may be shown, the best first, all of them at least a clause.

    The first drops what only says who says so; the next keep more of that, for where it was most
    of the sentence.
    """
    sentence = flat[start:end]
    opened = Clause(0, len(sentence))
    for name, pattern in (("bullet", _BULLET_FIRST), ("connective", _connective_first())):
        if found := pattern.match(sentence, opened.start):
            opened = Clause(found.end(), opened.end, (*opened.cuts, name))
    bare = opened
    for name, pattern in (("source", _SOURCE_FIRST), ("attribution", _ATTRIBUTION_FIRST)) * 2:
        found = pattern.match(sentence, bare.start)
        if found and opens_alone(sentence[found.end() :]):
            bare = Clause(found.end(), bare.end, (*bare.cuts, name))
    for beginning in dict.fromkeys((bare, opened)):
        for ending in (_without_attribution, _with_first_announcer, _whole):
            if (shown := ending(sentence, beginning)) is not None:
                yield _moved(shown, start)


def shorter(flat: str, clause: Clause) -> Iterator[Clause]:
    """The clause without its tails, the longest first."""
    text = flat[clause.start : clause.end]
    tails = (_TAIL.match(text, found.start()) for found in _BREAK.finditer(text))
    ends = [(tail.start(), str(tail.lastgroup)) for tail in tails if tail]
    dashes = sum(name == "dash" for _, name in ends)
    participles = [end for end, name in ends if name == "participle"]
    for end, name in reversed(ends):
        head = text[:end].rstrip(" ,")
        if name == "dash" and dashes > 1:
            continue  # between two dashes stands an aside, and the sentence goes on after it
        if name == "participle" and end > participles[0]:
            continue  # a later one is the end of a list, which would be left without its "and"
        if _stands(head) and not _HANGING.search(head) and _is_closed(head) and has_verb(head):
            yield Clause(
                clause.start, clause.start + len(head), (*clause.cuts, name.replace("_", "-"))
            )


def _without_attribution(sentence: str, clause: Clause) -> Clause | None:
    end, cuts = clause.end, list(clause.cuts)
    for name, pattern in (
        ("colon", _COLON_LAST),
        ("attribution-last", _ATTRIBUTION_LAST),
        ("parenthesis", _PARENTHESIS_LAST),
    ):
        found = pattern.search(sentence, clause.start, end)
        head = sentence[clause.start : found.start()] if found else ""
        if found and _stands(head) and has_verb(head):
            end = found.start()
            cuts.append(name)
    return Clause(clause.start, end, tuple(cuts))


def _with_first_announcer(sentence: str, clause: Clause) -> Clause | None:
    found = _OTHER_ANNOUNCERS.search(sentence, clause.start)
    if not found:
        return None
    return Clause(clause.start, found.end(), (*clause.cuts, "other-announcers"))


def _whole(sentence: str, clause: Clause) -> Clause:
    return clause


def _moved(clause: Clause, by: int) -> Clause:
    return Clause(clause.start + by, clause.end + by, clause.cuts)


def _stands(piece: str) -> bool:
    return len(piece.split()) >= _LEAST_WORDS


def opens_alone(piece: str) -> bool:
    """Whether it can follow nothing: "it has reached" of "the office said that it has" cannot.

    Nor can "an amendment he offered": he is the one whose name is cut.
    """
    return (
        _stands(piece)
        and piece.split(maxsplit=1)[0].lower() not in words("summary_leaning")
        and not _EARLY_PRONOUN.match(piece)
    )


def _is_closed(piece: str) -> bool:
    """Whether no bracket and no quotation mark is left open."""
    return (
        piece.count("(") == piece.count(")")
        and piece.count("“") == piece.count("”")
        and piece.count('"') % 2 == 0
    )


_LOWER_WORD = re.compile(r"(?<![\w'’-])[a-z]+(?![\w'’-])")


def has_verb(piece: str) -> bool:
    """Whether a finite verb stands in it: one of the list, or a past form in -ed."""
    known = words("summary_verbs")
    return any(
        word in known or (word.endswith("ed") and len(word) > 4)
        for word in _LOWER_WORD.findall(piece)
    )
