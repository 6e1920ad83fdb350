"""The changes that are made on purpose: one each, where they say, and none of what only tells."""

import ast
from pathlib import Path

import pytest

from tests.mutation.baseline import Baseline
from tests.mutation.mutants import Mutant, mutants_of

SOURCE = '''"""A module."""

LIMIT = 5


def ask(given: int = 3, *, is_late: bool = False) -> str | None:
    """Say it."""
    log.info("asked given=%d", given)
    if given > LIMIT and not is_late:
        raise ValueError(f"{given + 1} é")
    tell("é", of=given)
    return "é" if given else None
'''


@pytest.fixture
def found(tmp_path: Path) -> list[Mutant]:
    path = tmp_path / "pipeline" / "asking.py"
    path.parent.mkdir()
    path.write_text(SOURCE, "utf-8")
    return mutants_of(tmp_path, path)


def test_each_change_is_one_and_of_its_kind(found: list[Mutant]) -> None:
    assert {(m.line, m.after) for m in found} == {
        (3, "LIMIT = 6"),
        (6, "def ask(given: int = 4, *, is_late: bool = False) -> str | None:"),
        (6, "def ask(given: int = 3, *, is_late: bool = True) -> str | None:"),
        (9, "if (given > LIMIT or not is_late):"),
        (9, "if (given >= LIMIT) and not is_late:"),
        (9, "if given > LIMIT and (is_late):"),
        (9, "if (not (given > LIMIT and (not is_late))):"),
        (10, "pass"),
        (11, "pass"),
        (11, 'tell("é", of=None)'),
        (12, "return None"),
        (12, 'return "é" if (not (given)) else None'),
    }


def test_every_mutant_is_python_and_another_program(found: list[Mutant]) -> None:
    for mutant in found:
        changed = mutant.applied_to(SOURCE.encode())
        assert ast.dump(ast.parse(changed)) != ast.dump(ast.parse(SOURCE))
    assert len({mutant.name for mutant in found}) == len(found)


def test_tests_of_a_line_are_its_own_first_and_the_quick_ones(found: list[Mutant]) -> None:
    tests = ["tests/cogs/a.py::test", "tests/pipeline/b.py::test", "tests/pipeline/c.py::test"]
    lines = {"pipeline/asking.py": {9: frozenset(tests), 3: frozenset([""])}}
    baseline = Baseline(lines, dict(zip(tests, (0.1, 9.0, 2.0), strict=True)))
    compared = next(m for m in found if m.line == 9)
    assert baseline.tests_of(compared.module, compared.lines) == [tests[2], tests[1], tests[0]]
    # What runs at import belongs to no test, so that all tests of the module are asked.
    at_import = next(m for m in found if m.line == 3)
    assert set(baseline.tests_of(at_import.module, at_import.lines)) == set(tests)
    never_run = next(m for m in found if m.line == 12)
    assert baseline.tests_of(never_run.module, never_run.lines) == []


def test_long_tests_of_other_packages_are_left_out() -> None:
    tests = ["tests/pipeline/a.py::test", "tests/cogs/b.py::test", "tests/cogs/c.py::test"]
    baseline = Baseline(
        {"pipeline/x.py": {1: frozenset(tests)}}, dict(zip(tests, (70.0, 1.0, 99.0), strict=True))
    )
    assert baseline.tests_of("pipeline/x.py", [1]) == tests[:1]
