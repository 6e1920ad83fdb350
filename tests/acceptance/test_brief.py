"""`lede brief` and `lede ingest`: files in, a briefing or an archive out."""

import json
from pathlib import Path

import pytest

from tests.acceptance.conftest import TEXT, Lede


def test_brief_prints_one_briefing(lede: Lede, tmp_path: Path) -> None:
    (tmp_path / "tin.txt").write_text(TEXT, "utf-8")
    ran = lede("brief", "tin.txt")
    assert ran.returncode == 0, ran.stderr
    assert "Key figures" in ran.stdout
    assert "14 people" in ran.stdout
    assert "“We looked in every crate,”" in ran.stdout
    assert "— Ann Poe" in ran.stdout


def test_brief_reads_standard_input(lede: Lede) -> None:
    assert "“We looked in every crate,”" in lede("brief", "-", stdin=TEXT).stdout


def test_brief_reads_a_page(lede: Lede, tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{p}</p>" for p in TEXT.split("\n\n")[1:])
    body = f"<main><h1>Tin seized</h1>{paragraphs}</main>"
    page = f"<html><head><title>Tin</title></head><body>{body}</body></html>"
    (tmp_path / "tin.html").write_text(page, "utf-8")
    assert "We looked in every crate" in lede("brief", "tin.html").stdout


@pytest.mark.parametrize(
    "name, content",
    [
        ("none.txt", None),
        ("empty.txt", b""),
        ("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00"),
        ("folder", "dir"),
    ],
)
def test_file_that_cannot_be_read_is_named(
    lede: Lede, tmp_path: Path, name: str, content: bytes | str | None
) -> None:
    if content == "dir":
        (tmp_path / name).mkdir()
    elif isinstance(content, bytes):
        (tmp_path / name).write_bytes(content)
    ran = lede("brief", name)
    assert ran.returncode == 1
    assert name in ran.stderr
    assert "Traceback" not in ran.stderr
    assert len(ran.stderr.strip().splitlines()) == 1


def test_ingest_stores_what_it_can_and_names_the_rest(lede: Lede, tmp_path: Path) -> None:
    (tmp_path / "tin.txt").write_text(TEXT, "utf-8")
    line = json.dumps({"id": "b", "text": TEXT.replace("tin", "zinc")})
    (tmp_path / "two.jsonl").write_text(line + "\n{\n", "utf-8")
    ran = lede("ingest", "tin.txt", "two.jsonl", "none.txt")
    assert ran.returncode == 1
    assert "2 new" in ran.stdout
    assert "none.txt" in ran.stderr
    assert "Line 2" in ran.stderr
    again = lede("ingest", "tin.txt")
    assert again.returncode == 0, again.stderr
    assert "0 new" in again.stdout
    assert "1 the same" in again.stdout


def test_ingest_into_what_is_no_database_is_explained(lede: Lede, tmp_path: Path) -> None:
    (tmp_path / "tin.txt").write_text(TEXT, "utf-8")
    (tmp_path / "lede.db").write_text("no database at all, " * 100, "utf-8")
    ran = lede("ingest", "tin.txt")
    assert ran.returncode == 1
    assert "lede.db" in ran.stderr
    assert "Traceback" not in ran.stderr
