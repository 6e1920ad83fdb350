"""Who a personal letterhead is of: a minister's office, or a member of a parliament."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from processing.layout.persons import (
    AFTER_NAME,
    OFFICE_HELD,
    PERSON_NAME,
    POST,
    QUALIFIED,
    RANK_LAST,
    SEATED,
    TITLED,
    continues_office,
)
from processing.lexicon import table
from processing.names.labels import Label
from processing.names.shadows import find_shadow
from processing.names.tokens import label_of
from processing.parsed_text import HeadKind, HeadLine

_CABINET = re.compile(
    r"(?<!shadow )(?<!opposition )(?<!former )(?<!to the )(?<!spokesperson for )(?<!spokesman for )"
    r"(?<!spokeswoman for )\b(?:(?:deputy |prime |assistant )*minister\b"
    r"(?! assisting)(?: (?:for|of)\b.*)?|attorney[- ]general|treasurer|premier|prime minister)",
    re.I,
)
_LETTERHEAD_LINES = 8
# "The Australian" of "The Australian Greens" is nobody.
_NO_MEMBER = re.compile(r"(?:the|office of)\s+\w+", re.I)


def letterhead_of(flat: str, lines: Sequence[HeadLine]) -> tuple[int, int, str] | None:
    """The place of a minister's office, else of a member's name, in a letterhead; and the rule."""
    persons = list(_personal(flat, lines[:_LETTERHEAD_LINES]))
    for start, text in persons:
        office = RANK_LAST.fullmatch(text) or _CABINET.search(text)
        if office is not None and not re.search(r"shadow|opposition|former", text, re.I):
            held = _office_alone(office.group())
            named = " ".join(text for _, text in persons)
            if (shadow := find_shadow(flat, held, named)) is not None:
                return *shadow, "letterhead-office"
            begin = start + office.start()
            return begin, begin + len(held), "letterhead-office"
    for start, text in persons:
        if (name := _member(text)) is not None:
            return start, start + len(name), "letterhead-member"
    for (start, name), (_, held) in pairwise(persons):
        name = name.rstrip()
        is_bare = 1 < len(name.split()) < 4 and not OFFICE_HELD.fullmatch(name)
        if is_bare and OFFICE_HELD.search(" ".join(held.split())):
            return start, start + len(name), "letterhead-member"
    for start, text in persons:
        if leader := _LEADER.search(text):
            return start + leader.start(), start + leader.end(), "letterhead-office"
    return None


def _personal(flat: str, lines: Sequence[HeadLine]) -> Iterator[tuple[int, str]]:
    """The lines that name people or offices, and what labels name: "TRANSCRIPT OF THE PREMIER"."""
    for number, (start, end, kind) in enumerate(lines):
        text = flat[start:end]
        if kind is HeadKind.PERSON:
            following = lines[number + 1] if number + 1 < len(lines) else None
            if following and continues_office(text, flat[following.start : following.end]):
                text = flat[start : following.end].replace("\n", " ")
            yield start, text
        elif kind is HeadKind.LABEL and (who := _WHO.search(text)) is not None:
            alone = _WHO_ENDS.split(text[who.start() :], maxsplit=1)[0]
            yield start + who.start(), alone


def _member(text: str) -> str | None:
    """The name of the member that a line is the letterhead of; None for none."""
    member = re.match(
        rf"(?:{TITLED}+{PERSON_NAME}{AFTER_NAME}*|{PERSON_NAME}{AFTER_NAME}+)", text, re.I
    )
    if OFFICE_HELD.fullmatch(text):
        return None
    name = text[: _name_end(text)] if member is not None else ""
    if not name and (seated := SEATED.fullmatch(text)) is not None:
        name = seated["name"]
    return name if len(name.split()) > 1 and not _NO_MEMBER.fullmatch(name) else None


# Who a label names: a title before a name, or an office.
_WHO = re.compile(
    rf"(?<!\w)(?!the (?:prime|minister|leader|premier)){TITLED}+[A-Z]"
    r"|(?<!\w)(?:prime minister|minister|premier|treasurer|leader)\b",
    re.I,
)
_WHO_ENDS = re.compile(r",\s|\s+(?:joint|with|doorstop|interview|press conference|at|in)\b", re.I)
_LEADER = re.compile(r"leader of the (?:federal )?opposition", re.I)


# What a party's name begins with where it is written in full.
LANDS = "Australian|Scottish|Welsh|New|Country"
_PARTY = re.compile(
    rf"(?<!for )(?<!against )\b(?P<name>(?:(?:{LANDS}) )?"
    r"(?:Greens|Democrats|Nationals|Liberal Democrats|Labor Party|Labour Party|Liberal Party"
    r"|National Party|Conservative Party|Green Party|Democratic Party|Republican Party))"
    r"(?=\s*$|['’]?s?\s+(?:[\w&]+\s+){0,4}?(?i:spokes\w+|leader|senator|whip|MP)\b)",
    re.M,
)
# Lines of a letterhead in which a member's party may stand beside the name and the office held.
_PARTY_KINDS = frozenset({HeadKind.PERSON, HeadKind.MASTHEAD})


def party_of(flat: str, lines: Sequence[HeadLine]) -> tuple[int, int, str] | None:
    """The place of the party that a member's letterhead names, and the rule; None for none."""
    for line in lines[:_LETTERHEAD_LINES]:
        match = _PARTY.search(flat, line.start, line.end)
        if match is not None and line.kind in _PARTY_KINDS:
            whole = re.search(rf"(?:{LANDS}) {match['name']}\b", flat)
            start, end = whole.span() if whole else match.span("name")
            return start, end, "letterhead-party"
    return None


# "Assistant Minister for the", "Attorney-General": with these an office begins.
_FIRST_WORDS = re.compile(
    r"(?:(?:deputy|prime|assistant)\s+)*(?:minister|\S+)(?:\s+(?:for|of)(?:\s+the)?\b)?", re.I
)


@cache
def _fields_end() -> tuple[str, ...]:
    return tuple(table("head_words")["fields_end"])


def _office_alone(text: str) -> str:
    """The words of an office held without the name or the second office that follows."""
    first = _FIRST_WORDS.match(text)
    begin = first.end() if first else 0
    told = re.search(
        rf"(?<!for)(?<!of)(?<!and)\s{{2,}}(?!(?:and|of|for|&|{'|'.join(_fields_end())})\b)|\s(?!the\s){TITLED}"
        rf"|\s(?:and the |I )?(?={POST}\s(?:for|of|assisting))",
        text[begin:],
        re.I,
    )
    text = text[: begin + told.start()] if told else text
    kept = text.split()
    for at, word in enumerate(kept[2:], 2):
        is_given = label_of(word.capitalize() if word.isupper() else word) is Label.GIVEN
        if is_given and at + 1 < len(kept):
            return text[: text.index(word)].rstrip(" ,–-")
    return re.sub(r"\s+(?:and|of|for|the|&)\s*\Z", "", text.rstrip(" ,–-"), flags=re.I)


def _name_end(text: str) -> int:
    """Where in a line that goes on with the office held the name ends."""
    found = re.search(
        rf"(?:\s{{2,}}|\s[–-]\s|,\s|\s)(?={QUALIFIED}*{POST}\b|(?:Australian\s)?(?:Greens|Democrats|Labor|Liberal)\b)",
        text[9:],
        re.I,
    )
    return 9 + found.start() if found else len(text)
