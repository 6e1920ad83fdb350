"""Bytes to text: UTF-8 first, then what the file declares, then a guess that is logged."""

import codecs
import logging
import re
from itertools import islice

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

# Single bytes of what is no UTF-8, as Python marks them; and all other signs beyond ASCII.
_ESCAPED = re.compile("[\udc80-\udcff]")
_BEYOND_ASCII = re.compile("[\x80-\ud7ff\ue000-\U0010ffff]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_LETTERS = re.compile(rb"[A-Za-z]")
_HIGH = re.compile(rb"[\x80-\xff]")
# Those of the Latin script, the commonest first: of two that make the same sense it is taken.
_LATIN = ("cp1252", "mac_roman", "cp1250", "iso8859_2", "cp1254", "cp1257", "cp850")
# How much more sense another one must make, in shares of all signs.
_COMMON = {"cp1252": 0.1, "mac_roman": 0.05}
# So many signs are looked at; a text whose first thousands make sense does.
_LOOKED_AT = 5000
_OPENING = "\u2018\u201c\u00ab\u201e\u201a\u00bf\u00a1"
_CLOSING = "\u2019\u201d\u00bb\u201c"
_MONEY = "\u20ac\u00a3\u00a5"
_MEASURES = "\u00b0\u00bd\u00bc\u00be\u00b2\u00b3\u00ba\u00aa\u2030\u00d7\u00b1\u00f7"
_ANYWHERE = "\u00a7\u00a9\u00ae\u2122\u00b6\u2022\u00b7\u00a0\u00ad\u2026\u2013\u2014"

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


def mend_utf8(data: bytes) -> str | None:
    """The text of what is UTF-8 but for a few bytes, these read as Windows wrote them; else None.

    None too for what is UTF-8 throughout: there is nothing to mend.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "surrogateescape")
    else:
        return None
    bad = len(_ESCAPED.findall(text))
    # What is written in one byte a sign holds next to none of the pairs that UTF-8 makes, and
    # none of its threes.
    good = sum(1 if sign < "\u0800" else 8 for sign in _BEYOND_ASCII.findall(text))
    if bad * 2 > good:
        return None
    return _ESCAPED.sub(lambda m: _of_windows(ord(m[0]) - 0xDC00), text)


def _of_windows(byte: int) -> str:
    # These two are what is left of marks at the beginnings of files.
    if byte in (0xFE, 0xFF):
        return ""
    return bytes([byte]).decode("cp1252", "replace")


def _decode_otherwise(data: bytes, name: str, charset: str | None) -> str:
    mended = mend_utf8(data)
    if mended is not None:
        log.warning("encoding.mended file=%s", name)
        return mended
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
    """What it may be written in, what makes most sense first."""
    # Imported late: it takes longer than all of this module, and few files need it.
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    guessed = [] if best is None else [best.encoding]
    letters = len(_LETTERS.findall(data))
    # Other scripts than the Latin one are told by statistics alone.
    if letters < 2 * len(_HIGH.findall(data)):
        return guessed
    tried = dict.fromkeys((*_LATIN, *guessed))
    return sorted(tried, key=lambda encoding: -_sense(data, encoding))


def _sense(data: bytes, encoding: str) -> float:
    """The share of signs beyond ASCII that stand where such signs stand."""
    try:
        text = data.decode(encoding)
    except (LookupError, UnicodeError):
        return -1.0
    places = [found.start() for found in islice(_NOT_ASCII.finditer(text), _LOOKED_AT)]
    fitting = sum(_fits(text[at - 1 : at], text[at], text[at + 1 : at + 2]) for at in places)
    return fitting / max(1, len(places)) + _COMMON.get(encoding, 0)


def _fits(before: str, sign: str, after: str) -> bool:
    """Whether a sign stands where it does in writing: letters in words, marks around them."""
    if sign.isalpha() and sign not in _MEASURES:
        if before.isdigit() or after.isdigit():
            return False
        if sign.islower():
            return not after.isupper()
        return not before.islower() and (after.isalpha() or before.isupper() or after in "'\u2019.")
    if sign in _MONEY:
        return after.isdigit() or before.isdigit() or before.isspace() or before in "kKmMbBnd"
    if sign in _MEASURES:
        return before.isdigit() or before in "mM" or (before.isspace() and not after.isalpha())
    if sign == "\u2019" and before.isalnum():
        return True
    if sign in _OPENING and not before.isalnum() and after.strip():
        return True
    if sign in _CLOSING and before.strip() and not after.isalnum():
        return True
    return sign in _ANYWHERE


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
