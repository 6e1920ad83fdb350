"""What says who issues a release, and what of its words may be the name of an issuer.

Each finding is one organization at one place, under the name of the kind of place. How much a kind
weighs is decided in `processing.head.agency`. An office within an agency is none.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from domain.documents import Span
from processing.layout.labels import joint_label, plain_line
from processing.lexicon import table
from processing.parsed_text import ParsedText


class Evidence(NamedTuple):
    """An organization as the text writes it, where, and in what kind of place."""

    name: str
    span: Span
    kind: str


_INNER = re.compile(
    r"(?:(?:office of )?(?:public|media|press|corporate|external|government|community|news|digital"
    r"|strategic|cabinet|legislative|congressional|intergovernmental|consumer)\s+)*"
    r"(?:(?:public |media )?(?:information|affairs|relations|communications?|press|media|news"
    r"|newsroom|electorate|outreach|engagement|publicity|enquiries|inquiries))"
    r"(?:\s+(?:and|&)\s+(?:public |media |external |community )?(?:\w+))?"
    r"(?:\s+(?:office|officer|unit|division|branch|centre|center|team|section|desk|department"
    r"|bureau|group|directorate|room|services?))?",
    re.I,
)
# What follows the name of an agency in the line of its press office.
_PRESS_OFFICE = re.compile(
    r"[\s:–|-]+(?:(?:media|press|news)\s+(?:releases?|office|statements?|room|cent(?:er|re)"
    r"|contacts?|enquiries|inquiries|relations|advisory)|newsroom|news|media"
    r"|public affairs(?: office)?|communications?(?: office)?|public information office)\Z",
    re.I,
)
# A line that says with whom a release is issued stands among the first.
_JOINT_READ = 6
# Every sentence of an answer to a parliament has one of these; asked before they are gone through.
REPLY_HINTS = ("information was", "written reply", "stated this", " to a question")
# An office by what it is of or for, wherever it stands.
BODIES = (
    "Government", "Ministry", "Department", "Office", "Bureau", "City", "County", "Town",
    "Province", "Bank", "University", "Board", "Council", "Commission",
)  # fmt: skip
_AND = r" and(?! [^.,;]{0,40}?(?:Council|Government|Nation|Board|City))"
# The capital comes first and what may not stand before it behind: so the search leaps from capital
# to capital.
OFFICIAL = re.compile(
    r"(?P<name>[A-Z](?<![\w.].)(?!(?<=T)he )"
    rf"(?:[\w.]+ (?:{'|'.join(BODIES)})|{'|'.join(f'(?<={b[0]}){b[1:]}' for b in BODIES)})"
    r"(?: of| for)(?: the)?"
    rf" [A-Z][\w&'’-]+(?:(?:{_AND}| of| the| &|,(?= [A-Z][a-z]+ and))? [A-Z][\w&'’-]+){{0,6}})"
)
_NAME_END = re.compile(
    r"\s+(?:Dr|Shri|Smt|Mr|Ms|Mrs|Sh|Prof|Hon)\b.*\Z"
    r"|\s+and\s+(?:Minister|Secretary|MoS)\b.*\Z"
    r"|(?:\s+(?:of|the|and|for|&|in|de|du|la|today|has|have))+\Z"
)


# "Harbour Division of the Ministry of Ports": the ministry issues.
_DIVISION = re.compile(
    r"\A(?:[A-Z][\w&-]*\s+){1,4}(?:Division|Wing|Cell|Section|Desk|Unit|Branch)\s+of\s+(?:the\s+)?"
    r"(?=(?:Ministry|Department|Government|Office)\b)"
)
# "Government of Roewater's Harbour Fund" is what it owns; "Ministry of Women's Affairs" is one.
_OWNED = re.compile(
    r"(?<=\w)['’]s\s(?!Affairs|[Oo]ffice|Office|Directorate|Department|Ministry|Council|Commission|Agency"
    r"|Association|Bureau|Health|Services?|Issues|Hospital|Court).*\Z"
)


def is_inner(text: str) -> bool:
    """Say whether the words name only an office within an agency: "Public Information Office"."""
    plain = plain_line(text)
    if _DIVISION.match(plain) or is_vague(plain):
        return True
    return plain.lower().endswith("electorate office") or _INNER.fullmatch(plain) is not None


def is_vague(name: str) -> bool:
    """Say whether a name says not which: "Central Government", "Minister's Office"."""
    words = re.findall(r"[\w'’-]+", name.lower().replace("’", "'"))
    return all(word in head_words("vague") for word in words)


def is_undertaking(name: str) -> bool:
    """Say whether a name is that of a scheme, a campaign or a law, which issues nothing."""
    return name.split()[-1].lower() in head_words("undertakings")


def without_end(name: str) -> str:
    """A name without the small words or the title that a pattern took with it."""
    return _OWNED.sub("", _NAME_END.sub("", name))


@cache
def head_words(name: str) -> frozenset[str]:
    """One of the sets of words that the head is read by."""
    return frozenset(table("head_words")[name])


# A text names few organizations, and each of them often.
_LATELY = 512


@lru_cache(maxsize=_LATELY)
def name_key(name: str) -> str:
    """The form under which two ways of writing an organization are the same."""
    plain = re.sub(r"[^\w\s]", "", name.casefold().replace("’s", "s").replace("'s", "s"))
    return " ".join(word for word in plain.split() if word not in _FORMS)


# What a name is written with and without.
_FORMS = frozenset(
    {"the", "inc", "llc", "ltd", "limited", "corp", "plc", "ag", "se", "gmbh", "llp"}
)


def partners_of(reading: ParsedText) -> str:
    """The words of a line that says with whom a release is issued, in the form names are compared.

    Empty where there is no such line.
    """
    for block in reading.blocks[:_JOINT_READ]:
        text = reading.flat[block.start : block.end]
        if joint_label(text) is not None:
            return name_key(text)
    return ""


def at(reading: ParsedText, start: int, name: str, kind: str) -> Evidence:
    """The evidence of some kind for a name that stands at `start`."""
    return Evidence(name, reading.span(start, start + len(name)), kind)


def without_press_office(text: str) -> str:
    """The name of an agency in the line of its press office: "Harrow Police Media Unit"."""
    cut = _PRESS_OFFICE.search(text)
    return text[: cut.start()] if cut else text
