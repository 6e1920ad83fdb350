"""The interface of the U.S. Department of Justice's press releases.

As its documentation and answers show: pages of results, newest first if asked so, `date` in
seconds of a midnight in Washington, `body` as HTML, `component` as a list of names.
"""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from domain.errors import ShapeError
from domain.sources import Fetched, Item, Listed, Source
from sources.addresses import shown
from sources.feeds import plain_title, web_address
from sources.pages import all_text

_PAGE_SIZE = 50
# The midnight is that of the east coast, four or five hours after UTC's: less four, both fall into
# the day that is meant.
_EASTERN = timedelta(hours=4)


def first_address(source: Source) -> str:
    """The address of the newest releases."""
    return _with(source.address, pagesize=_PAGE_SIZE, sort="date", direction="DESC", page=0)


def next_address(fetched: Fetched) -> str | None:
    """The address of the page after this one, None after the last."""
    values = _values(fetched)
    page = dict(parse_qsl(urlsplit(fetched.url).query)).get("page", "0")
    if len(_results(values, fetched)) < _PAGE_SIZE or not page.isdigit():
        return None
    return _with(fetched.url, page=int(page) + 1)


def read_releases(fetched: Fetched) -> Listed:
    """The items of one page; ShapeError if it is none of this interface."""
    items, problems = [], []
    for number, result in enumerate(_results(_values(fetched), fetched), start=1):
        item = _item(result, fetched.url) if isinstance(result, dict) else None
        if item is None:
            problems.append(f"Result {number} of {shown(fetched.url)} has no body or no address.")
        else:
            items.append(item)
    return Listed(tuple(items), tuple(problems))


def _item(result: dict[str, Any], base: str) -> Item | None:
    body, url = result.get("body"), result.get("url")
    text = all_text(body) if isinstance(body, str) else ""
    address = web_address(url, base) if isinstance(url, str) else None
    if not text or address is None:
        return None
    title, uuid = result.get("title"), result.get("uuid")
    components = list(_names(result.get("component")))
    return Item(
        identity=uuid if isinstance(uuid, str) else None,
        url=address,
        title=plain_title(title) if isinstance(title, str) else None,
        published_at=_day(result.get("date")),
        text=text,
        is_whole=True,
        agency=components[0] if components else None,
    )


def _names(values: object) -> Iterator[str]:
    for value in values if isinstance(values, list) else ():
        name = value.get("name") if isinstance(value, dict) else None
        if isinstance(name, str) and name.strip():
            yield name.strip()


def _day(written: object) -> date | None:
    if not str(written).isdigit():
        return None
    try:
        return (datetime.fromtimestamp(int(str(written)), UTC) - _EASTERN).date()
    except (ValueError, OverflowError, OSError):
        return None


def _values(fetched: Fetched) -> dict[str, Any]:
    try:
        values = json.loads(fetched.body or b"")
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, dict):
        raise _changed(fetched)
    return values


def _results(values: dict[str, Any], fetched: Fetched) -> list[Any]:
    results = values.get("results")
    if not isinstance(results, list):
        raise _changed(fetched)
    return results


def _changed(fetched: Fetched) -> ShapeError:
    return ShapeError(
        f"{shown(fetched.url)} does not answer as the interface of the Department of Justice did. "
        "Look whether its documentation has changed."
    )


def _with(url: str, **values: object) -> str:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query)) | {name: str(value) for name, value in values.items()}
    return urlunsplit(parts._replace(query=urlencode(query)))
