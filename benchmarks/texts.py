"""Texts made to be slow: each family is one weakness that a rule over text may have."""

from collections.abc import Callable, Iterable

from domain.documents import Document


def _repeat(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]


def joined(documents: Iterable[Document], length: int) -> str:
    """Releases one after the other, as many as are needed, and again from the first."""
    pieces, size = [], 0
    for document in documents:
        pieces.append(document.text)
        size += len(document.text) + 2
        if size >= length:
            break
    return _repeat("\n\n".join(pieces) + "\n\n", length)


# Name of the family, and what makes a text of about so many characters.
FAMILIES: dict[str, Callable[[int], str]] = {
    "only quotation marks": lambda length: _repeat("“”\"'‘’", length),
    "open marks": lambda length: _repeat("“word ", length),
    "only digits": lambda length: _repeat("1234567890", length),
    "figures without end": lambda length: _repeat("$1,234.5 million and 17 ", length),
    "one endless word": lambda length: "a" * length,
    "capitals": lambda length: _repeat("Director Anna Reed ", length),
    "deep nesting": lambda length: "(" * (length // 2) + ")" * (length // 2),
    "no full stop": lambda length: _repeat(
        "the office said that it had found nothing and ", length
    ),
    "only commas": lambda length: _repeat("word, ", length),
    "only newlines": lambda length: _repeat("\n", length),
    "short lines": lambda length: _repeat("Home\nNews\n", length),
}
