"""Look-ups in what name finding found; each is a bisection over the ordered mentions."""

from bisect import bisect_left, bisect_right

from domain.facts import Person
from processing.names.found import Mention, Names


def mention_at(names: Names, offset: int) -> Mention | None:
    """Find the mention whose name stands over `offset`."""
    at = bisect_right(names.mentions, offset, key=_start) - 1
    if at >= 0 and offset < names.mentions[at].end:
        return names.mentions[at]
    return None


def mentions_between(names: Names, start: int, end: int) -> tuple[Mention, ...]:
    """List the mentions whose name begins within `start:end`."""
    first = bisect_left(names.mentions, start, key=_start)
    last = bisect_left(names.mentions, end, key=_start)
    return names.mentions[first:last]


def person_at(names: Names, offset: int) -> Person | None:
    """Find the person named at `offset`."""
    mention = mention_at(names, offset)
    if mention is None or mention.kind != "person":
        return None
    return names.people[mention.entity]


def people_between(names: Names, start: int, end: int) -> tuple[Person, ...]:
    """List the people named within `start:end`, each once, in the order of the text."""
    found = [m.entity for m in mentions_between(names, start, end) if m.kind == "person"]
    return tuple(names.people[entity] for entity in dict.fromkeys(found))


def _start(mention: Mention) -> int:
    return mention.start
