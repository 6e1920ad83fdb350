"""The rules of clauses with a finite verb: what opens them, and where their subject stands.

Each reads the clause of one verb, or leaves it to the next rule of the list.
"""

from processing.words import tags as t
from processing.words.clause_subjects import (
    ASKED,
    EDGES,
    INVERTING,
    PLACES,
    ClauseRule,
    SubjectFinder,
    Verb,
)
from processing.words.completion import Clause
from processing.words.dictionary import closed
from processing.words.noun_phrase import NONE
from processing.words.tags import ClauseKind
from processing.words.verb_groups import is_reporting

_CONTENT = frozenset({"that", "whether", "if", "how", "why", "what", "who", "which"})
# Verbs whose object may be told the clause behind it: "told reporters it was".
_TELLING = frozenset(
    {
        "tell", "inform", "advise", "warn", "assure", "remind", "notify", "promise", "convince",
        "ask", "show",
    }
)  # fmt: skip
_CLOSES_SPEECH = frozenset({",", "”", '"', "’", "'", "»", "?", "!", "…", "—", "–"})


# ---- what opens the clause


def _relative(f: SubjectFinder, v: Verb) -> Clause | None:
    """As in "the man | who fled", "the raid | in which the gun was found"."""
    introducer = v.introducer
    if introducer < 0 or not f.is_relative(introducer):
        return None
    low = f.lows[introducer]
    is_owner = low == "whose"
    own = f.last_free(introducer + (not is_owner), v.group.first, v.number)
    antecedent = _antecedent(f, introducer)
    start = introducer
    if introducer and f.pos[introducer - 1] is t.ADPOSITION:
        # "in which the gun was found", "both of whom were"
        start = introducer - 1
        if (part := f.row.before(start)) >= 0 and f.lows[start] == "of":
            start = f.phrases[part].first
            own = part if own < 0 else own
        antecedent = NONE if own >= 0 else antecedent
    if own < 0:
        return Clause(
            v.number, t.RELATIVE, start, antecedent, introducer=introducer, parent=v.parent
        )
    has_object = not is_owner and low not in PLACES and antecedent != own
    return Clause(
        v.number, t.RELATIVE, start, own, antecedent if has_object else NONE,
        introducer=introducer, parent=v.parent,
    )  # fmt: skip


def _antecedent(f: SubjectFinder, introducer: int) -> int:
    """The phrase that a relative pronoun stands for."""
    at = introducer - 1
    while at >= 0 and (f.lows[at] == "," or f.pos[at] is t.ADPOSITION):
        at -= 1
    for number in range(len(f.phrases) - 1, -1, -1):
        phrase = f.phrases[number]
        if phrase.end <= at + 1 and not phrase.is_time:
            if f.lows[introducer] == "who" and phrase.adposition >= 0:
                owner = f.row.tied_to(number)
                if owner >= 0 and f.phrases[owner].is_plural is not phrase.is_plural:
                    return number
            is_apart = phrase.describes >= 0 and f.lows[at] == ","
            return phrase.describes if is_apart else number
    return NONE


def _content(f: SubjectFinder, v: Verb) -> Clause | None:
    """As in "said | that it was", "asked | whether", "has not said | when"."""
    if v.introducer < 0:
        return None
    low = f.lows[v.introducer]
    is_content = low in _CONTENT and not (low == "if" and not f.is_reported(v.number))
    if low in PLACES and f.is_reported(v.number):
        is_content = f.groups[v.number - 1].end == v.introducer
    return _introduced(f, v, t.COMPLEMENT) if is_content else None


def _circumstance(f: SubjectFinder, v: Verb) -> Clause | None:
    """As in "after officers arrived", "if it rains"."""
    return _introduced(f, v, t.ADVERBIAL) if v.introducer >= 0 else None


