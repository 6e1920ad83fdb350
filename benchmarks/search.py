"""Searches with known answers over a real archive, by the set's own scorer."""

import argparse
import asyncio
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import releases_of
from benchmarks.filling import NOW
from benchmarks.gate import Row
from benchmarks.scorers import loaded
from benchmarks.watches import held
from pipeline.searching import search
from processing import analyse
from storage import Storage, open_storage

_SET = Path("eval") / "search"
_CORPORA = (("issuers-1100", None), ("releases-3000", None))
_AT_ONCE, _HITS = 100, 10


def run(shared: Path | None, arguments: argparse.Namespace) -> int:
    """Print the rows; 1 if a floor is broken."""
    if shared is None or not (shared / _SET / "dev.json").is_file():
        print("search: skipped, the searches are not beside this checkout")
        return 0
    gold = json.loads((shared / _SET / "dev.json").read_text("utf-8"))
    return held(asyncio.run(_rows(shared, gold)), arguments)


async def _rows(shared: Path, gold: list[dict[str, Any]]) -> list[Row]:
    results = await _results(shared, gold)
    with loaded(shared / _SET / "score.py") as scorer:
        ranks = scorer.ranks(gold, results)
        found = scorer.figures(gold, ranks, results)
    for query in gold:
        if ranks[query["id"]] != 1:
            print(f"  {query['form']}: rank {ranks[query['id']] or '-'}: {query['query']}")
    return [
        Row("search", "first", 100 * found["@1"], 93.0),
        Row("search", "within ten", 100 * found["@10"], 99.0),
    ]


async def _results(shared: Path, gold: list[dict[str, Any]]) -> dict[int, list[str]]:
    """What is found for each query, by its number, the most relevant first."""
    with TemporaryDirectory() as folder:
        async with open_storage(Path(folder) / "lede.db") as storage:
            documents = releases_of.documents(shared, _CORPORA)
            for at in range(0, len(documents), _AT_ONCE):
                pairs = [(one, analyse(one)) for one in documents[at : at + _AT_ONCE]]
                await storage.releases.save_many(pairs, now=NOW)
            return {query["id"]: await _names(storage, query["query"]) for query in gold}


async def _names(storage: Storage, query: str) -> list[str]:
    page = await search(storage, query, limit=_HITS)
    kept = await storage.releases.get_many(hit.head.release_id for hit in page.hits)
    return [kept[hit.head.release_id].document.id for hit in page.hits]
