"""Every rule of the summary, with an example and a twin that must not match."""

import json
from pathlib import Path

import pytest

from domain.documents import Document
from processing import analyse
from processing.layout import read_layout
from processing.names import find_names
from processing.summary.forms import Form, forms, shorter, without_opening
from processing.words.layer import WordLayer

CASES = Path(__file__).parents[1] / "cases" / "summary"
CLAUSES = json.loads((CASES / "clauses.json").read_text("utf-8"))
CHOICES = json.loads((CASES / "choices.json").read_text("utf-8"))


def pieces_of(sentence: str) -> dict[str, set[str]]:
    """The pieces of a sentence under the name of the last cut that made them."""
    found: dict[str, set[str]] = {}
    end = len(sentence)
    reading = read_layout(Document("case", sentence))
    parsed = WordLayer(reading, find_names(reading).spans).parse(0, end)
    whole = Form(0, end)
    bare = without_opening(sentence, whole, parsed)
    shown = [*forms(sentence, 0, end, parsed), *shorter(sentence, whole, parsed)]
    for form in [*shown, bare] if bare else shown:
        for rule in form.cuts[-1:]:
            found.setdefault(rule, set()).add(sentence[form.start : form.end])
    return found


@pytest.mark.parametrize("case", CLAUSES, ids=lambda case: f"{case['rule']}: {case['sentence']}")
def test_cut(case: dict) -> None:
    found = pieces_of(case["sentence"]).get(case["rule"], set())
    assert found == ({case["piece"]} if case["piece"] else set())


def test_every_cut_has_an_example_and_a_twin() -> None:
    examples = {case["rule"] for case in CLAUSES if case["piece"]}
    twins = {case["rule"] for case in CLAUSES if not case["piece"]}
    assert examples == twins


@pytest.mark.parametrize("case", CHOICES, ids=lambda case: case["rule"])
def test_choice(case: dict) -> None:
    summary = analyse(Document("case", case["text"])).summary
    shown = [sentence.span.text for sentence in summary]
    assert set(case["shown"]) <= set(shown), shown
    assert not [words for words in case["absent"] if words in " ".join(shown)], shown
