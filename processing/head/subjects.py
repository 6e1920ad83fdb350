"""Where the issuer stands in the sentences of a release: as who announces, as their subject."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from domain.documents import Span
from domain.facts import HeadFact
from processing.head.evidence import (
    BODIES,
    OFFICIAL,
    Evidence,
    head_words,
    is_inner,
    is_undertaking,
    name_key,
    without_end,
)
from processing.head.letterhead import LANDS
from processing.head.offices import of_offices
from processing.head.spoken_for import HEAD_OF_STATE, of_holders
from processing.head.title_subjects import is_taken, of_repeated, of_title
from processing.layout.datelines import read_dateline
from processing.layout.head_lines import is_name_of_organization
from processing.lexicon import words
from processing.names.found import Names
from processing.parsed_text import BlockKind, ParsedText, SentenceSpan

_MARKS = '“"‘'
# The sentences in which an issuer speaks of itself.
_LEADS = 2

_VERB = (
    r"(?:announc(?:ed|es|e|ing)|launch(?:ed|es)|unveil(?:ed|s)|releas(?:ed|es)|issu(?:ed|es)"
    r"|introduc(?:ed|es)|confirm(?:ed|s)|report(?:ed|s)|publish(?:ed|es))"
)
_PLEASED = (
    r"(?:(?:is|are)\s+(?:\w+\s+)?(?:pleased|proud|thrilled|excited|delighted|honou?red|happy)"
    r"\s+to\s+\w+)"
)
_NAME = (
    r"(?:The\s+)?(?P<name>[A-Z0-9][\w.&+’'-]*(?:™|®)?"
    r"(?:\s+(?:[A-Z0-9(][\w.&+’'-]*\)?(?:™|®)?|of|the|and|for|&|in|de|du|la)){0,9})"
)
# What a line of the foot may begin with before the name.
_CONTACT_MARK = re.compile(
    r"(?:(?:media |press )?contact(?: details| information| info)?|source|company|issued by)\W*",
    re.I,
)
_FOOT_LINE = 70
_ASIDES = r"(?:\s*\([^()]{1,80}\))*(?:\s*,\s[^.]{2,260}?,)?"
_WHEN = r"(?:has\s+|have\s+|today\s+|also\s+|proudly\s+|officially\s+|this week\s+|on \w+day\s+)*"
_OPENINGS = (
    (
        # "The Marlow lawyers at Brandt Law Firm are proud to …"
        "announced",
        re.compile(rf"The (?:[\w-]+ ){{1,6}}at {_NAME}\s+{_WHEN}(?:{_VERB}\b|{_PLEASED})"),
    ),
    ("announced", re.compile(rf"{_NAME}{_ASIDES}\s+{_WHEN}(?:{_VERB}\b|{_PLEASED})")),
    (
        "ticker",
        re.compile(
            rf"{_NAME}\s*\((?P<ticker>[A-Z][\w .]{{1,12}}: ?[A-Z0-9.]+|[A-Z]{{2,6}})[^()]{{0,80}}\)"
        ),
    ),
    (
        "described",
        re.compile(rf"{_NAME}(?:\s*\([^()]{{1,60}}\))?,\s(?:a|an|the|one of)\s[a-z]"),
    ),
)
_ANNOUNCES = re.compile(rf"(?:announc\w+|{_PLEASED})\Z")
# Who a committee of the text is: "The Committee decided" after its name.
_COMMITTEE = re.compile(
    r"The (?<!\wThe )(?P<head>Committee|Board|Commission|Ministry|Department|Bank"
    r"|Government|Office|Agency|Court|Company|Authority) (?:\w+ )?(?:decided|will|judges"
    r"|believes|seeks|anticipates|expects|continues|voted|also|agreed|has|is|said|announced)\b",
)
_COMPANY = re.compile(
    r"(?P<name>[A-Z0-9](?<![\w.].)[\w&.’'-]*(?: [A-Z0-9&][\w&.’'-]*){0,4},? (?:Inc|LLC|Ltd|Limited"
    r"|Corp|Corporation|PLC|plc|AG|SE|GmbH|S\.A|N\.V|LP|LLP|PLLC|Company|Group|Holdings|Pty)\b)"
)
# One of these stands in every name of a company; asked before the pattern is tried.
_COMPANY_FORMS = (
    " Inc", " LLC", " Ltd", " Limited", " Corp", " PLC", " plc", " AG", " SE", " GmbH", " S.A",
    " N.V", " LP", " LLP", " PLLC", " Company", " Group", " Holdings", " Pty",
)  # fmt: skip
# Addresses are looked for in small letters.
_ADDRESS = re.compile(r"(?:@|https?://|www\.)(?:www\.)?(?P<host>[\w.-]+\.[a-z]{2,})")
_BARE_ADDRESS = re.compile(r"\.(?:com|org|gov|net|ai|io|ca|us)\b")
_HOST = re.compile(r"(?:.*[^\w.@-])?(?P<host>[\w-]+)", re.S)
_HOST_MOST = 63  # letters of a part of a host's name
_AFTER_SUBJECT = re.compile(
    r"(?:['’]s?\s+\w+)?(?:\s+(?:staff|and contractors|officials))*\s*(?:\([^()]*\)\s*)?"
    r"(?:,\s[^.]{2,200}?,\s*|and\s[^.,]{3,80}?\s)?(?:\s?(?:today|also|recently|now)\s)*"
    r"(?:has|have|had|is|are|was|were|will|would|began|\w+ed|\w{3,}s)\b"
)
_BEFORE_SUBJECT = re.compile(r"(?:,|that)(?:\s+the)?\Z", re.I)


def issuers_named(
    reading: ParsedText, title: HeadFact | None, names: Names | None
) -> Iterator[Evidence]:
    """What the first sentences say, and where the organizations of the text are named."""
    leads = list(_leads(reading))
    if leads:
        yield from _of_dateline(reading, leads[0])
    shown = (title.value if title else "").casefold()
    for sentence in leads:
        yield from _of_opening(reading, sentence, names, shown)
        yield from _of_ending(reading, sentence, names)
        yield from _of_party(reading, sentence)
    yield from _of_party_speaker(reading)
    if title is not None and (does := _PARTY_DOES.match(title.value)) is not None:
        start = reading.flat.find(does["name"])
        if start >= 0:
            yield _party(reading, start, start + len(does["name"]))
    if names is not None:
        yield from of_offices(reading, leads, names)
        yield from of_holders(reading, title.value if title else "")
        subjects = list(of_title(reading, title, leads, names))
        yield from subjects or of_repeated(reading, title, leads, names)
        yield from _of_foot(reading, leads, names)
        if not (leads and HEAD_OF_STATE.match(reading.flat, leads[0].start)):
            yield from _of_names(reading, title, names, leads)


def _leads(reading: ParsedText) -> Iterator[SentenceSpan]:
    """The first sentences of the body, without those that are somebody's words in marks."""
    body = (s for s in reading.sentences if reading.blocks[s.block].kind is BlockKind.BODY)
    return (s for s in islice(body, _LEADS) if reading.flat[s.start] not in _MARKS)


