"""What the clause of a number says it measures: what is raised, cut or kept, else who or what rose.

"The Committee kept the target at 2 percent" is of the target, "revenue rose to 7 million" of the
revenue, and "the Minister announced 40 jobs" of nobody: an announcer is not what is counted.
"""

from typing import NamedTuple

from processing.figures.patterns import listed
from processing.figures.quantities import Quantity
from processing.figures.subject_phrases import Subject
from processing.words.clauses import Clause
from processing.words.sentences import ParsedSentence
from processing.words.tags import (
    FINITE_FORMS,
    NOUNS,
    VERBAL,
    ClauseKind,
    PartOfSpeech,
    VerbForm,
)
from processing.words.verb_groups import VerbGroup


class Told(NamedTuple):
    """The subject that a clause gives a number; `is_final` where no other rule should look on."""

    subject: Subject | None = None
    is_final: bool = False


_NOTHING = Told()
_NOBODY_MEANT = Told(is_final=True)

# Under these stands what something is changed to or by, and what it is held at.
_OF_CHANGE = frozenset({"to", "by", "at", "from", "between", "above", "below", "near", "around"})
# These stand for nothing the text names; "it" and "they" mostly for the subject before.
NOBODY = frozenset({"i", "we", "you", "there", "what"})
_MOST_CLAUSES = 4
_WITHOUT_SUBJECT = frozenset(
    {ClauseKind.INFINITIVAL, ClauseKind.PARTICIPIAL, ClauseKind.COORDINATE, ClauseKind.RELATIVE}
)


def told_by_clause(
    quantity: Quantity, parsed: ParsedSentence, numbers: list[tuple[int, int]]
) -> Told:
    """What the clause that a number stands in says it is of; `numbers` are all of the sentence."""
    token = parsed.token_at(quantity.start)
    number = parsed.clause_of(token) if token >= 0 else -1
    own = parsed.phrase_of(parsed.token_at(quantity.number_start))
    under = _adposition(parsed, own)
    if under == "with":
        held = _held_with(parsed, own, numbers)
        if held is not None:
            return Told(held, is_final=True)
    if number >= 0 and _is_decided(parsed, number, own):
        return _NOBODY_MEANT
    is_moment = under == "from" and quantity.kind == "duration"
    if number >= 0 and under in _OF_CHANGE and quantity.counted is None and not is_moment:
        changed = _changed(parsed, parsed.clauses[number], quantity, numbers)
        if changed is not None:
            return Told(changed, is_final=True)
        if under == "by" and _is_of_another(parsed, parsed.clauses[number], own, numbers):
            return _NOBODY_MEANT
    if quantity.counted is not None and number >= 0:
        if quantity.rule != "times" and _opens_clause(parsed, own):
            return _NOBODY_MEANT
        verb = parsed.verb_groups[parsed.clauses[number].verb]
        is_measured = under in _OF_CHANGE and verb.lemma in listed("verbs_of_measure")
        if under and not is_measured and not _is_governed(parsed, own, verb):
            # "In a raid at 40 homes", "gave it to 22 artists": nobody else is counted there.
            return _NOBODY_MEANT
        if verb.lemma in listed("verbs_of_saying") and not verb.is_passive:
            return _NOBODY_MEANT
    return _subject_of(quantity, parsed, numbers, number)


def _is_decided(parsed: ParsedSentence, number: int, own: int) -> bool:
    """As in "The board awarded 40 grants", "police removed 26 men": who does it is not counted."""
    verb = parsed.verb_groups[parsed.clauses[number].verb]
    return verb.lemma in listed("verbs_of_deciding") and not verb.is_passive


def _held_with(parsed: ParsedSentence, own: int, numbers: list[tuple[int, int]]) -> Subject | None:
    """As in "A club with 40 members", "followed by Elm City with 30": what has them."""
    at, end = parsed.noun_phrases[own].adposition, parsed.noun_phrases[own].end
    if end < len(parsed.tokens) and parsed.tokens[end].part_of_speech in VERBAL:
        return None  # "with 40 boats arriving"
    holder = parsed.phrase_of(at - 1) if at > 0 else -1
    if holder < 0 or parsed.noun_phrases[holder].end != at:
        return None
    phrase = parsed.noun_phrases[holder]
    over = parsed.tokens[phrase.adposition].lower if phrase.adposition >= 0 else ""
    if over in _OF_PLACE and parsed.tokens[phrase.head].part_of_speech is PartOfSpeech.PROPER_NOUN:
        return None  # "shops in Elm City with 40 seats"
    is_bare = phrase.end - phrase.first == 1 and phrase.adposition >= 0
    if is_bare and parsed.tokens[phrase.head].part_of_speech is PartOfSpeech.NOUN:
        return None  # "in partnership with 40 firms"
    found = as_subject(parsed, holder, at, "held-with")
    return None if found is None or holds_number(found, numbers) else found


