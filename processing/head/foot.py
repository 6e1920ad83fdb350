"""Where the foot of a release names its issuer: contacts, departments, "About …", rows.

A foot is written for those who want to know more: whoever issues a release stands there by name.
"""

import re
from collections.abc import Iterator

from processing.head.evidence import Evidence, at, head_words, is_inner, without_press_office
from processing.layout.head_lines import is_name_of_organization
from processing.layout.titles import issuer
from processing.parsed_text import Block, BlockKind, ParsedText

# A line of contacts is short; its telephone stands within so many lines.
_CONTACT_LINE = 90
_AROUND = 3
# Menus, where a member sits, and a person with the office in brackets are no organization there.
_NO_CONTACT = re.compile(
    r"[,(|]|(?i:senate|parliament)\Z"
    r"|\b(?:Honou?rable|Hon|Minister|Home|Copyright|Privacy|Disclaimer|Site ?[Mm]ap|Contact Us)\b"
)
_REACHED = re.compile(r"\d{3}[-. ]\d{3,4}|\d{4} \d{3,4}|@\w")
_PUBLIC_AFFAIRS = re.compile(
    r"(?P<name>[A-Z][\w&]+(?: [A-Z][\w&]+){0,4}) \(?(?:Public Affairs|Media Relations"
    r"|Communications|Press Office|Media Unit|Media)\b[^a-z\n]{0,8}\+?\(?\d{2,4}[ )-]"
)
_AFFAIRS = ("Public Affairs", "Media", "Communications", "Press Office")
# "Communications, Health and Rivers": the department that a press officer speaks for.
_DEPARTMENT = re.compile(
    r"(?:(?:Strategic |Corporate )?Communications?|Media Relations|Public (?:Affairs|Relations)"
    r"|Press Office)(?: (?:Officer|Manager|Advis[eo]r|Director|Coordinator|Analyst|Specialist))?, "
    r"(?P<name>[A-Z][\w&’'-]*(?:,? (?:[A-Z][\w&’'-]*|and|of|the|for|&))*)\Z"
)
_NO_ABOUT = ("us", "this", "our", "these", "the", "me")
# "About Orrin Foods", "About Orrin Foods: …"; where a line break was lost, the name comes twice:
# "About Orrin FoodsOrrin Foods is …".
_ABOUT = re.compile(
    r"About\s+(?:[Tt]he\s+)?(?P<name>(?:[$A-Z]|[a-z]{1,8}[A-Z])(?:[^\n:.(]|[:.](?=\w)){1,70}?)(?:\(R\)|®|™)?\.?\s*"
    r"(?:\(.*|\Z|:\s|:\Z|[–—-]\s|(?=(?:The\s+)?(?P=name)\b))"
)
# Who passes on what others issue says so of itself.
_WIRE = re.compile(
    r"communications platform|newswires?\b|press[- ]release (?:distribution|syndication)"
    r"|news distribution|distributes? (?:press|news) releases",
    re.I,
)
_WIRE_READ = 400
_HANDLES = re.compile(
    r"Follow\s+(?:the\s+)?(?P<name>[A-Z][\w& ]{1,50}?)(?:\s+(?:Handles?|on)\b|['’]s\b)"
)
_ROW = re.compile(
    r"(?:Company|Organi[sz]ation|Business|Firm|Agency|Issuer|Issued by)(?: Name)?\s?:\s*"
    r"(?P<name>[A-Z][^\n:]{2,60})\Z"
)


def of_foot(reading: ParsedText) -> Iterator[Evidence]:
    """The organizations that contacts, an "about", a row or a list of handles name."""
    yield from _of_contacts(reading)
    yield from _of_about(reading)
    yield from _of_about_within(reading)
    yield from _of_rows(reading)
    yield from _of_disclosure(reading)
    yield from _of_portrait(reading)


# Where a text lost its line ends: "…@orrin.comCompany: Orrin Foods LLCWebsite: …".
_ROW_WITHIN = re.compile(
    r"(?<=[a-z\d])Company(?: Name)?: (?P<name>[A-Z][^\n:]{2,60}?)"
    r"(?=(?:Website|Email|Phone|City|Address)\b)"
)


def of_departments(reading: ParsedText) -> Iterator[Evidence]:
    """The department of the first press officer who is named with one beside an address."""
    for number, block in enumerate(reading.blocks):
        match = _DEPARTMENT.match(reading.flat, block.start, block.end)
        if match is None or block.end - block.start > _CONTACT_LINE or is_inner(match["name"]):
            continue
        if " " not in match["name"] and match["name"].lower() not in head_words("fields"):
            continue  # a person, or a place
        if _is_reached(reading, number):
            yield _in_full(reading, match.start("name"), match["name"])
            return


def _in_full(reading: ParsedText, start: int, name: str) -> Evidence:
    """A department by its whole name where the text has it: "Department of Justice"."""
    if " " in name:
        return at(reading, start, name, "department")
    whole = re.search(rf"\b(?:Department|Ministry) of {re.escape(name)}\b(?! and)", reading.flat)
    if whole is None:
        return at(reading, start, name, "field")
    return at(reading, whole.start(), whole.group(), "department")


