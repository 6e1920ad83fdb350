"""Many documents in order; one that fails costs no other."""

import os

import pytest

from domain.documents import Document
from domain.errors import UnreadableInputError
from pipeline import batch
from tests.pipeline.first_words import ENDS_THE_PROCESS, RAISES, analyse, analyse_without_secrets


def test_release_the_processing_fails_on_costs_no_other() -> None:
    documents = [Document("a", "Tin."), Document("b", RAISES), Document("c", "Zinc.")]
    first, failed, last = batch.process_all(documents, analyse=analyse)
    assert isinstance(failed, UnreadableInputError)
    assert "b: the processing failed on it" in str(failed)
    assert not isinstance(first, UnreadableInputError)
    assert not isinstance(last, UnreadableInputError)
    assert (first["id"], last["id"]) == ("a", "c")


def test_what_could_not_be_read_is_passed_on() -> None:
    error = UnreadableInputError("Line 2 cannot be read.")
    assert list(batch.process_all([error])) == [error]


def test_document_that_meets_a_limit_costs_no_other() -> None:
    """Its process ends; in one, and in several, where it stands among others of its chunk."""
    texts = ["Tin.", ENDS_THE_PROCESS, "Zinc.", "This text raises MemoryError.", "Lead."]
    documents = [Document(str(number), text) for number, text in enumerate(texts)]
    for workers in (1, 2):
        first, *rest = batch.process_all(documents, workers=workers, analyse=analyse)
        ended, second, filled, third = rest
        assert isinstance(ended, UnreadableInputError)
        assert str(ended) == "1 cannot be read: the process that read it was ended by the system."
        assert isinstance(filled, UnreadableInputError)
        assert str(filled).startswith("3 cannot be read: reading it takes more memory than any")
        assert not any(isinstance(one, UnreadableInputError) for one in (first, second, third))


def test_documents_that_follow_each_other_share_a_process_that_knows_no_secret(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "a secret")
    documents = [Document(str(number), "Tin is dear.") for number in range(3)]
    rules = set()
    for record in batch.process_all(documents, explain=True, analyse=analyse_without_secrets):
        assert not isinstance(record, UnreadableInputError)
        rules.add(record["summary"][0]["rule"])
    assert len(rules) == 1
    assert rules != {f"process-{os.getpid()}"}