_OF_PLACE = frozenset({"in", "at", "across", "on", "around", "near", "throughout", "within"})


def _adposition(parsed: ParsedSentence, phrase: int) -> str:
    """The preposition that a number stands under; "over 40", "up to 40", "at least 40" are none."""
    at = parsed.noun_phrases[phrase].adposition if phrase >= 0 else -1
    if at < 0:
        return ""
    low, before = parsed.tokens[at].lower, parsed.tokens[at - 1].lower if at else ""
    is_bound = low in _BOUNDS or (low == "to" and before in ("up", "close", "equivalent"))
    is_bound = is_bound or parsed.tokens[at + 1].lower in ("least", "most")
    if not is_bound:
        return low
    at -= 1 if low != "to" else 2
    is_under = at >= 0 and parsed.tokens[at].part_of_speech is PartOfSpeech.ADPOSITION
    return parsed.tokens[at].lower if is_under else ""


def _opens_clause(parsed: ParsedSentence, phrase: int) -> bool:
    """Whether a verb follows what is counted at once: it is the subject itself."""
    end = parsed.noun_phrases[phrase].end if phrase >= 0 else len(parsed.tokens)
    return end < len(parsed.tokens) and parsed.tokens[end].form in FINITE_FORMS


def _is_governed(parsed: ParsedSentence, phrase: int, verb: VerbGroup) -> bool:
    """As in "Led to 61 arrests", "looked at two wells": the verb's own preposition."""
    return not verb.is_passive and parsed.noun_phrases[phrase].adposition == verb.end


_BOUNDS = frozenset({"over", "above", "below", "under", "about", "around", "near", "like"})


def _changed(
    parsed: ParsedSentence, clause: Clause, quantity: Quantity, numbers: list[tuple[int, int]]
) -> Subject | None:
    """As in "Cut the rate to 4 percent", "raised fees by $20": the object before the number."""
    verb = parsed.verb_groups[clause.verb]
    if clause.object_ < 0 or verb.is_passive or verb.lemma in listed("verbs_of_comparing"):
        return None
    phrase = parsed.noun_phrases[clause.object_]
    begins, number = parsed.tokens[phrase.first].start, quantity.start
    if not verb.end <= phrase.first or begins >= number:
        return None
    # "Raised the rate by 25 points to 3 percent": the step stands before the level.
    steps = [start for start, _ in numbers if begins <= start < number]
    is_step = len(steps) == 1 and _is_step(parsed, steps[0], number)
    if steps and not (is_step and parsed.tokens[phrase.full_end - 1].start < steps[0]):
        return None
    if is_step:
        number = steps[0]
    found = as_subject(parsed, clause.object_, parsed.token_at(number) - 1, "changed")
    return found and found._replace(clause=clause.rule, verb="+".join(verb.rules))


def _is_of_another(
    parsed: ParsedSentence, clause: Clause, own: int, numbers: list[tuple[int, int]]
) -> bool:
    """As in "raised tolls by 3 percent and fares | by 4": the second has no verb of its own."""
    at = parsed.noun_phrases[own].adposition
    verb, before = parsed.verb_groups[clause.verb], parsed.phrase_of(at - 1)
    if clause.object_ < 0 or before in (-1, clause.object_) or verb.is_passive:
        return False
    floor, place = parsed.tokens[verb.first].start, parsed.tokens[at].start
    return any(floor < start < place for start, _ in numbers)


def _is_step(parsed: ParsedSentence, step: int, level: int) -> bool:
    """Whether a change "by" a number at `step` leads "to" the one at `level`."""
    first, last = parsed.token_at(step), parsed.token_at(level)
    between = [token.lower for token in parsed.tokens[first:last]]
    return (
        parsed.tokens[first - 1].lower == "by" and "to" in between and not {",", "and"} & {*between}
    )


def _is_said_before(parsed: ParsedSentence, number: int, quantity: Quantity) -> bool:
    """Whether a clause that a number hangs on stands before it; a label's stands behind."""
    verb = parsed.verb_groups[parsed.clauses[number].verb]
    return parsed.tokens[verb.first].start < quantity.start


