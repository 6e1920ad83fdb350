"""The grammar of quantities: each production against its example and twin, and all of it against
phrases that others have rendered.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from benchmarks.phrases import figures_of, is_misread
from processing.figures.grammar import PRODUCTIONS, is_production
from processing.figures.joining import read_quantities
from processing.figures.quantities import Quantity, Stretch
from processing.lexicon import table
from tests.phrases.phrases import phrases
from tests.phrases.twins import every_ordinal, twins

CASES = Path(__file__).parents[1] / "cases" / "figures"
CODE = Path(__file__).parents[2] / "processing" / "figures"
# Here stand the readers of the grammar; other modules name rules of subjects, relations, claims.
READERS = (
    "digits", "worded", "numerals", "ratios", "singles", "counting", "compounds", "ranges",
    "joining",
)  # fmt: skip
SEED = 20261127
# So many here, the whole of the 20,000 in `make bench`: each kind comes as often as another.
SAMPLE = 1_600
TWINS = 600


def cases(name: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads((CASES / f"{name}.json").read_text("utf-8"))
    return entries


def quantities(text: str) -> list[Quantity]:
    return read_quantities(Stretch(text, text.lower(), 0, len(text)))


def made_by(quantity: Quantity) -> tuple[str, str]:
    return quantity.rule, quantity.numeral.rule


@pytest.mark.parametrize("case", cases("grammar"), ids=lambda case: case["production"])
def test_production_reads_its_example_and_leaves_its_twin(case: dict[str, Any]) -> None:
    name = case["production"]
    found = [q for q in quantities(case["text"]) if name in made_by(q)]
    assert found, [(q.rule, q.numeral.rule) for q in quantities(case["text"])]
    assert found[0].unit == case["unit"]
    for part in ("value", "low", "high"):
        read = getattr(found[0], part)
        if part in case:
            assert float(read) == case[part]
    assert name not in [rule for q in quantities(case["twin"]) for rule in made_by(q)]


def test_every_production_has_its_sentences() -> None:
    told = {case["production"] for case in cases("grammar")}
    told |= {case["rule"] for case in cases("rules")}
    told |= {"unit-*"} if {f"unit-{kind}" for kind in table("figures_units")} <= told else set()
    assert {production.name for production in PRODUCTIONS} - told == set()


def test_code_names_no_rule_that_the_grammar_lacks() -> None:
    named = {
        rule
        for path in map(CODE.joinpath, (f"{name}.py" for name in READERS))
        for rule in re.findall(r'\brule(?:=| = )"([a-z-]+)"', path.read_text("utf-8"))
    }
    assert {rule for rule in named if not is_production(rule)} == set()


def test_phrases_of_every_kind_rendered_by_others_are_read_back_exactly() -> None:
    # One test, since rendering takes longer than reading.
    rendered = list(phrases(SEED, SAMPLE))
    wrong = [phrase.text for phrase in rendered if is_misread(phrase)]
    assert [(text, figures_of(text)) for text in wrong] == []
    assert len({phrase.shape.partition("/")[0] for phrase in rendered}) >= 16
    assert len({phrase.shape for phrase in rendered}) > 250


def test_numbers_that_are_none_are_left_out() -> None:
    wrong = [(kind, text) for text, kind in twins(SEED, TWINS) if figures_of(text)]
    assert wrong == []


def test_no_ordinal_is_a_figure() -> None:
    assert [text for text in every_ordinal() if figures_of(text)] == []
