"""Who stands behind what a release tells: who chaired or held it, whose account or unit tells it.

"The meeting was chaired by the Secretary, Ministry of Mines": where nobody says "we announce", the
office that held the meeting issues what is told of it.
"""

import re
from collections.abc import Iterator
from itertools import islice

from processing.head.evidence import OFFICIAL, Evidence, at, is_inner, without_end
from processing.head.offices import RANKS, TITLES, is_name_of_field
from processing.layout.head_lines import is_name_of_organization
from processing.parsed_text import BlockKind, ParsedText, SentenceSpan

# Who held something is told among the first sentences.
_READ = 4
_HELD = re.compile(
    r"\b(?:(?:chaired|presided over|organi[sz]ed|hosted|convened|inaugurated|flagged off|launched"
    r"|released|announced|opened|headed|led)(?:\s+(?:today|here|on \w+day))?\s+by"
    r"|under the chairmanship of|(?:inaugural )?address by|officers and officials of)"
    r"\s+(?:the\s+)?(?=[A-Z])"
)
# Between "by" and the name of the body stand who it was and the office held.
_HOLDER = re.compile(r"(?:(?:[A-Z(][\w.()/’'-]*|of|and|the|&|for)[,:]?\s+){0,16}")
_OFFICE = re.compile(
    rf"(?P<name>{RANKS}(?:Minister|Secretary|Commissioner)(?:\s+of\s+State)?(?:\s+\([^()]{{1,40}}\))?"
    rf"\s+(?:for|of|to)\s+(?P<field>[A-Z](?:(?!Minister|Secretary)[^.;:“”\"]){{2,140}}?))"
    rf"(?:,?\s+and\s+(?:MoS|Minister)\b[^.;:“”\"]{{2,140}}?)?"
    rf"(?:,\s+{TITLES}(?=[A-Z]\w+ [A-Z])|\s+(?:Shri|Smt|Dr|Senator|Mr|Ms|Mrs|Hon)\b)"
)
# "…", said Mr Lund, Minister for Quays, today.
_REPORTED = re.compile(
    r"[”\"’],?\s+(?:(?:said|announced)\s+)?"
    rf"{TITLES}[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){{0,3}},\s+(?:the\s+)?"
    r"(?P<name>Minister\s+for\s+(?P<field>[A-Z][^.;:,“”\"]{2,100}?))"
    r"(?:,?\s+(?:said|says|announced|today)\b|[.]?\Z)"
)
_POSTED = re.compile(
    r"\b(?P<name>(?:Vice-President|President|Prime Minister|Chief Minister|Governor)['’]s "
    r"(?:Office|Secretariat))\s+(?:has\s+|also\s+)?(?:posted|shared|said|tweeted|wrote)\b"
)
# One of these stands in each; asked before the pattern is tried.
_OFFICES = ("s Office", "s Secretariat")
# The signature of a post: "— Harbour Guard (@harbourguard) May 4, 2026".
_ACCOUNT = re.compile(
    r"[—–] (?P<name>[A-Z][\w&. -]{2,50}?) \(@\w+\) (?:[A-Z][a-z]+ \d{1,2}, \d{4}|\d{1,2} [A-Z])"
)
_ACRONYM_FIRST = re.compile(r"[A-Z]{3,}\b|(?:Vice[- ])?(?:President|Prime Minister) of [A-Z]")
# A unit that signs beneath a row of stars: "HWB Research".
_SIGNED = re.compile(r"(?P<name>[A-Z]{2,6} (?:Research|Headquarters|News|Newsroom|Media))\Z")
_SIGNED_READ = 4


# Whom a head of state visits or praises issues nothing: the office does, where it is told of what.
HEAD_OF_STATE = re.compile(
    r"(?:The )?(?:Hon['’]?ble )?(?:(?P<name>(?:Vice[- ])?President of [A-Z]\w+)"
    r"|(?:Vice[- ])?(?:President|Prime Minister)(?: of \w+)?),?\s+(?:Shri|Smt|Dr|Mr|Ms|Mrs)\b"
)


# "Orrin Foods CEO Ada Lund Explores …": whose officer a headline or a text opens with.
_OFFICER = re.compile(
    r"(?P<name>[A-Z][\w&.-]*(?: (?!CEO|CFO|COO|CTO)[A-Z][\w&.-]*){0,4}?)(?: \([^()]{2,60}\))*"
    r" (?:CEO|CFO|COO|CTO|[Cc]hief [Ee]xecutive|Managing Director)"
    r"(?: (?:and|&) [A-Z][\w-]+)? [A-Z]\w+ "
)
_OFFICER_LEAST = 2  # times the name stands in the text


