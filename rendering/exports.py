"""What a search found, as a file to work with."""

import csv
import io
import json
from collections.abc import Sequence

from domain.archive import SearchHit
from domain.record import published_text

_FIELDS = ("number", "title", "agency", "published_at", "url", "passage", "start", "end")
# A cell that begins so is a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export(name: str, hits: Sequence[SearchHit]) -> bytes:
    """The hits as a file of this kind, "csv" or "json", in UTF-8."""
    rows = [_row(hit) for hit in hits]
    if name == "json":
        return json.dumps(rows, ensure_ascii=False, indent=1).encode()
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, _FIELDS)
    writer.writeheader()
    writer.writerows({field: _cell(value) for field, value in row.items()} for row in rows)
    # With the mark by which a spreadsheet knows UTF-8.
    return written.getvalue().encode("utf-8-sig")


def _row(hit: SearchHit) -> dict[str, object]:
    """A hit with the receipt of its passage: where it stands in the text, counted in characters."""
    head, passage = hit.head, hit.passage
    return {
        "number": head.release_id,
        "title": head.title,
        "agency": head.agency,
        "published_at": published_text(head.published_at),
        "url": head.url,
        "passage": passage.text if passage else None,
        "start": passage.start if passage else None,
        "end": passage.end if passage else None,
    }


def _cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value
