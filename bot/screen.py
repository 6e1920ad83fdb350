"""A transcript made legible on a screen."""

import re
from textwrap import wrap

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ITALIC = re.compile(r"(?<!\*)\*([^*\n]+?)\*(?!\*)")
_MARKS = ("\x1b[1m", "\x1b[3m", "\x1b[0m")
_EDGE = "┃ "
# Longer lines are hard to read, however wide the screen.
WIDEST = 100


def legible(transcript: str, *, width: int, is_terminal: bool) -> str:
    """The lines wrapped to `width` columns, bold and italic as a terminal shows them.

    Where no terminal shows it, their marks are left out.
    """
    bold, italic, plain = _MARKS if is_terminal else ("", "", "")
    marked = _ITALIC.sub(rf"{italic}\1{plain}", _BOLD.sub(rf"{bold}\1{plain}", transcript))
    lines = (part for line in marked.splitlines() for part in _wrapped(line, min(width, WIDEST)))
    return "\n".join(lines)


def _wrapped(line: str, width: int) -> list[str]:
    edge = _EDGE if line.startswith(_EDGE) else ""
    text = line.removeprefix(edge)
    indent = "  " if text.startswith(("- ", "> ")) else ""
    return wrap(
        text,
        width,
        initial_indent=edge,
        subsequent_indent=edge + indent,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [edge.rstrip()]
