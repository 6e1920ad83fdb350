"""Fixtures for every test: where the shared evaluation data is, if it is there at all."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of evaluation data beside the checkout; the test is skipped without it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the shared evaluation data is not beside this checkout")
    return folder
