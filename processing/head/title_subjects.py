"""Who a headline says does something: "Orrin Foods Opens Mill", where the text names it too."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import unescape

from domain.facts import HeadFact
from processing.head.evidence import OFFICIAL, Evidence, head_words, is_undertaking
from processing.layout.head_lines import is_name_of_organization
from processing.lexicon import table
from processing.names.found import Names
from processing.names.labels import codes
from processing.names.tokens import label_of
from processing.parsed_text import ParsedText, SentenceSpan
from processing.words.inflection import verbs

# No name is longer, in words.
_LONGEST = 8
# A title of a ticker: "Orrin Foods Inc. (OTC: ORFD) Opens Mill".
_TICKER = re.compile(r"\s*\([^()]{2,40}\)")
# The name goes on in the text: "Orrin Foods Awards" is no "Orrin Foods".
_GOES_ON = re.compile(
    r"\w| (?!Inc|LLC|Ltd|Corp|Limited|Co\b|PLC|AG|SE|CEO|CFO|President|Founder"
    r"|Director|Chair)[A-Z]"
)
_WORD = re.compile(r"\S+")


def of_title(
    reading: ParsedText, title: HeadFact | None, leads: Sequence[SentenceSpan], names: Names
) -> Iterator[Evidence]:
    """The subject of the title before its verb, if the text names it too and nobody is it."""
    shown = _TICKER.sub("", unescape(title.value)) if title else ""
    yield from _of_topic(reading, shown, leads)
    found = list(_WORD.finditer(shown))
    for count in range(min(_LONGEST, len(found) - 1), 0, -1):
        name = shown[: found[count - 1].end()].removeprefix("The ")
        following = [match.group() for match in found[count : count + 2]]
        if (
            not (_acts(following[0]) or _is_to_act(following))
            or not name[:1].isupper()
            or name[-1] in ",:;.!?’'"
        ):
            continue
        if is_undertaking(name) or name.endswith("Government"):
            continue  # "Labor Government Wastes Millions" is what others say
        for start in [sentence.start for sentence in leads[:1]]:
            at = reading.flat.find(name, start)
            if at >= 0 and _may_be(reading, name, at, names):
                end = at + len(name)
                begin = _begin_of_whole(names, at, end)
                whole = reading.flat[begin:end].removeprefix("The ")
                yield Evidence(whole, reading.span(end - len(whole), end), "title-subject")
                return


def _begin_of_whole(names: Names, start: int, end: int) -> int:
    """Where the name begins that a headline has shortened: "Port Board" of "Vale Port Board"."""
    return min(
        (m.start for m in names.mentions if m.kind == "organization" and m.end == end),
        default=start,
    )


# "The Lund Law Firm: Trusted Attorneys": a firm is the topic of what it writes.
_FIRM = re.compile(r"(?:The )?(?P<name>[A-Z][\w&.'’-]*(?: (?:[A-Z][\w&.'’-]*|&|and|of)){1,6}):\s")


def _of_topic(reading: ParsedText, shown: str, leads: Sequence[SentenceSpan]) -> Iterator[Evidence]:
    """A firm that a title opens with before a colon, if the text names it too."""
    found = _FIRM.match(shown)
    if found is None or found["name"].rpartition(" ")[2].lower() not in head_words("firm_ends"):
        return
    for start in [sentence.start for sentence in leads[:1]]:
        at = reading.flat.find(found["name"], start)
        if at >= 0:
            span = reading.span(at, at + len(found["name"]))
            yield Evidence(found["name"], span, "title-subject")


def of_repeated(
    reading: ParsedText, title: HeadFact | None, leads: Sequence[SentenceSpan], names: Names
) -> Iterator[Evidence]:
    """The name a title opens with, if the first sentence has it too and the text repeats it.

    "Orrin Foods is opening …", "Orrin Foods' new mill": what a company writes of itself.
    """
    shown = _TICKER.sub("", title.value).removeprefix("The ") if title else ""
    found = list(_WORD.finditer(shown))
    for count in range(min(_LONGEST, len(found)), 0, -1):
        name = _OWNER.sub("", shown[: found[count - 1].end()])
        last = name.rpartition(" ")[2]
        if _LISTED.match(shown, len(name)):
            continue
        if not name[:1].isupper() or not (last[:1].isupper() or last[:1].isdigit()):
            continue
        for sentence in leads[:1]:
            at = reading.flat.find(name, sentence.start, sentence.end)
            is_repeated = at >= 0 and reading.flat.count(name, sentence.start) >= _REPEATED
            if not is_repeated or _is_land(reading.flat, name, at):
                continue
            if _may_be(reading, name, at, names) and _is_own(name):
                yield Evidence(name, reading.span(at, at + len(name)), "repeated")
                return


def _is_land(flat: str, name: str, at: int) -> bool:
    """Whether one word is the name of a land or a place: "Norland's Chief", "in Norland"."""
    if " " in name:
        return False
    if _OF_LAND.match(flat, at + len(name)):
        return True
    return re.search(rf"\b(?:in|near|like) {re.escape(name)}\b", flat) is not None


# A name that the body has so often is that of who writes, or of who is written about.
_REPEATED = 3
# "ORF, RCF and MCF to Start": the first of a list.
_LISTED = re.compile(r",\s[\w&-]+(?:\s[A-Z][\w&-]*)?(?:,|\sand\b)")
# "Norland's Chief Engineer": what has officers in capitals is a land.
_OF_LAND = re.compile(r"['’]s? [A-Z]")
_OWNER = re.compile(r"['’]s?\Z|[,:;.!?–—-]+\Z")
# Parties and peoples are spoken of by others.
_PUBLIC = re.compile(
    r"\b(?:Labor|Labour|Liberals?|Coalition|Greens|Nationals|Democrats|Government|\w+ers)\Z"
)


# A day, an office or a land alone is nobody's name.
_NO_NAMES = codes("GIVEN BOUNDARY TITLE TITLE_MODIFIER PLACE PLACE_HEAD COMMON THING_HEAD")


def _is_own(name: str) -> bool:
    """Whether a name may be what a company calls itself."""
    if _PUBLIC.search(name) or is_undertaking(name) or OFFICIAL.fullmatch(name):
        return False
    is_time = name.lower() in table("words_closed")["times"]
    return " " in name or (label_of(name) not in _NO_NAMES and not is_time)


@cache
def _presents() -> dict[str, str]:
    return {forms.present: forms.base for forms in verbs()}


def _acts(word: str) -> bool:
    """Whether a word of a headline is what an issuer does: "Opens", not "Receives", "Opened"."""
    base = _presents().get(word.lower())
    return base is not None and base not in head_words("undergone")


def _is_to_act(following: Sequence[str]) -> bool:
    """Whether a headline goes on with what its subject is to do: "to Open"."""
    if len(following) < 2 or following[0].lower() != "to":
        return False
    base = following[1].lower()
    return base in _bases() and base not in head_words("undergone")


@cache
def _bases() -> frozenset[str]:
    return frozenset(_presents().values())


def is_taken(reading: ParsedText, names: Names, start: int, end: int) -> bool:
    """Say whether a stretch is somebody's name or a place's, or holds one and more than a name.

    "Ada Lund Consulting" is a company, "Ada Lund of Low Ferry" is not.
    """
    for mention in names.mentions:
        if mention.kind not in ("person", "place") or mention.end <= start or end <= mention.start:
            continue
        rest = reading.flat[mention.end : end].lstrip()
        last = reading.flat[mention.start : mention.end].rpartition(" ")[2].lower()
        is_glued = mention.start > start and reading.flat[mention.start - 1] in "+&-/"
        if last in head_words("firm_ends") or is_glued:
            continue
        if mention.start > start or not _GOES_ON_AS_FIRM.match(rest) or mention.kind == "place":
            return True
    return False


# "Lund Consulting", "Lund & Sons".
_GOES_ON_AS_FIRM = re.compile(r"[A-Z]|[&+] ?[A-Z]")


def _is_word(flat: str, name: str) -> bool:
    """Whether a name stands in small letters too, not within an address."""
    return re.search(rf"(?<![\w.@/]){re.escape(name.lower())}(?![\w@]|\.\w)", flat) is not None


def _may_be(reading: ParsedText, name: str, at: int, names: Names) -> bool:
    end = at + len(name)
    if _GOES_ON.match(reading.flat, end) or (at and reading.flat[at - 1].isalnum()):
        return False
    if is_taken(reading, names, at, end):
        return False
    if name.split()[0].lower().strip(".") in head_words("no_company"):
        return is_name_of_organization(name) or " of " in name
    if " " in name:
        return True
    # A common noun stands elsewhere in small letters, a land in the name of its government; what
    # has a capital within is neither.
    is_coined = any(map(str.isupper, name[1:])) and not name.isupper()
    # "artificial intelligence (AI)" is a thing, whoever uses it.
    if re.search(rf"[a-z]\s\({re.escape(name)}\)", reading.flat):
        return False
    is_common = _is_word(reading.flat, name) or f"of {name}" in reading.flat
    return (is_coined or not is_common) and not any(c.isdigit() for c in name)
