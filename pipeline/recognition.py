"""What a source lists, recognised: by how its entries are written, else by what they say."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.sources import Item, SourceState
from pipeline.identity import Identified, Marked, Matched, match
from pipeline.jobs import Listing
from pipeline.moving import LOOKED_AT, as_noted, at_new_addresses
from sources.entries import restless_mark, same_frame
from storage.items import Items
from storage.sameness import Habits
from storage.seen import SeenItem

# Beyond what a source listed last time so many more are looked at: some come back.
_MORE = 20


async def written_before(items: Items, state: SourceState) -> Mapping[str, SeenItem]:
    """What a source listed last, by how its entries were written; nothing of a new source."""
    if state.baseline_at is None:
        return {}
    listed = state.health.listed or 0
    return await items.written(state.source.name, limit=listed + listed // 2 + _MORE)


def with_known(listing: Listing, written: Mapping[str, SeenItem]) -> Listing:
    """A listing with the items that were not read, since their entries are known."""
    known = tuple(_known(written[mark]) for mark in listing.known)
    items = tuple(one.item for one in known)
    listed = replace(listing.listed, items=(*items, *listing.listed.items))
    return replace(listing, listed=listed, marked=(*known, *listing.marked), known=())


async def recognise(items: Items, state: SourceState, marked: Sequence[Marked]) -> Matched:
    """The listed items, each found among what the source has ever listed."""
    source = state.source.name
    unread = [one for one in marked if one.seen is None]
    pages = {page for one in unread for page in one.pages}
    guids = {one.marks.guid for one in unread if one.marks.guid is not None}
    known = await items.alike(source, pages, guids)
    if len(unread) < len(marked):
        had = {one.seen.key: one.seen for one in marked if one.seen is not None}
        known = [*had.values(), *(one for one in known if one.key not in had)]
    if state.moved_at is None:
        return await _match(items, source, marked, known)
    earlier = await items.newest(source, limit=LOOKED_AT)
    known = [*known, *at_new_addresses(marked, known, earlier)]
    matched = await _match(items, source, marked, known)
    return replace(matched, found=as_noted(matched.found, earlier))


def noted_again(one: Identified, habits: Habits) -> SeenItem | None:
    """What is to be remembered of an item that says what it said, None where nothing is new."""
    seen = one.seen
    if seen is None or one.is_open or one.marked.seen is not None:
        return None
    entry_mark = _entry_mark(one.marked.entry_mark, seen.entry_mark)
    if one.is_renamed(habits):
        return replace(seen, fingerprint=one.fingerprint, marks=one.marks, entry_mark=entry_mark)
    return replace(seen, entry_mark=entry_mark) if entry_mark != seen.entry_mark else None


async def _match(
    items: Items, source: str, marked: Sequence[Marked], known: Sequence[SeenItem]
) -> Matched:
    habits = await items.habits(source)
    matched = await asyncio.to_thread(match, source, marked, known, habits)
    # A key may be taken by an item that has neither this page nor this guid any more.
    fresh = [one.key for one in matched.found if one.seen is None]
    if taken := await items.seen(source, fresh):
        return await asyncio.to_thread(match, source, marked, known, habits, keys=taken)
    return matched


def _known(seen: SeenItem) -> Marked:
    """An item that is as it was noted. Of its words the hash alone, as of one that was read."""
    marks = seen.marks
    item = Item(marks.guid, marks.address, marks.title, marks.published_at, is_whole=True)
    if marks.text_mark is not None:
        marks = replace(marks, text_mark=marks.text_mark.partition(":")[0])
    return Marked(item, marks, seen.fingerprint, seen.entry_mark, seen)


def _entry_mark(now: str | None, before: str | None) -> str | None:
    """The mark to be kept of an entry that says what it said.

    One that is written otherwise all the same will be so again: it is given up, since it would be
    noted anew in each poll.
    """
    if now is None or now == before:
        return before
    if before is None or not same_frame(now, before):
        return now
    return restless_mark(now)
