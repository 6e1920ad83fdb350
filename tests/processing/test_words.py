"""The layer of words held by sentences of ours: who does what to whom, and what is denied."""

import json
from pathlib import Path
from typing import Any

import pytest

from processing.words.sentences import ParsedSentence, parse
from processing.words.tagging import RULES

_CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "words" / "clauses.json").read_text("utf-8")
)


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["text"][:60])
def test_clauses_of_a_sentence(case: dict[str, Any]) -> None:
    text = case["text"]
    parsed = parse(text, 0, len(text))
    found = [_described(text, parsed, number) for number in range(len(parsed.clauses))]
    assert found == case["clauses"]


def _described(text: str, parsed: ParsedSentence, number: int) -> dict[str, Any]:
    clause = parsed.clauses[number]
    group = parsed.verb_groups[clause.verb]
    tokens = parsed.tokens
    described: dict[str, Any] = {
        "verb": text[tokens[group.first].start : tokens[group.end - 1].end],
        "kind": clause.kind.value,
        "subject": _phrase(text, parsed, clause.subject),
        "object": _phrase(text, parsed, clause.object_),
        "agent": _phrase(text, parsed, clause.agent),
        "passive": group.is_passive or None,
        "negated": parsed.is_negated(number) or None,
        "modality": group.modality,
        "parent": clause.parent if clause.parent >= 0 else None,
    }
    return {
        name: value for name, value in described.items() if value is not None or name == "subject"
    }


def _phrase(text: str, parsed: ParsedSentence, number: int) -> str | None:
    if number < 0:
        return None
    start, end = parsed.span_of(number, full=False)
    return text[start:end]


def test_every_rule_of_tagging_has_a_name_of_its_own() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
    assert all(rule.concerns for rule in RULES)


@pytest.mark.parametrize("text", ["", " ", ".", "”", "the", "(", "'s", "and and and", "$", "to"])
def test_odd_stretches_are_read(text: str) -> None:
    parsed = parse(text, 0, len(text))
    assert all(token.start < token.end for token in parsed.tokens)
