"""Whether a text stands by a number: what it denies, withdraws, supposes, or says of another time.

The clauses of the layer of words tell which verb a number hangs on; what has no clause of its own
("Rumours that … are false") is told by patterns over the sentence.
"""

import re
from typing import NamedTuple

from domain.facts import FigureStatus, Relation
from processing.figures.changes import change_of
from processing.figures.expectations import expectation_of, is_definite
from processing.figures.parts import goes_on_part, part_of
from processing.figures.patterns import listed
from processing.figures.plans import are_of_another, goes_on_expected
from processing.figures.quantities import Quantity, Stretch
from processing.figures.rates import rate_of
from processing.words.clauses import Clause
from processing.words.sentences import ParsedSentence
from processing.words.tags import VERBAL, ClauseKind, PartOfSpeech


class Standing(NamedTuple):
    """How the text stands by a number, the place of the words that limit it, and the rule."""

    status: FigureStatus = "stated"
    start: int = -1
    end: int = -1
    rule: str = ""


STATED = Standing()
_FORMER = Standing("earlier", rule="held-against")

_CLAIMS = (
    r"(?:reports?|rumou?rs?|claims?|allegations?|suggestions?|stor(?:y|ies)|posts?|messages?"
    r"|assertions?|statements?|speculation|accusations?|figures?|numbers?)"
)
_FALSE = (
    r"(?:false|untrue|not (?:true|correct|accurate|right)|wrong|baseless|unfounded|groundless"
    r"|incorrect|inaccurate|fake|hoax(?:es)?|misleading|fabricated|exaggerated"
    r"|without (?:basis|foundation|merit))"
)
# "Rumours that 90 people drowned are false": the number stands between the two.
_CLAIMED = re.compile(
    rf"\b{_CLAIMS}\b(?P<claimed>[^.;]{{1,200}}?)\b(?:is|are|was|were|remains?|prove[ds]?)"
    rf" (?:\w+ ){{0,3}}?{_FALSE}\b",
    re.IGNORECASE,
)
_NOT_SO = re.compile(
    rf"\b(?:it (?:is|was) {_FALSE} that|contrary to {_CLAIMS} (?:that|of)|(?:false|fake|untrue"
    rf"|baseless|unfounded) {_CLAIMS} (?:that|of))(?P<claimed>[^.;]{{1,200}})",
    re.IGNORECASE,
)
# "14 homes burned, not 140", "not 140 homes but 14".
_NOT_BEFORE = re.compile(
    r"(?:, (?:and )?|\bbut |\b(?:was|were|is|are) |^|[.:;—–] )not (?:the |an? |about )?$",
    re.IGNORECASE,
)
_WRONGLY = re.compile(
    r"\b(?:(?:incorrect|wrong|mistaken|erroneous|inaccurate|false)ly (?:stated|reported|said|gave"
    r"|listed"
    r"|put|claimed|read|noted|indicated|described|identified|wrote|announced)"
    r"|(?:an? |the )?(?:earlier|previous|prior|original|first|initial) (?:version|edition|copy"
    r"|draft)"
    r"(?: of th(?:is|e) [a-z ]{3,30})?,? (?:\w+ly )?(?:stated|reported|said|gave|listed|put|had"
    r"|read"
    r"|contained|included)"
    r"|(?:retract(?:s|ed)?|withdr[ae]w|withdrawn|takes? back|took back) )(?P<claimed>[^.;]{1,200})",
    re.IGNORECASE,
)
_SET_RIGHT = re.compile(
    r"\b(?:the correct|correctly|in fact|actually|it (?:is|was|should)|should (?:be|have))\b",
    re.IGNORECASE,
)
_MAYBE = frozenset({"would", "could", "may", "might", "can", "should", "will", "shall"})
_IF_CONVICTED = re.compile(
    r"\bif (?:found guilty|convicted|approved|adopted|passed|confirmed|elected|proven)\b",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"\b(?:if|unless|in case|in the event|were|had)\b(?=[^.;]{3,120}, [^.;]*\b(?:would|could"
    r"|might)\b)",
    re.IGNORECASE,
)

