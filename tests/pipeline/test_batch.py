"""Many documents in order; one that fails costs no other."""

import pytest

from domain.documents import Document
from domain.errors import UnreadableInputError
from pipeline import batch
from tests.pipeline.first_words import RAISES, analyse


def test_release_the_processing_fails_on_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "analyse", analyse)
    documents = [Document("a", "Tin."), Document("b", RAISES), Document("c", "Zinc.")]
    first, failed, last = batch.process_all(documents)
    assert isinstance(failed, UnreadableInputError)
    assert "b: the processing failed on it" in str(failed)
    assert not isinstance(first, UnreadableInputError)
    assert not isinstance(last, UnreadableInputError)
    assert (first["id"], last["id"]) == ("a", "c")


def test_what_could_not_be_read_is_passed_on() -> None:
    error = UnreadableInputError("Line 2 cannot be read.")
    assert list(batch.process_all([error])) == [error]
