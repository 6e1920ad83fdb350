"""A figure in the making: what was read, before it is decided which are key."""

import re
from typing import NamedTuple

from domain.facts import Relation
from processing.figures import nouns
from processing.figures.agreement import agrees
from processing.figures.claims import FoundClaim, may_speak_of
from processing.figures.measures import persons
from processing.figures.patterns import listed
from processing.figures.quantities import Quantity, Stretch
from processing.figures.statuses import STATED, Standing
from processing.figures.subject_phrases import Subject
from processing.parsed_text import ParsedText


class Candidate(NamedTuple):
    """A quantity with what is known of it; `order` counts the sentences of the release.

    `is_compared_with` tells that another figure is held against it ("up from 120"), `is_lead`
    that it stands in the first two sentences of the release, `is_data` among numbers rather than
    words, as in a table that lost its lines, `is_about` in what the issuer says of itself
    at the end. `event` is the participle of what
    happens to the thing ("seized"). `context` is where the words stand that it is shown with.
    """

    stretch: Stretch
    order: int
    quantity: Quantity
    relation: Relation
    relation_rule: str
    subject: Subject | None
    measure: str | None
    label: str | None
    measure_rule: str
    claims: tuple[FoundClaim, ...] = ()
    is_compared_with: bool = False
    event: str | None = None
    standing: Standing = STATED
    is_lead: bool = False
    is_data: bool = False
    is_about: bool = False
    context: tuple[int, int] | None = None


# A claim that stands apart from its figure speaks of one in the sentences right before, if it
# names what it is about ("The haul is a record"), and of any earlier one if it counts it by name.
_BEFORE = 2
_STEM = 5
# "…, in what detectives believe is the largest case": the case is large, no figure before it.
_OF_ITS_OWN = re.compile(r", (?:in|by|after|during) what\b")
# "The penalty is the second largest …": a sum of the sentence before, called by what it is.
_CALLED = re.compile(
    r"\s*(?:The|This|That|Its|Their) (?P<sum>[a-z]+) (?:is|was|are|were|would be) "
)
_LEAD = re.compile(r"[a-z]{4,}")


def elsewhere(
    claim: FoundClaim,
    named: tuple[str, ...],
    order: int,
    candidates: list[Candidate],
    reading: ParsedText,
) -> int | None:
    """The index of the figure in another sentence that the claim is made of, if the words tell."""
    sentence = (
        max(reading.flat.rfind(". ", 0, claim.start), reading.flat.rfind("\n", 0, claim.start)) + 1
    )
    if _OF_ITS_OWN.search(reading.flat, sentence, claim.start):
        return None
    called = _CALLED.match(reading.flat, sentence, claim.start)
    if called is not None and called["sum"] in listed("sums"):
        return _sum_before(order, candidates)
    if named:
        return _named(claim, named, order, candidates)
    lead = {word[:_STEM] for word in _LEAD.findall(reading.flat[sentence : claim.start].lower())}
    lead -= listed("common_leads")
    for index in range(len(candidates) - 1, -1, -1):
        candidate = candidates[index]
        if candidate.order >= order or candidate.stretch.is_title:
            continue
        if candidate.order < order - _BEFORE:
            return None
        around = reading.flat[
            max(candidate.stretch.start, candidate.quantity.start - 20) : candidate.quantity.end
            + 30
        ]
        if not may_speak_of(claim, reading.flat, candidate.quantity):
            continue
        if lead & {word[:_STEM] for word in _LEAD.findall(around.lower())}:
            return index
    return None


def _sum_before(order: int, candidates: list[Candidate]) -> int | None:
    """The first sum of money in the last sentence before `order` that holds one."""
    sums = [
        index
        for index, c in enumerate(candidates)
        if c.quantity.kind == "money" and order - _BEFORE <= c.order < order
        if not c.stretch.is_title and not c.is_compared_with
    ]
    return next((i for i in sums if candidates[i].order == candidates[sums[-1]].order), None)


