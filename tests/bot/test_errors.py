"""The error table: every error gets a sentence, the unexpected never shows its words."""

import logging

import pytest
from discord import app_commands

from bot.errors import UNEXPECTED, explain, record
from domain.errors import LedeError, NotFoundError, StorageError


def subclasses(kind: type[LedeError]) -> list[type[LedeError]]:
    return [s for child in kind.__subclasses__() for s in (child, *subclasses(child))]


def test_every_error_of_ours_has_a_row() -> None:
    for kind in subclasses(LedeError):
        sentence, _ = explain(kind("The tin is missing. Look again."))
        assert sentence != UNEXPECTED


def test_nearest_class_decides() -> None:
    assert explain(NotFoundError("No such tin."))[0] == "No such tin."
    assert explain(StorageError("The file is full."))[1].with_traceback
    assert explain(app_commands.CheckFailure())[0] == "You may not use that command here."


def test_unexpected_error_is_logged_with_its_traceback_and_never_shown(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.INFO, "lede.errors"):
        try:
            raise ZeroDivisionError("inner matter")
        except ZeroDivisionError as error:
            sentence, reference = record(error, "/brief")
    assert sentence == UNEXPECTED
    assert "inner matter" not in sentence
    assert reference in caplog.text
    assert "Traceback" in caplog.text


def test_error_of_ours_is_logged_in_one_line(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "lede.errors"):
        _, reference = record(NotFoundError("No such tin."), "/brief")
    assert f"error reference={reference} at=/brief: No such tin." in caplog.text
    assert "Traceback" not in caplog.text
