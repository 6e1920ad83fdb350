"""Addresses that open a page at a sentence and mark it: text fragments.

After the specification "URL Fragment Text Directives" of the WICG
(https://wicg.github.io/scroll-to-text-fragment/): `#:~:text=[prefix-,]start[,end]`, where the
browser looks for the first place, whatever the case of letters, and a part lies within one block.
"""

import re
from urllib.parse import quote

from domain.documents import Span

_WORD = re.compile(r"\S+")
# So many words at either end name a sentence; more are taken where they stand more than once.
_FEWEST, _MOST = 3, 12
# A statement of fewer words is named whole.
_WHOLE = 7
_BEFORE = 3


def fragment_address(url: str, text: str, span: Span) -> str:
    """`url` with the fragment that marks `span` of `text`, the text of the page."""
    joint = ":~:text=" if "#" in url else "#:~:text="
    return url + joint + _directive(text, span)


def _directive(text: str, span: Span) -> str:
    first_line, last_line = _lines(text, span)
    opening, closing = _WORD.findall(first_line), _WORD.findall(last_line)
    is_one_line = "\n" not in span.text.strip()
    if is_one_line and len(opening) <= _WHOLE:
        return _prefix(text, span, opening) + _encoded(opening)
    for number in range(_FEWEST, _MOST + 1):
        start = opening[:number]
        if _is_first(text, span, start):
            break
    prefix = "" if _is_first(text, span, start) else _prefix(text, span, start)
    end = closing[-max(_FEWEST, 1) :]
    return f"{prefix}{_encoded(start)},{_encoded(end)}"


def _lines(text: str, span: Span) -> tuple[str, str]:
    """The first and the last line of the span: a part must not cross a block."""
    lines = [line for line in span.text.splitlines() if line.strip()] or [span.text]
    return lines[0], lines[-1]


def _prefix(text: str, span: Span, words: list[str]) -> str:
    """The words before the span on its line, where its own stand somewhere before too."""
    if _is_first(text, span, words):
        return ""
    before = text[: span.start].rpartition("\n")[2]
    named = _WORD.findall(before)[-_BEFORE:]
    return f"{_encoded(named)}-," if named else ""


def _is_first(text: str, span: Span, words: list[str]) -> bool:
    """Whether the words stand nowhere in the text before the span."""
    pattern = r"\s+".join(map(re.escape, words))
    found = re.search(pattern, text[: span.end], re.IGNORECASE)
    return found is None or found.start() >= span.start


def _encoded(words: list[str]) -> str:
    # A hyphen would end a prefix; commas and ampersands are encoded with the rest.
    return quote(" ".join(words), safe="").replace("-", "%2D")
