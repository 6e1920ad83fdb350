"""The sets' own scorers: their totals as they print them, and which single items came out right."""

import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from benchmarks.data import EvaluationSet
from benchmarks.gate import SetItems

# Per aspect, the id of every item of the set and whether it came out right.
Outcomes = dict[str, list[tuple[str, bool]]]


def totals(chosen: EvaluationSet, predictions: Path) -> dict:
    """What the set's scorer prints with --json; raises RuntimeError with its words if it fails."""
    command = [sys.executable, chosen.scorer.name, str(chosen.gold), str(predictions), "--json"]
    done = subprocess.run(command, cwd=chosen.scorer.parent, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"the scorer of {chosen.name} failed: {done.stderr.strip()[-400:]}")
    printed: dict = json.loads(done.stdout)
    return printed | _head_totals(chosen, predictions)


def _head_totals(chosen: EvaluationSet, predictions: Path) -> dict[str, float | None]:
    """What the scorer of releases leaves out: first nuggets, agencies and dates, in percent."""
    if _kind(chosen) != "releases":
        return {}
    lines = predictions.read_text("utf-8").splitlines()
    found = outcomes(chosen, {record["id"]: record for record in map(json.loads, lines)})
    hits = {
        "first nugget": [hit for name, hit in found["nugget"] if name.endswith(" nugget 1")],
        "agency": [hit for _, hit in found["agency"]],
        "date": [hit for _, hit in found["date"]],
    }
    return {
        name: 100 * sum(rights) / len(rights) if rights else None for name, rights in hits.items()
    }


def _kind(chosen: EvaluationSet) -> str:
    return chosen.name.partition("-")[0]


def outcomes(chosen: EvaluationSet, predictions: Mapping[str, dict]) -> Outcomes:
    """Every item of the set, by aspect, in the order of the set."""
    with loaded(chosen.scorer) as scorer:
        return _OUTCOMES[_kind(chosen)](scorer, chosen.rows(), predictions)


def to_items(chosen: EvaluationSet, found: Outcomes) -> tuple[dict[str, tuple[str, ...]], SetItems]:
    """The ids by aspect, and the flags that go with them."""
    ids = {aspect: tuple(item for item, _ in pairs) for aspect, pairs in found.items()}
    hits = {aspect: tuple(hit for _, hit in pairs) for aspect, pairs in found.items()}
    return ids, SetItems(chosen.digest, hits)


def _release_outcomes(scorer: ModuleType, rows: list[dict], predictions: Mapping) -> Outcomes:
    """Score each annotation as if it were the only one of its release."""
    kinds = (
        ("quotes", "quote", "quote R"),
        ("quotes", "speaker", "speaker"),
        ("key_figures", "key figure", "key figure R@6"),
        ("nuggets", "nugget", "nugget recall"),
    )
    found: Outcomes = {aspect: [] for _, aspect, _ in kinds}
    empty: dict[str, list] = {name: [] for name, _, _ in kinds}
    for row in rows:
        for name, aspect, measure in kinds:
            for number, annotation in enumerate(row["gold"][name], 1):
                alone = row | {"gold": empty | {name: [annotation]}}
                hit = scorer.score([alone], predictions)[measure] > 0
                found[aspect].append((f"{row['id']} {aspect} {number}", hit))
    return found | _head_outcomes(rows, predictions)


def _head_outcomes(rows: list[dict], predictions: Mapping) -> Outcomes:
    """Agency and day of those releases that print them."""
    found: Outcomes = {"agency": [], "date": []}
    for row in rows:
        agency, day = row["gold"].get("agency"), row["gold"].get("date")
        record = predictions[row["id"]]
        if agency:
            is_right = _name_words(agency) == _name_words(record["agency"])
            found["agency"].append((f"{row['id']} agency", is_right))
        if day:
            found["date"].append((f"{row['id']} date", (record["published_at"] or "")[:10] == day))
    return found


def _name_words(name: str | None) -> list[str]:
    """The words of a name without case, signs, an article before it, an acronym in brackets."""
    found = re.findall(
        r"\w+", re.sub(r"\([^()]*\)", "", name or "").casefold().replace("’", "'").replace("'", "")
    )
    return found[1:] if found[:1] == ["the"] else found


def _quote_outcomes(scorer: ModuleType, rows: list[dict], predictions: Mapping) -> Outcomes:
    found: Outcomes = {"quote": [], "speaker": [], "speaker name": [], "no false quote": []}
    for row in rows:
        marked, _ = scorer.score_article(row, predictions[row["id"]]["quotes"])
        gold = [item for item in marked if item["t"] == "gold"]
        for item in gold:
            name = f"{row['id']} at {item['q']['start']}"
            found["quote"].append((name, bool(item["hit"])))
            found["speaker"].append((name, bool(item["head"])))
            if "sur" in item:
                found["speaker name"].append((name, bool(item["sur"])))
        false = [item for item in marked if item["t"] == "fp" and not item["ign"]]
        found["no false quote"].append((row["id"], not false))
    return found


def _figure_outcomes(scorer: ModuleType, rows: list[dict], predictions: Mapping) -> Outcomes:
    found: Outcomes = {"value": [], "value and unit": []}
    answers = [predictions[row["id"]] for row in rows]
    items, _ = scorer.load(rows, answers)
    for row, gold, predicted in items:
        for aspect, criterion in (("value", "value"), ("value and unit", "value+unit")):
            pairs = scorer.pairing(gold, predicted, criterion)
            # Right means all of the sentence: a spurious figure misleads as a missed one does.
            found[aspect].append((row["id"], len(pairs) == len(gold) == len(predicted)))
    return found


_OUTCOMES = {
    "releases": _release_outcomes,
    "quotes": _quote_outcomes,
    "figures": _figure_outcomes,
}


@contextmanager
def loaded(path: Path) -> Iterator[ModuleType]:
    """The scorer as a module, its own folder importable for as long as it is in use."""
    spec = importlib.util.spec_from_file_location(f"scorer_{path.parent.name}", path)
    if spec is None or spec.loader is None:
        raise RuntimeError(f"{path.name} of {path.parent.name} is no Python file")
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(path.parent))
    try:
        spec.loader.exec_module(module)
        yield module
    finally:
        sys.path.remove(str(path.parent))
