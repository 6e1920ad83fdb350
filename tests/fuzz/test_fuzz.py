"""A bounded run of each target, the same every time; `make fuzz` goes on for as long as it is told.

What was found stands in tests/cases/fuzz/finds.json, each as a case in our own words.
"""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.mutation import TOKENS, mutated
from tests.fuzz.targets import TARGETS, Target, run

FINDS = json.loads((Path(__file__).parents[1] / "cases" / "fuzz" / "finds.json").read_text("utf-8"))
_RUNS = 150
BY_NAME = {target.name: target for target in TARGETS}


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_what_it_begins_with_is_read(target: Target) -> None:
    """A target that refuses every input would never find anything."""
    assert run(target, target.seeds[0])


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_changed_inputs_are_read_or_refused(target: Target) -> None:
    chance = random.Random(20261127)
    for _ in range(_RUNS):
        run(target, mutated(chance.choice(target.seeds), chance))


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
@settings(max_examples=25, deadline=None)
@given(pieces=st.lists(st.one_of(st.sampled_from(TOKENS), st.binary(max_size=12)), max_size=30))
def test_any_bytes_are_read_or_refused(target: Target, pieces: list[bytes]) -> None:
    run(target, b"".join(pieces))
    run(target, target.seeds[-1] + b"".join(pieces))


@pytest.mark.parametrize("find", FINDS, ids=lambda find: find["what"])
def test_what_was_found_once_is_not_found_again(find: dict[str, str]) -> None:
    assert run(BY_NAME[find["target"]], find["input"].encode("latin-1"))
