"""A token never reaches a log."""

import io
import logging

from bot.logs import SecretFilter

SECRET = "MTAw.GabcdE.secretsecret"


def written(error: Exception | None, message: str, *args: object) -> str:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(SecretFilter(SECRET))
    logger = logging.Logger("test")
    logger.addHandler(handler)
    logger.error(message, *args, exc_info=error)
    return stream.getvalue()


def test_secret_is_taken_out_of_messages_and_arguments() -> None:
    assert written(None, f"token {SECRET}") == "token [token]\n"
    assert written(None, "token %s, again %s", SECRET, SECRET) == "token [token], again [token]\n"


def test_secret_is_taken_out_of_tracebacks() -> None:
    try:
        raise ValueError(f"refused {SECRET}")
    except ValueError as error:
        text = written(error, "failed")
    assert SECRET not in text
    assert "ValueError: refused [token]" in text
