"""Word files (.docx) as releases: paragraphs, lists and tables in their order."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from domain.documents import Document
from domain.errors import UnreadableInputError
from domain.sentences import Translatable
from sources.texts import text_id

# What all parts may unpack to; the file says so itself, before anything is unpacked.
_UNPACKED_BYTES = 200 * 1024 * 1024


def read_docx(data: bytes, name: str) -> Document:
    """The release of a Word file; UnreadableInputError for what is none, damaged or empty.

    A paragraph is a line, and so is a row of a table, its cells parted by bars. Slow: keep it off
    the event loop.
    """
    # Imported late: only Word files need it.
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _UNPACKED_BYTES:
                raise _unreadable(name, "it unpacks to more than any release holds")
            if "word/document.xml" not in archive.namelist():
                raise _unreadable(name, "it is a packed file, but no Word file (.docx)")
        opened = docx.Document(io.BytesIO(data))
        lines = [line for line in _lines(opened) if line]
        title = " ".join((opened.core_properties.title or "").split()) or None
    except (UnreadableInputError, MemoryError):
        raise
    except Exception as error:
        # A damaged file raises whatever its broken part is first taken for.
        raise _unreadable(
            name, "the Word file is damaged ({kind}). Save it anew", kind=type(error).__name__
        ) from error
    if not lines:
        raise _unreadable(name, "it holds no text")
    text = "\n".join(lines)
    return Document(id=text_id(text), text=text, title=title)


def _lines(opened: Any) -> Iterator[str]:
    for part in opened.iter_inner_content():
        if hasattr(part, "rows"):
            for row in part.rows:
                yield " | ".join(_cells(row))
        else:
            yield " ".join(part.text.split())


def _cells(row: Any) -> Iterator[str]:
    """The cells of a row, each once: one that spans several columns is listed for each."""
    before = None
    for cell in row.cells:
        if cell._tc is not before:
            yield " ".join(cell.text.split())
        before = cell._tc


def _unreadable(name: str, why: str, **facts: object) -> UnreadableInputError:
    return UnreadableInputError(
        "{name} cannot be read: {why}.", name=name, why=Translatable(why, facts)
    )