def _of_dateline(reading: ParsedText, lead: SentenceSpan) -> Iterator[Evidence]:
    block = reading.blocks[lead.block]
    dateline = read_dateline(reading.flat, block.start, block.end)
    if dateline is not None and dateline.office is not None:
        span = reading.span(*dateline.office)
        yield Evidence(span.text, span, "dateline-office")


def _of_opening(
    reading: ParsedText, sentence: SentenceSpan, names: Names | None, shown: str
) -> Iterator[Evidence]:
    """A name that a sentence opens with as issuers do; a person's or a place's is none."""
    places = {name_key(place.name) for place in (names.places if names else ())}
    for kind, pattern in _OPENINGS:
        match = pattern.match(reading.flat, sentence.start, sentence.end)
        if match is None:
            continue
        name, start = _first_of_two(without_end(match["name"])), match.start("name")
        if based := _BASED.match(name):
            name, start = name[based.end() :], start + based.end()
        if restart := _RESTART.match(name):
            # A second title ran into the sentence: "Orrin Foods Opens Mill Orrin Foods announced".
            start, name = start + restart.start("again"), restart["again"]
        end = start + len(name)
        is_person = names is not None and is_taken(reading, names, start, end)
        if is_person or name_key(name) in places or not _may_issue(name):
            continue
        if kind == "ticker" and ":" not in match["ticker"]:
            if not is_name_of_organization(name):
                continue
            kind = "acronym"  # "(HWB)" is no ticker
        if " " not in name and _OWNED.search(match["name"]):
            continue  # "Norland's Chief Engineer announces …"
        # A name of one word may be a land; that it launches something says little.
        if " " in name or kind != "announced" or _ANNOUNCES.search(match.group()):
            yield Evidence(name, reading.span(start, end), kind)
            if kind == "described" and reading.flat.count(name, sentence.start) >= _OFTEN:
                # Of people the whole name is told once or twice.
                yield Evidence(name, reading.span(start, end), "repeated")
            if name.casefold() in shown:
                yield Evidence(name, reading.span(start, end), "in-title")


