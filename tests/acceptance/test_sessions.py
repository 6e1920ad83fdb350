"""Sessions that a person kept on the page of `lede try` say today what they said then."""

from pathlib import Path

import pytest

from tests.acceptance.sessions.played import SESSIONS, play


@pytest.mark.parametrize("path", sorted(SESSIONS.glob("*.jsonl")), ids=lambda path: path.stem)
async def test_session_says_what_it_said(path: Path) -> None:
    assert await play(path) == []
