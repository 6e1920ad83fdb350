"""A plugin of pytest for the baseline run: which test runs which lines, and how long it takes.

Contexts are switched by test, not by the frame of a test function: what a bot does in tasks of its
own belongs to the test it answers in.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import coverage
import pytest

_durations: dict[str, float] = {}
# Those that fail without any change would notice every one.
_failing: set[str] = set()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Let what runs from now on belong to this test."""
    current = coverage.Coverage.current()
    if current is not None:
        current.switch_context(function_of(item.nodeid))
    return (yield)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Add up how long each test takes, its fixtures and all its parameters."""
    name = function_of(report.nodeid)
    _durations[name] = _durations.get(name, 0.0) + report.duration
    if report.failed:
        _failing.add(name)


def pytest_sessionfinish() -> None:
    """Write down how long each took, of those that pass."""
    passing = {name: took for name, took in _durations.items() if name not in _failing}
    Path(os.environ["MUTATION_DURATIONS"]).write_text(json.dumps(passing), "utf-8")


def function_of(nodeid: str) -> str:
    """The test without its parameters."""
    return nodeid.partition("[")[0]
