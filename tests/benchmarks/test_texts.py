"""The texts that speed is measured on."""

import pytest

from benchmarks.data import corpus
from benchmarks.texts import FAMILIES, joined
from domain.documents import Document


@pytest.mark.parametrize("name", FAMILIES)
def test_family_makes_a_text_of_the_length_asked_for(name: str) -> None:
    assert len(FAMILIES[name](10_000)) == 10_000


def test_joined_repeats_what_there_is_until_it_is_long_enough() -> None:
    text = joined([Document("a", "One boat."), Document("b", "Two boats.")], 50)
    assert len(text) == 50
    assert text.startswith("One boat.\n\nTwo boats.\n\nOne boat.")


def test_corpus_without_the_real_releases_reads_the_samples_over_and_over() -> None:
    once = {document.id for document in corpus(None)}
    assert once
    twice = [document.id for document in corpus(None, 2 * len(once))]
    assert len(twice) == 2 * len(once)
    assert set(twice) == once
