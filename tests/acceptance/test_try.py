"""`lede try`: a newcomer types commands and reads the channel."""

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
    ran = lede("try", stdin="/dance\nclick Nowhere\n/brief\n")
    assert ran.returncode == 1
    assert "There is no such command." in ran.stdout
    assert "Key figures" in ran.stdout
    assert "Traceback" not in ran.stderr


def test_release_is_found_by_its_title_as_one_types_it(lede: Lede) -> None:
    ran = lede("try", stdin="/figures release:no release has such a title\n")
    assert ran.returncode == 0
    assert "No stored release has a title like" in ran.stdout
