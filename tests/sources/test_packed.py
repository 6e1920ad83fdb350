"""PDF, Word and e-mail files, made here with our own words."""

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import docx as word
import pytest
from pypdf import PdfReader, PdfWriter

from domain.documents import Document
from domain.errors import UnreadableInputError
from domain.sources import Fetched
from sources.answers import read_answer
from sources.files import read_documents
from sources.mail import read_mail
from sources.portable import mend_paragraphs, read_pdf, without_running_lines
from sources.word import read_docx

LINES = [
    "The Harbor Office opened a second pier on Monday, and forty boats lan-",
    "ded there before noon. Nobody was hurt, said Ilse Brandt, who has led",
    "the office since the spring of last year.",
    "Fees stay as they are until the council has met again in the autumn of",
    "this year, she said.",
]
TEXT = (
    "The Harbor Office opened a second pier on Monday, and forty boats landed there before noon. "
    "Nobody was hurt, said Ilse Brandt, who has led the office since the spring of last year.\n"
    "Fees stay as they are until the council has met again in the autumn of this year, she said."
)


def words_only(value: object) -> str:
    """The name of a case: its words. Its bytes hold moments, and differ from worker to worker."""
    return value if isinstance(value, str) else "file"


def pdf(*pages: list[str], title: str | None = None) -> bytes:
    """A PDF written by hand: one font, each line in its place."""
    objects: list[bytes] = []
    kids = " ".join(f"{3 + 2 * n} 0 R" for n in range(len(pages)))
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    for number, lines in enumerate(pages):
        shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
        stream = f"BT /F1 11 Tf 60 760 Td {shown}ET".encode("latin-1")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {4 + 2 * number} 0 R "
            f"/Resources << /Font << /F1 {font} >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start, size = len(body), len(objects) + 1
    body += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    body += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, start)
    if title is None:
        return body
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(body)))
    writer.add_metadata({"/Title": title})
    return _written(writer)


def _written(writer: PdfWriter) -> bytes:
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def docx(*, title: str = "") -> bytes:
    opened = word.Document()
    opened.core_properties.title = title
    opened.add_paragraph("The pier opens.")
    table = opened.add_table(rows=2, cols=2)
    for row, cells in zip(table.rows, (("Boats", "40"), ("Crews", "12")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    opened.add_paragraph("Fees stay.", style="List Bullet")
    file = io.BytesIO()
    opened.save(file)
    return file.getvalue()


def mail(html: str | None = None, **headers: str) -> bytes:
    message = EmailMessage()
    for name, value in ({"Subject": "Pier opens"} | headers).items():
        message[name.replace("_", "-")] = value
    message.set_content("The pier opens.\n\nFees stay.\n" if html is None else "")
    if html is not None:
        message.add_alternative(html, subtype="html")
    return message.as_bytes()


def test_a_pdf_has_its_paragraphs_again() -> None:
    assert read_pdf(pdf(LINES), "a.pdf").text == TEXT
    assert read_pdf(pdf(LINES, title="Pier opens"), "a.pdf").title == "Pier opens"
    assert read_pdf(pdf(LINES, title="release_final2.docx"), "a.pdf").title is None


def test_page_numbers_and_running_heads_are_left_out() -> None:
    words = ["Boats land.", "Crews rest.", "Fees stay.", "Piers open."]
    pages = [["HARBOR OFFICE", word, f"Page {n} of 4"] for n, word in enumerate(words, start=1)]
    assert without_running_lines(pages) == words
    assert without_running_lines([["40", "boats"], ["- 2 -", "crews"]]) == ["boats", "crews"]


def test_lists_and_empty_lines_part_paragraphs() -> None:
    long = "word " * 12
    lines = [long, "ends.", "", long, "• " + long, "• " + long, "goes on"]
    assert mend_paragraphs(lines).split("\n") == [
        f"{long}ends.", long.strip(), f"• {long.strip()}", f"• {long}goes on",
    ]  # fmt: skip
    assert mend_paragraphs([]) == ""


def locked(algorithm: str = "RC4-128", password: str = "secret") -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(LINES))))
    writer.encrypt(password, "the owner's", algorithm=algorithm)
    return _written(writer)


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256"])
def test_a_pdf_that_opens_without_a_password_is_read(algorithm: str) -> None:
    assert read_pdf(locked(algorithm, ""), "a.pdf").text == TEXT
    with pytest.raises(UnreadableInputError, match="locked with a password"):
        read_pdf(locked(algorithm), "a.pdf")


