"""An office that speaks in the first sentences: "The Minister for Mines, Ada Lund, today …".

The office is the issuer where its holder is named beside it as the subject of the sentence, or as
who says it at the end. A head of government alone ("the Premier") says not of what.
"""

import re
from collections.abc import Iterator, Sequence

from domain.documents import Span
from processing.head.evidence import Evidence, head_words
from processing.names.found import Names
from processing.parsed_text import ParsedText, SentenceSpan

# No name of an office is longer.
_LONGEST = 260
RANKS = (
    r"(?:(?:Acting|Shadow|Deputy|Assistant|Federal|Union|State|Cabinet|Parliamentary|First|Senior"
    r"|Hon\u2019ble|Hon'ble|Opposition)\s+)*"
)
TITLES = (
    r"(?:(?:the|The|Hon|Honou?rable|Rt|Right|Senator|Dr|Shri|Smt|Mr|Mrs|Ms|Prof|Cr|Sir)\.?\s+)*"
)
_OFFICE = re.compile(
    rf"(?:\A|,\s+|\band\s+)(?:[Tt]he\s+)?(?P<name>{RANKS}"
    r"(?:Minister(?:\s+of\s+State)?|Secretary|Commissioner|Leader)"
    r"(?:\s+\([^()]{1,40}\))?\s+(?:for|of|to)\s+(?P<field>[A-Z](?:(?!Minister|Secretary)[^.;:“”\"]){2,140}?))"
    rf"(?:\s+and\s+[A-Z][^,.]{{2,60}}(?:Leader|Member|Whip)[^,.]{{0,40}}"
    r"|,?\s+and\s+(?:MoS|Minister\s+of\s+State|Minister)\s[^.;:“”\"]{2,140}?)?"
    rf",?\s+{TITLES}\Z"
)
# "Fisheries Minister Ada Lund": the field stands before.
_FIELD_FIRST = re.compile(
    r"(?:\A|,\s+)(?:[Tt]he\s+)?(?P<name>(?:Federal |Acting |Shadow )?"
    r"(?P<field>(?!Prime|Chief|Deputy|Cabinet|Union|Senior|Junior|First|Former|Home State|Assistant"
    r"|State|New|Foreign)[A-Z][\w&’'-]+(?:\s(?:and|&)\s[A-Z][\w-]+|\s[A-Z][\w-]+){0,3})\s+Minister)"
    rf"\s+{TITLES}\Z"
)
_TITLED = re.compile(TITLES)
_NAMED = re.compile(
    r"\b(?:Shri|Smt|Sushri|Dr|Senator|Mr|Ms|Mrs|Hon|Prof)\.?\s+"
    r"(?P<name>[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,3})"
)
_OFFICE_BEHIND = re.compile(
    rf",\s+(?:[Tt]he\s+)?(?P<name>{RANKS}"
    r"(?:Minister(?:\s+of\s+State)?|Secretary|Commissioner)(?:\s+\([^()]{1,40}\))?"
    r"\s+(?:for|of)\s(?P<field>[A-Z](?:(?!Minister|Secretary)[^,.;:“”\"]){2,140}?)),\s+(?:today\s+)?"
    r"(?:has|have|will|is|\w+ed|\w+s|said|met|held|led|began|took|gave|spoke)\b"
)
_REPORTS = re.compile(
    r"\s*(?:,?\s*(?:MP|AO|AM|QC|SC|MLA|MHR)\b)*\s*,?\s*(?:has |have )?"
    r"(?:(?:said|says|announced|told|added|stated)\b|and\s+(?:the\s+)?(?:Shadow\s+)?Minister\b)"
)
# "On Lion Day 2026, Union Minister …": a time or an occasion may come first.
_LED = re.compile(r"(?:On|In|At|During|Following|After|As|Today)(?:\s[^,]{3,80})?")
_FIRST_OFFICE = re.compile(r"(?:Union |Federal )?(?:[A-Z]\w+ ){1,3}Minister ")
_LOWER = re.compile(r"(?<![\w\u2019'-])[a-z]+")


def of_offices(
    reading: ParsedText, leads: Sequence[SentenceSpan], names: Names
) -> Iterator[Evidence]:
    """The offices that speak in the sentences given, by the people named beside them."""
    for sentence in leads:
        people = {(m.start, m.end) for m in names.mentions if m.kind == "person"}
        # Who is named with a title is a person, whether names know of them or not.
        named = _NAMED.finditer(reading.flat, sentence.start, sentence.end)
        people |= {match.span("name") for match in named}
        within = (person for person in sorted(people) if sentence.start <= person[0] < sentence.end)
        for person in within:
            span = _office_of(reading, sentence, *person) or _behind(reading, sentence, *person)
            if span is not None:
                yield Evidence(" ".join(span.text.split()), span, "office")
                yield from _ministry_of(reading, span.text, leads)
                break


