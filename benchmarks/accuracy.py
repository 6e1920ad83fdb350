"""Scores over the annotated sets, against targets, floors and the last pinned run."""

import json
import math
import tomllib
from argparse import Namespace
from pathlib import Path
from typing import Any

from benchmarks import gate, scorers, tables
from benchmarks.data import OUT, ROOT, EvaluationSet, evaluation_sets
from benchmarks.gate import Row, SetItems
from domain.documents import Document
from domain.record import to_record
from processing import analyse

FLOORS = ROOT / "benchmarks" / "floors.json"
PINNED = ROOT / "benchmarks" / "pinned.json"
_ROWS = Path(__file__).with_name("rows.toml")
# Item names listed per aspect: enough to see the kind of change, short enough to be read.
_LISTED = 12


def run(shared: Path | None, arguments: Namespace) -> int:
    """Print the table and what changed; the exit status is 1 when a floor is broken."""
    if shared is None:
        print("accuracy: skipped, the folder of evaluation data is not beside this checkout")
        print("          (name it with --shared FOLDER)")
        return 0
    found, absent = evaluation_sets(shared)
    for name in absent:
        print(f"accuracy: the set {name} is skipped, its files are missing")
    rows: list[Row] = []
    items: dict[str, SetItems] = {}
    pinned = {name: gate.unpack(packed) for name, packed in _read(PINNED).items()}
    changes: list[str] = []
    for chosen in found:
        predictions = predict(chosen)
        rows += _score(chosen)
        ids, items[chosen.name] = scorers.to_items(chosen, scorers.outcomes(chosen, predictions))
        compared = gate.compare(ids, items[chosen.name], pinned.get(chosen.name))
        changes += tables.changes(chosen.name, compared, _LISTED)
    floors = _read(FLOORS)
    print(tables.scores(rows, floors))
    print("\nsince the pinned run:")
    print("\n".join(changes) or "  nothing was scored")
    if arguments.pin:
        floors = _pin(rows, items, floors, arguments.lower)
    return _verdict(rows, floors)


def predict(chosen: EvaluationSet) -> dict[str, dict]:
    """Analyse every text of the set, never its gold, and keep the records in benchmarks/out."""
    OUT.mkdir(exist_ok=True)
    records = {}
    with (OUT / f"{chosen.name}.jsonl").open("w", encoding="utf-8") as out:
        for row in chosen.rows():
            record = to_record(analyse(Document(row["id"], row["text"], row.get("title"))))
            records[row["id"]] = record
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    return records


def _score(chosen: EvaluationSet) -> list[Row]:
    printed = scorers.totals(chosen, OUT / f"{chosen.name}.jsonl")
    wanted = tomllib.loads(_ROWS.read_text("utf-8"))[chosen.name]
    return [
        Row(
            chosen.name,
            entry["name"],
            _figure(printed, entry["path"]),
            entry.get("target"),
            entry.get("better", "higher"),
        )
        for entry in wanted
    ]


def _figure(printed: Any, path: list[str | int]) -> float:
    """The figure at the end of the path; NaN where the scorer had nothing to count."""
    for step in path:
        printed = printed[step]
    return math.nan if printed is None else float(printed)


def _pin(
    rows: list[Row], items: dict[str, SetItems], floors: dict[str, float], lower: list[str]
) -> dict[str, float]:
    raised = gate.raise_floors(rows, floors, lower)
    _write(FLOORS, raised)
    packed = {name: gate.pack(found) for name, found in items.items()}
    _write(PINNED, dict(sorted((_read(PINNED) | packed).items())))
    moved = [key for key, floor in raised.items() if floors.get(key) != floor]
    print(f"\npinned this run; {len(moved)} floors moved")
    for key in moved:
        print(f"  {key}: {floors.get(key, '-')} -> {raised[key]}")
    return raised


def _verdict(rows: list[Row], floors: dict[str, float]) -> int:
    fallen = gate.broken(rows, floors)
    for row in fallen:
        print(f"\nBROKEN FLOOR  {row.key}: {row.score:.2f}, floor {floors[row.key]}")
    return 1 if fallen else 0


def _read(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text("utf-8")) if path.is_file() else {}


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")