# What is said of another time stands right behind the number or right before its clause.
# "Last week" is news; what is a month or more ago is held against it.
_SPAN = r"(?:month|quarter|season|period|decade|summer|winter|spring|fall|autumn|year)"
_THEN_AFTER = re.compile(
    r"[^.;,()]{0,40}?,? ?\(?(?P<then>"
    rf"(?:last|the (?:previous|prior|preceding|same)) (?:financial |fiscal |calendar "
    rf"|school )?{_SPAN}"
    r"(?: last year| of last year| a year (?:ago|earlier))?"
    r"|(?:a|one|two|three|five|ten) (?:year|month|decade|quarter)s? (?:ago|earlier|before)"
    rf"|the {_SPAN} before"
    rf"|in the (?:same|previous|prior|preceding|corresponding) {_SPAN}"
    r"(?: of (?:last year|(?:19|20)\d\d)| last year)?)\b",
    re.IGNORECASE,
)
_THEN_BEFORE = re.compile(
    r"(?:^|[.;] +|, +(?:and +|while +|but +|when +)?|\band +(?=in|during))(?:in +|during +|over +)?"
    r"(?P<then>last +(?:year|month|season)"
    rf"|the +(?:same|corresponding) +{_SPAN} +(?:last +year|of +(?:last +year|(?:19|20)\d\d)"
    r"|a +year +(?:ago|earlier))"
    r"|the +(?:(?:two|three|four|five|ten) +)?(?:previous|prior|preceding|corresponding)"
    rf" +{_SPAN}s?"
    r"|a +(?:year|month|decade) +(?:ago|earlier))"
    r",? +(?:[\w'’-]+ +){0,8}$",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"[^.;,()]{0,40}?(?P<then>(?:in|during|by|from|of) (?:the|an?|its|their"
    r"|last year[’']s) (?:previous|earlier"
    r"|last|prior|similar|separate|first|other) (?:operation|raid|sweep|campaign|round|phase"
    r"|edition"
    r"|study|survey|event|case|drill|report|trial|audit|inspection|crackdown|action"
    r"|week of action)s?)\b",
    re.IGNORECASE,
)


class _Marks(NamedTuple):
    """Which readings of a sentence are worth trying, by words that it has: most have none."""

    may_deny: bool
    may_withdraw: bool
    may_compare: bool
    may_suppose: bool
    may_part: bool


_OF_DENIAL = (
    "false", "true", "not right", "wrong", "baseless", "founded", "groundless", "incorrect",
    "not correct", "accurate", "fake", "hoax", "misleading", "fabricated", "exaggerated",
    "contrary to", "merit", "without basis",
)  # fmt: skip
_OF_WITHDRAWAL = (
    "version", "edition", "copy", "draft", "retract", "withdr", "takes back", "take back",
    "took back", "rrectly", "wrongly", "mistakenly", "erroneously", "accurately", "falsely",
)  # fmt: skip
_OF_COMPARISON = ("last", "ago", "earlier", "before", "previous", "prior", "preceding", "same",
                  "similar", "separate", "first", "other", "corresponding", "from", "compared",
                  "versus", "against")  # fmt: skip


_OF_PARTS = (
    "includ", "comprising", "of them", "of these", "of those", "of wh", "among the", "among wh",
    "of this", "of that",
)  # fmt: skip


def standings_of(
    stretch: Stretch,
    found: list[Quantity],
    old: list[bool],
    relations: list[tuple[Relation, str]],
    parsed: ParsedSentence | None,
) -> list[Standing]:
    """How the text stands by each number of a sentence; a row of a table is always stated.

    `old` tells of each whether another is held against it, `relations` how exact it is.
    """
    if parsed is None:
        return [STATED] * len(found)
    low = stretch.low[stretch.start : stretch.end]
    marks = _Marks(
        any(map(low.__contains__, _OF_DENIAL)),
        any(map(low.__contains__, _OF_WITHDRAWAL)),
        any(map(low.__contains__, _OF_COMPARISON)),
        "if " in low or "unless " in low or " would " in low,
        any(map(low.__contains__, _OF_PARTS)),
    )
    standings: list[Standing] = []
    for index, (quantity, is_old, (relation, _)) in enumerate(
        zip(found, old, relations, strict=True)
    ):
        told = _standing_of(stretch, quantity, parsed, marks) or (_FORMER if is_old else None)
        if told is None and index and standings[-1].status == "earlier":
            told = _earlier_as_before(stretch, found[index - 1], quantity, standings[-1])
        if told is None and index and standings[-1].status == "part":
            # "Including 40 boats and 12 cars": both are parts.
            is_part = goes_on_part(found[index - 1], quantity, parsed)
            told = Standing("part", rule="part-of-another") if is_part else None
        told = told or _limited(stretch, quantity, relation, parsed)
        if index:
            told = _planned_as_before(
                stretch, found[index - 1 : index + 1], told, standings, parsed
            )
        standings.append(told)
    return standings


