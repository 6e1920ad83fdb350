"""E-mail messages (.eml) as releases: the subject is the title, the day is that of sending."""

import re
from base64 import b64decode
from datetime import datetime, time
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime
from quopri import decodestring

from domain.documents import Document, Published
from domain.errors import UnreadableInputError
from sources.encodings import mend_utf8
from sources.moments import read_moment
from sources.pages import all_text
from sources.portable import read_pdf
from sources.signs import of_windows, without_unread
from sources.texts import text_id
from sources.word import read_docx

Message = EmailMessage | MIMEPart

# Plain text that stands in for a page.
_STUB = re.compile(
    r"\b(?:in|as|uses?|contains?|an?) (?:an? )?html\b|html (?:format|e-?mail|message|version)"
    r"|view (?:it|this (?:e-?mail|message)|in|online)|(?:e-?mail|mail) (?:program|client|reader)",
    re.I,
)
# Charsets of seven bits that mean other signs by them.
_SHIFTED = frozenset({"iso2022jp", "iso2022kr", "hzgb2312", "utf7", "utf16", "utf16le", "utf16be"})
_CODE_PAGE = re.compile(r"^(?:cp|windows|win|x-cp|ms)[-_ ]?(\d{3,4})$|^x-", re.I)
_WORDS = re.compile(r"=\?([^?\s]+)\?([bq])\?([^?]*)\?=(?:\s+(?==\?[^?\s]+\?[bq]\?))?", re.I)
_NO_BASE64 = re.compile(r"[^A-Za-z0-9+/=\r\n]")
_RULE = re.compile(r"^[ \t]*(?:_{8,}|-{8,}|={8,}|\*{8,}|~{8,}|-- ?)[ \t]*$", re.M)
_OF_LIST = re.compile(
    r"unsubscribe|mailing list|subscri(?:be|ption)|list(?:info|serv)|opt[- ]out|manage your"
    r"|abmelden|d\u00e9sabonner|d\u00e9sinscri|cancelar su suscripci",
    re.I,
)
_LEAVES_LIST = re.compile(
    r"unsubscribe|(?:manage|update) your (?:subscription|preferences)|opt[- ]out|abmelden"
    r"|you (?:are receiving|received) this (?:e-?mail|message) because|d\u00e9sabonner",
    re.I,
)
# No footer that was seen is longer; a release about mailing lists is.
_FOOTER_WORDS = 60
# Whoever hands a release on says no more.
_FEW_WORDS = 40
# Messages within messages.
_DEEPEST = 5
_HEADS = {
    "from": ("from", "von", "de", "da", "van"),
    "to": ("to", "an", "\u00e0", "para", "a", "aan", "cc", "bcc", "reply-to", "kopie"),
    "date": (
        "date",
        "sent",
        "gesendet",
        "datum",
        "envoy\u00e9",
        "enviado",
        "fecha",
        "data",
        "verzonden",
    ),
    "subject": ("subject", "betreff", "objet", "asunto", "assunto", "oggetto", "onderwerp"),
}
_HEAD_NAMES = {name: head for head, names in _HEADS.items() for name in names}
_HEAD = re.compile(rf"({'|'.join(_HEAD_NAMES)})\*?[ \u00a0]*:\*?\s*(.*)$", re.I)
_FORWARD = re.compile(
    r"^[> ]*(?:-{2,}\s*(?:forwarded message|original message|weitergeleitete nachricht"
    r"|forwarded by .+|urspr\u00fcngliche nachricht|message transf\u00e9r\u00e9|mensaje reenviado"
    r"|messaggio inoltrato)"
    r"\s*-{2,}|begin forwarded message:?|anfang der weitergeleiteten nachricht:?|_{8,})[ \t]*$"
    # Some write the heads alone.
    rf"|^(?=[> *]*(?:{'|'.join(_HEADS['from'])})\*?[ \u00a0]*:)",
    re.I | re.M,
)
_HANDED_ON = re.compile(r"^(?:(?:fwd?|wg|tr|rv)\s*:\s*)+", re.I)


def read_mail(data: bytes, name: str) -> Document:
    """The release of a message; UnreadableInputError if there is no text in it.

    The plain text is taken where there is one that says as much as the page. A message that hands
    another on is that one. Who sent it is not taken for the
    agency: a press office sends in the name of a person or of its mailing service.
    """
    try:
        # Some programs write a mark of UTF-8, or empty lines, before the first head.
        message = message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"), policy=policy.default)
        for _ in range(_DEEPEST):
            message = _forwarded(message) or message
        text, heads = _cut_forwarded(_text(message))
        attached = _attached_release(message) if len(text.split()) <= _FEW_WORDS else None
    except (MemoryError, UnreadableInputError):
        raise
    except Exception as error:
        # The library raises whatever a damaged part is first taken for.
        raise UnreadableInputError(
            "{name} cannot be read: the message is damaged ({kind}). Save it anew.",
            name=name,
            kind=type(error).__name__,
        ) from error
    if attached is not None and len(attached.split()) > len(text.split()):
        text = attached
    if not text:
        raise UnreadableInputError(
            "{name} cannot be read: the message holds no text. If the release is attached, save "
            "the attachment and name that file.",
            name=name,
        )
    subject = heads.get("subject") or _subject(message)
    identity = _header(message, "Message-ID")
    sent = heads.get("date") or " ".join(_raw(message, "Date").split())
    return Document(
        id=identity or text_id(text),
        text=text,
        title=_HANDED_ON.sub("", subject) or None,
        published_at=_sent_at(sent),
    )