def _introduced(f: SubjectFinder, v: Verb, kind: ClauseKind) -> Clause:
    introducer = v.introducer
    is_asked = f.lows[introducer] in ASKED
    subject = f.last_free(introducer + (not is_asked), v.group.first, v.number)
    if is_asked and subject < 0:
        subject = f.row.at(introducer)  # "of | what is likely"
    object_ = NONE
    if is_asked and subject >= 0 and (asked := f.row.at(introducer)) not in (subject, NONE):
        object_ = asked  # "what | he did"
    return Clause(
        v.number, kind, introducer, subject, object_,
        introducer=introducer, parent=_sibling_parent(f, v.number, introducer),
    )  # fmt: skip


def _sibling_parent(f: SubjectFinder, number: int, introducer: int) -> int:
    """What a clause hangs on: "said A and that B" has both under "said"."""
    if not number:
        return NONE
    if introducer and f.pos[introducer - 1] is t.COORDINATOR:
        for at in range(number - 1, -1, -1):
            sibling = f.clauses[at]
            if sibling.kind is t.COMPLEMENT and sibling.parent >= 0:
                return sibling.parent
    return number - 1


# ---- a verb that shares a subject, or has it behind


def _after_coordinator(f: SubjectFinder, v: Verb) -> Clause | None:
    """As in "found the gun | and | had thrown it away"."""
    is_led = v.coordinator >= 0 and v.coordinator == v.before and v.number
    return _shared(f, v, v.coordinator) if is_led else None


def _without_subject(f: SubjectFinder, v: Verb) -> Clause | None:
    """As in "ran, | fell and was caught"."""
    return _shared(f, v, NONE) if v.subject < 0 else None


def _shared(f: SubjectFinder, v: Verb, coordinator: int) -> Clause:
    for at in range(v.number - 1, -1, -1):
        clause = f.clauses[at]
        if f.groups[at].is_finite and (coordinator >= 0 or clause.kind is not t.RELATIVE):
            return Clause(
                v.number, t.COORDINATE, v.group.first, clause.subject,
                introducer=coordinator, parent=at,
            )  # fmt: skip
    return Clause(v.number, t.MAIN, v.group.first)


def _inverted(f: SubjectFinder, v: Verb) -> Clause | None:
    """As in "…,” said the mayor": the subject behind a verb of saying."""
    group = v.group
    if v.free >= 0 or group.lemma not in INVERTING or group.end - group.first > 1:
        return None
    at = group.first - 1
    if at >= 0 and f.pos[at] is not t.QUOTATION and f.lows[at] not in _CLOSES_SPEECH:
        return None
    subject = f.row.at(group.end)
    if subject < 0 or f.phrases[subject].is_time:
        return None
    if v.number + 1 < len(f.groups):
        following = f.groups[v.number + 1]
        if following.is_finite and following.first == f.phrases[subject].full_end:
            return None  # "The firm, as alleged, announced | it would"
    return Clause(v.number, t.MAIN, group.first, subject, is_inverted=True)


# ---- a verb with its subject before it


def _behind_subordinator(f: SubjectFinder, v: Verb) -> Clause | None:
    """As in "when | a bus carrying students | struck": the subject is parted from its verb."""
    opens = f.before(v.start, 0)
    if not v.number or opens < 0 or f.pos[opens] is not t.SUBORDINATOR:
        return None
    kind = t.COMPLEMENT if f.lows[opens] in _CONTENT else t.ADVERBIAL
    parent = _governor(f, v.number, opens)
    return Clause(v.number, kind, opens, v.subject, introducer=opens, parent=parent)


def _of_content_noun(f: SubjectFinder, v: Verb) -> Clause | None:
    """As in "the fact | it was sold"."""
    bare = _described(f, v)
    if bare < 0 or f.lows[f.phrases[bare].head] not in closed()["content_nouns"]:
        return None
    return Clause(v.number, t.COMPLEMENT, v.start, v.subject, parent=v.parent)


def _without_pronoun(f: SubjectFinder, v: Verb) -> Clause | None:
    """As in "The program | he created | is": a relative clause without its pronoun."""
    bare = _described(f, v)
    if bare < 0:
        return None
    return Clause(v.number, t.RELATIVE, v.start, v.subject, bare, parent=v.parent)


def _described(f: SubjectFinder, v: Verb) -> int:
    """The phrase right before the subject, if the clause may describe it."""
    bare = f.row.before(v.start)
    return bare if bare >= 0 and _may_be_antecedent(f, bare, v.number) else NONE


