"""What the layout says of the issuer: its letterhead, its foot, an answer given to a parliament."""

import re
from collections.abc import Iterator, Sequence

from domain.documents import Span
from processing.head.evidence import (
    OFFICIAL,
    REPLY_HINTS,
    Evidence,
    at,
    is_inner,
    name_key,
    partners_of,
    without_end,
    without_press_office,
)
from processing.head.foot import of_departments, of_foot
from processing.layout.head_lines import is_name_of_organization
from processing.layout.labels import is_letter_spaced, plain_line
from processing.parsed_text import BlockKind, HeadKind, HeadLine, ParsedText, SentenceSpan


def stated(reading: ParsedText, lines: Sequence[HeadLine]) -> Iterator[Evidence]:
    """What the layout says: the letterhead, the contacts, "about", "follow", "in a reply"."""
    yield from _of_letterhead(reading, lines)
    yield from _of_dateline_source(reading, lines)
    found = [*of_foot(reading), *_of_government(reading)]
    yield from found
    yield from _of_reply(reading)
    if not any(one.name.startswith("Government of ") for one in found):
        yield from of_departments(reading)


def _of_letterhead(reading: ParsedText, lines: Sequence[HeadLine]) -> Iterator[Evidence]:
    """The organizations that have a line of the head: the first is the letterhead's own."""
    kind = "letterhead"
    for line in lines:
        if line.kind not in (HeadKind.MASTHEAD, HeadKind.LABEL):
            continue
        # "MEDIA RELEASE – Harbour Guards": the label is none of the name.
        start = line.start + _label_before(reading.flat[line.start : line.end])
        name = without_press_office(reading.flat[start : line.end])
        if not name or is_inner(name) or not is_name_of_organization(name):
            continue
        if any(name.lower().endswith(f" {other}") for other in ("senate", "parliament")):
            continue  # where a member sits
        span = _in_full(reading, name) or reading.span(start, start + len(name))
        yield Evidence(plain_line(name) if is_letter_spaced(name) else span.text, span, kind)
        kind = "contacts"


_LABEL_BEFORE = re.compile(
    r"(?:(?:media|press|news) (?:release|statement|advisory)|statement)\s*[–—:|-]\s*(?=\w)", re.I
)


def _label_before(line: str) -> int:
    """How much of a line is the label before a name."""
    found = _LABEL_BEFORE.match(line)
    return found.end() if found else 0


def _in_full(reading: ParsedText, name: str) -> Span | None:
    """Where the text writes out a name of one word: "Harbour Guards" for "GUARDS"."""
    if " " in name.strip():
        return None
    longer = re.compile(rf"(?<![\w.])[A-Z]\w+ {re.escape(name.strip())}\b", re.I)
    found = [match for match in longer.finditer(reading.flat) if match.group()[0].isupper()]
    return reading.span(*found[0].span()) if len(found) > 1 else None


# "Harrow - 4 May 2026 / Orrin Foods /": who gives a text to a wire may stand behind the date.
_SLASHED = re.compile(r"/\s?(?P<name>[A-Z][^/\n]{2,60}?)\s?/")
_SLASHED_READ = 200


def _of_dateline_source(reading: ParsedText, lines: Sequence[HeadLine]) -> Iterator[Evidence]:
    """The name between the slashes of a dateline, if a line beneath the text begins with it too."""
    bodies = [b for b in reading.blocks if b.kind is BlockKind.BODY]
    heads = [(n.start, n.end) for n in lines if n.kind is HeadKind.DATELINE]
    heads += [(b.start, min(b.end, b.start + _SLASHED_READ)) for b in bodies[:1]]
    for start, end in heads:
        match = _SLASHED.search(reading.flat, start, end)
        if match is None:
            continue
        name = match["name"]
        if any(
            reading.flat.startswith(name, block.start)
            for block in reading.blocks
            if block.start > match.end() and block.kind is not BlockKind.BODY
        ):
            yield at(reading, match.start("name"), name, "dateline-source")
            return


