"""RSS, Atom and JSON Feed as items."""

import json
import re
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from domain.errors import UnreadableInputError
from domain.sources import Fetched, Item, Listed
from sources.addresses import shown
from sources.encodings import mend_utf8
from sources.moments import puts_day_first, read_moment
from sources.pages import all_text

# A text that ends so goes on elsewhere.
_TEASER = re.compile(
    r"(?:\.\.\.|…|\[…\]|\[\.\.\.\]|(?:read|learn|view|continue)\s+(?:more|reading|full release))"
    r"\s*[»›>\]→]*\s*$",
    re.I,
)
# A description of fewer words beside a link is a teaser; no release of any length is this short.
_WHOLE_WORDS = 120
# The end of a feed, whatever its names begin with; caches and counters write comments behind it.
_END = re.compile(rb"</(?:[\w.-]{1,40}:)?(?:rss|feed|rdf)\s*>", re.I)
# A name that an item gives itself, with no slash in it: no address, though the format takes it so.
_NAME = re.compile(
    rb"<((?:[\w.-]{1,40}:)?(?:guid|id))\b[^>]*>\s*(?:<!\[CDATA\[)?\s*([^<>\]/]{1,300}?)\s*(?:\]\]>)?"
    rb"\s*</\1\s*>",
    re.I,
)
# Text that is kept as it stands, and what nobody reads.
_CDATA = re.compile(rb"(<!\[CDATA\[.*?\]\]>|<!--.*?-->)", re.S)
_BEGINS_ITEM = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:item|entry)[\s>]", re.I)
_ENDS_ITEM = re.compile(rb"</(?:[\w.-]{1,40}:)?(?:item|entry)\s*>", re.I)
# A feed of single bytes that calls itself one of pairs.
_WIDE = re.compile(
    rb"(<\?xml[^>]{0,200}?)\s+encoding\s*=\s*[\"'](?:utf-?(?:16|32)|ucs-?[24])[^\"'>]*[\"']", re.I
)
# An ampersand that begins no reference: of an address, most often.
_BARE_AMPERSAND = re.compile(rb"&(?!(?:#\d{1,8}|#x[0-9a-f]{1,7}|[a-z][a-z0-9]{1,31});)", re.I)
# Markup that is left when a text was unpacked: it was packed twice.
_MARKUP = re.compile(
    r"</?(?:p|br|div|span|strong|em|b|i|u|s|ul|ol|li|dl|dt|dd|a|h[1-6]|hr|table|thead|tbody|tr|t[dh]"
    r"|blockquote|cite|article|section|header|footer|main|figure|figcaption|picture|img|iframe|sup"
    r"|sub|small|font|center|del|ins)(?:\s[^<>]*)?/?>",
    re.I,
)
# A sign that is still packed: no release writes "&nbsp;" for people.
_PACKED = re.compile(r"&(?:#\d{2,7}|#x[0-9a-f]{2,6}|[a-z][a-z0-9]{1,31});", re.I)
# Programs that pack what others have packed stand in a row; no more were seen.
_PACKED_AT_MOST = 3
# What feedparser calls odd and readers do not notice.
_HARMLESS = ("CharacterEncodingOverride", "NonXMLContentType", "UndeclaredNamespace")
# References to halves of characters, U+D800 to U+DFFF, at which the library fails as a whole.
_HALVES = re.compile(
    rb"&#(?:x0*d[89a-f][0-9a-f]{2}(?![0-9a-f])"
    rb"|0*(?:5529[6-9]|55[3-9]\d\d|56\d{3}|57[0-2]\d\d|573[0-3]\d|5734[0-3])(?!\d))",
    re.I,
)
_DATES = ("published", "created", "updated")
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
_FEED_PATH = re.compile(r"(?:^|[/._?=-])(?:rss|atom|feeds?)(?:$|[/._?=&-])", re.I)


