"""Watches as people type them, held against releases of which a reader said what should alert.

Counted as the set's own scorer counts. How each watch is understood is printed with `--fit`:
whether that is what was meant, a person says.
"""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks import releases_of, tables
from benchmarks.data import ROOT
from benchmarks.gate import Row, broken, raise_floors
from domain.errors import UnreadableInputError
from pipeline.finding import Held, find
from pipeline.understanding import learned, understand
from rendering.escape import one_line
from rendering.language import language
from rendering.understood import criteria_words

_SET = Path("eval") / "watches"
_FLOORS = ROOT / "benchmarks" / "floors.json"
_CORPORA = (("issuers-1100", None), ("releases-3000", 1500))
# By kind, precision and recall to reach, in percent.
_TARGETS = {"words": (90.0, 85.0), "person": (95.0, 90.0), "agency": (95.0, 90.0),
            "figure": (90.0, 80.0)}  # fmt: skip
_UNDERSTOOD = 95.0


def run(shared: Path | None, arguments: argparse.Namespace) -> int:
    """Print the rows; 1 if a floor is broken."""
    if shared is None or not (shared / _SET / "dev.json").is_file():
        print("watches: skipped, the watches are not beside this checkout")
        return 0
    gold = json.loads((shared / _SET / "dev.json").read_text("utf-8"))
    return held(_rows(gold, _alerts(shared, gold, arguments)), arguments)


def held(rows: list[Row], arguments: argparse.Namespace) -> int:
    """Print rows against their floors, raised where `--pin` asks; 1 if a floor is broken."""
    floors = json.loads(_FLOORS.read_text("utf-8"))
    print(tables.scores(rows, floors))
    if arguments.pin:
        named = [name for name in arguments.lower if name in {row.key for row in rows}]
        floors = raise_floors(rows, floors, named)
        _FLOORS.write_text(json.dumps(floors, indent=1, ensure_ascii=False) + "\n", "utf-8")
    fallen = broken(rows, floors)
    for row in fallen:
        print(f"BROKEN FLOOR  {row.key}: {row.score:.2f}")
    return 1 if fallen else 0


def _alerts(
    shared: Path, gold: Mapping[str, Any], arguments: argparse.Namespace
) -> dict[str, set[str] | None]:
    """The releases each watch tells of, None where it is not understood."""
    releases = releases_of.read(shared, _CORPORA)
    helds = {release.document.id: Held(release) for release in releases}
    records = [release.analysis for release in releases]
    found: dict[str, set[str] | None] = {}
    for watch in gold["watches"]:
        try:
            criteria = learned(understand(**{watch["kind"]: watch["text"]}), records)
        except UnreadableInputError as error:
            print(f"  {watch['text']}: asked back: {error}")
            found[watch["id"]] = None
            continue
        if arguments.fit:
            print(f"  {watch['text']}: {criteria_words(language('en'), criteria, one_line)}")
        found[watch["id"]] = {
            name for name, one in helds.items() if find(criteria, one) is not None
        }
    return found


def _rows(gold: Mapping[str, Any], found: Mapping[str, set[str] | None]) -> list[Row]:
    """Precision and recall of each kind over all pairs, as the set's scorer counts them."""
    sample = set(gold["sample"])
    counts = {kind: [0, 0, 0] for kind in _TARGETS}
    for watch in gold["watches"]:
        got = found[watch["id"]] or set()
        got = got & sample if watch["scope"] == "sample" else got
        true, unscored = set(watch["true"]), set(watch["unclear"]) | set(watch["chrome"])
        counts[watch["kind"]][0] += len(got & true)
        counts[watch["kind"]][1] += len(got - true - unscored)
        counts[watch["kind"]][2] += len(true - got)
    read = sum(one is not None for one in found.values())
    rows = [Row("watches", "read at all", 100 * read / len(found), _UNDERSTOOD)]
    for kind, (right, false, missed) in counts.items():
        precision, recall = _TARGETS[kind]
        rows.append(Row("watches", f"{kind} P", _share(right, right + false), precision))
        rows.append(Row("watches", f"{kind} R", _share(right, right + missed), recall))
    return rows


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0
