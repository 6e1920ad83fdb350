"""Clauses: each verb group with its subject and object, and how the clauses are embedded.

A shallow parser in one pass from left to right: of each verb group the rules of its form are asked
in their order, and the first that fits reads the clause. The subject of a finite verb is the last
phrase before it that is free (under no preposition, not taken already) and no time; a clause that
was opened by a relative pronoun, a subordinator or a coordinator looks no further back than that.
"""

from collections.abc import Sequence

from processing.words import tags as t
from processing.words.clause_subjects import ClauseRule, SubjectFinder, Verb
from processing.words.completion import Clause, complete
from processing.words.finite_clauses import FINITE_RULES
from processing.words.nonfinite_clauses import BARE_RULES, INFINITIVE_RULES, PARTICIPLE_RULES
from processing.words.noun_phrase import NounPhrase
from processing.words.tags import PartOfSpeech
from processing.words.verb_groups import VerbGroup

__all__ = ["RULES", "Clause", "read_clauses"]

# All rules, those of one form of verb in the order in which they are asked; a test walks them.
RULES: tuple[ClauseRule, ...] = (
    *FINITE_RULES,
    *INFINITIVE_RULES,
    *BARE_RULES,
    *PARTICIPLE_RULES,
)


def read_clauses(
    lows: Sequence[str],
    pos: Sequence[PartOfSpeech],
    phrases: Sequence[NounPhrase],
    groups: Sequence[VerbGroup],
) -> list[Clause]:
    """The clauses of a tagged sentence, one for each of its verb groups, in their order."""
    finder = SubjectFinder(lows, pos, phrases, groups)
    for number, group in enumerate(groups):
        clause = _read(finder, Verb(finder, number))
        finder.clauses.append(clause)
        if clause.subject >= 0:
            finder.take(clause.subject)
        finder.take_object(group)
    return complete(finder.clauses, groups, finder.row)


def _read(finder: SubjectFinder, verb: Verb) -> Clause:
    for rule in _rules_of(verb.group):
        clause = rule.read(finder, verb)
        if clause is not None:
            return clause._replace(rule=rule.name)
    raise AssertionError("the last rule of each list reads every clause")


def _rules_of(group: VerbGroup) -> tuple[ClauseRule, ...]:
    if group.is_finite:
        return FINITE_RULES
    if group.is_infinitive:
        return INFINITIVE_RULES
    return BARE_RULES if group.form is t.BASE else PARTICIPLE_RULES
