"""Lines that say who speaks: an office and a name, and nothing else ("Minister of Trade Ada Lund").

Such a line stands below a statement (or above one) that is set as a paragraph without marks.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from processing.lexicon import table
from processing.lexicon import words as entries
from processing.names.labels import Label, codes
from processing.names.vocabulary import given_names, plain, vocabulary


class Signature(NamedTuple):
    """Places within the line: the name, and what is said of its bearer (None where nothing is).

    `is_sure` says that an office, a courtesy or a dash stands there; else it may be a heading.
    """

    name: tuple[int, int]
    role: tuple[int, int] | None
    organization: tuple[int, int] | None
    is_sure: bool = True


class _Word(NamedTuple):
    start: int
    end: int
    text: str
    label: Label


# A line of more characters is a sentence; one of more words too.
_LONGEST = 180
_MOST_WORDS = 24
_LONGEST_NAME = 4
_LEAD = re.compile(r"[\s~–—-]*")
_WORD = re.compile(r"[^\W_](?:[\w.'’&/-]*[\w.])?|&")
# What a line of names and offices is made of; anything else says that it is none.
_SIGNS = re.compile(r"[\s,()&“”\"'’–—-]*")
_COMMA = re.compile(r",\s*")
_BRACKET = re.compile(r"\s*\(([^()]+)\)")
# "M.P.", "P.C.", "KC": letters behind a name.
_LETTERS = re.compile(r"(?:[A-Z]\.?){2,5}|Ph\.?D\.?|Jr\.?|Sr\.?|I{2,3}|IV|Esq\.?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ON_BEHALF = re.compile(r"\s*,?\s*\bon behalf of\b.*$")
# Words that make a heading of it: "About Director Ada Lund", "Remarks by Mayor Lund".
_NOT_FIRST = frozenset(
    {
        *("about", "by", "from", "contact", "contacts", "message", "meet", "photo", "statement"),
        *("remarks", "media", "for", "biography", "caption", "image", "related", "to", "with"),
        *("attention", "attn", "cc", "re", "press", "source", "sources", "published", "posted"),
        *("dear", "sincerely", "respectfully", "regards", "yours", "signed", "cordially"),
    }
)
_SMALL = frozenset(
    {
        *("of", "and", "for", "the", "in", "on", "at", "to", "responsible", "behalf", "&", "with"),
        *(
            "du",
            "de",
            "la",
            "des",
            "executive",
            "acting",
            "general",
            "elect",
            "designate",
            "affairs",
        ),
    }
)
_COURTESIES = frozenset(
    {"dr.", "dr", "mr.", "mr", "mrs.", "mrs", "ms.", "ms", "hon.", "hon", "honourable", "honorable"}
    | {"shri", "smt.", "smt", "sir", "dame", "prof.", "professor", "rev.", "reverend", "lord"}
)
# Labels of words that a name is made of; others end one, but never begin it.
_NAME_LABELS = codes("NAME_WORD PLACE INITIAL")
_GIVEN = codes("ANY_GIVEN")
_GIVEN_OR_INITIAL = codes("GIVEN INITIAL")
_TITLE_OR_GIVEN = codes("TITLE GIVEN")
_OF_OFFICES = codes("TITLE RANK TITLE_MODIFIER")
# Small letters that a line of titles may hold.
_LOOSE = codes("TITLE_LOWER MODIFIER_LOWER PARTICLE")
_WITHIN = codes("PARTICLE INITIAL")
_AROUND = codes("PARTICLE SUFFIX")
_NO_SURNAMES = codes("ORGANIZATION_HEAD COMPANY_ENDING ORGANIZATION PLACE_HEAD")


def read_signature(line: str, *, is_marked: bool = False) -> Signature | None:
    """The name and the office that make up a line; None where it says anything else.

    With `is_marked` a page itself says that the line names a speaker.
    """
    ends_sentence = line[-1] in ".?!:;" and not _LETTERS.fullmatch(line.split()[-1])
    if len(line) > _LONGEST or ends_sentence:
        return None
    begin = _LEAD.match(line)
    assert begin is not None
    start = begin.end()
    words = list(_read_words(line, start))
    if not 1 < len(words) <= _MOST_WORDS or not (is_marked or _are_titles(words)):
        return None
    between = (line[a.end : b.start] for a, b in pairwise(words))
    if not all(_SIGNS.fullmatch(gap) for gap in between):
        return None
    is_dashed = start > 0 and line[:start].strip() != ""
    return _find(line, start, words, is_dashed)


def _read_words(line: str, start: int) -> Iterator[_Word]:
    for match in _WORD.finditer(line, start):
        text = match.group()
        yield _Word(*match.span(), text, _label(text))


def _label(text: str) -> Label:
    """What a word of a line of titles may be; see `vocabulary` for the letters."""
    low = plain(text)
    if text[0].islower():
        return vocabulary().lower.get(low, Label.LOWER)
    known = vocabulary().upper.get(low) or vocabulary().exact.get(text)
    if known is None and "-" in text:
        first, _, last = low.partition("-")
        is_given = first in given_names()
        known = Label.GIVEN if is_given else vocabulary().upper.get(last, Label.CAPITALISED)
        known = known if known in _TITLE_OR_GIVEN else Label.CAPITALISED
    if known is None and low.endswith(("'s", "’s")):
        return Label.COMMON
    if known is None and len(text.rstrip(".")) == 1:
        return Label.INITIAL
    return known or Label.CAPITALISED


def _are_titles(words: Sequence[_Word]) -> bool:
    """Whether the words are names, offices and what ties them, and no heading's."""
    if plain(words[0].text) in _NOT_FIRST:
        return False
    if any(_YEAR.fullmatch(word.text) for word in words):
        return False
    numbers = sum(word.text[0].isdigit() for word in words)
    loose = (
        word
        for word in words
        if word.text[0].islower() and word.label not in _LOOSE and plain(word.text) not in _SMALL
    )
    return numbers <= 1 and next(loose, None) is None


