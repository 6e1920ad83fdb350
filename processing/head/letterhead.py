"""Who a personal letterhead is of: a minister's office, or a member of a parliament."""

import re
from collections.abc import Sequence
from itertools import pairwise

from processing.layout.head_lines import (
    AFTER_NAME,
    OFFICE_HELD,
    PERSON_NAME,
    POST,
    QUALIFIED,
    TITLED,
)
from processing.names.labels import Label
from processing.names.tokens import label_of
from processing.parsed_text import HeadKind, HeadLine

_CABINET = re.compile(
    r"(?<!shadow )(?<!opposition )(?<!former )(?<!spokesperson for )(?<!spokesman for )"
    r"(?<!spokeswoman for )\b(?:(?:deputy |prime |assistant )*minister\b"
    r"(?! assisting)(?: (?:for|of)\b.*)?|attorney[- ]general|treasurer|premier|prime minister)",
    re.I,
)
_LETTERHEAD_LINES = 8
# "The Australian" of "The Australian Greens" is nobody.
_NO_MEMBER = re.compile(r"(?:the|office of)\s+\w+", re.I)


def letterhead_of(flat: str, lines: Sequence[HeadLine]) -> tuple[int, int, str] | None:
    """The place of a minister's office, else of a member's name, in a letterhead; and the rule."""
    persons = [line for line in lines[:_LETTERHEAD_LINES] if line.kind is HeadKind.PERSON]
    for line in persons:
        text = flat[line.start : line.end]
        office = _CABINET.search(text)
        if office is not None and not re.search(r"shadow|opposition|former", text, re.I):
            end = office.start() + len(_office_alone(office.group()))
            return line.start + office.start(), line.start + end, "letterhead-office"
    for line in persons:
        text = flat[line.start : line.end]
        member = re.match(
            rf"(?:{TITLED}+{PERSON_NAME}{AFTER_NAME}*|{PERSON_NAME}{AFTER_NAME}+)", text, re.I
        )
        if member is not None and not OFFICE_HELD.fullmatch(text):
            name = text[: _name_end(text)]
            if len(name.split()) > 1 and not _NO_MEMBER.fullmatch(name):
                return line.start, line.start + len(name), "letterhead-member"
    for line, following in pairwise(persons):
        name = flat[line.start : line.end].rstrip()
        held = " ".join(flat[following.start : following.end].split())
        is_bare = 1 < len(name.split()) < 4 and not OFFICE_HELD.fullmatch(name)
        if is_bare and OFFICE_HELD.search(held):
            return line.start, line.start + len(name), "letterhead-member"
    return None


_PARTY = re.compile(
    r"(?<!for )(?<!against )\b(?P<name>(?:Australian |Scottish |Welsh |New )?"
    r"(?:Greens|Democrats|Nationals|Liberal Democrats|Labor|Labour Party|Liberal Party"
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
            return match.start("name"), match.end("name"), "letterhead-party"
    return None


# "Assistant Minister for the", "Attorney-General": with these an office begins.
_FIRST_WORDS = re.compile(
    r"(?:(?:deputy|prime|assistant)\s+)*(?:minister|\S+)(?:\s+(?:for|of)(?:\s+the)?\b)?", re.I
)


def _office_alone(text: str) -> str:
    """The words of an office held without the name or the second office that follows."""
    first = _FIRST_WORDS.match(text)
    begin = first.end() if first else 0
    told = re.search(
        rf"(?<!for)(?<!of)(?<!and)\s{{2,}}|\s(?!the\s){TITLED}"
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
    return text.rstrip(" ,–-")


def _name_end(text: str) -> int:
    """Where in a line that goes on with the office held the name ends."""
    found = re.search(
        rf"(?:\s{{2,}}|\s[–-]\s|,\s|\s)(?={QUALIFIED}*{POST}\b|(?:Australian\s)?(?:Greens|Democrats|Labor|Liberal)\b)",
        text[9:],
        re.I,
    )
    return 9 + found.start() if found else len(text)
