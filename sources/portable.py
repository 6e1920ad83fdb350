"""PDF files as releases: their text with its paragraphs mended."""

import io
import re
import warnings
from collections import Counter
from collections.abc import Callable
from typing import Any

from domain.documents import Document
from domain.errors import UnreadableInputError
from domain.sentences import Translatable
from sources.columns import Fragment, in_reading_order, runs_together
from sources.signs import without_unread
from sources.texts import text_id

# No release has more; a thousand pages of drawing orders would take minutes.
_PAGES = 60
_CHARACTERS = 2_000_000
# Running heads and feet stand on most pages; on fewer than three nothing can be told.
_REPEATED_PAGES = 3
_PAGE_NUMBER = re.compile(r"(?:page\s+)?[-–—]?\s*\d{1,3}\s*[-–—]?(?:\s*(?:of|/)\s*\d{1,3})?", re.I)
_ENDS_SENTENCE = re.compile(r"[.!?:;][\"'”’)\]]*$")
# A word cut at the end of its line: at a hyphen of whatever kind.
_CUT_WORD = re.compile(r"(\w+)[-\u2010\u2011\u00ad]+$")
_CUT_WITHIN = re.compile(r"(?<=\w)\u00ad+\s+(?=\w)")
_FIRST_WORD = re.compile(r"\w+")
# Compounds keep the hyphen at which they were cut: what stands before it, or behind.
_KEEPS_BEFORE = frozenset(
    """
    all anti co cross counter cyber decision double eco eighty ex fifty first five forty four full
    half high inter large law life long low mid multi near ninety non off on one open part pro
    public real second self semi seventy short single six sixty small so state ten third thirty
    three top twenty two ultra under vice well year zero
    """.split()  # noqa: SIM905
)
_KEEPS_BEHIND = frozenset(
    """
    aged based backed border born bound century class controlled day dollar driven elect effective
    fold foot free friendly funded general grade held hour in income known language led level like
    located looking made member mile minute month of old on operated oriented out over owned party
    person point prone quality range ranking rate rated related resistant rich risk run scale sector
    sensitive size sized specific sponsored standing state style term time to ton trained type up
    use wide world year
    """.split()  # noqa: SIM905
)
_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
     "\ufb05": "st", "\ufb06": "st", "\u00a0": " "}
)  # fmt: skip
# Where readers of the format look for its beginning.
_BEFORE_BYTES = 1024
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
            pages, mixes_columns = _pages(reader)
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
    return Document(id=text_id(text), text=text, title=title, mixes_columns=mixes_columns)


def _pages(reader: Any) -> tuple[list[list[str]], bool]:
    """The lines of each page, as many pages and characters as a release can have.

    And whether columns of one of them could not be told, so that its rows may run together.
    """
    pages: list[list[str]] = []
    characters, is_mixed = 0, False
    for page in reader.pages[:_PAGES]:
        fragments: list[Fragment] = []
        text = page.extract_text(visitor_text=_noting(fragments)) or ""
        characters += len(text)
        if characters > _CHARACTERS:
            break
        lines = in_reading_order(fragments)
        is_mixed = is_mixed or (lines is None and runs_together(fragments))
        pages.append([_plain(line) for line in lines or text.splitlines()])
    return pages, is_mixed


def _noting(fragments: list[Fragment]) -> Callable[..., None]:
    """What the library tells of each piece of text; it goes into the list."""

    def note(text: str, matrix: Any, place: Any, _font: Any, size: float) -> None:
        x = matrix[0] * place[4] + matrix[2] * place[5] + matrix[4]
        y = matrix[1] * place[4] + matrix[3] * place[5] + matrix[5]
        fragments.append(Fragment(x, y, text, size))

    return note


def _plain(line: str) -> str:
    """A line without what is no sign of its own: joined letters parted, NUL left out.

    A soft hyphen stays where the line ends, since the word goes on in the next.
    """
    text = _CUT_WITHIN.sub("", line.replace("\0", "").translate(_LIGATURES)).rstrip()
    return without_unread(text[:-1]) + text[-1:]


def is_pdf(data: bytes, *, is_named: bool) -> bool:
    """Whether a file is a PDF; where it is named so, something may stand before it."""
    return data.startswith(b"%PDF-") or (is_named and b"%PDF-" in data[:_BEFORE_BYTES])


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
    is_open = is_near = False
    said = "\n".join(lines).casefold()
    for line in lines:
        text = " ".join(line.split())
        if not text:
            is_open = is_near = False
            continue
        cut = _CUT_WORD.search(paragraphs[-1]) if paragraphs and is_near else None
        goes_on = (is_open or cut is not None) and not _LIST_ITEM.match(line)
        if goes_on and cut is not None and text[0].isalnum():
            paragraphs[-1] = _joined(paragraphs[-1], cut, text, said)
        elif goes_on:
            paragraphs[-1] += " " + text
        else:
            paragraphs.append(text)
        is_near = True
        is_open = len(line) >= full and not (_ENDS_SENTENCE.search(text) and len(line) < 1.2 * full)
    return "\n".join(paragraphs)


def _joined(before: str, cut: re.Match[str], after: str, said: str) -> str:
    """A word that was cut at the end of its line; a compound keeps its hyphen."""
    first = cut[1].casefold()
    begun = _FIRST_WORD.match(after)
    second = begun[0].casefold() if begun else ""
    is_soft = before.endswith("\u00ad")
    # A name or a number begins no second half of a word; "re-elect" has its hyphen for the vowels.
    is_word = after[0].islower() and not first[-1:].isdigit()
    keeps = f"{first}-{second}" in said or (
        f"{first}{second}" not in said
        and (
            not is_word
            or first in _KEEPS_BEFORE
            or second in _KEEPS_BEHIND
            or (first in ("re", "pre", "de") and second.startswith("e"))
        )
    )
    return before[: cut.end(1)] + ("-" if keeps and not is_soft else "") + after


def _shape(line: str) -> str:
    """A line with its numbers made alike, since a running head counts its pages."""
    return re.sub(r"\d+", "0", " ".join(line.split())).casefold()


def _unreadable(name: str, why: str, **facts: object) -> UnreadableInputError:
    return UnreadableInputError(
        "{name} cannot be read: {why}.", name=name, why=Translatable(why, facts)
    )
