"""A maker of small releases to render."""

from datetime import UTC, datetime

from domain.archive import ReleaseHead, StoredRelease
from domain.documents import Document, Span
from domain.facts import Analysis, Figure, Quote, Sentence

TEXT = (
    "HARBOR CITY – The Harbor Office seized 120 kilograms of tin in Operation Low Tide on "
    "Monday, a record for the port. Nobody was hurt.\n\n"
    "“We looked in every crate,” said Ann Poe, the office's director. She thanked at least "
    "40 volunteers."
)


def release_of(
    text: str = TEXT,
    *,
    title: str = "Tin seized in Harbor City",
    url: str | None = "https://harbor.example/1",
    language: str | None = "en",
    summary: tuple[Sentence, ...] = (),
    figures: tuple[Figure, ...] = (),
    quotes: tuple[Quote, ...] = (),
) -> StoredRelease:
    """A stored release of the given parts."""
    seen = datetime(2026, 11, 3, 14, 30, tzinfo=UTC)
    head = ReleaseHead(7, title, "Harbor Office", seen.date(), seen, url, is_sample=True)
    document = Document("low-tide", text, title, seen.date(), url, "Harbor Office")
    analysis = Analysis(
        "low-tide", title, url, "Harbor Office", seen.date(), language, summary, figures, quotes
    )
    return StoredRelease(head, document, analysis)


def place(words: str, text: str = TEXT) -> Span:
    """The receipt of the first place where `words` stand."""
    start = text.index(words)
    return Span.of(text, start, start + len(words))
