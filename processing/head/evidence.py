"""Where in a release its issuer stands: the letterhead, the foot, what the text says of itself.

Each finding is one organization at one place, under the name of the kind of place. How much a kind
weighs is decided in `processing.head.agency`. An office within an agency is none.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from domain.documents import Span
from processing.layout.head_lines import is_name_of_organization
from processing.layout.labels import joint_label, plain_line
from processing.layout.titles import issuer
from processing.lexicon import table
from processing.parsed_text import BlockKind, HeadKind, HeadLine, ParsedText


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
# A line of contacts is short; its telephone stands within so many lines.
_CONTACT_LINE = 90
_AROUND = 3
# A line that says with whom a release is issued stands among the first.
_JOINT_READ = 6
_MENU = re.compile(
    r"\b(?:Honou?rable|Hon|Minister|Home|Copyright|Privacy|Disclaimer|Site ?[Mm]ap|Contact Us)\b"
)
_REACHED = re.compile(r"\d{3}[-. ]\d{3,4}|\d{4} \d{3,4}|@\w")
_PUBLIC_AFFAIRS = re.compile(
    r"(?P<name>[A-Z][\w&]+(?: [A-Z][\w&]+){0,4}) (?:Public Affairs|Media Relations|Communications"
    r"|Press Office|Media Unit|Media)\b[^a-z\n]{0,8}\+?\(?\d{2,4}[ )-]"
)
_AFFAIRS = ("Public Affairs", "Media", "Communications", "Press Office")
_ABOUT = re.compile(r"About\s+(?:the\s+)?(?P<name>[A-Z][^\n:.]{1,70}?)\s*(?::|\Z|[–—-]\s)")
_NO_ABOUT = ("us", "this", "our", "these", "the")
_HANDLES = re.compile(
    r"Follow\s+(?:the\s+)?(?P<name>[A-Z][\w& ]{1,50}?)(?:\s+(?:Handles?|on)\b|['’]s\b)"
)
# "This information was given by the Minister …, Ministry of Mines, in a written reply".
_REPLY = re.compile(
    r"\b(?:information was (?:given|furnished|provided)|in a written reply|stated this"
    r"|(?:reply|response) to a question)\b"
)
# Every such sentence has one of these; asked before the sentences are gone through.
REPLY_HINTS = ("information was", "written reply", "stated this", " to a question")
_REPLYING = re.compile(
    r"\b[Bb]y (?:(?i:the) )?(?P<name>(?=[A-Z])(?i:(?:\([^()]{1,40}\)|[^.;“”\"]){0,120}?\bminister\b"
    r"(?:\([^()]{1,40}\)|[^.;“”\"]){0,160}?))"
    r"(?=[,;:]?\s+(?i:dr|shri|smt|sushri|sh|mr|ms|mrs|prof|and minister|in an? \w+ reply|in reply"
    r"|in (?:the )?(?:lok|rajya) sabha|today)\b|;|[.]?\Z)"
)
# A rank that says not of what.
_NO_FIELD = re.compile(r"(?:Union |Cabinet |Deputy |State )*Minister(?: of State)?(?: \([^()]*\))?")
# "…, Ada Lund": who holds the office.
_HOLDER = re.compile(r",\s+[A-Z]\w+(?:\s[A-Z][\w.]*){1,2},?\Z")
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
    if _DIVISION.match(plain):
        return True
    return plain.lower().endswith("electorate office") or _INNER.fullmatch(plain) is not None


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


def stated(reading: ParsedText, lines: Sequence[HeadLine]) -> Iterator[Evidence]:
    """What the layout says: the letterhead, the contacts, "about", "follow", "in a reply"."""
    yield from _of_letterhead(reading, lines)
    yield from _of_contacts(reading)
    yield from _of_about(reading)
    yield from _of_reply(reading)
    yield from _of_rows(reading)
    yield from _of_government(reading)


def partners_of(reading: ParsedText) -> str:
    """The words of a line that says with whom a release is issued, in the form names are compared.

    Empty where there is no such line.
    """
    for block in reading.blocks[:_JOINT_READ]:
        text = reading.flat[block.start : block.end]
        if joint_label(text) is not None:
            return name_key(text)
    return ""


def _at(reading: ParsedText, start: int, name: str, kind: str) -> Evidence:
    return Evidence(name, reading.span(start, start + len(name)), kind)


def _of_letterhead(reading: ParsedText, lines: Sequence[HeadLine]) -> Iterator[Evidence]:
    """The organizations that have a line of the head: the first is the letterhead's own."""
    kind = "letterhead"
    for line in lines:
        if line.kind not in (HeadKind.MASTHEAD, HeadKind.LABEL):
            continue
        name = _without_press_office(reading.flat[line.start : line.end])
        if not name or is_inner(name) or not is_name_of_organization(name):
            continue
        if any(name.lower().endswith(f" {other}") for other in ("senate", "parliament")):
            continue  # where a member sits
        span = _in_full(reading, name) or reading.span(line.start, line.start + len(name))
        yield Evidence(span.text, span, kind)
        kind = "contacts"


