"""The documents speak of files that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_FILE = re.compile(
    r"`((?:bot|cogs|domain|pipeline|processing|rendering|sandbox|seeds|sources|storage|tests|docs)"
    r"/[\w./-]*\w)`"
)


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=lambda page: page.name)
def test_every_file_a_page_names_is_there(page: Path) -> None:
    named = set(_FILE.findall(page.read_text("utf-8")))
    missing = {name for name in named if not (ROOT / name).exists()}
    assert not missing
