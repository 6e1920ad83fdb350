"""Names by example: each case of tests/cases/names says all that its text names of some kinds."""

import json
from pathlib import Path
from typing import Any

import pytest

from domain.documents import Document
from processing.layout import read_layout
from processing.names import Names, find_names

CASES = Path(__file__).parents[1] / "cases" / "names"
FILES = sorted(CASES.glob("*.json"))
KINDS = ("people", "organizations", "operations", "places")
# Enough plain prose after the sentence that its block is read as a paragraph in any case.
AFTER = " The rest of it was said at length on the steps of the hall, and nobody there took notes."


def load() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}-{case['why']}")
        for path in FILES
        for case in json.loads(path.read_text("utf-8"))
    ]


def find(case: dict[str, Any]) -> Names:
    text = case["text"] + ("" if case.get("alone") else AFTER)
    return find_names(read_layout(Document("case", text, case.get("title"))))


@pytest.mark.parametrize("case", load())
def test_names_of_a_case_are_just_those_it_lists(case: dict[str, Any]) -> None:
    names = find(case)
    checked = [kind for kind in KINDS if kind in case]
    assert checked, "a case expects something"
    for kind in checked:
        found = {entity.name: entity for entity in getattr(names, kind)}
        assert sorted(found) == sorted(e["name"] for e in case[kind]), kind
        for expected in case[kind]:
            entity = found[expected["name"]]
            for key in set(expected) - {"name", "mentions"}:
                assert getattr(entity, key) == expected[key], f"{key} of {entity.name}"
            if "mentions" in expected:
                assert [span.text for span in entity.mentions] == expected["mentions"]


def test_every_file_of_cases_has_examples_and_twins() -> None:
    for path in FILES:
        cases = json.loads(path.read_text("utf-8"))
        assert any(not case[kind] for case in cases for kind in KINDS if kind in case), path.name
        assert any(case[kind] for case in cases for kind in KINDS if kind in case), path.name