def _named(
    claim: FoundClaim, named: tuple[str, ...], order: int, candidates: list[Candidate]
) -> int | None:
    """The one figure of a noun in the sentences right before, or anywhere before as a count.

    Of two that differ none is meant for certain.
    """
    near = [
        index
        for index, c in enumerate(candidates)
        if order - _BEFORE <= c.order < order and not c.stretch.is_title and is_of(c, named, claim)
        if not is_one_of_many(c, claim, named)
    ]
    if not near:
        near = [
            index
            for index, c in enumerate(candidates)
            if not c.stretch.is_title and c.order != order and _counts(c, named)
            if not is_one_of_many(c, claim, named)
        ][:1]
    values = {(candidates[i].quantity.value, candidates[i].quantity.unit) for i in near}
    return near[0] if len(values) == 1 else None


def is_of(candidate: Candidate, named: tuple[str, ...], claim: FoundClaim) -> bool:
    """Whether a figure is of one of the nouns by what it counts, its subject or its measure.

    A subject that holds the claim itself shows nothing: "the arrival of the largest boat" that
    costs $3.
    """
    text, counted, subject = candidate.stretch.text, candidate.quantity.counted, candidate.subject
    if subject is not None and subject.start < claim.end and claim.start < subject.end:
        subject = None
    said = [candidate.measure or ""]
    said += [text[counted.start : counted.end]] if counted else []
    said += [text[subject.start : subject.end]] if subject else []
    if candidate.event:
        said.append(candidate.event)
    return agrees(named, " ".join(said))


# What a claim names stands in it or right behind: "the third largest | system".
_NAMED_BEHIND = 30


def is_one_of_many(candidate: Candidate, claim: FoundClaim, named: tuple[str, ...]) -> bool:
    """As in "three piers … this is the longest pier": the claim is of one of what is counted."""
    counted, text = candidate.quantity.counted, candidate.stretch.text
    if counted is None or candidate.quantity.value == 1 or not named:
        return False
    head = text[counted.head_start : counted.end]
    words = re.findall("[a-z]+", text[claim.start : claim.end + _NAMED_BEHIND].lower())
    if words[:2] == ["one", "of"]:  # "40 piers … the longest, one of the best piers"
        return nouns.lemma(head) == named[0]
    return nouns.lemma(head) == named[0] != head.lower() and named[0] in words


# What a number of other things may be called.
_COLLECTIVES = frozenset(
    (word,)
    for word in (
        "haul", "seizure", "catch", "find", "bust", "recovery", "harvest", "intake", "toll",
        "crowd", "turnout", "attendance", "award", "settlement", "fine", "penalty", "donation",
    )
)  # fmt: skip
# A place or a time may stand between: "61 crates in May, the biggest haul ever".
_APPOSED = re.compile(
    r"(?P<aside> (?:in|on|at|from|near|off|during|this|last|worth) [^,.;:()\d]{1,30})?"
    r"(?:,|[–—]| [–—-]| \()  ?"
)


def is_apposed(candidate: Candidate, claim: FoundClaim, named: tuple[str, ...]) -> bool:
    """As in "40 tonnes of copper, one of the largest hauls": the claim says what the figure is.

    People are no haul: of "25 people, the largest haul" nobody knows what is meant.
    """
    quantity, subject = candidate.quantity, candidate.subject
    end = max(quantity.end, subject.end if subject else 0)
    beside = _APPOSED.fullmatch(candidate.stretch.text, end, claim.start)
    if beside is None or (beside["aside"] and named[:1] not in _COLLECTIVES):
        return False  # "40 crates in the port, the largest in the state"
    if claim.is_after or candidate.standing.status != "stated":
        return False
    is_of_people = is_of_people_counted(candidate)
    return not is_of_people and may_speak_of(claim, candidate.stretch.text, quantity)


def is_of_people_counted(candidate: Candidate) -> bool:
    """Whether people are counted."""
    counted = candidate.quantity.counted
    if counted is None:
        return False
    return nouns.lemma(candidate.stretch.text[counted.head_start : counted.end]) in persons()


def _counts(candidate: Candidate, named: tuple[str, ...]) -> bool:
    counted = candidate.quantity.counted
    if counted is None:
        return False
    head = candidate.stretch.text[counted.head_start : counted.end]
    return nouns.lemma(head) in named
