"""Short texts with checks of what is read of them: right and wrong by part of the reading.

A case belongs to every family whose part of the record one of its checks looks at, and is right
when all its checks hold. The checks are those of the program that comes with the cases.
"""

import argparse
import json
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks import gate, tables
from benchmarks.accuracy import FLOORS, HOME, read_json, write_json
from benchmarks.gate import Row
from benchmarks.scorers import loaded
from domain.documents import Document
from domain.record import parse_published, to_record
from processing import analyse

CASES = Path("cases") / "reading.jsonl"
CHECKER = Path("cases") / "check.py"
# The family of each part of the record that a check may look at, and the share to reach.
FAMILIES = {
    "figure": "figures",
    "quote": "quotes",
    "person": "names",
    "organization": "names",
    "title": "head",
    "agency": "head",
    "date": "head",
    "summary": "summary",
}
TARGETS = {"figures": 97.0, "quotes": 95.0, "names": 95.0, "head": 95.0, "summary": 95.0}
# The day a text is given that is not asked for its own.
_DAY = "2026-03-03"
_HEAD = frozenset({"title", "agency", "date"})


def run(shared: Path | None, arguments: argparse.Namespace, home: Path = HOME) -> int:
    """Print right and total by family and kind; 1 where a family falls under its floor."""
    if shared is None or not (shared / CASES).is_file() or not (shared / CHECKER).is_file():
        print("reading: skipped, the cases are not beside this checkout")
        return 0
    rights, totals, kinds = _count(shared)
    rows = [
        Row("reading", family, 100 * rights[family] / totals[family], target)
        for family, target in TARGETS.items()
        if totals[family]
    ]
    floors = read_json(home / FLOORS)
    print(tables.scores(rows, floors))
    for kind, (right, total) in kinds.items():
        print(f"  {kind:30s} {right}/{total}")
    if arguments.pin:
        lower = [name for name in arguments.lower if name.startswith("reading/")]
        floors = gate.raise_floors(rows, floors, lower)
        write_json(home / FLOORS, floors)
    return int(bool(gate.broken(rows, floors)))


def _count(shared: Path) -> tuple[Counter[str], Counter[str], dict[str, tuple[int, int]]]:
    rights: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    kinds: dict[str, tuple[int, int]] = {}
    with loaded(shared / CHECKER) as checker, (shared / CASES).open(encoding="utf-8") as lines:
        for case in map(json.loads, lines):
            is_right = _is_right(checker, case)
            for family in {FAMILIES[part] for part in checker.parts_of(case["checks"])}:
                totals[family] += 1
                rights[family] += is_right
            right, total = kinds.get(case["kind"], (0, 0))
            kinds[case["kind"]] = (right + is_right, total + 1)
    return rights, totals, kinds


def _is_right(checker: ModuleType, case: dict[str, Any]) -> bool:
    asks_head = not _HEAD.isdisjoint(checker.parts_of(case["checks"]))
    day = None if asks_head else _DAY
    document = Document(case["id"], case["text"], case.get("title"), parse_published(day))
    record = to_record(analyse(document))
    return all(checker.holds(check, record) for check in case["checks"])
