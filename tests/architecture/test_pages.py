"""The pages on security and privacy name tests, commands and tables that are there."""

import re
from pathlib import Path

from storage.metadata import METADATA

ROOT = Path(__file__).parents[2]
SECURITY = (ROOT / "docs" / "security.md").read_text("utf-8")
PRIVACY = (ROOT / "docs" / "privacy.md").read_text("utf-8")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
# What a page on threats cannot pass over.
KINDS = (
    "Foreign text", "Regular expressions", "Addresses and malicious sites", "Attachments",
    "Several servers, rights", "Search syntax", "Rate of use", "Tokens and files",
    "A second process",
)  # fmt: skip


def test_every_test_that_is_named_exists() -> None:
    named = NAMED.findall(SECURITY)
    assert len(named) > 40
    for path, name in named:
        text = (ROOT / path).read_text("utf-8") if (ROOT / path).is_file() else ""
        assert re.search(rf"^(async )?def {name}\(", text, re.MULTILINE), f"{path}::{name}"
    assert SECURITY.count("tests/") == len(named), "a test is named in another form"


def test_every_threat_has_a_guard_and_a_test() -> None:
    parts = re.split(r"^## ", SECURITY, flags=re.MULTILINE)[1:]
    assert tuple(part.splitlines()[0] for part in parts) == KINDS
    for part in parts:
        rows = [line for line in part.splitlines() if line.startswith("| ")][2:]
        assert rows
        for row in rows:
            threat, guard, test = (cell.strip() for cell in row.strip("|").split(" | "))
            assert threat, row
            assert guard, row
            assert NAMED.search(test), row


def test_every_kind_of_id_that_is_kept_is_on_the_page_of_privacy() -> None:
    """A table that keeps of whom something is needs its words there and its way to be erased."""
    words = {
        "drafts": "/read", "feedback": "/feedback", "watches": "watches",
        "subscriptions": "briefings", "deliveries": "which briefing was sent",
        "sources": "added a source",
        "source_holders": "added a source", "departures": "takes Lede out",
    }  # fmt: skip
    ids = {"user_id", "made_by", "created_by", "added_by", "guild_id", "holder"}
    keeping = {t.name for t in METADATA.sorted_tables if ids & {column.name for column in t.c}}
    assert keeping == set(words)
    erased = (ROOT / "storage" / "forgetting.py").read_text("utf-8")
    for table, said in words.items():
        assert said in PRIVACY
        assert table.upper() in erased
    assert "lede forget --user" in PRIVACY
    assert "lede forget --server" in PRIVACY