def _may_be_antecedent(f: SubjectFinder, phrase: int, number: int) -> bool:
    one = f.phrases[phrase]
    if one.is_time or one.in_brackets:
        return False
    if not number:
        return one.is_free
    group = f.groups[number - 1]
    told = f.row.at(group.end)
    is_told = group.lemma in _TELLING and told in (phrase, one.joined_to) and told >= 0
    return not is_told and group.end <= one.first


def _joined(f: SubjectFinder, v: Verb) -> Clause | None:
    """As in "The storm closed the port, | and the ferry was delayed".

    Only a coordinator between two clauses joins them, not one within a list of nouns.
    """
    coordinator = v.coordinator
    if not 0 <= coordinator < v.start or _is_in_list(f, coordinator, v.start):
        return None
    parent = _level(f, v.number)
    kind = t.COORDINATE if parent >= 0 else t.MAIN
    return Clause(v.number, kind, v.start, v.subject, introducer=coordinator, parent=parent)


def _is_in_list(f: SubjectFinder, coordinator: int, start: int) -> bool:
    """Whether a coordinator joins what stands before a subject: "told A and B | it was"."""
    number = f.row.before(start)
    while number >= 0 and f.phrases[number].first > coordinator:
        if f.phrases[number].joined_to >= 0:
            return True
        number -= 1
    return False


def _level(f: SubjectFinder, number: int) -> int:
    """The clause that a coordinated one goes on from: the last finite one, not a relative."""
    for at in range(number - 1, -1, -1):
        clause = f.clauses[at]
        is_late = clause.kind is t.ADVERBIAL and clause.parent >= 0
        is_late = is_late or clause.kind is t.RELATIVE
        if clause.kind is t.COMPLEMENT and clause.introducer >= 0:
            is_late = is_late or f.lows[clause.introducer] != "that"
        if f.groups[at].is_finite and not is_late:
            return at
    return NONE


def _without_that(f: SubjectFinder, v: Verb) -> Clause | None:
    """As in "said | it was safe", "It is clear | we need to act"."""
    governor = _governor(f, v.number, v.start)
    if governor < 0 or not _reports(f, governor, v.start):
        return None
    return Clause(v.number, t.COMPLEMENT, v.start, v.subject, parent=governor)


def _governor(f: SubjectFinder, number: int, start: int) -> int:
    """The verb group that stands last before the subject at `start`."""
    while number > 0 and f.groups[number - 1].end > start:
        number -= 1
    return number - 1


def _reports(f: SubjectFinder, governor: int, start: int) -> bool:
    """Whether what begins at `start` is what the verb before it reports."""
    group = f.groups[governor]
    if group.is_passive and group.lemma not in _TELLING:
        return False
    between = range(group.end, start)
    if any(f.lows[i] == "," or f.lows[i] in EDGES for i in between):
        return False
    if is_reporting(group):
        return True
    return group.lemma == "be" and len(between) == 1 and f.pos[group.end] is t.ADJECTIVE


def _main(f: SubjectFinder, v: Verb) -> Clause:
    """As in "Officers found the gun": nothing opens it, and it hangs on nothing."""
    return Clause(v.number, t.MAIN, v.start, v.subject)


# In the order in which they are asked. Those behind "verb-without-subject" have a subject before
# the verb.
FINITE_RULES = (
    ClauseRule("relative-clause", _relative),
    ClauseRule("content-clause", _content),
    ClauseRule("circumstance", _circumstance),
    ClauseRule("verb-after-coordinator", _after_coordinator),
    ClauseRule("subject-behind-speech", _inverted),
    ClauseRule("verb-without-subject", _without_subject),
    ClauseRule("subject-behind-subordinator", _behind_subordinator),
    ClauseRule("content-of-noun", _of_content_noun),
    ClauseRule("relative-without-pronoun", _without_pronoun),
    ClauseRule("clause-after-coordinator", _joined),
    ClauseRule("content-without-that", _without_that),
    ClauseRule("main-clause", _main),
)