# "This information was given by the Minister …, Ministry of Mines, in a written reply".
_REPLY = re.compile(
    r"\b(?:information was (?:given|furnished|provided)|in a written reply|stated this"
    r"|In a written reply|(?:reply|response) to a question)\b"
)
# "In a written reply to Ms Orr, the Minister of Mines, Ada Lund, stated": the office follows.
_LED_REPLY = re.compile(
    r"In (?:an? |her |his )?(?:written )?reply "
    r"(?:[^.;]|(?<=[A-Z][a-z]{2})\.|(?<=[DMS][rs])\.){0,160}?,\s+(?:the\s+)?"
    r"(?=(?:Union\s+)?Minister\b)"
)
_BY = re.compile(r"\b[Bb]y\s+(?:(?i:the)\s+)?")
# Several offices that one minister holds.
_SECOND_OFFICE = re.compile(r";\s*|,?\s+and\s+(?=(?:Union\s+)?Minister\b)|,\s+(?=Minister\b)")
_OFFICE = re.compile(
    r"(?:(?i:the)\s+)?(?P<name>(?=[A-Z])(?i:(?:\([^()]{1,40}\)|[^.;“”\"]){0,120}?\bminister\b"
    r"(?:\([^()]{1,40}\)|[^.;“”\"]){0,160}?))"
    r"(?=[,;:]?\s+(?i:dr|shri|smt|sushri|sh|mr|ms|mrs|prof|in an? \w+ reply|in reply"
    r"|in (?:the )?(?:lok|rajya) sabha|today)\b|[.]?\Z)"
)
# A rank that says not of what.
_NO_FIELD = re.compile(r"(?:Union |Cabinet |Deputy |State )*Minister(?: of State)?(?: \([^()]*\))?")
# "…, Ada Lund": who holds the office.
_HOLDER = re.compile(r",\s+[A-Z]\w+(?:\s[A-Z][\w.]*){1,2},?\Z")
_FIELD = re.compile(r"\b(?:of|for|in)\s+(?:the\s+)?(?P<field>(?!State\b)[A-Z].*)")


def _of_reply(reading: ParsedText) -> Iterator[Evidence]:
    """The office that answers a parliament: "…, Ministry of Mines, in a written reply".

    Of several that one minister holds, the one whose ministry the text names, else the first.
    """
    if not any(map(reading.flat.__contains__, REPLY_HINTS)):
        return
    for sentence in reading.sentences:
        if _REPLY.search(reading.flat, sentence.start, sentence.end):
            found = list(_offices(reading, sentence))
            if named := _ministry_named(reading, found, sentence.start):
                yield named
            elif found:
                yield _both(reading, found)


def _both(reading: ParsedText, offices: Sequence[Evidence]) -> Evidence:
    """The first of the offices of an answer; two that "and" joins are one phrase."""
    first = next((one for one in offices if OFFICIAL.fullmatch(one.name)), offices[0])
    if len(offices) == 2 and reading.flat[first.span.end : offices[1].span.start] == " and ":
        name = reading.flat[first.span.start : offices[1].span.end]
        return at(reading, first.span.start, name, "reply")
    return first


def _offices(reading: ParsedText, sentence: SentenceSpan) -> Iterator[Evidence]:
    """The offices and ministries after "by", in order."""
    by = _BY.search(reading.flat, sentence.start, sentence.end)
    if _OFFICE.match(reading.flat, sentence.start, by.start() if by else sentence.end):
        by = None  # "The Minister of Mines Ada Lund stated this in a written reply"
    start = by.end() if by else sentence.start
    if by is None and (led := _LED_REPLY.match(reading.flat, sentence.start, sentence.end)):
        start = led.end()
    cuts = [m.span() for m in _SECOND_OFFICE.finditer(reading.flat, start, sentence.end)]
    starts = [start, *(end for _, end in cuts)]
    ends = [*(begin for begin, _ in cuts), sentence.end]
    for begin, end in zip(starts, ends, strict=True):
        if official := OFFICIAL.search(reading.flat, begin, end):
            name = without_end(official["name"])
            yield at(reading, official.start("name"), name, "reply")
        elif (by or begin == start) and (office := _OFFICE.match(reading.flat, begin, end)):
            name = _HOLDER.sub("", without_end(office["name"])).rstrip(", ")
            if not _NO_FIELD.fullmatch(name):
                yield at(reading, office.start("name"), name, "reply")


