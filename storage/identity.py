"""Which release a document is, whether it says anything new, and where it stands among the rest.

Pure: no database, no clock.
"""

import hashlib
import json
import unicodedata
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from itertools import product
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from domain.archive import Outcome
from domain.documents import Document, Published

# Parameters that say how a reader came to a page, never which page it is.
_TRACKING = frozenset({"fbclid", "gclid", "mc_cid", "mc_eid"})
_TRACKING_PREFIX = "utm_"
_DEFAULT_PORTS = {"http": 80, "https": 443}

# Room for the number of a release beneath the second of its publication: with 24 bits the product
# of both stays within 63 bits for every year a datetime can name.
_NUMBER_BITS = 24

_TITLE_LENGTH = 120

# Releases of one text are counted so far: the first of them are looked at where a document does not
# say enough to be looked for, however often a page that stands in the way has been kept.
COUNTED = 20


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored of a release, as far as it decides whether a document brings news."""

    text_hash: str
    title: str | None
    agency: str | None
    published_at: Published | None
    is_sample: bool


def key_of(document: Document) -> str:
    """The key under which a document is one release: its own, else its address, else its id."""
    if document.key is not None:
        return document.key
    return canonical_url(document.url) if document.url and document.url.strip() else document.id


def canonical_url(url: str) -> str:
    """An address without what does not name the page: a key, not an address to be asked.

    http taken for https, no `www`, no default port, no fragment, no tracking parameters, no slash
    at the end, all but the parameters in folded case: agencies write the same path in both. The
    parameters stay as they are, since numbers in base 64 stand there. An address that cannot be
    parsed is left as it is.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url.strip()
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        return url.strip()
    host = parts.hostname.removeprefix("www.")
    host = f"[{host}]" if ":" in host else host
    if port is not None and port != _DEFAULT_PORTS[parts.scheme]:
        host = f"{host}:{port}"
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if name.lower() not in _TRACKING and not name.lower().startswith(_TRACKING_PREFIX)
    ]
    path = parts.path.rstrip("/").casefold()
    return urlunsplit(("https", host, path, urlencode(query), ""))


def text_hash(text: str) -> str:
    """A hash that does not change with line breaks, spaces or the way accents are composed."""
    normalised = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(normalised.encode("utf-8", "surrogatepass")).hexdigest()


def known_of(document: Document) -> Known:
    """What of a document decides about the next one of the same key."""
    return Known(
        text_hash=text_hash(document.text),
        title=document.title,
        agency=document.agency,
        published_at=document.published_at,
        is_sample=document.is_sample,
    )


def likeness_of(known: Known) -> str:
    """A hash of all that makes two releases of one text one; of a value left out too."""
    return _likeness(known.text_hash, known.is_sample, *_told(known))


def alike(known: Known) -> tuple[str, ...]:
    """The hashes of the releases it may be, under another key, that say no more than it does.

    Those are all there can be where `says_all` holds; else releases that say more may be it too.
    """
    told = ((value, None) if value is not None else (None,) for value in _told(known))
    return tuple(
        _likeness(known.text_hash, known.is_sample, title, agency, day)
        for title, agency, day in product(*told)
    )


def says_all(known: Known) -> bool:
    """Whether agency, title and day are given."""
    return all(value is not None for value in _told(known))


def _told(known: Known) -> tuple[str | None, str | None, str | None]:
    """Title, agency and day as they are compared."""
    title, agency, published = known.title, known.agency, known.published_at
    return (
        " ".join(title.split()).casefold() if title else None,
        agency.strip().casefold() if agency else None,
        _day(published).isoformat() if published else None,
    )


def _likeness(
    text: str, is_sample: bool, title: str | None, agency: str | None, day: str | None
) -> str:
    told = json.dumps([text, is_sample, title, agency, day])
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def is_duplicate(known: Known, document: Known) -> bool:
    """Whether a document of an unknown key is a stored release of the same text under another one.

    One agency publishes one text at several addresses; two agencies that publish one text make two
    releases of one story. The same words on another day are another release, and so are the same
    words under another title.
    """
    if document.is_sample != known.is_sample or document.text_hash != known.text_hash:
        return False
    return all(
        None in (one, other) or one == other
        for one, other in zip(_told(document), _told(known), strict=True)
    )


def decide(known: Known | None, document: Document) -> Outcome:
    """Say whether a document is a new release, the same as stored, or changed.

    What a document does not say (no title, no date) is no news, nor is a date less exact than the
    stored one: the same release read from a feed and from its page must not change to and fro.
    A sample never replaces a real release; a real release always replaces a sample.
    """
    if known is None:
        return Outcome.NEW
    if document.is_sample != known.is_sample:
        return Outcome.SAME if document.is_sample else Outcome.CHANGED
    is_changed = (
        text_hash(document.text) != known.text_hash
        or (document.title is not None and document.title != known.title)
        or (document.agency is not None and document.agency != known.agency)
        or _is_better_date(document.published_at, known.published_at)
    )
    return Outcome.CHANGED if is_changed else Outcome.SAME


def keep_known(known: Known, document: Document) -> Document:
    """The changed document, completed by what was known and it does not say."""
    published = document.published_at
    if not _is_better_date(published, known.published_at):
        published = known.published_at
    return replace(
        document,
        title=document.title if document.title is not None else known.title,
        agency=document.agency if document.agency is not None else known.agency,
        published_at=published,
    )


def sort_key_of(published: Published | None, first_seen: datetime, release_id: int) -> int:
    """A number that grows with newness: seconds of publication, then the number of the release.

    A day counts as its first moment in UTC, so that it never stands above a release known to be
    published in the course of that day. Without a date, the moment of first sight counts. Within a
    second the number of the release decides, which grows with first sight. Unique for fewer than
    16 million releases of one second.
    """
    moment = _first_moment(published) if published is not None else first_seen
    seconds = (moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() // 1
    return (int(seconds) << _NUMBER_BITS) + release_id % (1 << _NUMBER_BITS)


def first_sort_key(day: date) -> int:
    """The least sort key a release published on `day` (in UTC) can have."""
    return sort_key_of(day, datetime.min.replace(tzinfo=UTC), 0)


def title_to_show(document: Document, found: str | None) -> str:
    """The title a list shows: as given, as found by the analysis, or the first words."""
    title = " ".join((document.title or found or "").split())
    if title:
        return title
    first = next((line.strip() for line in document.text.splitlines() if line.strip()), "")
    first = " ".join(first.split())
    if not first:
        return "Untitled release"
    if len(first) <= _TITLE_LENGTH:
        return first
    return first[:_TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + " …"


def _is_better_date(given: Published | None, known: Published | None) -> bool:
    if given is None:
        return False
    if known is None:
        return True
    if isinstance(known, datetime) and not isinstance(given, datetime):
        return known.date() != given
    if isinstance(known, datetime) or not isinstance(given, datetime):
        return _aware(given) != _aware(known)
    return True


def _day(published: Published) -> date:
    return published.date() if isinstance(published, datetime) else published


def _first_moment(published: Published) -> datetime:
    if isinstance(published, datetime):
        return _aware_moment(published)
    return datetime.combine(published, time(), UTC)


def _aware(published: Published) -> Published:
    return _aware_moment(published) if isinstance(published, datetime) else published


def _aware_moment(moment: datetime) -> datetime:
    # As domain.record reads a stored one: a moment without an offset is taken as UTC.
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
