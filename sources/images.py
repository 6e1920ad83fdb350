"""The pictures of a release on its page: those that the page itself describes in words."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin, urlsplit

from domain.documents import Document, Image
from sources.bodies import find_body

# So many fit one gallery of Discord; addresses that are longer it refuses.
MOST, _LONGEST = 10, 512
# Fewer words are the name of a logo or a person, and describe no picture.
_FEWEST_WORDS = 3
# Pixels below which a picture is a sign or counts visits.
_SMALLEST = 80
_ARTICLES = ("article", "main")
_BESIDE = frozenset({"nav", "aside", "footer", "header", "form"})


def find_images(tree: Any) -> tuple[Image, ...]:
    """The described pictures of the release of an lxml tree, addresses as the page has them.

    Where it cannot be told which part of the page the release is, there are none.
    """
    body = find_body(tree)
    around = [] if body is None else [a for a in body.iterancestors() if a.tag in _ARTICLES]
    marked = [e for tag in _ARTICLES for e in tree.iter(tag)]
    place = around[0] if around else body
    if place is None and len(marked) == 1:
        place = marked[0]
    if place is None:
        return ()
    found = (_image(element) for element in place.iter("img") if not _is_beside(element, place))
    return tuple({one.address: one for one in found if one is not None}.values())[:MOST]


def resolve_images(document: Document, address: str) -> Document:
    """A document with the addresses of its pictures made whole, as seen from its own."""
    whole = (replace(one, address=urljoin(address, one.address)) for one in document.images)
    return replace(document, images=tuple(_reachable(whole)))


def _reachable(images: Iterable[Image]) -> Iterable[Image]:
    for one in images:
        parts = urlsplit(one.address)
        if parts.scheme in ("http", "https") and parts.hostname and len(one.address) <= _LONGEST:
            yield one


def _image(element: Any) -> Image | None:
    words = " ".join((element.get("alt") or "").split())
    address = (element.get("src") or "").strip()
    if len(words.split()) < _FEWEST_WORDS or not address or address.startswith("data:"):
        return None
    sizes = [element.get(side) or "" for side in ("width", "height")]
    if any(size.isdecimal() and int(size[:6]) < _SMALLEST for size in sizes):
        return None
    return Image(address, words)


def _is_beside(element: Any, place: Any) -> bool:
    for ancestor in element.iterancestors():
        if ancestor is place:
            return False
        if ancestor.tag in _BESIDE:
            return True
    return False
