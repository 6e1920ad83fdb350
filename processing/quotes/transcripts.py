"""Transcripts: interviews set as turns, each behind the name of its speaker and a colon.

"JOURNALIST: Will it hold? LUND: It will." A text is read so only where somebody asks and somebody
named answers; elsewhere a word in capitals and a colon is a heading.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from domain.facts import Person
from processing.lexicon import table
from processing.names.vocabulary import given_names, plain
from processing.parsed_text import Block, BlockKind, ParsedText
from processing.quotes.offices import holder_of
from processing.quotes.statements import Statement
from processing.quotes.title_heads import is_head

# No letter alone: "Q:" and "A:" name nobody.
_NAME_WORD = r"(?:Mc|Mac|De)?[A-Z][A-Z.'’-]+"
# Within a paragraph a label stands in capitals; what follows a comma says what its bearer is.
_LABEL = re.compile(
    rf"(?P<name>{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,5}})"
    r"(?:,\s+[A-Z][A-Z\s,&'’()/-]{2,150})?:(?!//)"
)
_ROLE = re.compile(r",\s+(?P<role>[A-Z][A-Z\s,&'’()/-]{2,150}|[A-Z][^:.?!\n]{2,120}):")
# At the beginning of a paragraph it may be in small letters too.
_FIRST_LABEL = re.compile(
    r"(?P<name>[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]*){0,4})(?:,\s+[A-Z][^:.?!\n]{2,120})?:(?=\s|\Z)"
)
_BEFORE_LABEL = re.compile(r"(?:[.?!…)\]\"”’:;]\s+|\s{2,})\Z")
_LOOK_BACK = 12
_ENDS_TURN = frozenset(".?!…:;)]\"”’'–—-")
_ENDS = re.compile(r"\s*[-–—\[(]*\s*(?:ENDS?|Ends?|ends)\b[\s\])–—-]*\Z")
# Turns of a transcript at least, with those of the one who asks.
_FEWEST_TURNS = 3
_LONGEST_NAME = 4
_SMALL = frozenset({"the", "hon", "of", "for", "and"})
_ASKS = frozenset(
    {
        *("journalist", "journalists", "question", "questions", "reporter", "interviewer"),
        *("host", "presenter", "compere", "moderator", "announcer"),
    }
)


class _Label(NamedTuple):
    """A label at `start:end`, the name in it at `start:name_end`, in the block of a number."""

    start: int
    end: int
    name_end: int
    block: int
    key: str


def find_turns(reading: ParsedText, people: Sequence[Person]) -> list[Statement]:
    """What each one named says in a transcript, none where the text is no transcript."""
    labels = _labels(reading)
    asked = sum(label.key in _ASKS for label in labels)
    if not asked:
        return []
    times = Counter(label.key for label in labels)
    surnames = {name.split()[-1] for key in times if (name := full_name_in(key)) is not None}
    named = {
        key for key in times if key.split()[-1] in surnames or bearer_of(key, people) is not None
    } - _ASKS
    # One whom the text names nowhere else speaks too where they speak again.
    speaking = named | {key for key, number in times.items() if number > 1} - _ASKS
    answers = sum(times[key] for key in speaking)
    if not answers or asked + answers < _FEWEST_TURNS:
        return []
    found = []
    for number, label in enumerate(labels):
        if label.key not in speaking:
            continue
        following = labels[number + 1] if number + 1 < len(labels) else None
        place = _turn(reading, label, following)
        if place is not None:
            signature = (label.start, label.name_end)
            found.append(Statement(*place, rule="transcript", signature=signature))
    return found


def bearer_of(label: str, people: Sequence[Person]) -> int | None:
    """The number of the only person whom a label names: "minister lund", "prime minister"."""
    words = [word.strip(".") for word in label.casefold().split()]
    bearers = [
        number for number, person in enumerate(people) if _may_name(words, person.name.casefold())
    ]
    if len(bearers) > 1:
        exact = [number for number in bearers if people[number].name.casefold() == label]
        bearers = exact or bearers
    return bearers[0] if len(bearers) == 1 else holder_of(" ".join(words), people)


def full_name_in(label: str) -> str | None:
    """The given name and surname in a label, without the titles before them, None without any."""
    words = label.split()
    first = 0
    while first < len(words) - 1 and plain(words[first].casefold()) not in given_names():
        if not _is_title(words[first].casefold()):
            return None
        first += 1
    is_full = 1 < len(words) - first <= _LONGEST_NAME
    return " ".join(words[first:]) if is_full else None


def office_in_label(label: str) -> str | None:
    """The office that a label is, where it names nobody: "PRIME MINISTER"; None for others."""
    words = label.split()
    is_office = len(words) > 1 and is_head(words[-1].casefold())
    is_named = full_name_in(label) is not None or surname_in(label) is not None
    return label if is_office and not is_named else None


def title_in_label(label: str) -> str | None:
    """The office before a surname in a label: "Minister" of "MINISTER LUND"; None for others."""
    title, *rest = label.split()
    is_office = len(rest) == 1 and title.casefold() in _OFFICES and surname_in(label) is not None
    return title.capitalize() if is_office else None


_OFFICES = frozenset({"minister", "senator", "premier"})


def surname_in(label: str) -> str | None:
    """The surname behind a courtesy or an office in a label: "MR LUND", not "PRIME MINISTER"."""
    *titles, surname = label.split()
    if not titles or not all(_is_title(t.casefold().rstrip(".")) for t in titles):
        return None
    # "MINISTER BISHOP": what could be an office by itself is a name behind these.
    is_named = titles[-1].casefold().rstrip(".") in _BEFORE_SURNAMES
    is_office = _is_title(surname.casefold()) and not (is_named and surname.casefold() in _NAMES)
    return None if is_office else surname


# Courtesies and offices behind which a surname stands, and offices that are surnames too.
_BEFORE_SURNAMES = frozenset({"minister", "senator", "mr", "mrs", "ms", "dr", "premier"})
_NAMES = frozenset(
    {"abbott", "bishop", "pope", "dean", "marshall", "constable", "major", "sheriff", "knight"}
    | {"king", "prior", "judge", "page", "chancellor", "deacon", "squire", "priest", "marshal"}
)


def role_in_label(flat: str, name_end: int) -> str | None:
    """What a label says of its bearer behind the name that ends here, None where nothing."""
    label = _ROLE.match(flat, name_end)
    role = " ".join(label.group("role").split()) if label is not None else ""
    is_office = any(is_head(word.casefold().strip(",()")) for word in role.split())
    return role if role.isupper() or is_office else None


def _is_title(word: str) -> bool:
    return is_head(word) or word in _courtesies() or word in _SMALL


def _may_name(words: Sequence[str], name: str) -> bool:
    """Whether the last words of a label are the end of a name, and those before its title."""
    parts = name.split()
    if not words or words[-1] != parts[-1]:
        return False
    return all(word in parts or _is_title(word) for word in words[:-1])


@cache
def _courtesies() -> frozenset[str]:
    return frozenset(word.casefold() for word in table("names_words")["courtesies"])


def _labels(reading: ParsedText) -> list[_Label]:
    """Every label in the prose, in the order of the text."""
    flat = reading.flat
    found: list[_Label] = []
    for number, block in enumerate(reading.blocks):
        if ":" not in flat[block.start : block.end] or not _may_hold_label(flat, block):
            continue
        in_small = _FIRST_LABEL.match(flat, block.start, block.end)
        is_capital = _LABEL.match(flat, block.start, block.end) is not None
        begins = _begins(flat, block.start) or (
            in_small is not None and role_in_label(flat, in_small.end("name")) is not None
        )
        if in_small is not None and not is_capital and begins:
            found.append(_label(in_small, number))
        found += (
            _label(match, number)
            for match in _LABEL.finditer(flat, block.start, block.end)
            if _stands_free(flat, block, match.start())
        )
    return found


def _stands_free(flat: str, block: Block, place: int) -> bool:
    """Whether a label begins its paragraph, or stands behind a sentence or a gap."""
    before = flat[max(block.start, place - _LOOK_BACK) : place]
    return not before or _BEFORE_LABEL.search(before) is not None


def _may_hold_label(flat: str, block: Block) -> bool:
    """Whether a block is prose, or a line of its own that is a label as a whole."""
    is_line = block.kind is BlockKind.SUBHEAD and flat[block.end - 1] == ":"
    return block.kind.is_prose or is_line


def _begins(flat: str, place: int) -> bool:
    """Whether a paragraph begins at a place, and no line that goes on with the one above."""
    before = flat[max(0, place - _LOOK_BACK) : place].rstrip()
    return not before or before[-1] in _ENDS_TURN


def _label(match: re.Match[str], block: int) -> _Label:
    key = " ".join(match.group("name").casefold().split())
    return _Label(match.start(), match.end(), match.end("name"), block, key)


def _turn(reading: ParsedText, label: _Label, following: _Label | None) -> tuple[int, int] | None:
    """The place of the words behind a label, over its paragraphs, up to the next label."""
    flat, blocks = reading.flat, reading.blocks
    last = following.block if following is not None else len(blocks) - 1
    end = label.end
    for block in blocks[label.block : last + 1]:
        if not block.kind.is_prose and block.end != label.end:
            break
        end = block.end
    if following is not None:
        end = min(end, following.start)
    said = flat[label.end : end]
    ends = _ENDS.search(said)
    said = said[: ends.start()] if ends is not None else said
    start = label.end + len(said) - len(said.lstrip())
    end = label.end + len(said.rstrip())
    return (start, end) if start < end else None
