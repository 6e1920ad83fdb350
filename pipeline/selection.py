"""Which release is meant by what a person typed or chose."""

from domain.archive import StoredRelease
from domain.errors import NotFoundError
from storage import Storage


async def choose_release(storage: Storage, wanted: str | None) -> StoredRelease:
    """The release numbered `wanted`, else the newest whose title has its words; None: the newest.

    Raises NotFoundError that says what to try.
    """
    if wanted is None or not wanted.strip():
        return await _newest(storage)
    # A choice of the list arrives as its number; a number too long for one is a title.
    if wanted.isascii() and wanted.isdecimal() and len(wanted) < 18:
        return await storage.releases.get(int(wanted))
    heads = await storage.releases.complete_title(wanted, limit=1)
    if not heads:
        raise NotFoundError(
            f"No stored release has a title like “{wanted[:80]}”. Choose one of the list that "
            "opens while you type, or use /search."
        )
    return await storage.releases.get(heads[0].release_id)


async def _newest(storage: Storage) -> StoredRelease:
    newest = await storage.releases.newest()
    if newest is None:
        raise NotFoundError("No release is stored yet. An admin can load some: lede ingest FILE.")
    return newest