def _subject_of(
    quantity: Quantity, parsed: ParsedSentence, numbers: list[tuple[int, int]], number: int
) -> Told:
    """The subject of the clause that a number stands in, or of the one that clause hangs on.

    "Revenue in the quarter rose to $7 million" is of revenue. What is said or ordered by somebody
    is not of whoever says so.
    """
    own = parsed.phrase_of(parsed.token_at(quantity.start))
    rule = _rule_of(parsed, number)
    steps = 0
    first = parsed.verb_groups[parsed.clauses[number].verb] if number >= 0 else None
    is_measured = first is not None and first.lemma in listed("verbs_of_measure")
    while number >= 0 and steps < _MOST_CLAUSES:
        clause = parsed.clauses[number]
        verb = parsed.verb_groups[clause.verb]
        if steps and verb.lemma in listed("verbs_of_saying") and not verb.is_passive:
            return _NOBODY_MEANT
        if quantity.counted is not None and _hangs_on_passive(parsed, clause):
            return _NOBODY_MEANT
        if clause.subject == own and (quantity.counted or _is_followed(parsed, quantity)):
            return _NOBODY_MEANT  # "13 cases were mild, and 40 people were tested"
        if _is_unclear(parsed, clause, quantity):
            return _NOBODY_MEANT
        if steps and not is_measured and _is_said_before(parsed, number, quantity):
            return _NOBODY_MEANT  # "the plan will help to make 40 clerks owners" counts no plan
        if clause.subject >= 0 and clause.subject != own:
            told = _led_by_with(parsed, clause)
            subject = parsed.noun_phrases[told]
            if parsed.tokens[subject.first].start < quantity.start:
                if _is_within_phrase(parsed, told):
                    return _NOBODY_MEANT
                found = as_subject(parsed, told, verb.first, rule)
                place = parsed.token_at(quantity.number_start)
                if found is None and subject.first <= place < subject.full_end:
                    return _NOBODY_MEANT  # "an amount of $3 was released"
                if found is not None and holds_number(found, numbers):
                    return _NOTHING if quantity.counted is None else _NOBODY_MEANT
                if found is not None:
                    found = found._replace(clause=clause.rule, verb="+".join(verb.rules))
                    return Told(found, is_final=True)
                return Told(is_final=parsed.tokens[subject.head].lower in NOBODY)
        if clause.kind not in _WITHOUT_SUBJECT:
            break
        number, steps = clause.parent, steps + 1
    return _NOTHING


def _led_by_with(parsed: ParsedSentence, clause: Clause) -> int:
    """The subject of a clause; "with revenue from firms in the east reaching $3" is of revenue."""
    number = clause.subject
    if clause.kind is not ClauseKind.PARTICIPIAL:
        return number
    while number >= 0 and (at := parsed.noun_phrases[number].adposition) > 0:
        if parsed.tokens[at].lower == "with":
            return number
        before = parsed.phrase_of(at - 1)
        if before < 0 or parsed.noun_phrases[before].end != at:
            break
        number = before
    return clause.subject


def _is_followed(parsed: ParsedSentence, quantity: Quantity) -> bool:
    """As in "and 65 percent have gone": the share is the subject itself."""
    behind = parsed.token_at(quantity.end - 1) + 1
    is_verb = behind < len(parsed.tokens) and parsed.tokens[behind].lower in ("have", "has", "had")
    return is_verb and quantity.kind == "share"


def _is_unclear(parsed: ParsedSentence, clause: Clause, quantity: Quantity) -> bool:
    """Whether the clause has a subject that says nothing of the number, or may have another."""
    if clause.subject < 0:
        return False
    subject, verb = parsed.noun_phrases[clause.subject], parsed.verb_groups[clause.verb]
    if clause.kind is ClauseKind.PARTICIPIAL:
        # "Workshops were held in the city reaching 40 towns": which reached them?
        is_placed = subject.adposition >= 0 and parsed.tokens[subject.adposition].lower != "with"
        # "With bill discounting rising to $7 million": the first is a noun.
        is_second = (
            verb.first > 0 and parsed.tokens[verb.first - 1].form is VerbForm.PRESENT_PARTICIPLE
        )
        # "Projects costing $3 million" are what is measured, wherever they stand.
        is_measured = quantity.unit is not None and verb.lemma in listed("verbs_of_measure")
        return (is_placed and not is_measured) or is_second
    if clause.kind is ClauseKind.RELATIVE and quantity.counted is not None:
        # "Clubs in the state of Elm, which have 40 rowers": a place is where they are.
        head = parsed.tokens[subject.head]
        if subject.adposition >= 0 and head.part_of_speech is PartOfSpeech.PROPER_NOUN:
            return True
    is_it = parsed.tokens[subject.head].lower == "it" and quantity.kind == "duration"
    return is_it or _is_in_list(parsed, clause.subject)  # "it has been 100 days"


