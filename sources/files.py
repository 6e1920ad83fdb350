"""Files and standard input as documents: text, pages, JSON Lines, PDF, Word, e-mail."""

import gzip
import io
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, cast

from domain.documents import Document
from domain.errors import UnreadableInputError
from sources.bounds import bounded
from sources.encodings import decode
from sources.lines import read_lines
from sources.mojibake import mend_mojibake, mended_document
from sources.pages import read_page
from sources.portable import is_pdf, read_pdf
from sources.strays import refuse_stray
from sources.texts import read_text
from sources.word import read_docx

STANDARD_INPUT = "-"

# One release or page; what is larger is no release, and would be read into memory as a whole.
FILE_BYTES = 32 * 1024 * 1024

_KINDS = {
    ".jsonl": "lines", ".ndjson": "lines",
    ".html": "page", ".htm": "page", ".xhtml": "page",
    ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text",
    ".pdf": "pdf", ".docx": "docx", ".eml": "mail",
}  # fmt: skip
_PEEK = 4096

Read = Document | UnreadableInputError
# Makes a document of the kind, the bytes and the name of a file that is one.
ReadOne = Callable[[str, bytes, str], Document]


def read_documents(
    path: str | Path,
    *,
    stdin: IO[bytes] | None = None,
    only_lines: bool = False,
    read_one: ReadOne | None = None,
) -> Iterator[Read]:
    """The documents of a file; in place of what cannot be read, the error that says why.

    `-` is standard input. The kind is told by the ending of the name (.txt, .md, .html, .jsonl,
    .pdf, .docx, .eml, each also with .gz), otherwise by how the content begins; with `only_lines`
    all is JSON Lines. These are read one at a time; any other file is one document, which
    `read_one` makes where it is not to be made here. Never raises for what a file holds. Blocks:
    keep it off the event loop.
    """
    name = "Standard input" if str(path) == STANDARD_INPUT else str(path)
    make = read_one or read_file
    try:
        if str(path) == STANDARD_INPUT:
            yield from _read(stdin or sys.stdin.buffer, Path(), name, only_lines, make)
        else:
            with Path(path).open("rb") as file:
                yield from _read(file, Path(path), name, only_lines, make)
    except UnreadableInputError as error:
        yield error
    except (gzip.BadGzipFile, EOFError, zlib.error):
        yield UnreadableInputError(
            f"{name} cannot be read to its end: the packed file is damaged or cut off. "
            "Fetch it again."
        )
    except ValueError:
        yield UnreadableInputError(f"{name!r} cannot be read: that is no name of a file.")
    except OSError as error:
        yield UnreadableInputError(f"{name} cannot be read: {_reason(error)}")


def read_draft(path: str | Path, *, at_most: int) -> str:
    """The text of a plain file or of standard input (`-`), of so many bytes at most.

    Raises UnreadableInputError for what is no text, is empty or is longer. Blocks.
    """
    name = "Standard input" if str(path) == STANDARD_INPUT else str(path)
    try:
        if str(path) == STANDARD_INPUT:
            data = sys.stdin.buffer.read(at_most + 1)
        else:
            with Path(path).open("rb") as file:
                data = file.read(at_most + 1)
    except ValueError:
        raise UnreadableInputError(f"{name!r} cannot be read: that is no name of a file.") from None
    except OSError as error:
        raise UnreadableInputError(f"{name} cannot be read: {_reason(error)}") from None
    if len(data) > at_most:
        raise UnreadableInputError(f"{name} is longer than a draft may be. Check it in parts.")
    text = mend_mojibake(decode(data, name))
    if not text.strip():
        raise UnreadableInputError(f"{name} cannot be read: it is empty.")
    return text


def _read(
    stream: IO[bytes], path: Path, name: str, only_lines: bool, make: ReadOne
) -> Iterator[Read]:
    opened = _peekable(stream)
    is_packed_by_name = path.suffix.lower() == ".gz"
    if is_packed_by_name or opened.peek(2).startswith(b"\x1f\x8b"):
        path = path.with_suffix("") if is_packed_by_name else path
        opened = io.BufferedReader(gzip.GzipFile(fileobj=opened))
    if only_lines:
        yield from read_lines(opened, name=name)
        return
    beginning = opened.peek(_PEEK)
    if not beginning:
        raise UnreadableInputError(f"{name} cannot be read: it is empty.")
    kind = _KINDS.get(path.suffix.lower()) or _kind_of(beginning)
    if kind == "lines":
        yield from read_lines(opened, name=name)
        return
    yield make(kind, _read_whole(opened, name), name)


def read_file(kind: str, data: bytes, name: str) -> Document:
    """The document of a file that is one; raises UnreadableInputError. `kind` is as it was told."""
    return bounded(mended_document(_read_file(kind, data, name)))


def _read_file(kind: str, data: bytes, name: str) -> Document:
    # The first bytes are surer than an ending that somebody gave.
    if is_pdf(data, is_named=kind == "pdf"):
        return read_pdf(data, name)
    if data.startswith(b"PK\x03\x04"):
        return read_docx(data, name)
    if kind == "pdf":
        raise UnreadableInputError(f"{name} cannot be read: it is no PDF file, whatever its name.")
    if kind == "docx":
        raise UnreadableInputError(f"{name} cannot be read: it is no .docx file. Save it as one.")
    if kind == "mail":
        # Imported late: only messages need the library of messages.
        from sources.mail import read_mail

        return read_mail(data, name)
    text = decode(data, name)
    if kind != "page":
        return read_text(text, name)
    page = read_page(text, name)
    refuse_stray(page, name)
    return page


def is_bare_text(data: bytes) -> bool:
    """Whether a file is UTF-8 without front matter or a sign of another kind: nothing parses it."""
    if data.lstrip()[:3] == b"+++" or data.startswith((b"PK", b"%PDF")) or b"\0" in data:
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _kind_of(beginning: bytes) -> str:
    beginning = beginning.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].lower()
    # A list of objects is no JSON Lines, but whoever gives one is told what to write instead.
    if beginning.startswith((b"{", b'[{"')):
        return "lines"
    return "page" if beginning.startswith((b"<!doctype html", b"<html")) else "text"


def _read_whole(opened: io.BufferedReader, name: str) -> bytes:
    data = opened.read(FILE_BYTES + 1)
    if len(data) > FILE_BYTES:
        raise UnreadableInputError(
            f"{name} cannot be read: it is larger than {FILE_BYTES // 1024**2} MB, which no "
            "release is. Many releases go into JSON Lines, one a line."
        )
    return data


def _peekable(stream: IO[bytes]) -> io.BufferedReader:
    if isinstance(stream, io.BufferedReader):
        return stream
    return io.BufferedReader(cast(io.RawIOBase, stream))


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file."
    if isinstance(error, IsADirectoryError):
        return "it is a folder. Name the files in it."
    if isinstance(error, PermissionError):
        return "this user may not read it."
    return f"{error.strerror or error}."
