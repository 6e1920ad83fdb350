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
from sources.signs import raised, without_unread
from sources.texts import text_id

# What all parts may unpack to; the file says so itself, before anything is unpacked.
_UNPACKED_BYTES = 200 * 1024 * 1024
# Text that is struck out by somebody whose changes are not accepted yet, and moved away.
_GONE = frozenset(
    {"del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "sdtPr", "rt"}
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
            body = _parse(archive.read(main))
            reader = _Reader(body)
            lines = list(reader.lines(body))
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

    def __init__(self, body: Any) -> None:
        self.noted: dict[str, list[str]] = {"footnote": [], "endnote": []}
        # Within the code of a field, which is no text; its result is.
        self._codes: list[bool] = []
        self._endless = _endless_fields(body)

    def lines(self, element: Any, depth: int = 0) -> Iterator[str]:
        """The lines of what stands in an element."""
        if depth > _DEEPEST:
            raise ValueError("nested too deep")
        begun = ""
        for child in element:
            name = _name(child)
            if name == "p":
                boxes: list[str] = []
                text = begun + "".join(self._words(child, boxes, depth + 1))
                yield from boxes
                begun = text if _runs_into_next(child) else ""
                if not begun:
                    yield " ".join(without_unread(text).split())
                continue
            if begun:
                yield " ".join(without_unread(begun).split())
                begun = ""
            if name == "tbl":
                yield from self._rows(child, depth + 1)
            elif name not in _GONE and not _is_prompt(child):
                shown = _shown_form(child) if name == "AlternateContent" else child
                yield from self.lines(shown, depth + 1)
        if begun:
            yield " ".join(without_unread(begun).split())

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
            if name in _GONE or _is_prompt(child):
                continue
            if name == "r" and _is_unseen(child):
                continue
            if name == "txbxContent":
                boxes += [line for line in self.lines(child, depth + 1) if line]
            elif name == "fldChar":
                if child not in self._endless:
                    self._note_field(child.get(_attribute(child, "fldCharType")))
            elif name == "AlternateContent":
                yield from self._words(_shown_form(child), boxes, depth + 1)
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


def _endless_fields(body: Any) -> frozenset[Any]:
    """The beginnings of fields that nothing ends: else all of the text would be their code."""
    begun = []
    for mark in body.iter():
        if _name(mark) == "fldChar":
            kind = mark.get(_attribute(mark, "fldCharType"))
            if kind == "begin":
                begun.append(mark)
            elif kind == "end" and begun:
                begun.pop()
    return frozenset(begun)


def _shown_form(choice: Any) -> Any:
    """Of the forms of one drawing the first that holds text, so that it is read once."""
    return next(
        (form for form in choice if any(_name(part) == "t" for part in form.iter())), choice[0:0]
    )


def _runs_into_next(paragraph: Any) -> bool:
    """Whether the end of a paragraph is struck out, so that the next one goes on in its line."""
    return any(
        _name(mark) in ("del", "moveFrom")
        for properties in paragraph
        if _name(properties) == "pPr"
        for marks in _children(properties, "rPr")
        for mark in marks
    )


def _is_prompt(control: Any) -> bool:
    """Whether a content control shows what somebody is asked to write there."""
    return _name(control) == "sdt" and any(
        _name(mark) == "showingPlcHdr" and mark.get(_attribute(mark, "val"), "on") not in _OFF
        for properties in control
        if _name(properties) == "sdtPr"
        for mark in properties
    )


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
