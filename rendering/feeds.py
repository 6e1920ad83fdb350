"""Processed releases as a feed that others read: Atom (RFC 4287) and JSON Feed 1.1."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from html import escape
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from domain.archive import StoredRelease
from domain.documents import Published, Span
from domain.record import to_record
from rendering.addresses import is_web_address
from rendering.cards import strongest_quote
from rendering.citation import Statement, cite
from rendering.contexts import FigureGroup, group_figures
from rendering.exactness import figure_words
from rendering.language import Language
from rendering.speech import spoken_words
from rendering.statements import (
    in_marks,
    office_of,
    speaker_of,
    summary_sentences,
    unknown_speaker,
)

ATOM, JSON = "atom", "json"
FORMATS = (ATOM, JSON)
_NAMESPACE = "http://www.w3.org/2005/Atom"
# What no XML may hold, not even as an entity.
_NO_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Feed:
    """Releases of one question, the newest first; `name` tells it from others of this archive."""

    name: str
    title: str
    releases: Sequence[StoredRelease]
    made_at: datetime


def write_feed(say: Language, feed: Feed, form: str) -> bytes:
    """The feed as a file of this form, "atom" or "json", in UTF-8."""
    return _json(say, feed) if form == JSON else _atom(say, feed)


def _atom(say: Language, feed: Feed) -> bytes:
    updated = max([_changed(release) for release in feed.releases], default=feed.made_at)
    root = Element("feed", {"xmlns": _NAMESPACE})
    _add(root, "id", f"urn:lede:{feed.name}")
    _add(root, "title", feed.title)
    _add(root, "updated", _moment(updated))
    _add(root, "generator", "Lede")
    # An entry may name nobody who wrote it; then its feed must.
    _add(SubElement(root, "author"), "name", "Lede")
    for release in feed.releases:
        head = release.head
        entry = SubElement(root, "entry")
        _add(entry, "id", _id(release))
        _add(entry, "title", _title(say, release))
        _add(entry, "updated", _moment(_changed(release)))
        _add(entry, "published", _moment(_published(release)))
        if head.agency:
            _add(SubElement(entry, "author"), "name", head.agency)
        if head.url and is_web_address(head.url):
            SubElement(entry, "link", {"rel": "alternate", "href": _clean(head.url)})
        if summary := " ".join(_summary(release)):
            _add(entry, "summary", summary)
        _add(entry, "content", _html(say, release), {"type": "html"})
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _add(parent: Element, name: str, text: str, attributes: dict[str, str] | None = None) -> None:
    SubElement(parent, name, attributes or {}).text = _clean(text)


def _json(say: Language, feed: Feed) -> bytes:
    items = []
    for release in feed.releases:
        head = release.head
        items.append(
            {
                "id": _id(release),
                **({"url": head.url} if head.url and is_web_address(head.url) else {}),
                "title": _title(say, release),
                "content_html": _html(say, release),
                "summary": " ".join(_summary(release)),
                "date_published": _moment(_published(release)),
                "date_modified": _moment(_changed(release)),
                **({"authors": [{"name": head.agency}]} if head.agency else {}),
                "language": release.analysis.language or "en",
                # All of what was read, with the place of each statement in the text.
                "_lede": {"record": to_record(release.analysis)},
            }
        )
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "items": items,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def _html(say: Language, release: StoredRelease) -> str:
    """Summary, key figures and one quote, each statement linked to its place on the page."""
    analysis = release.analysis
    if analysis.language != "en":
        return ""
    spans = [sentence.span for sentence in analysis.summary]
    parts = [
        _list(
            _linked(release, span, sentence)
            for span, sentence in zip(spans, summary_sentences(release), strict=True)
        )
    ]
    groups = group_figures(release, analysis.key_figures, spans)
    figures = ["<br/>".join(_figures(release, group)) for group in groups]
    if figures:
        parts.append(f"<p><strong>{escape(say('Key figures'))}</strong></p>{_list(figures)}")
    quote = strongest_quote(analysis.quotes)
    if quote is not None:
        words = _linked(release, quote.span, in_marks(quote, spoken_words(release, quote)))
        name = speaker_of(release, quote)
        by = ", ".join([name, *office_of(quote)]) if name else unknown_speaker(say)
        parts.append(f"<blockquote><p>{words}</p></blockquote><p>— {escape(by)}</p>")
    return "".join(parts)


def _figures(release: StoredRelease, group: FigureGroup) -> Iterator[str]:
    """Figures of a sentence with their claims, then the words around them if not said above."""
    for figure in group.figures:
        claims = [f"<em>{escape(cite(release, claim.span))}</em>" for claim in figure.claims]
        words = _linked(release, figure.span, figure_words(release, figure))
        yield " · ".join([words, *claims])
    if group.around:
        yield f"<small>{escape(group.around)}</small>"


def _list(entries: Iterable[str]) -> str:
    lines = "".join(f"<li>{entry}</li>" for entry in entries)
    return f"<ul>{lines}</ul>" if lines else ""


def _linked(release: StoredRelease, span: Span, words: str) -> str:
    address = Statement(release, span).address
    return f'<a href="{escape(address)}">{escape(words)}</a>' if address else escape(words)


def _summary(release: StoredRelease) -> list[str]:
    return summary_sentences(release) if release.analysis.language == "en" else []


def _title(say: Language, release: StoredRelease) -> str:
    return " ".join(release.head.title.split()) or say("Untitled release")


def _id(release: StoredRelease) -> str:
    """The release's own address, by which readers know an entry again; else its number here."""
    url = release.head.url
    return url if url and is_web_address(url) else f"urn:lede:release:{release.head.release_id}"


def _published(release: StoredRelease) -> datetime:
    return _aware(release.head.published_at or release.head.first_seen_at)


def _changed(release: StoredRelease) -> datetime:
    """When the release was last changed, else when it came."""
    return release.versions[0].replaced_at if release.versions else _published(release)


def _aware(published: Published) -> datetime:
    """A day as its beginning in UTC."""
    if isinstance(published, datetime):
        return published
    return datetime.combine(published, time(), UTC)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _clean(text: str) -> str:
    return _NO_XML.sub(" ", text)
