"""Whether an office of a letterhead is the opposition's, though its "Shadow" was lost.

A stored page may keep of a letterhead "Minister for Quays / Ada Lund" alone. The office is the
opposition's where the text beneath calls the same person the Shadow Minister for Quays. That a
minister answers a shadow of another name changes nothing.
"""

import re

from processing.layout.persons import TITLED

# No name of a person has more letters.
_NAME_MOST = 60
_HOLDER = rf"(?i:{TITLED})*(?P<name>[A-Z][\w.'’-]+\s+[A-Z][\w'’-]+)"
_HOLDER_BEHIND = re.compile(rf",?\s+{_HOLDER}")
_HOLDER_BEFORE = re.compile(rf"\b{_HOLDER},\s+(?:the\s+)?\Z")


def find_shadow(flat: str, office: str, named: str) -> tuple[int, int] | None:
    """The place where a text gives an office as the opposition's, held by who is `named`.

    `named` holds the full name of the holder, and may hold other words. None where the text does
    not say so.
    """
    if "hadow" not in flat:
        return None
    written, known = r"\s+".join(map(re.escape, office.split())), named.casefold().split()
    for found in re.finditer(rf"\bShadow\s+{written}\b", flat, re.IGNORECASE):
        behind = _HOLDER_BEHIND.match(flat, found.end())
        before = _HOLDER_BEFORE.search(flat, max(0, found.start() - _NAME_MOST), found.start())
        holders = (match["name"].casefold().split() for match in (behind, before) if match)
        if any(_stands_in(name, known) for name in holders):
            return found.span()
    return None


def _stands_in(name: list[str], known: list[str]) -> bool:
    return any(known[at : at + len(name)] == name for at in range(len(known)))
