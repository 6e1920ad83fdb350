"""The rules of figures, each against sentences it must read and twins it must leave."""

import json
from pathlib import Path
from typing import Any

import pytest

from domain.documents import Document
from domain.facts import Figure
from processing.figures import find_figures
from processing.layout import read_layout
from processing.lexicon import table
from processing.names.found import Names

CASES = Path(__file__).parents[1] / "cases" / "figures"
NO_NAMES = Names((), (), (), (), ())


def cases(name: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads((CASES / f"{name}.json").read_text("utf-8"))
    return entries


def each(name: str) -> pytest.MarkDecorator:
    entries = cases(name)
    ids = [f"{e.get('rule') or e.get('kind') or e.get('what')}: {e['text'][:40]}" for e in entries]
    return pytest.mark.parametrize("case", entries, ids=ids)


def read(text: str, title: str | None = None) -> tuple[Figure, ...]:
    return find_figures(read_layout(Document("x", text, title=title)), NO_NAMES)


def value_of(figure: Figure) -> float | list[float | None] | None:
    return figure.value if figure.value is not None else [figure.low, figure.high]


@each("rules")
def test_rule_reads_its_figure_and_leaves_its_twin(case: dict[str, Any]) -> None:
    found = [f for f in read(case["text"]) if f.rule == case["rule"]]
    assert found, [(f.rule, f.span.text) for f in read(case["text"])]
    figure, expect = found[0], dict(case["expect"])
    assert figure.span.text == expect.pop("span", figure.span.text)
    assert {name: getattr(figure, name) for name in expect} == expect
    assert case["rule"] not in [f.rule for f in read(case["twin"])]


@each("relations")
def test_relation_is_told_by_its_words_alone(case: dict[str, Any]) -> None:
    assert [f.relation for f in read(case["text"])] == [case["relation"]]
    twin = [f.relation for f in read(case["twin"])]
    assert twin == ["=" if case["relation"] != "=" else "down"]


@each("left_out")
def test_number_that_is_no_figure_is_left_out(case: dict[str, Any]) -> None:
    assert [value_of(f) for f in read(case["text"])] == case["values"]


@each("numbers")
def test_number_is_read_in_full(case: dict[str, Any]) -> None:
    found, values = [value_of(f) for f in read(case["text"])], case["values"]
    assert len(found) == len(values)
    assert all(f == pytest.approx(v) for f, v in zip(found, values, strict=True)), found


@each("subjects")
def test_figure_says_what_it_measures(case: dict[str, Any]) -> None:
    figure = next(f for f in read(case["text"]) if f.value == case["value"])
    assert (figure.subject, figure.measure) == (case["subject"], case["measure"])
    assert figure.label == case.get("label", figure.label)
    assert (figure.label is None) == (figure.measure is None)


@each("claims")
def test_comparison_is_a_claim_of_its_figure(case: dict[str, Any]) -> None:
    claims = [(f.value, c) for f in read(case["text"]) for c in f.claims if c.rule == case["rule"]]
    assert [(of, c.kind, c.span.text, c.value) for of, c in claims] == [
        (case["of"], case["claim"]["kind"], case["claim"]["text"], case["claim"]["value"])
    ]
    twins = [c.rule for f in read(case["twin"]) for c in f.claims]
    assert case["rule"] not in twins


@each("statuses")
def test_what_the_text_does_not_stand_by_carries_that(case: dict[str, Any]) -> None:
    figure = next(f for f in read(case["text"]) if f.value == case["value"])
    scope = figure.scope.text if figure.scope else None
    assert (figure.status, scope) == (case["status"], case["scope"])
    assert dict(figure.rules)["status"] == case["rule"]
    assert case["rule"] not in [dict(f.rules).get("status") for f in read(case["twin"])]


@each("key")
def test_what_a_reader_would_take_is_key(case: dict[str, Any]) -> None:
    figures = read(case["text"])
    key = [f.span.text for f in sorted(figures, key=lambda f: f.rank or 0) if f.key]
    assert key[: len(case["key"])] == case["key"]
    assert not set(case["rest"]) & set(key)
    assert len({(f.value, f.unit) for f in figures if f.key}) == len(key) <= 6


def test_every_claim_and_relation_has_its_sentences() -> None:
    claims = {entry["rule"] for entry in table("figures_claims")["claim"]}
    assert claims - {case["rule"] for case in cases("claims")} == set()
    relations = table("figures_relations")
    named = {entry["rule"] for entry in (*relations["before"], *relations["after"])}
    assert named - {case["rule"] for case in cases("relations")} == set()
