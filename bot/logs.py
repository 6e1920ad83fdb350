"""Logging: one line an event, to standard error, never a token."""

import logging


class SecretFilter(logging.Filter):
    """Takes a secret out of every record, message and traceback alike."""

    def __init__(self, secret: str) -> None:
        super().__init__()
        self._secret = secret

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record where it holds the secret; always let it pass."""
        message = record.getMessage()
        if self._secret in message:
            record.msg, record.args = message.replace(self._secret, "[token]"), ()
        if record.exc_info and not record.exc_text:
            text = logging.Formatter().formatException(record.exc_info)
            record.exc_text = text.replace(self._secret, "[token]")
        return True


def set_up_logging(level: str, secret: str | None = None) -> None:
    """Log to standard error at `level`; with `secret`, no record shows it."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    if secret:
        handler.addFilter(SecretFilter(secret))
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
