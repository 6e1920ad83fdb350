"""Several who speak together: "Gov. Ada Finch and Bo Ortiz said", with titles and appositions.

A row of speakers is a list of names, each with its titles before it and an apposition or a bracket
behind it, the last joined by "and". A name behind a preposition is part of a title and no member.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from processing.names.vocabulary import given_names, plain
from processing.quotes.word_kinds import ENDS_SPEAKERS, WordKind
from processing.quotes.words import Word


class Joint(NamedTuple):
    """The words `first..last` of all who speak, and the words of each one's name.

    `outer_first` takes in the titles of the first.
    """

    outer_first: int
    first: int
    last: int
    members: tuple[tuple[int, int], ...]


def find_joint(words: Sequence[Word], first: int, last: int, cue: int) -> Joint | None:
    """The row of speakers that the phrase `first..last` is part of; None for one speaker alone.

    `cue` is the last word of the cue, -1 where there is none.
    """
    low, high = _region(words, first, last, cue)
    members: list[tuple[int, int]] = []
    joined = False  # whether "and" stands before the next name
    parted = False  # whether a comma does
    owned_by_preposition = False
    is_joint = False
    i = low
    while i < high:
        word = words[i]
        if word.kind is WordKind.OPENING:
            i = _behind_bracket(words, i, high)
            continue
        if word.mention >= 0:
            end = _mention_end(words, i, high)
            is_titled_alone = owned_by_preposition and not _is_title_of(words, i)
            if end + 1 < high and words[end + 1].kind is WordKind.NOUN:
                i = end + 1
                continue  # "a key | Lund | supporter": a name that only describes
            if words[end].owns or is_titled_alone:
                if not members:
                    return None
                joined = parted = False
                i = end + 1
                continue  # "the friend of Ada and Bo Ortiz": the preposition goes on
            if members and words[members[-1][0]].mention == word.mention:
                members[-1] = (members[-1][0], end)  # "Riley, III"
            elif not members or joined or parted:
                is_joint = is_joint or (joined and bool(members))
                members.append((i, end))
            joined = parted = owned_by_preposition = False
            i = end + 1
            continue
        if word.low in ("and", "&"):
            joined = True
        elif word.kind is WordKind.COMMA:
            parted, owned_by_preposition = True, False
        elif word.kind is WordKind.ADPOSITION:
            owned_by_preposition = True
        i += 1
    if not is_joint or len(members) < 2:
        return _by_given_names(words, first)
    if not any(a <= first <= b or a <= last <= b for a, b in members):
        return None
    outer = members[0][0]
    while outer > low and words[outer - 1].start >= words[members[0][0]].lead:
        outer -= 1
    return Joint(outer, members[0][0], members[-1][1], tuple(members))


def _region(words: Sequence[Word], first: int, last: int, cue: int) -> tuple[int, int]:
    """The words around a speaker that no verb, no quotation and no clause parts from it."""
    low = first
    while low > 0 and words[low - 1].kind not in ENDS_SPEAKERS:
        low -= 1
    high = last + 1
    while high < len(words) and words[high].kind not in ENDS_SPEAKERS:
        high += 1
    if cue >= 0:
        low, high = (max(low, cue + 1), high) if cue < first else (low, min(high, cue))
    return low, high


def _behind_bracket(words: Sequence[Word], opening: int, high: int) -> int:
    i = opening + 1
    while i < high and words[i].kind is not WordKind.CLOSING:
        i += 1
    return i + 1


def _mention_end(words: Sequence[Word], i: int, high: int) -> int:
    end = i
    while end + 1 < high and words[end + 1].mention == words[i].mention:
        end += 1
    return end


def _is_title_of(words: Sequence[Word], name: int) -> bool:
    """Whether the preposition before a name is one of its title: "Secretary of State | Lund"."""
    lead = words[name].lead
    return any(
        word.kind is WordKind.ADPOSITION and word.start >= lead
        for word in words[max(0, name - 8) : name]
    )


def _by_given_names(words: Sequence[Word], first: int) -> Joint | None:
    """Two of one surname: "Rosa and | Emil Tander"."""
    if first < 2 or words[first].mention < 0 or words[first - 1].low != "and":
        return None
    other = words[first - 2]
    is_given = other.kind is WordKind.NAME and not other.owns and plain(other.low) in given_names()
    if not is_given or (first > 2 and words[first - 3].kind is WordKind.NAME):
        return None
    end = _mention_end(words, first, len(words))
    return Joint(first - 2, first - 2, end, ((first - 2, first - 2), (first, end)))


def names_of(joint: Joint, words: Sequence[Word], full: Sequence[str]) -> Iterator[str]:
    """The name of each member, the full one where it is known (`full`, by mention)."""
    for first, _ in joint.members:
        mention = words[first].mention
        if mention >= 0:
            yield full[mention]
        else:
            yield words[first].low.capitalize()
