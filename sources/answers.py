"""A single answer of a server as a release."""

from dataclasses import replace

from domain.documents import Document
from domain.errors import UnreadableInputError
from domain.sources import Fetched
from sources.addresses import shown
from sources.encodings import decode
from sources.pages import read_page
from sources.portable import read_pdf
from sources.texts import text_id
from sources.walls import refuse_wall
from sources.word import read_docx

_PAGES = ("text/html", "application/xhtml+xml")


def read_answer(fetched: Fetched) -> Document:
    """The release of a page, text, PDF or Word file; its address is where it was found.

    UnreadableInputError says what it is instead, BlockedError that it only asks for a browser.
    Slow (tens of milliseconds): keep it off the event loop.
    """
    refuse_wall(fetched)
    name = shown(fetched.url)
    if (fetched.body or b"").startswith(b"%PDF-"):
        return replace(read_pdf(fetched.body or b"", name), url=fetched.url)
    if (fetched.body or b"").startswith(b"PK\x03\x04"):
        return replace(read_docx(fetched.body or b"", name), url=fetched.url)
    text = decode(fetched.body or b"", name, charset=fetched.charset)
    if not text.strip():
        raise UnreadableInputError(f"{name} cannot be read: it is empty.")
    beginning = text.lstrip()[:15].lower()
    if fetched.content_type in _PAGES or beginning.startswith(("<!doctype html", "<html")):
        return replace(read_page(text, name), url=fetched.url)
    if (fetched.content_type or "text/plain").startswith("text/plain"):
        return Document(id=text_id(text.strip()), text=text.strip(), url=fetched.url)
    raise UnreadableInputError(
        f"{name} cannot be read: it is {fetched.content_type}, and Lede reads pages, plain "
        "text, PDF and Word files."
    )
