"""Which releases go into a file that is taken away: of the archive, of a beat, of a briefing."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from domain.archive import StoredRelease
from domain.list_queries import ListQuery
from domain.subscriptions import ReleaseFilter
from pipeline.release_filters import matches
from storage import Storage

# Releases of one file at most; of a beat so many of the newest are looked through.
MOST = 200
_LOOKED_THROUGH = 1_000
_AT_ONCE = 100


async def releases_of(
    storage: Storage,
    asked: ListQuery,
    beat: ReleaseFilter | None = None,
    *,
    limit: int = 50,
    now: datetime,
) -> list[StoredRelease]:
    """The newest releases that are asked for, of a beat where one is given, whole.

    None that may not be published yet.
    """
    found: list[StoredRelease] = []
    for first in range(0, _LOOKED_THROUGH, _AT_ONCE):
        heads = await storage.releases.latest(
            limit=_AT_ONCE, offset=first, filters=asked.filters, words=asked.words
        )
        whole = await storage.releases.get_many(head.release_id for head in heads)
        ordered = [whole[head.release_id] for head in heads if head.release_id in whole]
        free = [release for release in ordered if _may_be_published(release, now)]
        found += await asyncio.to_thread(_of_beat, free, beat) if beat is not None else free
        if len(found) >= limit or len(heads) < _AT_ONCE:
            break
    return found[:limit]


def _of_beat(releases: Sequence[StoredRelease], beat: ReleaseFilter) -> list[StoredRelease]:
    return [release for release in releases if matches(beat, release)]


def _may_be_published(release: StoredRelease, now: datetime) -> bool:
    embargo = release.analysis.head.embargo
    return embargo is None or embargo.until is None or embargo.until <= now
