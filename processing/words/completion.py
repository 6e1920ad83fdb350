"""What is known of clauses once all of them are read: objects, agents, what hangs on what."""

from collections.abc import Sequence
from typing import NamedTuple

from processing.words import tags as t
from processing.words.noun_phrase import NONE
from processing.words.phrase_row import PhraseRow
from processing.words.tags import ClauseKind
from processing.words.verb_groups import VerbGroup


class Clause(NamedTuple):
    """A clause by the numbers of its parts in the sentence, -1 for what it has not.

    `verb` is a verb group; `subject`, `object_` and `agent` (of a passive) are noun phrases.
    `introducer` is the token that opens it ("that", "who", "after"), `parent` the clause that it is
    embedded in or coordinated with. `start` is its first token. After "be", `object_` is what the
    subject is said to be. `is_inverted` tells that the subject stands behind its verb, `rule` names
    what read the clause.
    """

    verb: int
    kind: ClauseKind
    start: int
    subject: int = NONE
    object_: int = NONE
    agent: int = NONE
    introducer: int = NONE
    parent: int = NONE
    is_inverted: bool = False
    rule: str = ""


# Clauses that describe what stands before them.
HANGING = frozenset({t.RELATIVE, t.PARTICIPIAL, t.INFINITIVAL})
_EMBEDDED = HANGING | {t.ADVERBIAL, t.COMPLEMENT}
_AGENT_REACH = 8
# What stands under "by" and tells how or how much.
_MEANS = frozenset(
    [
        "mail",
        "email",
        "phone",
        "telephone",
        "hand",
        "law",
        "name",
        "percent",
        "percentage",
        "far",
        "car",
    ]
)


def complete(clauses: list[Clause], groups: Sequence[VerbGroup], row: PhraseRow) -> list[Clause]:
    """The clauses with their objects and agents, each under the one that it is embedded in."""
    opened = frozenset(clause.introducer for clause in clauses)
    found = [_with_object(clauses, number, groups, row, opened) for number in range(len(clauses))]
    if found and not any(group.is_finite for group in groups):
        found[0] = _as_headline(found[0], groups)
    for number, clause in enumerate(found):
        if clause.kind not in _EMBEDDED:
            continue
        holder = _holder(found, number, groups)
        if holder < 0:
            continue
        clause = clause._replace(parent=holder)
        if clause.subject < 0 and holder > number and clause.kind in HANGING:
            # "Speaking to reporters, | Lund denied": who speaks is named behind it.
            clause = clause._replace(subject=found[holder].subject)
        found[number] = clause
    return found


def _as_headline(clause: Clause, groups: Sequence[VerbGroup]) -> Clause:
    """As in "Two men arrested in Elm City": a participle that tells it all."""
    is_told = clause.kind is t.PARTICIPIAL and groups[clause.verb].is_passive
    return clause._replace(kind=t.MAIN) if is_told and clause.subject >= 0 else clause


def _holder(clauses: Sequence[Clause], number: int, groups: Sequence[VerbGroup]) -> int:
    """The clause that another is embedded in, where that one comes later; -1 where it does not.

    "The man who fled | was caught", "After officers arrived, the man | fled".
    """
    clause = clauses[number]
    described = clause.subject if clause.object_ < 0 else clause.object_
    if clause.kind in (t.RELATIVE, t.PARTICIPIAL) and described >= 0:
        for later in range(number + 1, len(clauses)):
            other = clauses[later]
            if other.subject == described and other.kind not in HANGING:
                is_around = other.kind is not t.COORDINATE
                return later if is_around and groups[other.verb].is_finite else NONE
    if clause.parent >= 0:
        return NONE
    for later in range(number + 1, len(clauses)):
        other = clauses[later]
        if groups[other.verb].is_finite and other.kind not in _EMBEDDED:
            return later
    return NONE


def _with_object(
    clauses: Sequence[Clause],
    number: int,
    groups: Sequence[VerbGroup],
    row: PhraseRow,
    opened: frozenset[int],
) -> Clause:
    """The clause with its object or its agent; `opened` are the tokens that open a clause."""
    clause = clauses[number]
    group = groups[clause.verb]
    if group.is_passive:
        agent = _agent(group, row)
        return clause if agent < 0 else clause._replace(agent=agent)
    if clause.object_ >= 0 or clause.is_inverted:
        return clause
    at = row.at(group.end)
    if at < 0 or row.phrases[at].head in opened:
        return clause  # "found | what appeared": the clause is the object
    if row.phrases[at].is_time or not row.phrases[at].is_free or at == clause.subject:
        return clause
    later = [other for other in clauses if other.subject == at and other.verb > clause.verb]
    is_subject = bool(later) and (
        any(other.kind is t.COMPLEMENT and other.parent == number for other in later)
        or not any(other.kind in HANGING for other in later)
    )
    return clause if is_subject else clause._replace(object_=at)


def _agent(group: VerbGroup, row: PhraseRow) -> int:
    for at, phrase in enumerate(row.phrases):
        if phrase.adposition >= group.end and row.lows[phrase.adposition] == "by":
            is_near = phrase.adposition - group.end < _AGENT_REACH
            is_means = phrase.is_time or row.lows[phrase.head] in _MEANS
            return at if is_near and not is_means else NONE
    return NONE