def _find(line: str, start: int, words: Sequence[_Word], is_dashed: bool) -> Signature | None:
    segments = _segments(line, start)
    for number, (first, last) in enumerate(segments):
        name = _name_in(line, first, last, words)
        if name is None:
            continue
        opening = line.rfind("(", start, name[0])
        is_within = opening >= 0 and ")" not in line[opening : name[0]]
        begin = opening + 1 if is_within else start
        before = _trimmed(line, begin, _before(line, begin, name[0]))
        rest = segments[number + 1 :]
        while rest and _LETTERS.fullmatch(line, *rest[0]):
            rest = rest[1:]
        role, organization = _described(line, before, rest)
        is_titled = any(word.start < name[0] and plain(word.text) in _COURTESIES for word in words)
        is_sure = role is not None or is_titled or is_dashed
        return Signature(name, role or (None if is_sure else before), organization, is_sure)
    return None


def _segments(line: str, start: int) -> list[tuple[int, int]]:
    """The parts between the commas, those within brackets passed over."""
    bounds = [start]
    for comma in _COMMA.finditer(line, start):
        if line.count("(", start, comma.start()) == line.count(")", start, comma.start()):
            bounds += comma.span()
    bounds.append(len(line))
    return list(zip(bounds[::2], bounds[1::2], strict=True))


def _name_in(line: str, first: int, last: int, words: Sequence[_Word]) -> tuple[int, int] | None:
    """The name that ends a part of the line, or stands in brackets there with its office."""
    within: list[_Word] = []
    for bracket in _BRACKET.finditer(line, first, last):
        inside = [word for word in words if bracket.start(1) <= word.start < bracket.end(1)]
        inner = _name_at_end(inside)
        if inner is not None and inner[0] > bracket.start(1):
            return inner
        within += inside
    return _name_at_end([w for w in words if first <= w.start < last and w not in within])


