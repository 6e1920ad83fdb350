"""Lines that forbid to publish a text before a moment: "EMBARGOED UNTIL", "Do not publish before".

The bare words are not enough. There is an embargo on oil, a report that was not published until
March, and water that may not be used until it is boiled.
"""

import re

from processing.layout.labels import EDGES
from processing.layout.lines import is_final

_MOST = 300
_LINE = 120
# Every way to forbid publication has one of these; asked before the long patterns are tried.
_HINTS = ("embarg", "releas", "publi", "sperrfrist", "broadcast", "distribut", "report", "confiden")
# And the longest of the patterns has one of these as well.
EMBARGO_HINTS = (
    "embarg", "sperrfrist", "hold", "confidential", "til", "before", "prior", "ahead", "bis",
    "hasta", "jusqu",
)  # fmt: skip
_UNTIL = r"(?:until|till|til|before|prior\s+to|ahead\s+of|bis|hasta|jusqu)"
# A moment in what follows: a number, or what stands for one.
_MOMENT = (
    r"(?=.{0,60}?(?:\d|\bnoon\b|\bmidday\b|\bmidnight\b|\bdelivery\b|\btomorrow\b|[a-z]+day\b))"
)
_BEGINS = r"(?:\A|[.;:|*–—]\s*)"
_PUBLISHED = (
    r"(?:published|reported|released|broadcast(?:ed)?|aired|used|distributed|shared|posted|quoted"
    r"|circulated|disclosed|printed|made\s+public|disseminated)"
)
_PUBLISH = (
    r"(?:publish|report|release|broadcast|air|distribute|post|quote|circulate|disclose|print)"
)
_PUBLISHING = (
    r"(?:reporting|publication|publishing|broadcast(?:ing)?|tweeting|posting|coverage|distribution)"
)
_TEXT = (
    r"(?:material|(?:news |press |media )?release|report|document|information|text|story|article"
    r"|statement|speech|contents?|data|announcement|embargoed\s\w+)s?"
)
_NONE = re.compile(
    r"\W*embargo(?:ed)?(?:\s+time)?\W+(?:none|nil|no|not|immediate(?:ly)?|n/a|lifted)\b", re.I
)
_BARE = re.compile(
    r"(?:embargo(?:ed)?|sperrfrist|embargad[oa])(?:\s+time)?\W*(?:\Z|[:–—-]|\d|until\b|till\b)",
    re.I,
)
_PATTERNS = (
    r"(?<!\bwas )(?<!\bwere )(?<!\bbeen )\b(?:embargoed|embargad[oa])\b\W{0,4}(?:\w+ ){0,3}?"
    r"(?:until|till|before|to|for|bis|hasta|jusqu)\b",
    # Not "embargo on arms to", nor "the embargo until".
    r"\A\W*(?:(?:news|press|media|release|strict(?:ly)?|under|an|note|please)\W+){0,3}"
    r"embargo\W{1,4}(?:(?:time|date|in|place|effect|force|for|release|publication|applies)\W+){0,3}?"
    r"(?:until|till|before|hasta|jusqu|\d|(?:to|for)\W{1,3}(?:\d|noon|midnight|[a-z]+day\b))",
    r"\bsperrfrist\b|\bsous embargo\b|\b(?:under|strict) embargo\W{1,3}(?:until|till|before|to)\b",
    rf"\b{_TEXT}\s.{{0,40}}\b(?:is|are)\s(?:\w+\s)?embargoed\b",
    r"\bhold\s+for\s+release\b",
    # "Not for publication or broadcast before", "Do not publish before", "No reporting prior to".
    rf"{_BEGINS}(?:strictly\W+|please\W+)?(?:do\s+not\s+{_PUBLISH}|don[’']t\s+{_PUBLISH}"
    rf"|(?:not\s+to|(?:may|must|should)\s+not)\s+be\s+{_PUBLISHED}"
    r"|not\s+for\s+(?:publication|release|broadcast|use|distribution)"
    rf"|no\s+(?:\w+,?\s+){{0,2}}?{_PUBLISHING})\b[^.]{{0,60}}?\b{_UNTIL}\b{_MOMENT}",
    rf"\b(?:this|these|the\senclosed|the\sattached|herein)\b[^.]{{0,60}}"
    rf"\b(?:may|must|should|can|is|are|shall)\s*not\s(?:to\s)?be\s{_PUBLISHED}\b[^.]{{0,60}}?"
    rf"\b{_UNTIL}\b{_MOMENT}",
    r"\A\W*(?:strictly\s+)?confidential\s+until\b(?=.*\d)(?!\s+\d{4},)",
)
EMBARGO = re.compile("|".join(_PATTERNS), re.I)
# These begin as a line of the head does: "fish for release after five days" is none.
_FOR_RELEASE = re.compile(
    r"\bF(?i:or\s+(?:release|publication|use)\s+(?:(?:at|after|not\s+before)\b"
    rf"{_MOMENT}|on\s+delivery\b|(?:[a-z]+,?\s+){{0,3}}?\d{{1,2}}(?:[:.]\d\d)?\s?(?:[ap]\.?m\b|hrs))"
    r"|or\s+release\b.{0,50}\b\d{1,2}[:.]\d\d\b)|\A\W*(?i:release\s+time)\s*[:–—-]"
)
_UNDER = re.compile(r"\W*(?:strictly\s+)?under\s+(?:strict\s+)?embargo\b", re.I)


def is_embargo(text: str) -> bool:
    """Say whether a line or a short paragraph forbids publication before a moment."""
    if len(text) > _MOST:
        return False
    low = text.lower()
    if not any(map(low.__contains__, _HINTS)):
        return False
    is_named = "embarg" in low or "sperrfrist" in low
    if is_named and _NONE.match(text):
        return False
    if any(map(low.__contains__, EMBARGO_HINTS)) and EMBARGO.search(text):
        return True
    if ("F" in text or "release" in low) and _FOR_RELEASE.search(text):
        return True
    if not is_named or len(text) > _LINE or is_final(text):
        return False
    return _BARE.match(text.lstrip(EDGES)) is not None or _UNDER.match(text) is not None
