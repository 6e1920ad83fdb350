"""The entries of a feed as they are written, so that one that was read before is not read again.

Reading a feed takes a millisecond an entry, and at most polls one of many is new. An entry that is
written byte for byte as it was when it was last noted says what it said then.
"""

import hashlib
import re
from collections.abc import Container
from dataclasses import dataclass, replace
from itertools import pairwise

from domain.sources import Fetched

# An entry's two ends; what is kept as it stands, and what nobody reads, may hold others.
_PARTS = re.compile(
    rb"<!\[CDATA\[|<!--|<(?P<end>/)?(?:[\w.-]{1,40}:)?(?:item|entry)(?:[\s/][^<>]*)?>", re.I
)
_ROOT = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:rss|feed|rdf)\b[^<>]*>", re.I)
_END = re.compile(rb"</(?:[\w.-]{1,40}:)?(?:rss|feed|rdf)\s*>", re.I)
# All that stands before the entries and has a say in how they are read.
_FRAME = re.compile(rb"<\?xml[^<>]*\?>|<(?:[\w.-]{1,40}:)?(?:rss|feed|rdf|channel)\b[^<>]*>", re.I)
# A date of which the other entries tell whether the day or the month goes first.
_SLASHED = re.compile(
    rb"\d/\d{1,2}/\d{4}[^<>]{0,80}(?:\]\]>)?\s*</[^<>]*(?:date|published|updated|created|issued"
    rb"|modified)\s*>",
    re.I,
)
_BYTES = 8


@dataclass(frozen=True, slots=True)
class Entries:
    """Where each entry stands in the body, from and to, and a mark of how it is written.

    None in the place of a mark: how it is read depends on others.
    """

    spans: tuple[tuple[int, int], ...]
    marks: tuple[str | None, ...]


def find_entries(fetched: Fetched, read_as: str) -> Entries | None:
    """The entries of a feed; None where they cannot be told apart for certain.

    `read_as` is a name for all besides the answer that decides how an entry is read.
    """
    body = fetched.body or b""
    spans = _spans(body)
    if not spans:
        return None
    head, tail = body[: spans[0][0]], body[spans[-1][1] :]
    between = b"".join(body[a:b] for (_, a), (b, _) in pairwise(spans))
    is_whole = _ROOT.search(head) and _END.search(tail) and not _END.search(head + between)
    if not is_whole or b"<!DOCTYPE" in head:
        return None
    try:
        # Else what one sign is may depend on all the others.
        body.decode("utf-8")
    except UnicodeDecodeError:
        return None
    frame = b"\n".join(found[0] for found in _FRAME.finditer(head))
    asked = f"{read_as}\n{fetched.url}\n{fetched.content_type}\n{fetched.charset}\n".encode()
    named = hashlib.sha256(asked + frame).hexdigest()[:_BYTES]
    return Entries(spans, tuple(_mark(named, body[start:end]) for start, end in spans))


def without_known(fetched: Fetched, entries: Entries, known: Container[str | None]) -> Fetched:
    """The answer without the entries whose marks are known."""
    body = fetched.body or b""
    kept, at = [], 0
    for (start, end), mark in zip(entries.spans, entries.marks, strict=True):
        if mark is not None and mark in known:
            kept.append(body[at:start])
            at = end
    return replace(fetched, body=b"".join((*kept, body[at:])))


def same_frame(one: str, other: str) -> bool:
    """Whether two marks are of entries that were read in the same way."""
    return one.partition(":")[0] == other.partition(":")[0]


def restless_mark(mark: str) -> str:
    """In place of the mark of an entry that is written otherwise and says the same: of none."""
    return f"{mark.partition(':')[0]}:"


def _spans(body: bytes) -> tuple[tuple[int, int], ...] | None:
    """Where each entry begins and ends; None where one lies within another, or has no end."""
    found = []
    begun: int | None = None
    at = 0
    while (part := _PARTS.search(body, at)) is not None:
        at = part.end()
        if part[0].startswith(b"<!"):
            end = body.find(b"-->" if part[0] == b"<!--" else b"]]>", at)
            if end < 0:
                return None
            at = end + 3
        elif part["end"] is None:
            if begun is not None or part[0].endswith(b"/>"):
                return None
            begun = part.start()
        elif begun is None:
            return None
        else:
            found.append((begun, at))
            begun = None
    return tuple(found) if begun is None else None


def _mark(named: str, entry: bytes) -> str | None:
    if _SLASHED.search(entry):
        return None
    return f"{named}:{hashlib.blake2b(entry, digest_size=_BYTES).hexdigest()}"
