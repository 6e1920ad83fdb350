"""Noun phrases: which words belong to a noun, and how phrases hang together.

All places are indices of tokens in the sentence; ends are exclusive.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from processing.lexicon import words
from processing.words.dictionary import closed
from processing.words.inflection import is_plural, verb_lemma
from processing.words.tags import FINITE_FORMS, NOMINAL, NOUNS, VERBAL, PartOfSpeech, VerbForm

_P = PartOfSpeech
NONE = -1


class NounPhrase(NamedTuple):
    """A noun phrase: tokens `first` to `end`, of which `head` is the noun.

    `full_end` takes in what "of" ties to it ("the chief of the port"). `determiner` is the place
    of an article or possessive, `possessor` the number of the phrase that owns it ("the port's"),
    `adposition` the place of the preposition it stands under; -1 where there is none. `describes`
    is the number of the phrase that it is an apposition to, `joined_to` that of the first phrase
    of a list ("A, B and C") it belongs to.
    """

    first: int
    end: int
    head: int
    full_end: int
    determiner: int = NONE
    possessor: int = NONE
    adposition: int = NONE
    is_plural: bool = False
    is_time: bool = False
    in_brackets: bool = False
    describes: int = NONE
    joined_to: int = NONE

    @property
    def is_free(self) -> bool:
        """Whether it may be a subject or an object: under no preposition, in no brackets."""
        return self.adposition < 0 and not self.in_brackets


_STARTS = frozenset(
    {_P.DETERMINER, _P.ADJECTIVE, _P.NUMERAL, _P.NOUN, _P.PROPER_NOUN, _P.PRONOUN, _P.SYMBOL}
)
_OWNERS = frozenset({"'s", "’s", "'", "’"})
_RELATIVES = frozenset({"who", "which", "whom", "that"})
_OPENING = frozenset("([")
_CLOSING = frozenset(")]")


def find_noun_phrases(
    lows: Sequence[str], pos: Sequence[PartOfSpeech], forms: Sequence[VerbForm | None]
) -> list[NounPhrase]:
    """The noun phrases of a tagged sentence, in order, none within another.

    A possessor is a phrase of its own that stands right before the one it owns.
    """
    found: list[NounPhrase] = []
    depth = 0
    i, count = 0, len(pos)
    while i < count:
        if pos[i] not in _STARTS or (pos[i] is _P.PRONOUN and _is_relative(lows, pos, i)):
            if lows[i] in _OPENING:
                depth += 1
            elif lows[i] in _CLOSING:
                depth = max(0, depth - 1)
            i += 1
            continue
        end, head = _read(lows, pos, i)
        if head < 0:
            i = max(end, i + 1)
            continue
        owner = NONE
        if found and found[-1].end == i - 1 and _is_owner_mark(lows, pos, i - 1):
            owner = len(found) - 1
        found.append(_phrase(lows, pos, i, end, head, owner, depth))
        i = end
    _tie(lows, pos, found)
    _join(lows, pos, forms, found)
    return found


def _is_relative(lows: Sequence[str], pos: Sequence[PartOfSpeech], i: int) -> bool:
    """Whether a pronoun stands for a noun before it, and is no phrase of its own."""
    if lows[i] not in _RELATIVES:
        return False
    if lows[i] == "that":
        return i > 0 and (pos[i - 1] in NOMINAL or lows[i - 1] == ",")
    if lows[i] in ("who", "which"):
        return i > 0 and pos[i - 1] is not _P.VERB
    return True


def _read(lows: Sequence[str], pos: Sequence[PartOfSpeech], i: int) -> tuple[int, int]:
    """Where the phrase that begins at `i` ends, and its head, -1 where it has no noun."""
    if pos[i] is _P.PRONOUN:
        return i + 1, i
    count = len(pos)
    head = NONE
    j = i
    while j < count:
        kind = pos[j]
        if kind in NOUNS:
            is_apart = head >= 0 and kind is _P.NOUN and pos[head] is _P.NUMERAL and head < j - 1
            if is_apart and lows[j] in closed()["times"]:
                break  # "killed 12 | last week"
            if kind is _P.PROPER_NOUN and head >= 0:
                if lows[head] in closed()["times"] and pos[head] is _P.NOUN:
                    break  # "at the moment | Mr Rudd has"
                if _is_year(lows[head], 1) or _is_parted(lows, pos, head, j):
                    break  # "In 1997 | Ada Lund was"
            head = j
        elif kind is _P.QUOTATION and j > i and head < 0:
            head = j  # "the “disgrace”"
        elif kind is _P.NUMERAL:
            is_apart = head >= 0 and pos[head] is _P.NOUN and pos[j - 1] is _P.NOUN
            if is_apart and not _is_numbered(lows, pos, i, j):
                break
            head = j if head < 0 or pos[head] is _P.NUMERAL else head
        elif kind is _P.SYMBOL:
            if head >= 0 and lows[j] == "%":
                head = j
        elif kind is _P.ADJECTIVE:
            if head >= 0 and pos[j - 1] is _P.NOUN and lows[j] not in ("general", "elect"):
                break
        elif kind is _P.DETERMINER:
            if head >= 0 or (j > i and pos[j - 1] is not _P.DETERMINER):
                break
        elif kind is _P.ADVERB:
            is_late = head >= 0 and pos[head] is not _P.NUMERAL
            if is_late or j + 1 >= count or pos[j + 1] not in (_P.ADJECTIVE, _P.NUMERAL):
                break
        elif lows[j] == "others" and j > i and pos[j - 1] in (_P.NUMERAL, _P.DETERMINER):
            head = j
        elif not _goes_on(lows, pos, j, head):
            break
        j += 1
    while j > i and (pos[j - 1] in (_P.COORDINATOR, _P.PUNCTUATION, _P.ADVERB)):
        j -= 1
    if head < 0:
        # "the injured", "others like these": an adjective or a determiner stands for its noun.
        is_name = i == 0 and j < count and pos[j] in VERBAL  # "Strong slapped the dog"
        return j, (j - 1 if pos[j - 1] is not _P.SYMBOL and (j - i > 1 or is_name) else NONE)
    return j, head


def _is_numbered(lows: Sequence[str], pos: Sequence[PartOfSpeech], i: int, j: int) -> bool:
    """Whether the number at `j` tells which one: "Article 30", not "paid the city 30 cents"."""
    if i != j - 1 or is_plural(lows[i]) or (i and pos[i - 1] in VERBAL):
        return False
    return j + 1 >= len(pos) or pos[j + 1] not in (_P.NOUN, _P.ADJECTIVE, _P.SYMBOL, _P.ADPOSITION)


def _is_parted(lows: Sequence[str], pos: Sequence[PartOfSpeech], head: int, j: int) -> bool:
    """Whether a name after a noun begins a clause of its own: "the beef | Japan will accept"."""
    low = lows[head]
    if pos[head] is not _P.NOUN or low.endswith(_PERSON_ENDINGS) or low in _named_things():
        return False
    k = j
    while k < len(pos) and pos[k] is _P.PROPER_NOUN:
        k += 1
    while k < len(pos) and pos[k] is _P.ADVERB:
        k += 1
    return k < len(pos) and pos[k] in VERBAL and any(p is _P.DETERMINER for p in pos[:j])


# Nouns that stand before a name as its title or its kind.
_PERSON_ENDINGS = (
    "er",
    "or",
    "ee",
    "man",
    "men",
    "woman",
    "ist",
    "ian",
    "ant",
    "ent",
    "ers",
    "ors",
)


@cache
def _named_things() -> frozenset[str]:
    titles = {word for title in words("names_titles") for word in title.lower().split()}
    return frozenset(titles) | words("names_callings") | closed()["named_things"]


def _goes_on(lows: Sequence[str], pos: Sequence[PartOfSpeech], j: int, head: int) -> bool:
    """Whether a comma, a coordinator or "&" stands within the phrase: "large and small firms"."""
    if j + 1 >= len(pos):
        return False
    after = pos[j + 1]
    if lows[j] == "&":
        return after in NOUNS
    if head >= 0:
        return False
    if lows[j] in ("and", "or"):
        return pos[j - 1] is _P.ADJECTIVE and after is _P.ADJECTIVE
    return lows[j] == "," and pos[j - 1] is _P.ADJECTIVE and after is _P.ADJECTIVE


def _phrase(
    lows: Sequence[str],
    pos: Sequence[PartOfSpeech],
    first: int,
    end: int,
    head: int,
    owner: int,
    depth: int,
) -> NounPhrase:
    determiner = first if pos[first] is _P.DETERMINER else NONE
    before = first - 1
    if owner >= 0:
        before = NONE
    while before >= 0 and pos[before] is _P.ADVERB:
        before -= 1
    under = before if before >= 0 and pos[before] is _P.ADPOSITION else NONE
    low = lows[head]
    many = (pos[head] is _P.NOUN and is_plural(low)) or low in _PLURAL_PRONOUNS
    return NounPhrase(
        first, end, head, end, determiner, owner, under,
        is_plural=many, is_time=low in closed()["times"] or _is_year(low, end - first),
        in_brackets=depth > 0,
    )  # fmt: skip


def _is_year(low: str, length: int) -> bool:
    return length == 1 and len(low) == 4 and low.isdigit() and low[:2] in ("19", "20")


_PLURAL_PRONOUNS = frozenset(
    ["they", "we", "these", "those", "others", "many", "several", "few", "both", "all", "some"]
)


def _tie(lows: Sequence[str], pos: Sequence[PartOfSpeech], found: list[NounPhrase]) -> None:
    """Take "of" phrases in from the last to the first; hand a preposition on to whole owners."""
    by_first = {phrase.first: number for number, phrase in enumerate(found)}
    for number in range(len(found) - 1, -1, -1):
        phrase = found[number]
        end = phrase.end
        if end < len(lows) and lows[end] in _OPENING:
            closing = _closing(lows, end)
            if closing:
                end = closing
        while end < len(lows) and lows[end] == "of":
            following = by_first.get(end + 1)
            if following is None:
                break
            end = found[following].full_end
        if end < len(lows) and _is_owner_mark(lows, pos, end):
            following = by_first.get(end + 1)
            if following is not None and end == phrase.end:
                owned = found[following]
                found[following] = owned._replace(adposition=phrase.adposition, possessor=number)
        if end != phrase.full_end:
            found[number] = phrase._replace(full_end=end)


def _is_owner_mark(lows: Sequence[str], pos: Sequence[PartOfSpeech], i: int) -> bool:
    return lows[i] in _OWNERS and pos[i] is not _P.AUXILIARY


def _closing(lows: Sequence[str], opening: int) -> int:
    """The place behind a short bracket that opens at `opening`, 0 where it is not closed."""
    for j in range(opening + 1, min(len(lows), opening + 12)):
        if lows[j] in _CLOSING:
            return j + 1
    return 0


def _join(
    lows: Sequence[str],
    pos: Sequence[PartOfSpeech],
    forms: Sequence[VerbForm | None],
    found: list[NounPhrase],
) -> None:
    """Tell lists ("A, B and C") and appositions ("Ada Lund, the mayor,") among phrases in a row."""
    number = 0
    while number < len(found):
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
        if parted == "," and pos[found[number].head] is _P.NUMERAL:
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
        if pos[after] is _P.ADPOSITION and number + 1 < len(found):
            while number + 1 < len(found) and found[number + 1].first <= after:
                number += 1
            if number + 1 >= len(found) or found[number + 1].first != after + 1:
                return False
            number += 1
            after = found[number].full_end
        elif pos[after] is _P.ADVERB:
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


def _settle(
    lows: Sequence[str],
    pos: Sequence[PartOfSpeech],
    found: list[NounPhrase],
    run: list[tuple[int, str]],
) -> None:
    """Write into the phrases of a run what each is to the one before it."""
    first = run[0][0]
    is_list = run[-1][1] == "and" or any(parted == "and" for _, parted in run)
    for place, (number, parted) in enumerate(run):
        if place == 0:
            continue
        phrase, before = found[number], found[run[place - 1][0]]
        if phrase.describes >= 0:
            continue
        if parted == "," and _describes(lows, pos, found, run, place, is_list=is_list):
            owner = run[place - 1][0]
            if before.describes >= 0 and before.describes != number:
                owner = before.describes
            found[number] = phrase._replace(
                describes=owner, adposition=before.adposition, in_brackets=before.in_brackets
            )
            continue
        if is_list and not found[first].is_time:
            found[number] = phrase._replace(joined_to=first, adposition=found[first].adposition)


def _describes(
    lows: Sequence[str],
    pos: Sequence[PartOfSpeech],
    found: list[NounPhrase],
    run: list[tuple[int, str]],
    place: int,
    *,
    is_list: bool,
) -> bool:
    """Whether a phrase after a comma says again who or what the one before it is."""
    phrase, before = found[run[place][0]], found[run[place - 1][0]]
    is_name = pos[phrase.head] is _P.PROPER_NOUN
    was_name = pos[before.head] is _P.PROPER_NOUN
    if pos[phrase.head] is _P.PRONOUN or pos[before.head] is _P.PRONOUN:
        return False
    if pos[phrase.head] is _P.NUMERAL and phrase.end - phrase.first == 1:
        return True  # "Ada Lund, 54, of"
    if was_name and not is_name:
        if phrase.determiner < 0 and phrase.possessor < 0 and is_list and phrase.is_plural:
            return False
        return pos[phrase.head] is _P.NOUN or pos[phrase.head] is _P.NUMERAL
    if is_name and not was_name:
        if is_list and run[-1][1] == "and" and place < len(run) - 1 and not before.determiner >= 0:
            return False
        return (not before.is_plural and before.determiner >= 0) or (
            before.possessor >= 0 and not before.is_plural
        )
    if is_name and was_name:
        # "Elm City, Kansas," and "Lund, Director of Ports,": the comma closes behind it.
        end = phrase.full_end
        closes = end < len(lows) and lows[end] == ","
        return not is_list and (closes or before.adposition >= 0)
    return (
        not is_list
        and phrase.determiner >= 0
        and lows[phrase.determiner] in ("a", "an", "the", "its")
    )