def _ministry_named(
    reading: ParsedText, offices: Sequence[Evidence], before: int
) -> Evidence | None:
    """Of several fields of a minister's, the office or ministry that the text above is about.

    The one whose ministry or department the text names: the office where that is its whole field,
    else the ministry itself.
    """
    if len(offices) == 1 and not _FIELDS.search(offices[0].name):
        return None
    for office in offices:
        whole = _FIELD.search(office.name)
        for field in _FIELDS.split(whole["field"]) if whole else ():
            words = re.escape(field.strip()).replace("\\&", "(?:&|and)")
            ministry = re.compile(rf"(?:Ministry|Department) of {words}(?!\w)(?! (?:and|&|[A-Z]))")
            match = ministry.search(reading.flat, 0, before) if len(field) > 2 else None
            if match is not None:
                is_whole = whole is not None and field == whole["field"]
                return office if is_whole else at(reading, match.start(), match.group(), "reply")
    return _by_acronym(reading, offices, before)


def _by_acronym(reading: ParsedText, offices: Sequence[Evidence], before: int) -> Evidence | None:
    """The department among the offices that the text above calls by its initials: "DAE"."""
    for office in offices:
        body = _BODY_OF.match(office.name)
        fields = _FIELDS.split(body["field"]) if body else ()
        for field in fields[:1]:
            initials = "".join(word[0] for word in field.split() if word[0].isupper())
            ways = f"{office.name[0]}o?{initials}"
            if len(initials) > 1 and re.search(rf"\b{ways}\b", reading.flat[:before]):
                name = office.name[: office.name.index(field) + len(field)]
                return at(reading, office.span.start, name, "reply")
    return None


_BODY_OF = re.compile(r"(?:Department|Ministry) of (?:the )?(?P<field>[A-Z].*)")


_FIELDS = re.compile(r",\s+|\s+and\s+")


_GOVERNMENT = re.compile(
    r"\bGovernment of (?:the )?(?:(?:New|North|South|West|British|Northwest|Prince) )?"
    r"(?P<land>[A-Z]\w+)"
)
_GOVERNMENT_HOST = re.compile(r"@(?:[\w-]+\.)*gov\.(?P<code>\w{2,3})\b", re.I)


def _of_government(reading: ParsedText) -> Iterator[Evidence]:
    """The government at whose addresses the contacts of a text are.

    Of several: one with whom it is not issued together, then the one the text names most.
    """
    if "Government of " not in reading.flat:
        return
    codes = frozenset(m["code"].lower() for m in _GOVERNMENT_HOST.finditer(reading.flat))
    joint = partners_of(reading)
    best = max(
        _GOVERNMENT.finditer(reading.flat),
        key=lambda match: (
            _has_host(reading.low, match["land"].lower(), codes),
            name_key(match["land"]) not in joint.split(),
            reading.flat.count(match["land"]),
        ),
        default=None,
    )
    if best is not None and _has_host(reading.low, best["land"].lower(), codes):
        yield at(reading, best.start(), best.group(), "government")


def _has_host(low: str, land: str, codes: frozenset[str]) -> bool:
    """Whether an address bears the name of a land, or after "gov." a code made of its letters."""
    if f"@{land}." in low or f".{land}." in low:
        return True
    return any(code[0] == land[0] and _is_within(code, land) for code in codes)


def _is_within(code: str, word: str) -> bool:
    """Whether all letters of a code stand in a word in that order: "rw" in "roewater"."""
    letters = iter(word)
    return all(letter in letters for letter in code)