def _of_officer(reading: ParsedText, title: str, start: int) -> Iterator[Evidence]:
    """The company whose officer is the subject of the title or of the first sentence."""
    for found in (_OFFICER.match(title), _OFFICER.match(reading.flat, start)):
        if found is None:
            continue
        place = reading.flat.find(found["name"], start)
        if place >= 0 and reading.flat.count(found["name"]) >= _OFFICER_LEAST:
            yield at(reading, place, found["name"], "officer")
            return


def of_holders(reading: ParsedText, title: str = "") -> Iterator[Evidence]:
    """The bodies that held, posted or signed what a text tells, and whose officer it opens with."""
    body = (s for s in reading.sentences if reading.blocks[s.block].kind is BlockKind.BODY)
    first = list(islice(body, _READ))
    if first:
        yield from _of_reported(reading, first[0])
        yield from _of_officer(reading, title, first[0].start)
    head = HEAD_OF_STATE.match(reading.flat, first[0].start) if first else None
    if head is None:
        for sentence in first:
            yield from _of_held(reading, sentence)
    elif head["name"]:
        yield at(reading, head.start("name"), head["name"], "office")
    has_office = any(map(reading.flat.__contains__, _OFFICES))
    if has_office and (match := _POSTED.search(reading.flat)):
        yield at(reading, match.start("name"), match["name"], "account")
    elif "(@" in reading.flat:
        yield from _of_accounts(reading)
    yield from _of_signature(reading)


def _of_held(reading: ParsedText, sentence: SentenceSpan) -> Iterator[Evidence]:
    """Who is named behind "chaired by": a ministry, a body, or the office of who did it."""
    for held in _HELD.finditer(reading.flat, sentence.start, sentence.end):
        holder = _HOLDER.match(reading.flat, held.end(), sentence.end)
        end = holder.end() if holder else held.end()
        found = list(OFFICIAL.finditer(reading.flat, held.end(), sentence.end))
        near = [match for match in found if match.start() <= end]
        if near:
            best = next((m for m in near if "Ministry" in m["name"]), near[0])
            name = without_end(best["name"])
            if not is_inner(name):
                yield at(reading, best.start("name"), name, "holder")
                return
        office = _OFFICE.match(reading.flat, held.end(), sentence.end)
        if office is not None and is_name_of_field(office["field"]):
            name = " ".join(office["name"].split())
            yield Evidence(name, reading.span(*office.span("name")), "holder")
            return


def _of_reported(reading: ParsedText, sentence: SentenceSpan) -> Iterator[Evidence]:
    """The office of who says the words that a text opens with."""
    found = _REPORTED.search(reading.flat, sentence.start, sentence.end)
    if found is not None and is_name_of_field(found["field"]):
        name = " ".join(found["name"].split())
        yield Evidence(name, reading.span(*found.span("name")), "office")


def _of_accounts(reading: ParsedText) -> Iterator[Evidence]:
    """The account of an organization whose post a text holds."""
    for match in _ACCOUNT.finditer(reading.flat):
        name = match["name"]
        if _ACRONYM_FIRST.match(name) or is_name_of_organization(name):
            yield at(reading, match.start("name"), name, "account")
            return


def _of_signature(reading: ParsedText) -> Iterator[Evidence]:
    for block in reading.blocks[-_SIGNED_READ:]:
        if match := _SIGNED.search(reading.flat, block.start, block.end):
            before = reading.flat[max(0, match.start() - 3) : match.start()].strip()
            if before in ("", "*", "**"):
                yield at(reading, match.start("name"), match["name"], "signed")


# The last words of a page that another site took over.
_APPEARED = re.compile(
    r"\b(?:The post .{3,300}? (?:first )?appeared (?:first )?on"
    r"|content was originally published (?:on|by)) (?P<name>\w[\w&.’' -]{1,40}?)(?:\.\s|\.?\s*$)",
    re.M,
)


_APPEARED_HINTS = ("appeared first on", "first appeared on", "originally published")


def appeared_on(reading: ParsedText) -> tuple[int, int] | None:
    """Where the site is named on which a text appeared first; None where that is not told."""
    if not any(map(reading.flat.__contains__, _APPEARED_HINTS)):
        return None
    found = _APPEARED.search(reading.flat)
    return found.span("name") if found else None
