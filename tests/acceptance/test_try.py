"""`lede try`: a newcomer types commands and reads the channel."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.acceptance.conftest import Lede


def test_commands_from_standard_input_are_answered(lede: Lede) -> None:
    lines = ["/brief", "click Figures", "/quotes", "/latest", "click 1", "/search record", "/help"]
    ran = lede("try", stdin="\n".join([*lines, "/admin status", "/admin reload seeds"]) + "\n")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "Key figures" in ran.stdout
    assert "Latest releases" in ran.stdout
    assert "Status" in ran.stdout
    assert "0 new" in ran.stdout


def test_without_any_command_the_newest_release_is_briefed(lede: Lede) -> None:
    ran = lede("try")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "> /brief" in ran.stdout
    assert "Key figures" in ran.stdout


def test_what_cannot_be_answered_is_explained_and_counts(lede: Lede) -> None:
    role = "/briefing setup channel:releases time:8am zone:EST role:@Press"
    ran = lede("try", stdin=f"/dance\nclick Nowhere\n{role}\n/brief\n")
    assert ran.returncode == 1
    assert "There is no such command." in ran.stdout
    assert "There is no role '@Press' here. There are: everyone, " in ran.stdout
    assert "Key figures" in ran.stdout
    assert "Traceback" not in ran.stderr


def test_release_is_found_by_its_title_as_one_types_it(lede: Lede) -> None:
    ran = lede("try", stdin="/figures release:no release has such a title\n")
    assert ran.returncode == 0
    # Once: what fills the answer in is no message beside it.
    assert ran.stdout.count("No stored release has a title like") == 1


def test_bytes_that_are_no_text_are_explained_and_the_rest_goes_on(lede: Lede) -> None:
    ran = lede("try", stdin=b"\xff\xfe\n/help\n", PYTHONIOENCODING="utf-8:strict")
    assert ran.returncode == 1
    assert "There is no such command." in ran.stdout
    assert "/search" in ran.stdout
    assert "Traceback" not in ran.stderr


def test_streams_that_are_closed_or_narrow_end_nothing(lede: Lede, tmp_path: Path) -> None:
    assert lede("try", stdin="/brief\n", PYTHONIOENCODING="ascii").returncode == 0
    command = f"{sys.executable} -m bot try <&- 2>&1"
    ran = subprocess.run(
        ["bash", "-c", command],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout
    assert "> /brief" in ran.stdout


def test_slip_at_a_terminal_is_no_failure(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")
    ours, theirs = pty.openpty()
    os.write(ours, b"/dance\nquit\n")
    ran = subprocess.run(
        [sys.executable, "-m", "bot", "try"],
        stdin=theirs,
        capture_output=True,
        cwd=tmp_path,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    os.close(ours)
    os.close(theirs)
    assert "There is no such command." in ran.stdout
    assert ran.returncode == 0, ran.stderr


def test_log_stays_out_of_the_answers_after_settings_were_reloaded(lede: Lede) -> None:
    lines = ["/admin reload settings", "/brief release:no release has such a title"]
    ran = lede("try", stdin="\n".join(lines))
    assert "nothing has changed" in ran.stdout
    assert ran.stderr == ""


def test_what_was_typed_is_sent_unless_it_is_one_choice(lede: Lede) -> None:
    """As in Discord: the first of several suggestions does not take the place of the words."""
    lines = ["/brief release:foo", "/brief release:operation", "/brief release:quiet"]
    ran = lede("try", stdin="\n".join(lines) + "\n")
    assert "/brief release:foo\n" in ran.stdout
    assert "No stored release has a title like “foo”" in ran.stdout.replace("\n┃", "")
    assert "/brief release:operation\n" in ran.stdout
    assert ran.stdout.count("  release: ") == 1
    assert "  release: Operation Quiet Harbor" in ran.stdout


def test_number_that_nobody_typed_is_not_guessed(lede: Lede) -> None:
    ran = lede("try", stdin="/briefing pause general\n")
    assert ran.returncode == 1
    assert "takes a number, not 'general'" in ran.stdout


def test_what_is_offered_and_was_not_typed_is_not_taken_for_it(lede: Lede) -> None:
    """The list of presets offers nothing with “zzz”: the name stays as it was typed."""
    ran = lede("try", stdin="/source add zzz\n")
    assert "name: " not in ran.stdout
    assert "zzz" in ran.stdout