# So often a text names who writes it by its whole name.
_OFTEN = 3
_OWNED = re.compile(r"['’]s\s")
# "Harrow-based Orrin Foods": where a company is, is none of its name.
_BASED = re.compile(r"[A-Z][\w-]*-(?:based|headquartered)\s+(?=[A-Z0-9])")
_RESTART = re.compile(r"(?P<name>\S+(?: \S+)?) .+ (?P<again>(?P=name)(?: \S+)?)\Z")
# "The Government of Low Ferry and the Council of Isles are pleased": the first is enough.
_SECOND = re.compile(rf"\s+and\s+the\s+(?:[A-Z]\w+ )?(?:{'|'.join(BODIES)})\b.*", re.S)


def _first_of_two(name: str) -> str:
    return _SECOND.sub("", name)


_PARTY = re.compile(
    r"(?:\A|,\s+)(?:the\s+|The\s+)?(?P<name>(?:[A-Z]\w+\s+)?(?:Greens|Democrats|Nationals"
    r"|Labor Party|Labour Party|Liberal Party|National Party))(?:['’]s?)?\s+"
    r"(?:(?:have|has|today|say|says|said|are|is|will|welcomes?|condemns?|calls?|support|back|held)\b"
    r"|(?:[\w&-]+\s+){0,4}?(?i:leader|senator|spokes\w+|MP)\b)"
)
# What a title says a party does: "Greens' bill to mend the pumps".
_PARTY_DOES = re.compile(
    r"(?P<name>(?:[A-Z]\w+\s+)?(?:Greens|Democrats|Nationals))['’]\s(?:bill|motion|plan|call)\b"
)
# Who speaks for a party anywhere in a text: "Greens water spokesperson Senator Ada Lund said".
_PARTY_SPEAKER = re.compile(
    r"\b(?P<name>(?:Australian |Scottish |Welsh )?(?:Greens|Democrats|Nationals))(?:['’]s?)?\s+"
    r"(?:[\w&-]+\s+){0,4}?spokes\w+,?\s+(?:(?:Senator|Sen|Dr|Ms|Mr)\.?\s+)?[A-Z][\w'’-]+"
    r"(?:\s[A-Z][\w'’-]+){0,2},?\s(?:today\s)?(?:said|says|added)\b"
)


def _of_party(reading: ParsedText, sentence: SentenceSpan) -> Iterator[Evidence]:
    """A party that speaks in a sentence, or one of its own for it."""
    match = _PARTY.search(reading.flat[sentence.start : sentence.end])
    if match is not None:
        start = sentence.start + match.start("name")
        yield _party(reading, start, start + len(match["name"]))