def _without_press_office(text: str) -> str:
    cut = _PRESS_OFFICE.search(text)
    return text[: cut.start()] if cut else text


def _in_full(reading: ParsedText, name: str) -> Span | None:
    """Where the text writes out a name of one word: "Harbour Guards" for "GUARDS"."""
    if " " in name.strip():
        return None
    longer = re.compile(rf"(?<![\w.])[A-Z]\w+ {re.escape(name.strip())}\b", re.I)
    found = [match for match in longer.finditer(reading.flat) if match.group()[0].isupper()]
    return reading.span(*found[0].span()) if len(found) > 1 else None


def _of_contacts(reading: ParsedText) -> Iterator[Evidence]:
    """An organization on a line of its own beside a telephone number or an address."""
    blocks = reading.blocks
    for number, block in enumerate(blocks):
        if block.kind is BlockKind.BODY or block.end - block.start > _CONTACT_LINE:
            continue
        name = _without_press_office(reading.flat[block.start : block.end])
        if not name[:1].isupper() or is_inner(name) or "," in name or _MENU.search(name):
            continue
        if is_name_of_organization(name) and (issuer(name) or "Government" in name):
            around = blocks[max(0, number - _AROUND) : number + _AROUND + 1]
            if any(_REACHED.search(reading.flat, b.start, b.end) for b in around):
                yield _at(reading, block.start, name, "contacts")
    is_affairs = any(map(reading.flat.__contains__, _AFFAIRS))
    for match in _PUBLIC_AFFAIRS.finditer(reading.flat) if is_affairs else ():
        if not is_inner(match["name"]):
            yield _at(reading, match.start("name"), match["name"], "public-affairs")


def _of_about(reading: ParsedText) -> Iterator[Evidence]:
    for block in reading.blocks:
        match, kind = _ABOUT.match(reading.flat, block.start, block.end), "about"
        if match is None:
            match, kind = _HANDLES.match(reading.flat, block.start, block.end), "handles"
        if match is not None and match["name"].split()[0].lower() not in _NO_ABOUT:
            yield _at(reading, match.start("name"), match["name"], kind)


def _of_reply(reading: ParsedText) -> Iterator[Evidence]:
    """The ministry named last before "in a written reply", as answers to a parliament end."""
    if not any(map(reading.flat.__contains__, REPLY_HINTS)):
        return
    for sentence in reading.sentences:
        if _REPLY.search(reading.flat, sentence.start, sentence.end):
            found = list(OFFICIAL.finditer(reading.flat, sentence.start, sentence.end))
            if found:
                last = found[-1]
                yield _at(reading, last.start("name"), without_end(last["name"]), "reply")
            elif office := _REPLYING.search(reading.flat, sentence.start, sentence.end):
                name = _HOLDER.sub("", without_end(office["name"])).rstrip(", ")
                if not _NO_FIELD.fullmatch(name):
                    yield _at(reading, office.start("name"), name, "reply")


_ROW = re.compile(
    r"(?:Company|Organi[sz]ation|Business|Firm|Agency|Issuer|Issued by)(?: Name)?\s?:\s*"
    r"(?P<name>[A-Z][^\n:]{2,60})\Z"
)


def _of_rows(reading: ParsedText) -> Iterator[Evidence]:
    """A row of the contacts that says so: "Company Name: Orrin Foods"."""
    for block in reading.blocks:
        if block.end - block.start <= _CONTACT_LINE:
            match = _ROW.match(reading.flat[block.start : block.end])
            if match is not None:
                yield _at(reading, block.start + match.start("name"), match["name"], "company-row")


_GOVERNMENT = re.compile(
    r"\bGovernment of (?:the )?(?:(?:New|North|South|West|British|Northwest|Prince) )?"
    r"(?P<land>[A-Z]\w+)"
)
_GOVERNMENT_HOST = re.compile(r"@(?:[\w-]+\.)*gov\.(?P<code>\w{2,3})\b", re.I)


def _of_government(reading: ParsedText) -> Iterator[Evidence]:
    """The government whose land a text names most, where its contacts are at its address."""
    if "Government of " not in reading.flat:
        return
    codes = frozenset(m["code"].lower() for m in _GOVERNMENT_HOST.finditer(reading.flat))
    best = max(
        _GOVERNMENT.finditer(reading.flat),
        key=lambda match: (
            _has_host(reading.low, match["land"].lower(), codes),
            reading.flat.count(match["land"]),
        ),
        default=None,
    )
    if best is not None and _has_host(reading.low, best["land"].lower(), codes):
        yield _at(reading, best.start(), best.group(), "government")


def _has_host(low: str, land: str, codes: frozenset[str]) -> bool:
    """Whether an address bears the name of a land, or after "gov." a code made of its letters."""
    if f"@{land}." in low or f".{land}." in low:
        return True
    return any(code[0] == land[0] and _is_within(code, land) for code in codes)


def _is_within(code: str, word: str) -> bool:
    """Whether all letters of a code stand in a word in that order: "rw" in "roewater"."""
    letters = iter(word)
    return all(letter in letters for letter in code)
