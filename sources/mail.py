"""E-mail messages (.eml) as releases: the subject is the title, the day is that of sending."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime

from domain.documents import Document
from domain.errors import UnreadableInputError
from sources.pages import all_text
from sources.texts import text_id


def read_mail(data: bytes, name: str) -> Document:
    """The release of a message; UnreadableInputError if there is no text in it.

    The plain text is taken where there is one, else the page. Who sent it is not taken for the
    agency: a press office sends in the name of a person or of its mailing service.
    """
    try:
        message = message_from_bytes(data, policy=policy.default)
        text = _text(message)
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
    subject, identity = _header(message, "Subject"), _header(message, "Message-ID")
    return Document(
        id=identity or text_id(text),
        text=text,
        title=subject or None,
        published_at=_sent_at(message),
    )


def _text(message: EmailMessage) -> str:
    for kind in ("plain", "html"):
        part = message.get_body(preferencelist=(kind,))
        if part is None:
            continue
        text = _content(part).replace("\r\n", "\n")
        text = all_text(text) if kind == "html" else text.strip()
        if text:
            return text
    return ""


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


def _content(part: MIMEPart) -> str:
    try:
        return str(part.get_content())
    except (LookupError, UnicodeError, ValueError):
        # The charset it names is none, or not the one it is in.
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""


def _sent_at(message: EmailMessage) -> datetime | None:
    try:
        sent = parsedate_to_datetime(_header(message, "Date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return sent if sent.tzinfo else sent.replace(tzinfo=UTC)
