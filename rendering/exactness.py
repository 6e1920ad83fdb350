"""A figure in the release's own words: with what stands before it and says how exact it is."""

import re

from domain.archive import StoredRelease
from domain.documents import Span
from domain.facts import Figure
from rendering.citation import cite

# Words right before a number that belong to it. A negation before them belongs to it too: "had
# never before taken more than 4 tonnes" must not be shown as "more than 4 tonnes".
_LEAD = re.compile(
    r"(?:\b(?:never|not|neither|nor|without|\w+n['’]t)\b[^.,;:]{0,40}?\s)?"
    r"\b(?:plus or|(?:no |not |well |just )?(?:more|less|fewer|greater|higher|lower) than"
    r"|(?:no |just |a little )?(?:over|under|above|below|beyond)|at least|at most|up to"
    r"|as (?:many|much|few|little) as|about|around|nearly|almost|approximately|roughly"
    r"|some|close to|estimated (?:at|to be)|(?:an )?estimated|(?:in )?excess of|nearing|approaching"
    r"|(?:in the (?:region|neighbou?rhood|vicinity)|on the order) of|circa|barely|virtually"
    r"|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|topp(?:ed|ing)|tops"
    r"|upwards? of|between|from)\s+(?:an? |the )?$|[~≈] ?$",
    re.IGNORECASE,
)
_LOOK_BACK = 80
# Where nothing of the kind stands right before the number ("rose last year by 31,000"): true
# whichever wording stood there, since "up to 40" and "less than 40" are both "at most 40".
_WORDS = {"=": "", "~": "about ", "<": "at most ", ">": "at least ", "up": "up ", "down": "down "}
# "Ten of | eleven months": the whole alone would say that of all which holds of a part.
_NUMBER = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|none|all|most|many|few"
    r"|some|each|any|neither|both|(?<![\d.,])\d+(?:,\d{3})*)"
)
_PART = re.compile(
    r"(?:\b(?:at (?:least|most)|(?:more|less|fewer) than|up to|about|around|nearly|almost|over"
    r"|under|only|just|all but|not) ){0,2}"
    rf"\b{_NUMBER} (?:out )?of (?:the |its |their |our |his |her |these |those |some )?$",
    re.IGNORECASE,
)
# Between a measured figure and what it measures.
_JOINT = re.compile(
    r" (?:worth of|of|in)"
    r" (?:(?:the|all|its|their|our|his|her|these|those|an?|any|every|total) ){0,2}"
)
# "Paid $4 | the port", "a $4 fee and the permit": there is a phrase of its own.
_OPENED = re.compile(
    r"(?:\A|, |\band )(?:the|an?|its|their|his|her|our|this|that|these|those)\b", re.IGNORECASE
)
# "A $4 million blow | out": there is more to the noun.
_PARTICLE = re.compile(r"[- ](?:out|up|down|off|over|back|away)\b")
_HYPHENED = re.compile("[0-9a-z]-[a-z]+$")


def figure_words(release: StoredRelease, figure: Figure) -> str:
    """The figure from the words that say how exact it is to what it measures, if that follows.

    "850 kilograms" of a text that goes on "of drugs" is "850 kilograms of drugs".
    """
    cite(release, figure.span)
    text, start, end = release.document.text, figure.span.start, figure.span.end
    joint = _JOINT.match(text, end)
    if joint and figure.subject and text.startswith(figure.subject, joint.end()):
        end = joint.end() + len(figure.subject)
    if figure.subject and (figure.counted is None or _HYPHENED.search(figure.span.text)):
        # "A two-day | visit", "a 19 percent | tax": what it measures stands right behind.
        is_beside = text.startswith(f" {figure.subject}", end)
        if is_beside and not _OPENED.search(figure.subject):
            noun_end = end + len(figure.subject) + 1
            end = end if _PARTICLE.match(text, noun_end) else noun_end
    if (whole := _with_scope(figure, text, end)) is not None:
        return cite(release, whole)
    floor = max(0, start - _LOOK_BACK)
    lead = _LEAD.search(text[floor:start]) if _is_inexact(figure) else None
    standing = _standing(release, figure)
    begin = floor + lead.start() if lead else start
    if (part := _PART.search(text[max(0, begin - _LOOK_BACK) : begin])) is not None:
        return cite(release, Span.of(text, begin - len(part[0]), end)) + standing
    if lead:
        return cite(release, Span.of(text, begin, end)) + standing
    # "5,000+" and "4 or more" say themselves how exact they are.
    behind = _BEHIND.match(text, figure.span.end)
    end = max(end, behind.end()) if behind else end
    has_own = behind or "+" in figure.span.text or _BEHIND.search(figure.span.text)
    words = "" if has_own else _WORDS[figure.relation]
    return words + cite(release, Span.of(text, start, end)) + standing


# Words that make a number a plan, a rate or a change stand beside it: they are shown as one piece
# of the text. Further off, or in another breath, they stand behind it in brackets.
_NEAR = 70
# What says behind a number how exact it is.
_BEHIND = re.compile(r"(?: [a-z]+)? or (?:more|less|fewer|higher|lower|above|below|so)\b|\+")
# "Will earn 26 credits and | 7.5 hours": the first number is a figure of its own.
_OTHER = re.compile(r"\d.*\b(?:and|or)\b")
_PARTED = re.compile('[.,;:!?()\n\u201c\u201d"]')


def _with_scope(figure: Figure, text: str, end: int) -> Span | None:
    """The figure up to the words that limit it, as the text has it: "will cost about $3 million".

    None where nothing limits it, or not beside it.
    """
    scope, start = figure.scope, figure.span.start
    if scope is None or figure.status not in ("stated", "expected"):
        return None
    if scope.start < start and scope.end > end:
        return scope
    between = text[scope.end : start] if scope.end <= start else text[end : scope.start]
    if len(between) > _NEAR or _PARTED.search(between) or _OTHER.search(between):
        return None
    if scope.end <= start:
        behind = _BEHIND.match(text, end)
        return Span.of(text, scope.start, behind.end() if behind else end)
    floor = max(0, start - _LOOK_BACK)
    lead = _LEAD.search(text[floor:start]) if _is_inexact(figure) else None
    if lead is None and figure.relation != "=":
        return None
    return Span.of(text, floor + lead.start() if lead else start, max(scope.end, end))


# What the text does not plainly say is not shown as if it did; its own words say so best.
_STANDING = {
    "stated": "", "denied": " (denied)", "withdrawn": " (corrected)",
    "hypothetical": " (on a condition)", "earlier": " (earlier)", "part": " (a part)",
    "expected": " (expected)",
}  # fmt: skip


def _standing(release: StoredRelease, figure: Figure) -> str:
    if figure.scope is None:
        return _STANDING[figure.status]
    return f" ({cite(release, figure.scope)})"


def _is_inexact(figure: Figure) -> bool:
    return figure.relation != "=" or figure.value is None