def _planned_as_before(
    stretch: Stretch,
    pair: list[Quantity],
    own: Standing,
    standings: list[Standing],
    parsed: ParsedSentence,
) -> Standing:
    """What is planned with the number before, without words that are said of that one alone."""
    if own is STATED and standings[-1].status == "expected":
        is_expected = goes_on_expected(stretch, pair[0], pair[1], parsed)
        return Standing("expected", rule="not-so-yet") if is_expected else own
    place = own.start, own.end
    if own.status == "expected" and are_of_another(place, stretch, pair[0], pair[1], parsed):
        return Standing("expected", rule=own.rule)
    return own


def _limited(
    stretch: Stretch, quantity: Quantity, relation: Relation, parsed: ParsedSentence
) -> Standing:
    """What a number is limited by though the text stands by it: a plan, a rate, a change."""
    rate = rate_of(stretch, quantity, parsed)
    if expected := expectation_of(stretch, quantity, parsed):
        if rate and 0 <= expected[0] < quantity.start < rate[0] < expected[0] + _LONGEST_SCOPE:
            return Standing("expected", expected[0], rate[1], "not-so-yet")
        return Standing("expected", *expected, "not-so-yet")
    if rate is not None:
        return Standing("stated", *rate, "rate-apart")
    if relation not in ("up", "down") and (change := change_of(stretch, quantity, parsed)):
        return Standing("stated", *change, "words-of-change")
    return STATED


# Longer words are no help on a card.
_LONGEST_SCOPE = 100


def _standing_of(
    stretch: Stretch, quantity: Quantity, parsed: ParsedSentence, marks: _Marks
) -> Standing | None:
    told = _denied(stretch, quantity, parsed, marks)
    if told is None and marks.may_withdraw:
        told = _withdrawn(stretch, quantity)
    # "Three times the rate of last year" holds against that year, and is this one's.
    if told is None and marks.may_compare and quantity.rule not in ("times", "fold"):
        told = _earlier(stretch, quantity)
    if told is None and marks.may_suppose:
        told = _supposed(stretch, quantity, parsed)
    if told is None and marks.may_part and (part := part_of(stretch, quantity, parsed)):
        told = Standing("part", *(part if part[0] < part[1] else (-1, -1)), "part-of-another")
    return told


def _denied(
    stretch: Stretch, quantity: Quantity, parsed: ParsedSentence, marks: _Marks
) -> Standing | None:
    before = stretch.before(quantity.start, 24)
    if " not " in f" {before}" and _NOT_BEFORE.search(before) and quantity.numeral.value != 0:
        return Standing("denied", rule="not-the-number")
    for rule, pattern in _CALLED_FALSE if marks.may_deny else ():
        if _lies_in(stretch, quantity, pattern):
            return Standing("denied", rule=rule)
    # What a court dismissed is no denial of it: only what stands in a clause of its own is denied.
    for number in _embedding(parsed, quantity)[1:]:
        clause = parsed.clauses[number]
        verb = parsed.verb_groups[clause.verb]
        begins = parsed.tokens[verb.head].end
        if verb.lemma in listed("denying") and not verb.is_negated and begins <= quantity.start:
            return Standing("denied", rule="verb-of-denial")
    return None


_CALLED_FALSE = (("claim-called-false", _CLAIMED), ("said-not-to-be-so", _NOT_SO))


def _withdrawn(stretch: Stretch, quantity: Quantity) -> Standing | None:
    match = _WRONGLY.search(stretch.text, stretch.start, stretch.end)
    if match is None or not match.start("claimed") <= quantity.start < match.end("claimed"):
        return None
    if _SET_RIGHT.search(stretch.text, match.start("claimed"), quantity.start):
        return None
    return Standing("withdrawn", rule="said-wrongly")


def _lies_in(stretch: Stretch, quantity: Quantity, pattern: re.Pattern[str]) -> bool:
    match = pattern.search(stretch.text, stretch.start, stretch.end)
    return match is not None and match.start("claimed") <= quantity.start < match.end("claimed")


def _embedding(parsed: ParsedSentence, quantity: Quantity) -> list[int]:
    """The clause of a number and those that it is the content of, not those it is added to."""
    token = parsed.token_at(quantity.start)
    number = parsed.clause_of(token) if token >= 0 else -1
    chain: list[int] = []
    while number >= 0 and number not in chain:
        chain.append(number)
        clause = parsed.clauses[number]
        if clause.kind in (ClauseKind.MAIN, ClauseKind.ADVERBIAL):
            break
        if clause.kind is ClauseKind.COORDINATE and _has_own_subject(parsed, clause):
            # "Police denied it, and 40 people were held": a clause with a subject of its own.
            break
        number = clause.parent
    return chain


