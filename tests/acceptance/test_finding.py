"""`lede search`, `watch`, `check` and `digest`: what they find, and a sentence for wrong input."""

import json
from pathlib import Path

import pytest

from tests.acceptance.conftest import TEXT, Lede

# What is typed, the exit status, and what the one sentence on standard error says.
WRONG = {
    "check of no file": (("check", "nothere.txt"), 1, "nothere.txt cannot be read: there is no"),
    "check of a folder": (("check", "."), 1, "it is a folder"),
    "check of a binary file": (("check", "tin.bin"), 1, "tin.bin cannot be read: it is a binary"),
    "check of nothing": (("check", "-"), 1, "Standard input cannot be read: it is empty."),
    "search for nothing": (("search", "  "), 1, "Type at least one word to look for."),
    "search for signs": (("search", "?!"), 1, "Type at least one word to look for."),
    "watch without files": (("watch", "fines over $1 million"), 1, "Give files of releases"),
    "watch for nothing": (("watch", "--words", "", "tin.txt"), 2, "Say what to watch for"),
    "watch without a bound": (("watch", "--figure", "people", "tin.txt"), 2, "has no bound"),
    "watch of a binary file": (("watch", "tin", "tin.bin"), 1, "it is a binary file"),
    "watch of bad JSON": (("watch", "tin", "bad.jsonl"), 1, "Line 1 cannot be read: it is no JSON"),
    "digest of no file": (("digest", "nothere.txt"), 1, "there is no such file"),
    "digest of an empty folder": (("digest", "empty"), 1, "There is no file in what was given."),
    "digest of no beat": (("digest", "tin.txt", "--beat", " , "), 1, "Give --beat words"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tin.txt").write_text(TEXT, "utf-8")
    (tmp_path / "tin.bin").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "bad.jsonl").write_text('{"id": 1\n', "utf-8")
    (tmp_path / "empty").mkdir()
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_wrong_input_is_answered_in_a_sentence(
    lede: Lede, case: tuple[tuple[str, ...], int, str]
) -> None:
    typed, status, sentence = case
    ran = lede(*typed)
    assert ran.returncode == status
    (said,) = ran.stderr.strip().splitlines()
    assert said.startswith("lede: ")
    assert sentence in said
    assert "Nothing that stands out." not in ran.stdout


@pytest.mark.usefixtures("folder")
def test_watch_says_how_it_is_understood_and_what_it_tells_of(lede: Lede) -> None:
    told = json.loads(lede("watch", "more than 12 arrests", "tin.txt", "--json").stdout)
    assert told["understood"] == "arrests: more than 12"
    assert len(told["alerts"]) == 1
    none = json.loads(lede("watch", "more than 14 arrests", "tin.txt", "--json").stdout)
    assert none["alerts"] == []


@pytest.mark.usefixtures("folder")
def test_search_and_check_ask_the_archive(lede: Lede) -> None:
    assert lede("ingest", "tin.txt").returncode == 0
    (hit,) = json.loads(lede("search", "tin harbor", "--json").stdout)
    assert hit["title"] == "Harbor Office seizes 120 kilograms of tin"
    verbatim = lede("check", "-", "--json", stdin="“We looked in every crate,” said Ann Poe.")
    assert verbatim.returncode == 0
    assert [one["verdict"] for one in json.loads(verbatim.stdout)] == ["verbatim"]
    altered = lede("check", "-", "--json", stdin="“We looked into every crate,” said Ann Poe.")
    assert altered.returncode == 1
    assert [one["verdict"] for one in json.loads(altered.stdout)] == ["altered"]