def broken_files() -> Iterator[tuple[bytes, str]]:
    yield pdf([]), "pictures without text"
    yield pdf(LINES)[:300], "cannot be read"
    yield b"%PDF-1.7", "cannot be read"
    yield b"%PDF-1.7\n" + b"<<" * 5000, "cannot be read"
    yield locked(), "locked with a password"
    yield docx()[:-400], "damaged"
    yield b"PK\x03\x04", "damaged"
    yield _zip({"a.txt": b"x"}), "no Word file"
    yield _zip({"word/document.xml": b"<a"}), "damaged"
    yield _with_byte(docx(), b"PK\x01\x02", 6, 217), "damaged"


def _with_byte(data: bytes, mark: bytes, after: int, value: int) -> bytes:
    """The file with one byte changed: that version of the format does not exist."""
    place = data.index(mark) + after
    return data[:place] + bytes((value,)) + data[place + 1 :]


def _zip(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


@pytest.mark.parametrize("data, why", list(broken_files()), ids=words_only)
def test_what_cannot_be_read_says_why(tmp_path: Path, data: bytes, why: str) -> None:
    file = tmp_path / "release.bin"
    file.write_bytes(data)
    (read,) = read_documents(file)
    assert isinstance(read, UnreadableInputError)
    assert why in str(read)
    assert str(read).startswith(str(file))


def test_a_bomb_of_a_word_file_is_not_unpacked() -> None:
    bomb = _zip({"word/document.xml": b"0" * (210 * 1024 * 1024)})
    assert len(bomb) < 1024 * 1024
    with pytest.raises(UnreadableInputError, match="unpacks to more"):
        read_docx(bomb, "a.docx")


def test_a_word_file_is_read_in_order() -> None:
    read = read_docx(docx(title="Pier opens"), "a.docx")
    assert read.text == "The pier opens.\nBoats | 40\nCrews | 12\nFees stay."
    assert read.title == "Pier opens"
    assert read_docx(docx(), "a.docx").title is None


def test_a_message_is_a_release() -> None:
    headers = {"Date": "Thu, 14 May 2026 09:30:00 -0400", "Message_ID": "<7@h.example>"}
    read = read_mail(mail(**headers, From="Ann Poe <press@h.example>"), "a.eml")
    assert (read.id, read.title) == ("<7@h.example>", "Pier opens")
    assert read.text == "The pier opens.\n\nFees stay."
    assert read.published_at == datetime(2026, 5, 14, 13, 30, tzinfo=UTC)
    assert read.agency is None
    page = "<html><body><p>The pier <b>opens</b>.</p><p>Fees stay.</p></body></html>"
    assert read_mail(mail(page), "a.eml").text == "The pier opens.\nFees stay."


def test_odd_messages() -> None:
    odd = b"Subject: =?x-none?q?Pier?=\r\nDate: soon\r\nContent-Type: text/plain; charset=x-none"
    read = read_mail(odd + b"\r\n\r\nCaf\xc3\xa9 opens.", "a.eml")
    assert (read.text, read.published_at) == ("Café opens.", None)
    with pytest.raises(UnreadableInputError, match="no text"):
        read_mail(b"Subject: x\r\n\r\n", "a.eml")


@pytest.mark.parametrize(
    "damage",
    [
        b"To: a@b.exam8>>-ple",
        b"Message-ID: <()<1)95<>)]2@b.example>",
        b"Message-ID: <2@[b\xef",
        b"=\xe9",
    ],
)  # fmt: skip
def test_a_header_that_is_damaged_costs_no_more_than_itself(damage: bytes) -> None:
    head = b"Subject: =?iso-8859-1?Q?Caf=E9?=\n =?x-none?q?opens?=\nDate: Mon, 1 Jun 2026 9:00\n"
    read = read_mail(head + damage + b"\n\nA pier opens.", "a.eml")
    assert read.text.endswith("A pier opens.")
    assert (read.title or "").startswith("Café")


@pytest.mark.parametrize(
    "name, make", [("a.pdf", pdf(LINES)), ("a.docx", docx()), ("a.eml", mail())], ids=words_only
)
def test_files_are_told_by_their_names_or_bytes(tmp_path: Path, name: str, make: bytes) -> None:
    file = tmp_path / name
    file.write_bytes(make)
    (read,) = read_documents(file)
    assert isinstance(read, Document)
    if name != "a.eml":
        (tmp_path / "other").write_bytes(make)
        (again,) = read_documents(tmp_path / "other")
        assert again == read
        fetched = Fetched("https://h.example/a", 200, make, "application/octet-stream")
        assert read_answer(fetched).text == read.text


@pytest.mark.parametrize("name", ["a.pdf", "a.docx"])
def test_a_name_alone_makes_no_file(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text("The pier opens.")
    (read,) = read_documents(file)
    assert isinstance(read, UnreadableInputError)
    assert "it is no" in str(read)
