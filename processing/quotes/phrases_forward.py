"""Noun phrases that may be a speaker, read forwards from a cue."""

from processing.names.vocabulary import given_names, plain
from processing.quotes.phrases import LONGEST, Phrase, name_start
from processing.quotes.title_heads import is_head
from processing.quotes.word_kinds import (
    APPOSITION_WORDS,
    DETERMINERS,
    ENDS_TITLE,
    LOOSE_ENDS,
    PHRASE_OPENERS,
    PHRASE_WORDS,
    WordKind,
)
from processing.quotes.words import Word


def read_forward(words: list[Word], start: int) -> Phrase | None:
    """The noun phrase that begins at `start` ("said a spokesman for the agency, Ada Lund")."""
    titled = _titled_name(words, start)
    if titled is not None:
        return titled
    last = _core_end(words, start)
    if last < start:
        return None
    if words[start].kind is WordKind.PRONOUN:
        return Phrase(start, start, start, start)
    last = _joined_field(words, start, last)
    if words[last].mention < 0 and is_head(words[last].low):
        end = _tied_end(words, _further_office(words, last))
        name = _name_after_comma(words, end)
        if name is not None and _is_person(words[name[0] : name[1] + 1]):
            return Phrase(name[0], name[1], start, name[1], start, end)
    if words[last].kind is WordKind.NAME and not words[last].owns:
        first = name_start(words, last, start)
        outer_last, role = _apposition_after(words, last)
        if role is None and first > start:
            role = (start, first - 1)
        low, high = role or (0, -1)
        return Phrase(first, last, start, outer_last, low, high)
    end = _tied_end(words, last)
    name = _name_after_comma(words, end)
    if name is not None:
        return Phrase(name[0], name[1], start, name[1], start, end)
    return Phrase(start, end, start, end)


# Words of a title before a name: "Special Agent in Charge of the North Bay Field Office Ada Lund".
_LONGEST_TITLE = 18


def _titled_name(words: list[Word], start: int) -> Phrase | None:
    """The person's name whose titles begin at `start`."""
    for i in range(start, min(len(words), start + _LONGEST_TITLE)):
        if words[i].kind in ENDS_TITLE:
            return None
        if words[i].mention >= 0:
            if words[i].lead > words[start].start and not _is_long_title(words, start, i):
                return None
            last = _mention_end(words, i)
            if words[last].owns:
                return None
            served = _served(words, last)
            if served is not None:
                i, last = served, _mention_end(words, served)
            outer_last, role = _apposition_after(words, last)
            if role is None and i > start:
                role = (start, i - 1)
            low, high = role or (0, -1)
            return Phrase(i, last, start, outer_last, low, high)
    return None


def _mention_end(words: list[Word], i: int) -> int:
    last = i
    while last + 1 < len(words) and words[last + 1].mention == words[i].mention:
        last += 1
    return last


def _served(words: list[Word], last: int) -> int | None:
    """The name after one that is only part of its title: "said Lund campaign aide | Bo Ortiz"."""
    i = last + 1
    while i < len(words) and words[i].kind is WordKind.NOUN:
        i += 1
    if last + 1 < i < len(words) and words[i].mention >= 0:
        return i
    return None


def _is_long_title(words: list[Word], start: int, name: int) -> bool:
    """Whether all before a name is title: "Assistant Secretary for the Ports | Ada Lund"."""
    if words[start].kind is not WordKind.NAME:
        return False
    is_within = False  # "Rep. (and former Mayor) | Ada Lund"
    for word in words[start:name]:
        if word.kind is WordKind.OPENING:
            is_within = True
        elif word.kind is WordKind.CLOSING:
            is_within = False
        elif not (is_within or word.kind in _TITLE_WORDS or word.low in _IN_TITLES):
            return False
    return not is_within


_TITLE_WORDS = frozenset({WordKind.NAME, WordKind.NUMERAL})
_IN_TITLES = frozenset({"of", "for", "in", "at", "the", "and", "&"})


_LONE_DETERMINERS = frozenset(
    {"one", "another", "others", "many", "some", "several", "both", "most"}
)


