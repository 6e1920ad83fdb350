"""What the head of a page says of the release: its title, its agency, its day."""

from dataclasses import dataclass
from datetime import date

from processing.reading import BlockKind, Reading


@dataclass(frozen=True, slots=True)
class Head:
    """The facts of the head; each is None where the page does not plainly say."""

    title: str | None
    agency: str | None
    published_at: date | None


def read_head(reading: Reading) -> Head:
    """Read title, agency and day of publication off the head of the page."""
    headline = next((b for b in reading.blocks if b.kind is BlockKind.HEADLINE), None)
    title = reading.document.title or (
        reading.flat[headline.start : headline.end] if headline else None
    )
    return Head(title, reading.document.agency, None)
