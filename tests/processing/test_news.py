"""What makes a release news, case by case; every rule has one."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.documents import Document
from processing.layout import read_layout
from processing.news import find_news_values
from processing.news.find import rules
from processing.news.senses import senses_of_rules

FOLDER = Path(__file__).parents[1] / "cases" / "news"
CASES, SENSES = FOLDER / "values.toml", FOLDER / "senses.toml"
# Filler, so that a case is no fragment: nothing in it is news.
FILLER = "The town lies at the mouth of the river, below the old mill, where the road ends. " * 2


def cases() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(CASES.read_text("utf-8"))["case"]
    return found


def names(title: str | None, text: str) -> set[str]:
    reading = read_layout(Document("case", text, title))
    return {value.name for value in find_news_values(reading, title)}


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["title"][:40])
def test_case(case: dict[str, Any]) -> None:
    found = names(case["title"], f"{case.get('text', '')} {FILLER}".strip())
    assert set(case.get("has", ())) - found == set()
    assert set(case.get("not", ())) & found == set()


def senses() -> list[tuple[str, str, str]]:
    table = tomllib.loads(SENSES.read_text("utf-8"))
    return [(rule, other, twin) for rule, of in table.items() for other, twin in of.items()]


def test_a_word_counts_in_the_sense_that_makes_news() -> None:
    found = [(rule, text, rule in names(text, FILLER)) for rule, *pair in senses() for text in pair]
    meant = [is_meant for _ in senses() for is_meant in (False, True)]
    assert [one for one, is_meant in zip(found, meant, strict=True) if one[2] != is_meant] == []


def test_every_rule_that_has_senses_has_a_case() -> None:
    assert set(senses_of_rules()) - {rule for rule, _, _ in senses()} == set()


def test_every_rule_has_a_case() -> None:
    tried = {name for case in cases() for name in case.get("has", ())}
    assert {rule.name for rule in rules()} - tried == set()


def test_what_a_rule_needs_are_rules() -> None:
    known = {rule.name for rule in rules()}
    assert {need for rule in rules() for need in rule.needs} - known == set()


def test_values_rest_on_words_of_the_text() -> None:
    title = "Man convicted of fraud"
    text = f"{title}\n\nA man was convicted of fraud on Monday. {FILLER}"
    found = find_news_values(read_layout(Document("x", text, title)), title)
    spans = [value.span for value in found if value.name in ("convicted", "fraud")]
    assert [s.text for s in spans if s and s.stands_in(text)] == ["convicted", "fraud"]


def test_title_alone_gives_no_receipt() -> None:
    found = find_news_values(read_layout(Document("x", FILLER, "Man convicted")), "Man convicted")
    assert [value.span for value in found if value.name == "convicted"] == [None]


def test_hardly_any_text_is_a_fragment() -> None:
    assert "fragment" in names("Senate passes bill", "Senate passes bill")
    assert "fragment" not in names("Senate passes bill", FILLER)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.one_of(st.none(), st.text(max_size=80)))
def test_any_text_is_read_and_every_receipt_holds(text: str, title: str | None) -> None:
    reading = read_layout(Document("any", text, title))
    for value in find_news_values(reading, title):
        assert value.span is None or value.span.stands_in(text)
