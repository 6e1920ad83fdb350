"""Which item is which: a key for each that a source lists. Pure."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from domain.documents import Document
from domain.record import published_text
from domain.sources import Item
from storage.identity import canonical_url


@dataclass(frozen=True, slots=True)
class Identified:
    """An item under its key. `fingerprint` changes with what the source says of it.

    `owns_address` is false where several items share one address, which then names none of them.
    """

    key: str
    fingerprint: str
    item: Item
    owns_address: bool


def identify(source: str, items: Iterable[Item]) -> tuple[Identified, ...]:
    """The items of one listing under their keys, in its order, none twice.

    The key is the address, since guids change and repeat; where several different items share an
    address (each leads to the agency's front page), the guid, if no other item has it; else the
    words. A date is never part of it.
    """
    kept = list(items)
    words = [_words_key(source, item) for item in kept]
    # Of an item listed twice under one address the first counts; two titles are two items.
    addresses: dict[str, set[str]] = {}
    for item in kept:
        if item.url:
            addresses.setdefault(canonical_url(item.url), set()).add(_title_of(item))
    guids = Counter(item.identity for item in kept if item.identity)
    found: dict[str, Identified] = {}
    for item, by_words in zip(kept, words, strict=True):
        address = canonical_url(item.url) if item.url else None
        owns = address is not None and len(addresses[address]) == 1
        if address is not None and owns:
            key = address
        elif item.identity and guids[item.identity] == 1:
            key = f"{source}:{item.identity}"
        else:
            key = by_words
        found.setdefault(key, Identified(key, fingerprint_of(item), item, owns))
    return tuple(found.values())


def fingerprint_of(item: Item) -> str:
    """A hash of what the source says of an item, spaces and guid aside."""
    said = (item.title, published_text(item.published_at), item.text, item.agency)
    return _hash("\0".join(" ".join((part or "").split()) for part in said))


def document_of(source: str, found: Identified, page: Document | None = None) -> Document:
    """The release of an item: its page where that was read, and else what the source gave.

    The source's own title and date go first: a page names itself for browsers.
    """
    item = found.item
    text = page.text if page is not None else item.text or ""
    return Document(
        id=found.key,
        text=text,
        title=item.title or (page.title if page else None),
        published_at=item.published_at or (page.published_at if page else None),
        url=item.url,
        agency=item.agency or (page.agency if page else None),
        source=source,
        key=None if found.owns_address else found.key,
        site=page.site if page else None,
    )


def _title_of(item: Item) -> str:
    return " ".join((item.title or item.identity or item.text or "").split()).casefold()


def _words_key(source: str, item: Item) -> str:
    said = " ".join(f"{item.title or ''} {item.text or ''}".split()).casefold()
    return f"{source}:{_hash(said)}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