def _is_in_list(parsed: ParsedSentence, number: int) -> bool:
    """As in "Grants for towns, firms and clubs | exceed $3": a free phrase stands before it all."""
    first = parsed.noun_phrases[number].first
    for at in range(number - 1, -1, -1):
        phrase = parsed.noun_phrases[at]
        between = parsed.tokens[phrase.end : first]
        if any(t.part_of_speech in _ENDING for t in between):
            return False
        if phrase.is_free and phrase.adposition < 0 and not phrase.is_time:
            low = [t.lower for t in between]
            return "," in low and any(
                parsed.tokens[p.adposition].lower in ("for", "of")
                for p in parsed.noun_phrases[at + 1 : number]
                if p.adposition >= 0
            )
    return False


_ENDING = VERBAL | {PartOfSpeech.SUBORDINATOR}


def _hangs_on_passive(parsed: ParsedSentence, clause: Clause) -> bool:
    """As in "Efforts were made, reaching 40 farmers": who reached them is not told."""
    if clause.kind is not ClauseKind.PARTICIPIAL or clause.parent < 0:
        return False
    if parsed.tokens[parsed.verb_groups[clause.verb].first - 1].lower != ",":
        return False  # "He is accused of hurting two men."
    parent = parsed.clauses[clause.parent]
    return parsed.verb_groups[parent.verb].is_passive and clause.subject in (-1, parent.subject)


def _is_within_phrase(parsed: ParsedSentence, number: int) -> bool:
    """As in "prices other than food | rose", "a measure excluding food | fell".

    What a phrase ends in is not what the verb behind it is said of.
    """
    first = parsed.noun_phrases[number].first
    if first > 1 and parsed.tokens[first - 1].lower == "than":
        return parsed.tokens[first - 2].lower in ("other", "rather", "more", "less")
    return any(
        clause.object_ == number
        and parsed.verb_groups[clause.verb].end <= first
        and parsed.verb_groups[clause.verb].lemma in ("exclude", "include")
        and clause.kind is ClauseKind.PARTICIPIAL
        for clause in parsed.clauses
    )


def _rule_of(parsed: ParsedSentence, number: int) -> str:
    """Whether the subject of a clause is measured in it, or does something to what is counted.

    Revenue that rose to a sum is measured; whoever paid it is not.
    """
    if number < 0:
        return "clause-agent"
    clause = parsed.clauses[number]
    verb = parsed.verb_groups[clause.verb]
    is_measured = verb.lemma in listed("verbs_of_measure") or (
        verb.is_passive and verb.lemma not in listed("verbs_of_giving")
    )
    # "The firm grew, reaching $3 million": what reached it may be anything said before.
    is_loose = clause.kind is ClauseKind.PARTICIPIAL and parsed.tokens[verb.first - 1].lower == ","
    return "clause-subject" if is_measured and not is_loose else "clause-agent"


def holds_number(subject: Subject, numbers: list[tuple[int, int]]) -> bool:
    """Whether the words hold a number themselves: then they speak of another figure."""
    return any(start < subject.end and end > subject.start for start, end in numbers)


def as_subject(parsed: ParsedSentence, number: int, limit: int, rule: str) -> Subject | None:
    """A noun phrase with its possessor and what hangs on it up to a token, without its article."""
    phrase = parsed.noun_phrases[number]
    head = parsed.tokens[phrase.head]
    is_empty = head.lower in listed("empty_heads")
    if is_empty and head.lower == "total" and phrase.full_end > phrase.end:
        is_empty = False  # "its total of aid"
    if head.part_of_speech not in NOUNS or phrase.is_time or is_empty:
        return None
    start, end = parsed.span_of(number)
    first = parsed.tokens[phrase.first]
    if first.start == start and first.part_of_speech is PartOfSpeech.DETERMINER:
        start = parsed.tokens[min(phrase.first + 1, phrase.head)].start
    end = _reach(parsed, phrase.full_end, limit) or end
    return Subject(start, end, head.start, rule)


def _reach(parsed: ParsedSentence, end: int, limit: int) -> int | None:
    """Where "in work" of "the people in work rose" ends; None where nothing hangs there."""
    if not 0 < limit - end <= _LONGEST_TAIL:
        return None
    tail = parsed.tokens[end:limit]
    is_tied = tail[0].part_of_speech is PartOfSpeech.ADPOSITION
    if not is_tied or any(t.part_of_speech in _NOT_IN_TAIL for t in tail):
        return None
    number = parsed.phrase_of(limit - 1)
    if number < 0 or parsed.noun_phrases[number].is_time:
        return None
    return tail[-1].end


_LONGEST_TAIL = 6
_NOT_IN_TAIL = frozenset(
    {PartOfSpeech.PUNCTUATION, PartOfSpeech.VERB, PartOfSpeech.AUXILIARY, PartOfSpeech.NUMERAL}
)
