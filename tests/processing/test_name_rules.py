"""Each rule of names has an example and a twin, and what names find is under one of the rules.

`rules.txt` has under each rule a text with the name that the rule finds behind " >", and a twin in
which it finds none. " / " parts paragraphs.
"""

from pathlib import Path

import pytest

from domain.documents import Document
from processing.layout import read_layout
from processing.names import find_names
from processing.names.rules import RULES

_PATH = Path(__file__).parents[1] / "cases" / "names" / "rules.txt"
# Enough plain prose after the sentence that its block is read as a paragraph in any case.
_AFTER = " The rest of it was said at length on the steps of the hall, and nobody there took notes."


def _cases() -> list[tuple[str, str, str]]:
    found = []
    rule = ""
    for line in _PATH.read_text("utf-8").splitlines():
        if line.startswith("= "):
            rule = line[2:]
        elif line:
            text, _, name = line.partition(" >")
            found.append((rule, text, name.strip()))
    return found


@pytest.mark.parametrize("rule, text, name", _cases())
def test_rule_finds_the_name_and_not_in_its_twin(rule: str, text: str, name: str) -> None:
    text = text.replace(" / ", "\n\n") if " / " in text else text + _AFTER
    names = find_names(read_layout(Document("case", text)))
    found = [one.name for one in names.people if one.rule == rule]
    for group in (names.organizations, names.operations, names.places):
        found += [one.name for one in group if one.rule == rule]
    assert (name in found) if name else not found


def test_every_rule_has_an_example_and_a_twin() -> None:
    for rule in RULES:
        names = [name for other, _, name in _cases() if other == rule]
        assert any(names), f"{rule} has no example in rules.txt"
        assert not all(names), f"{rule} has no twin in rules.txt"
    assert {rule for rule, _, _ in _cases()} == set(RULES)
