"""Every rule of the summary, with an example and a twin that must not match."""

import json
from pathlib import Path

import pytest

from domain.documents import Document
from processing import analyse
from processing.layout import read_layout
from processing.names import find_names
from processing.summary.form import Form
from processing.summary.forms import forms, shorter, without_opening
from processing.summary.references import References
from processing.words.layer import WordLayer

CASES = Path(__file__).parents[1] / "cases" / "summary"
CLAUSES = json.loads((CASES / "clauses.json").read_text("utf-8"))
REFERENCES = json.loads((CASES / "references.json").read_text("utf-8"))
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
    summary = analyse(Document("case", case["text"], case.get("title"))).summary
    shown = [sentence.span.text for sentence in summary]
    assert set(case["shown"]) <= set(shown), shown
    assert "first" not in case or shown[0] == case["first"]
    assert not [words for words in case["absent"] if words in " ".join(shown)], shown


@pytest.mark.parametrize(
    "case", REFERENCES, ids=lambda case: f"{case['kind']}: {case.get('twin', 'example')}"
)
def test_what_a_sentence_points_back_to(case: dict) -> None:
    start = case["text"].rindex(". ") + 2
    text = case["text"][:start] + case["last"]
    reading = read_layout(Document("case", text))
    names = find_names(reading)
    references = References(reading, WordLayer(reading, names.spans), names, reading.sentences)
    last = len(reading.sentences) - 1
    found = references.of(start, len(text), last)
    assert [one.word for one in found if one.kind == case["kind"]] == case["needs"]


def test_a_sentence_is_shown_only_below_what_it_points_back_to() -> None:
    text = (
        "Dunmore will close the hill road for 90 days.\n\n{}\n\nThe quarry will cost $9 million.\n"
    )
    told = "A quarry burned on Monday."
    shown = [s.span.text for s in analyse(Document("case", text.format(told))).summary]
    assert shown[-2:] == [told, "The quarry will cost $9 million."]
    said = f"“{told} It was a hard day for all of us,” said Mayor Ada Lund."
    shown = [s.span.text for s in analyse(Document("case", text.format(said))).summary]
    assert shown == ["Dunmore will close the hill road for 90 days."]


def test_a_sentence_that_an_empty_line_parts_before_its_speaker_is_one() -> None:
    text = (
        "The arrival of another boat, with 35 people on board, comes as the flaws of the swap have"
        " been underscored by the Minister for Fisheries and Border\n\n{}\n\nThe boat is safe.\n"
    )
    whole = analyse(Document("case", text.format("Protection, Ada Lund said today."))).summary
    assert whole[0].span.text.endswith("Protection, Ada Lund said today.")
    parted = analyse(Document("case", text.format("Protection of ferries begins in May."))).summary
    assert not any("\n" in sentence.span.text for sentence in parted)
