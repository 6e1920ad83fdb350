"""An HTML page as a release: its title, day, address and the text without the page around it."""

import contextlib
import re
from collections.abc import Mapping
from datetime import date
from html.parser import HTMLParser
from typing import Any

from domain.documents import Document
from domain.errors import UnreadableInputError
from sources.bodies import find_body, find_quotations
from sources.images import find_images
from sources.publishers import read_publisher
from sources.signs import raised, without_unread
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
# The line that the extraction draws below the head of a table; no reader of the page sees it.
_RULE = re.compile(r"^\|(?:-{3,}\|)+[ ]*\n", re.M)
_DASHES = "-–—―~"
# What no reader of the page reads: code, and text that is struck out.
_UNREAD = frozenset(
    {"script", "style", "noscript", "template", "svg", "title", "del", "s", "strike"}
)
_CHANGED = ("del", "s", "strike", "sup", "div", "span", "p", "section", "template", "q")
# Who said it: below a quotation as its footer, as a caption, or as a `cite` in either.
_QUOTED_BY = ("cite", "footer[not(.//cite)]", "figcaption[not(.//cite)]")
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905
)
_NOT_SHOWN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|text-decoration[a-z-]*\s*:[^;]*line-through", re.I
)
_IS_RAISED = re.compile(r"vertical-align\s*:\s*super", re.I)
# Where none of this stands, a page is extracted from as it is.
_TO_CLEAN = re.compile(
    r"<(?:del|s|strike|sup|q|template|blockquote|table)\b|\bhidden\b|display\s*:\s*none|line-through"
    r"|vertical-align\s*:\s*super",
    re.I,
)
# A cell of so many words is a column of the page; those of a table that tells something have fewer.
_WORDS_OF_COLUMN = 60
_PARTS_OF_TABLES = ("thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup")


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
            _as_shown(html),
            include_comments=False,
            with_metadata=True,
            date_extraction_params=dates,
        )
        # A dictionary only comes where one is asked for.
        found = None if isinstance(extracted, dict) else extracted
        text = _RULE.sub("", found.text or "").strip() if found is not None else ""
    text = without_unread(text) or all_text(html)
    if not text:
        raise UnreadableInputError(
            "{name} cannot be read: the page holds no text. It may fill itself by script; "
            "save it from a browser, or save its text as a .txt file.",
            name=name,
        )
    tree = _parse(html)
    site = None if tree is None else read_publisher(tree)
    images = () if tree is None else find_images(tree)
    if found is None:
        return Document(id=text_id(text), text=text, site=site, images=images)
    return Document(
        id=text_id(text),
        text=text,
        title=found.title or None,
        published_at=_day(found.date),
        url=found.url if found.url and found.url.startswith(("http://", "https://")) else None,
        site=site,
        images=images,
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


def _as_shown(html: str) -> Any:
    """The page as its readers see it, in elements that an extraction keeps.

    Without what is struck out or not shown; raised numbers as such, marks around a `q`, sources of
    quotations as paragraphs, the columns of a page that is one table below each other.
    """
    tree = _parse(html) if _TO_CLEAN.search(html) else None
    if tree is None:
        return html
    for element in list(tree.iter(*_CHANGED)):
        if element.getparent() is None:
            continue
        is_raised = element.tag == "sup" or _IS_RAISED.search(element.get("style") or "")
        if is_raised and element.find(".//a") is None:
            words = raised(element.text_content())
            if words != element.text_content():
                for child in list(element):
                    element.remove(child)
                element.text = words
        elif element.tag in ("sup", *_UNREAD) or _is_hidden(dict(element.attrib), element.tag):
            element.drop_tree()
        elif element.tag == "q":
            element.tag = "span"
            element.text = "“" + (element.text or "")
            last = element[-1] if len(element) else None
            if last is None:
                element.text += "”"
            else:
                last.tail = (last.tail or "") + "”"
    _show_sources(tree)
    _part_columns(tree)
    return tree


def _part_columns(tree: Any) -> None:
    """Make blocks of the tables that are there to put parts of the page beside each other."""
    for table in tree.xpath("//table"):
        cells = [cell for cell in table.iter("td", "th") if _table_of(cell) is table]
        if any(
            cell.find(".//table") is not None or len(cell.text_content().split()) > _WORDS_OF_COLUMN
            for cell in cells
        ):
            parts = [p for p in table.iter(*_PARTS_OF_TABLES) if _table_of(p) is table]
            for part in (table, *parts):
                part.tag = "div"


def _table_of(part: Any) -> Any:
    return next(part.iterancestors("table"), None)


def _is_hidden(attributes: Mapping[str, str | None], tag: str) -> bool:
    if tag in _VOID or tag in ("html", "body"):
        return False
    return "hidden" in attributes or _NOT_SHOWN.search(attributes.get("style") or "") is not None


def _show_sources(tree: Any) -> None:
    """Make the source of each block quotation a paragraph of it; footers and captions are lost."""
    for figure in tree.xpath("//figure[.//blockquote]"):
        for caption in figure.xpath(".//figcaption"):
            next(figure.iter("blockquote")).append(caption)
        figure.tag = "div"
    for cite in tree.xpath(" | ".join(f"//blockquote//{one}" for one in _QUOTED_BY)):
        words = " ".join(cite.text_content().split())
        quotation = next(cite.iterancestors("blockquote"), None)
        if quotation is None or not words:
            continue
        cite.drop_tree()
        source = quotation.makeelement("p")
        source.text = words if words[:1] in _DASHES else f"— {words}"
        quotation.append(source)


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
    lines = (" ".join(line.split()) for line in without_unread("".join(reader.parts)).split("\n"))
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
        # The element that is not shown, and how many of its name are open within.
        self._hidden: tuple[str, int] | None = None
        # Where the raised signs begin that are being read; -1 once they turn out to be a link.
        self._raised_from: int | None = None
        self._raised_by = ""

    def parse_html_declaration(self, i: int) -> int:
        """A declaration, where browsers know it; a comment where they do not.

        As Python comes, one that nobody knows ("<![C:") ends the reading with an AssertionError.
        """
        if self.rawdata.startswith("<![", i) and not self.rawdata.startswith("<![CDATA[", i):
            return self.parse_bogus_comment(i)
        if self.rawdata.startswith("<![CDATA[", i):
            end = self.rawdata.find("]]>", i)
            return end + 3 if end >= 0 else self.parse_bogus_comment(i)
        return super().parse_html_declaration(i)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._hidden is not None:
            name, depth = self._hidden
            self._hidden = (name, depth + (tag == name))
            return
        if _is_hidden(dict(attrs), tag):
            self._hidden = (tag, 1)
            return
        self._unread += tag in _UNREAD
        if tag == "sup" or (tag == "span" and _IS_RAISED.search(dict(attrs).get("style") or "")):
            self._raised_from, self._raised_by = len(self.parts), tag
        elif tag == "a" and self._raised_from is not None:
            self._raised_from = ~abs(self._raised_from)
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
        if self._hidden is not None:
            name, depth = self._hidden
            depth -= tag == name
            self._hidden = (name, depth) if depth else None
            return
        self._unread = max(0, self._unread - (tag in _UNREAD))
        if tag == self._raised_by and self._raised_from is not None:
            self._end_raised(self._raised_from)
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
        if self._unread or self._hidden is not None:
            return
        if self._cites and (words := data.strip()):
            self._cites = False
            if words[0] not in _DASHES:
                self.parts.append("— ")
        # A line broken in the source is no line on the page.
        self.parts.append(data.replace("\n", " "))

    def _end_raised(self, start: int) -> None:
        """Raise what was read since; a mark that links to a note is none of the text."""
        is_link = start < 0
        start = ~start if is_link else start
        words = "".join(self.parts[start:])
        self.parts[start:] = [] if is_link else [raised(words)]
        self._raised_from = None

    def _break_at(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")


def _day(written: str | None) -> date | None:
    with contextlib.suppress(ValueError):
        return date.fromisoformat(written) if written else None
    return None
