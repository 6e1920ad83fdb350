"""Which release is meant by what a person typed or chose."""

import re

from domain.archive import StoredRelease
from domain.errors import NotFoundError
from storage import Storage

# Numbers of more digits are none that a database gives.
_REFERENCE = re.compile(r"#[0-9]{1,18}")


async def choose_release(storage: Storage, wanted: str | None) -> StoredRelease:
    """The release under a reference such as "#12", else the newest whose title has the words.

    None is the newest of all. Raises NotFoundError that says what to try.
    """
    if wanted is None or not wanted.strip():
        return await _newest(storage)
    if _REFERENCE.fullmatch(wanted):
        return await storage.releases.get(int(wanted[1:]))
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
