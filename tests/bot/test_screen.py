"""What is read in the terminal."""

from bot.screen import legible


def test_lines_are_wrapped_with_their_edge() -> None:
    text = "head\n┃ - one two three four\n┃\n┃ five"
    shown = legible(text, width=16, is_terminal=False)
    assert shown.splitlines() == ["head", "┃ - one two", "┃   three four", "┃", "┃ five"]


def test_marks_are_shown_by_a_terminal_and_left_out_elsewhere() -> None:
    text = "**288 arrests** · *a record*"
    assert legible(text, width=80, is_terminal=False) == "288 arrests · a record"
    shown = legible(text, width=80, is_terminal=True)
    assert shown == "\x1b[1m288 arrests\x1b[0m · \x1b[3ma record\x1b[0m"


def test_addresses_are_not_broken() -> None:
    text = "┃ see https://harbor.example/a-very-long-address-of-a-release"
    assert text.split()[-1] in legible(text, width=20, is_terminal=False).split()
