"""A source at another address: which of what it lists there it has listed before. Pure.

A site that moves gives its releases other addresses and often other guids, and no item would be
known any more: all of a feed would be told anew. So what was listed before is held against what is
listed now by what a move leaves alone, and is then weighed as if it had been listed there.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import TypeVar
from urllib.parse import urlsplit

from domain.documents import Published
from domain.record import published_text
from pipeline.identity import Identified, Marked
from storage.sameness import Marks, folded_title
from storage.seen import SeenItem

Item = TypeVar("Item", Marked, SeenItem)

# Of what was listed before so many are looked through, the newest: more than any feed lists.
LOOKED_AT = 2000


def at_new_addresses(
    listed: Sequence[Marked], known: Sequence[SeenItem], earlier: Iterable[SeenItem]
) -> list[SeenItem]:
    """Of `earlier` those that may be a listed item, as if they had been listed where it stands now.

    `known` has the pages or guids of what is listed, and is left out, and so is what it may be.
    """
    pages = {seen.page for seen in known}
    guids = {seen.marks.guid for seen in known if seen.marks.guid is not None}
    free = [one for one in listed if one.marks.guid not in guids and not pages & one.pages]
    taken = {seen.key for seen in known}
    left = [seen for seen in earlier if seen.key not in taken]
    found: list[SeenItem] = []
    for name in (_words, _title_and_day, _path, _title):
        by_name = _told_apart((name(seen.marks), seen) for seen in left)
        for called, one in _told_apart((name(one.marks), one) for one in free).items():
            seen = by_name.get(called)
            if seen is not None:
                free.remove(one)
                left.remove(seen)
                marks = replace(seen.marks, address=one.marks.address, guid=None)
                found.append(replace(seen, page=one.page, marks=marks))
    return found


def as_noted(found: Sequence[Identified], earlier: Iterable[SeenItem]) -> tuple[Identified, ...]:
    """What was found, each with what is noted of it, so that its new address is noted too."""
    noted = {seen.key: seen for seen in earlier}
    return tuple(
        replace(one, seen=noted.get(one.seen.key, one.seen)) if one.seen else one for one in found
    )


def is_after(published: Published | None, moment: datetime) -> bool:
    """Whether a release came out after a moment; what names only its day, at the day's end.

    One without a date did: it was not recognised, and no date speaks against it.
    """
    if published is None:
        return True
    if not isinstance(published, datetime) or published.time() == time():
        published = datetime.combine(published, time.max, UTC)
    return published.replace(tzinfo=published.tzinfo or UTC) >= moment


def _told_apart(named: Iterable[tuple[Hashable, Item]]) -> dict[Hashable, Item]:
    """The items by their names, those without one and those that share one left out."""
    found: dict[Hashable, list[Item]] = defaultdict(list)
    for called, one in named:
        if called is not None:
            found[called].append(one)
    return {called: ones[0] for called, ones in found.items() if len(ones) == 1}


def _words(marks: Marks) -> Hashable:
    return marks.text_mark and marks.text_mark.partition(":")[0]


def _title_and_day(marks: Marks) -> Hashable:
    title, day = folded_title(marks.title), published_text(marks.published_at)
    return (title, day) if title and day else None


def _path(marks: Marks) -> Hashable:
    if marks.address is None:
        return None
    parts = urlsplit(marks.address)
    return (parts.path, parts.query) if len(parts.path) > 1 or parts.query else None


def _title(marks: Marks) -> Hashable:
    return folded_title(marks.title) or None
