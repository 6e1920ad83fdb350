"""Which parts of the benchmark run, and how large, with and without the evaluation data."""

from argparse import Namespace
from pathlib import Path

import pytest

from benchmarks import __main__ as program
from benchmarks import pages

Ran = dict[str, int | None]


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> Ran:
    """The parts that ran, with how many releases each was told to use."""
    found: Ran = {}

    def part_of(name: str):
        def run(_shared: Path | None, arguments: Namespace) -> int:
            found[name] = arguments.releases
            return 0

        return run

    monkeypatch.setattr(program, "_PARTS", {name: part_of(name) for name in program._PARTS})
    return found


def test_clone_without_data_says_what_is_left_out_and_is_short(
    ran: Ran, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(program, "find_shared", lambda _: None)
    assert program.main([]) == 0
    assert "Left out: accuracy, reading, pages" in capsys.readouterr().out
    assert ran.keys() == program._PARTS.keys()
    assert all(releases is not None and releases <= 10_000 for releases in ran.values())


def test_a_part_by_name_and_a_clone_with_data_run_in_full(
    ran: Ran, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(program, "find_shared", lambda _: None)
    program.main(["latency"])
    assert ran == {"latency": None}
    monkeypatch.setattr(program, "find_shared", lambda _: tmp_path)
    program.main([])
    assert set(ran.values()) == {None}
    assert "Left out" not in capsys.readouterr().out


def test_data_without_the_pages_is_no_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pages.run(tmp_path, Namespace()) == 0
    assert "pages: skipped" in capsys.readouterr().out