def read_feed(fetched: Fetched) -> Listed:
    """The items of a feed, in its order; UnreadableInputError if it is none.

    An item that cannot be read becomes a problem, and the others are kept. Of a feed that breaks
    off the last item is left for the next time, since half of it may be missing. Slow for large
    feeds: keep it off the event loop.
    """
    body, charset = _whole_utf8(fetched)
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _read_json_feed(body, fetched.url)
    # Imported late: it takes long, and only feeds need it.
    import feedparser

    headers = {"content-location": fetched.url}
    if fetched.content_type:
        named = f"; charset={charset}" if charset else ""
        headers["content-type"] = fetched.content_type + named
    body, is_ended = _sound(_WIDE.sub(rb"\1", body, count=1) if b"\0" not in body[:64] else body)
    try:
        # Given bytes, it fetches nothing; expat expands no external and no endless entity.
        found = feedparser.parse(
            _HALVES.sub(b"&#xFFFD", body), response_headers=headers, sanitize_html=False
        )
    except MemoryError:
        raise
    except Exception as error:
        raise UnreadableInputError(
            "{url} cannot be read as a feed: it is damaged ({kind}). Look at it in a browser.",
            url=shown(fetched.url),
            kind=type(error).__name__,
        ) from error
    entries = list(found.entries)
    if not entries and not found.get("version"):
        raise _no_feed(fetched)
    problems = []
    if not is_ended:
        problems.append(f"{shown(fetched.url)} breaks off; its last item waits for the next poll.")
        entries = entries[:-1]
    elif found.bozo and type(found.bozo_exception).__name__ not in _HARMLESS:
        problems.append(f"{shown(fetched.url)} is no sound XML; what could be read was read.")
    items = []
    names = {urljoin(fetched.url, raw.decode("utf-8", "replace")) for _, raw in _NAME.findall(body)}
    is_day_first = puts_day_first(dict.get(entry, name) for entry in entries for name in _DATES)
    for number, entry in enumerate(entries, start=1):
        if entry.get("guidislink") and entry.get("link") in names:
            # An item without a link is not at an address made of its number.
            del entry["link"]
        item = _item(entry, fetched.url, is_day_first=is_day_first)
        if item is None:
            problems.append(f"Item {number} of {shown(fetched.url)} has neither text nor link.")
        else:
            items.append(item)
    return Listed(tuple(items), tuple(problems))


def _whole_utf8(fetched: Fetched) -> tuple[bytes, str | None]:
    """The body and its charset; single bytes that spoil what else is UTF-8 are made whole."""
    body = fetched.body or b""
    mended = mend_utf8(body)
    return (body, fetched.charset) if mended is None else (mended.encode("utf-8"), "utf-8")


def _sound(body: bytes) -> tuple[bytes, bool]:
    """A feed without what stands behind its end, ampersands made sound; and if it is whole.

    One that lacks its own end is whole if its last item has one.
    """
    if body.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in body[:64]:
        return body, _END.search(body[-400:].replace(b"\0", b"")) is not None
    parts = _CDATA.split(body)
    # Every other part is text that is kept as it stands, ends of other feeds in it too.
    ends = [n for n, part in enumerate(parts) if n % 2 == 0 and _END.search(part)]
    if ends:
        last = parts[ends[0]]
        end = next(_END.finditer(last)).end()
        parts = [*parts[: ends[0]], last[:end]]
    sound = (part if n % 2 else _BARE_AMPERSAND.sub(b"&amp;", part) for n, part in enumerate(parts))
    return b"".join(sound), bool(ends) or _has_whole_items(b"".join(parts[::2]))


def _has_whole_items(markup: bytes) -> bool:
    ends = [found.start() for found in _ENDS_ITEM.finditer(markup)]
    begins = [found.start() for found in _BEGINS_ITEM.finditer(markup)]
    return bool(ends) and max(begins, default=0) < ends[-1]


def find_feeds(fetched: Fetched) -> tuple[str, ...]:
    """The addresses of the feeds that a page names, those it declares first."""
    from lxml import html

    try:
        tree = html.document_fromstring(fetched.body or b"")
    except (ValueError, html.etree.ParserError):
        return ()
    declared = [
        link.get("href")
        for link in tree.iter("link")
        if "alternate" in (link.get("rel") or "").lower() and link.get("type") in _FEED_TYPES
    ]
    linked = [a.get("href") for a in tree.iter("a") if _FEED_PATH.search(a.get("href") or "")]
    found = (web_address(href, fetched.url) for href in (*declared, *linked) if href)
    return tuple(dict.fromkeys(url for url in found if url))


