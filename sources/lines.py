"""JSON Lines of releases: one object a line, each bad line reported and the rest read on."""

import json
from collections.abc import Iterator
from typing import IO

from domain.documents import Document
from domain.errors import UnreadableInputError
from sources.fields import FieldError, optional_date, optional_text, required_text

# No release comes near this; a longer line is no line of releases, and must not fill the memory.
LINE_BYTES = 16 * 1024 * 1024

_ASIDE = 'Write one object a line: {"id": "…", "text": "…"}.'


def parse_line(line: str, number: int) -> Document:
    """The release of one line; UnreadableInputError says which line, why, and what to write."""
    try:
        return _document(_parse(line.removeprefix("\ufeff")))
    except FieldError as error:
        raise UnreadableInputError(f"Line {number} cannot be read: {error}") from None


def read_lines(stream: IO[bytes], *, name: str = "") -> Iterator[Document | UnreadableInputError]:
    """The release of each line, or what is wrong with the line; blank lines are passed over.

    `name`, where given, leads the messages. Holds one line at a time. Raises what reading the
    stream raises (OSError, EOFError and zlib.error for a broken gzip file).
    """
    for number, line in enumerate(_lines(stream), start=1):
        if not line.strip():
            continue
        try:
            yield parse_line(_decode(line, number), number)
        except UnreadableInputError as error:
            yield UnreadableInputError(f"{name}: {error}") if name else error


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Lines as they stand; of one that is too long the beginning, which then fails to parse."""
    while line := stream.readline(LINE_BYTES + 1):
        yield line
        while len(line) > LINE_BYTES and not line.endswith(b"\n"):
            line = stream.readline(LINE_BYTES + 1)


def _decode(line: bytes, number: int) -> str:
    if len(line) > LINE_BYTES:
        raise UnreadableInputError(
            f"Line {number} cannot be read: it is longer than {LINE_BYTES // 1024**2} MB. {_ASIDE}"
        )
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableInputError(
            f"Line {number} cannot be read: byte {error.start + 1} is not UTF-8. "
            "Save the file as UTF-8."
        ) from None


def _parse(line: str) -> dict[str, object]:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        where = f"{error.msg} at character {error.pos + 1}"
        raise FieldError(f"it is no JSON ({where}). {_ASIDE}") from None
    except (ValueError, RecursionError):
        raise FieldError(f"it is no JSON that can be taken in. {_ASIDE}") from None
    if not isinstance(value, dict):
        raise FieldError(f"it is no object. {_ASIDE}")
    return value


def _document(values: dict[str, object]) -> Document:
    identity = required_text(values, "id")
    if not identity.strip():
        raise FieldError('its "id" is empty. Give every release an id of its own.')
    return Document(
        id=identity,
        text=required_text(values, "text"),
        title=optional_text(values, "title"),
        published_at=optional_date(values, "published_at"),
        url=optional_text(values, "url"),
        agency=optional_text(values, "agency"),
    )
