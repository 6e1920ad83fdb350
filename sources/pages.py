"""An HTML page as a release: its title, day, address and the text without the page around it."""

import contextlib
import re
from datetime import date
from html.parser import HTMLParser
from typing import Any

from domain.documents import Document
from domain.errors import UnreadableInputError
from sources.bodies import find_body, find_quotations
from sources.publishers import read_publisher
from sources.texts import text_id

# Elements that begin a line of their own; what is not named here runs on in the line.
_BLOCKS = frozenset(
    """
    address article aside blockquote body br caption dd details div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main nav ol option p pre section
    summary table td th title tr ul
    """.split()  # noqa: SIM905
)
# Stands for an empty line until the lines are put together; no page holds it.
_GAP = "\ue000"
_GAPS = re.compile(rf"(?:\n|^){_GAP}(?:\n{_GAP})*(?:\n|$)")
_DASHES = "-–—―~"
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
            _with_sources(html),
            include_comments=False,
            with_metadata=True,
            date_extraction_params=dates,
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
    tree = _parse(html)
    site = None if tree is None else read_publisher(tree)
    if found is None:
        return Document(id=text_id(text), text=text, site=site)
    return Document(
        id=text_id(text),
        text=text,
        title=found.title or None,
        published_at=_day(found.date),
        url=found.url if found.url and found.url.startswith(("http://", "https://")) else None,
        site=site,
    )


def _marked_text(html: str) -> str:
    """The text of what the page marks as its body, empty where it marks nothing."""
    from lxml.html import tostring

    tree = _parse(html)
    if tree is None:
        return ""
    body = find_body(tree)
    if body is None:
        return ""
    parts = (body, *find_quotations(tree, body))
    return "\n\n".join(
        all_text(tostring(part, encoding="unicode", with_tail=False)) for part in parts
    )


def _with_sources(html: str) -> Any:
    """The page with the source of each block quotation as a paragraph, so that it is extracted."""
    tree = _parse(html) if "<cite" in html else None
    if tree is None:
        return html
    for cite in tree.xpath("//blockquote//cite"):
        words = " ".join(cite.text_content().split())
        quotation = next(cite.iterancestors("blockquote"))
        cite.drop_tree()  # often in a footer, which an extraction leaves out
        source = quotation.makeelement("p")
        source.text = words if words[:1] in _DASHES else f"— {words}"
        quotation.append(source)
    return tree


def _parse(html: str) -> Any | None:
    """The tree of a page, None where it cannot be made."""
    from lxml import etree
    from lxml.html import HTMLParser as Parser
    from lxml.html import document_fromstring

    try:
        # Bytes, so that a declaration of another encoding within the text is not believed.
        data = html.encode("utf-8", "replace")
        return document_fromstring(data, parser=Parser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return None


def all_text(html: str) -> str:
    """All that a reader of the page sees, a line for each block.

    What says that somebody speaks is kept: an empty line parts a block quotation from what stands
    around it, its source (a `cite`) begins with a dash as pages draw it, a `q` has its marks.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    text = "\n".join(line for line in lines if line)
    return _GAPS.sub("\n\n", text).strip().replace(_GAP, "") if _GAP in text else text


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unread = 0
        self._quotations = 0
        # Whether the next words are the first of a source.
        self._cites = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unread += tag in _UNREAD
        self._quotations += tag == "blockquote"
        self._break_at(tag)
        if tag == "blockquote":
            self.parts.append(f"\n{_GAP}\n")
        if tag == "q":
            self.parts.append("“")
        elif tag == "cite" and self._quotations:
            self.parts.append("\n")
            self._cites = True

    def handle_endtag(self, tag: str) -> None:
        self._unread = max(0, self._unread - (tag in _UNREAD))
        self._quotations = max(0, self._quotations - (tag == "blockquote"))
        self._break_at(tag)
        if tag == "blockquote":
            self.parts.append(f"\n{_GAP}\n")
        if tag == "q":
            self.parts.append("”")
        elif tag == "cite" and self._quotations:
            self.parts.append("\n")
            self._cites = False

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._break_at(tag)

    def handle_data(self, data: str) -> None:
        if self._unread:
            return
        if self._cites and (words := data.strip()):
            self._cites = False
            if words[0] not in _DASHES:
                self.parts.append("— ")
        # A line broken in the source is no line on the page.
        self.parts.append(data.replace("\n", " "))

    def _break_at(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")


def _day(written: str | None) -> date | None:
    with contextlib.suppress(ValueError):
        return date.fromisoformat(written) if written else None
    return None
