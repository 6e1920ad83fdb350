"""A token never reaches a log."""

import io
import json
import logging
import sys
import traceback
from collections.abc import Iterator
from datetime import datetime

import pytest

from bot.logs import SecretFilter, set_up_logging

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


class Telling(logging.Formatter):
    """A formatter of somebody else's: prints every field it finds, the exception too."""

    def format(self, record: logging.LogRecord) -> str:
        shown = super().format(record)
        trace = "".join(traceback.format_exception(*record.exc_info)) if record.exc_info else ""
        return f"{shown}\n{trace}\n{vars(record)!r}"


class DisclosingError(Exception):
    """Names the secret in its words, its arguments and its representation."""

    def __init__(self) -> None:
        super().__init__(SECRET, {"token": SECRET})


def fail() -> None:
    """An exception behind an exception, in a group."""
    try:
        raise DisclosingError
    except DisclosingError as first:
        try:
            raise ValueError("second") from first
        except ValueError as second:
            raise ExceptionGroup("many", [second, OSError(SECRET)]) from second


@pytest.fixture
def anywhere() -> Iterator[io.StringIO]:
    """Logging as Lede sets it up, and a handler that another library adds afterwards."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level, logging.getLogRecordFactory(), sys.excepthook)
    set_up_logging("DEBUG", SECRET)
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Telling("%(message)s"))
    root.addHandler(handler)
    yield stream
    root.handlers[:], root.level = before[0], before[1]
    logging.setLogRecordFactory(before[2])
    sys.excepthook = before[3]


def test_no_handler_or_formatter_gets_the_secret(anywhere: io.StringIO) -> None:
    log = logging.getLogger("other")
    log.error("plain %s", SECRET)
    log.error("no route to %s", "postgresql+asyncpg://lede:hunter2@db.example:5432/lede")
    log.error("named %(token)s", {"token": SECRET})
    log.error("hidden in an argument %.3s", SECRET)
    log.error("too many", SECRET)
    log.error(ValueError(SECRET))
    log.error("extra", extra={"request": {"Authorization": f"Bot {SECRET}"}})
    log.error("stack", stack_info=True, extra={"note": SECRET})
    log.error("of its shape: MTAwMDAwMDAwMDAwMDAwMDAw.GabcdE.%s", "x" * 38)
    try:
        fail()
    except ExceptionGroup:
        log.exception("failed")
    written = anywhere.getvalue()
    assert "plain [token]" in written
    assert "ValueError: second" in written
    assert "lede:***@db.example:5432" in written
    assert "hunter2" not in written
    assert "x" * 38 not in written
    # What is put into a record after it was made is cleaned by Lede's own handler.
    assert SECRET not in written.replace(f"'note': '{SECRET}'", "").replace(f"Bot {SECRET}", "")


def test_what_was_rendered_before_is_cleaned() -> None:
    record = logging.makeLogRecord(
        {
            "msg": "m",
            "exc_text": f"Traceback: {SECRET}",
            "stack_info": f"Stack: {SECRET}",
            "request": {"token": SECRET},
        }
    )
    assert SecretFilter(SECRET).filter(record)
    assert SECRET not in Telling().format(record)


def test_uncaught_exception_is_told_without_the_secret(
    anywhere: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        fail()
    except ExceptionGroup as error:
        sys.excepthook(type(error), error, error.__traceback__)
    told = capsys.readouterr().err
    assert "ValueError: second" in told
    assert SECRET not in told


def test_gateway_that_is_connected_anew_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    set_up_logging("INFO")
    try:
        try:
            raise OSError("no network\nat all")
        except OSError:
            logging.getLogger("discord.client").exception("Attempting a reconnect in %.2fs", 1.5)
    finally:
        root.handlers[:], root.level = handlers, level
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("Attempting a reconnect in 1.50s: OSError: no network")


def test_json_is_one_object_a_line_and_shows_no_secret(
    monkeypatch: pytest.MonkeyPatch, anywhere: io.StringIO
) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    set_up_logging("INFO", SECRET, form="json")
    log = logging.getLogger("lede.test")
    log.info("told “%s”, twice: %s", "a\nb", SECRET)
    try:
        raise ValueError(f"refused {SECRET} at postgresql://lede:hunter2@db.example")
    except ValueError:
        log.exception("failed")
    log.warning("another token: %s", "MTAwMTAwMTAwMTAwMTAwMTAw.GabcdE.anothersecretanothersecret")
    first, second, third = map(json.loads, stream.getvalue().splitlines())
    assert first["message"] == "told “a\nb”, twice: [token]"
    assert (first["level"], first["logger"]) == ("INFO", "lede.test")
    assert datetime.fromisoformat(first["time"]).tzinfo is not None
    assert "ValueError: refused [token] at postgresql://lede:***@db.example" in second["trace"]
    assert third["message"] == "another token: [token]"
    assert SECRET not in stream.getvalue()
