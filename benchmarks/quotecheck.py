"""Messages with a quotation, checked against a real archive, by the set's own scorer."""

import argparse
import asyncio
import json
import re
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import releases_of
from benchmarks.gate import Row
from benchmarks.scorers import loaded
from benchmarks.watches import held
from pipeline.quotations import Finding, Verdict, check_quotation
from pipeline.quoted import quoted_in
from processing import analyse
from storage import Storage, open_storage

_SET = Path("eval") / "quotecheck"
_CORPORA = (("issuers-1100", None), ("releases-3000", 1000))
_NOW = datetime(2026, 11, 1, tzinfo=UTC)
_AT_ONCE = 100
# The set knows neither of these two.
_NAMES = {Verdict.TOO_SHORT: "not_found", Verdict.COMMENTED: "verbatim_with_omission"}


def run(shared: Path | None, arguments: argparse.Namespace) -> int:
    """Print the rows; 1 if a floor is broken."""
    if shared is None or not (shared / _SET / "dev.json").is_file():
        print("quotecheck: skipped, the messages are not beside this checkout")
        return 0
    gold = json.loads((shared / _SET / "dev.json").read_text("utf-8"))
    predictions = asyncio.run(_predictions(shared, gold))
    with loaded(shared / _SET / "score.py") as scorer:
        scored = scorer.score(gold, predictions)
    for wrong in scored["wrong"]:
        print("  wrong", *wrong)
    print(f"processor time of a check: p50 {scored['ms_p50']} ms, p99 {scored['ms_p99']} ms")
    return held(_rows(scored), arguments)


def _rows(scored: Mapping[str, Any]) -> list[Row]:
    false = len(scored["false_verbatim"]) + len(scored["false_verbatim_common_phrase"])
    return [
        Row("quotecheck", "verdict", _percent(scored["all_right"]), 95.0),
        Row("quotecheck", "exact difference", _percent(scored["diff_exact"]), 92.0),
        Row("quotecheck", "speaker flagged", _percent(scored["speaker_flagged"]), 95.0),
        Row("quotecheck", "false alarms", _percent(scored["speaker_false_alarms"]), 3.0, "lower"),
        Row("quotecheck", "false verbatim", float(false), 0.0, "lower"),
    ]


async def _predictions(shared: Path, gold: list[dict[str, Any]]) -> list[dict[str, Any]]:
    with TemporaryDirectory() as folder:
        async with open_storage(Path(folder) / "lede.db") as storage:
            documents = releases_of.documents(shared, _CORPORA)
            for at in range(0, len(documents), _AT_ONCE):
                pairs = [(one, analyse(one)) for one in documents[at : at + _AT_ONCE]]
                await storage.releases.save_many(pairs, now=_NOW)
            return [await _prediction(storage, message) for message in gold]


async def _prediction(storage: Storage, message: Mapping[str, Any]) -> dict[str, Any]:
    begun = time.process_time()
    found = await check_quotation(storage, quoted_in(message["message"])[0])
    spent = 1000 * (time.process_time() - begun)
    is_altered = found.verdict is Verdict.ALTERED
    return {
        "id": message["id"],
        "verdict": _NAMES.get(found.verdict, found.verdict.value),
        "release": found.release.document.id if found.release else None,
        "diff_ok": _is_exact(found, message["diff"] or {}) if is_altered else None,
        "speaker_flagged": found.is_another,
        "ms": spent,
    }


def _is_exact(found: Finding, diff: Mapping[str, Any]) -> bool:
    """Whether exactly the words that differ are marked."""
    shown = {
        change: list(_words(" ".join(p.words for p in found.pieces if p.change == change)))
        for change in ("left_out", "put_in", "moved")
    }
    return (
        shown["left_out"] == list(_words(diff.get("removed") or ""))
        and shown["put_in"] == list(_words(diff.get("added") or ""))
        and len(shown["moved"]) == (diff.get("moved") or 0)
    )


def _words(text: str) -> Iterator[str]:
    yield from re.findall(r"\w+", re.sub(r"['’]", "", text.casefold()))


def _percent(share: str) -> float:
    part, whole = map(int, share.split("/"))
    return 100 * part / whole if whole else 0.0
