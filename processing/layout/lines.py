"""The lines of a text, and what each says of itself before its neighbours are asked."""

import re
from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import NamedTuple

from processing.lexicon import words
from processing.sentences import ends_in_abbreviation


class Role(Enum):
    """What a line is by its own words; TEXT is everything that may be prose or a headline."""

    TEXT = "text"
    END = "end"  # ###, -30-
    MARK = "mark"  # punctuation alone
    BULLET = "bullet"
    NAVIGATION = "navigation"
    RELATED = "related"
    CONTACT = "contact"
    DATE = "date"
    ADDRESS = "address"  # an e-mail address or a link that stands alone
    NUMBER = "number"
    TABLE = "table"


class Line(NamedTuple):
    """`flat[start:end]` without edge spaces; `gap` says whether an empty line stands before it."""

    start: int
    end: int
    text: str
    role: Role
    gap: bool


_LINE = re.compile(r"[^\s][^\n]*")
_EMPTY = re.compile(r"\n\s*\n")
_END = re.compile(
    r"(?:[#*_~=\s]*#[#*\s]*|-+\s*(?:30|end|e\.?o\.?m\.?)\s*-+|–+\s*30\s*–+|—+\s*30\s*—+)", re.I
)
_MARK = re.compile(r"[^\w]+")
_NUMBER = re.compile(r"[\d\s.,:/|-]+")
_BULLET = re.compile(
    r"(?:[•●▪■□◦‣⁃∙·►➢➤✓✔❖*]|[-–—]\s|(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]\s|\((?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})\)\s)"
)
_ADDRESS = re.compile(
    r"(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+[.,;]?|\[email protected\]|(?:https?://|www\.)\S+",
    re.I,
)
_MONTHS = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?"
    r"|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_DAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)\.?"
DATE = rf"(?:{_MONTHS} \d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}} {_MONTHS},? \d{{4}}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|\d{{4}}-\d\d-\d\d)"
_DATE_LINE = re.compile(
    r"(?:(?:date|dated|published|posted|updated|issued|released?|release date|last updated|[\w ]{2,20} \|)"
    rf"(?: on)?\s*[:|]?\s*)?(?:{_DAY},?\s+)?{DATE}(?:[\s,|–-]+(?:at )?\d{{1,2}}:\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?(?: [a-z]{{2,4}})?)?\W*",
    re.I,
)
_PHONE = r"(?:\+?1[-. ])?\(?\b\d{3}\)?[-./ •]{1,3}\d{3}[-. ]\d{4}\b"
_CONTACT = re.compile(
    r"(?:for immediate release|for release\b|immediate release|news release\b.{0,60}\d{4}"
    r"|embargoed|media contacts?:|press contacts?:|contacts?:|contact\b.{0,40}$"
    r"|media inquiries|press inquiries|(?:phone|tel|telephone|fax|cell|office|mobile|e-?mail|direct)\s*[:#]"
    r"|case\s*(?:#|no|number)|para publicaci|contacto:|oficina:|celular:)",
    re.I,
)
_PHONE_LINE = re.compile(_PHONE)
_TABLE_CELLS = re.compile(r"\S(?:\t| {3,}|\s*\|\s*)\S")


@cache
def _furniture() -> frozenset[str]:
    return words("layout_furniture")


@cache
def _related() -> frozenset[str]:
    return words("layout_related")


def read_lines(flat: str) -> Iterator[Line]:
    """Yield the lines of `flat` that hold anything; roles of equal lines are told once."""
    known: dict[str, Role] = {}
    last = 0
    for match in _LINE.finditer(flat):
        text = match.group().rstrip()
        start = match.start()
        role = known.get(text)
        if role is None:
            role = known[text] = tell_role(text)
        gap = flat.count("\n", last, start) > 1
        last = start + len(text)
        yield Line(start, last, text, role, gap)


# Beyond this a line is a paragraph, whatever it begins with; no phone list or menu is so long.
_SHORT = 120


def tell_role(text: str) -> Role:
    """Tell what a line is by its own words alone."""
    if len(text) > _SHORT:
        return Role.BULLET if _BULLET.match(text) else Role.TEXT
    if not text[0].isalnum():
        if _END.fullmatch(text):
            return Role.END
        if _MARK.fullmatch(text):
            return Role.MARK
    elif (
        _NUMBER.fullmatch(text) and not _PHONE_LINE.search(text) and not _DATE_LINE.fullmatch(text)
    ):
        return Role.NUMBER
    key = text.casefold().strip(" :*»«›‹→←|>+.…-–—")
    if key in _furniture():
        return Role.NAVIGATION
    if key in _related():
        return Role.RELATED
    if _DATE_LINE.fullmatch(text):
        return Role.DATE
    if _ADDRESS.fullmatch(text):
        return Role.ADDRESS
    if _CONTACT.match(text) or (len(text) < 80 and _PHONE_LINE.search(text) and not is_final(text)):
        return Role.CONTACT
    if _BULLET.match(text):
        return Role.BULLET
    return Role.TEXT


_FINAL = re.compile(r"[.!?…。！？][\"”’'»)\]*]*\Z")
_TAIL = 12


def is_final(text: str) -> bool:
    """Say whether a line ends as a sentence does: "…today." but not "… of the U.S."."""
    found = _FINAL.search(text, max(0, len(text) - _TAIL))
    return found is not None and not (found.group() == "." and ends_in_abbreviation(text))