def _is_reached(reading: ParsedText, number: int) -> bool:
    """Whether a telephone number or an address stands beside a block."""
    around = reading.blocks[max(0, number - _AROUND) : number + _AROUND + 1]
    return any(_REACHED.search(reading.flat, b.start, b.end) for b in around)


def _of_contacts(reading: ParsedText) -> Iterator[Evidence]:
    """An organization on a line of its own beside a telephone number or an address."""
    for number, block in enumerate(reading.blocks):
        if block.kind is BlockKind.BODY or block.end - block.start > _CONTACT_LINE:
            continue
        name = without_press_office(reading.flat[block.start : block.end])
        if not name[:1].isupper() or is_inner(name) or _NO_CONTACT.search(name):
            continue
        is_name = is_name_of_organization(name) and (issuer(name) or "Government" in name)
        if is_name and _is_reached(reading, number):
            yield at(reading, block.start, name, "contacts")
    is_affairs = any(map(reading.flat.__contains__, _AFFAIRS))
    for match in _PUBLIC_AFFAIRS.finditer(reading.flat) if is_affairs else ():
        if not is_inner(match["name"]):
            yield at(reading, match.start("name"), match["name"], "public-affairs")


def _of_about(reading: ParsedText) -> Iterator[Evidence]:
    for block in reading.blocks:
        match, kind = _ABOUT.match(reading.flat, block.start, block.end), "about"
        if match is None:
            match, kind = _HANDLES.match(reading.flat, block.start, block.end), "handles"
        if match is None or match["name"].split()[0].lower() in _NO_ABOUT:
            continue
        if kind == "about" and _is_wire(reading, block):
            kind = "about-wire"
        yield at(reading, match.start("name"), match["name"], kind)


# Where a text lost its line ends: "… in May.  About: Orrin Foods is a maker of soups".
_ABOUT_WITHIN = re.compile(
    r"(?<=\s)About:\s+(?P<name>[A-Z][\w&.'’-]*(?: (?:[A-Z][\w&.'’-]*|&|and|of)){0,5}) "
    r"(?:is|are|was)\b"
)


def _of_about_within(reading: ParsedText) -> Iterator[Evidence]:
    if " About: " in reading.flat:
        for match in _ABOUT_WITHIN.finditer(reading.flat):
            yield at(reading, match.start("name"), match["name"], "about")


def _is_wire(reading: ParsedText, block: Block) -> bool:
    """Whether the paragraph "about" somebody says that they pass on what others issue."""
    return _WIRE.search(reading.flat, block.start, block.start + _WIRE_READ) is not None


def _of_rows(reading: ParsedText) -> Iterator[Evidence]:
    """A row of the contacts that says so: "Company Name: Orrin Foods"."""
    for block in reading.blocks:
        if block.end - block.start <= _CONTACT_LINE:
            match = _ROW.match(reading.flat[block.start : block.end])
            if match is not None:
                yield at(reading, block.start + match.start("name"), match["name"], "company-row")
    if "Company" in reading.flat:
        for match in _ROW_WITHIN.finditer(reading.flat):
            yield at(reading, match.start("name"), match["name"].strip(), "company-row")


# Who publishes what others paid for says so at the end.
_DISCLOSURE = re.compile(
    r"(?:commercial|business|financial|paid) (?:relationship|arrangement|partnership) with "
    r"(?P<name>[A-Z][\w&’'-]*(?: [A-Z][\w&’'-]*){0,4})(?=[.,;]|\Z)"
)


def _of_disclosure(reading: ParsedText) -> Iterator[Evidence]:
    """Who owns in a disclosure to have been paid by those whom a text is about."""
    for block in reading.blocks:
        if reading.flat.startswith("Disclos", block.start):
            for match in _DISCLOSURE.finditer(reading.flat, block.start, block.end):
                yield at(reading, match.start("name"), match["name"], "disclosure")


# "Orrin Foods, Inc. is a maker of soups that …", as a text ends that has no "About".
_PORTRAIT = re.compile(
    r"(?P<name>[A-Z][\w&.'’-]*(?: (?:[A-Z][\w&.'’-]*|&|and|of)){0,5}"
    r"(?:, (?:Inc\.?|LLC|Ltd\.?|LLP))?)(?: \([^()]{2,40}\))? is (?:a|an|the) [^.]{0,120}?"
    r"\b(?:company|corporation|provider|firm|maker|manufacturer|brokerage|organi[sz]ation|agency|utility|bank|retailer|developer|producer|nonprofit"
    r"|charity|foundation|association|studio|platform)\b"
)
_PORTRAIT_READ = 5


def _of_portrait(reading: ParsedText) -> Iterator[Evidence]:
    """Who one of the last paragraphs says what it is, if its name opens an earlier sentence too."""
    told = [b for b in reading.blocks if b.kind in (BlockKind.BODY, BlockKind.BOILERPLATE)]
    for block in told[2:][-_PORTRAIT_READ:]:
        match = _PORTRAIT.match(reading.flat, block.start, block.end)
        if match is None:
            continue
        first = match["name"].split(",")[0]
        is_known = any(
            s.start < block.start and reading.flat.startswith(first, s.start)
            for s in reading.sentences
        )
        if is_known and not is_inner(match["name"]):
            yield at(reading, match.start("name"), match["name"], "portrait")
