"""An item of a source as it was last listed. Pure: who reads foreign bytes needs no database."""

from dataclasses import dataclass, field
from enum import StrEnum

from domain.documents import Document
from domain.facts import Analysis
from storage.sameness import Marks


class ItemState(StrEnum):
    """What became of an item."""

    KEPT = "kept"
    # Listed before Lede knew the source, and too old to be fetched one by one.
    PASSED = "passed"
    # Its page could not be read yet; it is tried again.
    WAITING = "waiting"
    # Its text may not be published yet; `reason` is the moment from which it may.
    EMBARGOED = "embargoed"
    FAILED = "failed"


# Of these nothing is waited for.
DONE = frozenset({ItemState.KEPT, ItemState.PASSED, ItemState.FAILED})


@dataclass(frozen=True, slots=True)
class SeenItem:
    """An item as it was last listed. `fingerprint` changes with what the source says of it.

    `number` grows with when it was first listed; `release_key` is that of the release it became,
    None where there is none; `page` is what it is looked up by. These are the storage's to give.
    `entry_mark` says how its entry was written (`sources.entries`), None where that says nothing.
    """

    key: str
    fingerprint: str
    state: ItemState
    attempts: int = 0
    reason: str | None = None
    release_id: int | None = None
    marks: Marks = field(default_factory=Marks)
    number: int = field(default=0, compare=False)
    release_key: str | None = field(default=None, compare=False)
    page: str = field(default="", compare=False)
    entry_mark: str | None = field(default=None, compare=False)

    @property
    def is_done(self) -> bool:
        """Whether nothing is waited for: it is kept, was passed over, or has failed."""
        return self.state in DONE


@dataclass(frozen=True, slots=True)
class Kept:
    """A release to be kept with the item it was listed as; `item.release_id` is found meanwhile."""

    document: Document
    analysis: Analysis
    item: SeenItem
    is_news: bool
