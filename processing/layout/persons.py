"""Lines of a personal letterhead: a name with its title, an office held, or both.

A politician's letterhead names who holds which office for which place, on one line or on several.
"""

import re
from functools import cache

from processing.layout.labels import EDGES, plain_line
from processing.lexicon import table, words
from processing.names.labels import Label
from processing.names.tokens import label_of

# No line of a letterhead that holds a name alone has more words.
_PERSON_MOST = 7
WORD = re.compile(r"[^\W\d_][\w.&'’-]*|&")
TITLED = (
    r"(?:(?:the(?=\s+(?:hon|honou?rable|rt|right|sen|senator|premier|governor|mayor|prime)\b)|sen|senator|rep|representative|congressman|congresswoman|hon|honou?rable|rt|right"
    r"|dr|mr|mrs|ms|prof|professor|premier|mayor|governor|gov|minister|councillor|cr|sir|dame|shri"
    r"|smt|lord|baroness|attorney[- ]general|attorney|general)\.?\s+)"
)
AFTER_NAME = (
    r"(?:,?\s+(?:m\.?\s?p\.?|mhr|m\.?l\.?a\.?|mlc|mep|ao|am|qc|kc|sc|psm|msp|ms|td|esq)\.?)"
)
PERSON_NAME = r"(?:[^\W\d_][\w.'’‐-]*\.?\s+){0,4}[^\W\d_][\w.'’‐-]+"
_MEMBER = re.compile(
    rf"(?:office of\s+)?(?:{TITLED}+{PERSON_NAME}{AFTER_NAME}*|{PERSON_NAME}{AFTER_NAME}+)", re.I
)
POST = (
    r"(?:minister|secretary|leader|member|senator|spokes(?:person|man|woman)|attorney[- ]general"
    r"|treasurer|premier|whip|president|commissioner|director|governor|mayor|sheriff|chief"
    r"|prime minister|chancellor|speaker|chair(?:man|woman|person)?|ambassador)"
)
QUALIFIED = (
    r"(?:(?:shadow|deputy|acting|assistant|federal|parliamentary|opposition|former|liberal|labor|alp"
    r"|lnp|country liberal party|independent|national|state|party|campaign|chief"
    r"|u\.?s\.?|coalition|joint|the(?!\s+(?:hon|honou?rable|rt|right)\b)|democrats?['’]?"
    r"|(?:australian )?greens['’]?|australian democrats['’]?|united states|senior|first)\s+)"
)
OFFICE_HELD = re.compile(
    rf"{QUALIFIED}*{POST}(?:\s+(?:for|of|on|to|in|assisting|representing)\b.*|\s+in the senate.*)?"
    rf"|{QUALIFIED}+.{{0,40}}\b{POST}(?:\s+(?:for|on|of)\b.*)?",
    re.I,
)
# "Foreign Trade Minister": what of comes first.
RANK_LAST = re.compile(r"(?:[A-Z][\w&]+ ){1,5}(?:Minister|MINISTER)")
# "Ada Lund, Senator for Norland", "ADA LUND Member for Harrow".
SEATED = re.compile(
    rf"(?P<name>(?:[^\W\d_][\w.'’-]+\s+){{1,3}}[^\W\d_][\w.'’-]+),?\s+{QUALIFIED}*"
    r"(?:senator|member)\s+for\s+.{3,60}",
    re.I,
)
# "Harrow Greens Leader Ada Lund".
_HOLDER = re.compile(
    rf"{QUALIFIED}+(?:[\w&]+\s+){{0,3}}{POST}\s+"
    r"(?P<name>[^\W\d_][\w.'’-]+(?:\s+[^\W\d_][\w.'’-]+){1,2})",
    re.I,
)
# Nobody's name goes on with these.
_NO_NAME = re.compile(r"\s(?:of|for|to|on|in|at|with|against|from|by|over|as)\s", re.I)
_PARTED = re.compile(r"\s*[,–|]\s+|\s+-\s+|\s{2,}")
_MEMBER_FIRST = re.compile(rf"(?:{TITLED}+{PERSON_NAME}|{PERSON_NAME}{AFTER_NAME}+)", re.I)
# Titles that stand before names alone.
_HONOURED = re.compile(r"(?:the )?(?:senator|sen|hon|dr|mr|mrs|ms|prof|sir|dame)\b", re.I)
_POST_LAST = re.compile(rf"\s(?:{QUALIFIED}*{POST}\b.*|.*\b{POST})\Z", re.I)


