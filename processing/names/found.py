"""What name finding hands to the steps after it."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from domain.facts import Operation, Organization, Person, Place

MentionKind = Literal["person", "organization", "operation", "place"]


class Mention(NamedTuple):
    """One naming of an entity: offsets of the name itself, title excluded.

    `full_start:full_end` also takes in the titles before and the suffixes after
    ("Attorney General Merrick Garland"). `entity` is an index into the tuple of its kind.
    """

    start: int
    end: int
    full_start: int
    full_end: int
    kind: MentionKind
    entity: int


@dataclass(frozen=True, slots=True)
class Names:
    """All named entities of a release; `mentions` is ordered by `start` and does not overlap."""

    people: tuple[Person, ...]
    organizations: tuple[Organization, ...]
    operations: tuple[Operation, ...]
    places: tuple[Place, ...]
    mentions: tuple[Mention, ...]

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The (start, end) of each mention, for the layer of words."""
        return tuple((mention.start, mention.end) for mention in self.mentions)
