import gzip
import io
import logging
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from domain.documents import Document
from domain.errors import UnreadableInputError
from sources.files import FILE_BYTES, read_documents

TEXT = "The Harbor Office opened a second pier.\n\n“Forty boats can land,” said Ilse Brandt."
FRONT = """+++
id = "pier-2"
title = "Second pier opens"
agency = "Harbor Office"
url = "https://harbor.example/pier-2"
published_at = 2026-05-14
source = "harbor"
sample = true
+++

"""
PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>Second pier opens | Harbor Office</title>
<meta property="og:title" content="Second pier opens">
<meta property="article:published_time" content="2026-05-14T09:30:00Z">
<link rel="canonical" href="https://harbor.example/pier-2"></head>
<body><nav><a href="/">Home</a><a href="/news">News</a></nav>
<article><h1>Second pier opens</h1>
<p>The Harbor Office of Port Anselm opened a second pier on Monday, three weeks ahead of the day
that the board had named in its plan of last autumn.</p>
<p>“Forty boats can land at once,” said Director Ilse Brandt, who has led the office for nine years
and will hand it over in June.</p></article>
<footer>Harbor Office, 1 Quay Street</footer></body></html>
"""


def one(path: Path) -> Document:
    (document,) = read_documents(path)
    assert isinstance(document, Document), document
    return document


def refusal(path: Path | str, stdin: io.BytesIO | None = None) -> str:
    (error,) = read_documents(path, stdin=stdin)
    assert isinstance(error, UnreadableInputError)
    return str(error)


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("name", ["pier.txt", "pier.md", "pier", "pier.TXT", "pier.text"])
def test_text_file_is_one_document(tmp_path: Path, name: str) -> None:
    document = one(write(tmp_path, name, "\n" + TEXT + "\n\n"))
    assert document == Document(document.id, TEXT)
    assert document.id.startswith("text-")
    assert len(document.id) == len("text-") + 12


def test_id_of_a_text_is_of_its_words_alone(tmp_path: Path) -> None:
    here = one(write(tmp_path, "a.txt", TEXT))
    there = one(write(tmp_path, "b.md", TEXT.replace("\n\n", "\r\n\r\n") + " "))
    other = one(write(tmp_path, "c.txt", TEXT + " And more."))
    assert here.id == there.id != other.id


def test_front_matter_says_what_is_known(tmp_path: Path) -> None:
    assert one(write(tmp_path, "pier.txt", "\ufeff" + FRONT + TEXT)) == Document(
        id="pier-2",
        text=TEXT,
        title="Second pier opens",
        published_at=date(2026, 5, 14),
        url="https://harbor.example/pier-2",
        agency="Harbor Office",
        source="harbor",
        is_sample=True,
    )


@pytest.mark.parametrize(
    "written, known",
    [
        ('"2026-05-14"', date(2026, 5, 14)),
        ("2026-05-14T09:30:00", datetime(2026, 5, 14, 9, 30, tzinfo=UTC)),
        ("2026-05-14T09:30:00Z", datetime(2026, 5, 14, 9, 30, tzinfo=UTC)),
    ],
)
def test_front_matter_date(tmp_path: Path, written: str, known: date) -> None:
    front = f"+++\npublished_at = {written}\n+++\n"
    assert one(write(tmp_path, "pier.txt", front + TEXT)).published_at == known


@pytest.mark.parametrize(
    "front, why",
    [
        ("+++\ntitle = Pier\n+++\n", "is no TOML"),
        ("+++\ntitel = 'Pier'\n+++\n", "has 'titel'. It may have id, title"),
        ("+++\ntitle = 7\n+++\n", '"title" is a number'),
        ("+++\nsample = 'yes'\n+++\n", '"sample" is a string. Write true or false'),
        ("+++\npublished_at = 'May'\n+++\n", "\"published_at\" is 'May'"),
        ("+++\ntitle = 'Pier'\n", "is not closed"),
    ],
)
def test_front_matter_that_cannot_be_read(tmp_path: Path, front: str, why: str) -> None:
    path = write(tmp_path, "pier.txt", front + TEXT)
    said = refusal(path)
    assert said.startswith(f"{path} cannot be read: ")
    assert why in said


def test_plus_signs_within_a_text_are_text(tmp_path: Path) -> None:
    text = TEXT + "\n+++\nid = 1\n+++\nMore."
    assert one(write(tmp_path, "pier.txt", text)).text == text


def test_page_gives_its_text_title_day_and_address(tmp_path: Path) -> None:
    document = one(write(tmp_path, "pier.html", PAGE))
    assert document.title == "Second pier opens"
    assert document.published_at == date(2026, 5, 14)
    assert document.url == "https://harbor.example/pier-2"
    assert "“Forty boats can land at once,” said Director Ilse Brandt" in document.text
    assert "Home" not in document.text
    assert document.text.count("\n") >= 1


def test_page_without_a_release_gives_all_its_text(tmp_path: Path) -> None:
    page = "<html><body><div>Pier opens</div><div>Forty boats.</div></body></html>"
    document = one(write(tmp_path, "pier.htm", page))
    assert "Pier opens" in document.text
    assert "Forty boats." in document.text
    assert (document.title, document.published_at, document.url) == (None, None, None)


def test_page_makes_no_date_of_what_it_does_not_say(tmp_path: Path) -> None:
    page = PAGE.replace(
        '<meta property="article:published_time" content="2026-05-14T09:30:00Z">', ""
    )
    page = page.replace("on Monday", "on 3 February 2019")
    assert one(write(tmp_path, "pier.html", page)).published_at is None


@pytest.mark.parametrize("page", ["<html><body><script>run()</script></body></html>", "<html/>"])
def test_page_without_text(tmp_path: Path, page: str) -> None:
    assert "the page holds no text" in refusal(write(tmp_path, "pier.html", page))


@pytest.mark.parametrize(
    "broken", ["<p>Pier <b>opens", "<html><p>Pier opens\ufdd0\x01", "Pier opens"]
)
def test_broken_page_is_read_as_far_as_it_goes(tmp_path: Path, broken: str) -> None:
    assert "Pier" in one(write(tmp_path, "pier.html", broken)).text


def test_page_is_known_by_how_it_begins(tmp_path: Path) -> None:
    assert one(write(tmp_path, "pier", "\n" + PAGE)).title == "Second pier opens"


@pytest.mark.parametrize("name", ["boats.jsonl", "boats.ndjson", "boats", "boats.json"])
def test_lines_are_known_by_name_or_beginning(tmp_path: Path, name: str) -> None:
    lines = '{"id": "a", "text": "x"}\n{"id": "b", "text": "y"}\n'
    documents = list(read_documents(write(tmp_path, name, lines)))
    assert documents == [Document("a", "x"), Document("b", "y")]


def test_text_file_is_text_however_it_begins(tmp_path: Path) -> None:
    assert one(write(tmp_path, "a.md", "{braces} begin it")).text == "{braces} begin it"
    assert one(write(tmp_path, "b.txt", "<html> begins it")).text == "<html> begins it"


def test_list_of_objects_is_told_to_be_lines(tmp_path: Path) -> None:
    (error,) = read_documents(write(tmp_path, "a.json", '[{"id": "a", "text": "x"}]'))
    assert "Write one object a line" in str(error)


def test_packed_files(tmp_path: Path) -> None:
    lines = b'{"id": "a", "text": "x"}\n'
    assert one(write(tmp_path, "a.jsonl.gz", gzip.compress(lines))) == Document("a", "x")
    assert one(write(tmp_path, "a.gz", gzip.compress(lines))) == Document("a", "x")
    assert one(write(tmp_path, "a.txt.gz", gzip.compress(TEXT.encode()))).text == TEXT
    assert one(write(tmp_path, "a.html.gz", gzip.compress(PAGE.encode()))).title is not None


def test_packed_file_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    lines = b"".join(b'{"id": "%d", "text": "%d"}\n' % (n, n * 7919) for n in range(5_000))
    packed = gzip.compress(lines)
    *documents, error = read_documents(write(tmp_path, "a.jsonl.gz", packed[: len(packed) // 2]))
    assert len(documents) > 500
    assert "damaged or cut off" in str(error)
    assert "damaged or cut off" in refusal(write(tmp_path, "b.jsonl.gz", b'{"id": "a"}'))


def test_only_lines_takes_any_file_for_lines(tmp_path: Path) -> None:
    path = write(tmp_path, "pier.txt", '{"id": "a", "text": "x"}\nPier opens.\n')
    document, error = read_documents(path, only_lines=True)
    assert document == Document("a", "x")
    assert "Line 2" in str(error)
    assert list(read_documents(write(tmp_path, "none.txt", ""), only_lines=True)) == []


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = io.BytesIO(b'{"id": "a", "text": "x"}\n')
    assert list(read_documents("-", stdin=lines)) == [Document("a", "x")]
    (text,) = read_documents("-", stdin=io.BytesIO(TEXT.encode()))
    assert isinstance(text, Document)
    assert "Standard input cannot be read: it is empty." in refusal("-", stdin=io.BytesIO(b""))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert list(read_documents("-")) == [text]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "cp1252"])
@pytest.mark.parametrize("name", ["pier.txt", "pier.html"])
def test_encodings(tmp_path: Path, encoding: str, name: str) -> None:
    text = "“Forty boats,” said Ilse Brandt – the café’s owner paid £5 for each. " * 3
    content = PAGE.replace('<meta charset="utf-8">', "").replace("Quay Street", text)
    content = content if name.endswith("html") else text
    document = one(write(tmp_path, name, content.encode(encoding)))
    assert "“Forty boats" in document.text
    if name == "pier.txt":
        assert document.text == text.strip()


def test_declared_encoding_is_taken_and_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    page = PAGE.replace("utf-8", "iso-8859-1").encode("cp1252")
    with caplog.at_level(logging.WARNING, "lede.sources"):
        document = one(write(tmp_path, "pier.html", page))
    assert "“Forty boats" in document.text
    assert "encoding=cp1252" in caplog.text
    assert "Forty" not in caplog.text


@pytest.mark.parametrize("declared", ["zip", "rot13", "no-such", "punycode"])
def test_declared_encoding_that_is_none(tmp_path: Path, declared: str) -> None:
    page = PAGE.replace("utf-8", declared).encode("cp1252")
    assert "“Forty boats" in one(write(tmp_path, "pier.html", page)).text


@pytest.mark.parametrize(
    "content, why",
    [
        (b"", "it is empty"),
        (b" \n\n", "it holds no text"),
        (b"%PDF-1.7 ...", "the PDF is damaged"),
        (b"PK\x03\x04....", "the Word file is damaged"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\r", "a binary file"),
        (b"text and then\0\0", "a binary file"),
        (b"\xff\xfeA", "breaks off at byte"),
    ],
)
def test_content_that_is_no_text(tmp_path: Path, content: bytes, why: str) -> None:
    path = write(tmp_path, "pier.txt", content)
    said = refusal(path)
    assert said.startswith(f"{path} cannot be read: ")
    assert why in said


def test_places_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "there is no such file" in refusal(tmp_path / "none.txt")
    assert "it is a folder" in refusal(tmp_path)
    assert "cannot be read" in refusal("a\0b")
    assert "cannot be read" in refusal("x" * 5_000)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    # Root may read everything, so the refusal is put in the place of the system's.
    monkeypatch.setattr(Path, "open", refuse)
    assert "this user may not read it" in refusal(tmp_path / "pier.txt")


def test_file_larger_than_a_release(tmp_path: Path) -> None:
    path = tmp_path / "pier.txt"
    with path.open("wb") as file:
        file.write(b"A pier. ")
        file.truncate(FILE_BYTES + 1)
    assert "larger than 32 MB" in refusal(path)


@pytest.mark.shared
def test_shared_pages_give_title_day_and_text(shared: Path) -> None:
    import tarfile

    from sources.pages import read_page

    with tarfile.open(shared / "corpora" / "agency-pages-400.tar.gz") as archive:
        for number, member in enumerate(archive):
            file = archive.extractfile(member)
            if file is None or number % 20:
                continue
            document = read_page(file.read().decode("utf-8"), member.name)
            assert document.title
            assert document.url
            assert isinstance(document.published_at, date)
            assert len(document.text) > 500