def _has_own_subject(parsed: ParsedSentence, clause: Clause) -> bool:
    if clause.subject < 0:
        return False
    return clause.parent < 0 or parsed.clauses[clause.parent].subject != clause.subject


def _earlier(stretch: Stretch, quantity: Quantity) -> Standing | None:
    text, end, limit = stretch.text, quantity.end, stretch.end
    for rule, pattern in (("another-time", _THEN_AFTER), ("another-event", _OTHER)):
        match = pattern.match(text, end, min(limit, end + 110))
        if match is not None and not _NUMBER.search(text, end, match.start("then")):
            return Standing("earlier", *match.span("then"), rule)
    lead = stretch.before(quantity.start, 90)
    before = _THEN_BEFORE.search(lead)
    if before is not None and not _NUMBER.search(before[0]):
        begin = quantity.start - len(lead)
        place = begin + before.start("then"), begin + before.end("then")
        return Standing("earlier", *place, "another-time")
    return None


def _earlier_as_before(
    stretch: Stretch, before: Quantity, quantity: Quantity, standing: Standing
) -> Standing | None:
    """As in "In the two years before there were 278 and | 271": both are of then."""
    gap = stretch.text[before.end : quantity.start].strip().lower()
    is_of_then = 0 <= standing.start < before.start and before.unit == quantity.unit
    return standing if is_of_then and gap in ("and", ",", ", and") else None


_NUMBER = re.compile(
    r"\d|\bthis (?:year|month|season|quarter)\b|\b(?:up|down|since|than|from|over) "
    r"|\b(?:to|from|than|since|by|over|against|with|on|versus) $"
)


def _supposed(stretch: Stretch, quantity: Quantity, parsed: ParsedSentence) -> Standing | None:
    text = stretch.text
    if condition := _IF_CONVICTED.search(text, stretch.start, stretch.end):
        return Standing("hypothetical", *condition.span(), "on-condition")
    token = parsed.token_at(quantity.start)
    number = parsed.clause_of(token) if token >= 0 else -1
    if number < 0:
        return None
    clause = parsed.clauses[number]
    if _is_condition(parsed, clause):
        is_known = is_definite(parsed, quantity)
        return None if is_known else Standing("hypothetical", rule="condition")
    if parsed.verb_groups[clause.verb].modality not in _MAYBE:
        return None
    for other in parsed.clauses:
        if _is_condition(parsed, other):
            if other.kind is ClauseKind.ADVERBIAL and other.parent not in (-1, number):
                continue  # "will be hired, taking in 16 if it is safe": hired they will be
            opening = parsed.tokens[other.introducer]
            end = _end_of_condition(parsed, other)
            return Standing("hypothetical", opening.start, end, "on-condition")
    if _SUPPOSED.search(text, stretch.start, quantity.start):
        return Standing("hypothetical", rule="on-condition")
    return None


def _end_of_condition(parsed: ParsedSentence, clause: Clause) -> int:
    """Where a condition ends, or what may be shown of it: "if it is safe", "if aid comes soon"."""
    last = first = parsed.verb_groups[clause.verb].end
    for index in range(first, min(first + _MOST_SHOWN, len(parsed.tokens))):
        if parsed.tokens[index].part_of_speech in (PartOfSpeech.PUNCTUATION, *VERBAL):
            break
        last = index + 1
    else:
        last = first
    # "Through 2013-14": what is written in one stays in one.
    while last < len(parsed.tokens) and parsed.tokens[last].start == parsed.tokens[last - 1].end:
        if parsed.tokens[last].lower in _ENDS:
            break
        last += 1
    return parsed.tokens[last - 1].end


_MOST_SHOWN = 6
_ENDS = frozenset(',.;:!?)”"')


# "They asked if 40 boats had come" asks, and supposes nothing.
_ASKING = frozenset(
    {"ask", "know", "wonder", "see", "determine", "decide", "check", "doubt", "tell", "learn"}
)


def _is_as_if(parsed: ParsedSentence, introducer: int) -> bool:
    """As in "as if there were two": how something looks, and no condition."""
    return introducer > 0 and parsed.tokens[introducer - 1].lower == "as"


def _is_condition(parsed: ParsedSentence, clause: Clause) -> bool:
    if clause.introducer < 0:
        return False
    opens = parsed.tokens[clause.introducer].lower
    if opens == "unless":
        return True
    if opens != "if" or _is_as_if(parsed, clause.introducer):
        return False
    is_content = clause.kind is ClauseKind.COMPLEMENT and clause.parent >= 0
    if not is_content:
        return True
    return parsed.verb_groups[parsed.clauses[clause.parent].verb].lemma not in _ASKING
