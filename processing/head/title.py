"""The title of a release: the one its source gives without the site's name, or its headline."""

from collections.abc import Sequence

from domain.facts import HeadFact
from processing.layout.joining import bare
from processing.layout.labels import label_prefix
from processing.layout.lines import strip_release_mark
from processing.layout.titles import read_title
from processing.parsed_text import HeadKind, HeadLine, ParsedText

# A label is cut off a title only if so many words are left.
_LEAST_WORDS = 3


def find_title(reading: ParsedText, lines: Sequence[HeadLine]) -> HeadFact | None:
    """The title and, where a line of the head repeats it, the place of that line."""
    given = reading.document.title
    headline = read_title(given).headline
    placed = next((line for line in lines if line.kind is HeadKind.TITLE), None)
    if headline is not None:
        title = cut_label(headline)
        is_repeated = placed is not None and bare(title) in bare(
            reading.flat[placed.start : placed.end]
        )
        span = reading.span(placed.start, placed.end) if placed and is_repeated else None
        return HeadFact(title, span, "given")
    if placed is not None:
        text = " ".join(strip_release_mark(reading.flat[placed.start : placed.end]).split())
        if read_title(text).headline:
            return HeadFact(cut_label(text), reading.span(placed.start, placed.end), "headline")
    return HeadFact(given, None, "given-whole") if given else None


def cut_label(title: str) -> str:
    """The title without the label before it: "MEDIA ADVISORY: Mayor to open bridge"."""
    prefix = label_prefix(title)
    rest = title[prefix[1] :].strip() if prefix else title
    return rest if len(rest.split()) >= _LEAST_WORDS else title
