"""Pages that list releases and have no feed, read by the CSS selectors of their source's options.

item         what holds one release; the only one that is required
link         within it, the link to the release; the first link where left out
title        within it, the title; the words of the link where left out
date         within it, the date; without it the day stands on the release's own page
date_format  how the date is written, as strptime has it, where it is not written in English
next         on the page, the link to older releases
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from domain.documents import Published
from domain.errors import ShapeError, UnreadableInputError
from domain.sources import Fetched, Item, Listed, Source
from sources.addresses import shown
from sources.encodings import decode
from sources.feeds import web_address
from sources.moments import read_moment

_SELECTORS = ("item", "link", "title", "date", "next")
_Selectors = Mapping[str, Any]
_OPTIONS = frozenset({*_SELECTORS, "date_format"})
# "Published: 14 May 2026"; a time of day has digits before its colon.
_LABEL = re.compile(r"^[^\d:]{1,30}:\s*")


def check_options(options: Mapping[str, str]) -> None:
    """Raise UnreadableInputError, completing "… cannot be read: ", if no page can be read so."""
    if unknown := sorted(options.keys() - _OPTIONS):
        known = ", ".join(sorted(_OPTIONS))
        raise UnreadableInputError(f"it has the option {unknown[0]!r}; it may have {known}")
    if "item" not in options:
        raise UnreadableInputError("a listing needs the option 'item', a CSS selector")
    _compiled(options)


def read_listing(source: Source, fetched: Fetched) -> Listed:
    """The items of a listing page, in its order, each address once.

    ShapeError if nothing on the page is an item, or no item has a link: the site was rebuilt.
    """
    tree, selectors = _tree(fetched), _compiled(source.options)
    elements = _select(tree, selectors, "item")
    if not elements:
        raise _changed(fetched, f"nothing on it matches {source.options.get('item')!r}")
    base = _base(tree, fetched.url)
    items: dict[str, Item] = {}
    problems = []
    for number, element in enumerate(elements, start=1):
        item = _item(element, selectors, base, source.options.get("date_format"))
        if item is None or item.url is None:
            problems.append(f"Item {number} of {shown(fetched.url)} has no link to a release.")
            continue
        # Pictures and "read more" lead to the same page: the first link with words names it.
        known = items.get(item.url)
        if known is None or (known.title is None and item.title is not None):
            items[item.url] = item
    if not items:
        raise _changed(fetched, "none of its items has a link")
    if "date" in source.options:
        undated = (item for item in items.values() if item.published_at is None)
        problems += (f"{shown(item.url or '')} has no date that can be read." for item in undated)
    return Listed(tuple(items.values()), tuple(problems))


def next_address(source: Source, fetched: Fetched) -> str | None:
    """The address of the page of older releases, None where the source or the page names none."""
    if "next" not in source.options:
        return None
    tree = _tree(fetched)
    links = (_href(element) for element in _select(tree, _compiled(source.options), "next"))
    address = web_address(next((link for link in links if link), None), _base(tree, fetched.url))
    return None if address == fetched.url else address


def _item(element: Any, selectors: _Selectors, base: str, form: str | None) -> Item | None:
    links = _select(element, selectors, "link") or [e for e in element.iter("a") if _href(e)]
    url = web_address(_href(links[0]), base) if links else None
    if url is None:
        return None
    titles = _select(element, selectors, "title") or links[:1]
    dates = _select(element, selectors, "date")
    return Item(
        url=url,
        title=_words(titles[0]) or None,
        published_at=_published(dates, form),
    )


def _published(elements: Iterable[Any], form: str | None) -> Published | None:
    for element in elements:
        # A <time> says exactly what its words say for people.
        for written in (element.get("datetime"), element.get("content"), _words(element)):
            if (moment := _moment(written, form)) is not None:
                return moment
    return None


def _moment(written: str | None, form: str | None) -> Published | None:
    text = _LABEL.sub("", (written or "").strip())
    if form is not None and text:
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC).date()
        except ValueError:
            pass
    return read_moment(text)


def _href(element: Any) -> str | None:
    href = element.get("href")
    return href if isinstance(href, str) else None


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())


def _select(element: Any, selectors: _Selectors, name: str) -> list[Any]:
    return list(selectors[name](element)) if name in selectors else []


def _compiled(options: Mapping[str, str]) -> _Selectors:
    return {name: _selector(name, options[name]) for name in _SELECTORS if name in options}


def _selector(name: str, written: str) -> Any:
    # Imported late: only listings need it.
    from cssselect import SelectorError
    from lxml.cssselect import CSSSelector

    try:
        return CSSSelector(written, translator="html")
    except SelectorError as error:
        raise UnreadableInputError(
            f"its option {name!r} is no CSS selector ({error}), as 'ul.news li' is one"
        ) from None


def _tree(fetched: Fetched) -> Any:
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    name = shown(fetched.url)
    text = decode(fetched.body or b"", name, charset=fetched.charset)
    try:
        # Bytes, so that a declaration of another encoding within the text is not believed.
        data = text.encode("utf-8", "replace")
        return document_fromstring(data, parser=HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        raise _changed(fetched, "it is empty") from None


def _base(tree: Any, url: str) -> str:
    named = next((web_address(e.get("href"), url) for e in tree.iter("base")), None)
    return named or url


def _changed(fetched: Fetched, why: str) -> ShapeError:
    return ShapeError(
        f"{shown(fetched.url)} is not the listing it was: {why}. The site may have been rebuilt; "
        "look at it, and correct the selectors of the source."
    )
