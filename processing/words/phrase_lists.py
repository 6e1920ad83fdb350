"""Noun phrases in a row: lists ("A, B and C") and appositions ("Ada Lund, the mayor,")."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from processing.words import tags as t
from processing.words.dictionary import closed
from processing.words.inflection import verb_lemma
from processing.words.noun_phrase import NounPhrase
from processing.words.tags import FINITE_FORMS, VERBAL, PartOfSpeech, VerbForm


def join_phrases(
    lows: Sequence[str],
    pos: Sequence[PartOfSpeech],
    forms: Sequence[VerbForm | None],
    found: list[NounPhrase],
) -> None:
    """Write into phrases in a row which of them are lists and which appositions."""
    number, last = 0, len(found) - 1
    while number < last:
        after, following = found[number].full_end, found[number + 1]
        if following.possessor != number and (
            after == following.first or (after < following.first and lows[after] not in _PARTING)
        ):
            number += 1  # a run of one, as most are
            continue
        run = _run(lows, found, number)
        begins = _begins_clause(lows, pos, forms, found, run)
        if begins:
            run = run[:begins]
        if len(run) > 1:
            _settle(lows, pos, found, run)
        number = run[-1][0] + 1


def _begins_clause(
    lows: Sequence[str],
    pos: Sequence[PartOfSpeech],
    forms: Sequence[VerbForm | None],
    found: list[NounPhrase],
    run: list[tuple[int, str]],
) -> int:
    """The place in a run of a phrase that opens a clause of its own, 0 for none.

    "With murder, and officials plan", "After the raid, officers said": what a finite verb follows
    without a comma between, where the first of the run is no subject that it could belong to.
    """
    if len(run) == 1:
        return 0
    first = found[run[0][0]]
    before = first.first - 1
    is_acted_on = before >= 0 and pos[before] in VERBAL
    has_verb = any(form in FINITE_FORMS for form in forms[: first.first])
    if is_acted_on and verb_lemma(lows[before]) in closed()["reporting"]:
        is_acted_on = False
    if run[1][1] == "," and _is_fronted(pos, forms, found, run[0][0]):
        return 1
    for place, (_, parted) in enumerate(run):
        if place == 0 or (parted == "and" and first.adposition < 0 and not is_acted_on):
            continue
        if parted == "and" and lows[found[run[place][0]].first - 2] != "," and not has_verb:
            continue  # "leaders in A and B may"
        is_list = parted == "," and run[-1][1] == "and" and first.is_free and not first.is_time
        if is_list and not is_acted_on and not _has_verb_before(pos, first.first):
            continue  # "Lund, Ortiz and Roe were"
        last = place
        while last + 1 < len(run) and run[last + 1][1] == "and" and parted == ",":
            last += 1
        number = run[last][0]
        if parted == "," and pos[found[number].head] is t.NUMERAL:
            continue
        if _finite_after(pos, forms, found, number):
            return place
    return 0


def _has_verb_before(pos: Sequence[PartOfSpeech], place: int) -> bool:
    return any(pos[k] in VERBAL for k in range(place))


def _is_fronted(
    pos: Sequence[PartOfSpeech],
    forms: Sequence[VerbForm | None],
    found: list[NounPhrase],
    number: int,
) -> bool:
    """Whether a phrase stands under a preposition before all subjects: "In May, officers"."""
    under = found[number].adposition
    if under < 0:
        return False
    for at in range(under):
        if pos[at] in VERBAL and forms[at] in FINITE_FORMS:
            return False
    return not any(phrase.is_free and not phrase.is_time for phrase in found[:number])


def _finite_after(
    pos: Sequence[PartOfSpeech],
    forms: Sequence[VerbForm | None],
    found: list[NounPhrase],
    number: int,
) -> bool:
    """Whether a finite verb follows a phrase and the prepositional phrases behind it."""
    after = found[number].full_end
    while after < len(pos):
        if pos[after] is t.ADPOSITION and number + 1 < len(found):
            while number + 1 < len(found) and found[number + 1].first <= after:
                number += 1
            if number + 1 >= len(found) or found[number + 1].first != after + 1:
                return False
            number += 1
            after = found[number].full_end
        elif pos[after] is t.ADVERB:
            after += 1
        else:
            return pos[after] in VERBAL and forms[after] in FINITE_FORMS
    return False


def _run(lows: Sequence[str], found: list[NounPhrase], number: int) -> list[tuple[int, str]]:
    """Phrases parted by nothing but commas and coordinators, each with what stands before it."""
    run = [(number, "")]
    at = 0
    while number + 1 < len(found):
        following = found[number + 1]
        at = max(at, found[number].full_end)
        if following.possessor == number:
            # "Lund's": the owner is left for the phrase that it owns.
            run[-1] = (number + 1, run[-1][1])
            number += 1
            continue
        if at > following.first:
            number += 1
            continue
        between = tuple(lows[at : following.first])
        parted = _PARTS.get(between)
        if parted is None or following.is_time is not found[run[-1][0]].is_time:
            break
        run.append((number + 1, parted))
        number += 1
    return run


_PARTS = {
    (",",): ",",
    ("and",): "and",
    ("or",): "and",
    ("&",): "and",
    ("nor",): "and",
    (",", "and"): "and",
    (",", "or"): "and",
    ("as", "well", "as"): "and",
    (",", "as", "well", "as"): "and",
}
_PARTING = frozenset(between[0] for between in _PARTS)


def _settle(
    lows: Sequence[str],
    pos: Sequence[PartOfSpeech],
    found: list[NounPhrase],
    run: list[tuple[int, str]],
) -> None:
    """Write into the phrases of a run what each is to the one before it."""
    first = run[0][0]
    is_list = any(parted == "and" for _, parted in run)
    for place, (number, parted) in enumerate(run):
        if place == 0:
            continue
        phrase, before = found[number], found[run[place - 1][0]]
        if phrase.describes >= 0:
            continue
        rule = ""
        if parted == ",":
            goes_on = run[-1][1] == "and" and place < len(run) - 1
            rule = _rule_of(_Pair(lows, pos, before, phrase, is_list, goes_on))
        if rule:
            owner = run[place - 1][0]
            if before.describes >= 0 and before.describes != number:
                owner = before.describes
            found[number] = phrase._replace(
                describes=owner, adposition=before.adposition, in_brackets=before.in_brackets,
                rule=rule,
            )  # fmt: skip
        elif is_list and not found[first].is_time:
            found[number] = phrase._replace(
                joined_to=first, adposition=found[first].adposition, rule=LIST_RULE
            )


LIST_RULE = "list"


class _Pair(NamedTuple):
    """Two phrases that only a comma parts.

    `is_list` tells that a coordinator stands in their run, `goes_on` that it is yet to come.
    """

    lows: Sequence[str]
    pos: Sequence[PartOfSpeech]
    before: NounPhrase
    phrase: NounPhrase
    is_list: bool
    goes_on: bool


class AppositionRule(NamedTuple):
    """A rule of appositions: the heads before and behind the comma, and when it holds."""

    name: str
    heads: tuple[frozenset[PartOfSpeech], frozenset[PartOfSpeech]]
    describes: Callable[[_Pair], bool]


def _rule_of(pair: _Pair) -> str:
    """The name of the rule by which the later phrase says who or what the first is, or nothing."""
    heads = pair.pos[pair.before.head], pair.pos[pair.phrase.head]
    for rule in APPOSITION_RULES:
        if heads[0] in rule.heads[0] and heads[1] in rule.heads[1] and rule.describes(pair):
            return rule.name
    return ""


def _is_number(pair: _Pair) -> bool:
    """As in "Ada Lund, | 54, | of Elm City"."""
    return pair.phrase.end - pair.phrase.first == 1


def _is_office(pair: _Pair) -> bool:
    """As in "Ada Lund, | the mayor,"; not "Lund, officers and dogs"."""
    phrase = pair.phrase
    is_bare = phrase.determiner < 0 and phrase.possessor < 0
    return not (is_bare and pair.is_list and phrase.is_plural)


def _is_name_of_office(pair: _Pair) -> bool:
    """As in "the mayor, | Ada Lund,"; not "the mayors, Lund and Roe"."""
    before = pair.before
    if pair.goes_on and before.determiner < 0:
        return False
    return not before.is_plural and (before.determiner >= 0 or before.possessor >= 0)


def _is_place_of_name(pair: _Pair) -> bool:
    """As in "Elm City, | Kansas, |": the comma closes behind it."""
    end = pair.phrase.full_end
    closes = end < len(pair.lows) and pair.lows[end] == ","
    return not pair.is_list and (closes or pair.before.adposition >= 0)


def _is_said_again(pair: _Pair) -> bool:
    """As in "the port, | the largest of the coast,"."""
    at = pair.phrase.determiner
    return not pair.is_list and at >= 0 and pair.lows[at] in ("a", "an", "the", "its")


_NAME = frozenset({t.PROPER_NOUN})
_NUMBER = frozenset({t.NUMERAL})
_COMMON = frozenset(PartOfSpeech) - _NAME - {t.PRONOUN}
# In the order in which they are asked; a test walks them. A pronoun neither describes nor is said
# again.
APPOSITION_RULES = (
    AppositionRule("number-of-name", (_NAME | _COMMON, _NUMBER), _is_number),
    AppositionRule("office-of-name", (_NAME, frozenset({t.NOUN, t.NUMERAL})), _is_office),
    AppositionRule("name-of-office", (_COMMON, _NAME), _is_name_of_office),
    AppositionRule("place-of-name", (_NAME, _NAME), _is_place_of_name),
    AppositionRule("said-again", (_COMMON, _COMMON), _is_said_again),
)
