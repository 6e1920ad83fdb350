"""Noun phrases: which words belong to a noun, and how phrases hang together.

All places are indices of tokens in the sentence; ends are exclusive.
"""

from collections.abc import Sequence
from functools import cache

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
        end, head = _read(lows, pos, i, times)
        if head < 0:
            i = max(end, i + 1)
            continue
        owner = NONE
        if last == i - 1 and found and _is_owner_mark(lows, pos, last):
            owner = len(found) - 1
        found.append(_phrase(lows, pos, i, end, head, owner, depth, times))
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
) -> tuple[int, int]:
    """Where the phrase that begins at `i` ends, and its head, -1 where it has no noun."""
    if pos[i] is t.PRONOUN:
        return i + 1, i
    count = len(pos)
    head = NONE
    j = i
    while j < count:
        kind = pos[j]
        if kind in NOUNS:
            is_apart = head >= 0 and kind is t.NOUN and pos[head] is t.NUMERAL and head < j - 1
            if is_apart and lows[j] in times:
                break  # "killed 12 | last week"
            if kind is t.PROPER_NOUN and head >= 0:
                if lows[head] in times and pos[head] is t.NOUN:
                    break  # "at the moment | Mr Rudd has"
                if _is_year(lows[head], 1) or _is_parted(lows, pos, head, j):
                    break  # "In 1997 | Ada Lund was"
            head = j
        elif kind in _BEHIND_PHRASE and lows[j] not in _WITHIN_PHRASE:
            break
        elif kind is t.QUOTATION and j > i and head < 0:
            head = j  # "the “disgrace”"
        elif kind is t.NUMERAL:
            is_apart = head >= 0 and pos[head] is t.NOUN and pos[j - 1] is t.NOUN
            if is_apart and not _is_numbered(lows, pos, i, j):
                break
            head = j if head < 0 or pos[head] is t.NUMERAL else head
        elif kind is t.SYMBOL:
            if head >= 0 and lows[j] == "%":
                head = j
        elif kind is t.ADJECTIVE:
            if head >= 0 and pos[j - 1] is t.NOUN and lows[j] not in ("general", "elect"):
                break
        elif kind is t.DETERMINER:
            if head >= 0 or (j > i and pos[j - 1] is not t.DETERMINER):
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
        return j, (j - 1 if pos[j - 1] is not t.SYMBOL and (j - i > 1 or is_name) else NONE)
    return j, head


# What ends a phrase, but for these words: asked first, as most phrases end so.
_BEHIND_PHRASE = VERBAL | {t.PUNCTUATION, t.ADPOSITION, t.COORDINATOR, t.SUBORDINATOR, t.PARTICLE}
_WITHIN_PHRASE = frozenset({"others", "&", "and", "or", ","})


def _is_numbered(lows: Sequence[str], pos: Sequence[PartOfSpeech], i: int, j: int) -> bool:
    """Whether the number at `j` tells which one: "Article 30", not "paid the city 30 cents"."""
    if i != j - 1 or is_plural(lows[i]) or (i and pos[i - 1] in VERBAL):
        return False
    return j + 1 >= len(pos) or pos[j + 1] not in (t.NOUN, t.ADJECTIVE, t.SYMBOL, t.ADPOSITION)


def _is_parted(lows: Sequence[str], pos: Sequence[PartOfSpeech], head: int, j: int) -> bool:
    """Whether a name after a noun begins a clause of its own: "the beef | Japan will accept"."""
    low = lows[head]
    if pos[head] is not t.NOUN or low.endswith(_PERSON_ENDINGS) or low in _named_things():
        return False
    k = j
    while k < len(pos) and pos[k] is t.PROPER_NOUN:
        k += 1
    while k < len(pos) and pos[k] is t.ADVERB:
        k += 1
    return k < len(pos) and pos[k] in VERBAL and any(p is t.DETERMINER for p in pos[:j])


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
        (first, end, head, end, determiner, owner, under, many, is_time, depth > 0, NONE, NONE)
    )


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