def _name_at_end(words: list[_Word]) -> tuple[int, int] | None:
    while words and _LETTERS.fullmatch(words[-1].text) and len(words) > 2:
        words = words[:-1]
    courtesy = max(
        (i for i, word in enumerate(words) if plain(word.text) in _COURTESIES), default=-1
    )
    count = len(words)
    if courtesy >= 0 and 0 < count - courtesy - 1 <= _LONGEST_NAME:
        named = words[courtesy + 1 :]
        if all(word.text[0].isupper() or word.label is Label.PARTICLE for word in named):
            while len(named) > 1 and named[0].label in _OF_OFFICES:
                named = named[1:]
            return (named[0].start, named[-1].end)
    if count < 2 or not words[-1].text[0].isupper():
        return None
    given = next((i for i in range(count - 2, -1, -1) if words[i].label in _GIVEN), None)
    if given is not None and count - given <= _LONGEST_NAME and _goes_on(words[given + 1 :]):
        while (
            given > 0
            and words[given - 1].label in _GIVEN_OR_INITIAL
            and count - given < _LONGEST_NAME
        ):
            given -= 1
        return words[given].start, words[-1].end
    if words[-1].label not in _NAME_LABELS:
        return None
    begin = count - 2
    while begin > 0 and words[begin].label in _WITHIN and count - begin < _LONGEST_NAME:
        begin -= 1
    if words[begin].label is not Label.CAPITALISED:
        return None
    return words[begin].start, words[-1].end


def _goes_on(words: Sequence[_Word]) -> bool:
    """Whether words go on with a given name: surnames, and a common word only right behind it."""
    if len(words) == 1:
        return words[0].label not in _NO_SURNAMES
    return all(word.label in _NAME_LABELS or word.label in _AROUND for word in words)


def _before(line: str, first: int, name: int) -> int:
    end = name
    while end > first and line[end - 1] in ' ,(“"':
        end -= 1
    return end


_HONOUR = re.compile(r"(?:(?:the|right)\s+)*(?:hon(?:ou?rable|\.)?)\s*", re.IGNORECASE)


def _trimmed(line: str, first: int, last: int) -> tuple[int, int] | None:
    """The words of an office without what only honours: "The Honourable", "Dr."."""
    honour = _HONOUR.match(line, first, last)
    if honour is not None:
        first = honour.end()
    while last > first:
        tail = line[first:last].rpartition(" ")[2]
        if plain(tail) not in _COURTESIES - {"professor", "prof."}:
            break
        last = max(first, last - len(tail) - 1)
    return (first, last) if last > first else None


def _described(
    line: str, before: tuple[int, int] | None, rest: Sequence[tuple[int, int]]
) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """The role and the organization: what stands before the name, else what follows it."""
    tail = (rest[0][0], rest[-1][1]) if rest else None
    if tail is not None and (behalf := _ON_BEHALF.search(line, *tail)):
        tail = (tail[0], behalf.start()) if behalf.start() > tail[0] else None
    if before is not None:
        role = before if _has_office(line, before) else None
        if role is not None:
            return role, tail
    if tail is None or not _has_office(line, tail):
        return None, None
    if len(rest) > 1 and _has_office(line, rest[0]):
        return rest[0], (rest[1][0], tail[1]) if tail[1] > rest[1][0] else None
    return tail, None


def _has_office(line: str, place: tuple[int, int]) -> bool:
    return any(
        plain(word) in _offices() or any(part in _offices() for part in plain(word).split("-"))
        for word in _WORD.findall(line, *place)
    )


@cache
def _offices() -> frozenset[str]:
    heads = (*entries("names_titles"), *entries("names_callings"), *table("names_words")["ranks"])
    return frozenset(plain(head) for head in heads)
