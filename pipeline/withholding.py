"""What is told to some servers alone: the releases of sources that are limited to their holders."""

from collections.abc import Collection

from storage import Storage


async def withheld(
    storage: Storage, server: int | None, numbers: Collection[int]
) -> frozenset[int]:
    """Of these releases those that are not told to a server, or to a member with None.

    They came from limited sources that it has not added, and no other source has listed them.
    """
    sources = await storage.sources.withheld_from(server)
    if not sources or not numbers:
        return frozenset()
    return await storage.items.listed_by_none_but(sources, numbers)
