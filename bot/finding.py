"""`lede search`: the archive searched from the terminal."""

import json
from typing import Any

from bot.config import Settings
from domain.archive import SearchHit
from domain.errors import UnreadableInputError
from pipeline.searching import search
from rendering.escape import plain
from storage import open_storage
from storage.query import read_query

_NO_WORD = "Type at least one word to look for."


async def search_archive(settings: Settings, query: str, limit: int, *, as_json: bool) -> int:
    """Print what a search finds, the most relevant first; 0.

    Raises UnreadableInputError where no word is asked for.
    """
    if read_query(query) is None:
        raise UnreadableInputError(_NO_WORD)
    async with open_storage(settings.database) as storage:
        found = await search(storage, query, limit=limit)
        kept = await storage.releases.get_many(hit.head.release_id for hit in found.hits)
    names = {number: release.document.id for number, release in kept.items()}
    if as_json:
        hits = [_to_json(hit, names[hit.head.release_id]) for hit in found.hits]
        print(json.dumps(hits, ensure_ascii=False))
        return 0
    for typed, shown in found.mended:
        print(plain(f"Showing {shown}; to search {typed} instead, put it in quotation marks."))
    for number, hit in enumerate(found.hits):
        if number == found.complete:
            print("These hold some of the words only:")
        print(plain(f"{number + 1}. {hit.head.title}"))
        if hit.passage is not None:
            print(plain(f"   … {' '.join(hit.passage.text.split())} …"))
    if not found.hits:
        print("No stored release matches. Try fewer or other words.")
    return 0


def _to_json(hit: SearchHit, name: str) -> dict[str, Any]:
    passage = hit.passage
    return {
        "id": name,
        "title": hit.head.title,
        "passage": passage and {"start": passage.start, "end": passage.end, "text": passage.text},
    }
