"""Where a release was issued: the place its dateline begins with ("ELM CITY, Ohio – ")."""

import re
from collections.abc import Iterator

from processing.names.named import Named, written_out
from processing.parsed_text import BlockKind, ParsedText

# Up to four words in capitals or with one each, before the state, the date or the dash.
_CITY = re.compile(
    r"\s*\(?(?P<city>(?:[A-Z][\w'’.-]*[\w.] ){0,3}[A-Z][\w'’-]*\w)(?=\s*(?:[,(/–—)-]|\s-|\s\s|$))"
)
# What stands there without being a place.
_NO_CITY = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|UPDATE|NEWS|MEDIA|PRESS|STATEMENT|FOR|"
    r"CORRECTION|ADVISORY|BREAKING|NOTE|NOTICE)",
    re.IGNORECASE,
)


def add_datelines(reading: ParsedText, places: list[Named], taken: list[tuple[int, int]]) -> None:
    """Add the places of datelines to those found; nothing of another name's is taken."""
    known = {named.name.partition(",")[0].casefold(): named for named in places}
    for start, end in _cities(reading):
        if any(first < end and start < last for first, last in taken):
            continue
        name = written_out(reading.flat[start:end])
        named = known.get(name.casefold())
        if named is None:
            named = known[name.casefold()] = Named(name, "dateline")
            places.append(named)
        named.places = sorted({*named.places, (start, end)})


def _cities(reading: ParsedText) -> Iterator[tuple[int, int]]:
    begun = -1
    for sentence in reading.sentences:
        if sentence.block == begun:
            continue
        begun = sentence.block
        block = reading.blocks[begun]
        if block.kind is not BlockKind.BODY or sentence.start <= block.start:
            continue
        found = _CITY.match(reading.flat, block.start, sentence.start)
        if found is not None and not _NO_CITY.match(found["city"]):
            yield found.span("city")
