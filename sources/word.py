"""Word files (.docx) as releases: paragraphs, lists and tables in their order, as Word shows them.

Read from the XML itself: what stands within tracked insertions, content controls, fields, smart
tags and text boxes is text, and the common library passes over it.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from domain.documents import Document
from domain.errors import UnreadableInputError
from domain.sentences import Translatable
from sources.signs import raised
from sources.texts import text_id

# What all parts may unpack to; the file says so itself, before anything is unpacked.
_UNPACKED_BYTES = 200 * 1024 * 1024
# Text that is struck out by somebody whose changes are not accepted yet, and moved away.
_GONE = frozenset(
    {"del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "Fallback"}
)
_BLOCKS = frozenset({"p", "tbl"})
_DEEPEST = 200


def read_docx(data: bytes, name: str) -> Document:
    """The release of a Word file; UnreadableInputError for what is none, damaged or empty.

    A paragraph is a line, and so is a row of a table, its cells parted by bars; footnotes stand at
    the end. Tracked changes are taken as accepted. Slow: keep it off the event loop.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _UNPACKED_BYTES:
                raise _unreadable(name, "it unpacks to more than any release holds")
            main = _main_part(archive)
            if main is None:
                raise _unreadable(name, "it is a packed file, but no Word file (.docx)")
            reader = _Reader()
            lines = list(reader.lines(_parse(archive.read(main))))
            lines += _notes(archive, main, reader)
            title = _title(archive)
    except (UnreadableInputError, MemoryError):
        raise
    except Exception as error:
        # A damaged file raises whatever its broken part is first taken for.
        raise _unreadable(
            name, "the Word file is damaged ({kind}). Save it anew", kind=type(error).__name__
        ) from error
    lines = [line for line in lines if line.strip(" |")]
    if not lines:
        raise _unreadable(name, "it holds no text")
    text = "\n".join(lines)
    return Document(id=text_id(text), text=text, title=title)


def _parse(data: bytes) -> Any:
    # Imported late: only Word files need it.
    from lxml import etree

    # No entity is expanded and nothing fetched, whatever the file declares.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data, parser)


def _main_part(archive: zipfile.ZipFile) -> str | None:
    """The name of the part that holds the text, as the file says it; None where there is none."""
    names = archive.namelist()
    if "word/document.xml" in names:
        return "word/document.xml"
    if "_rels/.rels" not in names:
        return None
    for relation in _parse(archive.read("_rels/.rels")):
        if str(relation.get("Type") or "").endswith("/officeDocument"):
            target = str(relation.get("Target") or "").lstrip("/")
            return target if target in names and target.startswith("word/") else None
    return None


def _title(archive: zipfile.ZipFile) -> str | None:
    if "docProps/core.xml" not in archive.namelist():
        return None
    for element in _parse(archive.read("docProps/core.xml")).iter():
        if _name(element) == "title":
            return " ".join((element.text or "").split()) or None
    return None


def _notes(archive: zipfile.ZipFile, main: str, reader: "_Reader") -> list[str]:
    """The notes that the text points to, in the order of pointing."""
    found = []
    for kind, numbers in reader.noted.items():
        part = posixpath.join(posixpath.dirname(main), f"{kind}s.xml")
        if part not in archive.namelist():
            continue
        notes = {note.get(_attribute(note, "id")): note for note in _parse(archive.read(part))}
        pointed = [notes[number] for number in numbers if number in notes]
        found += [" ".join(reader.lines(note)) for note in pointed]
    return found


class _Reader:
    """The lines of a part; `noted` are the notes that were pointed to, by kind."""

    def __init__(self) -> None:
        self.noted: dict[str, list[str]] = {"footnote": [], "endnote": []}
        # Within the code of a field, which is no text; its result is.
        self._codes: list[bool] = []

    def lines(self, element: Any, depth: int = 0) -> Iterator[str]:
        """The lines of what stands in an element."""
        if depth > _DEEPEST:
            raise ValueError("nested too deep")
        for child in element:
            name = _name(child)
            if name == "p":
                boxes: list[str] = []
                text = "".join(self._words(child, boxes, depth + 1))
                yield from boxes
                yield " ".join(text.split())
            elif name == "tbl":
                yield from self._rows(child, depth + 1)
            elif name not in _GONE and name != "sdtPr":
                yield from self.lines(child, depth + 1)

    def _rows(self, table: Any, depth: int) -> Iterator[str]:
        for row in _children(table, "tr"):
            if any(_name(child) == "del" for mark in _children(row, "trPr") for child in mark):
                continue
            cells = _children(row, "tc")
            yield " | ".join(" ".join(filter(None, self.lines(cell, depth + 1))) for cell in cells)

    def _words(self, element: Any, boxes: list[str], depth: int) -> Iterator[str]:
        if depth > _DEEPEST:
            raise ValueError("nested too deep")
        for child in element:
            name = _name(child)
            if name in _GONE or name == "sdtPr":
                continue
            if name == "r" and _is_unseen(child):
                continue
            if name == "txbxContent":
                boxes += [line for line in self.lines(child, depth + 1) if line]
            elif name == "fldChar":
                self._note_field(child.get(_attribute(child, "fldCharType")))
            elif name in ("footnoteReference", "endnoteReference"):
                self._note(name, child.get(_attribute(child, "id")))
            elif name == "t":
                if not any(self._codes):
                    yield child.text or ""
            elif name == "r" and _is_raised(child):
                yield raised("".join(self._words(child, boxes, depth + 1)))
            else:
                yield _SIGNS.get(name, "")
                yield from self._words(child, boxes, depth + 1)

    def _note(self, name: str, number: str | None) -> None:
        if number is not None:
            self.noted[name.removesuffix("Reference")].append(number)

    def _note_field(self, kind: str | None) -> None:
        if kind == "begin":
            self._codes.append(True)
        elif kind == "separate" and self._codes:
            self._codes[-1] = False
        elif kind == "end" and self._codes:
            self._codes.pop()


_SIGNS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-", "ptab": " "}
_OFF = frozenset({"0", "false", "off", "none"})
_NAMESPACE = re.compile(r"^\{[^}]*\}")


def _is_unseen(run: Any) -> bool:
    """Whether a run is struck out or hidden."""
    return any(
        _name(mark) in ("strike", "dstrike", "vanish")
        and mark.get(_attribute(mark, "val"), "on") not in _OFF
        for marks in _children(run, "rPr")
        for mark in marks
    )


def _is_raised(run: Any) -> bool:
    return any(
        _name(mark) == "vertAlign" and mark.get(_attribute(mark, "val")) == "superscript"
        for marks in _children(run, "rPr")
        for mark in marks
    )


def _children(element: Any, name: str) -> Iterator[Any]:
    """The children of this name, also those within a content control or an accepted insertion."""
    for child in element:
        found = _name(child)
        if found == name:
            yield child
        elif found in ("sdt", "sdtContent", "ins", "moveTo", "customXml"):
            yield from _children(child, name)


def _name(element: Any) -> str:
    # Comments and processing instructions have no name.
    return _NAMESPACE.sub("", element.tag) if isinstance(element.tag, str) else ""


def _attribute(element: Any, name: str) -> str:
    space = _NAMESPACE.match(element.tag)
    return f"{space[0]}{name}" if space else name


def _unreadable(name: str, why: str, **facts: object) -> UnreadableInputError:
    return UnreadableInputError(
        "{name} cannot be read: {why}.", name=name, why=Translatable(why, facts)
    )
