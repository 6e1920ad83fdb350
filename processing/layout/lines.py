"""The lines of a text, and what each says of itself before its neighbours are asked."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from processing.layout import dates
from processing.lexicon import words
from processing.words.sentence_ends import ends_in_abbreviation

# What a line is by its own words; "text" is everything that may be prose or a headline. "end" is
# ### or -30-, "related" opens a list of other releases, "address" is an e-mail address or a link
# that stands alone. Plain strings, because each is compared some hundred times a page.
Role = Literal[
    "text",
    "end",
    "mark",
    "bullet",
    "navigation",
    "related",
    "contact",
    "date",
    "address",
    "number",
]


class Line(NamedTuple):
    """`flat[start:end]` without edge spaces.

    `gap` says whether an empty line stands before it, `final` whether it ends as a sentence does.
    """

    start: int
    end: int
    text: str
    role: Role
    gap: bool
    final: bool


_LINE = re.compile(r"\S[^\n]*")
_END = re.compile(r"[*_~=\s]*#[#*\s]*|[-–—]+\s*(?:30|end|eom)\s*[-–—]+", re.I)
_MARK = re.compile(r"[^\w]+")
_NUMBER = re.compile(r"\d[\d.,:/%-]*")
_ORDINAL = r"(?:\d{1,2}|[a-z]|[ivx]{1,4})"
_BULLET = re.compile(
    rf"[•●▪■□◦‣⁃∙·►➢➤✓✔❖*]|[-–—]\s|{_ORDINAL}[.)]\s|\((?:{_ORDINAL}|[A-Z])\)\s|[A-Z]\)\s"
)
_ADDRESS = re.compile(
    r"(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+[.,;]?|\[email protected\]|(?:https?://|www\.)\S+"
    r"|(?:[\w-]+\.)+(?:com|gov|org|net|us|uk|edu|mil|eu|int)(?:/\S*)?",
    re.I,
)
_CONTACT = re.compile(
    r"(?:for\s+(?:immediate\s+)?release|immediate release|press release|news release)\b"
    r"(?![:\s–-]+\D*[a-z]+(?:\s+\S+){3})"
    r"|embargoed\b|(?:media |press |public |news )?(?:contacts?|inquiries|relations)\s*:"
    r"|(?:media|press)\s+(?:contacts?|inquiries)\b|contact\b.{0,40}$|prensa:|contacto:"
    r"|(?:phone|tel|telephone|fax|cell|office|mobile|e-?mail|direct|oficina|celular)\.?\s*[:#(\d]"
    r"|(?:case|caso|docket|file)\s*(?:#|no\b|nos\b|number)|para publicaci|para difusi",
    re.I,
)
_CONTACTS = frozenset("FfIiPpNnEeMmRrCcTtOoDd")  # what these begin with
_RELEASE_HEADLINE = re.compile(r"for\s+(?:immediate\s+)?release\s*[:–-]+\s*", re.I)
_PHONE = re.compile(r"(?:\+?1[-. ])?\(?\b\d{3}\)?[-./ •]{1,3}\d{3}[-. ]\d{4}\b")
_ZIP = re.compile(
    r"\b(?:[A-Z]{2}|Calif\.|Texas|California|Illinois|Florida|New York|D\.C\.)"
    r",?\s+\d{5}(?:-\d{4})?\b"
)
_STREET = re.compile(
    r"(?:\d+|one|two)\s+(?:[nsew]\.?\s+)?(?:[\w.'-]+\s+){1,3}"
    r"(?:street|st|avenue|ave|boulevard|blvd|road|rd|drive|dr|lane|ln|way|plaza|square|suite)\b\.?"
    r"(?:[,\s]+(?:suite|ste|room|rm|floor|fl|unit|#)\.?\s*[\w-]+)?(?:,?\s*\d+\w\w floor)?",
    re.I,
)
_LOWER_WORD = re.compile(r"(?:^|\s)[a-z]+\b")

# Beyond this a line is a paragraph, whatever it begins with; no phone list or menu is so long.
_SHORT = 120
# A line of a contact block has hardly a word in lower case: "or", "of", "ext".
_CONTACT_LOWER = 3


def read_lines(flat: str) -> Iterator[Line]:
    """Yield the lines of `flat` that hold anything; roles of equal lines are told once."""
    known: dict[str, tuple[Role, bool]] = {}
    last = 0
    for match in _LINE.finditer(flat):
        text = match.group().rstrip()
        start = match.start()
        told = known.get(text)
        if told is None:
            told = known[text] = tell_role(text), is_final(text)
        gap = start - last > 1 and flat.count("\n", last, start) > 1
        last = start + len(text)
        yield Line(start, last, text, told[0], gap, told[1])


@cache
def _menus() -> tuple[frozenset[str], frozenset[str]]:
    return words("layout_furniture"), words("layout_related")


def tell_role(text: str) -> Role:
    """Tell what a line is by its own words alone."""
    if len(text) > _SHORT:
        return "bullet" if _BULLET.match(text) else "text"
    if not text[0].isalnum():
        if _END.fullmatch(text):
            return "end"
        if _MARK.fullmatch(text):
            return "mark"
    key = text.casefold().strip(" :*»«›‹→←|>+.…-–—")
    furniture, related = _menus()
    if key in furniture:
        return "navigation"
    if key in related:
        return "related"
    has_digit = any(map(text.__contains__, "0123456789"))
    if has_digit:
        if dates.is_date_line(text):
            return "date"
        if _NUMBER.fullmatch(text) and not _PHONE.search(text):
            return "number"
    if (" " not in text or text[0] == "[") and _ADDRESS.fullmatch(text):
        return "address"
    if (text[0] in _CONTACTS and _CONTACT.match(text)) or (has_digit and _is_contact(text)):
        return "contact"
    return "bullet" if _BULLET.match(text) else "text"


def _is_contact(text: str) -> bool:
    """A telephone number or a postal address with hardly a word around it."""
    if len(_LOWER_WORD.findall(text)) > _CONTACT_LOWER:
        return False
    if _PHONE.search(text) or "@" in text:
        return True
    return _ZIP.search(text) is not None or _STREET.fullmatch(text) is not None


def strip_release_mark(text: str) -> str:
    """Cut "FOR IMMEDIATE RELEASE: " off a headline that stands on the same line."""
    match = _RELEASE_HEADLINE.match(text)
    return text[match.end() :] if match else text


_FINAL = re.compile(r"[.!?…。！？][\"”’'»)\]*]*\Z")
_TAIL = 12


def is_final(text: str) -> bool:
    """Say whether a line ends as a sentence does: "…today." but not "… of the U.S."."""
    last = text[-1]
    if last.isalnum():
        return False
    found = _FINAL.search(text, max(0, len(text) - _TAIL))
    return found is not None and not (last == "." and ends_in_abbreviation(text))
