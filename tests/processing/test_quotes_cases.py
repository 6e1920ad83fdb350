"""Each rule of the quotes with a sentence it matches and a twin it does not; words as data."""

import json
from pathlib import Path
from typing import Any

import pytest

from domain.documents import Document
from domain.facts import Quote
from processing.layout import read_layout
from processing.names import find_names
from processing.quotes import find_quotes

CASES = Path(__file__).parents[1] / "cases" / "quotes"


def load(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = json.loads((CASES / f"{name}.json").read_text("utf-8"))
    return cases


def quotes_of(text: str, title: str | None = None) -> tuple[Quote, ...]:
    reading = read_layout(Document(id="case", text=text, title=title))
    return find_quotes(reading, find_names(reading))


def shown(quote: Quote) -> dict[str, str | None]:
    return {
        "text": quote.span.text,
        "kind": quote.kind,
        "speaker": quote.speaker.text if quote.speaker else None,
        "name": quote.speaker_name,
        "role": quote.speaker_role,
        "org": quote.speaker_org,
        "cue": quote.cue.text if quote.cue else None,
        "rule": quote.rule,
        "marks": quote.marks,
    }


def check(
    text: str, expected: list[dict[str, Any]], title: str | None = None
) -> list[dict[str, str | None]]:
    found = [shown(quote) for quote in quotes_of(text, title)]
    assert len(found) == len(expected), found
    for got, want in zip(found, expected, strict=True):
        assert {key: got[key] for key in want} == want
    return found


def identify(case: dict[str, Any]) -> str:
    return str(case.get("rule") or case["why"])


@pytest.mark.parametrize("case", load("attribution") + load("continuing"), ids=identify)
def test_rule_matches_its_sentence_and_not_the_twin(case: dict[str, Any]) -> None:
    found = check(case["text"], case["expect"], case.get("title"))
    if not case.get("any_rule"):
        assert case["rule"] in {got["rule"] for got in found}
    twin = case["twin"]
    if "expect" in twin:
        check(twin["text"], twin["expect"])
    if not twin.get("same_rule"):
        assert case["rule"] not in {
            quote.rule for quote in quotes_of(twin["text"], twin.get("title"))
        }


@pytest.mark.parametrize("case", load("statements"), ids=lambda case: case["why"])
def test_statement_without_marks_is_read_and_prose_like_it_is_not(case: dict[str, Any]) -> None:
    found = check(case["text"], case["expect"])
    assert case["rule"] in {got["rule"] for got in found}
    assert not [q for q in quotes_of(case["twin"]["text"]) if q.marks == "none"]


@pytest.mark.parametrize("case", load("marks"), ids=identify)
def test_marks_are_read(case: dict[str, Any]) -> None:
    check(case["text"], case["expect"])


@pytest.mark.parametrize("case", load("not_speech"), ids=identify)
def test_words_in_marks_that_nobody_speaks_are_no_quotes(case: dict[str, Any]) -> None:
    check(case["text"], [])


@pytest.mark.parametrize("case", load("speakers"), ids=identify)
def test_speakers_are_identified(case: dict[str, Any]) -> None:
    check(case["text"], case["expect"])


@pytest.mark.parametrize("case", load("phrases"), ids=identify)
def test_phrase_names_the_speaker_and_that_of_the_twin_another(case: dict[str, Any]) -> None:
    check(case["text"], case["expect"])
    check(case["twin"]["text"], case["twin"]["expect"])


@pytest.mark.parametrize("case", load("pronouns"), ids=identify)
def test_pronoun_means_the_one_the_text_is_about(case: dict[str, Any]) -> None:
    check(case["text"], case["expect"])
    check(case["twin"]["text"], case["twin"]["expect"])
