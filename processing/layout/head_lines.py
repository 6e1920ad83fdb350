"""The lines above the first paragraph: what each is by its own words.

A head may hold a letterhead (who issues it), the number of the release, "for immediate release", an
embargo, what the text calls itself, dates, press contacts, and the title. Whatever is none of the
others may be the title.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from processing.layout.datelines import is_dateline, is_office
from processing.layout.dates import is_date_line
from processing.layout.embargoes import is_embargo
from processing.layout.labels import NUMBER, label_kind, plain_line
from processing.layout.persons import WORD, continues_office, is_name_above, is_person, small_words
from processing.layout.transcripts import first_speech, is_format_line
from processing.lexicon import table, words
from processing.parsed_text import BlockKind, HeadKind, HeadLine, ParsedText

# No line of a letterhead has more words, nor does the name of an organization.
_LONGEST_NAME = 12
_RELEASE_MARK = re.compile(
    r"\W*(?:for\s+)?immediate\s+(?:media\s+|press\s+)?(?:release|use|distribution)\W*"
    r"|\W*for\s+(?:release|publication)\W*|\W*release:?\s+immediate(?:ly)?\W*"
    r"|\W*zur\s+(?:sofortigen\s+)?veröffentlichung\W*|\W*para\s+(?:su\s+)?(?:publicación|difusión)"
    r"\s+inmediata\W*|\W*pour\s+(?:diffusion|publication)\s+immédiate\W*",
    re.I,
)
_CRUMBS = re.compile(
    r"[^>»›/|]{2,40}(?:\s*[>»›]\s*[^>»›]{2,80})+|home\s*/\s*.+|[^|]{1,30}(?:\|[^|]{1,30}){3,}", re.I
)
_COPYRIGHT = re.compile(
    r"©|copyright|e\W{0,2}&\W{0,2}o\W{0,2}e\b|e\.?o\.?\s?&\s?e\b|proof only|all rights reserved",
    re.I,
)
# "Ph: (03) 5572 1100", "Canberra ACT 2600".
_REACHED = re.compile(
    r"\b(?:ph|phone|tel|telephone|fax|mobile)\b\W{0,3}(?:[(+]?\d|\Z)|\(?\b0\d\)? ?\d{4} ?\d{4}\b"
    r"|\b(?:ACT|NSW|VIC|QLD|TAS|SA|WA|NT)\s+\d{4}\Z",
    re.I,
)
# "190 Gray Street, Harrow".
_STREET = re.compile(
    r"\d{1,5}[a-z]?\s(?:[a-z.'’-]+\s){1,3}"
    r"(?:street|st|road|rd|avenue|ave|drive|boulevard|blvd|lane|highway|parade|terrace)\b\.?"
    r"(?:,.{0,60})?\Z",
    re.I,
)
_TOPICS = re.compile(
    r"(?:subjects?|topics?|tags?|portfolio|categor(?:y|ies)|author)\s*[/s ]*:|re:\s", re.I
)
# Rows of a page's own register: "Dated: 4 May 2026 Number: 26/114 Portfolio: Harbours".
_FIELDS = re.compile(
    r"(?<!\w)(?:dated?|posted|published|(?:(?:press|media|news) release )?(?:number|no)|portfolio"
    r"|related|subject|category|tags?|author|source|ref(?:erence)?|location|phone|email)\s?:",
    re.I,
)
# "Media release by the Hon Ada Lund MP".
_BY = re.compile(r"(?:media|press|news) (?:release|statement) (?:by|from)\s+(?P<who>.+)", re.I)
_JOINT = re.compile(r"joint (?:media |press |news )?(?:release|statement) (?:with|by|from)\b", re.I)
_PAGE = re.compile(r"(?:page\s+)?\d{1,2}(?:\s*(?:of|/)\s*\d{1,2})?", re.I)


@cache
def _verbs() -> frozenset[str]:
    return words("summary_verbs")


def is_name_of_organization(text: str) -> bool:
    """Say whether a line is the name of an organization: capitalised, its head among the words."""
    found = WORD.findall(plain_line(text))
    if not 0 < len(found) <= _LONGEST_NAME or text[-1] in "!?":
        return False
    if any(word[0].islower() and word.lower() not in small_words() for word in found):
        return False
    if any(_RUN_TOGETHER.match(word) for word in found):
        return False
    if text[0] in "$€£" or ": " in text or any(w.lower() in _headline_verbs() for w in found[1:]):
        return False  # "Harrow Bank Welcomes Ada Lund", "Ashes at Sea: Harrow's First Service"
    if len(found) > 1 and found[0].lower() in _actions() and found[1].lower() in ("of", "for"):
        return False  # "Closure of the Harbour Centre"
    if any(word.lower() == "to" for word in found[1:]):
        return False  # "Brokerage House to Expand Its Bank Services" goes on from a title
    if any(word.lower() in _verbs() or _is_participle(word) for word in found):
        return False
    if len(found) == 1:
        return found[0].isupper() and found[0].lower() in words("head_organizations")
    return is_office(plain_line(text))


@cache
def _headline_verbs() -> frozenset[str]:
    return frozenset(table("head_words")["headline_verbs"])


@cache
def _actions() -> frozenset[str]:
    return frozenset(table("head_words")["actions"])


# "RWB AGThe" is two lines that lost their break.
_RUN_TOGETHER = re.compile(r"[A-Z]{3,}[a-z]{2}")


def _is_participle(word: str) -> bool:
    return (
        len(word) > 4
        and word.lower().endswith("ed")
        and word.lower() not in ("united", "federated", "allied")
    )


def is_register(text: str) -> bool:
    """Say whether a line holds rows of a page's own register: "Dated: …  Number: …"."""
    return len(_FIELDS.findall(text)) > 1


