"""Noun phrases: which words belong to a noun, and how phrases hang together.

All places are indices of tokens in the sentence; ends are exclusive.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from processing.lexicon import words
from processing.words import tags as t
from processing.words.dictionary import closed
from processing.words.inflection import is_plural
from processing.words.noun_phrase import NONE, NounPhrase, make_noun_phrase
from processing.words.phrase_lists import join_phrases
from processing.words.tags import NOMINAL, NOUNS, VERBAL, PartOfSpeech, VerbForm

_STARTS = frozenset(
    {t.DETERMINER, t.ADJECTIVE, t.NUMERAL, t.NOUN, t.PROPER_NOUN, t.PRONOUN, t.SYMBOL}
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
    times = closed()["times"]
    depth, last = 0, NONE
    i, count = 0, len(pos)
    while i < count:
        kind = pos[i]
        if kind not in _STARTS or (kind is t.PRONOUN and _is_relative(lows, pos, i)):
            if lows[i] in _OPENING:
                depth += 1
            elif lows[i] in _CLOSING:
                depth = max(0, depth - 1)
            i += 1
            continue
        end, head, ended_by = _read(lows, pos, i, times)
        if head < 0:
            i = max(end, i + 1)
            continue
        owner = NONE
        if last == i - 1 and found and _is_owner_mark(lows, pos, last):
            owner = len(found) - 1
        found.append(_phrase(lows, pos, i, end, head, owner, depth, times, ended_by))
        i = last = end
    _tie(lows, pos, found)
    join_phrases(lows, pos, forms, found)
    return found


def _is_relative(lows: Sequence[str], pos: Sequence[PartOfSpeech], i: int) -> bool:
    """Whether a pronoun stands for a noun before it, and is no phrase of its own."""
    if lows[i] not in _RELATIVES:
        return False
    if lows[i] == "that":
        return i > 0 and (pos[i - 1] in NOMINAL or lows[i - 1] == ",")
    if lows[i] in ("who", "which"):
        return i > 0 and pos[i - 1] is not t.VERB
    return True


def _read(
    lows: Sequence[str], pos: Sequence[PartOfSpeech], i: int, times: frozenset[str]
) -> tuple[int, int, str]:
    """Where the phrase at `i` ends, its head, -1 for none, and the rule that ended it."""
    if pos[i] is t.PRONOUN:
        return i + 1, i, ""
    count = len(pos)
    head = NONE
    ended_by = ""
    j = i
    while j < count:
        kind = pos[j]
        if kind in NOUNS:
            if head >= 0 and kind is not pos[head]:
                ended_by = _parted_by(lows, pos, i, j, head)
                if ended_by:
                    break
            head = j
        elif kind in _BEHIND_PHRASE and lows[j] not in _WITHIN_PHRASE:
            break
        elif kind is t.QUOTATION and j > i and head < 0:
            head = j  # "the “disgrace”"
        elif kind is t.NUMERAL:
            if head >= 0 and (ended_by := _parted_by(lows, pos, i, j, head)):
                break
            head = j if head < 0 or pos[head] is t.NUMERAL else head
        elif kind is t.SYMBOL:
            if head >= 0 and lows[j] == "%":
                head = j
        elif kind is t.ADJECTIVE:
            if head >= 0 and (ended_by := _parted_by(lows, pos, i, j, head)):
                break
        elif kind is t.DETERMINER:
            if j > i and (ended_by := _parted_by(lows, pos, i, j, head)):
                break
        elif kind is t.ADVERB:
            is_late = head >= 0 and pos[head] is not t.NUMERAL
            if is_late or j + 1 >= count or pos[j + 1] not in (t.ADJECTIVE, t.NUMERAL):
                break
        elif lows[j] == "others" and j > i and pos[j - 1] in (t.NUMERAL, t.DETERMINER):
            head = j
        elif not _goes_on(lows, pos, j, head):
            break
        j += 1
    while j > i and (pos[j - 1] in (t.COORDINATOR, t.PUNCTUATION, t.ADVERB)):
        j -= 1
    if head < 0:
        # "the injured", "others like these": an adjective or a determiner stands for its noun.
        is_name = i == 0 and j < count and pos[j] in VERBAL  # "Strong slapped the dog"
        head = j - 1 if pos[j - 1] is not t.SYMBOL and (j - i > 1 or is_name) else NONE
    return j, head, ended_by


# What ends a phrase, but for these words: asked first, as most phrases end so.
_BEHIND_PHRASE = VERBAL | {t.PUNCTUATION, t.ADPOSITION, t.COORDINATOR, t.SUBORDINATOR, t.PARTICLE}
_WITHIN_PHRASE = frozenset({"others", "&", "and", "or", ","})


class PartingRule(NamedTuple):
    """A rule that ends a phrase: the kind of word it is for, and whether that word stands apart.

    `parts` is given the words, where the phrase begins, where the word stands, and the head so far.
    """

    name: str
    concerns: PartOfSpeech
    parts: Callable[[Sequence[str], Sequence[PartOfSpeech], int, int, int], bool]


def _parted_by(lows: Sequence[str], pos: Sequence[PartOfSpeech], i: int, j: int, head: int) -> str:
    """The name of the rule that parts the word at `j` from the phrase before it, or nothing."""
    for rule in PARTING_RULES:
        if rule.concerns is pos[j] and rule.parts(lows, pos, i, j, head):
            return rule.name
    return ""


def _is_time_after_number(
    lows: Sequence[str], pos: Sequence[PartOfSpeech], _: int, j: int, head: int
) -> bool:
    """As in "killed 12 | last week"."""
    return pos[head] is t.NUMERAL and head < j - 1 and lows[j] in closed()["times"]


def _is_name_after_time(
    lows: Sequence[str], pos: Sequence[PartOfSpeech], _: int, __: int, head: int
) -> bool:
    """As in "at the moment | Mr Rudd has"."""
    return pos[head] is t.NOUN and lows[head] in closed()["times"]


def _is_name_after_year(
    lows: Sequence[str], _: Sequence[PartOfSpeech], __: int, ___: int, head: int
) -> bool:
    """As in "In 1997 | Ada Lund was"."""
    return _is_year(lows[head], 1)


def _is_number_after_noun(
    lows: Sequence[str], pos: Sequence[PartOfSpeech], i: int, j: int, head: int
) -> bool:
    """As in "paid the city | 30 cents"; in "Article 30" it tells which one."""
    return pos[head] is t.NOUN and pos[j - 1] is t.NOUN and not _is_numbered(lows, pos, i, j)


def _is_adjective_after_noun(
    lows: Sequence[str], pos: Sequence[PartOfSpeech], _: int, j: int, __: int
) -> bool:
    """As in "found the officers | guilty"; not "the attorney general"."""
    return pos[j - 1] is t.NOUN and lows[j] not in ("general", "elect")


def _is_second_determiner(
    _: Sequence[str], pos: Sequence[PartOfSpeech], __: int, j: int, head: int
) -> bool:
    """As in "gave officers | the gun"; not "all the officers"."""
    return head >= 0 or pos[j - 1] is not t.DETERMINER


def _is_numbered(lows: Sequence[str], pos: Sequence[PartOfSpeech], i: int, j: int) -> bool:
    """Whether the number at `j` tells which one: "Article 30", not "paid the city 30 cents"."""
    if i != j - 1 or is_plural(lows[i]) or (i and pos[i - 1] in VERBAL):
        return False
    return j + 1 >= len(pos) or pos[j + 1] not in (t.NOUN, t.ADJECTIVE, t.SYMBOL, t.ADPOSITION)


def _opens_clause(
    lows: Sequence[str], pos: Sequence[PartOfSpeech], _: int, j: int, head: int
) -> bool:
    """As in "the beef | Japan will accept": a name after a noun begins a clause of its own."""
    low = lows[head]
    if pos[head] is not t.NOUN or low.endswith(_PERSON_ENDINGS) or low in _named_things():
        return False
    k = j
    while k < len(pos) and pos[k] is t.PROPER_NOUN:
        k += 1
    while k < len(pos) and pos[k] is t.ADVERB:
        k += 1
    return k < len(pos) and pos[k] in VERBAL and any(p is t.DETERMINER for p in pos[:j])


# In the order in which they are asked; a test walks them.
PARTING_RULES = (
    PartingRule("time-after-number", t.NOUN, _is_time_after_number),
    PartingRule("name-after-time", t.PROPER_NOUN, _is_name_after_time),
    PartingRule("name-after-year", t.PROPER_NOUN, _is_name_after_year),
    PartingRule("name-opens-clause", t.PROPER_NOUN, _opens_clause),
    PartingRule("number-after-noun", t.NUMERAL, _is_number_after_noun),
    PartingRule("adjective-after-noun", t.ADJECTIVE, _is_adjective_after_noun),
    PartingRule("second-determiner", t.DETERMINER, _is_second_determiner),
)

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
        return pos[j - 1] is t.ADJECTIVE and after is t.ADJECTIVE
    return lows[j] == "," and pos[j - 1] is t.ADJECTIVE and after is t.ADJECTIVE


def _phrase(
    lows: Sequence[str],
    pos: Sequence[PartOfSpeech],
    first: int,
    end: int,
    head: int,
    owner: int,
    depth: int,
    times: frozenset[str],
    ended_by: str,
) -> NounPhrase:
    determiner = first if pos[first] is t.DETERMINER else NONE
    before = first - 1
    if owner >= 0:
        before = NONE
    while before >= 0 and pos[before] is t.ADVERB:
        before -= 1
    under = before if before >= 0 and pos[before] is t.ADPOSITION else NONE
    low = lows[head]
    many = (pos[head] is t.NOUN and is_plural(low)) or low in _PLURAL_PRONOUNS
    is_time = low in times or (end - first == 1 and _is_year(low, 1))
    return make_noun_phrase(
        (
            first, end, head, end, determiner, owner, under, many, is_time, depth > 0, NONE, NONE,
            "", ended_by,
        )
    )  # fmt: skip


def _is_year(low: str, length: int) -> bool:
    return length == 1 and len(low) == 4 and low.isdigit() and low[:2] in ("19", "20")


_PLURAL_PRONOUNS = frozenset(
    ["they", "we", "these", "those", "others", "many", "several", "few", "both", "all", "some"]
)


def _tie(lows: Sequence[str], pos: Sequence[PartOfSpeech], found: list[NounPhrase]) -> None:
    """Take "of" phrases in from the last to the first; hand a preposition on to whole owners."""
    by_first = {phrase.first: number for number, phrase in enumerate(found)}
    count = len(lows)
    for number in range(len(found) - 1, -1, -1):
        phrase = found[number]
        end = phrase.end
        if end >= count or lows[end] not in _TYING:
            continue
        if lows[end] in _OPENING:
            closing = _closing(lows, end)
            if closing:
                end = closing
        while end < count and lows[end] == "of":
            following = by_first.get(end + 1)
            if following is None:
                break
            end = found[following].full_end
        if end < count and _is_owner_mark(lows, pos, end):
            following = by_first.get(end + 1)
            if following is not None and end == phrase.end:
                owned = found[following]
                found[following] = owned._replace(adposition=phrase.adposition, possessor=number)
        if end != phrase.full_end:
            found[number] = phrase._replace(full_end=end)


# What a phrase goes on with that it takes in, or is tied to the next by.
_TYING = _OPENING | _OWNERS | {"of"}


def _is_owner_mark(lows: Sequence[str], pos: Sequence[PartOfSpeech], i: int) -> bool:
    return lows[i] in _OWNERS and pos[i] is not t.AUXILIARY


def _closing(lows: Sequence[str], opening: int) -> int:
    """The place behind a short bracket that opens at `opening`, 0 where it is not closed."""
    for j in range(opening + 1, min(len(lows), opening + 12)):
        if lows[j] in _CLOSING:
            return j + 1
    return 0
