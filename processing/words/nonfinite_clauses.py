"""The rules of clauses without a finite verb: infinitives, bare forms and participles.

Each reads the clause of one verb, or leaves it to the next rule of its list.
"""

from processing.words import tags as t
from processing.words.clause_subjects import ClauseRule, SubjectFinder, Verb
from processing.words.completion import Clause
from processing.words.dictionary import closed
from processing.words.noun_phrase import NONE

# ---- "to" and a verb


def _for_somebody(f: SubjectFinder, v: Verb) -> Clause | None:
    """As in "a plan | for the city to act"."""
    subject = f.row.before(v.group.first)
    adposition = f.phrases[subject].adposition if subject >= 0 else NONE
    if adposition < 0 or f.lows[adposition] != "for":
        return None
    return Clause(v.number, t.INFINITIVAL, v.group.first, subject, parent=v.parent)


def _of_object(f: SubjectFinder, v: Verb) -> Clause | None:
    """As in "ordered the firm | to pay": who is told to is who shall."""
    if v.parent < 0:
        return None
    governing, subject = f.groups[v.parent], f.row.before(v.group.first)
    between = f.row.at(governing.end)
    is_object = between >= 0 and (
        between == subject or (subject >= 0 and f.phrases[subject].joined_to == between)
    )
    if not is_object or governing.is_passive or governing.lemma not in closed()["object_control"]:
        return None
    return Clause(v.number, t.INFINITIVAL, v.group.first, between, parent=v.parent)


def _of_subject(f: SubjectFinder, v: Verb) -> Clause:
    """As in "The board voted | to close the road"; of "it is illegal | to sell" nobody."""
    if v.parent < 0:
        subject = f.row.before(v.group.first)
    else:
        subject = f.clauses[v.parent].subject
        subject = NONE if _is_expletive(f, v, subject) else subject
    return Clause(v.number, t.INFINITIVAL, v.group.first, subject, parent=v.parent)


def _is_expletive(f: SubjectFinder, v: Verb, subject: int) -> bool:
    """As in "it is illegal | to sell": "it" stands for what follows."""
    if subject < 0 or f.lows[f.phrases[subject].head] not in ("it", "there"):
        return False
    group = f.groups[v.parent]
    follows = f.pos[group.end] if group.end < len(f.pos) else None
    return group.lemma == "be" and follows is t.ADJECTIVE


INFINITIVE_RULES = (
    ClauseRule("infinitive-for-somebody", _for_somebody),
    ClauseRule("infinitive-of-object", _of_object),
    ClauseRule("infinitive-of-subject", _of_subject),
)

# ---- a base form alone


def _made_to_happen(f: SubjectFinder, v: Verb) -> Clause | None:
    """As in "helped | the town grow"."""
    if not v.number:
        return None
    subject = f.last_free(v.floor, v.group.first, v.number)
    if subject < 0 and (made := f.row.at(v.floor)) >= 0:
        subject = made if f.phrases[made].full_end == v.group.first else NONE
    if subject < 0:
        return None
    return Clause(v.number, t.COMPLEMENT, v.group.first, subject, parent=v.parent)


def _base_after_coordinator(f: SubjectFinder, v: Verb) -> Clause | None:
    """As in "will serve two years | and pay a fine"."""
    if v.parent < 0 or v.coordinator < 0:
        return None
    other = f.clauses[v.parent]
    kind = t.COORDINATE if f.groups[v.parent].is_finite else other.kind
    return Clause(v.number, kind, v.group.first, other.subject, parent=v.parent)


def _asked_for(f: SubjectFinder, v: Verb) -> Clause:
    """As in "Call us": nobody is named who shall."""
    return Clause(v.number, t.MAIN, v.group.first, parent=v.parent)


BARE_RULES = (
    ClauseRule("base-form-made-to-happen", _made_to_happen),
    ClauseRule("base-form-after-coordinator", _base_after_coordinator),
    ClauseRule("base-form-asked-for", _asked_for),
)

# ---- participles


def _sharing_auxiliary(f: SubjectFinder, v: Verb) -> Clause | None:
    """As in "was arrested, | charged | and released": the auxiliary counts for all."""
    if v.group.form is not t.PAST_PARTICIPLE or v.parent < 0:
        return None
    is_listed = v.before >= 0 and f.lows[v.before] == ","
    if not is_listed and f.pos[v.before] is not t.COORDINATOR:
        return None
    before = f.groups[v.parent]
    is_led = before.head > before.first
    may_share = (before.is_finite and is_led) or (
        (before.is_passive or is_led) and f.clauses[v.parent].kind is t.COORDINATE
    )
    if not may_share or (is_listed and not _goes_on_in_list(f, v.number)):
        return None
    subject = f.clauses[v.parent].subject
    return Clause(v.number, t.COORDINATE, v.group.first, subject, parent=v.parent)


def _goes_on_in_list(f: SubjectFinder, number: int) -> bool:
    """Whether another verb of a list follows with its coordinator."""
    if number + 1 >= len(f.groups):
        return False
    return f.pos[f.before(f.groups[number + 1].first, 0)] is t.COORDINATOR


def _in_aside(f: SubjectFinder, v: Verb) -> Clause | None:
    """As in "The agency, | citing privacy, | declined"."""
    if v.parent >= 0 or v.before < 0 or f.lows[v.before] != ",":
        return None
    return _participle(v, f.row.before(v.before))


def _behind_noun(f: SubjectFinder, v: Verb) -> Clause | None:
    """As in "the car | parked outside", "kilograms of cocaine | seized": of the whole."""
    at = v.before
    is_apart = at < 0 or f.lows[at] == "," or f.pos[at] is t.COORDINATOR
    if is_apart or f.pos[at] is t.ADPOSITION:
        return None
    for candidate in range(len(f.phrases) - 1, -1, -1):
        if f.phrases[candidate].end == at + 1:
            owner = f.row.whole_of(candidate)
            return _participle(v, owner if owner >= 0 else candidate)
    return None


def _kept_from(f: SubjectFinder, v: Verb) -> Clause | None:
    """As in "bans owners | from selling": who is acted on is who shall not."""
    if v.parent < 0 or v.before < 0 or f.lows[v.before] != "from":
        return None
    acted_on = f.row.at(f.groups[v.parent].end)
    return _participle(v, acted_on) if acted_on >= 0 else None


def _of_verb_before(f: SubjectFinder, v: Verb) -> Clause:
    """As in "The firm grew, | reaching every town": of the subject of the verb before."""
    return _participle(v, f.clauses[v.parent].subject if v.parent >= 0 else NONE)


def _participle(v: Verb, subject: int) -> Clause:
    return Clause(v.number, t.PARTICIPIAL, v.group.first, subject, parent=v.parent)


PARTICIPLE_RULES = (
    ClauseRule("participle-shares-auxiliary", _sharing_auxiliary),
    ClauseRule("participle-in-aside", _in_aside),
    ClauseRule("participle-behind-noun", _behind_noun),
    ClauseRule("participle-kept-from", _kept_from),
    ClauseRule("participle-of-verb-before", _of_verb_before),
)
