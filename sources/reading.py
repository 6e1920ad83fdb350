"""What each kind of source is asked for, and how its answer is read."""

import io
from dataclasses import replace

from domain.documents import Document
from domain.errors import UnreadableInputError
from domain.sources import Fetched, Item, Kind, Listed, Source
from sources import justice, listings
from sources.addresses import shown
from sources.answers import holds_lines, read_answer
from sources.bounds import bounded_listing
from sources.challenges import refuse_challenge
from sources.feeds import read_feed, web_address
from sources.lines import read_lines
from sources.mojibake import mended_listing


def first_address(source: Source) -> str:
    """The address of the newest that a source lists."""
    if source.kind is Kind.INTERFACE:
        return justice.first_address(source)
    return source.address


def next_address(source: Source, fetched: Fetched) -> str | None:
    """The address of what is older than this answer, None where there is no more."""
    if source.kind is Kind.INTERFACE:
        return justice.next_address(fetched)
    return listings.next_address(source, fetched) if source.kind is Kind.LISTING else None


def read_listed(source: Source, fetched: Fetched) -> Listed:
    """The items of an answer, each with the agency of the source where it names none.

    Raises UnreadableInputError, ShapeError or BlockedError. Slow: keep it off the event loop.
    """
    refuse_challenge(fetched)
    listed = bounded_listing(mended_listing(_read(source, fetched)))
    if source.agency is None:
        return listed
    items = tuple(
        item if item.agency else replace(item, agency=source.agency) for item in listed.items
    )
    return replace(listed, items=items)


def _read(source: Source, fetched: Fetched) -> Listed:
    if source.kind is Kind.FEED:
        return read_feed(fetched)
    if source.kind is Kind.INTERFACE:
        return justice.read_releases(fetched)
    if source.kind is Kind.LISTING:
        return listings.read_listing(source, fetched)
    if holds_lines(fetched):
        return _read_lines(fetched)
    return Listed((_item(read_answer(fetched)),))


def _read_lines(fetched: Fetched) -> Listed:
    items, problems = [], []
    for read in read_lines(io.BytesIO(fetched.body or b""), name=shown(fetched.url)):
        if isinstance(read, Document):
            url = web_address(read.url, fetched.url)
            items.append(replace(_item(read), identity=read.id, url=url))
        else:
            problems.append(str(read))
    if problems and not items:
        raise UnreadableInputError(problems[0])
    return Listed(tuple(items), tuple(problems))


def _item(document: Document) -> Item:
    return Item(
        url=document.url,
        title=document.title,
        published_at=document.published_at,
        text=document.text,
        is_whole=True,
        agency=document.agency,
    )
