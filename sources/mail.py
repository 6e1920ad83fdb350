"""E-mail messages (.eml) as releases: the subject is the title, the day is that of sending."""

import re
from datetime import UTC
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime

from domain.documents import Document, Published
from domain.errors import UnreadableInputError
from sources.encodings import mend_utf8
from sources.moments import read_moment
from sources.pages import all_text
from sources.signs import of_windows, without_unread
from sources.texts import text_id

Message = EmailMessage | MIMEPart

# Plain text that stands in for a page.
_STUB = re.compile(
    r"\b(?:in|as|uses?|contains?|an?) (?:an? )?html\b|html (?:format|e-?mail|message|version)"
    r"|view (?:it|this (?:e-?mail|message)|in|online)|(?:e-?mail|mail) (?:program|client|reader)",
    re.I,
)
# Charsets of seven bits that mean other signs by them.
_SHIFTED = frozenset({"iso2022jp", "iso2022kr", "hzgb2312", "utf7", "utf16", "utf16le", "utf16be"})
_CODE_PAGE = re.compile(r"^(?:cp|windows|win|x-cp|ms)[-_ ]?(\d{3,4})$", re.I)
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
_FORWARD = re.compile(
    r"^[> ]*(?:-{2,}\s*(?:forwarded message|original message|weitergeleitete nachricht)\s*-{2,}"
    r"|begin forwarded message:?)[ \t]*$",
    re.I | re.M,
)
_HEAD = re.compile(r"(From|To|Cc|Bcc|Date|Sent|Subject|Reply-To)\*?\s*:\*?\s*(.*)$", re.I)
_HANDED_ON = re.compile(r"^(?:(?:fwd?|wg|tr|rv)\s*:\s*)+", re.I)


def read_mail(data: bytes, name: str) -> Document:
    """The release of a message; UnreadableInputError if there is no text in it.

    The plain text is taken where there is one that says as much as the page. A message that hands
    another on is that one. Who sent it is not taken for the
    agency: a press office sends in the name of a person or of its mailing service.
    """
    try:
        message = message_from_bytes(data, policy=policy.default)
        message = _forwarded(message) or message
        text, heads = _cut_forwarded(_text(message))
    except MemoryError:
        raise
    except Exception as error:
        # The library raises whatever a damaged part is first taken for.
        raise UnreadableInputError(
            "{name} cannot be read: the message is damaged ({kind}). Save it anew.",
            name=name,
            kind=type(error).__name__,
        ) from error
    if not text:
        raise UnreadableInputError(
            "{name} cannot be read: the message holds no text. If the release is attached, save "
            "the attachment and name that file.",
            name=name,
        )
    subject = heads.get("subject") or of_windows(_header(message, "Subject"))
    identity = _header(message, "Message-ID")
    sent = heads.get("date") or heads.get("sent") or _header(message, "Date")
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
    return without_footer(page if page and (not plain or is_stub) else plain)


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
    """The paragraphs of a text whose lines go on where they end with a space (RFC 3676)."""
    lines: list[str] = []
    goes_on = False
    for written in text.split("\n"):
        line = written[1:] if written.startswith(" ") else written
        if goes_on and lines:
            lines[-1] += line
        else:
            lines.append(line)
        goes_on = line.endswith(" ") and line != "-- "
        if goes_on and deletes_space:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)


def without_footer(text: str) -> str:
    """The text without what a mailing list writes below each message."""
    for rule in list(_RULE.finditer(text))[-2:]:
        footer = text[rule.end() :]
        if len(footer.split()) <= _FOOTER_WORDS and _OF_LIST.search(footer):
            return text[: rule.start()].rstrip()
    paragraphs = text.split("\n\n")
    while (
        len(paragraphs) > 1
        and _LEAVES_LIST.search(paragraphs[-1])
        and (len(paragraphs[-1].split()) <= _FOOTER_WORDS)
    ):
        paragraphs.pop()
    return "\n\n".join(paragraphs).rstrip()


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
    found = list(_FORWARD.finditer(text))
    if not found or len(text[: found[-1].start()].split()) > _FEW_WORDS:
        return text, {}
    heads: dict[str, str] = {}
    lines = text[found[-1].end() :].lstrip("\n").split("\n")
    while lines:
        line = lines[0]
        head = _HEAD.match(line.lstrip("> *"))
        if head is None and (line.strip("> ") or heads):
            break
        if head is not None:
            heads[head[1].lower()] = head[2].strip(" *")
        del lines[0]
    rest = "\n".join(line.removeprefix("> ").removeprefix(">") for line in lines).strip()
    return (rest, heads) if heads and rest else (text, {})


def _header(message: EmailMessage, name: str) -> str:
    """A header on one line; as it stands in the file where it is not made as the standard asks."""
    try:
        value = str(message.get(name) or "")
    except MemoryError:
        raise
    except Exception:
        # Its parser fails on some damage (AttributeError, IndexError) instead of noting it.
        value = next((raw for key, raw in message.raw_items() if key.lower() == name.lower()), "")
        value = _decoded(str(value))
    return " ".join(value.split())


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
    named = str(part.get_content_charset() or "").lower()
    for charset in ("utf-8", _CODE_PAGE.sub(r"cp\1", named), "cp1252"):
        # Seven bits are written in either way; eight are UTF-8 wherever they can be.
        if charset == "utf-8" and named.replace("-", "") in _SHIFTED:
            continue
        try:
            return of_windows(data.decode(charset))
        except (LookupError, UnicodeError, ValueError):
            continue
    return mend_utf8(data) or data.decode("utf-8", "replace")


def _sent_at(written: str) -> Published | None:
    # As it was sent, at midnight too.
    try:
        sent = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return read_moment(written)
    return sent if sent.tzinfo else sent.replace(tzinfo=UTC)
