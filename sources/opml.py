"""OPML: lists of feeds as other readers write and take them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from domain.errors import UnreadableInputError
from domain.sources import Kind, Source

_NAME_LENGTH, _FOLDER_LENGTH = 40, 60
# No reader holds more; a list of more is an attack.
_MOST = 5000


class Outlined(NamedTuple):
    """A feed of a list, and the heading under which it stands, one within another as "A / B"."""

    source: Source
    folder: str | None = None


def write_opml(sources: Iterable[Source], folders: Mapping[str, str]) -> str:
    """The feeds among the sources as OPML 2.0, with their names; others have no place in it.

    `folders` are their headings by name.
    """
    from lxml import etree

    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "Sources of Lede"
    body = etree.SubElement(root, "body")
    headings: dict[str, Any] = {}
    for source in (source for source in sources if source.kind is Kind.FEED):
        folder = folders.get(source.name)
        if folder is not None and folder not in headings:
            headings[folder] = etree.SubElement(body, "outline", text=folder, title=folder)
        etree.SubElement(
            body if folder is None else headings[folder], "outline", type="rss",
            text=source.agency or source.name, title=source.name, xmlUrl=source.address,
        )  # fmt: skip
    return str(etree.tostring(root, encoding="unicode", pretty_print=True))


def read_opml(data: bytes, name: str) -> tuple[Outlined, ...]:
    """The feeds of a list, each once, under names of their own; UnreadableInputError for none.

    A feed's heading is that of the outlines around it, else the first of its own categories.
    """
    from lxml import etree

    # No entity is expanded and nothing fetched, whatever the file declares.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise UnreadableInputError(f"{name} cannot be read: it is no OPML.") from None
    taken: set[str] = set()
    found: dict[str, Outlined] = {}
    for outline in root.iter("outline"):
        address = str(outline.get("xmlUrl") or "").strip()
        if address.startswith(("http://", "https://")) and address not in found:
            title = " ".join(str(outline.get("title") or outline.get("text") or "").split())
            agency = " ".join(str(outline.get("text") or title).split()) or None
            short = next(n for n in _names(title or address) if n not in taken)
            taken.add(short)
            source = Source(short, Kind.FEED, address, agency)
            found[address] = Outlined(source, _folder(outline))
        if len(found) >= _MOST:
            break
    if not found:
        raise UnreadableInputError(f"{name} cannot be read: it names no feed.")
    return tuple(found.values())


def _folder(outline: Any) -> str | None:
    around = [
        one for one in outline.iterancestors("outline")
        if not one.get("xmlUrl") and (one.get("text") or one.get("title"))
    ]  # fmt: skip
    names = [" ".join((one.get("text") or one.get("title")).split()) for one in reversed(around)]
    # A category is written as a path, "/Harbor/Notices", several parted by commas.
    category = str(outline.get("category") or "").split(",")[0].strip().strip("/")
    names = names or category.split("/")
    folder = " / ".join(filter(None, map(str.strip, names)))
    return folder[:_FOLDER_LENGTH].strip(" /") or None


def _names(title: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    short = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_NAME_LENGTH].strip("-") or "feed"
    yield short
    for number in range(2, _MOST + 2):
        yield f"{short[: _NAME_LENGTH - 5]}-{number}"