def _of_party_speaker(reading: ParsedText) -> Iterator[Evidence]:
    """The one party whose spokesperson says something in the text."""
    found = list(_PARTY_SPEAKER.finditer(reading.flat)) if "spokes" in reading.flat else []
    if len({match["name"].rpartition(" ")[2] for match in found}) == 1:
        yield _party(reading, *found[0].span("name"))


def _party(reading: ParsedText, start: int, end: int) -> Evidence:
    """A party by its name in full where the text has it: "Australian Greens" for "Greens"."""
    name = reading.flat[start:end]
    whole = re.search(rf"\b(?:{LANDS}) {name}\b", reading.flat)
    span = reading.span(*whole.span()) if whole else reading.span(start, end)
    return Evidence(span.text, span, "party")


def _of_foot(
    reading: ParsedText, leads: Sequence[SentenceSpan], names: Names
) -> Iterator[Evidence]:
    """A line beneath the body that is the name a first sentence opens with: nobody's own name."""
    last = max((n for n, b in enumerate(reading.blocks) if b.kind is BlockKind.BODY), default=-1)
    for block in reading.blocks[last + 1 :]:
        if block.end - block.start > _FOOT_LINE:
            continue
        text = reading.flat[block.start : block.end]
        mark = _CONTACT_MARK.match(text)
        name = text[mark.end() :] if mark else text
        for sentence in leads:
            begin = sentence.start + 4 * reading.flat.startswith("The ", sentence.start)
            end = begin + len(name)
            if not (" " in name and name[:1].isupper() and reading.flat.startswith(name, begin)):
                continue
            is_person = any(
                m.kind in ("person", "place") and m.start == begin and m.end >= end
                for m in names.mentions
            )
            if not is_person and not reading.flat[end].isalnum() and _may_issue(name):
                yield Evidence(name, reading.span(begin, end), "foot")


_SAID_LAST = re.compile(
    r",\s+(?:the\s+|The\s+)?(?P<name>[A-Z][\w&’'-]*(?:\s+(?:[A-Z][\w&’'-]*|of|for|and|the))*)\s+"
    r"(?:has |have )?(?:said|says|announced|reported)(?:\s+today|\s+on \w+day)?[.]?\Z"
)


def _of_ending(
    reading: ParsedText, sentence: SentenceSpan, names: Names | None
) -> Iterator[Evidence]:
    """An organization that says at the end of a sentence what stands in it."""
    match = _SAID_LAST.search(reading.flat[sentence.start : sentence.end])
    if match is None:
        return
    start = sentence.start + match.start("name")
    end = start + len(match["name"])
    people = [m for m in (names.mentions if names else ()) if m.kind == "person"]
    is_person = any(m.start < end and start < m.end for m in people)
    if not is_person and _may_issue(match["name"]) and " " in match["name"]:
        yield Evidence(match["name"], reading.span(start, end), "said-last")
        yield Evidence(match["name"], reading.span(start, end), "lead")


# "Harbour Trade: …", "Harbour Trade in Norland": what a text is about; or the first of a list.
_IS_TOPIC = re.compile(r"\s*:|\s+(?:in|of|for|at|on|under)\b|,\s[\w&-]+(?:,|\sand\b)")


def _opens(shown: str, name: str) -> bool:
    """Whether a title opens with a name (both in small letters) as its subject, not its topic."""
    end = len(name)
    is_whole = shown.startswith(name) and not shown[end : end + 1].isalnum()
    return is_whole and not _IS_TOPIC.match(shown, end)


def is_company(name: str) -> bool:
    """Say whether a name ends in the form of a company."""
    return _COMPANY.fullmatch(name.rstrip(".")) is not None


def _may_issue(name: str) -> bool:
    if name.split()[0].lower().strip(".") in head_words("no_company"):
        return is_name_of_organization(name)
    return len(name) > 1 and not name.replace(" ", "").isdigit()


