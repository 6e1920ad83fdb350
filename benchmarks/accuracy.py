"""Scores over the annotated sets, against targets, floors and the last pinned run."""

import json
import math
import tomllib
from argparse import Namespace
from pathlib import Path
from typing import Any

from benchmarks import gate, scorers, tables
from benchmarks.data import ROOT, EvaluationSet, evaluation_sets
from benchmarks.gate import Row, SetItems
from domain.documents import Document
from domain.record import to_record
from processing import analyse

HOME = ROOT / "benchmarks"
FLOORS = "floors.json"
_PINNED = "pinned.json"
_ROWS = Path(__file__).with_name("rows.toml")
# Item names listed per aspect: enough to see the kind of change, short enough to be read.
_LISTED = 12


def run(shared: Path | None, arguments: Namespace, home: Path = HOME) -> int:
    """Print the table and what changed; the exit status is 1 when a floor is broken.

    Floors and the pinned run are kept in `home`, predictions in its folder `out`.
    """
    if shared is None:
        print("accuracy: skipped, the folder of evaluation data is not beside this checkout")
        print("          (name it with --shared FOLDER)")
        return 0
    found, absent = evaluation_sets(shared)
    for name in absent:
        print(f"accuracy: the set {name} is skipped, its files are missing")
    rows: list[Row] = []
    items: dict[str, SetItems] = {}
    pinned = {name: gate.unpack(packed) for name, packed in read_json(home / _PINNED).items()}
    changes: list[str] = []
    for chosen in found:
        kept = home / "out" / f"{chosen.name}.jsonl"
        predictions = predict(chosen, kept)
        rows += _score(chosen, kept)
        ids, items[chosen.name] = scorers.to_items(chosen, scorers.outcomes(chosen, predictions))
        compared = gate.compare(ids, items[chosen.name], pinned.get(chosen.name))
        changes += tables.changes(chosen.name, compared, _LISTED)
    floors = read_json(home / FLOORS)
    print(tables.scores(rows, floors))
    print("\nsince the pinned run:")
    print("\n".join(changes) or "  nothing was scored")
    if arguments.pin:
        lower = [name for name in arguments.lower if not name.startswith("reading/")]
        floors = _pin(home, rows, items, floors, lower)
    return _verdict(rows, floors)


def predict(chosen: EvaluationSet, kept: Path) -> dict[str, dict]:
    """Analyse every text of the set, never its gold, and write the records to the file `kept`."""
    kept.parent.mkdir(exist_ok=True)
    records = {}
    with kept.open("w", encoding="utf-8") as out:
        for row in chosen.rows():
            record = to_record(analyse(Document(row["id"], row["text"], row.get("title"))))
            records[row["id"]] = record
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    return records


def _score(chosen: EvaluationSet, kept: Path) -> list[Row]:
    printed = scorers.totals(chosen, kept)
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
    home: Path,
    rows: list[Row],
    items: dict[str, SetItems],
    floors: dict[str, float],
    lower: list[str],
) -> dict[str, float]:
    raised = gate.raise_floors(rows, floors, lower)
    write_json(home / FLOORS, raised)
    packed = {name: gate.pack(found) for name, found in items.items()}
    write_json(home / _PINNED, dict(sorted((read_json(home / _PINNED) | packed).items())))
    moved = [key for key, floor in raised.items() if floors.get(key) != floor]
    print(f"\npinned this run; {len(moved)} floors moved")
    for key in moved:
        print(f"  {key}: {floors.get(key, '-')} -> {raised[key]}")
    return raised


def _verdict(rows: list[Row], floors: dict[str, float]) -> int:
    fallen = gate.broken(rows, floors)
    for row in fallen:
        print(f"\nBROKEN FLOOR  {row.key}: {row.score:.2f}, bound {gate.bound_of(row, floors)}")
    return 1 if fallen else 0


def read_json(path: Path) -> dict[str, Any]:
    """The object kept in a file, an empty one where there is none."""
    return json.loads(path.read_text("utf-8")) if path.is_file() else {}


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Keep an object in a file, so that its changes can be read line by line."""
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")
