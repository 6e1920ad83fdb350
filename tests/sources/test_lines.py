import gzip
import io
import json
import tracemalloc
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from domain.documents import Document
from domain.errors import UnreadableInputError
from sources.files import read_documents
from sources.lines import LINE_BYTES, parse_line, read_lines


def line(**values: Any) -> str:
    return json.dumps({"id": "a", "text": "A pier opens."} | values)


def read(content: bytes, name: str = "") -> list[Document | UnreadableInputError]:
    return list(read_lines(io.BytesIO(content), name=name))


def test_every_field_is_taken() -> None:
    given = line(
        title="Pier opens", published_at="2026-05-14T09:30:00Z", url="https://h.example", agency="H"
    )
    moment = datetime(2026, 5, 14, 9, 30, tzinfo=UTC)
    assert parse_line(given, 1) == Document(
        "a", "A pier opens.", "Pier opens", moment, "https://h.example", "H"
    )


def test_text_and_id_are_echoed_as_they_stand() -> None:
    read = parse_line(line(id=" 7 ", text="\n A\u00a0pier\u2028opens. \r\n"), 1)
    assert (read.id, read.text) == (" 7 ", "\n A\u00a0pier\u2028opens. \r\n")


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"title": None, "url": None, "agency": None, "published_at": None},
        {"title": " ", "more": 1},
    ],
)
def test_what_is_missing_null_or_blank_is_none(values: dict[str, Any]) -> None:
    assert parse_line(line(**values), 1) == Document("a", "A pier opens.")


@pytest.mark.parametrize(
    "written, known",
    [
        ("2026-05-14", date(2026, 5, 14)),
        ("20260514", date(2026, 5, 14)),
        ("2026-05-14T09:30", datetime(2026, 5, 14, 9, 30, tzinfo=UTC)),
        ("2026-05-14T09:30:00-04:00", datetime.fromisoformat("2026-05-14T09:30:00-04:00")),
    ],
)
def test_a_date_keeps_its_precision(written: str, known: date) -> None:
    read = parse_line(line(published_at=written), 1).published_at
    assert read == known
    assert type(read) is type(known)


def test_half_a_character_becomes_a_sign_of_the_same_length() -> None:
    assert parse_line('{"id": "a", "text": "x\\ud83dy \\ud83d\\udea2"}', 1).text == "x\ufffdy 🚢"


@pytest.mark.parametrize(
    "bad, why",
    [
        ("", "it is no JSON"),
        ("{'id': 1}", "it is no JSON"),
        ('{"id": "a", "text": "x"', "it is no JSON"),
        ('{"id": "a", "text": "x"} {}', "it is no JSON"),
        ("[" * 100_000, "it is no JSON"),
        ('{"id": "a", "text": "x", "n": ' + "1" * 5_000 + "}", "it is no JSON"),
        ('["a"]', "it is no object"),
        ("null", "it is no object"),
        ('{"text": "x"}', 'it has no "id"'),
        ('{"id": "a"}', 'it has no "text"'),
        (line(id=7), '"id" is a number'),
        (line(id=" "), '"id" is empty'),
        (line(text=None), '"text" is null'),
        (line(text=["x"]), '"text" is a list'),
        (line(title={"en": "x"}), '"title" is an object'),
        (line(url=True), '"url" is true or false'),
        (line(published_at="14 May"), "\"published_at\" is '14 May'"),
        (line(published_at="2026-13-01"), '"published_at"'),
        (line(published_at=20260514), '"published_at" is a number'),
    ],
    ids=range(19),
)
def test_bad_line_says_which_why_and_what_to_write(bad: str, why: str) -> None:
    with pytest.raises(UnreadableInputError) as refused:
        parse_line(bad, 12)
    said = str(refused.value)
    assert said.startswith("Line 12 cannot be read: ")
    assert why in said
    assert said.endswith(".")
    assert len(said) < 300


def test_bad_lines_are_reported_and_the_rest_read_on() -> None:
    content = (
        b"\xef\xbb\xbf" + line(id="first").encode() + b"\r\n\n[]\n  \n\xff\xfe\n" + line().encode()
    )
    first, object_less, undecodable, last = read(content, "boats.jsonl")
    assert isinstance(first, Document)
    assert first.id == "first"
    assert str(object_less).startswith("boats.jsonl: Line 3 cannot be read: it is no object")
    assert str(undecodable).startswith("boats.jsonl: Line 5 cannot be read: byte 1 is not UTF-8")
    assert isinstance(last, Document)


def test_line_ends_are_newlines_only() -> None:
    assert len(read(line(text="a\u2028b\u0085c").encode())) == 1
    raw = '{"id": "a", "text": "x\u2028y\u0085z"}'.encode()
    (document,) = read(raw)
    assert isinstance(document, Document)
    assert document.text == "x\u2028y\u0085z"


def test_line_that_is_too_long_is_reported_and_the_rest_read_on() -> None:
    long = line(text="x" * (2 * LINE_BYTES)).encode()
    refused, kept = read(long + b"\n" + line().encode() + b"\n")
    assert "longer than 16 MB" in str(refused)
    assert isinstance(kept, Document)


def test_lines_are_read_in_constant_memory(tmp_path: Path) -> None:
    path = tmp_path / "boats.jsonl.gz"
    text = "A boat lands at the pier. " * 200
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for n in range(3_000):
            file.write(line(id=f"d{n}", text=f"{n} {text}") + "\n")
    tracemalloc.start()
    try:
        count = sum(isinstance(d, Document) for d in read_documents(path))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 3_000
    # The whole is 15 MB; what is held at once is a line and the buffers around it.
    assert peak < 1_000_000


@pytest.mark.shared
def test_the_shared_releases_are_all_read(shared: Path) -> None:
    documents = list(read_documents(shared / "corpora" / "releases-3000.jsonl.gz"))
    assert len(documents) == 3_000
    assert all(isinstance(document, Document) for document in documents)
