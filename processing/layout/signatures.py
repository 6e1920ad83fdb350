"""Which short lines name the speaker of a statement beside them."""

from collections.abc import Sequence

from processing.layout.lines import is_final
from processing.names.signatures import read_signature
from processing.parsed_text import BlockKind

_BODY, _SUBHEAD, _SIGNATURE = BlockKind.BODY, BlockKind.SUBHEAD, BlockKind.SIGNATURE
# A statement is a paragraph; what is shorter is a line of a list of names.
_STATEMENT_LEAST = 40
_DASHES = "—–―-~"


def mark_signatures(kinds: list[BlockKind], texts: Sequence[str], first: int) -> None:
    """Mark the lines below the lead `first` that give an office and a name under a paragraph.

    A name without an office counts where another paragraph with its signature stands beside.
    """
    doubtful: list[int] = []
    for i in range(first + 1, len(kinds)):
        if not _may_sign(kinds[i], texts[i]) or not _is_statement(kinds, texts, i - 1):
            continue
        if i + 1 < len(kinds) and _is_listed(kinds[i + 1], texts[i + 1]):
            continue
        signature = read_signature(texts[i], is_marked=texts[i][0] in _DASHES)
        if signature is None:
            continue
        if signature.is_sure:
            kinds[i] = _SIGNATURE
        else:
            doubtful.append(i)
    for i in doubtful:
        if kinds[i - 2] is _SIGNATURE or (i + 2 < len(kinds) and kinds[i + 2] is _SIGNATURE):
            kinds[i] = _SIGNATURE


def _is_statement(kinds: Sequence[BlockKind], texts: Sequence[str], i: int) -> bool:
    return kinds[i] is _BODY and len(texts[i]) >= _STATEMENT_LEAST and is_final(texts[i])


def _may_sign(kind: BlockKind, text: str) -> bool:
    """Whether a line is neither prose nor an item; one that begins with a dash may be no item."""
    return kind is _SUBHEAD or (kind is BlockKind.LIST_ITEM and text[0] in _DASHES)


def _is_listed(kind: BlockKind, below: str) -> bool:
    """Whether a line goes on below: those who sign a letter, a sentence broken in two."""
    if below[0].islower():
        return True
    return _may_sign(kind, below) and read_signature(below) is not None