def _text(message: Message) -> str:
    """The text of a message: its parts in their order, of several forms of one the better."""
    plain, page = _parts(message)
    words, others = len(plain.split()), len(page.split())
    # What only says that the message is a page, or holds its first lines, is no text of it.
    is_stub = others > 2 * words + 20 or (others > words and _STUB.search(plain) is not None)
    is_page = bool(page) and (not plain or is_stub)
    return without_footer(page if is_page else plain, paragraph="\n" if is_page else "\n\n")


def _parts(message: Message) -> tuple[str, str]:
    """The plain text of a message and that of its pages, each part that has one form in both."""
    kind = message.get_content_type()
    if message.is_multipart():
        if kind == "message/rfc822":
            return "", ""
        found = [_parts(part) for part in message.iter_parts()]
        if kind == "multipart/alternative":
            forms = [max((form[n] for form in found), key=len, default="") for n in (0, 1)]
            return forms[0], forms[1]
        plains = [plain or page for plain, page in found]
        pages = [page or plain for plain, page in found] if any(p for _, p in found) else []
        return "\n\n".join(filter(None, plains)), "\n\n".join(filter(None, pages))
    if message.is_attachment() or kind not in ("text/plain", "text/html"):
        return "", ""
    text = without_unread(_content(message).replace("\r\n", "\n"))
    if kind == "text/html":
        return "", all_text(text)
    if str(message.get_param("format", "")).lower() == "flowed":
        deletes = str(message.get_param("delsp", "")).lower() == "yes"
        text = _unflowed(text, deletes_space=deletes)
    return text.strip(), ""


def _unflowed(text: str, *, deletes_space: bool) -> str:
    """The paragraphs of a text whose lines go on where they end with a space (RFC 3676).

    Marks of quoting are left out: a message that hands another on quotes it.
    """
    lines: list[str] = []
    goes_on = False
    depth = 0
    for written in text.split("\n"):
        before, depth = depth, len(written) - len(written.lstrip(">"))
        line = written[depth:]
        line = line[1:] if line.startswith(" ") else line
        if goes_on and lines and depth == before:
            lines[-1] += line
        else:
            lines.append(line)
        goes_on = line.endswith(" ") and line != "-- "
        if goes_on and deletes_space:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)


def without_footer(text: str, *, paragraph: str = "\n\n") -> str:
    """The text without what a mailing list writes below each message."""
    for rule in list(_RULE.finditer(text))[-2:]:
        footer = text[rule.end() :]
        if len(footer.split()) <= _FOOTER_WORDS and _OF_LIST.search(footer):
            return text[: rule.start()].rstrip()
    paragraphs = text.split(paragraph)
    while (
        len(paragraphs) > 1
        and _LEAVES_LIST.search(paragraphs[-1])
        and (len(paragraphs[-1].split()) <= _FOOTER_WORDS)
    ):
        paragraphs.pop()
    return paragraph.join(paragraphs).rstrip()


def _forwarded(message: EmailMessage) -> EmailMessage | None:
    """The message that this one only hands on: attached whole; None where there is none."""
    for part in message.walk():
        if part.get_content_type() == "message/rfc822":
            payload = part.get_payload()
            inner = payload[0] if isinstance(payload, list) and payload else None
            own = len(_text(message).split())
            if isinstance(inner, EmailMessage) and own < max(_FEW_WORDS, len(_text(inner).split())):
                return inner
    return None


def _cut_forwarded(text: str) -> tuple[str, dict[str, str]]:
    """The text below the heads of a message that was handed on within the text, and these."""
    found = [
        mark for mark in _FORWARD.finditer(text)
        if len(text[: mark.start()].split()) <= _FEW_WORDS
    ]  # fmt: skip
    for mark in reversed(found):
        rest, heads = _heads_of(text[mark.end() :])
        if rest and len(heads) > 1:
            return rest, heads
    return text, {}


