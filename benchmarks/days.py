"""Days of thirty releases ordered by an editor: how near the digest comes, and the weights fitted.

Rows are those of the set's own scorer. Beside them stand the scores of weights fitted on the other
days, each day left out once, and of days drawn from the same releases and marked by a second
reader (`days_read.json`, ids hashed).
"""

import argparse
import gzip
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks import fitting, gate, tables
from benchmarks.data import OUT, ROOT
from benchmarks.gate import Row
from benchmarks.scorers import loaded
from domain.archive import StoredRelease
from domain.documents import Document
from domain.news import NewsValue
from domain.subscriptions import ReleaseFilter
from pipeline.digest import digest, to_release
from pipeline.worth import read_news_values, read_weights
from processing import analyse

_SET = Path("eval") / "days"
_CORPORA = ("issuers-1100", "releases-3000")
_READ = Path(__file__).with_name("days_read.json")
_FLOORS = ROOT / "benchmarks" / "floors.json"
_LENGTH = 5
# Of the set: to reach, and whether less is better.
_TARGETS = {"nDCG@5": 75.0, "must @5": 75.0, "noise @5": 6.0, "number": 60.0}


@dataclass(frozen=True)
class Day:
    """A day's releases in order, each marked 0 to 3, as the scorer takes it."""

    gold: Mapping[str, Any]
    releases: tuple[StoredRelease, ...]
    values: Mapping[str, tuple[NewsValue, ...]]

    @property
    def marks(self) -> Mapping[str, int]:
        """The marks by id."""
        return {item["id"]: item["importance"] for item in self.gold["items"]}


def run(shared: Path | None, arguments: argparse.Namespace) -> int:
    """Print the rows, the cross-validation, the weights if asked; 1 if a floor is broken."""
    if shared is None or not (shared / _SET / "dev.json").is_file():
        print("days: skipped, the days are not beside this checkout")
        return 0
    with loaded(shared / _SET / "score.py") as scorer:
        return _run(shared, scorer, arguments)


def _run(shared: Path, scorer: ModuleType, arguments: argparse.Namespace) -> int:
    documents = _documents(shared)
    gold = json.loads((shared / _SET / "dev.json").read_text("utf-8"))
    days = [_day(day, documents) for day in gold["days"]]
    read = [_day(day, documents) for day in _days_read(documents)]
    rows = _rows(shared, days)
    floors = json.loads(_FLOORS.read_text("utf-8"))
    print(tables.scores(rows, floors))
    print(f"\n{len(days)} days, weights of each fitted on the others:")
    print(_line(scorer, days, fitting.left_out(days)))
    print(f"{len(read)} days of our own marking, weights as they are, and fitted on the others:")
    print(_line(scorer, read, {d.gold["day"]: fitting.order(d, _used()) for d in read}))
    print(_line(scorer, read, {d.gold["day"]: fitting.order(d, fitting.fit(days)) for d in read}))
    if arguments.fit:
        print("\n" + fitting.table([*days, *read]))
    if arguments.pin:
        floors = gate.raise_floors(rows, floors, _named(arguments.lower, rows))
        _FLOORS.write_text(json.dumps(floors, indent=1, ensure_ascii=False) + "\n", "utf-8")
    fallen = gate.broken(rows, floors)
    for row in fallen:
        print(f"BROKEN FLOOR  {row.key}: {row.score:.2f}, bound {gate.bound_of(row, floors)}")
    return 1 if fallen else 0


def hashed(identity: str) -> str:
    """The id of a release as our own marks name it."""
    return hashlib.sha256(identity.encode()).hexdigest()[:16]


def _rows(shared: Path, days: Iterable[Day]) -> list[Row]:
    """The rows as the set's scorer prints them of the digests."""
    OUT.mkdir(exist_ok=True)
    kept = OUT / "days.jsonl"
    with kept.open("w", encoding="utf-8") as out:
        for day in days:
            found = digest(day.releases, ReleaseFilter(), _LENGTH)
            number = found.number
            prediction = {
                "day": day.gold["day"],
                "order": [s.release.document.id for s in (*found.stories, *found.passed)],
                "number": number and {"id": number[0].document.id, "text": number[1].span.text},
            }
            out.write(json.dumps(prediction, ensure_ascii=False) + "\n")
    command = [sys.executable, "score.py", "dev.json", str(kept), "--json"]
    done = subprocess.run(command, cwd=shared / _SET, capture_output=True, text=True, check=True)
    printed = json.loads(done.stdout)
    better = {"noise @5": "lower"}
    return [
        Row("days", name, printed[name], target, better.get(name, "higher"))  # type: ignore[arg-type]
        for name, target in _TARGETS.items()
    ]


def _line(scorer: ModuleType, days: Iterable[Day], orders: Mapping[int, list[str]]) -> str:
    total = scorer.total({"days": [day.gold for day in days]}, orders)
    return "  " + "  ".join(f"{name} {score:.1f}" for name, score in total.items())


def _used() -> fitting.Points:
    return fitting.points_of(read_weights())


def _named(lower: Iterable[str], rows: Iterable[Row]) -> list[str]:
    keys = {row.key for row in rows}
    return [name for name in lower if name in keys]


def _day(gold: Mapping[str, Any], documents: Mapping[str, Document]) -> Day:
    chosen = [documents[item["id"]] for item in gold["items"]]
    releases = tuple(map(partial(_analysed), range(1, len(chosen) + 1), chosen))
    values = {r.document.id: read_news_values(r.document, r.analysis.title) for r in releases}
    return Day(gold, releases, values)


def _analysed(number: int, document: Document) -> StoredRelease:
    return to_release(number, document, analyse(document))


def _documents(shared: Path) -> dict[str, Document]:
    found = {}
    for name in _CORPORA:
        with gzip.open(shared / "corpora" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                agency = row.get("issuer") or row.get("agency")
                found[row["id"]] = Document(row["id"], row["text"], row.get("title"), agency=agency)
    return found


def _days_read(documents: Mapping[str, Document]) -> list[dict[str, Any]]:
    """The days of our own marking, in the scorer's form; without what is not there any more."""
    ids = {hashed(identity): identity for identity in documents}
    return [
        {
            "day": day["day"],
            "items": [
                {"id": ids[name], "importance": mark, "why": "", "same_as": None}
                for name, mark in day["marks"].items()
                if name in ids
            ],
        }
        for day in json.loads(_READ.read_text("utf-8"))["days"]
    ]
