"""An HTML page as a release: its title, day, address and the text without the page around it."""

import contextlib
from datetime import date
from html.parser import HTMLParser
from typing import Any

from domain.documents import Document
from domain.errors import UnreadableInputError
from sources.bodies import find_body
from sources.texts import text_id

# Elements that begin a line of their own; what is not named here runs on in the line.
_BLOCKS = frozenset(
    """
    address article aside blockquote body br caption dd details div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main nav ol option p pre section
    summary table td th title tr ul
    """.split()  # noqa: SIM905
)
_UNREAD = frozenset({"script", "style", "noscript", "template", "svg", "title"})


def read_page(html: str, name: str) -> Document:
    """The release of a page; UnreadableInputError if the page holds no text.

    Its text stands where the page itself marks it, or else where trafilatura finds it. Where the
    release cannot be told from the page around it, all text of the page is taken: the
    processing knows menus and footers when it sees them. Slow (tens of milliseconds): keep it off
    the event loop.
    """
    # Imported late: it takes longer than all the rest of a start, and only pages need it.
    from trafilatura import bare_extraction
    from trafilatura.metadata import extract_metadata

    if "<html" not in html.lower():
        html = f"<html><body>{html}</body></html>"
    # Only what the page says of itself: a day guessed from somewhere in the text is no fact.
    dates = {"extensive_search": False, "original_date": True}
    text = _marked_text(html)
    found: Any = None
    if text:
        found = extract_metadata(html, date_config=dates)
    else:
        extracted = bare_extraction(
            html, include_comments=False, with_metadata=True, date_extraction_params=dates
        )
        # A dictionary only comes where one is asked for.
        found = None if isinstance(extracted, dict) else extracted
        text = (found.text or "").strip() if found is not None else ""
    text = text or all_text(html)
    if not text:
        raise UnreadableInputError(
            "{name} cannot be read: the page holds no text. It may fill itself by script; "
            "save it from a browser, or save its text as a .txt file.",
            name=name,
        )
    if found is None:
        return Document(id=text_id(text), text=text)
    return Document(
        id=text_id(text),
        text=text,
        title=found.title or None,
        published_at=_day(found.date),
        url=found.url if found.url and found.url.startswith(("http://", "https://")) else None,
    )


def _marked_text(html: str) -> str:
    """The text of what the page marks as its body, empty where it marks nothing."""
    from lxml import etree
    from lxml.html import HTMLParser as Parser
    from lxml.html import document_fromstring, tostring

    try:
        # Bytes, so that a declaration of another encoding within the text is not believed.
        data = html.encode("utf-8", "replace")
        tree = document_fromstring(data, parser=Parser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return ""
    body = find_body(tree)
    return "" if body is None else all_text(tostring(body, encoding="unicode", with_tail=False))


def all_text(html: str) -> str:
    """All that a reader of the page sees, a line for each block."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unread += tag in _UNREAD
        self._break_at(tag)

    def handle_endtag(self, tag: str) -> None:
        self._unread = max(0, self._unread - (tag in _UNREAD))
        self._break_at(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._break_at(tag)

    def handle_data(self, data: str) -> None:
        if not self._unread:
            # A line broken in the source is no line on the page.
            self.parts.append(data.replace("\n", " "))

    def _break_at(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")


def _day(written: str | None) -> date | None:
    with contextlib.suppress(ValueError):
        return date.fromisoformat(written) if written else None
    return None
