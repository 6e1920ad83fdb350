"""PDF files as releases: their text with its paragraphs mended."""

import io
import re
import warnings
from collections import Counter
from typing import Any

from domain.documents import Document
from domain.errors import UnreadableInputError
from domain.sentences import Translatable
from sources.texts import text_id

# No release has more; a thousand pages of drawing orders would take minutes.
_PAGES = 60
_CHARACTERS = 2_000_000
# Running heads and feet stand on most pages; on fewer than three nothing can be told.
_REPEATED_PAGES = 3
_PAGE_NUMBER = re.compile(r"(?:page\s+)?[-–—]?\s*\d{1,3}\s*[-–—]?(?:\s*(?:of|/)\s*\d{1,3})?", re.I)
_ENDS_SENTENCE = re.compile(r"[.!?:;][\"'”’)\]]*$")
_CUT_WORD = re.compile(r"[a-z]-$")
_LIST_ITEM = re.compile(r"\s*(?:[•▪◦●*–-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s")


def read_pdf(data: bytes, name: str) -> Document:
    """The release of a PDF; UnreadableInputError for one that is locked, damaged or only pictures.

    Lines of a paragraph are joined, words cut at a line's end are made whole, page numbers and
    lines that stand on most pages are left out. Slow: keep it off the event loop.
    """
    # Imported late: only PDFs need it.
    from pypdf import PdfReader

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader = PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise _unreadable(name, "it is locked with a password. Save it without one")
            pages = _pages(reader)
            title = _title(reader)
    except (UnreadableInputError, MemoryError):
        raise
    except (RecursionError, NotImplementedError, ImportError, OSError):
        raise _unreadable(name, "it is made in a way that Lede cannot follow") from None
    except Exception as error:
        # A damaged file raises whatever its broken part is first taken for.
        raise _unreadable(
            name, "the PDF is damaged ({kind}). Fetch it again", kind=type(error).__name__
        ) from error
    text = mend_paragraphs(without_running_lines(pages))
    if not text:
        raise _unreadable(
            name, "its pages are pictures without text. Have their text recognised first"
        )
    return Document(id=text_id(text), text=text, title=title)


def _pages(reader: Any) -> list[list[str]]:
    """The lines of each page, as many pages and characters as a release can have."""
    pages, characters = [], 0
    for page in reader.pages[:_PAGES]:
        text = page.extract_text() or ""
        characters += len(text)
        if characters > _CHARACTERS:
            break
        pages.append([line.rstrip() for line in text.replace("\0", "").splitlines()])
    return pages


def _title(reader: Any) -> str | None:
    title = " ".join(str((reader.metadata and reader.metadata.title) or "").split())
    # Programs write the name of the file there, or their own.
    is_name = re.search(
        r"\.(?:docx?|pdf|indd|pub|txt)$|^(?:untitled|microsoft word)\b", title, re.I
    )
    return None if not title or is_name else title


def without_running_lines(pages: list[list[str]]) -> list[str]:
    """The lines of all pages, without page numbers and what most pages begin or end with."""
    edges: Counter[str] = Counter()
    for page in pages:
        filled = [_shape(line) for line in page if line.strip()]
        edges.update({*filled[:2], *filled[-2:]})
    often = {
        line
        for line, number in edges.items()
        if len(pages) >= _REPEATED_PAGES and number > len(pages) / 2
    }
    return [
        line
        for page in pages
        for line in page
        if not _PAGE_NUMBER.fullmatch(line.strip()) and _shape(line) not in often
    ]


def mend_paragraphs(lines: list[str]) -> str:
    """Paragraphs, a line each, from the lines of a page.

    A line goes on where it is about as long as the longest and ends no sentence, or where the next
    begins with a small letter; a short line, an empty one and a list item end a paragraph.
    """
    widest = sorted(len(line) for line in lines)[-max(1, len(lines) // 10) :]
    full = 0.7 * (widest[0] if widest else 0)
    paragraphs: list[str] = []
    is_open = False
    for line in lines:
        text = " ".join(line.split())
        if not text:
            is_open = False
            continue
        goes_on = is_open and not _LIST_ITEM.match(line)
        if goes_on and _CUT_WORD.search(paragraphs[-1]) and text[0].islower():
            paragraphs[-1] = paragraphs[-1][:-1] + text
        elif goes_on:
            paragraphs[-1] += " " + text
        else:
            paragraphs.append(text)
        is_open = len(line) >= full and not (_ENDS_SENTENCE.search(text) and len(line) < 1.2 * full)
    return "\n".join(paragraphs)


def _shape(line: str) -> str:
    """A line with its numbers made alike, since a running head counts its pages."""
    return re.sub(r"\d+", "0", " ".join(line.split())).casefold()


def _unreadable(name: str, why: str, **facts: object) -> UnreadableInputError:
    return UnreadableInputError(
        "{name} cannot be read: {why}.", name=name, why=Translatable(why, facts)
    )