def _core_end(words: list[Word], start: int) -> int:
    """The last word of the noun phrase at `start`, before any preposition or comma."""
    i = start
    if i >= len(words):
        return start - 1
    if words[i].kind is WordKind.PRONOUN:
        return i
    while i < len(words) and i - start < LONGEST:
        if words[i].kind not in PHRASE_WORDS and not _is_day_within(words, i, start):
            break
        if (
            i > start
            and words[i].kind in DETERMINERS
            and words[i - 1].kind is not WordKind.DETERMINER
        ):
            break
        i += 1
    if i == start + 1 and words[start].low in _LONE_DETERMINERS:
        return start
    while i > start and words[i - 1].kind in LOOSE_ENDS:
        i -= 1
    return i - 1


def _is_person(name: list[Word]) -> bool:
    """Whether a name is a person's: one that name finding knows, or behind a given name."""
    return name[-1].mention >= 0 or (
        name[-1].mention == -1 and len(name) > 1 and plain(name[0].low) in given_names()
    )


def _joined_field(words: list[Word], start: int, last: int) -> int:
    """The end of an office whose field holds "and": "the Norland Ports | and Harbours Minister"."""
    if last + 2 >= len(words) or words[last + 1].low not in ("and", "&"):
        return last
    further = _core_end(words, last + 2)
    fields = (*words[start + (words[start].low == "the") : last + 1], *words[last + 2 : further])
    is_office = further > last + 2 and is_head(words[further].low) and words[further].mention < 0
    is_field = all(
        word.kind is WordKind.NAME and word.mention < 0 and not word.owns and not is_head(word.low)
        for word in fields
    )
    return further if is_office and is_field else last


def _further_office(words: list[Word], last: int) -> int:
    """The end of an office that goes on with another: "Founder | & Executive Director"."""
    if last + 2 >= len(words) or words[last + 1].low not in ("and", "&"):
        return last
    further = _core_end(words, last + 2)
    is_office = further >= last + 2 and any(
        is_head(word.low) for word in (words[last + 2], words[further])
    )
    return further if is_office else last


def _is_day_within(words: list[Word], i: int, start: int) -> bool:
    """Whether a day only describes the noun after it: "a Wednesday editorial"."""
    return (
        words[i].kind is WordKind.TIME
        and start < i < len(words) - 1
        and words[i - 1].kind is WordKind.DETERMINER
    ) and words[i + 1].kind is WordKind.NOUN


def _tied_end(words: list[Word], last: int) -> int:
    """Carry a noun on over its ties: "a spokesman | for the county sheriff"."""
    end = last
    while end + 2 < len(words) and words[end + 1].low in ("of", "for", "to", "from", "at", "with"):
        further = _core_end(words, end + 2)
        if further < end + 2 or words[end + 2].kind is WordKind.PRONOUN:
            break
        end = further
    return end


def _apposition_after(words: list[Word], last: int) -> tuple[int, tuple[int, int] | None]:
    """What follows a name: ", the director of the agency"; the last word and the range of it."""
    if (
        last + 2 < len(words)
        and words[last + 1].kind is WordKind.ADPOSITION
        and words[last + 1].low in ("of", "with")
    ):
        end = _tied_end(words, last)
        return end, (last + 2, end)
    if last + 2 >= len(words) or words[last + 1].kind is not WordKind.COMMA:
        return last, None
    start = last + 2
    if words[start].kind not in PHRASE_OPENERS:
        return last, None
    end = start
    while end < len(words) and end - start < LONGEST * 2:
        if words[end].kind is WordKind.COMMA:  # "head of the port, North Bay Division"
            if (
                end + 1 >= len(words)
                or words[end + 1].kind is not WordKind.NAME
                or words[end + 1].mention >= 0
            ):
                break
        elif words[end].kind not in APPOSITION_WORDS:
            break
        end += 1
    return end - 1, (start, end - 1)


def _name_after_comma(words: list[Word], end: int) -> tuple[int, int] | None:
    """The name in "a spokesman, Ada Lund"."""
    i = end + 2
    if (
        i >= len(words)
        or words[end + 1].kind is not WordKind.COMMA
        or words[i].kind is not WordKind.NAME
    ):
        return None
    last = i
    while last + 1 < len(words) and words[last + 1].kind is WordKind.NAME and not words[last].owns:
        last += 1
    return (i, last) if last > i or words[i].mention >= 0 else None
