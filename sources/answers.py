"""An answer of a server as a release."""

from dataclasses import replace
from urllib.parse import urlsplit

from domain.documents import Document
from domain.errors import UnreadableInputError
from domain.sources import Fetched
from sources.addresses import shown
from sources.bounds import bounded
from sources.challenges import refuse_challenge
from sources.encodings import decode
from sources.images import resolve_images
from sources.mojibake import mend_mojibake, mended_document
from sources.pages import read_page
from sources.portable import is_pdf, read_pdf
from sources.texts import read_text
from sources.word import read_docx

_PAGES = ("text/html", "application/xhtml+xml")
_TEXTS = ("text/plain", "text/markdown", "text/x-markdown")
_LINES = (
    "application/x-ndjson",
    "application/jsonl",
    "application/jsonlines",
    "application/x-jsonlines",
)
# What servers call a file they know no type for; then the ending of the address tells.
_UNTOLD = (
    None,
    "application/octet-stream",
    "text/plain",
    "application/json",
    "binary/octet-stream",
)


def read_answer(fetched: Fetched) -> Document:
    """The release of a page, text, PDF, Word file or e-mail; its address is where it was found.

    UnreadableInputError says what it is instead, BlockedError that it only asks for a browser.
    Slow (tens of milliseconds): keep it off the event loop.
    """
    refuse_challenge(fetched)
    read = resolve_images(_read(fetched), fetched.url)
    return bounded(mended_document(replace(read, url=fetched.url)))


def _read(fetched: Fetched) -> Document:
    name = shown(fetched.url)
    is_named = _is(fetched, ("application/pdf", "application/x-pdf"), (".pdf",))
    if is_pdf(fetched.body or b"", is_named=is_named):
        return read_pdf(fetched.body or b"", name)
    if (fetched.body or b"").startswith(b"PK\x03\x04"):
        return read_docx(fetched.body or b"", name)
    if _is(fetched, ("message/rfc822",), (".eml",)):
        # Imported late: only messages need the library of messages.
        from sources.mail import read_mail

        return read_mail(fetched.body or b"", name)
    text = mend_mojibake(decode(fetched.body or b"", name, charset=fetched.charset))
    if not text.strip():
        raise UnreadableInputError("{name} cannot be read: it is empty.", name=name)
    beginning = text.lstrip()[:15].lower()
    if fetched.content_type in _PAGES or beginning.startswith(("<!doctype html", "<html")):
        return read_page(text, name)
    if fetched.content_type is None or _is(fetched, _TEXTS, (".txt", ".md", ".markdown")):
        return read_text(text, name)
    raise UnreadableInputError(
        "{name} cannot be read: it is {kind}, and Lede reads pages, plain text, Markdown, JSON "
        "Lines, PDF, Word and e-mail files.",
        name=name,
        kind=fetched.content_type,
    )


def holds_lines(fetched: Fetched) -> bool:
    """Whether an answer is JSON Lines: many releases, one a line."""
    return _is(fetched, _LINES, (".jsonl", ".ndjson"))


def _is(fetched: Fetched, types: tuple[str, ...], endings: tuple[str, ...]) -> bool:
    if fetched.content_type in types:
        return True
    path = urlsplit(fetched.url).path.lower()
    return fetched.content_type in _UNTOLD and path.endswith(endings)