_FIELD = re.compile(r"\b(?:for|of)\s+(?P<field>(?!State\b)[A-Z].*)", re.S)


_MINISTRY = re.compile(
    r"(?:Ministry|Department) of (?P<field>[A-Z][\w&-]*"
    r"(?:(?:, | and | )(?!Government\b|Ministry\b|Department\b)[A-Z][\w&-]*)*)"
)
# Where a ministry further below does something itself: "…, the Ministry of Quays, Norland, builds".
_BEFORE_ACTOR = re.compile(r"(?:\A|[.:,]\s+|\n)(?:[Tt]he\s+)?\Z")
_ACTS = re.compile(
    r"(?:\s\([^()]{1,20}\))?(?:,\s+Government of \w+\s?(?:\([^()]{1,20}\))?)?"
    r"\s+(?:is|are|has|have|was|were|will|\w+ed)\b"
)
_ACTOR_BEFORE = 8


def _ministry_of(
    reading: ParsedText, office: str, leads: Sequence[SentenceSpan]
) -> Iterator[Evidence]:
    """The ministry of an office, if the same sentences name it too: it issues, not its head."""
    field = _FIELD.search(" ".join(office.split()))
    if field is None:
        return
    ministry = re.compile(rf"(?:Ministry|Department) of {re.escape(field['field'])}(?!\w)")
    for sentence in leads:
        if match := ministry.search(reading.flat, sentence.start, sentence.end):
            yield Evidence(match.group(), reading.span(*match.span()), "ministry")
            return
    yield from _ministry_of_some(reading, field["field"], leads)


def _ministry_of_some(
    reading: ParsedText, fields: str, leads: Sequence[SentenceSpan]
) -> Iterator[Evidence]:
    """The one ministry of the text that has some of the fields of an office in its name.

    The Minister for Quays, Rivers and Trade heads the Ministry of Rivers and Trade. It stands in
    the sentences given, or does something itself further below: others of a minister's may be but
    mentioned there.
    """
    padded = f", {fields.replace(' and ', ', ')},"
    found: dict[str, re.Match[str]] = {}
    for match in _MINISTRY.finditer(reading.flat):
        parts = match["field"].replace(" and ", ", ")
        if match["field"] == fields or "," not in parts or f", {parts}," not in padded:
            continue
        is_near = any(s.start <= match.start() < s.end for s in leads)
        if is_near or _is_actor(reading, *match.span()):
            found.setdefault(match.group(), match)
    if len(found) == 1:
        name, match = found.popitem()
        yield Evidence(name, reading.span(*match.span()), "ministry")


def _is_actor(reading: ParsedText, start: int, end: int) -> bool:
    before = reading.flat[max(0, start - _ACTOR_BEFORE) : start]
    return bool(_BEFORE_ACTOR.search(before) and _ACTS.match(reading.flat, end))


def _office_of(reading: ParsedText, sentence: SentenceSpan, start: int, end: int) -> Span | None:
    """The office that stands before a name: "Minister for Quays Ada Lund opened"."""
    begin = max(sentence.start, start - _LONGEST)
    before = reading.flat[begin:start]
    found = _OFFICE.search(before) or _FIELD_FIRST.search(before)
    if found is None or not is_name_of_field(found["field"]):
        return None
    led = reading.flat[sentence.start : begin + found.start()]
    if found.re is _FIELD_FIRST and led not in ("", "Today"):
        return None  # "After the vote, Quays Minister Ada Lund must resign"
    if _FIRST_OFFICE.fullmatch(led):
        # "Union Home Minister and Minister of Ports Ada Lund": both are the office.
        return reading.span(sentence.start, begin + found.end("name"))
    opens = not led or _LED.fullmatch(led) is not None
    if not opens and not _REPORTS.match(reading.flat, end, sentence.end):
        return None
    start, end = begin + found.start("name"), begin + found.end("name")
    # "the Minister for Justice and Shadow Minister for Trade": the first is enough.
    return reading.span(start, end)


def _behind(reading: ParsedText, sentence: SentenceSpan, start: int, end: int) -> Span | None:
    """The office behind the name that a sentence opens with: "Ada Lund, Minister for Quays, …"."""
    led = reading.flat[sentence.start : start]
    if led.strip() and not _TITLED.fullmatch(led):
        return None
    found = _OFFICE_BEHIND.match(reading.flat, end, sentence.end)
    if found is None or not is_name_of_field(found["field"]):
        return None
    return reading.span(*found.span("name"))


def is_name_of_field(field: str) -> bool:
    """Say whether words may be the field of an office: all but small ones in capitals."""
    small = head_words("small") | head_words("fields_end")
    return all(word in small for word in _LOWER.findall(field))
