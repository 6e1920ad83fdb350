"""`lede run`: what is said when the token is missing or wrong."""

from pathlib import Path

from tests.acceptance.conftest import Lede


def test_missing_token_is_one_clear_sentence(lede: Lede) -> None:
    ran = lede("run")
    assert ran.returncode == 2
    assert ran.stderr.startswith("lede: DISCORD_TOKEN is not set.")
    assert len(ran.stderr.strip().splitlines()) == 1


def test_malformed_token_is_refused_and_not_repeated(lede: Lede, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DISCORD_TOKEN=hunter2\n", "utf-8")
    ran = lede("run")
    assert ran.returncode == 2
    assert "does not look like a bot token" in ran.stderr
    assert "hunter2" not in ran.stderr


def test_wrong_setting_is_named(lede: Lede) -> None:
    ran = lede("run", LEDE_LOG_LEVEL="loud")
    assert ran.returncode == 2
    assert "LEDE_LOG_LEVEL" in ran.stderr


def test_unknown_command_is_wrong_use(lede: Lede) -> None:
    assert lede("dance").returncode == 2


def test_env_file_that_cannot_be_read_is_named(lede: Lede, tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"DISCORD_TOKEN=\xff\xfe\n")
    ran = lede("run")
    assert ran.returncode == 2
    assert ".env cannot be read" in ran.stderr
    assert len(ran.stderr.strip().splitlines()) == 1


def test_misspelt_setting_is_named_at_the_start(lede: Lede, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("LEDE_DATABSE=other.db\n", "utf-8")
    ran = lede("sources", "list", LEDE_LOGLEVEL="debug")
    assert ran.returncode == 0
    assert ran.stderr.splitlines() == [
        "lede: LEDE_DATABSE is no setting of Lede and sets nothing. Is LEDE_DATABASE meant?",
        "lede: LEDE_LOGLEVEL is no setting of Lede and sets nothing. Is LEDE_LOG_LEVEL meant?",
    ]


def test_token_in_another_setting_is_not_repeated(lede: Lede) -> None:
    token = "MTAwMDAwMDAwMDAwMDAwMDAw.GabcdE." + "x" * 38
    for command in (("run",), ("sources", "list"), ("ingest", "none.txt")):
        ran = lede(*command, LEDE_DATABASE=f"/{token}/lede.db", DISCORD_TOKEN=token)
        assert ran.returncode == 2
        assert "LEDE_DATABASE holds what looks like a bot token" in ran.stderr
        assert token not in ran.stderr + ran.stdout


def test_version_is_printed(lede: Lede) -> None:
    ran = lede("--version")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("lede 0.")


def test_feedback_is_printed(lede: Lede) -> None:
    assert lede("feedback").stdout == "Nobody has said anything yet.\n"
