"""`lede process`: JSON Lines in, processed releases out, bad lines named."""

import gzip
import json
import subprocess
import sys
from pathlib import Path
from threading import Timer

import pytest

from tests.acceptance.conftest import TEXT, Lede

LINE = json.dumps({"id": "a", "text": TEXT, "published_at": "2026-05-14"})


def test_record_is_printed_for_each_line(lede: Lede) -> None:
    ran = lede("process", stdin=LINE + "\n" + LINE.replace('"a"', '"b"') + "\n")
    assert ran.returncode == 0, ran.stderr
    records = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [record["id"] for record in records] == ["a", "b"]
    assert records[0]["published_at"] == "2026-05-14"
    assert records[0]["language"] == "en"
    quote = records[0]["quotes"][0]
    assert TEXT[quote["start"] : quote["end"]] == quote["text"] == "We looked in every crate,"
    assert quote["speaker_name"] == "Ann Poe"
    assert '"rule"' not in ran.stdout


def test_bad_lines_are_named_and_the_rest_go_on(lede: Lede) -> None:
    bad = ["{", "[]", '{"id": 1, "text": "x"}', '{"id": "b"}', '{"id": "c", "text": "x", "url": 3}']
    ran = lede("process", stdin="\n".join([LINE, *bad, LINE.replace('"a"', '"z"')]))
    assert ran.returncode == 1
    assert [json.loads(line)["id"] for line in ran.stdout.splitlines()] == ["a", "z"]
    complaints = ran.stderr.splitlines()
    assert len(complaints) == len(bad)
    for number, complaint in enumerate(complaints, start=2):
        assert f"Line {number}" in complaint
    assert "Traceback" not in ran.stderr


def test_empty_lines_are_passed_over(lede: Lede) -> None:
    ran = lede("process", stdin=f"\n{LINE}\n\n")
    assert ran.returncode == 0
    assert len(ran.stdout.splitlines()) == 1


def test_rules_are_named_with_explain(lede: Lede) -> None:
    record = json.loads(lede("process", "--explain", stdin=LINE).stdout)
    assert all(part["rule"] for part in record["quotes"] + record["figures"] + record["summary"])


def test_workers_print_the_same_in_the_same_order(lede: Lede) -> None:
    lines = "\n".join(LINE.replace('"a"', f'"{i}"') for i in range(40))
    alone, together = lede("process", stdin=lines), lede("process", "--workers", "2", stdin=lines)
    assert together.returncode == 0, together.stderr
    assert together.stdout == alone.stdout


def test_files_are_read_compressed_ones_too(lede: Lede, tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text(LINE, "utf-8")
    (tmp_path / "two.jsonl.gz").write_bytes(gzip.compress(LINE.encode()))
    ran = lede("process", "one.jsonl", "two.jsonl.gz", "none.jsonl")
    assert len(ran.stdout.splitlines()) == 2
    assert ran.returncode == 1
    assert "none.jsonl" in ran.stderr


def test_reader_that_goes_away_is_no_error(lede: Lede, tmp_path: Path) -> None:
    (tmp_path / "many.jsonl").write_text((LINE + "\n") * 300, "utf-8")
    command = f"{sys.executable} -m bot process many.jsonl | head -n 1"
    ran = subprocess.run(
        ["bash", "-c", command],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert len(ran.stdout.splitlines()) == 1
    assert "Traceback" not in ran.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_full_disk_is_one_sentence(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "bot", "process"],
            input=LINE,
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=tmp_path,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
    assert ran.returncode == 1
    assert ran.stderr.startswith("lede: ")
    assert len(ran.stderr.splitlines()) == 1


def test_each_record_is_printed_before_the_next_line_is_needed(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=tmp_path,
    ) as running:
        assert running.stdin
        assert running.stdout
        # Were the record held back, nothing could be read here before the time is over.
        timer = Timer(60, running.kill)
        timer.start()
        for name in ("a", "b"):
            running.stdin.write((LINE.replace('"a"', f'"{name}"') + "\n").encode())
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["id"] == name
        timer.cancel()
        running.stdin.close()
        assert running.wait(60) == 0


def test_messages_do_not_steer_the_terminal(lede: Lede) -> None:
    ran = lede("process", "none\x1b[31m.jsonl")
    assert "none[31m.jsonl" in ran.stderr
