"""Each preset against an answer of its site, written by us: no preset without an example."""

import shutil
from pathlib import Path

import pytest

from sources.presets import read_presets
from tests.sources.example_files import (
    ExampleError,
    names_in,
    read_answer_of,
    read_example,
    shown,
    write_expected,
)

ROOT = Path(__file__).parents[2]
EXAMPLES = Path(__file__).parent / "examples"
PRESETS = {preset.name: preset for preset in read_presets(ROOT / "seeds" / "sources.toml")}


def test_every_preset_has_an_example_and_every_example_its_preset() -> None:
    assert names_in(EXAMPLES) == PRESETS.keys()
    assert {path.stem for path in EXAMPLES.glob("*.toml")} <= PRESETS.keys()


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_an_example_is_read_as_it_says(name: str) -> None:
    if not (EXAMPLES / f"{name}.toml").exists():
        written = write_expected(EXAMPLES, PRESETS[name])
        pytest.fail(f"{written} was missing and was written from what is read now: read it, "
                    "correct what is not as the site says it, and run the test again.")  # fmt: skip
    example = read_example(EXAMPLES, name)
    listed = read_answer_of(PRESETS[name], example.answer, example.content_type)
    assert listed.problems == ()
    assert shown(listed) == list(example.items)
    assert all(item.agency for item in listed.items)


@pytest.mark.parametrize("name", ["interpol", "bls", "justice"])
def test_the_first_run_writes_what_is_expected(tmp_path: Path, name: str) -> None:
    """A feed, a page and an interface; what is written is what is then read."""
    (answer,) = (path for path in EXAMPLES.glob(f"{name}.*") if path.suffix != ".toml")
    shutil.copy(answer, tmp_path)
    write_expected(tmp_path, PRESETS[name])
    written, kept = read_example(tmp_path, name), read_example(EXAMPLES, name)
    assert written.items == kept.items


GUESSES = {
    'content_type = "text/html"\n[[item]]\nurl = "https://a.example/"\n': "Is 'items' meant?",
    'items = []\n': "needs 'content_type': a string",
    'content_type = "text/html"\n': "needs 'items': tables, [[items]] each",
    'content_type = "text/html"\nitems = ["https://a.example/"]\n': "item 1 is no table",
    'content_type = "text/html"\n[[items]]\npublished = 2026-05-19\nis_whole = true\n':
        "item 1 has 'published'; it may have url, title, published_at, is_whole, text. "
        "Is 'published_at' meant?",
    'content_type = "text/html"\n[[items]]\npublished_at = "19 May 2026"\nis_whole = true\n':
        "'published_at' must be a date or a moment without marks: 2026-05-19; it is '19 May 2026'",
    'content_type = "text/html"\n[[items]]\nurl = "https://a.example/"\n': "needs 'is_whole': true",
    "content_type: text/html\n": "is no TOML",
}  # fmt: skip


@pytest.mark.parametrize("written", GUESSES)
def test_a_wrong_guess_is_answered_with_a_sentence(tmp_path: Path, written: str) -> None:
    (tmp_path / "harbor.toml").write_text(written, "utf-8")
    (tmp_path / "harbor.html").write_text("<p>", "utf-8")
    with pytest.raises(ExampleError) as raised:
        read_example(tmp_path, "harbor")
    assert GUESSES[written] in str(raised.value)
    assert "harbor.toml" in str(raised.value)


def test_an_answer_that_is_missing_or_there_twice_is_told(tmp_path: Path) -> None:
    (tmp_path / "harbor.toml").write_text('content_type = "text/html"\nitems = []\n', "utf-8")
    with pytest.raises(ExampleError, match="there is none"):
        read_example(tmp_path, "harbor")
    for ending in ("html", "xml"):
        (tmp_path / f"harbor.{ending}").write_text("<p>", "utf-8")
    with pytest.raises(ExampleError, match=r"there is harbor\.html, harbor\.xml"):
        read_example(tmp_path, "harbor")