def _heads_of(text: str) -> tuple[str, dict[str, str]]:
    """What stands below the heads that a text begins with, and these by their English names."""
    heads: dict[str, str] = {}
    lines = text.lstrip("\n").split("\n")
    while lines:
        line = lines[0]
        head = _HEAD.match(line.lstrip("> *"))
        if head is None and (line.strip("> ") or heads):
            break
        if head is not None:
            heads.setdefault(_HEAD_NAMES[head[1].lower()], head[2].strip(" *"))
        del lines[0]
    rest = "\n".join(line.removeprefix("> ").removeprefix(">") for line in lines).strip()
    return rest, heads


def _attached_release(message: Message) -> str | None:
    """The text of the first file attached that can be read; None where there is none."""
    for part in message.walk():
        payload = part.get_payload(decode=True)
        if not part.is_attachment() or not isinstance(payload, bytes):
            continue
        name = str(part.get_filename() or "").lower()
        try:
            if payload.startswith(b"PK\x03\x04") and name.endswith(".docx"):
                return read_docx(payload, name).text
            if payload.startswith(b"%PDF-"):
                return read_pdf(payload, name).text
        except UnreadableInputError:
            continue
        if part.get_content_type() == "text/html":
            return all_text(_content(part))
        if part.get_content_type() == "text/plain":
            return _content(part).replace("\r\n", "\n").strip()
    return None


def _subject(message: EmailMessage) -> str:
    """The subject on one line, each of its encoded words in the charset it is in."""
    raw = _raw(message, "Subject")
    is_bare = any("\udc80" <= sign <= "\udcff" for sign in raw)
    text = _decoded_as(raw.encode("utf-8", "surrogateescape"), "utf-8") if is_bare else raw
    parts: list[tuple[str, bytes]] = []
    at = 0
    for word in _WORDS.finditer(text):
        parts.append(("", text[at : word.start()].encode("utf-8", "replace")))
        charset = word[1].partition("*")[0].lower()
        data = _unpacked(word[3], is_base64=word[2] in "bB")
        # A sign may be cut between two words.
        if len(parts) > 1 and parts[-1][1] == b"" and parts[-2][0] == charset:
            parts[-2:] = [(charset, parts[-2][1] + data)]
        else:
            parts.append((charset, data))
        at = word.end()
    parts.append(("", text[at:].encode("utf-8", "replace")))
    decoded = "".join(_decoded_as(data, charset or "utf-8") for charset, data in parts)
    return " ".join(decoded.split())


def _unpacked(word: str, *, is_base64: bool) -> bytes:
    data = word.encode("ascii", "replace")
    if not is_base64:
        return decodestring(data, header=True)
    try:
        return b64decode(data + b"=" * (-len(data) % 4))
    except ValueError:
        return data


def _header(message: EmailMessage, name: str) -> str:
    """A header on one line; as it stands in the file where it is not made as the standard asks."""
    try:
        value = str(message.get(name) or "")
    except MemoryError:
        raise
    except Exception:
        # Its parser fails on some damage (AttributeError, IndexError) instead of noting it.
        value = _decoded(_raw(message, name))
    return " ".join(value.split())


def _raw(message: EmailMessage, name: str) -> str:
    """A header as it stands in the file; what the library makes of a date is not what it says."""
    found = (str(value) for key, value in message.raw_items() if key.lower() == name.lower())
    return next(found, "")


def _decoded(value: str) -> str:
    """A raw header with its encoded words decoded, as far as they can be."""
    try:
        return str(make_header(decode_header(value)))
    except (ValueError, LookupError, HeaderParseError):
        return value


def _content(part: Message) -> str:
    """The text of a part in the charset it is in, which is not always the one it names."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    written = part.get_payload()
    is_packed = str(part.get("Content-Transfer-Encoding") or "").strip().lower() == "base64"
    if is_packed and isinstance(written, str) and _NO_BASE64.search(written.strip()):
        # It only says so.
        data = written.encode("utf-8", "surrogateescape")
    return _decoded_as(data, str(part.get_content_charset() or "").lower())


def _decoded_as(data: bytes, named: str) -> str:
    """Bytes as text, in the charset they are named to be in, or the one they are in."""
    for charset in ("utf-8", _CODE_PAGE.sub(_code_page, named), "cp1252"):
        # Seven bits are written in either way; eight are UTF-8 wherever they can be.
        if charset == "utf-8" and named.replace("-", "") in _SHIFTED:
            continue
        try:
            return of_windows(data.decode(charset))
        except (LookupError, UnicodeError, ValueError):
            continue
    return mend_utf8(data) or data.decode("utf-8", "replace")


def _code_page(named: re.Match[str]) -> str:
    return f"cp{named[1]}" if named[1] else ""


def _sent_at(written: str) -> Published | None:
    found = read_moment(written)
    if found is None or isinstance(found, datetime):
        return found
    try:
        sent = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return found
    # As it was sent, at midnight too.
    is_midnight = sent.tzinfo is not None and sent.date() == found and sent.time() == time()
    return sent if is_midnight else found