def web_address(link: str | None, base: str) -> str | None:
    """A link made whole; None for what leads to no page of the web."""
    if not link or not link.strip():
        return None
    # As browsers ask for it: packed twice, broken over lines, with spaces in the names of files.
    lines = (line.strip() for line in link.strip().splitlines())
    written = "".join(lines).replace("&amp;", "&").replace("\t", "")
    written = re.sub(r"\s", "%20", written.replace("\\", "/"))
    try:
        url = urljoin(base, written)
        return url if urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def plain_title(written: str | None) -> str | None:
    """A title on one line, without markup."""
    text = written or ""
    # Twice: some feeds pack the markup of a title into entities of entities.
    for _ in range(2):
        text = all_text(text) if "<" in text or "&" in text else text
    return " ".join(text.split()) or None


def _item(entry: dict[str, Any], base: str, *, is_day_first: bool) -> Item | None:
    url = web_address(entry.get("link"), base)
    contents = [part.get("value") or "" for part in entry.get("content") or ()]
    texts = [_plain(text) for text in (*contents, entry.get("summary") or "")]
    text = max(texts, key=len, default="")
    title = plain_title(entry.get("title"))
    if not text and url is None:
        return None
    return Item(
        identity=(entry.get("id") or "").strip() or None,
        url=url,
        title=title,
        published_at=_published(entry, is_day_first=is_day_first),
        text=text or None,
        is_whole=url is None or is_whole(text, has_content=any(contents)),
    )


def is_whole(text: str, *, has_content: bool) -> bool:
    """Whether a feed's text is the release and not what leads to it."""
    if not text or _TEASER.search(text[-60:]):
        return False
    # "content" is where feeds put the whole, and some put their teaser there too.
    return len(text.split()) >= (_WHOLE_WORDS // 2 if has_content else _WHOLE_WORDS)


def _published(entry: dict[str, Any], *, is_day_first: bool) -> Any:
    for name in _DATES:
        # As it stands: feedparser's own look-up gives one for the other, and warns of it.
        moment = read_moment(dict.get(entry, name), is_day_first=is_day_first)
        if moment is not None:
            return moment
    return None


def _plain(text: str) -> str:
    plain = all_text(text) if "<" in text or "&" in text else text.strip()
    for _ in range(_PACKED_AT_MOST):
        if _MARKUP.search(plain):
            plain = all_text(plain)
        elif (once := _PACKED.sub(lambda found: unescape(found[0]), plain)) != plain:
            # Signs alone, so that an element which the text names stays named.
            plain = once.replace("\u00a0", " ").strip()
        else:
            break
    return plain


def _read_json_feed(body: bytes, url: str) -> Listed:
    try:
        # Caches write comments behind it.
        feed, _ = json.JSONDecoder().raw_decode(body.decode("utf-8-sig").lstrip())
        entries = feed["items"]
        if "jsonfeed.org" not in str(feed.get("version")) or not isinstance(entries, list):
            raise ValueError
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UnreadableInputError(
            "{url} cannot be read: it is JSON, but no JSON Feed. Name the agency's feed, "
            "or the interface that reads it.",
            url=shown(url),
        ) from None
    items, problems = [], []
    for number, entry in enumerate(entries, start=1):
        item = _json_item(entry, url) if isinstance(entry, dict) else None
        if item is None:
            problems.append(f"Item {number} of {shown(url)} has neither text nor link.")
        else:
            items.append(item)
    return Listed(tuple(items), tuple(problems))


def _json_item(entry: dict[str, Any], base: str) -> Item | None:
    values = {name: value for name, value in entry.items() if isinstance(value, str)}
    url = web_address(values.get("url") or values.get("external_url"), base)
    content = _plain(values.get("content_html", "")) or values.get("content_text", "").strip()
    text = content or values.get("summary", "").strip()
    if not text and url is None:
        return None
    identity = entry.get("id")
    return Item(
        identity=str(identity) if isinstance(identity, str | int) else None,
        url=url,
        title=plain_title(values.get("title")),
        published_at=read_moment(values.get("date_published") or values.get("date_modified")),
        text=text or None,
        is_whole=url is None or is_whole(text, has_content=bool(content)),
    )


def _no_feed(fetched: Fetched) -> UnreadableInputError:
    feeds = find_feeds(fetched)
    if feeds:
        advice = f"It is a page that names a feed: {shown(feeds[0])}. Use that address."
    elif b"<html" in (fetched.body or b"")[:4096].lower():
        advice = "It is a page and names no feed. Look for one on the agency's site."
    else:
        advice = "It is neither RSS, Atom nor JSON Feed. Check the address in a browser."
    return UnreadableInputError(f"{shown(fetched.url)} cannot be read as a feed. {advice}")
