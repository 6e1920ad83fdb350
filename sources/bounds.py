"""What a document and an item may hold, whatever they were read from.

Halves of characters, which no database takes, are replaced one for one; names that are longer than
any name are cut, an address that is longer than any is left out.
"""

from dataclasses import replace

from domain.documents import Document
from domain.sources import Item, Listed
from sources.fields import whole_characters
from sources.texts import text_id

# The longest title of a release that was seen has 400 signs.
_TITLE = 1000
_IDENTITY = 500
_ADDRESS = 2000
_AGENCY = 300
# No listing that was seen has more than some hundreds; one of more is an archive, or an attack.
_ITEMS = 10_000
_PROBLEMS = 100


def bounded(document: Document) -> Document:
    """The document within its bounds."""
    text = whole_characters(document.text)
    return replace(
        document,
        id=whole_characters(document.id) if len(document.id) <= _IDENTITY else text_id(text),
        text=text,
        title=_cut(document.title, _TITLE),
        url=_address(document.url),
        agency=_cut(document.agency, _AGENCY),
    )


def bounded_listing(listed: Listed) -> Listed:
    """The listing within its bounds; the first items are kept, which most put newest."""
    problems = listed.problems
    if len(listed.items) > _ITEMS:
        problems = (f"It lists {len(listed.items)} items; the first {_ITEMS} are read.", *problems)
    return Listed(
        tuple(_bounded_item(item) for item in listed.items[:_ITEMS]),
        tuple(whole_characters(problem) for problem in problems[:_PROBLEMS]),
    )


def _bounded_item(item: Item) -> Item:
    return replace(
        item,
        identity=_cut(item.identity, _IDENTITY),
        url=_address(item.url),
        title=_cut(item.title, _TITLE),
        text=None if item.text is None else whole_characters(item.text),
        agency=_cut(item.agency, _AGENCY),
    )


def _cut(value: str | None, most: int) -> str | None:
    return None if value is None else whole_characters(value[:most])


def _address(url: str | None) -> str | None:
    return None if url is None or len(url) > _ADDRESS else whole_characters(url)
