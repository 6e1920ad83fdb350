"""Whether a sentence tells what happened, or what always holds."""

from processing.summary.form import summary_words
from processing.words import tags as t
from processing.words.sentences import ParsedSentence
from processing.words.tags import Tense
from processing.words.verb_groups import VerbGroup


def states_act(parsed: ParsedSentence) -> bool:
    """Say whether a sentence tells what happened, happens now or will: not what always holds."""
    if any(token.lower in summary_words("now") for token in parsed.tokens):
        return True
    is_possible = any(group.modality == "can" for group in parsed.verb_groups)
    for clause in parsed.clauses:
        group = parsed.verb_groups[clause.verb]
        if is_possible and group.form is t.PAST and group.end - group.first == 1:
            continue  # a participle: "limited means can be a burden"
        if clause.kind is t.MAIN and group.is_finite:
            return _is_event(parsed, group) or group.modality not in (None, "can")
    return False


def tells_event(parsed: ParsedSentence) -> bool:
    """Say whether any verb of a sentence tells what happened or goes on, wherever it stands."""
    return any(group.is_finite and _is_event(parsed, group) for group in parsed.verb_groups)


def names_something(parsed: ParsedSentence) -> bool:
    """Say whether a sentence names anybody or anything, or has a number: not only of what is so."""
    return any(
        token.mention >= 0
        or token.part_of_speech is t.NUMERAL
        or (token.part_of_speech is t.PROPER_NOUN and i)
        for i, token in enumerate(parsed.tokens)
    )


def announces(parsed: ParsedSentence) -> bool:
    """Say whether a sentence tells an act of the kind that releases are written for."""
    return any(
        group.is_finite and _is_event(parsed, group) and group.lemma in summary_words("acts")
        for group in parsed.verb_groups
    )


def _is_event(parsed: ParsedSentence, group: VerbGroup) -> bool:
    """Whether a finite verb is in the past or the future, or tells what has happened or goes on."""
    if group.tense is not Tense.PRESENT:
        return True
    form = parsed.tokens[group.head].form
    is_perfect = form is t.PAST_PARTICIPLE and parsed.tokens[group.first].lower in ("has", "have")
    is_under_way = any(one.lower == "being" for one in parsed.tokens[group.first : group.end])
    return is_perfect or is_under_way or form is t.PRESENT_PARTICIPLE
