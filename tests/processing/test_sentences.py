import json
from pathlib import Path
from typing import Any

import pytest

from processing.layout.datelines import read_dateline
from processing.words.sentence_ends import ends_in_abbreviation, split_sentences

CASES = Path(__file__).parents[1] / "cases" / "sentences" / "sentences.json"


@pytest.mark.parametrize(
    "case", json.loads(CASES.read_text("utf-8")), ids=lambda case: case["name"]
)
def test_sentences(case: dict[str, Any]) -> None:
    text = case["text"]
    dateline = read_dateline(text, 0, len(text))
    start = dateline.end if dateline else 0
    found = [text[a:b] for a, b in split_sentences(text, start, len(text))]
    assert found == case["sentences"]


def _marked() -> list[str]:
    """Sentences with " | " where one ends; under each heading twins that look alike."""
    lines = CASES.with_name("ends.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("=")]


@pytest.mark.parametrize("marked", _marked())
def test_sentence_ends(marked: str) -> None:
    text = marked.replace(" | ", " ")
    found = [text[a:b] for a, b in split_sentences(text, 0, len(text))]
    assert found == marked.split(" | ")


def test_sentences_stay_within_the_given_bounds() -> None:
    text = "Before it. One. Two. After it."
    assert [text[a:b] for a, b in split_sentences(text, 11, 20)] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("text", "expected"), [("by Lt.", True), ("in the U.S.", True), ("by car.", False)]
)
def test_ends_in_abbreviation(text: str, expected: bool) -> None:
    assert ends_in_abbreviation(text) is expected