def _of_names(
    reading: ParsedText, title: HeadFact | None, names: Names, leads: list[SentenceSpan]
) -> Iterator[Evidence]:
    shown = (title.value if title else "").casefold().replace("’", "'").removeprefix("the ")
    committee = _COMMITTEE.search(reading.flat)
    sites = _sites(reading.low)
    for name, acronym, mentions in _organizations(reading, names):
        low = name.casefold().replace("’", "'")
        has_site = bool(sites) and _has_site(name, acronym, sites)
        if is_inner(name) or low in head_words("no_issuer"):
            continue
        if is_undertaking(name) and not (acronym and has_site):
            continue
        first = mentions[0]
        if committee and committee["head"] in name.split() and first.start < committee.start():
            yield Evidence(name, first, "committee")
        if low in shown:
            yield Evidence(name, first, "title-opens" if _opens(shown, low) else "in-title")
        elif acronym and _opens(shown, acronym.casefold()):
            yield Evidence(name, first, "title-opens")
        if has_site:
            yield Evidence(name, first, "address")
        for mention in mentions:
            yield Evidence(name, mention, "named")
            sentence = next((s for s in leads if s.start <= mention.start < s.end), None)
            if sentence is not None:
                yield Evidence(name, mention, "lead")
                if _is_subject(reading.flat, sentence, mention):
                    yield Evidence(name, mention, "lead-subject")


def _organizations(
    reading: ParsedText, names: Names
) -> Iterator[tuple[str, str | None, tuple[Span, ...]]]:
    """The organizations found as names, offices by what they are of, companies by their form."""
    known: dict[str, list[Span]] = {}
    official = list(OFFICIAL.finditer(reading.flat))
    longer = {match.start("name"): match.end("name") for match in official}
    taken = set()
    for organization in names.organizations:
        first = organization.mentions[0]
        # "Ministry of Social" of "Ministry of Social Justice and Empowerment" is no name.
        if longer.get(first.start, 0) <= first.end:
            taken.add(name_key(organization.name))
            yield organization.name, organization.acronym, organization.mentions
    is_of_companies = any(map(reading.flat.__contains__, _COMPANY_FORMS))
    companies = _COMPANY.finditer(reading.flat) if is_of_companies else ()
    for match in chain(official, companies):
        name, start = without_end(match["name"]), match.start("name")
        if name_key(name) not in taken:
            known.setdefault(name, []).append(reading.span(start, start + len(name)))
    for name, mentions in known.items():
        yield name, None, tuple(mentions)


def _sites(low: str) -> frozenset[str]:
    """The names within the addresses a text gives: "roewater" of "www.roewater.gov"."""
    parts = {part for m in _ADDRESS.finditer(low) for part in m["host"].split(".")}
    for match in _BARE_ADDRESS.finditer(low):
        host = _HOST.fullmatch(low, max(0, match.start() - _HOST_MOST), match.start())
        if host is not None:
            parts |= {host["host"], match.group()[1:]}
    return frozenset(parts) - head_words("no_host")


def _has_site(name: str, acronym: str | None, sites: frozenset[str]) -> bool:
    """Whether an address bears the name, its initials, its acronym, or its one telling word."""
    parts = [word for word in name_key(name).split() if word not in words("summary_stopwords")]
    initials = "".join(word[0] for word in parts)
    heads = words("head_organizations")
    whole = re.sub(r"[^\w]", "", name.casefold().replace("&", "and"))
    ways = {"".join(parts), whole, (acronym or "").casefold()}
    ways |= {initials} if len(initials) > 2 else set()
    ways |= {word for word in parts if len(word) > 4 and word not in heads}
    return any(
        way
        and (way == site or site.startswith(f"{way}-") or (len(way) > 3 and site.startswith(way)))
        for way in ways
        for site in sites
    )


def _is_subject(flat: str, sentence: SentenceSpan, mention: Span) -> bool:
    """Whether the organization opens the sentence, or a clause after a comma, before its verb."""
    before = flat[sentence.start : mention.start].rstrip()
    if before in ("", "The", "the", "Our"):
        return not flat.startswith(("'", "’"), mention.end)
    if not _BEFORE_SUBJECT.search(before):
        return False
    return _AFTER_SUBJECT.match(flat[mention.end : sentence.end].lstrip(" ")) is not None
