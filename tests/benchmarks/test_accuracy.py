"""From texts to the verdict: a set and a scorer of our own stand in for the real ones."""

import json
from argparse import Namespace
from pathlib import Path

import pytest

from benchmarks import accuracy
from benchmarks.__main__ import main
from benchmarks.data import evaluation_sets

TEXT = "The Harrow Water Board will replace 40 miles of lead pipe by 2031.\n\nWork begins in May.\n"
# Scores a nugget when its words stand in the summary; every other row is 100.
SCORER = """
import argparse, json, sys

NAMES = ("receipts", "quote R", "quote F1", "speaker", "role", "key figure R@6", "key figure P@6")

def score(rows, predictions):
    nuggets = [(r["id"], n) for r in rows for n in r["gold"]["nuggets"]]
    shown = {i: " ".join(s["text"] for s in p["summary"]) for i, p in predictions.items()}
    hits = sum(n in shown[i] for i, n in nuggets)
    recall = 100 * hits / len(nuggets) if nuggets else 0.0
    return dict.fromkeys(NAMES, 100.0) | {"nugget recall": recall, "words": 50.0}

if __name__ == "__main__":
    read = lambda path: [json.loads(line) for line in open(path, encoding="utf-8")]
    print(json.dumps(score(read(sys.argv[1]), {p["id"]: p for p in read(sys.argv[2])})))
"""


@pytest.fixture
def shared_folder(tmp_path: Path) -> Path:
    """A folder of evaluation data that holds the set of releases only."""
    folder = tmp_path / "shared" / "eval" / "releases"
    folder.mkdir(parents=True)
    (folder / "score.py").write_text(SCORER, "utf-8")
    annotate(tmp_path / "shared", "lead pipe", "a word nobody wrote")
    return tmp_path / "shared"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where floors and the pinned run of these tests are kept."""
    folder = tmp_path / "benchmarks"
    folder.mkdir()
    return folder


def annotate(shared_folder: Path, *nuggets: str) -> None:
    path = shared_folder / "eval" / "releases" / "dev.jsonl"
    gold = {"quotes": [], "key_figures": [], "nuggets": nuggets}
    row = {"id": "water", "title": None, "text": TEXT, "gold": gold}
    path.write_text(json.dumps(row) + "\n", "utf-8")


def asked(pin: bool = False, lower: tuple[str, ...] = ()) -> Namespace:
    return Namespace(pin=pin, lower=list(lower))


def test_run_prints_the_rows_and_says_which_sets_are_missing(
    shared_folder: Path, home: Path, capsys: pytest.CaptureFixture
) -> None:
    assert accuracy.run(shared_folder, asked(), home) == 0
    printed = capsys.readouterr().out
    assert "the set quotes is skipped" in printed
    assert ["releases", "nugget", "recall", "50.0"] in [
        line.split()[:4] for line in printed.splitlines()
    ]
    assert "releases: nothing is pinned for this data" in printed


def test_run_with_pin_keeps_floors_and_hits_and_no_words_of_the_texts(
    shared_folder: Path, home: Path
) -> None:
    accuracy.run(shared_folder, asked(pin=True), home)
    assert json.loads((home / "floors.json").read_text())["releases/nugget recall"] == 50.0
    assert "lead pipe" not in (home / "pinned.json").read_text()


def test_run_under_a_floor_fails_and_names_what_was_lost(
    shared_folder: Path, home: Path, capsys: pytest.CaptureFixture
) -> None:
    accuracy.run(shared_folder, asked(pin=True), home)
    kept = json.loads((home / "pinned.json").read_text())
    annotate(shared_folder, "pipes of gold", "a word nobody wrote")
    # The pinned run is told to belong to the changed set, as if our reading had changed instead.
    sets, _ = evaluation_sets(shared_folder)
    kept["releases"]["digest"] = sets[0].digest
    (home / "pinned.json").write_text(json.dumps(kept))
    capsys.readouterr()
    assert accuracy.run(shared_folder, asked(), home) == 1
    printed = capsys.readouterr().out
    assert "BROKEN FLOOR  releases/nugget recall: 0.00, bound 50.0" in printed
    assert "- water nugget 1" in printed


def test_run_with_pin_lowers_only_what_is_named(shared_folder: Path, home: Path) -> None:
    accuracy.run(shared_folder, asked(pin=True), home)
    annotate(shared_folder, "pipes of gold")
    assert accuracy.run(shared_folder, asked(pin=True), home) == 1
    assert accuracy.run(shared_folder, asked(True, ("releases/nugget recall",)), home) == 1
    floors = json.loads((home / "floors.json").read_text())
    assert (floors["releases/nugget recall"], floors["releases/first nugget"]) == (0.0, 100.0)


def test_run_scores_agency_and_day_of_releases_that_print_them(
    shared_folder: Path, home: Path, capsys: pytest.CaptureFixture
) -> None:
    path = shared_folder / "eval" / "releases" / "dev2.jsonl"
    gold = {"quotes": [], "key_figures": [], "nuggets": [], "date": "2026-05-04"}
    text = "Posted: May 4, 2026\n\n" + TEXT
    right = {"id": "a", "title": None, "text": text, "gold": gold | {"agency": None}}
    wrong = {"id": "b", "title": None, "text": TEXT, "gold": gold | {"agency": "The Roe Board"}}
    path.write_text(json.dumps(right) + "\n" + json.dumps(wrong) + "\n", "utf-8")
    accuracy.run(shared_folder, asked(), home)
    rows = [line.split()[:3] for line in capsys.readouterr().out.splitlines()]
    assert ["releases-other", "date", "50.0"] in rows
    assert ["releases-other", "agency", "0.0"] in rows


def test_accuracy_without_the_folder_says_so_and_passes(
    tmp_path: Path, capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.data.ROOT", tmp_path / "checkout")
    assert main(["accuracy"]) == 0
    assert "skipped" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["--lower", "releases/role"], ["--shared", "no/such/folder"]])
def test_main_refuses_what_makes_no_sense(words: list[str]) -> None:
    with pytest.raises(SystemExit):
        main(["accuracy", *words])