@cache
def _verbs() -> frozenset[str]:
    return words("summary_verbs")


@cache
def small_words() -> frozenset[str]:
    """The words that stay small within a name."""
    return frozenset(table("head_words")["small"])


# "Ada Lund &": another name follows on the next line.
_JOINED = re.compile(r"\s+(?:&|and)\Z")


def is_person(text: str) -> bool:
    """Say whether a line is a person's letterhead: a name with its title, or an office held."""
    plain = _JOINED.sub("", plain_line(text))
    found = WORD.findall(plain)
    if not len(found) > 0 or any(
        w.lower() in _verbs() for w in found if w.lower() not in _NO_VERBS
    ):
        return False
    lower = [w for w in found if w[0].islower() and w.lower() not in small_words() | _OF_OFFICE]
    is_office = OFFICE_HELD.fullmatch(plain) is not None
    if is_office and (not lower or (len(lower) == 1 and _is_field(plain, lower[0]))):
        return True
    # "Greens' water spokesperson - Senator Ada Lund".
    parted = _PARTED.split(text.strip(EDGES), maxsplit=1)
    if lower:
        return len(lower) == 1 and len(parted) == 2 and all(map(is_person, parted))
    if RANK_LAST.fullmatch(plain):
        return True
    if len(found) <= _PERSON_MOST and _MEMBER.fullmatch(plain) and not _NO_NAME.search(plain):
        return True
    # "Scott Morrison MP, Shadow Minister …", "SENATOR LYN ALLISON AUSTRALIAN DEMOCRATS LEADER".
    if len(parted) == 2 and all(map(is_person, parted)):
        return True
    if (holder := _HOLDER.fullmatch(plain)) and _has_given_name(holder["name"]):
        return True
    if (seated := SEATED.fullmatch(plain)) and not _NO_NAME.search(seated["name"]):
        return True
    member = _MEMBER_FIRST.match(plain)
    is_named = member and (_HONOURED.match(plain) or _has_given_name(member.group()))
    if is_named and _POST_LAST.search(plain) is not None:
        return True
    return (
        len(found) <= 4
        and len(found) > 1
        and _has_given_name(plain)
        and plain.count(",") == 0
        and label_of(found[0].capitalize() if found[0].isupper() else found[0]) is Label.GIVEN
        and len(found) == 2
    )


def is_name_above(text: str, following: str) -> bool:
    """Say whether two or three words are the name of who holds the office on the next line."""
    found = text.split()
    is_name = 1 < len(found) < 4 and all(WORD.fullmatch(w) and w[0].isupper() for w in found)
    return is_name and OFFICE_HELD.fullmatch(plain_line(following)) is not None


# "CHAIR OF THE SENATE LEGAL AFFAIRS / REFERENCES COMMITTEE".
_CHAIRS = re.compile(r"(?:deputy )?(?:chair|chairman|member) of the ", re.I)


def continues_office(previous: str, text: str) -> bool:
    """Say whether a line goes on with the office of the line before: "AND QUAYS", "AFFAIRS".

    Letterheads are wrapped within the names of long offices.
    """
    first = text.split(maxsplit=1)[0].lower().strip(EDGES) if text.strip(EDGES) else ""
    goes_on = first in ("and", "of", "for", "&") or first in table("head_words")["fields_end"]
    goes_on = goes_on or (_CHAIRS.match(previous) is not None and text.count(" ") < 3)
    return goes_on and text.isupper() == previous.isupper() and is_person(previous)


def _is_field(plain: str, word: str) -> bool:
    """Whether the one small word of an office held is its field: after "for", before its rank."""
    return re.search(rf"(?:\bfor(?: the)?\s+{word}\b|\b{word}\s+spokes\w+)", plain) is not None


# Small letters within the name of an office.
_OF_OFFICE = frozenset({"assisting", "representing", "spokesman", "spokeswoman", "spokesperson"})
_NO_VERBS = frozenset(
    {"may", "will", "mark", "grant", "chase", "wade", "ward", "rose", "sue", "reid"}
)


def _has_given_name(text: str) -> bool:
    return any(
        label_of(word.capitalize() if word.isupper() else word) is Label.GIVEN
        for word in text.split()
    )