# Each line of a head is asked when it is parted, when its page is read, and for its facts.
_LATELY = 256
_LONGEST_LINE = 300


@lru_cache(maxsize=_LATELY)
def kind_of_line(text: str) -> HeadKind | None:
    """The kind of a line above the first paragraph; None for what may be a title."""
    if len(text) > _LONGEST_LINE:
        return None
    plain = plain_line(text)
    if not plain or _PAGE.fullmatch(plain):
        return HeadKind.NUMBER
    if _RELEASE_MARK.fullmatch(plain):
        return HeadKind.RELEASE_MARK
    if is_embargo(text):
        return HeadKind.EMBARGO
    if is_date_line(text) or is_date_line(plain):
        return HeadKind.DATE
    if label_kind(text) is not None or is_format_line(text):
        return HeadKind.LABEL
    if (by := _BY.match(plain)) and is_person(by["who"]):
        return HeadKind.LABEL
    if NUMBER.fullmatch(plain):
        return HeadKind.NUMBER
    if is_dateline(text):
        return HeadKind.DATELINE
    if _JOINT.match(plain):
        return HeadKind.SUBTITLE
    if _REACHED.search(text) or _STREET.match(plain):
        return HeadKind.CONTACT
    if _COPYRIGHT.match(plain) or _TOPICS.match(text) or is_register(text):
        return HeadKind.OTHER
    if is_person(text):
        return HeadKind.PERSON
    if is_name_of_organization(text):
        return HeadKind.MASTHEAD
    if _CRUMBS.fullmatch(text):
        return HeadKind.BREADCRUMB
    return None


_TELLING = re.compile(r"[^\W_]{3,}")
_STEM = 5
_LEAD_READ = 700
# A title of so many words that share nothing with the lead is taken before a shorter one.
_TITLE_WORDS = 4


def choose_title(texts: Sequence[str], numbers: Sequence[int], lead: str) -> int:
    """Of the lines that may be the title, the number of the one that is.

    A title says in short what the first paragraph says at length: the first line that shares two
    stems with it, or half of its own; else the first of some length; else the first.
    """
    told = _stems(lead[:_LEAD_READ])
    for text, number in zip(texts, numbers, strict=True):
        own = _stems(text)
        shared = len(own & told)
        if shared >= 2 or (shared and shared * 2 >= len(own)):
            return number
    long = (n for text, n in zip(texts, numbers, strict=True) if len(text.split()) >= _TITLE_WORDS)
    return next(long, numbers[0])


def _stems(text: str) -> set[str]:
    return {
        word[:_STEM]
        for word in _TELLING.findall(text.casefold())
        if word not in small_words() and word not in words("summary_stopwords")
    }


def read_head_lines(parsed: ParsedText) -> tuple[HeadLine, ...]:
    """The lines above the first paragraph, each with its kind."""
    lines: list[HeadLine] = []
    has_title = False
    texts = [parsed.flat[block.start : block.end] for block in parsed.blocks[:_HEAD_LINES]]
    for number, block in enumerate(parsed.blocks[: first_speech(texts)]):
        if block.kind is BlockKind.BODY:
            break
        text = parsed.flat[block.start : block.end]
        if block.kind is BlockKind.HEADLINE:
            kind, has_title = HeadKind.TITLE, True
        else:
            kind = kind_of_line(text) or _unknown(block.kind, has_title)
            if lines and lines[-1].kind is HeadKind.PERSON:
                previous = parsed.flat[lines[-1].start : lines[-1].end]
                kind = HeadKind.PERSON if continues_office(previous, text) else kind
            elif kind is HeadKind.OTHER and not lines and number + 1 < len(texts):
                kind = HeadKind.PERSON if is_name_above(text, texts[number + 1]) else kind
        lines.append(HeadLine(block.start, block.end, kind))
    return tuple(lines[:_HEAD_LINES])


# Menus above a release may run to hundreds of lines.
_HEAD_LINES = 120


def _unknown(kind: BlockKind, has_title: bool) -> HeadKind:
    if kind is BlockKind.CONTACT:
        return HeadKind.CONTACT
    if kind is BlockKind.SUBHEAD and has_title:
        return HeadKind.SUBTITLE
    return HeadKind.OTHER
