"""Each preset against an answer of its site, written by us: no preset without an example."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from domain.sources import Fetched, Source
from sources.presets import read_presets
from sources.reading import first_address, read_listed

ROOT = Path(__file__).parents[2]
EXAMPLES = Path(__file__).parent / "examples"
PRESETS = {preset.name: preset for preset in read_presets(ROOT / "seeds" / "sources.toml")}


@dataclass(frozen=True)
class Example:
    source: Source
    answer: bytes
    expected: dict[str, Any]


def example(name: str) -> Example:
    (answer,) = (p for p in EXAMPLES.glob(f"{name}.*") if p.suffix != ".toml")
    expected = tomllib.loads((EXAMPLES / f"{name}.toml").read_text("utf-8"))
    return Example(PRESETS[name], answer.read_bytes(), expected)


def test_every_preset_has_an_example_and_every_example_its_preset() -> None:
    answers = {p.stem for p in EXAMPLES.iterdir() if p.suffix != ".toml"}
    expected = {p.stem for p in EXAMPLES.glob("*.toml")}
    assert answers == expected == PRESETS.keys()


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_an_example_is_read_as_it_says(name: str) -> None:
    one = example(name)
    fetched = Fetched(
        first_address(one.source), 200, one.answer, one.expected["content_type"], "utf-8"
    )
    listed = read_listed(one.source, fetched)
    assert listed.problems == ()
    fields = ("url", "title", "published_at", "is_whole", "text")
    found = [{field: getattr(item, field) for field in fields} for item in listed.items]
    assert found == [{"text": None} | item for item in one.expected["items"]]
    assert all(item.agency for item in listed.items)
