"""The site of the documentation: every page is on it, and every link of its pages leads to one."""

import re
import tomllib
from pathlib import Path

import pytest

from benchmarks.site import CONFIG, ROOT, gather, turned

_LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)\s#]+)")


def test_every_page_is_in_the_contents_and_leads_nowhere_else(tmp_path: Path) -> None:
    gather(tmp_path)
    pages = {page.name for page in (tmp_path / "docs").glob("*.md")}
    named = re.findall(r"[\w-]+\.md", str(tomllib.loads((ROOT / CONFIG).read_text("utf-8"))))
    assert sorted(named) == sorted(pages)
    for name in pages:
        text = (tmp_path / "docs" / name).read_text("utf-8")
        for link in _LINK.findall(text):
            assert (tmp_path / "docs" / link).exists(), (name, link)


@pytest.mark.parametrize(
    "text, there",
    [
        ("[a](../CONTRIBUTING.md#add)", "[a](contributing.md#add)"),
        ("[a](../README.md)", "[a](readme.md)"),
        ("[a](docs/record.md)", "[a](record.md)"),
        ("![a](docs/pictures/brief.png)", "![a](pictures/brief.png)"),
        ("[a](../seeds/sources.toml)", "a"),
        ("[MIT](LICENSE)", "MIT"),
        ("[a](record.md)", "[a](record.md)"),
        ("[a](https://a.example/docs/)", "[a](https://a.example/docs/)"),
    ],
)
def test_links_are_turned(text: str, there: str) -> None:
    assert turned(text) == there
