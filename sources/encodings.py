"""Bytes to text: UTF-8 first, then what the file declares, then a guess that is logged."""

import codecs
import logging
import re

from domain.errors import UnreadableInputError

log = logging.getLogger("lede.sources")

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Where HTML must declare its encoding: within the first 1,024 bytes; pages are laxer than that.
_DECLARED_WITHIN = 4096
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([\w.:-]+)", re.I
)

_KNOWN_BINARY = (
    (b"\xd0\xcf\x11\xe0", "an old Word file. Save it as .docx"),
    (b"SQLite format 3", "a database. Name a file of releases"),
    (b"\x1f\x8b", "a gzip file with another name. Let its name end in .gz"),
)
_BINARY = "a binary file. Lede reads text, Markdown, HTML, JSON Lines, PDF, .docx and .eml"


def decode(data: bytes, name: str, *, charset: str | None = None) -> str:
    """The text of a file, with plain newlines; UnreadableInputError if it is none.

    What is not UTF-8 is read as the server (`charset`) or the page declares, else as
    charset-normalizer's statistics guess; the encoding taken is logged.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _plain(_decode_marked(data, encoding, name).removeprefix("\ufeff"))
    if what := _binary_kind(data):
        raise UnreadableInputError("{name} cannot be read: it is {what}.", name=name, what=what)
    try:
        return _plain(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _plain(_decode_otherwise(data, name, charset))


def _decode_marked(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableInputError(
            "{name} cannot be read: it begins as {encoding} and breaks off at byte {number}. "
            "Save it as UTF-8.",
            name=name,
            encoding=encoding.upper(),
            number=error.start + 1,
        ) from None


def _decode_otherwise(data: bytes, name: str, charset: str | None) -> str:
    declared = _DECLARED.search(data[:_DECLARED_WITHIN])
    candidates = [_as_browsers_do(charset)] if charset else []
    candidates += [_as_browsers_do(declared[1].decode("ascii", "replace"))] if declared else []
    candidates += _guesses(data)
    for encoding in candidates:
        try:
            text = data.decode(encoding)
        except (LookupError, UnicodeError):
            continue
        log.warning("encoding.taken file=%s encoding=%s", name, encoding)
        return text
    raise UnreadableInputError(
        "{name} cannot be read: it is not UTF-8, and its encoding cannot be told. "
        "Save it as UTF-8.",
        name=name,
    )


def _guesses(data: bytes) -> list[str]:
    # Imported late: it takes longer than all of this module, and few files need it.
    from charset_normalizer import from_bytes

    found = from_bytes(data)
    best = found.best()
    if best is None:
        return []
    # The two agree on all that English needs but the pound sign and a few names; where both are
    # possible, a release in English was written in the western one.
    plausible = {name for match in found for name in match.could_be_from_charset}
    is_western = best.encoding == "cp1250" and "cp1252" in plausible
    return ["cp1252" if is_western else best.encoding]


def _as_browsers_do(declared: str) -> str:
    """Windows-1252 where a page declares Latin-1 or ASCII: so browsers read it, so it is meant."""
    is_western = declared.lower() in ("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii")
    return "cp1252" if is_western else declared


def _binary_kind(data: bytes) -> str | None:
    for beginning, what in _KNOWN_BINARY:
        if data.startswith(beginning):
            return what
    return _BINARY if b"\0" in data[:8192] else None


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
