"""`lede forget`: what is kept of a user or a server is erased, and how much it was is said."""

from datetime import UTC, datetime
from pathlib import Path

from storage import open_storage
from tests.acceptance.conftest import Lede

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


async def test_user_and_server_are_forgotten(lede: Lede, tmp_path: Path) -> None:
    async with open_storage(tmp_path / "lede.db") as storage:
        for user in (7, 8):
            await storage.feedback.put(f"Words of {user}", now=NOW, by=user)
    ran = lede("forget", "--user", "7", "--server", "70")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines() == [
        "Erased of user 7: 0 readings, 1 feedback, 0 messages, 0 briefings, 0 watches.",
        "Erased of server 70: 0 messages, 0 briefings, 0 watches, 0 sources.",
    ]
    async with open_storage(tmp_path / "lede.db") as storage:
        assert [words for *_, words in await storage.feedback.newest(9)] == ["Words of 8"]


def test_of_whom_must_be_said(lede: Lede) -> None:
    ran = lede("forget")
    assert ran.returncode == 1
    assert ran.stderr.strip() == "lede: Say of whom: lede forget --user ID, or --server ID."
    assert lede("forget", "--user", "ann").returncode == 2
