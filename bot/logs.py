"""Logging: one line an event, to standard error, never a token."""

import io
import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

HIDDEN = "[token]"
# A bot token is three parts of base64url; the first is the bot's id. The lengths have grown over
# the years, so only the shape is held to. Whatever has it is a token, or was meant to be.
TOKEN = re.compile(r"[A-Za-z0-9_-]{18,}\.[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]{20,}")
# Of an address such as postgresql://user:password@host.
_PASSWORD = re.compile(r"(://[^/\s:@]*:)[^/\s@]+@")
# Of a record, what says where it comes from and when: no text of anybody's.
_PLAIN = frozenset(
    {
        "name", "levelno", "levelname", "pathname", "filename", "module", "lineno", "funcName",
        "created", "msecs", "relativeCreated", "thread", "threadName", "processName", "process",
        "taskName", "msg", "args", "exc_info", "exc_text", "stack_info",
    }
)  # fmt: skip


def without_secrets(text: str, secret: str | None = None) -> str:
    """The text without the secret, anything of a token's shape, and passwords in addresses."""
    if secret:
        text = text.replace(secret, HIDDEN)
    return _PASSWORD.sub(r"\1***@", TOKEN.sub(HIDDEN, text))


class SecretFilter(logging.Filter):
    """Takes a secret out of a record, whatever handler and formatter it goes to afterwards.

    Message and arguments, the traceback with the exceptions behind it, the stack, and what was
    handed over as `extra`.
    """

    def __init__(self, secret: str) -> None:
        super().__init__()
        self._secret = secret

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record where it holds the secret; always let it pass."""
        self._clean_message(record)
        if record.exc_info:
            shown = _formatted(record.exc_info)
            if self._clean(shown) != shown:
                # A formatter of its own would print the exception again.
                record.exc_info, record.exc_text = None, shown
        if record.exc_text:
            record.exc_text = self._clean(record.exc_text)
        if record.stack_info:
            record.stack_info = self._clean(record.stack_info)
        for name, value in vars(record).items():
            if name not in _PLAIN:
                vars(record)[name] = self._clean_value(value)
        return True

    def _clean_message(self, record: logging.LogRecord) -> None:
        try:
            message = record.getMessage()
        except Exception:  # its arguments do not fit: the handler tells, with both in its words
            message = f"{record.msg} {record.args}"
        clean = self._clean(message)
        if clean != message or self._clean_value(record.args) is not record.args:
            record.msg, record.args = clean, ()
        if isinstance(record.msg, str):
            record.msg = self._clean(record.msg)

    def _clean_value(self, value: Any) -> Any:
        """The value, or its words without the secret where they hold it."""
        shown = value if isinstance(value, str) else repr(value)
        clean = self._clean(shown)
        return value if clean == shown else clean

    def _clean(self, text: str) -> str:
        return without_secrets(text, self._secret)


class JsonFormatter(logging.Formatter):
    """One line of JSON a record, for machines that gather logs; it shows no secret either."""

    def __init__(self, secret: str | None) -> None:
        super().__init__()
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        """The record as an object: time, level, logger, message, and the traceback if any."""
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        trace = record.exc_text or (record.exc_info and _formatted(record.exc_info))
        if trace:
            told["trace"] = trace
        if record.stack_info:
            told["stack"] = record.stack_info
        # Each text by itself: what JSON writes for a sign could hide a secret's shape.
        clean = {name: without_secrets(text, self._secret) for name, text in told.items()}
        return json.dumps(clean, ensure_ascii=False)


def set_up_logging(level: str, secret: str | None = None, *, form: str = "text") -> None:
    """Log to standard error at `level`; with `secret`, nothing that is logged or raised shows it.

    `form` is "text", or "json" for one object a line.

    Records are cleaned when they are made, before any handler sees them, one that is added later
    too; what is only then put into a record is cleaned by the handler.
    """
    handler = logging.StreamHandler()
    plain = logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s")
    handler.setFormatter(JsonFormatter(secret) if form == "json" else plain)
    handler.addFilter(_shorten_reconnects)
    if secret:
        cleaning = SecretFilter(secret)
        handler.addFilter(cleaning)

        def make(*arguments: Any, **named: Any) -> logging.LogRecord:
            record = logging.LogRecord(*arguments, **named)
            cleaning.filter(record)
            return record

        logging.setLogRecordFactory(make)
        sys.excepthook = _hook(secret)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    set_level(level)


def set_level(level: str) -> None:
    """Log Lede's own events at `level`, the libraries' from warnings up."""
    logging.getLogger().setLevel(logging.WARNING)
    # At every start it warns that libraries for voice are missing, which Lede does not use.
    logging.getLogger("discord.client").setLevel(logging.ERROR)
    # It reports every oddity of a page's markup.
    logging.getLogger("trafilatura").setLevel(logging.ERROR)
    logging.getLogger("lede").setLevel(level)


def _shorten_reconnects(record: logging.LogRecord) -> bool:
    """Tell in one line why the gateway is connected anew: the library prints a traceback."""
    if record.name == "discord.client" and record.exc_info and "reconnect" in str(record.msg):
        reason = record.exc_info[1]
        record.msg = f"{record.getMessage()}: {type(reason).__name__}: {reason}".splitlines()[0]
        record.args, record.exc_info, record.exc_text = (), None, None
    return True


def _formatted(info: Any) -> str:
    stream = io.StringIO()
    traceback.print_exception(*info, file=stream)
    return stream.getvalue().removesuffix("\n")


def _hook(secret: str) -> Any:
    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        shown = _formatted((kind, error, trace))
        sys.stderr.write(f"{without_secrets(shown, secret)}\n")

    return tell
