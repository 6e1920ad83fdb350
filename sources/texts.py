"""Plain text and Markdown, with what is known of the release in front of it.

+++
title = "Harbor Office Opens Second Pier"
agency = "Harbor Office"
published_at = 2026-05-14
+++
The text of the release …
"""

import hashlib
import re
import tomllib

from domain.documents import Document
from domain.errors import UnreadableInputError
from sources.fields import FieldError, Values, optional_date, optional_flag, optional_text

_FRONT = re.compile(
    r"\s*\+\+\+[ \t]*\n(?P<toml>.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_OPENED = re.compile(r"\s*\+\+\+[ \t]*\n")
_FIELDS = ("id", "title", "agency", "url", "published_at", "source", "sample")


def read_text(content: str, name: str) -> Document:
    """The release of a text file; UnreadableInputError for bad front matter or no text.

    Without an id in front, the id is made of the text alone: wherever it lies, it is the same.
    """
    try:
        values, text = _part(content)
        text = text.strip()
        if not text:
            raise FieldError("it holds no text.")
        return Document(
            id=optional_text(values, "id") or text_id(text),
            text=text,
            title=optional_text(values, "title"),
            published_at=optional_date(values, "published_at"),
            url=optional_text(values, "url"),
            agency=optional_text(values, "agency"),
            source=optional_text(values, "source"),
            is_sample=optional_flag(values, "sample"),
        )
    except FieldError as error:
        raise UnreadableInputError(f"{name} cannot be read: {error}") from None


def text_id(text: str) -> str:
    """An id from the words of a text, whatever its line breaks: the same text, the same id."""
    normalised = " ".join(text.split())
    return "text-" + hashlib.sha256(normalised.encode("utf-8")).hexdigest()[:12]


def _part(content: str) -> tuple[Values, str]:
    front = _FRONT.match(content)
    if front is None:
        if _OPENED.match(content):
            raise FieldError("its front matter is not closed. End it with a line of +++.")
        return {}, content
    try:
        values = tomllib.loads(front["toml"])
    except tomllib.TOMLDecodeError as error:
        raise FieldError(f"its front matter is no TOML: {error}.") from None
    if unknown := [field for field in values if field not in _FIELDS]:
        raise FieldError(f"its front matter has {unknown[0]!r}. It may have {', '.join(_FIELDS)}.")
    return values, content[front.end() :]
