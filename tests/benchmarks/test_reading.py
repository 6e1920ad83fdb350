"""Short cases by family: a checker of our own stands in for the one that comes with the cases."""

import json
from argparse import Namespace
from pathlib import Path

import pytest

from benchmarks import reading

CHECKER = """
def parts_of(checks):
    return [check["part"] for check in checks]

def holds(check, record):
    found = record["published_at"] if check["part"] == "date" else record["title"]
    return found == check["equals"]
"""
TEXT = "The Harrow Water Board will replace 40 miles of lead pipe by 2031.\n"


@pytest.fixture
def shared_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "shared" / "cases"
    folder.mkdir(parents=True)
    (folder / "check.py").write_text(CHECKER, "utf-8")
    return tmp_path / "shared"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "benchmarks"
    folder.mkdir()
    return folder


def keep(shared_folder: Path, *checks: tuple[str, str | None]) -> None:
    lines = [
        {"id": f"c{n}", "kind": "pipes", "text": TEXT, "title": "New pipes", "checks": [
            {"part": part, "equals": wanted}
        ]}
        for n, (part, wanted) in enumerate(checks)
    ]  # fmt: skip
    path = shared_folder / "cases" / "reading.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")


def asked(pin: bool = False, lower: tuple[str, ...] = ()) -> Namespace:
    return Namespace(pin=pin, lower=list(lower))


def test_run_counts_kinds_and_families(
    shared_folder: Path, home: Path, capsys: pytest.CaptureFixture
) -> None:
    keep(shared_folder, ("title", "New pipes"), ("title", "Old pipes"))
    assert reading.run(shared_folder, asked(), home) == 0
    printed = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["reading", "head", "50.0", "95.0", "-", "below", "target"] in printed
    assert ["pipes", "1/2"] in printed


def test_run_gives_no_day_to_a_case_that_asks_for_one(shared_folder: Path, home: Path) -> None:
    keep(shared_folder, ("date", None))
    reading.run(shared_folder, asked(pin=True), home)
    assert json.loads((home / "floors.json").read_text()) == {"reading/head": 100.0}


def test_run_under_a_floor_fails_unless_it_is_lowered_by_name(
    shared_folder: Path, home: Path
) -> None:
    keep(shared_folder, ("title", "New pipes"))
    reading.run(shared_folder, asked(pin=True), home)
    keep(shared_folder, ("title", "Old pipes"))
    assert reading.run(shared_folder, asked(pin=True), home) == 1
    assert reading.run(shared_folder, asked(True, ("reading/head",)), home) == 0


def test_run_without_the_cases_says_so(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture
) -> None:
    assert reading.run(tmp_path, asked(), home) == 0
    assert "skipped" in capsys.readouterr().out
