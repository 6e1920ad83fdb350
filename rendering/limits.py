"""Discord's limits, and the two ways to stay within them: cut at a word, or part into pages.

The numbers are from Discord's developer documentation ("Message", "Component Reference",
"Application Commands"), read in 2026.
"""

from collections.abc import Iterable

# All text displays of one message together.
TEXT_TOTAL = 4000
# All components of one message, those within others counted.
COMPONENTS = 40
BUTTON_LABEL = 80
# What describes a picture.
ALT_TEXT = 1024
CHOICES = 25
CHOICE_NAME = 100
ACTION_ROW_BUTTONS = 5
# A page leaves room for the card's head, its foot and the marks of formatting.
PAGE_TEXT = 3000
ELLIPSIS = "…"


def cut(text: str, limit: int) -> str:
    """Shorten `text` to at most `limit` characters, at a word's end, with an ellipsis.

    Never leaves half an escape: a backslash is not the last character before the ellipsis.
    """
    if len(text) <= limit:
        return text
    kept = text[: limit - len(ELLIPSIS)]
    at_word = kept.rpartition(" ")[0]
    # A last word of more than half the room is broken rather than dropped.
    kept = at_word if len(at_word) > limit // 2 else kept
    return kept.rstrip("\\ ,;:–—") + ELLIPSIS


def split(text: str, limit: int) -> list[str]:
    """Part `text` into pieces of at most `limit` characters at white space; loses no word."""
    pieces = []
    while len(text) > limit:
        at = max(text.rfind("\n", 0, limit + 1), text.rfind(" ", 0, limit + 1))
        if at <= 0:
            # One word longer than a page: broken, but never between a backslash and its character.
            # Of an odd number of backslashes the last one escapes what follows.
            before = text[:limit]
            at = limit - (len(before) - len(before.rstrip("\\"))) % 2 or limit
            pieces.append(text[:at])
            text = text[at:]
        else:
            pieces.append(text[:at])
            text = text[at + 1 :]
    return [*pieces, text]


def paginate(items: Iterable[str], limit: int = PAGE_TEXT) -> list[list[str]]:
    """Lay items on pages of at most `limit` characters, newlines between items counted.

    An item longer than a page is split over pages of its own; no item is lost. There is always
    at least one page.
    """
    pages: list[list[str]] = [[]]
    room = limit
    for item in items:
        for piece in split(item, limit):
            if pages[-1] and len(piece) + 1 > room:
                pages.append([])
                room = limit
            pages[-1].append(piece)
            room -= len(piece) + 1
    return pages
